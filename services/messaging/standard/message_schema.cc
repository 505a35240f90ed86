#include "services/messaging/standard/message_schema.h"

#include <cctype>
#include <cstdio>
#include <cstdlib>

namespace clientroute::messaging {
namespace {

constexpr std::string_view kRootName = "Bericht";
constexpr std::string_view kReturnCodesName = "RetourCodes";
constexpr std::string_view kReturnCodeName = "RetourCode";

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

const MessageRow* ForwardRow(const Release& release, const MessageRow& row) {
  if (row.answers == 0) return &row;
  for (const MessageRow& other : release.messages) {
    if (other.number == row.answers) return &other;
  }
  return &row;
}

}  // namespace

MessageSchema::MessageSchema(const Release& release, const MessageRow& row)
    : release_(&release),
      row_(&row),
      forward_(ForwardRow(release, row)),
      name_(std::string(release.message_prefix) + std::to_string(row.number)),
      message_namespace_(std::string(release.namespace_base) + LowerCase(name_) + "/schema"),
      message_prefix_(LowerCase(name_)),
      basis_namespace_(std::string(release.namespace_base) + "basisschema/schema"),
      version_(std::to_string(release.version)),
      subversion_(std::to_string(release.subversion)) {
  nodes_.push_back({.name = kRootName, .kind = NodeKind::kRoot});
  sources_.emplace_back();
  // Children are appended while their parents are walked in order: breadth first, so that siblings stand side by side.
  for (NodeIndex index = 0; index < node_count(); ++index) {
    const NodeIndex first = node_count();
    Expand(index);
    nodes_[index].first_child = first;
    nodes_[index].child_count = static_cast<std::uint16_t>(node_count() - first);
  }
  ResolveNames();
  ResolveKeys();
}

void MessageSchema::Expand(NodeIndex index) {
  const Source source = sources_[index];
  switch (nodes_[index].kind) {
    case NodeKind::kRoot:
      return ExpandRoot();
    case NodeKind::kClass:
      return ExpandClass(index);
    case NodeKind::kList:
      return AppendClass(index, source.message_class->name, *source.message_class, {1, kUnbounded});
    case NodeKind::kComposite:
      for (const Element& element : source.composite->elements) AppendElement(index, element);
      return;
    case NodeKind::kReturnCodes:
      nodes_.push_back({.name = kReturnCodeName,
                        .kind = NodeKind::kReturnCode,
                        .occurs = {1, kUnbounded},
                        .type = TypeOf(release_->return_code_type),
                        .parent = index,
                        .class_node = nodes_[index].class_node});
      sources_.emplace_back();
      return;
    case NodeKind::kValue:
    case NodeKind::kReturnCode:
      return;
  }
}

void MessageSchema::ExpandRoot() {
  const MessageClass* body = row_->body != nullptr ? row_->body : forward_->body;
  if (body == nullptr) RejectTable(0, "no message to return");
  AppendClass(0, release_->header.name, release_->header, kOnce);
  AppendClass(0, body->name, *body, is_return() ? kOptional : row_->body_occurs);
}

void MessageSchema::ExpandClass(NodeIndex index) {
  const bool header = index == header_node();
  for (const Element& element : sources_[index].message_class->elements) AppendElement(index, element);
  if (header) {
    for (const Element& element : is_return() ? release_->return_header : row_->more_header) {
      AppendElement(index, element);
    }
  }
  if (!is_return() && !row_->carries_return_codes) return;
  AppendReturnCodes(index, header && is_return() ? kOptional : kOnce);
}

void MessageSchema::AppendElement(NodeIndex parent, const Element& element) {
  if (element.message_class != nullptr && !element.list) {
    return AppendClass(parent, element.name, *element.message_class, element.occurs);
  }
  const SchemaNode& around = nodes_[parent];
  SchemaNode node{.name = element.name,
                  .in_basis_namespace = around.kind == NodeKind::kComposite,
                  .occurs = element.occurs,
                  .parent = parent,
                  .class_node = around.kind == NodeKind::kClass ? parent : around.class_node};
  if (element.list) {
    node.kind = NodeKind::kList;
  } else if (element.composite != nullptr) {
    node.kind = NodeKind::kComposite;
  } else {
    DescribeValue(element, node);
  }
  nodes_.push_back(node);
  sources_.push_back({element.composite, element.message_class});
}

void MessageSchema::AppendClass(NodeIndex parent, std::string_view name, const MessageClass& message_class,
                                Occurs occurs) {
  const SchemaNode& around = nodes_[parent];
  const NodeIndex class_around = around.kind == NodeKind::kList ? around.class_node : parent;
  nodes_.push_back(
      {.name = name, .kind = NodeKind::kClass, .occurs = occurs, .parent = parent, .class_node = class_around});
  sources_.push_back({nullptr, &message_class});
}

void MessageSchema::AppendReturnCodes(NodeIndex parent, Occurs occurs) {
  nodes_.push_back({.name = kReturnCodesName,
                    .kind = NodeKind::kReturnCodes,
                    .occurs = occurs,
                    .parent = parent,
                    .class_node = parent});
  sources_.emplace_back();
}

void MessageSchema::DescribeValue(const Element& element, SchemaNode& node) const {
  node.kind = NodeKind::kValue;
  node.type = TypeOf(element.type);
  if (element.pattern != Pattern::kAny) node.type.pattern = element.pattern;
  DescribeHeaderValue(element.header_value, node);
}

void MessageSchema::DescribeHeaderValue(HeaderValue value, SchemaNode& node) const {
  const bool from_municipality = forward_->direction == Direction::kMunicipalityToProvider;
  switch (value) {
    case HeaderValue::kNone:
      return;
    case HeaderValue::kMessageCode:
      node.fixed = row_->code;
      return;
    case HeaderValue::kVersion:
      node.fixed = version_;
      return;
    case HeaderValue::kSubversion:
      node.fixed = subversion_;
      return;
    case HeaderValue::kSender:
      node.type = TypeOf(from_municipality ? release_->municipality_type : release_->provider_type);
      return;
    case HeaderValue::kReceiver:
      node.type = TypeOf(from_municipality ? release_->provider_type : release_->municipality_type);
      return;
  }
}

const SimpleType& MessageSchema::TypeOf(TypeIndex index) const {
  const SimpleType& shared = release_->types[index.row];
  for (const SimpleType& own : release_->own_types) {
    if (own.name == shared.name) return own;
  }
  return shared;
}

std::string MessageSchema::PathInClass(NodeIndex index) const {
  const SchemaNode& leaf = nodes_[index];
  std::string path(leaf.name);
  for (NodeIndex at = leaf.parent; at != leaf.class_node; at = nodes_[at].parent) {
    path = std::string(nodes_[at].name) + "/" + path;
  }
  return path;
}

void MessageSchema::ResolveNames() {
  for (NodeIndex index = 0; index < node_count(); ++index) {
    SchemaNode& node = nodes_[index];
    if (node.kind == NodeKind::kClass) {
      const std::size_t row = RowOf(kClassNames, sources_[index].message_class->name);
      if (row == std::size(kClassNames)) RejectTable(index, "its class is not in kClassNames");
      node.class_id = static_cast<ClassId>(row);
    } else if (node.kind == NodeKind::kValue) {
      const std::size_t row = RowOf(kFieldPaths, PathInClass(index));
      if (row == std::size(kFieldPaths)) RejectTable(index, "its path is not in kFieldPaths");
      node.field = static_cast<FieldId>(row);
      if (node.occurs.max != 1) RejectTable(index, "a value cannot repeat");
    }
    bool classes_begun = false;
    for (NodeIndex child = node.first_child; child < node.first_child + node.child_count; ++child) {
      const NodeKind kind = nodes_[child].kind;
      const bool is_class = kind == NodeKind::kClass || kind == NodeKind::kList;
      if (classes_begun && !is_class && kind != NodeKind::kReturnCodes)
        RejectTable(child, "values come before classes");
      classes_begun = classes_begun || is_class;
    }
  }
}

void MessageSchema::ResolveKeys() {
  keys_.resize(nodes_.size());
  for (NodeIndex index = 0; index < node_count(); ++index) {
    if (nodes_[index].kind != NodeKind::kClass) continue;
    for (const std::string_view path : sources_[index].message_class->key) {
      const auto field = static_cast<FieldId>(RowOf(kFieldPaths, path));
      if (FieldInside(index, field) == kNoNode) RejectTable(index, "its key names a value that it does not have");
      keys_[index].push_back(field);
    }
  }
}

NodeIndex MessageSchema::ClassInside(NodeIndex parent, ClassId id) const {
  const SchemaNode& around = nodes_[parent];
  for (NodeIndex child = around.first_child; child < around.first_child + around.child_count; ++child) {
    const SchemaNode& node = nodes_[child];
    const NodeIndex candidate = node.kind == NodeKind::kList ? node.first_child : child;
    if (nodes_[candidate].kind == NodeKind::kClass && nodes_[candidate].class_id == id) return candidate;
  }
  return kNoNode;
}

NodeIndex MessageSchema::FieldInside(NodeIndex class_node, FieldId field) const {
  for (NodeIndex index = nodes_[class_node].first_child; index < node_count(); ++index) {
    const SchemaNode& node = nodes_[index];
    if (node.kind == NodeKind::kValue && node.class_node == class_node && node.field == field) return index;
  }
  return kNoNode;
}

bool MessageSchema::HasReturnCodes(NodeIndex class_node) const {
  const SchemaNode& node = nodes_[class_node];
  return node.child_count > 0 && nodes_[node.first_child + node.child_count - 1].kind == NodeKind::kReturnCodes;
}

std::string MessageSchema::ElementPath(NodeIndex index) const {
  std::string path(nodes_[index].name);
  for (NodeIndex at = nodes_[index].parent; at != kNoNode; at = nodes_[at].parent) {
    path = std::string(nodes_[at].name) + "/" + path;
  }
  return path;
}

void MessageSchema::RejectTable(NodeIndex index, const char* why) const {
  std::fprintf(stderr, "table of %s: %s: %s\n", name_.c_str(), ElementPath(index).c_str(), why);
  std::abort();
}

}  // namespace clientroute::messaging
