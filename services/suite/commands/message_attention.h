#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_MESSAGE_ATTENTION_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_MESSAGE_ATTENTION_H_

#include "absl/status/statusor.h"
#include "clientroute/messaging/v1/messaging.pb.h"
#include "services/platform/values/date.h"
#include "services/suite/cli/session.h"

/// The messages that a person must look at, because nothing of the suite acts on them.
namespace clientroute::suite {

/// Those that the term for an answer has passed of: our own that a provider did not return, those of providers that we
/// did not, and requests that were not answered (MSG-3). Newest first; of the newest 100,000 in each state. Errors:
/// those of ListMessages.
absl::StatusOr<messaging::v1::ListMessagesResponse> LateMessages(const Session& session, Date today);

/// The newest 100,000 in a state. Errors: those of ListMessages.
absl::StatusOr<messaging::v1::ListMessagesResponse> MessagesIn(const Session& session,
                                                               messaging::v1::Message::State state);

/// The newest 100,000 requests for change on a route that has ended, while care goes on. Errors: those of ListMessages.
absl::StatusOr<messaging::v1::ListMessagesResponse> MessagesLeftToPerson(const Session& session);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_MESSAGE_ATTENTION_H_
