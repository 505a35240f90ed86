#include "services/messaging/refusal_report_codec.h"

#include <string_view>

#include "services/platform/logging/json_text.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

void AppendField(std::string_view name, std::string_view value, std::string& out) {
  AppendJsonText(name, out);
  out += ": ";
  AppendJsonText(value, out);
}

}  // namespace

std::string RefusalAsJson(const MessageRecord& message, const std::vector<MessageFinding>& findings) {
  std::string out = "{\n  ";
  AppendField("file", message.file_name, out);
  out += ",\n  ";
  AppendField("municipality", message.municipality, out);
  out += ",\n  ";
  AppendField("message", NameOfMessage(message.id), out);
  out += ",\n  ";
  AppendField("kind", message.kind, out);
  out += ",\n  ";
  AppendField("received", ToIso(message.created_at), out);
  out += ",\n  \"errors\": [";
  std::string_view separator = "\n    {";
  for (const MessageFinding& finding : findings) {
    out += Cat(separator, "\"line\": ", finding.line, ", ");
    AppendField("element", finding.class_path, out);
    out += ", ";
    AppendField("rule", finding.rule, out);
    out += ", ";
    AppendField("reason", finding.explanation, out);
    out += "}";
    separator = ",\n    {";
  }
  out += "\n  ]\n}\n";
  return out;
}

std::string RefusalAsText(const MessageRecord& message, const std::vector<MessageFinding>& findings) {
  std::string out = Cat("Bestand:    ", message.file_name, "\n", "Gemeente:   ", message.municipality, "\n",
                        "Ontvangen:  ", ToDutchLocal(message.created_at), "\n",
                        "Bericht:    ", message.kind.empty() ? std::string("niet herkend") : message.kind, "\n\n",
                        "Dit bestand is geweigerd. Er volgt geen retourbericht. Wat er niet klopt:\n");
  for (const MessageFinding& finding : findings) {
    out += "- ";
    if (finding.line > 0) out += Cat("regel ", finding.line);
    if (finding.line > 0 && !finding.class_path.empty()) out += ", ";
    out += finding.class_path;
    if (finding.line > 0 || !finding.class_path.empty()) out += ": ";
    out += finding.explanation;
    out += "\n";
  }
  return out;
}

}  // namespace clientroute::messaging
