#include "services/suite/commands/message_file_view.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/standard/rule.h"
#include "services/platform/logging/json_text.h"
#include "services/platform/status/status.h"
#include "services/suite/commands/message_file.h"

namespace clientroute::suite {
namespace {

using messaging::InstanceIndex;
using messaging::InstanceView;
using messaging::Message;
using namespace messaging::literals;  // NOLINT(google-build-using-namespace): names of fields

constexpr std::size_t kShownDigits = 2;  // of a citizen number: enough to tell two apart, too few to know one

std::string Masked(std::string_view value) {
  const std::size_t hidden = value.size() - std::min(value.size(), kShownDigits);
  return std::string(hidden, '*') + std::string(value.substr(hidden));
}

/// A value as it is shown, with what it means where it is a code.
struct Shown {
  std::string_view path;
  std::string value;
  std::string_view meaning;
};

std::vector<Shown> ValuesOf(const InstanceView& instance, bool masked) {
  const messaging::MessageSchema& schema = instance.message().schema();
  std::vector<Shown> shown;
  for (const auto& [field, value] : instance.values()) {
    const messaging::SimpleType& type = schema.node(schema.FieldInside(instance.node(), field)).type;
    const bool hide = masked && field == "Bsn"_field;
    shown.push_back({messaging::PathOf(field), hide ? Masked(value) : std::string(value),
                     type.codes == nullptr ? std::string_view() : type.codes->Meaning(value)});
  }
  for (const std::string_view code : instance.return_codes()) {
    shown.push_back({"RetourCode", std::string(code), messaging::ReturnCodeMeaning(code)});
  }
  return shown;
}

std::size_t DepthOf(const InstanceView& instance) { return instance.has_parent() ? 1 + DepthOf(instance.parent()) : 0; }

void PrintText(const Message& message, bool masked, Output& out) {
  out.Line(out.Styled(Style::kBold, Cat(message.schema().name(), " (", message.schema().release().name, ")")));
  for (InstanceIndex index = 0; index < message.size(); ++index) {
    const InstanceView instance = message.at(index);
    const std::string margin(2 * (1 + DepthOf(instance)), ' ');
    out.Line(
        Cat(margin, out.Styled(Style::kAccent, instance.class_name()), index == 0 ? "" : Cat(" ", instance.ordinal())));
    const std::vector<Shown> values = ValuesOf(instance, masked);
    std::size_t width = 0;
    for (const Shown& one : values) width = std::max(width, Width(one.path));
    for (const Shown& one : values) {
      out.Line(Cat(margin, "  ", Padded(one.path, width), "  ", one.value,
                   one.meaning.empty() ? "" : out.Styled(Style::kFaint, Cat("  ", one.meaning))));
    }
  }
}

void PrintJson(const Message& message, bool masked, std::ostream& out) {
  std::string text = "{\"message\":";
  AppendJsonText(message.schema().name(), text);
  text += ",\"classes\":[";
  for (InstanceIndex index = 0; index < message.size(); ++index) {
    const InstanceView instance = message.at(index);
    text += index == 0 ? "\n  {\"class\":" : ",\n  {\"class\":";
    AppendJsonText(instance.path(), text);
    text += Cat(",\"line\":", instance.line(), ",\"values\":[");
    bool first = true;
    for (const Shown& one : ValuesOf(instance, masked)) {
      text += first ? "{\"element\":" : ",{\"element\":";
      first = false;
      AppendJsonText(one.path, text);
      text += ",\"value\":";
      AppendJsonText(one.value, text);
      text += ",\"meaning\":";
      AppendJsonText(one.meaning, text);
      text += "}";
    }
    text += "]}";
  }
  out << text << "]}\n";
}

}  // namespace

bool NamesMessageFile(const std::string& word) {
  std::error_code error;
  return word == kStandardInput || std::filesystem::is_regular_file(word, error);
}

absl::Status ShowMessageFile(Invocation& call) {
  CLIENTROUTE_ASSIGN(const std::string bytes, ReadMessageFile(call.word(0)));
  const messaging::ParseOutcome parsed = messaging::ParseMessage(bytes);
  if (!parsed.ok()) {
    const messaging::SchemaError& error = parsed.errors.front();
    return Error(
        absl::StatusCode::kInvalidArgument, "MESSAGE_NOT_VALID",
        Cat("'", call.word(0), "' is geen geldig bericht: regel ", error.line, ", ", error.path, ": ", error.reason));
  }
  const bool masked = call.arguments().Text("purpose").empty();
  if (call.out().json()) {
    PrintJson(*parsed.message, masked, call.out().stream());
  } else {
    PrintText(*parsed.message, masked, call.out());
  }
  return absl::OkStatus();
}

}  // namespace clientroute::suite
