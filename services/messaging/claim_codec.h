#ifndef CLIENTROUTE_SERVICES_MESSAGING_CLAIM_CODEC_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CLAIM_CODEC_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "clientroute/claims/v1/claims.pb.h"
#include "services/messaging/codec/message.h"
#include "services/messaging/message_record.h"

// A provider's claim (323) as the call that brings it to claims, and back. Pure, thread-safe. It wants a message that
// passed levels 1 and 2.

namespace clientroute::messaging {

/// Lines of one chunk of the call, at most.
inline constexpr std::size_t kClaimLinesMax = 1'000;

/// The distinct citizen numbers in the message, in its order: nine digits that keep the eleven test.
std::vector<std::string> CitizenNumbersIn(const Message& message);

/// The claim in chunks, the first with request id and header; it has at least one. `clients`: `clients/…` by citizen
/// number, of those that are known.
std::vector<claims::v1::SubmitMessageRequest> ToClaimSubmission(const MessageRecord& record, const Message& message,
                                                                const std::map<std::string, std::string>& clients,
                                                                std::string_view request_id);

/// The verdicts of claims, with the line of each class in the file.
std::vector<MessageFinding> FromVerdicts(const claims::v1::SubmitMessageResponse& response, const Message& message);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CLAIM_CODEC_H_
