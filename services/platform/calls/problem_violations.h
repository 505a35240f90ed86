#ifndef CLIENTROUTE_SERVICES_PLATFORM_CALLS_PROBLEM_VIOLATIONS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CALLS_PROBLEM_VIOLATIONS_H_

#include <string>
#include <vector>

#include "services/platform/status/status.h"
#include "services/platform/values/problem.h"

namespace clientroute {

/// Adds a domain's problems to the violations of a request, each by its path under `field`; as they are when `field` is
/// empty. Pure, thread-safe.
inline void AddProblems(const Problems& problems, const std::string& field, std::vector<FieldViolation>* violations) {
  for (const Problem& problem : problems) {
    violations->push_back({field.empty() ? problem.field : Cat(field, ".", problem.field), problem.what});
  }
}

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CALLS_PROBLEM_VIOLATIONS_H_
