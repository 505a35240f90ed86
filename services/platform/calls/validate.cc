#include "services/platform/calls/validate.h"

#include <string>
#include <unordered_map>
#include <utility>

#include "clientroute/type/v1/annotations.pb.h"
#include "google/api/field_behavior.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/timestamp.pb.h"

namespace clientroute {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr std::int64_t kFirstSecond = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t kLastSecond = 253'402'300'799;   // 9999-12-31T23:59:59Z
constexpr std::int32_t kNanosMost = 999'999'999;

// What a field's proto says of it.
struct Rule {
  const FieldDescriptor* field = nullptr;
  bool required = false;
  std::size_t bytes_most = 0;
  int elements_most = 0;
};

bool Required(const FieldDescriptor& field) {
  const auto& options = field.options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    if (options.GetExtension(google::api::field_behavior, i) == google::api::REQUIRED) return true;
  }
  return false;
}

std::size_t BytesMost(const FieldDescriptor& field) {
  const int limit = field.options().GetExtension(type::v1::limit).bytes();
  if (limit > 0) return static_cast<std::size_t>(limit);
  // Bytes carry files; the bound on a whole message is theirs.
  return field.type() == FieldDescriptor::TYPE_BYTES ? std::string::npos : kStringBytesMost;
}

// The fields of a message that something is asked of. Options are read once a thread: they are looked up by reflection,
// and calls come by the thousand.
const std::vector<Rule>& RulesOf(const Descriptor* descriptor) {
  thread_local std::unordered_map<const Descriptor*, std::vector<Rule>> rules;
  const auto found = rules.find(descriptor);
  if (found != rules.end()) return found->second;
  std::vector<Rule> made;
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor* field = descriptor->field(i);
    const bool inside = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING ||
                        field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE ||
                        field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM;
    const int limit = field->options().GetExtension(type::v1::limit).count();
    Rule rule{field, Required(*field), BytesMost(*field), limit > 0 ? limit : kElementsMost};
    if (inside || rule.required || field->is_repeated()) made.push_back(rule);
  }
  return rules.emplace(descriptor, std::move(made)).first->second;
}

class Validator {
 public:
  void Check(const Message& message) {
    const auto* descriptor = message.GetDescriptor();
    if (descriptor == google::protobuf::Timestamp::descriptor()) return CheckTime(message);
    for (const Rule& rule : RulesOf(descriptor)) {
      path_.push_back({rule.field, kNoElement});
      if (rule.field->is_repeated()) {
        CheckRepeated(message, rule);
      } else {
        CheckSingle(message, rule);
      }
      path_.pop_back();
    }
  }

  std::vector<FieldViolation> Take() { return std::move(violations_); }

 private:
  static constexpr int kNoElement = -1;
  struct Step {
    const FieldDescriptor* field = nullptr;
    int element = kNoElement;
  };

  // The path is only spelled out where something is wrong with what it leads to.
  void Add(std::string description) {
    if (violations_.size() >= kViolationsMost) return;
    std::string path;
    for (const Step& step : path_) {
      path += Cat(path.empty() ? "" : ".", step.field->name());
      if (step.element != kNoElement) path += Cat("[", step.element, "]");
    }
    violations_.push_back({std::move(path), std::move(description)});
  }

  static bool Present(const Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    if (field.has_presence()) return reflection.HasField(message, &field);
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
      case FieldDescriptor::CPPTYPE_ENUM:
        return reflection.HasField(message, &field);  // not empty, not unspecified
      default:
        return true;
    }
  }

  void CheckText(const std::string& text, const Rule& rule) {
    if (text.size() > rule.bytes_most) Add(Cat("is longer than ", rule.bytes_most, " bytes"));
  }

  // A number without a name comes from a later contract, or from a mistake; nothing inside knows what it means.
  void CheckEnum(int number, const FieldDescriptor& field) {
    if (field.enum_type()->FindValueByNumber(number) == nullptr) Add("is none of the values that it can have");
  }

  void CheckSingle(const Message& message, const Rule& rule) {
    const FieldDescriptor& field = *rule.field;
    const Reflection& reflection = *message.GetReflection();
    if (rule.required && !Present(message, field)) {
      Add("is required");
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      std::string scratch;
      CheckText(reflection.GetStringReference(message, &field, &scratch), rule);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      CheckEnum(reflection.GetEnumValue(message, &field), field);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && reflection.HasField(message, &field)) {
      Check(reflection.GetMessage(message, &field));
    }
  }

  void CheckRepeated(const Message& message, const Rule& rule) {
    const FieldDescriptor& field = *rule.field;
    const Reflection& reflection = *message.GetReflection();
    const int count = reflection.FieldSize(message, &field);
    if (count == 0 && rule.required) return Add("is required");
    if (count > rule.elements_most) return Add(Cat("holds more than ", rule.elements_most, " elements"));
    for (int i = 0; i < count && violations_.size() < kViolationsMost; ++i) {
      path_.back().element = i;
      if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        std::string scratch;
        CheckText(reflection.GetRepeatedStringReference(message, &field, i, &scratch), rule);
      } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
        CheckEnum(reflection.GetRepeatedEnumValue(message, &field, i), field);
      } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        Check(reflection.GetRepeatedMessage(message, &field, i));
      }
    }
  }

  void CheckTime(const Message& message) {
    google::protobuf::Timestamp time;
    time.CopyFrom(message);
    const bool in_range = time.seconds() >= kFirstSecond && time.seconds() <= kLastSecond;
    if (!in_range || time.nanos() < 0 || time.nanos() > kNanosMost) Add("is not a time in the years 1 to 9999");
  }

  std::vector<Step> path_;
  std::vector<FieldViolation> violations_;
};

}  // namespace

std::vector<FieldViolation> ViolationsIn(const Message& request) {
  Validator validator;
  validator.Check(request);
  return validator.Take();
}

}  // namespace clientroute
