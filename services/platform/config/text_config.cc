#include "services/platform/config/text_config.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <type_traits>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "services/platform/status/status.h"

namespace clientroute {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// A region's largest table is far smaller; a larger file is something else.
constexpr std::size_t kFileBytesMost = 16U << 20U;

class FirstError final : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, google::protobuf::io::ColumnNumber column, const std::string& message) override {
    ++count_;
    if (count_ > 1) return;
    line_ = line + 1;
    column_ = column + 1;
    message_ = message;
  }
  absl::Status ToStatus(const std::string& path) const {
    const std::string more = count_ > 1 ? Cat(" (and ", count_ - 1, " more)") : "";
    return Error(absl::StatusCode::kInvalidArgument, "CONFIG_INVALID",
                 Cat(path, ":", line_, ":", column_, ": ", message_, more),
                 {{"file", path}, {"line", std::to_string(line_)}, {"column", std::to_string(column_)}});
  }

 private:
  int count_ = 0;
  int line_ = 1;
  int column_ = 1;
  std::string message_ = "cannot be read as text";
};

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    const int reason = errno;
    return Error(reason == ENOENT ? absl::StatusCode::kNotFound : absl::StatusCode::kInvalidArgument,
                 reason == ENOENT ? "CONFIG_MISSING" : "CONFIG_INVALID", Cat(path, ": ", std::strerror(reason)),
                 {{"file", path}});
  }
  std::string text;
  std::array<char, 65'536> piece{};
  while (text.size() <= kFileBytesMost && (file.read(piece.data(), piece.size()) || file.gcount() > 0)) {
    text.append(piece.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad() || text.size() > kFileBytesMost) {
    return Error(absl::StatusCode::kInvalidArgument, "CONFIG_INVALID",
                 Cat(path, ": ", file.bad() ? "cannot be read" : "is larger than 16 MB"), {{"file", path}});
  }
  return text;
}

// ---- the environment

template <typename Number>
std::optional<Number> NumberOf(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if constexpr (std::is_floating_point_v<Number>) {
    if (!std::isfinite(value)) return std::nullopt;
  }
  return value;
}

std::optional<bool> FlagOf(std::string_view text) {
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

std::string VariableOf(const FieldDescriptor& field) {
  std::string name = "CLIENTROUTE_";
  for (const char c : field.name()) name.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  return name;
}

// Sets the field; returns what the value should have been when it does not fit, empty when it does.
std::string SetFromText(const FieldDescriptor& field, const std::string& text, Message& message) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  const auto set = [&](const auto& value, auto setter, const char* expected) -> std::string {
    if (!value) return expected;
    (reflection.*setter)(&message, &field, *value);
    return "";
  };
  using google::protobuf::Reflection;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return set(NumberOf<std::int32_t>(text), &Reflection::SetInt32, "a whole number of 32 bits");
    case FieldDescriptor::CPPTYPE_INT64:
      return set(NumberOf<std::int64_t>(text), &Reflection::SetInt64, "a whole number of 64 bits");
    case FieldDescriptor::CPPTYPE_UINT32:
      return set(NumberOf<std::uint32_t>(text), &Reflection::SetUInt32, "a whole number of 32 bits, not negative");
    case FieldDescriptor::CPPTYPE_UINT64:
      return set(NumberOf<std::uint64_t>(text), &Reflection::SetUInt64, "a whole number of 64 bits, not negative");
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return set(NumberOf<double>(text), &Reflection::SetDouble, "a number");
    case FieldDescriptor::CPPTYPE_FLOAT:
      return set(NumberOf<float>(text), &Reflection::SetFloat, "a number");
    case FieldDescriptor::CPPTYPE_BOOL:
      return set(FlagOf(text), &Reflection::SetBool, "true or false");
    case FieldDescriptor::CPPTYPE_STRING:
      reflection.SetString(&message, &field, text);
      return "";
    case FieldDescriptor::CPPTYPE_ENUM: {
      const auto* value = field.enum_type()->FindValueByName(text);
      if (value == nullptr) return Cat("a value of ", field.enum_type()->name());
      reflection.SetEnum(&message, &field, value);
      return "";
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      break;
  }
  return "set in the file: it is no single value";
}

}  // namespace

absl::Status ReadTextProto(const std::string& path, Message* message) {
  CLIENTROUTE_ASSIGN(const std::string text, ReadFile(path));
  FirstError errors;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  const std::unique_ptr<Message> read(message->New());
  if (!parser.ParseFromString(text, read.get())) return errors.ToStatus(path);
  message->GetReflection()->Swap(message, read.get());
  return absl::OkStatus();
}

absl::Status OverrideFromEnvironment(Message* message) {
  const std::unique_ptr<Message> changed(message->New());
  changed->CopyFrom(*message);
  for (int i = 0; i < message->GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& field = *message->GetDescriptor()->field(i);
    const std::string variable = VariableOf(field);
    const char* value = std::getenv(variable.c_str());
    if (value == nullptr) continue;
    std::string expected = field.is_repeated() ? "set in the file: it is a list" : SetFromText(field, value, *changed);
    if (!expected.empty()) {
      return Error(absl::StatusCode::kInvalidArgument, "CONFIG_INVALID",
                   Cat("environment variable ", variable, " must be ", expected), {{"variable", variable}});
    }
  }
  message->GetReflection()->Swap(message, changed.get());
  return absl::OkStatus();
}

}  // namespace clientroute
