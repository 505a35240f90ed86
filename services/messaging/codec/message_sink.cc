#include "services/messaging/codec/message_sink.h"

namespace clientroute::messaging {

void MessageSink::OnMessage(const MessageSchema& schema) { message_.emplace(schema); }

void MessageSink::OnInstance(const ReadInstance& instance) {
  InstanceIndex index = 0;
  if (instance.index == 0) {
    Message::Instance& header = message_->instances_[0];
    header.first_value = header.value_count = 0;
    header.line = instance.line;
    message_->values_.clear();
  } else {
    index = message_->Attach(instance.node, instance.parent, instance.line);
  }
  for (const EmptyGroup& group : instance.empty_groups) {
    message_->empty_groups_.push_back({index, group.node, group.line});
  }
  for (const ReadValue& value : instance.values) message_->Append(index, value.field, value.text, value.line);
}

void MessageSink::OnReturnCode(InstanceIndex instance, std::string_view code) {
  message_->AddReturnCode(instance, code);
}

}  // namespace clientroute::messaging
