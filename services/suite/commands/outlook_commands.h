#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_OUTLOOK_COMMANDS_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_OUTLOOK_COMMANDS_H_

#include <vector>

#include "services/suite/cli/command.h"

namespace clientroute::suite {

/// What figures say together: what a year will cost and whose cost it is, where the region's goals stand, what goes
/// wrong more often, and what is published. Part of FigureCommands().
std::vector<Command> OutlookCommands();

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_OUTLOOK_COMMANDS_H_
