#ifndef CLIENTROUTE_SERVICES_ACCESS_OUTFLOW_H_
#define CLIENTROUTE_SERVICES_ACCESS_OUTFLOW_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "services/platform/values/care_line.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/date.h"
#include "services/platform/values/problem.h"
#include "services/platform/values/uuid.h"

namespace clientroute::access {

/// The end of care: outflow and aftercare (ROU-4, ROU-5), and the return to it (ROU-6, INT-7). The numbers of the enums
/// are those of the wire. Everything here is pure and thread-safe.

/// To where a client leaves.
enum class Destination : std::uint8_t {
  kHome = 1,
  kOwnNetwork,
  kRegularProvisions,
  kEducation,
  kWmo,
  kWlz,
  kZvw,
  kLast = kZvw,
};
/// What holds it up.
enum class Obstacle : std::uint8_t {
  kNone = 1,
  kHousing,
  kOutflowPlace,
  kIncome,
  kDayActivity,
  kFollowUpCare,
  kOther,
  kLast = kOther,
};
/// What a contact of aftercare came to.
enum class AftercareOutcome : std::uint8_t { kGoesWell = 1, kRestart, kEnd, kLast = kEnd };

/// The region's choices about a return to care; both count from the last day of care.
struct ReturnRules {
  int watch_months = 12;
  /// Within how many months a client goes to the first provider (INT-7).
  int first_provider_months = 3;
};
/// A watch is shorter than this: what was long ago is no return.
inline constexpr int kWatchMonthsMax = 120;
/// Whether the rules can be kept: 1 to kWatchMonthsMax months of watch, 0 to as many for the first provider.
bool AreSound(const ReturnRules& rules);

/// How far the last day of care may lie from the day on which an outflow is recorded.
inline constexpr int kEndDaysAwayMax = 366;
/// What is wrong with the last day of care, recorded on `today`.
Problems CheckEnd(Date end, Date today);
/// The last day on which a new referral counts as a return.
Date WatchUntil(Date end, const ReturnRules& rules);
/// The provider of these lines where they name exactly one; nullopt otherwise.
std::optional<ProviderCode> OnlyProvider(const std::vector<CareLine>& lines);

/// What became of a contact of aftercare.
struct PastContact {
  AftercareOutcome outcome = AftercareOutcome::kGoesWell;
  /// Whether it asked for care to start again at once (`Restarts`).
  bool asked_restart = false;
  /// Whether anything was allocated after it: then care that was to start again did.
  bool allocated_since = false;

  /// Whether care started again by it. Asked alone is not enough: the route may be busy with something else, or the
  /// restart may be refused.
  bool Restarted() const { return asked_restart && allocated_since; }
};

/// Whether contacts of aftercare are still to come: it was agreed, none of the contacts ended it, and none restarted
/// help or left it to a new request. It goes on after a restart that was asked for until help did start again.
bool AftercareRuns(bool aftercare, const std::vector<PastContact>& contacts);
/// Whether a contact with this outcome, recorded on `today`, asks for care to start again at once: only while what was
/// allocated runs (`until`, nullopt where it goes on or nobody said). After it help needs a new request, which is a
/// return.
bool Restarts(AftercareOutcome outcome, Date today, std::optional<Date> until);
/// What is wrong with the day of a contact, recorded on `today`, after an outflow that was recorded on `recorded` with
/// `end` as the last day of care: it is yet to come, or lies before both.
Problems CheckContact(Date day, Date end, Date recorded, Date today);

/// A route that ended in outflow.
struct EndedCare {
  Uuid route;
  Date end;
  Date watch_until;
  std::optional<ProviderCode> provider;
  /// What was asked for on it.
  std::vector<CareLine> lines;
  /// Whether care runs again since: the outflow was taken back, help started again from aftercare, or a change was
  /// granted. Then nothing has ended.
  bool runs_again = false;
};

/// A return to care.
struct CareReturn {
  Uuid earlier_route;
  /// The first provider, where he goes there again.
  std::optional<ProviderCode> first_provider;
  int days_after_end = 0;
};

/// Whether who asks for `asked` on `day` is back in care: some care of his ended by then, and its watch has not. Of
/// several the one that ended last. The first provider is given within the region's months of the end, and when a
/// category that he had is asked for again (a line without category asks for any of its law).
std::optional<CareReturn> RecogniseReturn(const std::vector<EndedCare>& ended, const std::vector<CareLine>& asked,
                                          Date day, const ReturnRules& rules);

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_OUTFLOW_H_
