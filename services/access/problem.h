#ifndef CLIENTROUTE_SERVICES_ACCESS_PROBLEM_H_
#define CLIENTROUTE_SERVICES_ACCESS_PROBLEM_H_

#include <string>
#include <vector>

namespace clientroute::access {

/// What is wrong with one field of what was handed in. Never repeats free text: it may be identifying.
struct Problem {
  /// Path from the thing that was checked: `criteria[2].code`.
  std::string field;
  /// What it must be, or why it cannot be taken.
  std::string what;
  friend bool operator==(const Problem&, const Problem&) = default;
};
using Problems = std::vector<Problem>;

}  // namespace clientroute::access

#endif  // CLIENTROUTE_SERVICES_ACCESS_PROBLEM_H_
