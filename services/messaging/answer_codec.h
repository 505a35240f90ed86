#ifndef CLIENTROUTE_SERVICES_MESSAGING_ANSWER_CODEC_H_
#define CLIENTROUTE_SERVICES_MESSAGING_ANSWER_CODEC_H_

#include <optional>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "clientroute/messaging/v1/messaging.pb.h"
#include "services/messaging/provider_request.h"
#include "services/platform/values/uuid.h"

// A request to answer a provider, as values. Pure, thread-safe.

namespace clientroute::messaging {

struct AnswerCommand {
  std::string route;
  std::string client;
  std::string municipality;
  RequestStanding answer = RequestStanding::kRefused;  // refused, or under investigation
  std::string reason;                                  // RedenAfwijzingVerzoek, as the message has it
  std::string responsible_municipality;
  /// The route has ended: it is told nothing any more, and the message is not one that it waits for.
  bool route_ended = false;
  std::set<RequestKey> requests;        // those that the lines name
  std::optional<Uuid> request_message;  // the message of which all requests are answered
};

/// Errors: InvalidArgument REQUEST_INVALID with every wrong field: names and codes, an answer that is none, a reason
/// that is not in the list or is missing with a refusal or given without one (CD085, CD086), a responsible municipality
/// given with another reason than 8 (TR377), neither lines nor message.
absl::StatusOr<AnswerCommand> ReadAnswerCommand(const v1::SendAnswerMessageRequest& request);

/// TR377: under the Jeugdwet reason 8 names the responsible municipality. Errors: InvalidArgument REQUEST_INVALID.
absl::Status CheckResidence(const AnswerCommand& command, const std::set<RequestKey>& requests);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_ANSWER_CODEC_H_
