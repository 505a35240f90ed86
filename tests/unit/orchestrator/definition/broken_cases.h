#ifndef CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_DEFINITION_BROKEN_CASES_H_
#define CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_DEFINITION_BROKEN_CASES_H_

#include <vector>

#include "services/orchestrator/definition/definition_checker.h"

namespace clientroute::orchestrator {

/// One way to break the small definition: `find` is replaced by `put` (appended when `find` is empty), and then the
/// checker must report `kind`, on the line where `at` stands (0 lines where it is empty), with `message` in it.
struct BrokenCase {
  ProblemKind kind;
  const char* what;
  const char* find;
  const char* put;
  const char* at;
  const char* message;
};

/// At least one of every kind of problem.
const std::vector<BrokenCase>& BrokenCases();

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_DEFINITION_BROKEN_CASES_H_
