#include "tests/conformance/mutation.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <iterator>
#include <memory>
#include <vector>

#include "services/messaging/standard/simple_types.h"

namespace clientroute::conformance {
namespace {

using messaging::SchemaErrorCode;

constexpr std::size_t kCodesMany = 150;  // of a longer list, such as that of countries, the others would drown
constexpr std::uint32_t kLengthMany = 300;

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using Document = std::unique_ptr<xmlDoc, FreeDocument>;

const xmlChar* Xml(const char* text) { return reinterpret_cast<const xmlChar*>(text); }
const xmlChar* Xml(const std::string& text) { return Xml(text.c_str()); }
std::string Name(const xmlNode* node) { return reinterpret_cast<const char*>(node->name); }

void Collect(xmlNode* node, std::vector<xmlNode*>& elements) {
  for (xmlNode* at = node; at != nullptr; at = at->next) {
    if (at->type != XML_ELEMENT_NODE) continue;
    elements.push_back(at);
    Collect(at->children, elements);
  }
}

/// A tree that is changed in place.
struct Tree {
  xmlDoc* document;
  Choices& choices;
  std::string change;
  std::optional<SchemaErrorCode> stricter;

  std::vector<xmlNode*> Elements() const {
    std::vector<xmlNode*> elements;
    Collect(xmlDocGetRootElement(document), elements);
    return elements;
  }
  xmlNode* Any() {
    const std::vector<xmlNode*> elements = Elements();
    return elements[choices.Below(elements.size())];
  }
  /// Nothing when only the root is left.
  xmlNode* AnyBelowRoot() {
    const std::vector<xmlNode*> elements = Elements();
    return elements.size() < 2 ? nullptr : elements[1 + choices.Below(elements.size() - 1)];
  }
  xmlNode* AnyValue() {
    std::vector<xmlNode*> values;
    for (xmlNode* node : Elements()) {
      if (xmlFirstElementChild(node) == nullptr) values.push_back(node);
    }
    return values[choices.Below(values.size())];
  }
  std::string TextOf(const xmlNode* node) const {
    xmlChar* content = xmlNodeGetContent(node);
    std::string text = content == nullptr ? "" : reinterpret_cast<const char*>(content);
    xmlFree(content);
    return text;
  }
  void SetText(xmlNode* node, const std::string& text) const {
    xmlNodeSetContent(node, nullptr);
    xmlNodeAddContent(node, Xml(text));
  }
};

void Drop(Tree& tree) {
  xmlNode* node = tree.AnyBelowRoot();
  if (node == nullptr) return;
  tree.change += "drop " + Name(node);
  xmlUnlinkNode(node);
  xmlFreeNode(node);
}

void Repeat(Tree& tree) {
  xmlNode* node = tree.AnyBelowRoot();
  if (node == nullptr) return;
  tree.change += "repeat " + Name(node);
  xmlAddNextSibling(node, xmlCopyNode(node, 1));
}

void SwapWithNext(Tree& tree) {
  xmlNode* node = tree.AnyBelowRoot();
  if (node == nullptr) return;
  xmlNode* next = xmlNextElementSibling(node);
  tree.change += "swap " + Name(node);
  if (next == nullptr) return;
  xmlUnlinkNode(node);
  xmlAddNextSibling(next, node);
}

void MoveElsewhere(Tree& tree) {
  xmlNode* node = tree.AnyBelowRoot();
  if (node == nullptr) return;
  xmlNode* other = tree.AnyBelowRoot();
  tree.change += "copy " + Name(node) + " behind " + Name(other);
  xmlAddNextSibling(other, xmlCopyNode(node, 1));
}

void Rename(Tree& tree) {
  static constexpr const char* kNames[] = {"Bsn",      "Product", "Einddatum", "RetourCodes",
                                           "Onbekend", "Client",  "Header"};
  xmlNode* node = tree.Any();
  std::string name = tree.choices.OneIn(2) ? Name(tree.Any()) : kNames[tree.choices.Below(std::size(kNames))];
  if (tree.choices.OneIn(4)) name = Name(node) + "x";
  tree.change += "rename " + Name(node) + " to " + name;
  xmlNodeSetName(node, Xml(name));
}

void OtherNamespace(Tree& tree) {
  xmlNode* node = tree.Any();
  xmlNode* root = xmlDocGetRootElement(tree.document);
  xmlNs* other = root->nsDef;
  if (other == node->ns || other == nullptr) other = root->nsDef == nullptr ? nullptr : root->nsDef->next;
  if (tree.choices.OneIn(3)) other = xmlNewNs(root, Xml("urn:elders"), Xml("elders"));
  if (tree.choices.OneIn(5)) other = nullptr;
  // The same one by another name is no other.
  if (tree.choices.OneIn(4) && node->ns != nullptr) other = xmlNewNs(node, node->ns->href, Xml("nog"));
  tree.change += "other namespace for " + Name(node);
  xmlSetNs(node, other);
}

void Empty(Tree& tree) {
  xmlNode* node = tree.AnyBelowRoot();
  if (node == nullptr) return;
  tree.change += "empty " + Name(node);
  xmlNodeSetContent(node, nullptr);
}

void AddAttribute(Tree& tree) {
  xmlNode* node = tree.Any();
  tree.change += "attribute on " + Name(node);
  if (tree.choices.OneIn(2)) {
    xmlNewProp(node, Xml("soort"), Xml("1"));
    return;
  }
  static constexpr const char* kNames[] = {"schemaLocation", "noNamespaceSchemaLocation", "nil", "other"};
  static constexpr const char* kValues[] = {"urn:a urn:b", "urn:b", "false", "1"};
  const std::uint64_t which = tree.choices.Below(std::size(kNames));
  xmlNs* instance = xmlNewNs(node, Xml("http://www.w3.org/2001/XMLSchema-instance"), Xml("xsi"));
  xmlNewNsProp(node, instance, Xml(kNames[which]), Xml(kValues[which]));
}

void TextBetween(Tree& tree) {
  xmlNode* node = tree.Any();
  const bool blank = tree.choices.OneIn(2);
  tree.change += (blank ? "blank text in " : "text in ") + Name(node);
  xmlNode* text = tree.choices.OneIn(3) ? xmlNewCDataBlock(tree.document, Xml(blank ? " " : "x"), 1)
                                        : xmlNewText(Xml(blank ? "\n \t" : "los"));
  xmlNode* child = xmlFirstElementChild(node);
  child == nullptr ? xmlAddChild(node, text) : xmlAddPrevSibling(child, text);
}

void AddComment(Tree& tree) {
  xmlNode* node = tree.Any();
  tree.change += "comment in " + Name(node);
  xmlAddChild(node, tree.choices.OneIn(2) ? xmlNewComment(Xml("opmerking")) : xmlNewPI(Xml("pi"), Xml("inhoud")));
}

void ChangeText(Tree& tree) {
  static constexpr const char* kTexts[] = {"",
                                           " ",
                                           "0",
                                           "1",
                                           "2",
                                           "3",
                                           "9",
                                           "01",
                                           "02",
                                           "99",
                                           "-1",
                                           "+1",
                                           " 7 ",
                                           "007",
                                           "1.0",
                                           "1e3",
                                           "100000",
                                           "999999999",
                                           "1000000000",
                                           "99999999",
                                           "A",
                                           "é",
                                           "NL",
                                           "nl",
                                           "D",
                                           "2026-01-01",
                                           "2026-02-30",
                                           "2024-02-29",
                                           "2023-02-29",
                                           "2026-1-1",
                                           "01-01-2026",
                                           "2026-01-01Z",
                                           "2026-01-01+01:00",
                                           " 2026-01-01 ",
                                           "2026-01-01T00:00:00",
                                           "0000-01-01",
                                           "12:00:00",
                                           "24:00:00",
                                           "24:00:01",
                                           "12:60:00",
                                           "12:00:60",
                                           "12:00:00Z",
                                           "12:00:00.5",
                                           "12:00:00.",
                                           "12:00",
                                           "1.0.0",
                                           "01.0.0",
                                           "1.0",
                                           "1.2.3.4",
                                           "999900006",
                                           "99990000",
                                           "9999000066",
                                           "0384",
                                           "384",
                                           "446",
                                           "S300",
                                           "8001",
                                           "9999",
                                           "x\ny",
                                           "x\r\ny",
                                           "\n",
                                           "12345678901234567890123456789012345678901234567890",
                                           "18446744073709551617",
                                           "000000000000000000000000000000001"};
  xmlNode* node = tree.AnyValue();
  const std::string text = kTexts[tree.choices.Below(std::size(kTexts))];
  tree.change += "text of " + Name(node) + " becomes '" + text + "'";
  tree.SetText(node, text);
}

void StretchText(Tree& tree) {
  xmlNode* node = tree.AnyValue();
  std::string text = tree.TextOf(node);
  switch (tree.choices.Below(6)) {
    case 0:
      text += text;
      break;
    case 1:
      text += " ";
      break;
    case 2:
      text = text.substr(0, text.size() / 2);
      while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80U) != 0) text.pop_back();
      break;
    case 3:
      for (std::uint64_t i = 0, more = tree.choices.Below(220); i < more; ++i) text += "é";
      break;
    case 4:
      text = "\t" + text;
      break;
    default:
      text += "0";
  }
  tree.change += "stretch text of " + Name(node);
  tree.SetText(node, text);
}

/// What a schema allows and the reader does not: see the list in message_reader.h.
void OddYear(Tree& tree) {
  static constexpr const char* kDates[] = {"12026-01-01", "-2026-01-01", "10000-12-31"};
  xmlNode* node = tree.AnyValue();
  tree.change += "odd year in " + Name(node);
  tree.stricter = SchemaErrorCode::kValue;
  tree.SetText(node, kDates[tree.choices.Below(std::size(kDates))]);
}

/// A code of any list of the standard, which may or may not be one of this value's.
void OtherCode(Tree& tree) {
  static const std::vector<std::string_view> codes = [] {
    std::vector<std::string_view> all;
    for (const messaging::SimpleType& type : messaging::kSimpleTypes) {
      if (type.codes == nullptr || type.codes->codes.size() > kCodesMany) continue;
      for (const messaging::Code& code : type.codes->codes) all.push_back(code.code);
    }
    return all;
  }();
  xmlNode* node = tree.AnyValue();
  const std::string code(codes[tree.choices.Below(codes.size())]);
  tree.change += "code of " + Name(node) + " becomes '" + code + "'";
  tree.SetText(node, code);
}

/// As long as a type allows, or one character longer or shorter.
void ToTheLimit(Tree& tree) {
  const messaging::SimpleType& type = messaging::kSimpleTypes[tree.choices.Below(std::size(messaging::kSimpleTypes))];
  const bool limited = type.length_max < kLengthMany;
  const std::uint64_t length = (limited ? type.length_max : 1) + tree.choices.Below(3) - 1;
  static constexpr const char* kCharacters[] = {"7", "a", "é", "0"};
  const std::string character = kCharacters[tree.choices.Below(std::size(kCharacters))];
  std::string text;
  for (std::uint64_t i = 0; i < length; ++i) text += character;
  xmlNode* node = tree.AnyValue();
  tree.change += "text of " + Name(node) + " of " + std::to_string(length) + " characters";
  tree.SetText(node, text);
}

struct TreeChange {
  const char* kind;
  void (*change)(Tree&);
};
constexpr TreeChange kTreeChanges[] = {
    {"cardinality", Drop},          {"cardinality", Repeat},        {"order", SwapWithNext},
    {"order", SwapWithNext},        {"order", MoveElsewhere},       {"structure", Drop},
    {"structure", Rename},          {"structure", Empty},           {"structure", AddComment},
    {"structure", TextBetween},     {"structure", AddAttribute},    {"types", ChangeText},
    {"types", ChangeText},          {"types", ChangeText},          {"types", OddYear},
    {"code lists", OtherCode},      {"code lists", OtherCode},      {"lengths", StretchText},
    {"lengths", StretchText},       {"lengths", ToTheLimit},        {"lengths", ToTheLimit},
    {"namespaces", OtherNamespace}, {"namespaces", OtherNamespace},
};

std::string Dump(xmlDoc* document) {
  xmlChar* dumped = nullptr;
  int length = 0;
  xmlDocDumpMemoryEnc(document, &dumped, &length, "UTF-8");
  std::string bytes(reinterpret_cast<const char*>(dumped), static_cast<std::size_t>(length));
  xmlFree(dumped);
  return bytes;
}

void Insert(std::string& bytes, std::size_t at, std::string_view text) {
  bytes.insert(std::min(at, bytes.size()), text);
}

Mutant MutateBytes(std::string_view original, Choices& choices) {
  Mutant mutant{std::string(original), "bytes", "", std::nullopt};
  std::string& bytes = mutant.bytes;
  const std::size_t at = choices.Below(bytes.size());
  switch (choices.Below(9)) {
    case 0:
      mutant.change = "cut off";
      bytes.resize(at);
      break;
    case 1:
      mutant.change = "byte replaced";
      bytes[at] = static_cast<char>(choices.Below(256));
      break;
    case 2:
      mutant.change = "byte removed";
      bytes.erase(at, 1);
      break;
    case 3:
      mutant.change = "entity in a text";
      Insert(bytes, bytes.find('>', at) + 1, choices.OneIn(2) ? "&naam;" : "&amp;");
      break;
    case 4:
      mutant.change = "character reference in a text";
      Insert(bytes, bytes.find('>', at) + 1, choices.OneIn(2) ? "&#x20;" : "&#0;");
      break;
    case 5:
      mutant.change = "doctype";
      mutant.stricter = SchemaErrorCode::kDoctype;
      Insert(bytes, bytes.find("?>") + 2, "<!DOCTYPE x [<!ENTITY naam 'x'>]>");
      break;
    case 6:
      mutant.change = "byte order mark";
      mutant.stricter = SchemaErrorCode::kEncoding;
      Insert(bytes, 0, "\xEF\xBB\xBF");
      break;
    case 7: {
      mutant.change = "other encoding";
      mutant.stricter = SchemaErrorCode::kEncoding;
      const std::size_t name = bytes.find("UTF-8");
      if (name != std::string::npos) bytes.replace(name, 5, "ISO-8859-1");
      break;
    }
    default:
      mutant.change = "bytes repeated";
      Insert(bytes, at, std::string(original.substr(at, choices.Below(40))));
  }
  return mutant;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

/// Whether a date stands in it of a year with more than four digits.
bool HasOddYear(std::string_view bytes) {
  constexpr std::size_t kRest = 6;  // -MM-DD
  constexpr std::size_t kYear = 4;
  for (std::size_t at = bytes.find('-'); at != std::string_view::npos; at = bytes.find('-', at + 1)) {
    std::size_t digits = 0;
    while (digits < at && IsDigit(bytes[at - 1 - digits])) ++digits;
    const std::string_view rest = bytes.substr(at, kRest);
    if (digits > kYear && rest.size() == kRest && rest[3] == '-' && IsDigit(rest[1]) && IsDigit(rest[4])) return true;
  }
  return false;
}

/// What a change of bytes did by accident.
std::optional<SchemaErrorCode> StricterByAccident(std::string_view bytes) {
  if (bytes.starts_with("<?xml") && bytes.substr(0, bytes.find("?>")).find("\"UTF-8\"") == std::string_view::npos) {
    return SchemaErrorCode::kEncoding;  // "UTF8" is a name that validators know
  }
  if (bytes.find('\0') != std::string_view::npos) return SchemaErrorCode::kEncoding;  // for some, the end of the file
  if (HasOddYear(bytes)) return SchemaErrorCode::kValue;
  return std::nullopt;
}

}  // namespace

Mutant Mutate(std::string_view bytes, Choices& choices) {
  if (choices.OneIn(8)) {
    Mutant mutant = MutateBytes(bytes, choices);
    if (!mutant.stricter.has_value()) mutant.stricter = StricterByAccident(mutant.bytes);
    return mutant;
  }
  const Document document(
      xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr, XML_PARSE_NONET));
  Tree tree{document.get(), choices, {}, {}};
  std::string kind;
  for (std::uint64_t i = 0, count = choices.OneIn(5) ? 3 : 1; i < count; ++i) {
    if (i > 0) tree.change += ", ";
    const TreeChange& next = kTreeChanges[choices.Below(std::size(kTreeChanges))];
    if (i == 0) kind = next.kind;
    next.change(tree);
  }
  return {Dump(document.get()), kind, tree.change, tree.stricter};
}

}  // namespace clientroute::conformance
