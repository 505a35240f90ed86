#ifndef CLIENTROUTE_SERVICES_MESSAGING_DEAD_LETTER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_DEAD_LETTER_H_

#include <cstdint>
#include <functional>

#include "services/messaging/hub/delivery_store.h"
#include "services/messaging/messaging_parts.h"

namespace clientroute::messaging {

/// A file for a provider that is given up, or was before.
struct Undelivered {
  std::int64_t file = 0;
  std::int64_t message = 0;
  std::int64_t given_up = 0;  // how often it was before
};
/// Makes a dead letter of it, once: it waits for a person, who is asked for (message_attention.h), and
/// MessageUndelivered is announced. `also` runs in the same transaction; may be empty. Errors: those of Connection, and
/// of `also`.
absl::Status GiveUpMessage(const MessagingParts& parts, const Undelivered& undelivered, const GiveUp& why,
                           const std::function<absl::Status(Connection&)>& also = {});
/// The file arrived: it is written, and a person who was asked for because it had not is needed no more. Errors: those
/// of Connection.
absl::Status NoteDelivered(const MessagingParts& parts, const MessageRecord& record, const Undelivered& file);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_DEAD_LETTER_H_
