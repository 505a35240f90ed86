#include <cstdint>
#include <iterator>

#include "services/messaging/codec/envelope_walker.h"
#include "services/messaging/codec/schema_walker.h"
#include "services/messaging/codec/xml_characters.h"
#include "services/messaging/codec/xml_scanner.h"

// What stands between the elements and texts of a message: comments, instructions, references, CDATA sections.

namespace clientroute::messaging {
namespace {

/// The entities of XML itself.
struct Entity {
  std::string_view name;
  std::string_view text;
};
constexpr Entity kEntities[] = {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}};

/// The character in UTF-8.
std::size_t Encode(char32_t character, char (&to)[4]) {
  const auto part = [&](int shift, char32_t mark) { return static_cast<char>(mark | ((character >> shift) & 0x3FU)); };
  if (character < 0x80) {
    to[0] = static_cast<char>(character);
    return 1;
  }
  if (character < 0x800) {
    to[0] = static_cast<char>(0xC0U | (character >> 6));
    to[1] = part(0, 0x80);
    return 2;
  }
  if (character < 0x10000) {
    to[0] = static_cast<char>(0xE0U | (character >> 12));
    to[1] = part(6, 0x80);
    to[2] = part(0, 0x80);
    return 3;
  }
  to[0] = static_cast<char>(0xF0U | (character >> 18));
  to[1] = part(12, 0x80);
  to[2] = part(6, 0x80);
  to[3] = part(0, 0x80);
  return 4;
}

/// What the digit is worth, or `base` when it is none.
std::uint32_t Digit(char c, std::uint32_t base) {
  std::uint32_t value = base;
  if (c >= '0' && c <= '9') value = static_cast<std::uint32_t>(c - '0');
  if (c >= 'a' && c <= 'f') value = static_cast<std::uint32_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') value = static_cast<std::uint32_t>(c - 'A' + 10);
  return value < base ? value : base;
}

}  // namespace

template <typename Walker>
bool XmlScanner<Walker>::Comment() {
  constexpr std::string_view kDashes = "--";
  at_ += 4;  // <!--
  while (!AtEnd()) {
    const char c = bytes_[at_];
    if (c == '-' && At(kDashes)) {
      at_ += kDashes.size();
      if (Current() != '>') return Malformed("in een opmerking staan twee streepjes");
      ++at_;
      return true;
    }
    if (IsXmlSpace(c)) {
      Spaces();
    } else if (!OtherCharacter()) {
      return false;
    }
  }
  return Malformed("een opmerking is niet afgesloten");
}

template <typename Walker>
bool XmlScanner<Walker>::Instruction() {
  at_ += 2;  // <?
  std::string_view target;
  if (!NcName(&target)) return false;
  const auto lower = [&](std::size_t i) { return static_cast<char>(target[i] | 0x20); };
  if (target.size() == 3 && lower(0) == 'x' && lower(1) == 'm' && lower(2) == 'l') {
    return Malformed("een XML-declaratie staat alleen aan het begin");
  }
  if (!IsXmlSpace(Current()) && !At("?>")) return Malformed("een instructie is niet goed geschreven");
  while (!AtEnd()) {
    if (At("?>")) {
      at_ += 2;
      return true;
    }
    if (IsXmlSpace(bytes_[at_])) {
      Spaces();
    } else if (!OtherCharacter()) {
      return false;
    }
  }
  return Malformed("een instructie is niet afgesloten");
}

template <typename Walker>
bool XmlScanner<Walker>::Cdata() {
  at_ += 9;  // <![CDATA[
  std::size_t begin = at_;
  bool first = true;
  const auto flush = [&] {
    if (at_ > begin || first) walker_.CdataSection(bytes_.substr(begin, at_ - begin), line_);
    first = false;
  };
  while (!AtEnd()) {
    const char c = bytes_[at_];
    if (c == ']' && At("]]>")) {
      flush();
      at_ += 3;
      return true;
    }
    if (c == '\n') {
      ++line_;
      ++at_;
    } else if (c == '\r') {
      flush();
      if (!At("\r\n")) walker_.CdataSection("\n", line_);
      begin = ++at_;
    } else if (!OtherCharacter()) {
      return false;
    }
  }
  return Malformed("een CDATA-deel is niet afgesloten");
}

template <typename Walker>
bool XmlScanner<Walker>::Reference(std::string_view* text) {
  if (At("&#")) return CharacterReference(text);
  ++at_;
  std::string_view name;
  if (!NcName(&name)) return false;
  if (Current() == ';') {
    for (const Entity& entity : kEntities) {
      if (entity.name != name) continue;
      ++at_;
      *text = entity.text;
      return true;
    }
  }
  walker_.Abort(SchemaErrorCode::kDoctype, line_, "een eigen entiteit wordt niet aangenomen");
  return false;
}

template <typename Walker>
bool XmlScanner<Walker>::CharacterReference(std::string_view* text) {
  constexpr char32_t kBeyond = 0x110000;
  at_ += 2;
  const std::uint32_t base = Current() == 'x' ? 16 : 10;
  if (base == 16) ++at_;
  const std::size_t begin = at_;
  char32_t character = 0;
  for (; Digit(Current(), base) < base; ++at_) {
    if (character < kBeyond) character = character * base + Digit(Current(), base);
  }
  if (at_ == begin || Current() != ';' || !IsXmlCharacter(character)) {
    return Malformed("een verwijzing naar een teken is niet goed geschreven");
  }
  ++at_;
  *text = std::string_view(reference_, Encode(character, reference_));
  return true;
}

template bool XmlScanner<SchemaWalker>::Comment();
template bool XmlScanner<SchemaWalker>::Instruction();
template bool XmlScanner<SchemaWalker>::Cdata();
template bool XmlScanner<SchemaWalker>::Reference(std::string_view* text);
template bool XmlScanner<EnvelopeWalker>::Comment();
template bool XmlScanner<EnvelopeWalker>::Instruction();
template bool XmlScanner<EnvelopeWalker>::Cdata();
template bool XmlScanner<EnvelopeWalker>::Reference(std::string_view* text);
}  // namespace clientroute::messaging
