#include "services/messaging/message_record.h"

#include "services/platform/values/resource_name.h"

namespace clientroute::messaging {

std::string NameOfMessage(const Uuid& id) { return clientroute::NameOf("messages", id); }

}  // namespace clientroute::messaging
