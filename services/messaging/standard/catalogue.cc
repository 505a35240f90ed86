#include "services/messaging/standard/catalogue.h"

#include "services/messaging/standard/ijw_3_2.h"
#include "services/messaging/standard/iwmo_3_2.h"

namespace clientroute::messaging {

Catalogue::Catalogue(std::span<const Release* const> releases) {
  for (const Release* release : releases) {
    for (const MessageRow& row : release->messages) messages_.push_back(std::make_unique<MessageSchema>(*release, row));
  }
}

const Catalogue& Catalogue::Default() {
  static constexpr const Release* kReleases[] = {&kIjw32, &kIwmo32};
  static const Catalogue catalogue(kReleases);
  return catalogue;
}

const MessageSchema* Catalogue::FindByNamespace(std::string_view message_namespace) const {
  for (const auto& message : messages_) {
    if (message->message_namespace() == message_namespace) return message.get();
  }
  return nullptr;
}

const MessageSchema* Catalogue::FindByName(std::string_view name) const {
  const MessageSchema* newest = nullptr;
  for (const auto& message : messages_) {
    if (message->name() != name) continue;
    const auto age = [](const MessageSchema& m) { return m.release().version * 100 + m.release().subversion; };
    if (newest == nullptr || age(*message) > age(*newest)) newest = message.get();
  }
  return newest;
}

const MessageSchema* Catalogue::ReturnOf(const MessageSchema& forward) const {
  for (const auto& message : messages_) {
    if (&message->release() == &forward.release() && message->row().answers == forward.number()) return message.get();
  }
  return nullptr;
}

const MessageSchema* Catalogue::ForwardOf(const MessageSchema& answer) const {
  return answer.is_return() ? Find(answer.release(), answer.row().answers) : nullptr;
}

const MessageSchema* Catalogue::Find(const Release& release, MessageNumber number) const {
  for (const auto& message : messages_) {
    if (&message->release() == &release && message->number() == number) return message.get();
  }
  return nullptr;
}

}  // namespace clientroute::messaging
