#include "services/messaging/codec/base64.h"

#include <algorithm>
#include <array>

#include "services/messaging/codec/xml_characters.h"

namespace clientroute::messaging {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kNone = 0xFF;

constexpr std::array<std::uint8_t, 256> kValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNone);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}();

std::uint32_t Bits(char c) { return static_cast<unsigned char>(c); }

}  // namespace

std::string EncodeBase64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4, '=');
  char* to = out.data();
  const char* const alphabet = kAlphabet.data();
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  for (; end - from >= 3; from += 3) {
    const std::uint32_t group = Bits(from[0]) << 16 | Bits(from[1]) << 8 | Bits(from[2]);
    *to++ = alphabet[group >> 18];
    *to++ = alphabet[group >> 12 & 0x3FU];
    *to++ = alphabet[group >> 6 & 0x3FU];
    *to++ = alphabet[group & 0x3FU];
  }
  if (from == end) return out;
  const bool two = end - from == 2;
  const std::uint32_t group = Bits(from[0]) << 16 | (two ? Bits(from[1]) << 8 : 0);
  *to++ = alphabet[group >> 18];
  *to++ = alphabet[group >> 12 & 0x3FU];
  if (two) *to++ = alphabet[group >> 6 & 0x3FU];
  return out;
}

std::size_t Base64Decoder::TakeWholeGroups(std::string_view piece) {
  if (wrong_ || padding_ > 0 || count_ % 4 != 0) return 0;
  const std::uint8_t* const values = kValues.data();
  const char* const begin = piece.data();
  const char* const end = begin + piece.size();
  const char* from = begin;
  for (; end - from >= 4 && bytes_.size() + 3 <= bytes_max_; from += 4) {
    const std::uint32_t a = values[Bits(from[0])];
    const std::uint32_t b = values[Bits(from[1])];
    const std::uint32_t c = values[Bits(from[2])];
    const std::uint32_t d = values[Bits(from[3])];
    if ((a | b | c | d) > 0x3FU) break;
    const std::uint32_t group = a << 18 | b << 12 | c << 6 | d;
    const char three[3] = {static_cast<char>(group >> 16), static_cast<char>(group >> 8), static_cast<char>(group)};
    bytes_.append(three, 3);
    count_ += 4;
  }
  return static_cast<std::size_t>(from - begin);
}

void Base64Decoder::Take(std::string_view piece) {
  while (!piece.empty() && !wrong_) {
    piece.remove_prefix(TakeWholeGroups(piece));
    if (piece.empty()) return;
    // The end of a line, or of all.
    TakeOne(piece.front());
    piece.remove_prefix(1);
  }
}

void Base64Decoder::TakeOne(char c) {
  const std::uint8_t value = kValues[static_cast<unsigned char>(c)];
  if (value != kNone) {
    wrong_ = padding_ > 0;
    group_ = group_ << 6 | value;
    if (++count_ % 4 == 2) Put(static_cast<char>(group_ >> 4));
    if (count_ % 4 == 3) Put(static_cast<char>(group_ >> 2));
    if (count_ % 4 == 0) Put(static_cast<char>(group_));
  } else if (c == '=') {
    // Only after two or three characters of a group, and so that the group is full.
    wrong_ = ++padding_ > 2 || count_ % 4 < 2;
  } else if (!IsXmlSpace(c)) {
    wrong_ = true;
  }
}

void Base64Decoder::Put(char byte) {
  if (bytes_.size() >= bytes_max_) {
    too_large_ = true;
    return;
  }
  bytes_.push_back(byte);
}

}  // namespace clientroute::messaging
