#include "services/messaging/codec/class_paths.h"

namespace clientroute::messaging {

ClassPaths::ClassPaths(const Message& message) : message_(&message) {
  instances_.reserve(message.size());
  for (InstanceIndex index = 0; index < message.size(); ++index) instances_.emplace(message.at(index).path(), index);
}

std::optional<InstanceView> ClassPaths::Find(std::string_view class_path) const {
  const auto found = instances_.find(std::string(class_path));
  if (found == instances_.end()) return std::nullopt;
  return message_->at(found->second);
}

}  // namespace clientroute::messaging
