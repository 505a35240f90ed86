#include "services/messaging/codec/message_reader.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <string>

#include "services/messaging/codec/message_sink.h"
#include "services/messaging/codec/schema_walker.h"

namespace clientroute::messaging {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view View(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

/// What the parser's callbacks work on.
struct Reading {
  SchemaWalker& walker;
  xmlParserCtxt* parser;

  std::uint32_t line() const {
    return parser->input == nullptr ? 0 : static_cast<std::uint32_t>(std::max(parser->input->line, 0));
  }
  void StopWhenDone() const {
    if (walker.stopped()) xmlStopParser(parser);
  }
};

Reading& From(void* user) { return *static_cast<Reading*>(user); }

void OnStart(void* user, const xmlChar* name, const xmlChar*, const xmlChar* uri, int, const xmlChar**,
             int attribute_count, int, const xmlChar** attributes) {
  const Reading& reading = From(user);
  reading.walker.StartElement(View(name), View(uri), reading.line());
  constexpr std::ptrdiff_t kPointersPerAttribute = 5;  // name, prefix, namespace, begin and end of the value
  for (int i = 0; i < attribute_count; ++i) {
    const xmlChar* const* attribute = attributes + i * kPointersPerAttribute;
    reading.walker.Attribute(View(attribute[0]), View(attribute[2]), reading.line());
  }
  reading.StopWhenDone();
}

void OnEnd(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
  const Reading& reading = From(user);
  reading.walker.EndElement(reading.line());
  reading.StopWhenDone();
}

void OnText(void* user, const xmlChar* text, int length) {
  const Reading& reading = From(user);
  reading.walker.Text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)}, reading.line());
  reading.StopWhenDone();
}

void OnCdata(void* user, const xmlChar* text, int length) {
  const Reading& reading = From(user);
  reading.walker.CdataSection({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)}, reading.line());
  reading.StopWhenDone();
}

void OnDoctype(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
  const Reading& reading = From(user);
  reading.walker.Abort(SchemaErrorCode::kDoctype, reading.line(), "een DOCTYPE wordt niet aangenomen");
  reading.StopWhenDone();
}

void OnReference(void* user, const xmlChar*) {
  const Reading& reading = From(user);
  reading.walker.Abort(SchemaErrorCode::kDoctype, reading.line(), "een eigen entiteit wordt niet aangenomen");
  reading.StopWhenDone();
}

/// What went wrong in the XML itself; the parser's own words are in English and may quote the message.
void AbortByXmlError(const Reading& reading, const xmlError& error) {
  const auto line = static_cast<std::uint32_t>(std::max(error.line, 0));
  const std::string number = " (XML-fout " + std::to_string(error.code) + ")";
  switch (error.code) {
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
      return reading.walker.Abort(SchemaErrorCode::kDoctype, line, "een eigen entiteit wordt niet aangenomen" + number);
    case XML_ERR_INVALID_ENCODING:
    case XML_ERR_UNKNOWN_ENCODING:
    case XML_ERR_UNSUPPORTED_ENCODING:
      return reading.walker.Abort(SchemaErrorCode::kEncoding, line, "het bestand is geen UTF-8" + number);
    case XML_ERR_INVALID_CHAR:
      return reading.walker.Abort(SchemaErrorCode::kEncoding, line,
                                  "er staat een teken in dat geen UTF-8 is of in XML niet mag" + number);
    case XML_ERR_TAG_NAME_MISMATCH:
    case XML_ERR_TAG_NOT_FINISHED:
      return reading.walker.Abort(SchemaErrorCode::kNotXml, line, "een element is niet goed afgesloten" + number);
    case XML_ERR_DOCUMENT_EMPTY:
      return reading.walker.Abort(SchemaErrorCode::kNotXml, line,
                                  "het bestand is leeg of begint niet als XML" + number);
    default:
      return reading.walker.Abort(SchemaErrorCode::kNotXml, line, "het bestand is geen welgevormde XML" + number);
  }
}

void OnError(void* user, xmlErrorPtr error) {
  if (error == nullptr || error->level == XML_ERR_WARNING || error->level == XML_ERR_NONE) return;
  const Reading& reading = From(user);
  AbortByXmlError(reading, *error);
  reading.StopWhenDone();
}

xmlSAXHandler MakeHandler() {
  xmlSAXHandler handler{};
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = OnStart;
  handler.endElementNs = OnEnd;
  handler.characters = OnText;
  handler.ignorableWhitespace = OnText;  // the same function, so that the parser does not guess which it is
  handler.cdataBlock = OnCdata;
  handler.internalSubset = OnDoctype;
  handler.reference = OnReference;
  handler.serror = OnError;
  return handler;
}

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

void Parse(std::string_view bytes, SchemaWalker& walker) {
  static std::once_flag once;
  std::call_once(once, xmlInitParser);
  xmlParserCtxt* const parser = xmlCreateMemoryParserCtxt(bytes.data(), static_cast<int>(bytes.size()));
  if (parser == nullptr) return walker.Abort(SchemaErrorCode::kTooLarge, 0, "er is te weinig geheugen om dit te lezen");
  Reading reading{walker, parser};
  *parser->sax = MakeHandler();
  parser->userData = &reading;
  xmlCtxtUseOptions(parser, XML_PARSE_NONET);
  xmlParseDocument(parser);
  if (!walker.stopped() && parser->wellFormed == 0) {
    walker.Abort(SchemaErrorCode::kNotXml, reading.line(), "het bestand is geen welgevormde XML");
  }
  xmlFreeParserCtxt(parser);
}

}  // namespace

ReadOutcome ReadMessage(std::string_view bytes, InstanceSink& sink, const Catalogue& catalogue) {
  SchemaWalker walker(catalogue, sink);
  if (CheckBytes(bytes, walker)) Parse(bytes, walker);
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
