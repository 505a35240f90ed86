#ifndef CLIENTROUTE_SERVICES_SUITE_CLI_ROUTE_NAMES_H_
#define CLIENTROUTE_SERVICES_SUITE_CLI_ROUTE_NAMES_H_

#include <string>
#include <string_view>

#include "clientroute/access/v1/access.pb.h"
#include "clientroute/allocation/v1/care_allocation.pb.h"
#include "clientroute/messaging/v1/messaging.pb.h"

/// The states and outcomes of the services as people read them. Pure, thread-safe.
namespace clientroute::suite {

/// `toegewezen`, `in zorg`, …
std::string_view DutchState(allocation::v1::CareAllocation::State state);
/// `start 1 juni 2026`, `stop 30 november 2026 (reden 01)`.
std::string DutchDelivery(const allocation::v1::Delivery& delivery);
/// `ontvangen`, `verstuurd`, `beantwoord`, …
std::string_view DutchState(messaging::v1::Message::State state);
/// `multi`.
std::string_view DutchComplexity(access::v1::Complexity complexity);
/// `toegekend`.
std::string_view DutchOutcome(access::v1::Decision::Outcome outcome);
/// What was decided, in one word or two: `deels toegekend`.
std::string_view DutchVerdict(const access::v1::Decision& decision);
/// `past niet binnen het budget`.
std::string_view DutchRefusal(access::v1::RefusalReason reason);
/// `casusregisseur`.
std::string_view DutchRole(access::v1::CaseRole role);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_CLI_ROUTE_NAMES_H_
