#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_TERM_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_TERM_H_

#include <optional>
#include <string>

#include "services/orchestrator/definition/fact.h"
#include "services/platform/values/calendar.h"

namespace clientroute::orchestrator {

/// In what a term is counted.
enum class TermUnit { kHours, kDays, kWorkingDays, kMonths };

/// How long something may take: a timer's duration, a task's due date. Days, working days and months are counted in
/// local days and end at local midnight after the last of them (OP090, OP274); hours are counted from the instant.
struct Term {
  TermUnit unit = TermUnit::kDays;
  int count = 0;
  /// Counts from the day that this fact names, instead of from the day on which it starts. Not with kHours.
  std::optional<FactRef> after;
  /// The term does not run at all while `after` is unknown; otherwise the checker proves that it is known.
  bool only_when_known = false;
};

/// The most that a term may count, so that no due date leaves the calendar: hours of a year, 100 years of days, of
/// months.
inline constexpr int kMaxTermHours = 24 * 366;
inline constexpr int kMaxTermDays = 36'600;
inline constexpr int kMaxTermMonths = 1'200;

/// When a term that starts at `start` ends; nullopt when the day that it counts from is unknown, or when the end lies
/// outside the calendar. May lie before `start` when that day is past.
std::optional<Instant> EndOf(const Term& term, const FactView& facts, Instant start);

/// `5 werkdagen`, `14 dagen na einddatum`, for people. `after` is the title of the fact, empty without one.
std::string DescribeTerm(const Term& term, std::string_view after);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_TERM_H_
