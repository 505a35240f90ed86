#include "services/suite/commands/commands.h"

#include <iterator>
#include <utility>

#include "clientroute/suite/v1/views.pb.h"
#include "services/suite/version.h"

namespace clientroute::suite {
namespace {

absl::Status PrintVersion(Invocation& call) {
  if (call.out().json()) {
    v1::Version version;
    version.set_version(std::string(kVersion));
    call.out().Json(version);
  } else {
    call.out().Line("clientroute " + std::string(kVersion));
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> VersionCommands() {
  return {{.words = "version",
           .summary = "De versie van dit programma.",
           .kind = CommandKind::kLocal,
           .run = PrintVersion}};
}

std::vector<Command> AllCommands() {
  std::vector<Command> all;
  for (auto group :
       {ServeCommands,        DemoCommands,       StatusCommands,      RouteCommands,         SteeringCommands,
        WatchCommands,        MigrationCommands,  ReportCommands,      TaskCommands,          ClientCommands,
        AccessCommands,       CaseWorkCommands,   ContractingCommands, TalkCommands,          TalkScheduleCommands,
        PerformanceCommands,  AllocationCommands, MessageCommands,     MessageAnswerCommands, ExchangeCommands,
        MessageCheckCommands, ClaimsCommands,     FigureCommands,      OperationCommands,     IncidentCommands,
        DefinitionCommands,   ProviderCommands,   YearCommands,        VersionCommands}) {
    std::vector<Command> commands = group();
    std::move(commands.begin(), commands.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace clientroute::suite
