#ifndef CLIENTROUTE_SERVICES_MESSAGING_CODEC_XML_CHARACTERS_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CODEC_XML_CHARACTERS_H_

#include <cstddef>
#include <string_view>

// Characters as XML 1.0 (fifth edition) has them. Pure, thread-safe.

namespace clientroute::messaging {

/// A character and how many bytes it takes in UTF-8.
struct XmlCharacter {
  char32_t value = 0;
  std::size_t length = 0;  // 0 where the bytes are not UTF-8 in its shortest form
};

/// The character at the begin of `bytes`, which must not be empty.
XmlCharacter FirstCharacter(std::string_view bytes);

/// Whether XML allows the character at all (Char).
bool IsXmlCharacter(char32_t character);

/// Whether a name without a colon may begin with it (NCNameStartChar), or go on with it (NCNameChar).
bool IsNameStart(char32_t character);
bool IsNameCharacter(char32_t character);

constexpr bool IsXmlSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CODEC_XML_CHARACTERS_H_
