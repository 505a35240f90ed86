#include "services/messaging/codec/schema_walker.h"

#include <algorithm>
#include <utility>

namespace clientroute::messaging {
namespace {

constexpr std::string_view kInstanceNamespace = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::size_t kReportedNameBytesMax = 64;  // of a name that the sender made up

/// The name, cut between characters when it is long.
std::string Quoted(std::string_view name) {
  std::size_t length = std::min(name.size(), kReportedNameBytesMax);
  while (length < name.size() && length > 0 && (static_cast<unsigned char>(name[length]) & 0xC0U) == 0x80U) --length;
  return "'" + std::string(name.substr(0, length)) + "'";
}

bool IsBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

void SchemaWalker::StartElement(std::string_view name, std::string_view element_namespace, std::uint32_t line) {
  if (stopped_) return;
  if (++elements_ > kElementsMax) return Abort(SchemaErrorCode::kTooMany, line, "het bestand bevat te veel elementen");
  if (frames_.size() + skipping_ >= kDepthMax) {
    return Abort(SchemaErrorCode::kTooDeep, line, "elementen staan te diep in elkaar");
  }
  if (skipping_ > 0) {
    ++skipping_;
    return;
  }
  if (frames_.empty()) return StartRoot(name, element_namespace, line);
  Frame& frame = frames_.back();
  const NodeIndex node = Match(frame, name, element_namespace, line);
  if (node == kNoNode) {
    skipping_ = 1;
    return;
  }
  Open(node, frame.count, line);
}

void SchemaWalker::StartRoot(std::string_view name, std::string_view element_namespace, std::uint32_t line) {
  schema_ = catalogue_.FindByNamespace(element_namespace);
  if (schema_ == nullptr || name != schema_->node(0).name) {
    schema_ = nullptr;
    return Abort(SchemaErrorCode::kUnknownMessage, line,
                 "de naamruimte van het eerste element hoort bij geen bericht en versie die hier bekend zijn");
  }
  sink_.OnMessage(*schema_);
  frames_.push_back({.node = 0, .line = line});
}

NodeIndex SchemaWalker::Match(Frame& frame, std::string_view name, std::string_view element_namespace,
                              std::uint32_t line) {
  const SchemaNode& around = schema_->node(frame.node);
  for (std::uint16_t child = frame.child; child < around.child_count; ++child) {
    const NodeIndex index = static_cast<NodeIndex>(around.first_child + child);
    const SchemaNode& node = schema_->node(index);
    if (node.name != name) continue;
    if (element_namespace != (node.in_basis_namespace ? schema_->basis_namespace() : schema_->message_namespace()))
      break;
    if (child == frame.child && frame.count >= node.occurs.max) {
      Note(SchemaErrorCode::kTooOften, line, Path() + "/" + std::string(name), "element komt te vaak voor");
      return kNoNode;
    }
    if (child != frame.child) {
      NoteMissing(frame, child, line);
      frame.child = child;
      frame.count = 0;
    }
    ++frame.count;
    return index;
  }
  NoteMisplaced(frame, name, element_namespace, line);
  return kNoNode;
}

void SchemaWalker::NoteMissing(const Frame& frame, std::uint16_t until_child, std::uint32_t line) {
  const SchemaNode& around = schema_->node(frame.node);
  for (std::uint16_t child = frame.child; child < until_child; ++child) {
    const SchemaNode& node = schema_->node(static_cast<NodeIndex>(around.first_child + child));
    const std::uint32_t count = child == frame.child ? frame.count : 0;
    if (count >= node.occurs.min) continue;
    Note(SchemaErrorCode::kMissingElement, line, Path() + "/" + std::string(node.name), "verplicht element ontbreekt");
  }
}

void SchemaWalker::NoteMisplaced(const Frame& frame, std::string_view name, std::string_view element_namespace,
                                 std::uint32_t line) {
  const SchemaNode& around = schema_->node(frame.node);
  std::string reason = "element " + Quoted(name) + " hoort hier niet";
  for (std::uint16_t child = 0; child < around.child_count; ++child) {
    const SchemaNode& node = schema_->node(static_cast<NodeIndex>(around.first_child + child));
    if (node.name != name) continue;
    const bool same =
        element_namespace == (node.in_basis_namespace ? schema_->basis_namespace() : schema_->message_namespace());
    reason += same ? ": het staat te laat of te vaak" : ": het staat in een andere naamruimte";
  }
  Note(SchemaErrorCode::kUnexpectedElement, line, Path(), std::move(reason));
}

void SchemaWalker::Open(NodeIndex index, std::uint32_t ordinal, std::uint32_t line) {
  const SchemaNode& node = schema_->node(index);
  Frame frame{.node = index, .instance = frames_.back().instance, .ordinal = ordinal, .line = line};
  switch (node.kind) {
    case NodeKind::kClass:
      Emit();
      if (instances_ == kInstancesMax) {
        return Abort(SchemaErrorCode::kTooMany, line, "het bestand bevat te veel berichtklassen");
      }
      frame.instance = instances_++;
      pending_.open = true;
      pending_.instance = {.index = frame.instance,
                           .parent = frames_.back().instance,
                           .node = index,
                           .class_id = node.class_id,
                           .ordinal = ordinal,
                           .line = line,
                           .values = {},
                           .empty_groups = {}};
      break;
    case NodeKind::kList:
    case NodeKind::kReturnCodes:
      Emit();
      break;
    case NodeKind::kValue:
    case NodeKind::kReturnCode:
      value_ = {};
      value_in_text_ = false;
      value_too_large_ = false;
      break;
    case NodeKind::kRoot:
    case NodeKind::kComposite:
      break;
  }
  frames_.push_back(frame);
}

void SchemaWalker::Attribute(std::string_view name, std::string_view attribute_namespace, std::uint32_t line) {
  if (stopped_ || skipping_ > 0) return;
  const bool location = name == "schemaLocation" || name == "noNamespaceSchemaLocation";
  if (location && attribute_namespace == kInstanceNamespace) return;
  Note(SchemaErrorCode::kUnexpectedAttribute, line, Path(), "attribuut " + Quoted(name) + " hoort hier niet");
}

bool SchemaWalker::Takes(std::string_view text, std::uint32_t line) {
  if (stopped_ || skipping_ > 0 || frames_.empty()) return false;
  if (InValue()) return true;
  if (!IsBlank(text)) RefuseText(line);
  return false;
}

void SchemaWalker::Text(std::string_view text, std::uint32_t line) {
  if (!Takes(text, line)) return;
  if (value_.empty() && !value_in_text_ && text.size() <= kValueBytesMax) {
    value_ = text;
  } else {
    AppendToValue(text);
  }
}

void SchemaWalker::PassingText(std::string_view text, std::uint32_t line) {
  if (Takes(text, line)) AppendToValue(text);
}

void SchemaWalker::AppendToValue(std::string_view text) {
  if (value_.size() + text.size() > kValueBytesMax) {
    value_too_large_ = true;
    return;
  }
  if (!value_in_text_) {
    value_text_ = value_;
    value_in_text_ = true;
  }
  value_text_.append(text);
  value_ = value_text_;
}

void SchemaWalker::CdataSection(std::string_view text, std::uint32_t line) {
  if (stopped_ || skipping_ > 0 || frames_.empty()) return;
  InValue() ? Text(text, line) : RefuseText(line);
}

bool SchemaWalker::InValue() const {
  const NodeKind kind = schema_->node(frames_.back().node).kind;
  return kind == NodeKind::kValue || kind == NodeKind::kReturnCode;
}

void SchemaWalker::RefuseText(std::uint32_t line) {
  Frame& frame = frames_.back();
  if (frame.text_refused) return;
  frame.text_refused = true;
  Note(SchemaErrorCode::kUnexpectedText, line, Path(), "hier mag geen tekst staan");
}

void SchemaWalker::EndElement(std::uint32_t line) {
  if (stopped_) return;
  if (skipping_ > 0) {
    --skipping_;
    return;
  }
  const Frame frame = frames_.back();
  const SchemaNode& node = schema_->node(frame.node);
  if (node.kind == NodeKind::kValue || node.kind == NodeKind::kReturnCode) {
    EndValue(frame);
  } else {
    NoteMissing(frame, node.child_count, line);
    if (node.kind == NodeKind::kComposite && frame.child == 0 && frame.count == 0) {
      pending_empty_groups_.push_back({frame.node, frame.line});
    }
    if (node.kind == NodeKind::kClass && pending_.open && pending_.instance.index == frame.instance) Emit();
  }
  frames_.pop_back();
}

void SchemaWalker::EndValue(const Frame& frame) {
  const SchemaNode& node = schema_->node(frame.node);
  if (value_too_large_) {
    return Note(SchemaErrorCode::kTooLarge, frame.line, Path(), "waarde is langer dan hier wordt aangenomen");
  }
  std::optional<ValueFault> fault = CheckValue(node.type, value_);
  const std::string_view text = Normalised(node.type, value_);
  if (!fault.has_value() && !node.fixed.empty() && text != node.fixed) fault = ValueFault::kNotFixed;
  if (fault.has_value()) {
    return Note(SchemaErrorCode::kValue, frame.line, Path(), "waarde " + Explain(node.type, *fault));
  }
  if (!errors_.empty()) return;
  if (node.kind == NodeKind::kReturnCode) return sink_.OnReturnCode(frame.instance, text);
  const std::string_view kept = value_in_text_ ? std::string_view(pending_texts_.emplace_back(text)) : text;
  pending_values_.push_back({node.field, kept, frame.line});
}

void SchemaWalker::Emit() {
  if (!pending_.open) return;
  pending_.open = false;
  if (errors_.empty()) {
    pending_.instance.values = pending_values_;
    pending_.instance.empty_groups = pending_empty_groups_;
    sink_.OnInstance(pending_.instance);
  }
  pending_values_.clear();
  pending_empty_groups_.clear();
  if (!pending_texts_.empty()) pending_texts_.clear();
}

void SchemaWalker::Abort(SchemaErrorCode code, std::uint32_t line, std::string reason) {
  if (stopped_) return;
  Note(code, line, Path(), std::move(reason));
  stopped_ = true;
}

void SchemaWalker::Note(SchemaErrorCode code, std::uint32_t line, std::string path, std::string reason) {
  errors_.push_back({line, std::move(path), code, std::move(reason)});
  if (errors_.size() >= kSchemaErrorsMax) stopped_ = true;
}

std::string SchemaWalker::Path() const {
  std::string path;
  for (const Frame& frame : frames_) {
    const SchemaNode& node = schema_->node(frame.node);
    if (!path.empty()) path.push_back('/');
    path.append(node.name);
    if (node.occurs.max > 1) path.append("[").append(std::to_string(frame.ordinal)).append("]");
  }
  return path;
}

}  // namespace clientroute::messaging
