#ifndef CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_JSON_FIELDS_H_
#define CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_JSON_FIELDS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/struct.pb.h"

namespace clientroute::portal {

// JSON without a schema of ours, as OpenID Connect has it. Free functions, pure, thread-safe.

using JsonObject = google::protobuf::Struct;

/// Errors: InvalidArgument JSON_INVALID for anything but an object.
absl::StatusOr<JsonObject> ParseJsonObject(std::string_view text);
std::string JsonOf(const JsonObject& object);

/// Empty when the field is absent or no text.
std::string TextField(const JsonObject& object, const std::string& name);
/// Whole seconds; nullopt when the field is absent or no number.
std::optional<std::int64_t> NumberField(const JsonObject& object, const std::string& name);
/// The texts of a list, or the one text that stands in its place.
std::vector<std::string> TextsField(const JsonObject& object, const std::string& name);

void SetText(JsonObject& object, const std::string& name, std::string_view value);
void SetNumber(JsonObject& object, const std::string& name, std::int64_t value);
template <typename Texts>
void SetTexts(JsonObject& object, const std::string& name, const Texts& values) {
  auto* list = (*object.mutable_fields())[name].mutable_list_value();
  for (const std::string& value : values) list->add_values()->set_string_value(value);
}

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_JSON_FIELDS_H_
