#ifndef CLIENTROUTE_SERVICES_PLATFORM_VALUES_PROBLEM_H_
#define CLIENTROUTE_SERVICES_PLATFORM_VALUES_PROBLEM_H_

#include <string>
#include <utility>
#include <vector>

namespace clientroute {

/// What a domain finds wrong with one field of what was handed in. Never repeats the value: it may be identifying.
struct Problem {
  /// Path from the thing that was checked: `address.postal_code`, `lines[1].period`.
  std::string field;
  /// What it must be.
  std::string what;
  friend bool operator==(const Problem&, const Problem&) = default;
};
using Problems = std::vector<Problem>;

/// Adds a problem when what is required does not hold.
inline void Require(bool holds, std::string field, std::string what, Problems* problems) {
  if (!holds) problems->push_back({std::move(field), std::move(what)});
}

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_VALUES_PROBLEM_H_
