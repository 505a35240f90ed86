#ifndef CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_SEQUENCES_H_
#define CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_SEQUENCES_H_

#include <algorithm>
#include <cstdlib>

namespace clientroute::orchestrator {

/// How many random sequences a test runs: what CLIENTROUTE_SEQUENCES says, else so many.
inline int SequencesOr(int usual) {
  const char* wanted = std::getenv("CLIENTROUTE_SEQUENCES");
  return wanted == nullptr ? usual : std::max(1, std::atoi(wanted));
}

/// The number of the first: what CLIENTROUTE_FIRST_SEQUENCE says, else 0. Several programs can so run parts of one row.
inline int FirstSequence() {
  const char* first = std::getenv("CLIENTROUTE_FIRST_SEQUENCE");
  return first == nullptr ? 0 : std::max(0, std::atoi(first));
}

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_SEQUENCES_H_
