#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_REFERRALS_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_REFERRALS_H_

#include <string_view>
#include <vector>

#include "clientroute/intake/v1/intake.pb.h"
#include "services/suite/demo/story_values.h"

/// Referrals that come by a person of the access team and not by a message.
namespace clientroute::suite {

/// A product as a referral names it.
struct ProductCode {
  std::string_view category;
  std::string_view code;
};

/// So many units a week of a product, of a provider, or of whoever has the best place where none is named.
type::v1::CareLine LineOf(std::string_view provider, ProductCode product, Date from, Date until, int volume,
                          type::v1::Unit unit);
/// Someone of the access team refers the client, voluntarily, under the Jeugdwet. `line-1` is the first line;
/// `reference` is the team's own.
intake::v1::CreateReferralRequest AccessReferral(const StoryClient& client, std::string_view municipality,
                                                 const std::vector<type::v1::CareLine>& lines,
                                                 std::string_view reference = "demo-1");

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_REFERRALS_H_
