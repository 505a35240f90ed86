#ifndef CLIENTROUTE_SERVICES_SUITE_SERVE_PROVIDER_PROFILES_H_
#define CLIENTROUTE_SERVICES_SUITE_SERVE_PROVIDER_PROFILES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/region/v1/region.pb.h"
#include "services/provider/profile.h"

namespace clientroute::suite {

/// The providers of a region with what they are contracted for, as a provider in a box knows itself: both parties have
/// the contract. By AGB code; what has no tariff is left out. Pure.
std::vector<provider::Profile> ProviderProfiles(const region::v1::Catalogue& catalogue);

/// Those with these codes, in that order; all of them for `alle`. Errors: WRONG_USE for a code that the region does not
/// have.
absl::StatusOr<std::vector<provider::Profile>> ChooseProfiles(const std::vector<provider::Profile>& all,
                                                              const std::vector<std::string>& codes);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_SERVE_PROVIDER_PROFILES_H_
