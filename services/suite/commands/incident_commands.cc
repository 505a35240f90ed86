#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"
#include "services/suite/commands/notes.h"
#include "services/suite/commands/word_choice.h"

namespace clientroute::suite {
namespace {

namespace orchestrator = clientroute::orchestrator::v1;
using Stub = orchestrator::Orchestrator::Stub;

using Incident = orchestrator::Incident;

/// Beyond so many incidents one is not looked for any further.
constexpr std::int64_t kSearchedMax = 10'000;

constexpr Choice<Incident::SkipReason> kSkipReasons[] = {
    {"anders-gedaan", "op een andere manier gedaan", Incident::DONE_OTHERWISE},
    {"niet-nodig", "niet meer nodig", Incident::NOT_NEEDED},
    {"dubbel", "was al gedaan", Incident::DONE_TWICE},
    {"kan-niet", "kan niet; wat daaruit volgt, is geregeld", Incident::IMPOSSIBLE},
};

/// `overgeslagen door beheerder: was al gedaan`; of dat het wacht.
std::string DutchEnding(const orchestrator::Incident& incident) {
  const std::string by = incident.resolver().empty() ? "" : Cat(" door ", DutchActor(incident.resolver()));
  switch (incident.resolution()) {
    case orchestrator::Incident::RETRIED:
      return Cat("opnieuw aangeboden", by);
    case orchestrator::Incident::SKIPPED:
      return Cat("overgeslagen", by, ": ", DutchOf<Incident::SkipReason>(kSkipReasons, incident.skip_reason()),
                 incident.note().empty() ? "" : "; toelichting in de casus");
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
  PrintRows(table, "Geen incidenten.", answer, call.out());
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

/// Of which route an incident is. Errors: those of ListIncidents; NotFound.
absl::StatusOr<std::string> RouteOfIncident(Session& session, const std::string& name) {
  orchestrator::ListIncidentsRequest request;
  request.set_include_resolved(true);
  CLIENTROUTE_ASSIGN(const auto all, AskPages(session, &Stub::ListIncidents, request, kSearchedMax));
  for (const Incident& incident : all.incidents()) {
    if (incident.name() == name) return incident.route();
  }
  return Error(absl::StatusCode::kNotFound, "NOT_FOUND", Cat("there is no ", name));
}

absl::Status Skip(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  orchestrator::SkipIncidentRequest request;
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_name(), IncidentName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(const auto reason,
                     Choose<Incident::SkipReason>(kSkipReasons, "reason", call.arguments().Text("reason")));
  request.set_reason(reason);
  if (const std::string note = call.arguments().Text("note"); !note.empty()) {
    CLIENTROUTE_ASSIGN(const std::string route, RouteOfIncident(session, request.name()));
    CLIENTROUTE_ASSIGN(*request.mutable_note(), RecordNote(session, route, note));
  }
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
       .flags = {{"reason", "REDEN", "anders-gedaan, niet-nodig, dubbel of kan-niet"},
                 {"note", "TEKST", "toelichting; zij staat versleuteld in de casus"}},
       .run = Skip},
  };
}

}  // namespace clientroute::suite
