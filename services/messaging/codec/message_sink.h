#ifndef CLIENTROUTE_SERVICES_MESSAGING_CODEC_MESSAGE_SINK_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CODEC_MESSAGE_SINK_H_

#include <optional>
#include <string_view>
#include <utility>

#include "services/messaging/codec/message_reader.h"

namespace clientroute::messaging {

/// Keeps what is read as a `Message`.
class MessageSink final : public InstanceSink {
 public:
  void OnMessage(const MessageSchema& schema) override;
  void OnInstance(const ReadInstance& instance) override;
  void OnReturnCode(InstanceIndex instance, std::string_view code) override;

  /// What was read; whole only when the reading ended without errors.
  std::optional<Message> Take() && { return std::move(message_); }

 private:
  std::optional<Message> message_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CODEC_MESSAGE_SINK_H_
