#ifndef CLIENTROUTE_SERVICES_ALLOCATION_NAMES_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_NAMES_H_

#include <string_view>

namespace clientroute::allocation {

/// The collections in names: `routes/<uuid>`, `locations/<code>`.
inline constexpr std::string_view kRoutes = "routes";
inline constexpr std::string_view kClients = "clients";
inline constexpr std::string_view kMessages = "messages";
inline constexpr std::string_view kLocations = "locations";
inline constexpr std::string_view kAllocations = "allocations";
inline constexpr std::string_view kReservations = "reservations";
inline constexpr std::string_view kChangeRequests = "change_requests";
inline constexpr std::string_view kProposals = "placement_proposals";

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_NAMES_H_
