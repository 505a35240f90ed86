#include "services/portal/sign_in/json_fields.h"

#include <google/protobuf/util/json_util.h>

#include "services/platform/status/status.h"

namespace clientroute::portal {
namespace {

using google::protobuf::Value;

const Value* FieldOf(const JsonObject& object, const std::string& name) {
  const auto found = object.fields().find(name);
  return found == object.fields().end() ? nullptr : &found->second;
}

}  // namespace

absl::StatusOr<JsonObject> ParseJsonObject(std::string_view text) {
  JsonObject object;
  const google::protobuf::StringPiece piece(text.data(), text.size());
  if (!google::protobuf::util::JsonStringToMessage(piece, &object).ok()) {
    return Error(absl::StatusCode::kInvalidArgument, "JSON_INVALID", "this is no JSON object");
  }
  return object;
}

std::string JsonOf(const JsonObject& object) {
  std::string json;
  // A Struct of text, numbers and lists of text is always written.
  (void)google::protobuf::util::MessageToJsonString(object, &json);
  return json;
}

std::string TextField(const JsonObject& object, const std::string& name) {
  const Value* value = FieldOf(object, name);
  return value != nullptr && value->kind_case() == Value::kStringValue ? value->string_value() : std::string();
}

std::optional<std::int64_t> NumberField(const JsonObject& object, const std::string& name) {
  // Beyond it a double holds no whole number, and no moment is meant.
  constexpr double kMost = 9'007'199'254'740'992;
  const Value* value = FieldOf(object, name);
  if (value == nullptr || value->kind_case() != Value::kNumberValue) return std::nullopt;
  if (!(value->number_value() > -kMost && value->number_value() < kMost)) return std::nullopt;
  return static_cast<std::int64_t>(value->number_value());
}

std::vector<std::string> TextsField(const JsonObject& object, const std::string& name) {
  std::vector<std::string> texts;
  const Value* value = FieldOf(object, name);
  if (value == nullptr) return texts;
  if (value->kind_case() == Value::kStringValue) texts.push_back(value->string_value());
  for (const Value& item : value->list_value().values()) {
    if (item.kind_case() == Value::kStringValue) texts.push_back(item.string_value());
  }
  return texts;
}

void SetText(JsonObject& object, const std::string& name, std::string_view value) {
  (*object.mutable_fields())[name].set_string_value(std::string(value));
}

void SetNumber(JsonObject& object, const std::string& name, std::int64_t value) {
  (*object.mutable_fields())[name].set_number_value(static_cast<double>(value));
}

}  // namespace clientroute::portal
