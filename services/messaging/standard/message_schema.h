#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_MESSAGE_SCHEMA_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_MESSAGE_SCHEMA_H_

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/standard/names.h"
#include "services/messaging/standard/structure.h"

namespace clientroute::messaging {

using NodeIndex = std::uint16_t;
inline constexpr NodeIndex kNoNode = 0xFFFF;

enum class NodeKind : std::uint8_t {
  kRoot,         // Bericht
  kClass,        // an instance of a message class
  kList,         // the wrapper around instances of one class
  kComposite,    // a CDT inside a class
  kValue,        // a value with a field id
  kReturnCodes,  // RetourCodes
  kReturnCode,   // one RetourCode in it
};

/// One place in a message where an element may stand.
struct SchemaNode {
  std::string_view name{};
  NodeKind kind = NodeKind::kClass;
  bool in_basis_namespace = false;
  Occurs occurs{};
  SimpleType type{};               // of a value or return code
  std::string_view fixed{};        // the only text allowed, where the message prescribes one
  FieldId field{};                 // of a value
  ClassId class_id{};              // of a class
  NodeIndex parent = kNoNode;      // the node around it
  NodeIndex class_node = kNoNode;  // the class that a value belongs to; of a class: the class around it
  NodeIndex first_child = 0;
  std::uint16_t child_count = 0;
};

/// A message as the reader and writer use it: the tables of a release laid out flat, children of a node side by side,
/// so that matching an element is a comparison with the next expected name. Node 0 is the root. Built once per process
/// from tables that are known to fit together (a table that does not stops the process, with the place). Immutable,
/// safe from any thread; the release must outlive it.
class MessageSchema {
 public:
  /// The schema of `row` of `release`. Precondition: the row is one of the release's messages.
  MessageSchema(const Release& release, const MessageRow& row);
  MessageSchema(const MessageSchema&) = delete;  // its nodes point into its own texts
  MessageSchema& operator=(const MessageSchema&) = delete;

  const Release& release() const { return *release_; }
  const MessageRow& row() const { return *row_; }
  MessageNumber number() const { return row_->number; }
  bool is_return() const { return row_->answers != 0; }
  std::string_view name() const { return name_; }  // "JW315"
  std::string_view message_namespace() const { return message_namespace_; }
  std::string_view message_prefix() const { return message_prefix_; }  // "jw315"
  std::string_view basis_namespace() const { return basis_namespace_; }

  const SchemaNode& node(NodeIndex index) const { return nodes_[index]; }
  NodeIndex node_count() const { return static_cast<NodeIndex>(nodes_.size()); }
  NodeIndex header_node() const { return nodes_[0].first_child; }

  /// The node of class `id` directly inside the class at `parent` (the root for Header and body), or kNoNode.
  NodeIndex ClassInside(NodeIndex parent, ClassId id) const;

  /// The node of `field` in the class at `class_node`, or kNoNode when the class does not have it.
  NodeIndex FieldInside(NodeIndex class_node, FieldId field) const;

  /// True when the class at `class_node` carries return codes.
  bool HasReturnCodes(NodeIndex class_node) const;

  /// The values that make the logical key of the class at `class_node`; empty when it has none (TR101).
  const std::vector<FieldId>& KeyOf(NodeIndex class_node) const { return keys_[class_node]; }

  /// The element's place for a person: "Bericht/Client/StartProducten/StartProduct/Begindatum".
  std::string ElementPath(NodeIndex index) const;

 private:
  void Expand(NodeIndex index);
  void ExpandRoot();
  void ExpandClass(NodeIndex index);
  void AppendElement(NodeIndex parent, const Element& element);
  void AppendClass(NodeIndex parent, std::string_view name, const MessageClass& message_class, Occurs occurs);
  void AppendReturnCodes(NodeIndex parent, Occurs occurs);
  void DescribeValue(const Element& element, SchemaNode& node) const;
  void DescribeHeaderValue(HeaderValue value, SchemaNode& node) const;
  const SimpleType& TypeOf(TypeIndex index) const;
  std::string PathInClass(NodeIndex index) const;
  void ResolveNames();
  void ResolveKeys();
  [[noreturn]] void RejectTable(NodeIndex index, const char* why) const;

  /// What a node was made of, while it is expanded and for its key.
  struct Source {
    const Composite* composite = nullptr;
    const MessageClass* message_class = nullptr;
  };

  const Release* release_;
  const MessageRow* row_;
  const MessageRow* forward_;  // the row of the forward message; row_ itself unless this is a return message
  std::string name_;
  std::string message_namespace_;
  std::string message_prefix_;
  std::string basis_namespace_;
  std::string version_;
  std::string subversion_;
  std::vector<SchemaNode> nodes_;
  std::vector<Source> sources_;             // by node
  std::vector<std::vector<FieldId>> keys_;  // by node
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_MESSAGE_SCHEMA_H_
