#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_COMMANDS_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_COMMANDS_H_

#include <vector>

#include "services/suite/cli/command.h"

/// The commands, a group of them in each file beside this one.
namespace clientroute::suite {

std::vector<Command> ServeCommands();
std::vector<Command> DemoCommands();
std::vector<Command> RouteCommands();
std::vector<Command> SteeringCommands();
std::vector<Command> WatchCommands();
std::vector<Command> MigrationCommands();
std::vector<Command> StatusCommands();
std::vector<Command> ReportCommands();
std::vector<Command> TaskCommands();
std::vector<Command> ClientCommands();
std::vector<Command> AccessCommands();
std::vector<Command> CaseWorkCommands();
std::vector<Command> ContractingCommands();
std::vector<Command> TalkCommands();
std::vector<Command> TalkScheduleCommands();
std::vector<Command> PerformanceCommands();
std::vector<Command> AllocationCommands();
std::vector<Command> MessageCommands();
std::vector<Command> MessageAnswerCommands();
std::vector<Command> MessageCheckCommands();
std::vector<Command> ClaimsCommands();
std::vector<Command> FigureCommands();
std::vector<Command> OperationCommands();
std::vector<Command> IncidentCommands();
std::vector<Command> ExchangeCommands();
std::vector<Command> DefinitionCommands();
std::vector<Command> ProviderCommands();
std::vector<Command> YearCommands();
std::vector<Command> VersionCommands();

/// All of them, in the order of the help.
std::vector<Command> AllCommands();

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_COMMANDS_H_
