#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"

namespace clientroute::suite {
namespace {

namespace orchestrator = clientroute::orchestrator::v1;
using Stub = orchestrator::Orchestrator::Stub;

/// `overgeslagen door beheerder: dubbel verstuurd`; of dat het wacht.
std::string DutchEnding(const orchestrator::Incident& incident) {
  const std::string by = incident.resolver().empty() ? "" : Cat(" door ", DutchActor(incident.resolver()));
  switch (incident.resolution()) {
    case orchestrator::Incident::RETRIED:
      return Cat("opnieuw aangeboden", by);
    case orchestrator::Incident::SKIPPED:
      return Cat("overgeslagen", by, incident.reason().empty() ? "" : ": ", incident.reason());
    case orchestrator::Incident::OVERTAKEN:
      return "niet meer nodig";
    case orchestrator::Incident::RESUMED:
      return Cat("route ging verder", by);
    default:
      return incident.resolved() ? "opgelost" : "wacht op een mens";
  }
}

absl::Status List(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  orchestrator::ListIncidentsRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_route(), RouteName(session, call.arguments().Text("route")));
  request.set_include_resolved(call.arguments().Has("all"));
  request.set_command(call.arguments().Text("command"));
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListIncidents, request, limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"INCIDENT", "WANNEER", "ROUTE", "OPDRACHT", "AAN", "AFLOOP", "WAT"});
  for (const auto& incident : answer.incidents()) {
    table.Add({ShortId(incident.name()), DutchTime(incident.create_time()), ShortId(incident.route()),
               incident.command(), incident.service(), DutchEnding(incident), incident.error()});
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

absl::Status Skip(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  orchestrator::SkipIncidentRequest request;
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_name(), IncidentName(session, call.word(0)));
  request.set_reason(call.arguments().Text("reason"));
  if (request.reason().empty()) return WrongUse("waarom? Zeg het met --reason");
  CLIENTROUTE_ASSIGN(auto incident, Ask(session, &Stub::SkipIncident, request));
  if (call.out().json()) {
    call.out().Json(incident);
  } else {
    call.out().Line(
        incident.command().empty()
            ? "Het incident is gesloten."
            : Cat(incident.command(), " wordt overgeslagen; de latere opdrachten van de route gaan verder."));
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
       .flags = {{"route", "ROUTE", "alleen van deze route"},
                 {"command", "OPDRACHT", "alleen van deze opdracht"},
                 {"all", "", "ook die zijn opgelost"}},
       .run = List},
      {.words = "incident retry",
       .arguments = "INCIDENT",
       .summary = "Probeer de opdracht van een incident opnieuw.",
       .kind = CommandKind::kWrites,
       .persona = "operator",
       .run = Retry},
      {.words = "incident skip",
       .arguments = "INCIDENT",
       .summary = "Laat de opdracht van een incident vallen; de latere opdrachten van de route gaan dan verder.",
       .details = "Wie het deed en waarom blijft staan, bij het incident en op de tijdlijn.",
       .kind = CommandKind::kWrites,
       .persona = "operator",
       .flags = {{"reason", "TEKST", "waarom, zonder gegevens van personen"}},
       .run = Skip},
  };
}

}  // namespace clientroute::suite
