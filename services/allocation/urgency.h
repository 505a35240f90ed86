#ifndef CLIENTROUTE_SERVICES_ALLOCATION_URGENCY_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_URGENCY_H_

#include <vector>

#include "services/platform/values/care_line.h"

/// How urgent a placement is: 0 ordinary, 1 urgent, 2 crisis, which takes what fits, also where it is full or far
/// (ALL-2, ALL-3). Pure; thread-safe.
namespace clientroute::allocation {

inline constexpr int kUrgencyMax = 2;
inline constexpr int kCrisisUrgency = 2;

/// What was asked for; a crisis where one of the lines is crisis help, which always is one.
int UrgencyOf(int asked, const std::vector<CareLine>& lines);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_URGENCY_H_
