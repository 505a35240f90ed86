#ifndef CLIENTROUTE_SERVICES_MESSAGING_CODEC_SCHEMA_WALKER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CODEC_SCHEMA_WALKER_H_

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/codec/message_reader.h"

namespace clientroute::messaging {

/// Walks a schema along the events of an XML parser: judges every element, hands class instances to the sink and
/// collects errors. Knows nothing of the parser. One message a walker; not thread safe.
class SchemaWalker {
 public:
  SchemaWalker(const Catalogue& catalogue, InstanceSink& sink) : catalogue_(catalogue), sink_(sink) {}

  void StartElement(std::string_view name, std::string_view element_namespace, std::uint32_t line);
  /// An attribute of the element that was just started (not a namespace declaration).
  void Attribute(std::string_view name, std::string_view attribute_namespace, std::uint32_t line);
  /// A piece of text, which must outlive the element that it stands in.
  void Text(std::string_view text, std::uint32_t line);
  /// The same for a text that is gone after the call.
  void PassingText(std::string_view text, std::uint32_t line);
  /// A CDATA section: text in a value; between elements refused even when it is blank, as schema validators do.
  void CdataSection(std::string_view text, std::uint32_t line);
  void EndElement(std::uint32_t line);

  /// An error outside the schema (encoding, well-formedness, a limit): the walk ends.
  void Abort(SchemaErrorCode code, std::uint32_t line, std::string reason);

  /// True when nothing that follows matters any more; the parser can stop.
  bool stopped() const { return stopped_; }
  ReadOutcome TakeOutcome() && { return {schema_, std::move(errors_)}; }

 private:
  /// An open element.
  struct Frame {
    NodeIndex node;
    std::uint16_t child = 0;               // which of the node's children is next, or was last
    std::uint32_t count = 0;               // how often that child has come
    InstanceIndex instance = kNoInstance;  // of the class that it is, or that it belongs to
    std::uint32_t ordinal = 1;             // among equals in its parent
    std::uint32_t line = 0;                // where it began
    bool text_refused = false;             // unexpected text is reported once
  };
  /// The class instance whose values are being collected.
  struct Pending {
    ReadInstance instance;
    bool open = false;
  };
  void StartRoot(std::string_view name, std::string_view element_namespace, std::uint32_t line);
  /// The child of `frame` that the element is, or kNoNode when it may not stand here (the error is noted then).
  NodeIndex Match(Frame& frame, std::string_view name, std::string_view element_namespace, std::uint32_t line);
  void NoteMissing(const Frame& frame, std::uint16_t until_child, std::uint32_t line);
  void NoteMisplaced(const Frame& frame, std::string_view name, std::string_view element_namespace, std::uint32_t line);
  void Open(NodeIndex node, std::uint32_t ordinal, std::uint32_t line);
  bool InValue() const;
  void RefuseText(std::uint32_t line);
  /// Whether the text belongs to the open value; notes the text when it may not be there.
  bool Takes(std::string_view text, std::uint32_t line);
  void AppendToValue(std::string_view text);
  void EndValue(const Frame& frame);
  void Emit();
  void Note(SchemaErrorCode code, std::uint32_t line, std::string path, std::string reason);
  std::string Path() const;

  const Catalogue& catalogue_;
  InstanceSink& sink_;
  const MessageSchema* schema_ = nullptr;
  std::vector<Frame> frames_;
  std::uint32_t skipping_ = 0;  // depth inside an element that may not be there
  std::uint32_t elements_ = 0;
  bool stopped_ = false;
  bool value_too_large_ = false;
  std::string_view value_;  // the text of the open value, in the file or in value_text_
  std::string value_text_;  // where it came in pieces
  bool value_in_text_ = false;
  Pending pending_;
  std::deque<std::string> pending_texts_;  // of pending values that came in pieces
  std::vector<ReadValue> pending_values_;
  std::vector<EmptyGroup> pending_empty_groups_;
  InstanceIndex instances_ = 0;
  std::vector<SchemaError> errors_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CODEC_SCHEMA_WALKER_H_
