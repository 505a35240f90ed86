#ifndef CLIENTROUTE_SERVICES_INTAKE_PROBLEM_H_
#define CLIENTROUTE_SERVICES_INTAKE_PROBLEM_H_

#include <string>
#include <vector>

namespace clientroute::intake {

/// What is wrong with one field of what was handed in. Never repeats the value: it may be identifying.
struct Problem {
  /// Path from the thing that was checked: `address.postal_code`, `lines[1].period`.
  std::string field;
  /// What it must be.
  std::string what;
  friend bool operator==(const Problem&, const Problem&) = default;
};
using Problems = std::vector<Problem>;

}  // namespace clientroute::intake

#endif  // CLIENTROUTE_SERVICES_INTAKE_PROBLEM_H_
