#ifndef CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_DEFINITIONS_H_
#define CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_DEFINITIONS_H_

#include <string>
#include <string_view>

#include "services/orchestrator/definition/command_catalogue.h"
#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/definition_checker.h"
#include "services/orchestrator/definition/event.h"
#include "services/orchestrator/definition/event_catalogue.h"
#include "services/orchestrator/definition/work_catalogue.h"

namespace clientroute::orchestrator {

/// The whole text of a file of the repository; stops the test program when there is none.
std::string ReadRepositoryFile(const std::string& path);
/// Parses and checks; all problems, in words, when there are any.
CheckedDefinition LoadText(std::string_view file, std::string_view text, const EventCatalogue& events,
                           const CommandCatalogue& commands, const WorkCatalogue& work);
/// The region's own definitions, against the real events and commands. Stop the test program when one is refused.
const Definition& YouthStandard();
const Definition& WmoStandard();
/// The route of a message that asks for a person.
const Definition& MessageAttention();

/// A small definition that uses everything the format has, with events and commands of its own.
std::string SmallDefinitionText();
const EventCatalogue& SmallEvents();
const CommandCatalogue& SmallCommands();
const WorkCatalogue& SmallWork();
/// What the event that opens the small route carries: an easy question of size 3, on 2 March 2026.
const Attributes& SmallAsked();
const Definition& SmallDefinition();

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_DEFINITIONS_H_
