#ifndef CLIENTROUTE_TESTS_SERVICE_ORCHESTRATOR_VERSIONS_H_
#define CLIENTROUTE_TESTS_SERVICE_ORCHESTRATOR_VERSIONS_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/orchestrator/definition/definition_loader.h"

namespace clientroute::orchestrator {

/// The region's definitions with, beside the first version of youth_standard, a second in which some text of it and of
/// what it includes is replaced. Stops the test program when it is refused.
std::shared_ptr<const DefinitionLibrary> WithSecondVersion(
    const std::vector<std::pair<std::string, std::string>>& replacements);

/// In which the state opening_case is called opening_file; and a mapping from the first version that says so.
std::shared_ptr<const DefinitionLibrary> WithRenamedState();
std::string RenamedStateMapping();

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_SERVICE_ORCHESTRATOR_VERSIONS_H_
