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
  void Check(const Message& message, const std::string& path) {
    const auto* descriptor = message.GetDescriptor();
    if (descriptor == google::protobuf::Timestamp::descriptor()) return CheckTime(message, path);
    for (int i = 0; i < descriptor->field_count(); ++i) {
      const FieldDescriptor* field = descriptor->field(i);
      const std::string name = path.empty() ? field->name() : Cat(path, ".", field->name());
      if (field->is_repeated()) {
        CheckRepeated(message, *field, name);
      } else {
        CheckSingle(message, *field, name);
      }
    }
  }

  std::vector<FieldViolation> Take() { return std::move(violations_); }

 private:
  void Add(std::string field, std::string description) {
    if (violations_.size() < kViolationsMost) violations_.push_back({std::move(field), std::move(description)});
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

  void CheckText(const std::string& text, const FieldDescriptor& field, const std::string& path) {
    const std::size_t most = BytesMost(field);
    if (text.size() > most) Add(path, Cat("is longer than ", most, " bytes"));
  }

  void CheckSingle(const Message& message, const FieldDescriptor& field, const std::string& path) {
    const Reflection& reflection = *message.GetReflection();
    if (Required(field) && !Present(message, field)) {
      Add(path, "is required");
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      std::string scratch;
      CheckText(reflection.GetStringReference(message, &field, &scratch), field, path);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && reflection.HasField(message, &field)) {
      Check(reflection.GetMessage(message, &field), path);
    }
  }

  void CheckRepeated(const Message& message, const FieldDescriptor& field, const std::string& path) {
    const Reflection& reflection = *message.GetReflection();
    const int count = reflection.FieldSize(message, &field);
    const int limit = field.options().GetExtension(type::v1::limit).count();
    const int most = limit > 0 ? limit : kElementsMost;
    if (count == 0 && Required(field)) return Add(path, "is required");
    if (count > most) return Add(path, Cat("holds more than ", most, " elements"));
    for (int i = 0; i < count && violations_.size() < kViolationsMost; ++i) {
      if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        std::string scratch;
        CheckText(reflection.GetRepeatedStringReference(message, &field, i, &scratch), field, Cat(path, "[", i, "]"));
      } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        Check(reflection.GetRepeatedMessage(message, &field, i), Cat(path, "[", i, "]"));
      }
    }
  }

  void CheckTime(const Message& message, const std::string& path) {
    google::protobuf::Timestamp time;
    time.CopyFrom(message);
    const bool in_range = time.seconds() >= kFirstSecond && time.seconds() <= kLastSecond;
    if (!in_range || time.nanos() < 0 || time.nanos() > kNanosMost) Add(path, "is not a time in the years 1 to 9999");
  }

  std::vector<FieldViolation> violations_;
};

}  // namespace

std::vector<FieldViolation> ViolationsIn(const Message& request) {
  Validator validator;
  validator.Check(request, "");
  return validator.Take();
}

}  // namespace clientroute
