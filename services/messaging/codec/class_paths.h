#ifndef CLIENTROUTE_SERVICES_MESSAGING_CODEC_CLASS_PATHS_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CODEC_CLASS_PATHS_H_

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "services/messaging/codec/message.h"

namespace clientroute::messaging {

/// The class paths of a whole message, to find many at once: `Message::Find` walks past all siblings, which for the
/// verdicts on a claim of tens of thousands of lines is too much. Cost: one string an instance. Valid as long as the
/// message is not changed or destroyed; immutable, safe from any thread.
class ClassPaths {
 public:
  explicit ClassPaths(const Message& message);

  /// The instance with that class path, or nothing; the same as `Message::Find`.
  std::optional<InstanceView> Find(std::string_view class_path) const;

 private:
  const Message* message_;
  std::unordered_map<std::string, InstanceIndex> instances_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CODEC_CLASS_PATHS_H_
