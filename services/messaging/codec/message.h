#ifndef CLIENTROUTE_SERVICES_MESSAGING_CODEC_MESSAGE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CODEC_MESSAGE_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/messaging/codec/text_arena.h"
#include "services/messaging/standard/message_schema.h"

namespace clientroute::messaging {

using InstanceIndex = std::uint32_t;
inline constexpr InstanceIndex kNoInstance = 0xFFFFFFFF;

/// The class path of the header, as return codes name it.
inline constexpr std::string_view kHeaderPath = "Header";

class Message;

/// Reads one class instance of a message; a light handle, valid as long as the message is not changed or destroyed.
class InstanceView {
 public:
  InstanceView(const Message& message, InstanceIndex index) : message_(&message), index_(index) {}

  InstanceIndex index() const { return index_; }
  const Message& message() const { return *message_; }
  ClassId class_id() const;
  /// Its place in the schema.
  NodeIndex node() const;
  std::string_view class_name() const { return NameOf(class_id()); }
  /// The instance around it. Precondition: it is not the header or the body (see `has_parent`).
  InstanceView parent() const;
  bool has_parent() const;
  /// 1 for the first of its class in its parent.
  std::uint32_t ordinal() const;
  /// The line in the file where it began; 0 when it was not read from a file.
  std::uint32_t line() const;
  /// Its class path, for example "Client[1]/AangevraagdeProducten/AangevraagdProduct[2]"; "Header" for the header.
  std::string path() const;

  /// The value, or "" when it is not there (a value that is there is never empty).
  std::string_view Get(FieldId field) const;
  bool Has(FieldId field) const { return !Get(field).empty(); }
  /// The line of the value, or the line of the instance when it is not there.
  std::uint32_t LineOf(FieldId field) const;
  /// All values, in the order of the file.
  std::vector<std::pair<FieldId, std::string_view>> values() const;
  std::vector<std::string_view> return_codes() const;

 private:
  const Message* message_;
  InstanceIndex index_;
};

/// A message in memory: class instances in the order of the file, each with its values. Instance 0 is the header. The
/// values are texts as they stand in the file (integers, dates and times trimmed). Built by the reader or by hand;
/// `WriteMessage` judges what was built by hand. Owns its texts; movable, not copyable; not thread safe while it is
/// changed.
class Message {
 public:
  /// A message with a header, in which BerichtCode, BerichtVersie and BerichtSubversie are filled in. The schema must
  /// outlive it.
  explicit Message(const MessageSchema& schema);

  const MessageSchema& schema() const { return *schema_; }
  MessageNumber number() const { return schema_->number(); }

  InstanceView header() const { return InstanceView(*this, 0); }
  InstanceView at(InstanceIndex index) const { return InstanceView(*this, index); }
  InstanceIndex size() const { return static_cast<InstanceIndex>(instances_.size()); }
  /// The body (the one class beside the header), or nothing in a return message of a header alone.
  std::optional<InstanceView> body() const;

  /// The instances of a class, in the order of the file.
  std::vector<InstanceView> All(ClassId id) const;
  /// The instances of a class directly inside `parent`.
  std::vector<InstanceView> Inside(InstanceView parent, ClassId id) const;
  /// The instance with that class path, or nothing.
  std::optional<InstanceView> Find(std::string_view class_path) const;

  /// A group that stood in the file without any value (RS033). It is no part of what is written.
  struct EmptyGroup {
    InstanceIndex instance;
    NodeIndex node;
    std::uint32_t line;
  };
  /// In the order of the file.
  const std::deque<EmptyGroup>& empty_groups() const { return empty_groups_; }

  // What a receiver asks first.
  std::string_view sender() const;
  std::string_view receiver() const;
  std::string_view identification() const;
  std::string_view signed_on() const;  // Dagtekening: YYYY-MM-DD

  /// Adds an instance at the end. `parent` is kNoInstance for the body. Nothing when the schema has no such class
  /// there.
  std::optional<InstanceIndex> Add(ClassId id, InstanceIndex parent, std::uint32_t line = 0);
  /// Sets a value; an empty value removes it. False when the class does not have the field; nothing is changed then.
  bool Set(InstanceIndex instance, FieldId field, std::string_view value, std::uint32_t line = 0);
  /// Adds a return code. False when the class carries none in this message.
  bool AddReturnCode(InstanceIndex instance, std::string_view code);

 private:
  friend class InstanceView;
  friend class MessageWriter;
  friend class MessageSink;

  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  struct Value {
    KeptText text;
    std::uint32_t line = 0;
    FieldId field{};
  };
  struct Instance {
    NodeIndex node = 0;
    std::uint16_t value_count = 0;
    std::uint32_t ordinal = 1;
    std::uint32_t line = 0;
    InstanceIndex parent = kNoInstance;
    InstanceIndex first_child = kNoInstance;
    InstanceIndex last_child = kNoInstance;
    InstanceIndex next_sibling = kNoInstance;
    InstanceIndex previous_sibling = kNoInstance;
    std::uint32_t first_value = 0;  // its values stand side by side
    std::uint32_t first_code = kNone;
    std::uint32_t last_code = kNone;
  };
  struct ReturnCode {
    std::string_view code;
    std::uint32_t next = kNone;
  };

  /// Adds an instance at `node`, which the schema has directly inside the parent's.
  InstanceIndex Attach(NodeIndex node, InstanceIndex parent, std::uint32_t line);
  std::uint32_t ValueIndex(InstanceIndex instance, FieldId field) const;
  InstanceIndex FindStep(const std::optional<InstanceView>& parent, std::string_view list, std::string_view step) const;
  std::string_view TextOf(const Value& value) const { return texts_.View(value.text); }
  void Append(InstanceIndex instance, FieldId field, std::string_view value, std::uint32_t line);

  const MessageSchema* schema_;
  TextArena texts_;
  // A claim has hundreds of thousands of values: nothing is moved while it grows.
  std::deque<Instance> instances_;
  std::deque<Value> values_;
  std::vector<ReturnCode> codes_;
  std::deque<EmptyGroup> empty_groups_;
  InstanceIndex body_ = kNoInstance;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CODEC_MESSAGE_H_
