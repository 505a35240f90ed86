#ifndef CLIENTROUTE_SERVICES_CLAIMS_NAMES_H_
#define CLIENTROUTE_SERVICES_CLAIMS_NAMES_H_

#include <string_view>

namespace clientroute::claims {

/// The collections in names: `claims/<uuid>`, `postings/<number>`.
inline constexpr std::string_view kClaims = "claims";
inline constexpr std::string_view kClients = "clients";
inline constexpr std::string_view kMessages = "messages";
inline constexpr std::string_view kAllocations = "allocations";
inline constexpr std::string_view kContracts = "contracts";
inline constexpr std::string_view kPostings = "postings";

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_NAMES_H_
