#include "services/platform/logging/json_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace clientroute {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kCut = "…";

// The least value that a sequence of this many bytes may stand for; a smaller one is an overlong form.
constexpr std::array<char32_t, 5> kLeastOfLength = {0, 0, 0x80, 0x800, 0x10000};

std::size_t LengthByFirstByte(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC0 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  if (first >= 0xF0 && first < 0xF8) return 4;
  return 0;
}

// The length of the well-formed character that `text` begins with; 0 when there is none.
std::size_t CharacterLength(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t length = LengthByFirstByte(first);
  if (length <= 1) return length;
  if (text.size() < length) return 0;
  char32_t value = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80) return 0;
    value = value << 6U | (next & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  return value < kLeastOfLength[length] || surrogate || value > 0x10FFFF ? 0 : length;
}

void AppendAscii(char c, std::string& out) {
  switch (c) {
    case '"':
      out.append("\\\"");
      return;
    case '\\':
      out.append("\\\\");
      return;
    case '\n':
      out.append("\\n");
      return;
    case '\r':
      out.append("\\r");
      return;
    case '\t':
      out.append("\\t");
      return;
    default:
      break;
  }
  if (c >= 0x20 && c != 0x7F) {
    out.push_back(c);
    return;
  }
  std::array<char, 8> escaped{};
  std::snprintf(escaped.data(), escaped.size(), "\\u%04x", static_cast<unsigned>(c));
  out.append(escaped.data());
}

}  // namespace

void AppendJsonText(std::string_view text, std::string& out) {
  out.push_back('"');
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = CharacterLength(text.substr(at));
    if (at + std::max<std::size_t>(length, 1) > kJsonTextBytesMost) {
      out.append(kCut);
      break;
    }
    if (length == 0) {
      out.append(kReplacement);
    } else if (length == 1) {
      AppendAscii(text[at], out);
    } else {
      out.append(text.substr(at, length));
    }
    at += std::max<std::size_t>(length, 1);
  }
  out.push_back('"');
}

}  // namespace clientroute
