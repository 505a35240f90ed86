#ifndef CLIENTROUTE_SERVICES_MESSAGING_CODEC_MESSAGE_READER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CODEC_MESSAGE_READER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "services/messaging/codec/message.h"
#include "services/messaging/codec/schema_error.h"
#include "services/messaging/standard/catalogue.h"

// Level 1 of the control: bytes to class instances, judged against the tables in one pass, without a tree of the file.
//
// Verdicts equal those of an XML Schema validator on the standard's schemas, except that these are refused as well:
//   - a DOCTYPE, and with it every entity of the sender's own;
//   - a byte order mark, and every encoding but UTF-8;
//   - a file, value, nesting or count above the limits below, or those of xml_scanner.h and xml_namespaces.h;
//   - xsi:type and xsi:nil (the other attributes that XML Schema allows everywhere are ignored);
//   - a year outside 0001 to 9999.

namespace clientroute::messaging {

/// OP179: a file is at most 25 MB.
inline constexpr std::size_t kFileBytesMax = std::size_t{25} * 1024 * 1024;
/// Comments have no length in the standard; nothing sensible comes near this.
inline constexpr std::size_t kValueBytesMax = std::size_t{1024} * 1024;
/// The deepest element of the standard is the 8th; what is deeper is skipped, what is deeper than this stops the
/// reading.
inline constexpr std::uint32_t kDepthMax = 32;
/// A file of 25 MB cannot hold more elements that mean anything.
inline constexpr std::uint32_t kElementsMax = 4'000'000;
/// Nor more class instances: the smallest that says something has 78 bytes (OngewijzigdProduct). Bounds what a message
/// takes in memory.
inline constexpr std::uint32_t kInstancesMax = 400'000;

/// A value that was read. The text is valid only during the call that hands it over.
struct ReadValue {
  FieldId field;
  std::string_view text;
  std::uint32_t line;
};

/// A group of values without any of them, such as an Adres of nothing: the schema allows it where all of its content is
/// optional, RS033 does not.
struct EmptyGroup {
  NodeIndex node;
  std::uint32_t line;
};

/// A class instance that was read: its values are complete, the classes inside it follow.
struct ReadInstance {
  InstanceIndex index;   // 0 for the header, then in the order of the file
  InstanceIndex parent;  // kNoInstance for header and body
  NodeIndex node;        // its place in the schema
  ClassId class_id;
  std::uint32_t ordinal;  // 1 for the first of its class in its parent
  std::uint32_t line;
  std::span<const ReadValue> values;
  std::span<const EmptyGroup> empty_groups;
};

/// Receives a message while it is read. A file can turn out to be wrong at its last byte: nothing that is handed over
/// counts before `ReadMessage` has returned without errors. After the first error nothing more is handed over.
class InstanceSink {
 public:
  virtual ~InstanceSink() = default;
  /// The root was recognised.
  virtual void OnMessage(const MessageSchema& schema) = 0;
  /// Parents before children.
  virtual void OnInstance(const ReadInstance& instance) = 0;
  /// A return code of an instance that was handed over before.
  virtual void OnReturnCode(InstanceIndex instance, std::string_view code) = 0;
};

struct ReadOutcome {
  const MessageSchema* schema = nullptr;  // null when the root was not recognised
  std::vector<SchemaError> errors;  // at most kSchemaErrorsMax, in the order of the file; empty: the message is valid
  bool ok() const { return errors.empty(); }
};

/// Reads a message in one pass. Cost: linear in the bytes; memory: the values of one class instance. Pure; safe from
/// any thread. Errors: those of SchemaErrorCode, in the outcome.
ReadOutcome ReadMessage(std::string_view bytes, InstanceSink& sink, const Catalogue& catalogue = Catalogue::Default());

struct ParseOutcome {
  std::optional<Message> message;  // there exactly when there are no errors
  const MessageSchema* schema = nullptr;
  std::vector<SchemaError> errors;
  bool ok() const { return errors.empty(); }
};

/// Reads a whole message into memory.
ParseOutcome ParseMessage(std::string_view bytes, const Catalogue& catalogue = Catalogue::Default());

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CODEC_MESSAGE_READER_H_
