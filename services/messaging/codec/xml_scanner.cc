#include "services/messaging/codec/xml_scanner.h"

#include <algorithm>
#include <array>

#include "services/messaging/codec/envelope_walker.h"
#include "services/messaging/codec/schema_walker.h"
#include "services/messaging/codec/xml_characters.h"

namespace clientroute::messaging {
namespace {

/// What a byte means to the loops below.
enum class Byte : std::uint8_t { kPlain, kNewline, kReturn, kMarkup, kReference, kBracket, kOther };

constexpr std::array<Byte, 256> kBytes = [] {
  std::array<Byte, 256> bytes{};
  for (std::size_t i = 0; i < 256; ++i) bytes[i] = i >= 0x20 && i < 0x80 ? Byte::kPlain : Byte::kOther;
  bytes['\t'] = Byte::kPlain;
  bytes['\n'] = Byte::kNewline;
  bytes['\r'] = Byte::kReturn;
  bytes['<'] = Byte::kMarkup;
  bytes['&'] = Byte::kReference;
  bytes[']'] = Byte::kBracket;
  return bytes;
}();

constexpr std::size_t Index(char c) { return static_cast<unsigned char>(c); }

/// ASCII of a name without a colon; what may not begin it comes after.
constexpr std::array<bool, 128> NameTable(std::string_view beside_letters) {
  std::array<bool, 128> table{};
  for (char c = 'a'; c <= 'z'; ++c) table[Index(c)] = true;
  for (char c = 'A'; c <= 'Z'; ++c) table[Index(c)] = true;
  for (const char c : beside_letters) table[Index(c)] = true;
  return table;
}
constexpr std::array<bool, 128> kNameStart = NameTable("_");
constexpr std::array<bool, 128> kNameMore = NameTable("_-.0123456789");

Byte ByteAt(std::string_view bytes, std::size_t at) { return kBytes[Index(bytes[at])]; }
bool IsAscii(char c) { return Index(c) < 0x80; }

constexpr std::string_view kNewline = "\n";

}  // namespace

template <typename Walker>
void XmlScanner<Walker>::Scan() {
  if (!Declaration() || !Misc()) return;
  if (Current() != '<') {
    Malformed("het bestand begint niet als XML");
    return;
  }
  if (!StartTag() || (!open_.empty() && !Content()) || walker_.stopped()) return;
  if (Misc() && !AtEnd()) Malformed("er staat nog iets achter het laatste element");
}

template <typename Walker>
bool XmlScanner<Walker>::Content() {
  while (!open_.empty()) {
    if (walker_.stopped()) return false;
    if (!Texts()) return false;
    if (AtEnd()) return Malformed("het bestand houdt op voordat elk element is afgesloten");
    if (!Markup()) return false;
  }
  return !walker_.stopped();
}

template <typename Walker>
bool XmlScanner<Walker>::Markup() {
  const char next = at_ + 1 < bytes_.size() ? bytes_[at_ + 1] : '\0';
  if (next == '/') return EndTag();
  if (next == '?') return Instruction();
  if (next != '!') return StartTag();
  if (At("<!--")) return Comment();
  if (At("<![CDATA[")) return Cdata();
  return Malformed("na '<!' staat iets dat hier niet kan");
}

template <typename Walker>
bool XmlScanner<Walker>::StartTag() {
  const std::uint32_t line = line_;
  ++at_;
  Name name;
  if (!ReadName(&name) || !Attributes(line)) return false;
  const std::optional<std::string_view> name_space = namespaces_.Find(name.prefix);
  if (!name_space.has_value()) return Malformed("een voorvoegsel is niet verklaard");
  walker_.StartElement(name.local, *name_space, line);
  if (!ResolveAttributes(line)) return false;
  open_.push_back(name.whole);
  if (Current() == '/') {
    at_ += 2;
    walker_.EndElement(line_);
    open_.pop_back();
    namespaces_.Leave(open_.size());
  } else {
    ++at_;
  }
  return true;
}

template <typename Walker>
bool XmlScanner<Walker>::EndTag() {
  at_ += 2;
  if (!At(open_.back())) return Malformed("een element is niet goed afgesloten");
  at_ += open_.back().size();
  const std::uint32_t line = line_;
  Spaces();
  if (Current() != '>') return Malformed("een element is niet goed afgesloten");
  ++at_;
  walker_.EndElement(line);
  open_.pop_back();
  namespaces_.Leave(open_.size());
  return true;
}

/// Up to the '>' or '/>' of the tag.
template <typename Walker>
bool XmlScanner<Walker>::Attributes(std::uint32_t line) {
  attributes_.clear();
  attribute_count_ = 0;
  for (;;) {
    const bool spaced = Spaces();
    if (Current() == '>') return true;
    if (At("/>")) return true;
    if (AtEnd()) return Malformed("het bestand houdt op in een element");
    if (!spaced) return Malformed("een element is niet goed geschreven");
    if (++attribute_count_ > kAttributesMax) {
      line_ = line;
      return TooMany("een element heeft te veel attributen");
    }
    if (!OneAttribute()) return false;
  }
}

template <typename Walker>
bool XmlScanner<Walker>::OneAttribute() {
  Name name;
  if (!ReadName(&name)) return false;
  Spaces();
  if (Current() != '=') return Malformed("een attribuut heeft geen waarde");
  ++at_;
  Spaces();
  const bool declares = name.whole == "xmlns" || name.prefix == "xmlns";
  if (!AttributeValue(declares ? &decoded_ : nullptr)) return false;
  if (declares) return Declare(name, decoded_);
  attributes_.push_back({name, {}});
  return true;
}

template <typename Walker>
bool XmlScanner<Walker>::AttributeValue(std::string* decoded) {
  if (decoded != nullptr) decoded->clear();
  const char quote = Current();
  if (quote != '"' && quote != '\'') return Malformed("een attribuut heeft geen waarde");
  ++at_;
  while (!AtEnd() && bytes_[at_] != quote) {
    const std::size_t begin = at_;
    std::string_view text;
    switch (ByteAt(bytes_, at_)) {
      case Byte::kPlain:
      case Byte::kBracket:
        text = bytes_[at_] == '\t' ? " " : bytes_.substr(at_, 1);
        ++at_;
        break;
      case Byte::kNewline:
      case Byte::kReturn:
        text = " ";
        Spaces();
        break;
      case Byte::kMarkup:
        return Malformed("in een attribuut staat een '<'");
      case Byte::kReference:
        if (!Reference(&text)) return false;
        break;
      case Byte::kOther:
        if (!OtherCharacter()) return false;
        text = bytes_.substr(begin, at_ - begin);
        break;
    }
    if (decoded != nullptr) decoded->append(text);
  }
  if (AtEnd()) return Malformed("een attribuut is niet afgesloten");
  ++at_;
  return true;
}

template <typename Walker>
bool XmlScanner<Walker>::Declare(const Name& name, const std::string& uri) {
  const std::string_view prefix = name.prefix.empty() ? std::string_view() : name.local;
  switch (namespaces_.Declare(prefix, uri, open_.size())) {
    case XmlNamespaces::Declared::kDone:
      return true;
    case XmlNamespaces::Declared::kRefused:
      return Malformed("een naamruimte is niet goed verklaard");
    case XmlNamespaces::Declared::kTooMany:
      return TooMany("er zijn te veel naamruimten");
  }
  return false;
}

template <typename Walker>
bool XmlScanner<Walker>::ResolveAttributes(std::uint32_t line) {
  for (std::size_t i = 0; i < attributes_.size(); ++i) {
    Attribute& attribute = attributes_[i];
    if (!attribute.name.prefix.empty()) {
      const std::optional<std::string_view> name_space = namespaces_.Find(attribute.name.prefix);
      if (!name_space.has_value()) return Malformed("een voorvoegsel is niet verklaard");
      attribute.name_space = *name_space;
    }
    for (std::size_t j = 0; j < i; ++j) {
      const Attribute& other = attributes_[j];
      if (other.name.local == attribute.name.local && other.name_space == attribute.name_space) {
        return Malformed("een attribuut staat er twee keer");
      }
    }
  }
  for (const Attribute& one : attributes_) walker_.Attribute(one.name.local, one.name_space, line);
  return true;
}

/// Up to the next '<' or the end.
template <typename Walker>
bool XmlScanner<Walker>::Texts() {
  std::size_t begin = at_;
  const auto flush = [&] {
    if (at_ > begin) walker_.Text(bytes_.substr(begin, at_ - begin), line_);
  };
  while (!AtEnd()) {
    switch (ByteAt(bytes_, at_)) {
      case Byte::kPlain:
        ++at_;
        break;
      case Byte::kNewline:
        ++line_;
        ++at_;
        break;
      case Byte::kReturn:  // a line ends with one newline, however it is written
        flush();
        if (!At("\r\n")) walker_.Text(kNewline, line_);
        begin = ++at_;
        break;
      case Byte::kMarkup:
        flush();
        return true;
      case Byte::kBracket:
        if (At("]]>")) return Malformed("']]>' staat in een tekst");
        ++at_;
        break;
      case Byte::kReference: {
        flush();
        std::string_view text;
        if (!Reference(&text)) return false;
        walker_.PassingText(text, line_);
        begin = at_;
        break;
      }
      case Byte::kOther:
        if (!OtherCharacter()) return false;
        break;
    }
  }
  flush();
  return true;
}

template <typename Walker>
bool XmlScanner<Walker>::Spaces() {
  const std::size_t begin = at_;
  for (; at_ < bytes_.size() && IsXmlSpace(bytes_[at_]); ++at_) {
    if (bytes_[at_] == '\n') ++line_;
  }
  return at_ > begin;
}

template <typename Walker>
bool XmlScanner<Walker>::NcName(std::string_view* name) {
  const std::size_t begin = at_;
  while (!AtEnd()) {
    const char c = bytes_[at_];
    if (IsAscii(c)) {
      if (!(at_ == begin ? kNameStart : kNameMore)[Index(c)]) break;
      ++at_;
      continue;
    }
    const XmlCharacter character = FirstCharacter(bytes_.substr(at_));
    if (character.length == 0) return NotAllowed();
    if (!(at_ == begin ? IsNameStart(character.value) : IsNameCharacter(character.value))) break;
    at_ += character.length;
  }
  *name = bytes_.substr(begin, at_ - begin);
  return name->empty() ? Malformed("er staat geen naam waar er een hoort") : true;
}

template <typename Walker>
bool XmlScanner<Walker>::ReadName(Name* name) {
  const std::size_t begin = at_;
  if (!NcName(&name->local)) return false;
  if (Current() == ':') {
    ++at_;
    name->prefix = name->local;
    if (!NcName(&name->local)) return false;
    if (Current() == ':') return Malformed("een naam heeft twee dubbele punten");
  }
  name->whole = bytes_.substr(begin, at_ - begin);
  return true;
}

template <typename Walker>
bool XmlScanner<Walker>::OtherCharacter() {
  const XmlCharacter character = FirstCharacter(bytes_.substr(at_));
  if (character.length == 0 || !IsXmlCharacter(character.value)) return NotAllowed();
  at_ += character.length;
  return true;
}

template <typename Walker>
bool XmlScanner<Walker>::Malformed(const char* what) {
  walker_.Abort(SchemaErrorCode::kNotXml, line_, std::string("het bestand is geen welgevormde XML: ") + what);
  return false;
}

template <typename Walker>
bool XmlScanner<Walker>::NotAllowed() {
  walker_.Abort(SchemaErrorCode::kEncoding, line_, "er staat een teken in dat geen UTF-8 is of in XML niet mag");
  return false;
}

template <typename Walker>
bool XmlScanner<Walker>::TooMany(const char* what) {
  walker_.Abort(SchemaErrorCode::kTooMany, line_, what);
  return false;
}

// What the rest is reached by, and what xml_scanner_prolog.cc and xml_scanner_asides.cc call.
template void XmlScanner<SchemaWalker>::Scan();
template bool XmlScanner<SchemaWalker>::Spaces();
template bool XmlScanner<SchemaWalker>::NcName(std::string_view* name);
template bool XmlScanner<SchemaWalker>::OtherCharacter();
template bool XmlScanner<SchemaWalker>::Malformed(const char* what);
template void XmlScanner<EnvelopeWalker>::Scan();
template bool XmlScanner<EnvelopeWalker>::Spaces();
template bool XmlScanner<EnvelopeWalker>::NcName(std::string_view* name);
template bool XmlScanner<EnvelopeWalker>::OtherCharacter();
template bool XmlScanner<EnvelopeWalker>::Malformed(const char* what);
}  // namespace clientroute::messaging
