#include "services/messaging/codec/message_writer.h"

#include <optional>

#include "services/messaging/codec/message_reader.h"

namespace clientroute::messaging {
namespace {

/// True when `text` is UTF-8 in its shortest form of characters that XML 1.0 allows.
bool IsXmlText(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = [&](std::size_t i) {
      return i < text.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])) : 0U;
    };
    const std::uint32_t first = byte(at);
    if (first < 0x80) {
      if (first < 0x20 && first != '\t' && first != '\n' && first != '\r') return false;
      ++at;
      continue;
    }
    const std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0) return false;
    std::uint32_t character = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
      if ((byte(at + i) & 0xC0U) != 0x80U) return false;
      character = (character << 6) | (byte(at + i) & 0x3FU);
    }
    const bool shortest = length == 2 || (length == 3 && character >= 0x800) || (length == 4 && character >= 0x10000);
    const bool allowed = character < 0xD800 || (character > 0xDFFF && character < 0xFFFE) ||
                         (character > 0xFFFF && character < 0x110000);
    if (!shortest || !allowed) return false;
    at += length;
  }
  return true;
}

/// Indented for the eye; or without white space and with the shortest prefixes, for a file that would not fit
/// otherwise.
enum class Layout : std::uint8_t { kIndented, kDense };

}  // namespace

/// Walks the schema with the message beside it.
class MessageWriter {
 public:
  MessageWriter(const Message& message, Layout layout)
      : message_(message),
        schema_(message.schema()),
        dense_(layout == Layout::kDense),
        prefix_(dense_ ? "" : std::string(schema_.message_prefix()) + ":"),
        basis_prefix_(dense_ ? "b:" : std::string(schema_.release().basis_prefix) + ":") {}

  WriteOutcome Write() && {
    out_.bytes = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    WriteRoot();
    if (!out_.errors.empty()) out_.bytes.clear();
    return std::move(out_);
  }

 private:
  void WriteRoot() {
    const SchemaNode& root = schema_.node(0);
    out_.bytes.append("<").append(prefix_).append(root.name);
    Declare(basis_prefix_, schema_.basis_namespace());
    Declare(prefix_, schema_.message_namespace());
    out_.bytes.append(">");
    EndLine();
    ++depth_;
    WriteClass(0);
    const std::optional<InstanceView> body = message_.body();
    const NodeIndex body_node = static_cast<NodeIndex>(root.first_child + 1);
    if (body.has_value()) {
      WriteClass(body->index());
    } else if (schema_.node(body_node).occurs.min > 0) {
      Note(kNoInstance, schema_.node(body_node).name, SchemaErrorCode::kMissingElement, "verplicht element ontbreekt");
    }
    --depth_;
    out_.bytes.append("</").append(prefix_).append(root.name).append(">\n");
  }

  void WriteClass(InstanceIndex index) {
    const Message::Instance& instance = message_.instances_[index];
    const SchemaNode& node = schema_.node(instance.node);
    OpenTag(node);
    for (NodeIndex child = node.first_child; child < node.first_child + node.child_count; ++child) {
      WriteChild(index, child);
    }
    CloseTag(node);
  }

  void WriteChild(InstanceIndex index, NodeIndex child) {
    switch (schema_.node(child).kind) {
      case NodeKind::kValue:
      case NodeKind::kComposite:
        WriteValues(index, child);
        return;
      case NodeKind::kClass:
        WriteInstances(index, child, child);
        return;
      case NodeKind::kList:
        WriteInstances(index, child, schema_.node(child).first_child);
        return;
      case NodeKind::kReturnCodes:
        WriteReturnCodes(index, child);
        return;
      case NodeKind::kRoot:
      case NodeKind::kReturnCode:
        return;
    }
  }

  /// Writes a value, or a composite when it is required or one of its values is there.
  void WriteValues(InstanceIndex index, NodeIndex child) {
    const SchemaNode& node = schema_.node(child);
    if (node.kind == NodeKind::kValue) {
      const std::string_view text = message_.at(index).Get(node.field);
      if (!text.empty()) {
        WriteValue(index, node, text);
      } else if (node.occurs.min > 0) {
        Note(index, PathOf(node.field), SchemaErrorCode::kMissingElement, "verplicht element ontbreekt");
      }
      return;
    }
    const bool there = HasAny(index, child);
    if (!there && node.occurs.min == 0) return;
    if (there) OpenTag(node);
    for (NodeIndex inner = node.first_child; inner < node.first_child + node.child_count; ++inner) {
      WriteValues(index, inner);
    }
    if (there) CloseTag(node);
  }

  bool HasAny(InstanceIndex index, NodeIndex composite) const {
    const SchemaNode& node = schema_.node(composite);
    if (node.kind == NodeKind::kValue) return message_.at(index).Has(node.field);
    for (NodeIndex inner = node.first_child; inner < node.first_child + node.child_count; ++inner) {
      if (HasAny(index, inner)) return true;
    }
    return false;
  }

  /// The instances of the class at `class_node` inside `parent`; `outer` is the list around them, or the class itself.
  void WriteInstances(InstanceIndex parent, NodeIndex outer, NodeIndex class_node) {
    const SchemaNode& node = schema_.node(outer);
    std::uint32_t count = 0;
    for (InstanceIndex child = message_.instances_[parent].first_child; child != kNoInstance;
         child = message_.instances_[child].next_sibling) {
      if (message_.instances_[child].node != class_node) continue;
      if (++count == 1 && outer != class_node) OpenTag(node);
      WriteClass(child);
    }
    if (count > 0 && outer != class_node) CloseTag(node);
    if (count == 0 && node.occurs.min > 0) {
      Note(parent, node.name, SchemaErrorCode::kMissingElement, "verplicht element ontbreekt");
    }
    if (count > schema_.node(class_node).occurs.max) {
      Note(parent, node.name, SchemaErrorCode::kTooOften, "element komt te vaak voor");
    }
  }

  void WriteReturnCodes(InstanceIndex index, NodeIndex return_codes) {
    const SchemaNode& node = schema_.node(return_codes);
    const SchemaNode& item = schema_.node(node.first_child);
    const std::vector<std::string_view> codes = message_.at(index).return_codes();
    if (codes.empty()) {
      if (node.occurs.min > 0) Note(index, node.name, SchemaErrorCode::kMissingElement, "verplicht element ontbreekt");
      return;
    }
    OpenTag(node);
    for (const std::string_view code : codes) WriteValue(index, item, code);
    CloseTag(node);
  }

  void WriteValue(InstanceIndex index, const SchemaNode& node, std::string_view text) {
    const std::string_view path = node.kind == NodeKind::kValue ? PathOf(node.field) : node.name;
    if (!IsXmlText(text)) {
      return Note(index, path, SchemaErrorCode::kEncoding, "waarde bevat een teken dat in een bericht niet mag");
    }
    if (text.size() > kValueBytesMax) {
      return Note(index, path, SchemaErrorCode::kTooLarge, "waarde is langer dan hier wordt aangenomen");
    }
    std::optional<ValueFault> fault = CheckValue(node.type, text);
    if (!fault.has_value() && !node.fixed.empty() && Normalised(node.type, text) != node.fixed)
      fault = ValueFault::kNotFixed;
    if (fault.has_value()) return Note(index, path, SchemaErrorCode::kValue, "waarde " + Explain(node.type, *fault));
    Indent();
    Tag("<", node);
    Escape(Normalised(node.type, text));
    Tag("</", node);
    EndLine();
  }

  void OpenTag(const SchemaNode& node) {
    Indent();
    Tag("<", node);
    EndLine();
    ++depth_;
  }

  void CloseTag(const SchemaNode& node) {
    --depth_;
    Indent();
    Tag("</", node);
    EndLine();
  }

  void Tag(std::string_view begin, const SchemaNode& node) {
    const std::string_view prefix = node.in_basis_namespace ? basis_prefix_ : prefix_;
    out_.bytes.append(begin).append(prefix).append(node.name).append(">");
  }

  /// `prefix` ends with its colon; without one it is the namespace of what has none.
  void Declare(std::string_view prefix, std::string_view uri) {
    out_.bytes.append(" xmlns");
    if (!prefix.empty()) out_.bytes.append(":").append(prefix.substr(0, prefix.size() - 1));
    out_.bytes.append("=\"").append(uri).append("\"");
  }

  void Indent() {
    if (!dense_) out_.bytes.append(2 * depth_, ' ');
  }

  void EndLine() {
    if (!dense_) out_.bytes.push_back('\n');
  }

  void Escape(std::string_view text) {
    for (const char c : text) {
      switch (c) {
        case '&':
          out_.bytes.append("&amp;");
          break;
        case '<':
          out_.bytes.append("&lt;");
          break;
        case '>':
          out_.bytes.append("&gt;");
          break;
        case '\r':
          out_.bytes.append("&#13;");  // a bare one would be read back as a line feed
          break;
        default:
          out_.bytes.push_back(c);
      }
    }
  }

  void Note(InstanceIndex index, std::string_view element, SchemaErrorCode code, std::string reason) {
    if (out_.errors.size() >= kSchemaErrorsMax) return;
    std::string path = index < message_.size() ? message_.at(index).path() + "/" : std::string();
    path.append(element);
    out_.errors.push_back({0, std::move(path), code, std::move(reason)});
  }

  const Message& message_;
  const MessageSchema& schema_;
  const bool dense_;
  const std::string prefix_;        // of the message's own namespace, with its colon
  const std::string basis_prefix_;  // of the shared namespace
  WriteOutcome out_;
  std::size_t depth_ = 0;
};

WriteOutcome WriteMessage(const Message& message, std::size_t bytes_max) {
  WriteOutcome outcome = MessageWriter(message, Layout::kIndented).Write();
  if (outcome.bytes.size() > bytes_max) outcome = MessageWriter(message, Layout::kDense).Write();
  if (outcome.bytes.size() > bytes_max) {
    outcome.bytes.clear();
    outcome.errors.push_back({0, "Bericht", SchemaErrorCode::kTooLarge, "het bestand wordt te groot"});
  }
  return outcome;
}

}  // namespace clientroute::messaging
