#ifndef CLIENTROUTE_SERVICES_ACCESS_WIRE_CODE_H_
#define CLIENTROUTE_SERVICES_ACCESS_WIRE_CODE_H_

#include <optional>

namespace clientroute::access {

/// For enums whose numbers are those of the wire and run from 1 to that of `kLast`, without gaps. Pure, thread-safe.

/// nullopt for a number that is none of them.
template <typename Enum>
constexpr std::optional<Enum> FromCode(int code) {
  if (code < 1 || code > static_cast<int>(Enum::kLast)) return std::nullopt;
  return static_cast<Enum>(code);
}

template <typename Enum>
constexpr int ToCode(Enum value) {
  return static_cast<int>(value);
}

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_WIRE_CODE_H_
