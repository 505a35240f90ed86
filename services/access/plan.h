#ifndef CLIENTROUTE_SERVICES_ACCESS_PLAN_H_
#define CLIENTROUTE_SERVICES_ACCESS_PLAN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/platform/values/care_line.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/date.h"
#include "services/platform/values/problem.h"

namespace clientroute::access {

/// What help aims at (ACC-5); the number is the one of the wire.
enum class Orientation : std::uint8_t { kSupport = 1, kResolution = 2 };
/// nullopt for a number that is none.
std::optional<Orientation> OrientationOf(int code);

struct Goal {
  /// Unique in the plan: `goal-1`.
  std::string code;
  /// In words; free text.
  std::string description;
  /// Names of the lines of care that work on it.
  std::vector<std::string> lines;
};

/// The one plan (ACC-5), as it is handed in.
struct Plan {
  std::vector<Goal> goals;
  /// Free text; may be empty.
  std::string perspective;
  /// The day by which a result may be expected, where that can be said yet.
  std::optional<Date> result_expected;
  /// Where it is said.
  std::optional<Orientation> orientation;
  /// The days on which it is asked whether it can be less (ROU-3).
  std::vector<Date> evaluation_days;
  /// Who coordinates the care (ALL-5), where somebody must.
  std::optional<ProviderCode> coordinator;
};

/// How far ahead an evaluation may lie: no course of care is planned for longer.
inline constexpr int kEvaluationYearsMax = 10;

/// What is wrong with a plan for a route on which `asked` was asked for: no goals; a goal's code that is none or comes
/// twice, its empty description, a line that was not asked for; a result that was expected before `today`; an
/// evaluation that has passed, lies too far ahead or not after the one before it. Pure, thread-safe.
Problems CheckPlan(const Plan& plan, const std::vector<CareLine>& asked, Date today);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_PLAN_H_
