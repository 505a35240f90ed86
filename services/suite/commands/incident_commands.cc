#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"

namespace clientroute::suite {
namespace {

namespace orchestrator = clientroute::orchestrator::v1;
using Stub = orchestrator::Orchestrator::Stub;

absl::Status List(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  orchestrator::ListIncidentsRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_route(), RouteName(session, call.arguments().Text("route")));
  request.set_include_resolved(call.arguments().Has("all"));
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListIncidents, request, limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"INCIDENT", "WANNEER", "ROUTE", "OPDRACHT", "OPGELOST", "WAT"});
  for (const auto& incident : answer.incidents()) {
    table.Add({ShortId(incident.name()), DutchTime(incident.create_time()), ShortId(incident.route()),
               incident.command(), std::string(DutchYesNo(incident.resolved())), incident.error()});
  }
  if (table.empty()) {
    call.out().Line("Geen incidenten.");
  } else {
    table.Print(call.out());
  }
  return absl::OkStatus();
}

absl::Status Retry(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  orchestrator::RetryIncidentRequest request;
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_name(), IncidentName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto incident, Ask(session, &Stub::RetryIncident, request));
  if (call.out().json()) {
    call.out().Json(incident);
  } else {
    call.out().Line(Cat(incident.command(), " wordt opnieuw geprobeerd."));
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> IncidentCommands() {
  return {
      {.words = "incident list",
       .summary = "Opdrachten die blijven mislukken en routes die stilgezet zijn, nieuwste eerst.",
       .kind = CommandKind::kLists,
       .persona = "operator",
       .flags = {{"route", "ROUTE", "alleen van deze route"}, {"all", "", "ook die zijn opgelost"}},
       .run = List},
      {.words = "incident retry",
       .arguments = "INCIDENT",
       .summary = "Probeer de opdracht van een incident opnieuw.",
       .kind = CommandKind::kWrites,
       .persona = "operator",
       .run = Retry},
  };
}

}  // namespace clientroute::suite
