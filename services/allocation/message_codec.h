#ifndef CLIENTROUTE_SERVICES_ALLOCATION_MESSAGE_CODEC_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_MESSAGE_CODEC_H_

#include <string>
#include <vector>

#include "clientroute/allocation/v1/submitted_message.pb.h"
#include "services/allocation/message.h"
#include "services/allocation/message_judgement.h"
#include "services/platform/status/status.h"

namespace clientroute::allocation {

/// Most lines of a request for change, which is judged as a whole: every line beside every other one.
inline constexpr int kChangeLinesMax = 100;

/// Reads a message that was put together from its chunks. What a provider wrote is taken as it is, however odd: that is
/// for the rules; what messaging adds must be right. InvalidArgument REQUEST_INVALID with every wrong field: a header
/// that is not whole, a kind that is not judged here, a line of another kind than the message, a line without a class
/// path or day, a status other than 1 and 3, a client's name that is none, a requested product without its client, too
/// many lines.
absl::StatusOr<Message> ReadMessage(const v1::SubmitMessageRequest& request);

v1::ClassVerdict ToProto(const Verdict& verdict);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_MESSAGE_CODEC_H_
