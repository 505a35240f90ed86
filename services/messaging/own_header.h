#ifndef CLIENTROUTE_SERVICES_MESSAGING_OWN_HEADER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_OWN_HEADER_H_

#include <string>

#include "services/messaging/codec/message.h"
#include "services/platform/values/date.h"

namespace clientroute::messaging {

/// What the header of a forward message of ours says of it.
struct OwnHeader {
  std::string municipality;    // CBS code; the sender
  std::string provider;        // AGB code; the receiver
  std::string identification;  // twelve positions
  Date signed_on;              // Dagtekening
};
/// A message of the schema's release with its header and nothing else. Pure, thread-safe.
Message BeginOwnMessage(const MessageSchema& schema, const OwnHeader& header);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_OWN_HEADER_H_
