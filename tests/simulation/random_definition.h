#ifndef CLIENTROUTE_TESTS_SIMULATION_RANDOM_DEFINITION_H_
#define CLIENTROUTE_TESTS_SIMULATION_RANDOM_DEFINITION_H_

#include <cstdint>
#include <string>

namespace clientroute::orchestrator {

/// The text of a definition drawn from a seed, over the events, commands and roles of the small test definition: a
/// chain of states with guards, timers and tasks that end with a state or run on, `everywhere`, events that wait, parts
/// and an interruption, each or not. Whole by the way it is made, but for what only the checker sees; the same seed
/// draws the same.
std::string DrawDefinitionText(std::uint64_t seed);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_SIMULATION_RANDOM_DEFINITION_H_
