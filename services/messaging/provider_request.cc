#include "services/messaging/provider_request.h"

#include <algorithm>

#include "services/platform/values/calendar.h"

namespace clientroute::messaging {

std::optional<Date> RequestDue(std::span<const RequestStanding> standings, Date received, Date signed_on) {
  const auto any = [&](RequestStanding standing) {
    return std::find(standings.begin(), standings.end(), standing) != standings.end();
  };
  if (any(RequestStanding::kOpen)) return AddWorkingDays(received, kRequestTermWorkingDays);
  if (any(RequestStanding::kUnderInvestigation)) return signed_on.AddDays(kInvestigationTermDays);
  return std::nullopt;
}

}  // namespace clientroute::messaging
