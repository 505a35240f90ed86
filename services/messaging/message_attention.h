#ifndef CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_ATTENTION_H_
#define CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_ATTENTION_H_

#include <optional>
#include <string_view>

#include "services/messaging/attention_store.h"
#include "services/messaging/hub/hub_error_store.h"
#include "services/messaging/message_record.h"
#include "services/platform/store/unit_of_work.h"

// Messages that nothing but a person acts on: each becomes a task, on a route of its own at the orchestrator.

namespace clientroute::messaging {

/// Asks for a person: announces MessageNeedsAttention, on a new route. What was asked for the same reason before is
/// settled first: a person may have seen to that, and not to this. `code`: of the hub's refusal, of what did not
/// arrive; empty where there is none. Errors: those of Connection.
absl::Status CallAttention(UnitOfWork& unit, const MessageRecord& message, AttentionReason reason,
                           std::string_view code = {});
/// The message needs no person any more, for this reason or for any: announces MessageSettled, on each route on which
/// one was asked for. Errors: those of Connection.
absl::Status SettleAttention(UnitOfWork& unit, const MessageRecord& message,
                             std::optional<AttentionReason> reason = std::nullopt);

/// Notes an error between us and the hub that came to nothing, once a reference, and asks for a person the first time.
/// `home`: whose desk sees to one that names no municipality of ours. Errors: those of Connection.
absl::Status LeaveHubError(UnitOfWork& unit, HubError error, std::string_view home);
/// A person has seen to it: it waits no more, and nobody is asked any more. Errors: those of Connection.
absl::Status SettleHubError(UnitOfWork& unit, std::string_view reference);

/// For what a message whose term has passed asks for a person; nullopt when another route watches that term (that of
/// the client who is asked about, or for whom an allocation message was sent, as long as it has not ended; it has a
/// task then, MSG-3), or when a person is asked already because it cannot be handled. Errors: those of Connection.
absl::StatusOr<std::optional<AttentionReason>> LatenessToSee(Connection& connection, const MessageRecord& message);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_ATTENTION_H_
