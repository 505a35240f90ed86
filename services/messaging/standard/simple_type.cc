#include "services/messaging/standard/simple_type.h"

#include <chrono>

namespace clientroute::messaging {
namespace {

constexpr bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsAsciiLetter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool AllDigits(std::string_view text) {
  for (const char c : text) {
    if (!IsDigit(c)) return false;
  }
  return true;
}

/// The character that begins at `at`, which is moved past it. Precondition: valid UTF-8.
char32_t NextCharacter(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
  const char32_t first = byte(at);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (at + length > text.size()) {
    at = text.size();
    return 0xFFFD;
  }
  char32_t character = length == 1 ? first : first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) character = (character << 6) | (byte(at + i) & 0x3F);
  at += length;
  return character;
}

bool IsFilled(std::string_view text) {
  for (const char c : text) {
    if (!IsSpace(c)) return true;
  }
  return false;
}

bool AllLetters(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextCharacter(text, at);
    if (!IsAsciiLetter(c) && (c < 0xC0 || c > 0x1EF3)) return false;
  }
  return true;
}

bool AllAlphanumeric(std::string_view text) {
  for (const char c : text) {
    if (!IsDigit(c) && !IsAsciiLetter(static_cast<unsigned char>(c))) return false;
  }
  return true;
}

bool IsVersion(std::string_view text) {
  int numbers = 0;
  while (numbers < 3) {
    std::size_t digits = 0;
    while (digits < text.size() && IsDigit(text[digits])) ++digits;
    if (digits == 0 || (digits > 1 && text[0] == '0')) return false;
    text.remove_prefix(digits);
    if (++numbers == 3) break;
    if (text.empty() || text[0] != '.') return false;
    text.remove_prefix(1);
  }
  return text.empty();
}

bool Matches(Pattern pattern, std::string_view text) {
  switch (pattern) {
    case Pattern::kAny:
      return true;
    case Pattern::kDigits:
      return AllDigits(text);
    case Pattern::kAlphanumeric:
      return AllAlphanumeric(text);
    case Pattern::kLetters:
      return AllLetters(text);
    case Pattern::kVersion:
      return IsVersion(text);
    case Pattern::kOneFilledLine:
      return text.find_first_of("\r\n") == std::string_view::npos && IsFilled(text);
    case Pattern::kFilled:
      return IsFilled(text);
  }
  return false;
}

std::optional<ValueFault> CheckText(const SimpleType& type, std::string_view text) {
  if (type.codes != nullptr) {
    if (type.codes->Find(text) == nullptr) return ValueFault::kNotInCodeList;
    return std::nullopt;
  }
  const std::uint32_t characters = CountCharacters(text);
  if (characters > type.length_max) return ValueFault::kTooLong;
  if (characters < type.length_min) return ValueFault::kTooShort;
  if (!Matches(type.pattern, text)) return ValueFault::kPattern;
  return std::nullopt;
}

std::optional<ValueFault> CheckInteger(const SimpleType& type, std::string_view text) {
  const bool negative = text[0] == '-';
  if (negative || text[0] == '+') text.remove_prefix(1);
  if (text.empty() || !AllDigits(text)) return ValueFault::kNotAnInteger;
  while (text.size() > 1 && text[0] == '0') text.remove_prefix(1);
  constexpr std::size_t kDigitsThatFit = 18;
  if (text.size() > kDigitsThatFit) return ValueFault::kOutOfRange;
  std::int64_t value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  if (negative) value = -value;
  if (value < type.value_min || value > type.value_max) return ValueFault::kOutOfRange;
  return std::nullopt;
}

/// The number in the two digits at `at`, or -1.
int TwoDigits(std::string_view text, std::size_t at) {
  if (at + 2 > text.size() || !IsDigit(text[at]) || !IsDigit(text[at + 1])) return -1;
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

std::optional<ValueFault> CheckDate(std::string_view text) {
  constexpr std::size_t kLength = 10;  // YYYY-MM-DD
  if (text.size() < kLength || text[4] != '-' || text[7] != '-') return ValueFault::kNotADate;
  const int century = TwoDigits(text, 0);
  const int year = TwoDigits(text, 2);
  const int month = TwoDigits(text, 5);
  const int day = TwoDigits(text, 8);
  if (century < 0 || year < 0 || month < 0 || day < 0 || century + year == 0) return ValueFault::kNotADate;
  const std::chrono::year_month_day date{std::chrono::year{century * 100 + year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return ValueFault::kNotADate;
  if (text.size() == kLength) return std::nullopt;
  const char next = text[kLength];
  return next == 'Z' || next == '+' || next == '-' ? ValueFault::kTimeZone : ValueFault::kNotADate;
}

std::optional<ValueFault> CheckTime(std::string_view text) {
  constexpr std::size_t kLength = 8;  // HH:MM:SS
  if (text.find_first_of("Z+-") != std::string_view::npos) return ValueFault::kTimeZone;
  if (text.size() < kLength || text[2] != ':' || text[5] != ':') return ValueFault::kNotATime;
  const int hour = TwoDigits(text, 0);
  const int minute = TwoDigits(text, 3);
  const int second = TwoDigits(text, 6);
  if (hour < 0 || minute < 0 || second < 0 || minute > 59 || second > 59 || hour > 24) return ValueFault::kNotATime;
  std::string_view fraction = text.substr(kLength);
  if (!fraction.empty() && (fraction.size() < 2 || fraction[0] != '.' || !AllDigits(fraction.substr(1)))) {
    return ValueFault::kNotATime;
  }
  // 24:00:00 is the end of the day, and the only time of hour 24.
  if (hour == 24 && (minute + second != 0 || fraction.find_first_of("123456789") != std::string_view::npos)) {
    return ValueFault::kNotATime;
  }
  return std::nullopt;
}

std::string ExplainLength(const SimpleType& type) {
  if (type.length_min == type.length_max) return "moet precies " + std::to_string(type.length_max) + " tekens hebben";
  return "mag 1 tot en met " + std::to_string(type.length_max) + " tekens hebben";
}

std::string_view ExplainPattern(Pattern pattern) {
  switch (pattern) {
    case Pattern::kAny:
      break;
    case Pattern::kDigits:
      return "mag alleen uit cijfers bestaan";
    case Pattern::kAlphanumeric:
      return "mag alleen uit cijfers en letters zonder accent bestaan";
    case Pattern::kLetters:
      return "mag alleen uit letters bestaan";
    case Pattern::kVersion:
      return "moet een versie zijn van drie gehele getallen met punten ertussen";
    case Pattern::kOneFilledLine:
      return "moet één regel zijn die niet alleen uit spaties bestaat";
    case Pattern::kFilled:
      return "mag niet alleen uit spaties of lege regels bestaan";
  }
  return "heeft niet de juiste vorm";
}

}  // namespace

std::uint32_t CountCharacters(std::string_view text) {
  std::uint32_t characters = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++characters;
  }
  return characters;
}

std::string_view Normalised(const SimpleType& type, std::string_view raw) {
  if (type.kind == ValueKind::kText) return raw;
  while (!raw.empty() && IsSpace(raw.front())) raw.remove_prefix(1);
  while (!raw.empty() && IsSpace(raw.back())) raw.remove_suffix(1);
  return raw;
}

std::optional<ValueFault> CheckValue(const SimpleType& type, std::string_view raw) {
  const std::string_view text = Normalised(type, raw);
  if (text.empty()) return ValueFault::kEmpty;
  switch (type.kind) {
    case ValueKind::kText:
      return CheckText(type, text);
    case ValueKind::kInteger:
      return CheckInteger(type, text);
    case ValueKind::kDate:
      return CheckDate(text);
    case ValueKind::kTime:
      return CheckTime(text);
  }
  return ValueFault::kPattern;
}

std::string Explain(const SimpleType& type, ValueFault fault) {
  switch (fault) {
    case ValueFault::kEmpty:
      return "mag niet leeg zijn";
    case ValueFault::kTooShort:
    case ValueFault::kTooLong:
      return ExplainLength(type);
    case ValueFault::kPattern:
      return std::string(ExplainPattern(type.pattern));
    case ValueFault::kNotInCodeList:
      return "moet een code zijn uit lijst " + std::string(type.codes->id) + " (" + std::string(type.codes->title) +
             ")";
    case ValueFault::kNotAnInteger:
      return "moet een geheel getal zijn";
    case ValueFault::kOutOfRange:
      return "moet liggen tussen " + std::to_string(type.value_min) + " en " + std::to_string(type.value_max);
    case ValueFault::kNotADate:
      return "moet een bestaande datum zijn, geschreven als JJJJ-MM-DD";
    case ValueFault::kNotATime:
      return "moet een tijdstip zijn, geschreven als UU:MM:SS";
    case ValueFault::kTimeZone:
      return "moet zonder tijdzone zijn";
    case ValueFault::kNotFixed:
      return "heeft niet de waarde die bij dit bericht hoort";
  }
  return "is ongeldig";
}

}  // namespace clientroute::messaging
