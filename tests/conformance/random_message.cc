#include "tests/conformance/random_message.h"

#include <algorithm>
#include <chrono>
#include <iterator>

#include "services/platform/values/date.h"

namespace clientroute::conformance {
namespace {

using messaging::InstanceIndex;
using messaging::Message;
using messaging::MessageSchema;
using messaging::NodeIndex;
using messaging::NodeKind;
using messaging::Pattern;
using messaging::SchemaNode;
using messaging::SimpleType;
using messaging::ValueKind;

constexpr std::uint32_t kUnlimitedTextLength = 60;

std::string TwoDigits(std::uint64_t number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

std::string Letter(const SimpleType& type, Choices& choices) {
  static constexpr const char* kAny[] = {"a", "b",  "K",  "z", "0", "7", " ", "-", ".", "'",  "&", "<",
                                         ">", "\"", "\t", "é", "ü", "ß", "Ł", "ж", "€", "漢", "😀", "]"};
  static constexpr const char* kLetters[] = {"a", "B", "z", "É", "ü", "×", "Ł", "ж", "ỳ"};
  switch (type.pattern) {
    case Pattern::kDigits:
      return std::string(1, static_cast<char>('0' + choices.Below(10)));
    case Pattern::kAlphanumeric:
      return std::string(1, "azAZ09"[choices.Below(6)]);
    case Pattern::kLetters:
      return kLetters[choices.Below(std::size(kLetters))];
    case Pattern::kAny:
    case Pattern::kVersion:
    case Pattern::kOneFilledLine:
    case Pattern::kFilled:
      break;
  }
  return kAny[choices.Below(std::size(kAny))];
}

std::string RandomText(const SimpleType& type, Choices& choices) {
  if (type.pattern == Pattern::kVersion) {
    return std::to_string(choices.Below(12)) + "." + std::to_string(choices.Below(3)) + "." +
           std::to_string(choices.Below(1000));
  }
  const std::uint32_t longest = std::min(type.length_max, kUnlimitedTextLength);
  std::uint64_t length = type.length_min + choices.Below(longest - type.length_min + 1);
  if (choices.OneIn(4)) length = longest;
  if (choices.OneIn(8)) length = type.length_min;
  std::string text;
  for (std::uint64_t i = 0; i < length; ++i) text += Letter(type, choices);
  // A text of spaces alone is not allowed: begin with something else where it might be one.
  if (text.find_first_not_of(" \t") == std::string::npos) text = "x" + text.substr(1);
  if (type.pattern == Pattern::kFilled && choices.OneIn(3)) text += "\nen verder\r\n";
  return text;
}

std::string RandomDate(Choices& choices) {
  const std::chrono::sys_days first = std::chrono::year{1900} / 1 / 1;
  return Date(first + std::chrono::days(static_cast<int>(choices.Below(75'000)))).ToString();
}

std::string RandomTime(Choices& choices) {
  std::string time =
      TwoDigits(choices.Below(24)) + ":" + TwoDigits(choices.Below(60)) + ":" + TwoDigits(choices.Below(60));
  if (choices.OneIn(5)) time += "." + std::to_string(choices.Below(1000));
  return time;
}

/// Fills an instance and, below it, everything that the schema has.
class Generator {
 public:
  Generator(Message& message, Choices& choices) : message_(message), schema_(message.schema()), choices_(choices) {}

  void FillClass(InstanceIndex instance) {
    const SchemaNode& node = schema_.node(message_.at(instance).node());
    for (NodeIndex child = node.first_child; child < node.first_child + node.child_count; ++child) {
      FillChild(instance, child);
    }
  }

 private:
  bool Leaves(const SchemaNode& node) { return node.occurs.min == 0 && choices_.OneIn(2); }

  void FillChild(InstanceIndex instance, NodeIndex index) {
    const SchemaNode& node = schema_.node(index);
    switch (node.kind) {
      case NodeKind::kValue:
        if (!Leaves(node)) message_.Set(instance, node.field, ValueOf(node));
        return;
      case NodeKind::kComposite:
        if (!Leaves(node)) FillComposite(instance, node);
        return;
      case NodeKind::kClass:
        if (!Leaves(node)) FillClass(message_.Add(node.class_id, instance).value());
        return;
      case NodeKind::kList:
        if (!Leaves(node)) FillList(instance, schema_.node(node.first_child));
        return;
      case NodeKind::kReturnCodes:
        if (!Leaves(node)) FillReturnCodes(instance, schema_.node(node.first_child));
        return;
      case NodeKind::kRoot:
      case NodeKind::kReturnCode:
        return;
    }
  }

  /// A composite that is there holds at least one value (RS033).
  void FillComposite(InstanceIndex instance, const SchemaNode& composite) {
    const NodeIndex certain = static_cast<NodeIndex>(composite.first_child + choices_.Below(composite.child_count));
    for (NodeIndex child = composite.first_child; child < composite.first_child + composite.child_count; ++child) {
      const SchemaNode& node = schema_.node(child);
      if (child != certain && Leaves(node)) continue;
      if (node.kind == NodeKind::kComposite) {
        FillComposite(instance, node);
      } else {
        message_.Set(instance, node.field, ValueOf(node));
      }
    }
  }

  void FillList(InstanceIndex instance, const SchemaNode& item) {
    for (std::uint64_t i = 0, count = 1 + choices_.Below(3); i < count; ++i) {
      FillClass(message_.Add(item.class_id, instance).value());
    }
  }

  void FillReturnCodes(InstanceIndex instance, const SchemaNode& item) {
    for (std::uint64_t i = 0, count = 1 + choices_.Below(3); i < count; ++i) {
      message_.AddReturnCode(instance, RandomValue(item.type, choices_));
    }
  }

  std::string ValueOf(const SchemaNode& node) {
    return node.fixed.empty() ? RandomValue(node.type, choices_) : std::string(node.fixed);
  }

  Message& message_;
  const MessageSchema& schema_;
  Choices& choices_;
};

}  // namespace

std::string RandomValue(const SimpleType& type, Choices& choices) {
  if (type.codes != nullptr) return std::string(type.codes->codes[choices.Below(type.codes->codes.size())].code);
  switch (type.kind) {
    case ValueKind::kText:
      return RandomText(type, choices);
    case ValueKind::kInteger: {
      if (choices.OneIn(6)) return std::to_string(type.value_max);
      if (choices.OneIn(6)) return std::to_string(type.value_min);
      const auto range = static_cast<std::uint64_t>(type.value_max - type.value_min) + 1;
      return std::to_string(type.value_min + static_cast<std::int64_t>(choices.Below(range)));
    }
    case ValueKind::kDate:
      return RandomDate(choices);
    case ValueKind::kTime:
      return RandomTime(choices);
  }
  return {};
}

Message RandomMessage(const MessageSchema& schema, Choices& choices) {
  Message message(schema);
  Generator generator(message, choices);
  generator.FillClass(0);
  const SchemaNode& body = schema.node(static_cast<NodeIndex>(schema.header_node() + 1));
  if (body.occurs.min > 0 || !choices.OneIn(3)) {
    generator.FillClass(message.Add(body.class_id, messaging::kNoInstance).value());
  }
  return message;
}

}  // namespace clientroute::conformance
