#ifndef CLIENTROUTE_SERVICES_MESSAGING_SUBMISSION_CODEC_H_
#define CLIENTROUTE_SERVICES_MESSAGING_SUBMISSION_CODEC_H_

#include <string>
#include <string_view>
#include <vector>

#include "clientroute/allocation/v1/submitted_message.pb.h"
#include "clientroute/intake/v1/intake.pb.h"
#include "services/messaging/codec/message.h"
#include "services/messaging/message_record.h"

// A provider's message as the calls that bring it to its owners. Pure, thread-safe. All of it wants a message that
// passed levels 1 and 2. Nothing is taken from a comment field (MSG-5).

namespace clientroute::messaging {

/// Lines of one call to the owner, at most: what it takes in one piece.
inline constexpr std::size_t kSubmittedLinesMax = 1'000;

/// The message for allocation, which judges it on levels 3 and 4: chunks of at most kSubmittedLinesMax lines, the first
/// with request id and header. `client` is empty when the number is not known.
std::vector<allocation::v1::SubmitMessageRequest> ToSubmission(const MessageRecord& record, const Message& message,
                                                               const std::string& client, std::string_view request_id);

/// An approved 315 as the referral that it makes. `received` is the local day of receipt, from which the terms run
/// (OP274). The referrer is that of the first product.
intake::v1::CreateReferralRequest ToReferral(const MessageRecord& record, const Message& message, Date received,
                                             std::string_view request_id);

/// The verdicts of the owner, with the line of each class in the file.
std::vector<MessageFinding> FromVerdicts(const allocation::v1::SubmitMessageResponse& response, const Message& message);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_SUBMISSION_CODEC_H_
