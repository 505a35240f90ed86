#include "services/messaging/codec/message.h"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace clientroute::messaging {

using namespace literals;  // NOLINT(google-build-using-namespace)

ClassId InstanceView::class_id() const { return message_->schema().node(message_->instances_[index_].node).class_id; }

NodeIndex InstanceView::node() const { return message_->instances_[index_].node; }

bool InstanceView::has_parent() const { return message_->instances_[index_].parent != kNoInstance; }

InstanceView InstanceView::parent() const { return {*message_, message_->instances_[index_].parent}; }

std::uint32_t InstanceView::ordinal() const { return message_->instances_[index_].ordinal; }

std::uint32_t InstanceView::line() const { return message_->instances_[index_].line; }

std::string InstanceView::path() const {
  if (index_ == 0) return std::string(kHeaderPath);
  const MessageSchema& schema = message_->schema();
  const SchemaNode& node = schema.node(message_->instances_[index_].node);
  std::string path = has_parent() ? parent().path() + "/" : std::string();
  const SchemaNode& around = schema.node(node.parent);
  if (around.kind == NodeKind::kList) path.append(around.name).append("/");
  return path.append(node.name).append("[").append(std::to_string(ordinal())).append("]");
}

std::string_view InstanceView::Get(FieldId field) const {
  const std::uint32_t value = message_->ValueIndex(index_, field);
  return value == Message::kNone ? std::string_view() : message_->TextOf(message_->values_[value]);
}

std::uint32_t InstanceView::LineOf(FieldId field) const {
  const std::uint32_t value = message_->ValueIndex(index_, field);
  return value == Message::kNone || message_->values_[value].text.length == 0 ? line() : message_->values_[value].line;
}

std::vector<std::pair<FieldId, std::string_view>> InstanceView::values() const {
  std::vector<std::pair<FieldId, std::string_view>> all;
  const Message::Instance& instance = message_->instances_[index_];
  for (std::uint32_t i = 0; i < instance.value_count; ++i) {
    const Message::Value& value = message_->values_[instance.first_value + i];
    if (value.text.length > 0) all.emplace_back(value.field, message_->TextOf(value));
  }
  return all;
}

std::vector<std::string_view> InstanceView::return_codes() const {
  std::vector<std::string_view> codes;
  for (std::uint32_t at = message_->instances_[index_].first_code; at != Message::kNone;
       at = message_->codes_[at].next) {
    codes.push_back(message_->codes_[at].code);
  }
  return codes;
}

Message::Message(const MessageSchema& schema) : schema_(&schema) {
  Instance header;
  header.node = schema.header_node();
  instances_.push_back(header);
  for (NodeIndex index = 0; index < schema.node_count(); ++index) {
    const SchemaNode& node = schema.node(index);
    if (!node.fixed.empty()) Set(0, node.field, node.fixed);
  }
}

std::optional<InstanceView> Message::body() const {
  if (body_ == kNoInstance) return std::nullopt;
  return at(body_);
}

std::vector<InstanceView> Message::All(ClassId id) const {
  std::vector<InstanceView> found;
  for (InstanceIndex index = 0; index < size(); ++index) {
    if (at(index).class_id() == id) found.push_back(at(index));
  }
  return found;
}

std::vector<InstanceView> Message::Inside(InstanceView parent, ClassId id) const {
  std::vector<InstanceView> found;
  for (InstanceIndex child = instances_[parent.index()].first_child; child != kNoInstance;
       child = instances_[child].next_sibling) {
    if (at(child).class_id() == id) found.push_back(at(child));
  }
  return found;
}

std::optional<InstanceView> Message::Find(std::string_view class_path) const {
  if (class_path == kHeaderPath) return header();
  std::optional<InstanceView> found;
  std::string_view list;  // the wrapper that the next step stands in
  for (bool last = false; !last;) {
    const std::string_view step = class_path.substr(0, class_path.find('/'));
    last = step.size() == class_path.size();
    if (!last) class_path.remove_prefix(step.size() + 1);
    if (step.empty()) return std::nullopt;
    if (step.back() != ']') {
      if (!list.empty()) return std::nullopt;
      list = step;
      continue;
    }
    const InstanceIndex next = FindStep(found, list, step);
    if (next == kNoInstance) return std::nullopt;
    found = at(next);
    list = {};
  }
  return list.empty() ? found : std::nullopt;
}

InstanceIndex Message::FindStep(const std::optional<InstanceView>& parent, std::string_view list,
                                std::string_view step) const {
  const std::string_view name = step.substr(0, step.find('['));
  const std::string_view digits = step.substr(std::min(name.size() + 1, step.size()));
  std::uint32_t ordinal = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), ordinal);
  if (error != std::errc() ||
      std::string_view(end, static_cast<std::size_t>(digits.data() + digits.size() - end)) != "]") {
    return kNoInstance;
  }
  for (InstanceIndex index = parent ? instances_[parent->index()].first_child : body_; index != kNoInstance;
       index = instances_[index].next_sibling) {
    const SchemaNode& node = schema_->node(instances_[index].node);
    const SchemaNode& around = schema_->node(node.parent);
    const std::string_view around_name = around.kind == NodeKind::kList ? around.name : std::string_view();
    if (instances_[index].ordinal == ordinal && node.name == name && around_name == list) return index;
  }
  return kNoInstance;
}

std::string_view Message::sender() const { return header().Get("Afzender"_field); }
std::string_view Message::receiver() const { return header().Get("Ontvanger"_field); }
std::string_view Message::identification() const { return header().Get("BerichtIdentificatie/Identificatie"_field); }
std::string_view Message::signed_on() const { return header().Get("BerichtIdentificatie/Dagtekening"_field); }

std::optional<InstanceIndex> Message::Add(ClassId id, InstanceIndex parent, std::uint32_t line) {
  if (parent != kNoInstance && parent >= size()) return std::nullopt;
  if (parent == kNoInstance && (body_ != kNoInstance || id == "Header"_class)) return std::nullopt;
  const NodeIndex node = schema_->ClassInside(parent == kNoInstance ? NodeIndex{0} : instances_[parent].node, id);
  if (node == kNoNode) return std::nullopt;
  return Attach(node, parent, line);
}

InstanceIndex Message::Attach(NodeIndex node, InstanceIndex parent, std::uint32_t line) {
  const InstanceIndex index = size();
  Instance instance;
  instance.node = node;
  instance.line = line;
  instance.parent = parent;
  if (parent == kNoInstance) {
    body_ = index;
  } else {
    Instance& around = instances_[parent];
    // Siblings of one class mostly come one after another: the last one knows the ordinal.
    for (InstanceIndex sibling = around.last_child; sibling != kNoInstance;) {
      if (instances_[sibling].node == node) {
        instance.ordinal = instances_[sibling].ordinal + 1;
        break;
      }
      sibling = instances_[sibling].previous_sibling;
    }
    instance.previous_sibling = around.last_child;
    (around.last_child == kNoInstance ? around.first_child : instances_[around.last_child].next_sibling) = index;
    around.last_child = index;
  }
  instances_.push_back(instance);
  return index;
}

bool Message::Set(InstanceIndex instance, FieldId field, std::string_view value, std::uint32_t line) {
  if (instance >= size() || schema_->FieldInside(instances_[instance].node, field) == kNoNode) return false;
  const std::uint32_t there = ValueIndex(instance, field);
  if (there != kNone) {
    values_[there].text = texts_.Keep(value);
    values_[there].line = line;
  } else if (!value.empty()) {
    Append(instance, field, value, line);
  }
  return true;
}

void Message::Append(InstanceIndex instance, FieldId field, std::string_view value, std::uint32_t line) {
  Instance& owner = instances_[instance];
  const auto end = static_cast<std::uint32_t>(values_.size());
  if (owner.value_count == 0) {
    owner.first_value = end;
  } else if (owner.first_value + owner.value_count != end) {
    // Others came behind them: they move to where there is room.
    for (std::uint32_t i = 0; i < owner.value_count; ++i) values_.push_back(Value(values_[owner.first_value + i]));
    owner.first_value = end;
  }
  values_.push_back({texts_.Keep(value), line, field});
  ++owner.value_count;
}

bool Message::AddReturnCode(InstanceIndex instance, std::string_view code) {
  if (instance >= size() || !schema_->HasReturnCodes(instances_[instance].node)) return false;
  const auto index = static_cast<std::uint32_t>(codes_.size());
  codes_.push_back({texts_.Copy(code), kNone});
  Instance& owner = instances_[instance];
  (owner.first_code == kNone ? owner.first_code : codes_[owner.last_code].next) = index;
  owner.last_code = index;
  return true;
}

std::uint32_t Message::ValueIndex(InstanceIndex instance, FieldId field) const {
  const Instance& owner = instances_[instance];
  for (std::uint32_t i = 0; i < owner.value_count; ++i) {
    if (values_[owner.first_value + i].field == field) return owner.first_value + i;
  }
  return kNone;
}

}  // namespace clientroute::messaging
