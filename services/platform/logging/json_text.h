#ifndef CLIENTROUTE_SERVICES_PLATFORM_LOGGING_JSON_TEXT_H_
#define CLIENTROUTE_SERVICES_PLATFORM_LOGGING_JSON_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace clientroute {

/// A text in a log line is cut after this many bytes, at a character, and ends in `…`: so that no value makes a line
/// that collectors refuse.
inline constexpr std::size_t kJsonTextBytesMost = 8'192;

/// Appends `text` as a JSON string with its quotes (RFC 8259). Any bytes give valid UTF-8: what is not (also overlong
/// forms, surrogates and what lies beyond U+10FFFF) becomes U+FFFD, one for each wrong byte. Pure, thread-safe.
void AppendJsonText(std::string_view text, std::string& out);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_LOGGING_JSON_TEXT_H_
