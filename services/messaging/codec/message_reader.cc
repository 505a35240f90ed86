#include "services/messaging/codec/message_reader.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "services/messaging/codec/message_sink.h"
#include "services/messaging/codec/schema_walker.h"
#include "services/messaging/codec/xml_scanner.h"

namespace clientroute::messaging {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The encoding that the XML declaration names, or "" when it names none.
std::string_view DeclaredEncoding(std::string_view bytes) {
  constexpr std::string_view kBegin = "<?xml";
  constexpr std::string_view kName = "encoding";
  if (!bytes.starts_with(kBegin)) return {};
  const std::string_view declaration = bytes.substr(0, bytes.find("?>"));
  const std::size_t name = declaration.find(kName);
  if (name == std::string_view::npos) return {};
  const std::size_t open = declaration.find_first_of("'\"", name + kName.size());
  if (open == std::string_view::npos) return {};
  const std::size_t close = declaration.find(declaration[open], open + 1);
  return close == std::string_view::npos ? std::string_view() : declaration.substr(open + 1, close - open - 1);
}

bool IsUtf8Name(std::string_view encoding) {
  return std::equal(encoding.begin(), encoding.end(), std::string_view("utf-8").begin(),
                    std::string_view("utf-8").end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

/// What can be seen of the bytes before any parsing. False when they are refused.
bool CheckBytes(std::string_view bytes, SchemaWalker& walker) {
  if (bytes.size() > kFileBytesMax) {
    walker.Abort(SchemaErrorCode::kTooLarge, 0, "het bestand is groter dan 25 MB (OP179)");
  } else if (bytes.empty()) {
    walker.Abort(SchemaErrorCode::kNotXml, 0, "het bestand is leeg");
  } else if (bytes.starts_with(kByteOrderMark)) {
    walker.Abort(SchemaErrorCode::kEncoding, 1, "het bestand begint met een byte order mark");
  } else if (bytes.substr(0, 4).find('\0') != std::string_view::npos || bytes.starts_with("\xFE\xFF") ||
             bytes.starts_with("\xFF\xFE")) {
    walker.Abort(SchemaErrorCode::kEncoding, 1, "het bestand is geen UTF-8");
  } else if (const std::string_view encoding = DeclaredEncoding(bytes); !encoding.empty() && !IsUtf8Name(encoding)) {
    walker.Abort(SchemaErrorCode::kEncoding, 1, "het bestand noemt een andere codering dan UTF-8");
  }
  return !walker.stopped();
}

}  // namespace

ReadOutcome ReadMessage(std::string_view bytes, InstanceSink& sink, const Catalogue& catalogue) {
  SchemaWalker walker(catalogue, sink);
  if (CheckBytes(bytes, walker)) XmlScanner(bytes, walker).Scan();
  return std::move(walker).TakeOutcome();
}

ParseOutcome ParseMessage(std::string_view bytes, const Catalogue& catalogue) {
  MessageSink sink;
  ReadOutcome read = ReadMessage(bytes, sink, catalogue);
  ParseOutcome outcome{std::nullopt, read.schema, std::move(read.errors)};
  if (outcome.errors.empty()) outcome.message = std::move(sink).Take();
  return outcome;
}

}  // namespace clientroute::messaging
