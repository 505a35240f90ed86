#ifndef CLIENTROUTE_SERVICES_MESSAGING_CODEC_INTEGER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CODEC_INTEGER_H_

#include <charconv>
#include <cstdint>
#include <string_view>

namespace clientroute::messaging {

/// The whole number in a value that level 1 found to be one; 0 where the value is not given. Pure, thread-safe.
inline std::int64_t IntegerIn(std::string_view value) {
  if (value.starts_with('+')) value.remove_prefix(1);
  std::int64_t number = 0;
  std::from_chars(value.data(), value.data() + value.size(), number);
  return number;
}

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CODEC_INTEGER_H_
