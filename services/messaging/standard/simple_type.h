#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_SIMPLE_TYPE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_SIMPLE_TYPE_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "services/messaging/standard/code_list.h"

namespace clientroute::messaging {

/// How a value is read: text keeps its white space, the others are trimmed before they are judged.
enum class ValueKind : std::uint8_t { kText, kInteger, kDate, kTime };

/// What the characters of a text must look like.
enum class Pattern : std::uint8_t {
  kAny,
  kDigits,         // 0-9 only
  kAlphanumeric,   // a-z, A-Z, 0-9 only
  kLetters,        // a-z, A-Z and the accented letters U+00C0 to U+1EF3
  kVersion,        // three numbers without leading zeros, separated by points
  kOneFilledLine,  // no line break, and at least one character that is not white space
  kFilled,         // at least one character that is not white space
};

/// One simple type of the standard (an LDT), as a row of a table. Lengths count characters, not bytes.
struct SimpleType {
  std::string_view name;
  ValueKind kind = ValueKind::kText;
  Pattern pattern = Pattern::kAny;
  std::uint32_t length_min = 1;
  std::uint32_t length_max = std::numeric_limits<std::uint32_t>::max();
  std::int64_t value_min = 0;
  std::int64_t value_max = 0;
  const CodeList* codes = nullptr;  // static storage; null where any text is allowed
};

/// Why a value is not of its type.
enum class ValueFault : std::uint8_t {
  kEmpty,
  kTooShort,
  kTooLong,
  kPattern,
  kNotInCodeList,
  kNotAnInteger,
  kOutOfRange,
  kNotADate,
  kNotATime,
  kTimeZone,
  kNotFixed,
};

/// The text that counts: trimmed for integers, dates and times, as it stands for texts. A view into `raw`.
std::string_view Normalised(const SimpleType& type, std::string_view raw);

/// Judges one value, which must be valid UTF-8. Nothing when it is of the type. Cost: one pass over the text; no
/// allocation. Years outside 0001 to 9999 are refused (RS032 has dates of four-digit years; XML Schema alone would
/// allow more).
std::optional<ValueFault> CheckValue(const SimpleType& type, std::string_view raw);

/// The same, in Dutch, for a person who has to mend the message. Never repeats the value, which may identify someone.
std::string Explain(const SimpleType& type, ValueFault fault);

/// The number of characters (code points) in valid UTF-8.
std::uint32_t CountCharacters(std::string_view text);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_SIMPLE_TYPE_H_
