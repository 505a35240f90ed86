#ifndef CLIENTROUTE_SERVICES_CONTRACTING_TALK_SCHEDULE_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_TALK_SCHEDULE_H_

#include <optional>
#include <string>

#include "services/contracting/supplier_choices.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/date.h"
#include "services/platform/values/period.h"

namespace clientroute::contracting {

/// Over so many days the talks of a year are spread: so an interval is a whole number of days, the same in every month.
inline constexpr int kTalkYearDays = 365;

/// When the next talk about a contract is due (CON-4): one interval after the latest of the last talk that was held,
/// the first day of the contract and the first day of the region's choice.
struct TalkSchedule {
  std::string contract;  // its code
  ProviderCode provider;
  std::string lot;
  Period period;  // of the contract
  /// The choice that holds for it today, if any.
  std::optional<TalkIntensity> intensity;
  std::optional<Date> last_talk;
  std::optional<Date> planned;
  /// The day itself is in time. Not set when no talk is wanted, or when the contract does not run today or ends before.
  std::optional<Date> due;

  /// From one talk to the next; 0 when none is wanted.
  int DaysBetween() const;
  int DaysLate(Date today) const { return due && *due < today ? today.DaysSince(*due) : 0; }
};

/// In Dutch: how the day was found, or why there is none. Pure, thread-safe.
std::string Explain(const TalkSchedule& schedule, Date today);

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_TALK_SCHEDULE_H_
