#ifndef CLIENTROUTE_TESTS_RECOVERY_REFERRAL_MAKER_H_
#define CLIENTROUTE_TESTS_RECOVERY_REFERRAL_MAKER_H_

#include <string>

#include "clientroute/intake/v1/intake.pb.h"

namespace clientroute::suite {

/// A referral that opens a route: guidance for a girl of nine, at the beginning of the stories. The municipality
/// refers, and names it by its request id. `product` is the code, of category 45.
intake::v1::CreateReferralRequest MakeReferral(const std::string& request_id, const std::string& citizen_number,
                                               const std::string& product = "45A05");

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_TESTS_RECOVERY_REFERRAL_MAKER_H_
