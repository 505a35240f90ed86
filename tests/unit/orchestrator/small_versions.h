#ifndef CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_SMALL_VERSIONS_H_
#define CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_SMALL_VERSIONS_H_

#include <string>
#include <utility>
#include <vector>

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/definition_problem.h"
#include "services/orchestrator/route/route_mapping.h"

namespace clientroute::orchestrator {

/// Pieces of text, each replaced everywhere it stands.
using Replacements = std::vector<std::pair<std::string, std::string>>;

/// The small definition as version 4, with some of its text replaced. Stops the test program when it is refused then,
/// or when there is nothing to replace.
Definition SmallVersion4(const Replacements& replacements = {});
/// In which the state judging is called weighing, its task weigh, and the timer of looking look_limit.
const Definition& RenamedVersion4();
/// And a mapping that says so, from its text.
std::string RenamingText();

/// The mapping, from its text; stops the test program when it is refused.
RouteMapping MappingOrStop(const std::string& text, const Definition& from, const Definition& to);
/// From the small definition to a version 4 of it, in which everything has the same name.
RouteMapping SameNames(const Definition& to);
/// Everything that is wrong with a mapping, a line each.
std::string FaultsOf(const std::string& text, const Definition& from, const Definition& to);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_SMALL_VERSIONS_H_
