#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_CODE_LIST_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_CODE_LIST_H_

#include <span>
#include <string_view>

namespace clientroute::messaging {

/// One code with what it means, in Dutch, for people.
struct Code {
  std::string_view code;
  std::string_view meaning;
};

/// A code list of the standard: codes in ascending order of their text, so that a look-up is a binary search. All text
/// has static storage. Immutable, safe from any thread.
struct CodeList {
  std::string_view id;  // the standard's own number, for example "WJ756"
  std::string_view title;
  std::span<const Code> codes;

  /// The row of `code`, or null when the list does not have it.
  constexpr const Code* Find(std::string_view code) const {
    std::size_t low = 0;
    std::size_t high = codes.size();
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (codes[middle].code < code) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < codes.size() && codes[low].code == code ? &codes[low] : nullptr;
  }

  /// What `code` means, or "" when the list does not have it.
  constexpr std::string_view Meaning(std::string_view code) const {
    const Code* row = Find(code);
    return row == nullptr ? std::string_view() : row->meaning;
  }
};

/// True when the codes ascend strictly, which `Find` relies on; every list is asserted with it where it is written
/// down.
constexpr bool Ascends(std::span<const Code> codes) {
  for (std::size_t i = 1; i < codes.size(); ++i) {
    if (!(codes[i - 1].code < codes[i].code)) return false;
  }
  return true;
}

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_CODE_LIST_H_
