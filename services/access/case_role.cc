#include "services/access/case_role.h"

#include <algorithm>
#include <cstddef>

namespace clientroute::access {

bool IsPersonName(std::string_view name) {
  constexpr std::string_view kPersons = "persons/";
  constexpr std::size_t kBytesMax = 128;
  return name.size() > kPersons.size() && name.size() <= kBytesMax && name.starts_with(kPersons) &&
         std::none_of(name.begin(), name.end(),
                      [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; });
}

}  // namespace clientroute::access
