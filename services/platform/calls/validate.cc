#include "services/platform/calls/validate.h"

#include <string>
#include <utility>

#include "clientroute/type/v1/annotations.pb.h"
#include "google/api/field_behavior.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/timestamp.pb.h"

namespace clientroute {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr std::int64_t kFirstSecond = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t kLastSecond = 253'402'300'799;   // 9999-12-31T23:59:59Z
constexpr std::int32_t kNanosMost = 999'999'999;

class Validator {
 public:
  void Check(const Message& message) {
    const auto* descriptor = message.GetDescriptor();
    if (descriptor == google::protobuf::Timestamp::descriptor()) return CheckTime(message);
    for (int i = 0; i < descriptor->field_count(); ++i) {
      const FieldDescriptor* field = descriptor->field(i);
      path_.push_back({field, kNoElement});
      if (field->is_repeated()) {
        CheckRepeated(message, *field);
      } else {
        CheckSingle(message, *field);
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

  static bool Required(const FieldDescriptor& field) {
    const auto& options = field.options();
    for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
      if (options.GetExtension(google::api::field_behavior, i) == google::api::REQUIRED) return true;
    }
    return false;
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

  static std::size_t BytesMost(const FieldDescriptor& field) {
    const int limit = field.options().GetExtension(type::v1::limit).bytes();
    if (limit > 0) return static_cast<std::size_t>(limit);
    // Bytes carry files; the bound on a whole message is theirs.
    return field.type() == FieldDescriptor::TYPE_BYTES ? std::string::npos : kStringBytesMost;
  }

  void CheckText(const std::string& text, const FieldDescriptor& field) {
    const std::size_t most = BytesMost(field);
    if (text.size() > most) Add(Cat("is longer than ", most, " bytes"));
  }

  void CheckSingle(const Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    if (Required(field) && !Present(message, field)) {
      Add("is required");
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      std::string scratch;
      CheckText(reflection.GetStringReference(message, &field, &scratch), field);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && reflection.HasField(message, &field)) {
      Check(reflection.GetMessage(message, &field));
    }
  }

  void CheckRepeated(const Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    const int count = reflection.FieldSize(message, &field);
    const int limit = field.options().GetExtension(type::v1::limit).count();
    const int most = limit > 0 ? limit : kElementsMost;
    if (count == 0 && Required(field)) return Add("is required");
    if (count > most) return Add(Cat("holds more than ", most, " elements"));
    for (int i = 0; i < count && violations_.size() < kViolationsMost; ++i) {
      path_.back().element = i;
      if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        std::string scratch;
        CheckText(reflection.GetRepeatedStringReference(message, &field, i, &scratch), field);
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
