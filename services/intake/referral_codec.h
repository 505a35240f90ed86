#ifndef CLIENTROUTE_SERVICES_INTAKE_REFERRAL_CODEC_H_
#define CLIENTROUTE_SERVICES_INTAKE_REFERRAL_CODEC_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clientroute/intake/v1/events.pb.h"
#include "clientroute/intake/v1/intake.pb.h"
#include "services/intake/referral.h"
#include "services/intake/referral_store.h"
#include "services/platform/status/status.h"

namespace clientroute::intake {

/// Between the wire and the referral. Pure, thread-safe. What is wrong is added to `violations`, by its path under
/// `field`, and then nullopt is returned. Without a legal frame it is that of the referrer (FrameOf); without a receive
/// date it is `today`.
std::optional<Referral> ReadReferral(const v1::Referral& referral, Date today, const std::string& field,
                                     std::vector<FieldViolation>* violations);

/// `display_name` is the opened name of the referrer; empty when there is none to show.
v1::Referral ToProto(const ReferralRecord& record, std::string_view display_name);

/// The event of a referral that was taken in: the record without anything that identifies.
v1::ReferralAccepted ToAccepted(const ReferralRecord& record);

}  // namespace clientroute::intake

#endif  // CLIENTROUTE_SERVICES_INTAKE_REFERRAL_CODEC_H_
