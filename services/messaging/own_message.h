#ifndef CLIENTROUTE_SERVICES_MESSAGING_OWN_MESSAGE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_OWN_MESSAGE_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/messaging/codec/message.h"
#include "services/messaging/messaging_parts.h"

// A forward message of ours on its way out. Free functions, thread-safe.

namespace clientroute::messaging {

/// The bytes of a message of ours, judged as we judge those of others. Internal OWN_MESSAGE_INVALID when it breaks a
/// rule of level 1 or 2.
absl::StatusOr<std::string> WriteOwnMessage(const Message& message);

/// Stores the message as sent today, with its file to be written and the term of its return message (OP090). Of
/// `record`, kind, municipality, provider, identification, route, routes and clients are given; the rest is filled. Its
/// id is derived from the call and `what`. Sealed with the client's key, or the exchange's own where it names nobody.
/// Errors: those of Connection.
absl::Status SendOwnMessage(const MessagingParts& parts, UnitOfWork& unit, std::string_view what,
                            std::string_view bytes, const std::optional<ClientKey>& client, MessageRecord* record);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_OWN_MESSAGE_H_
