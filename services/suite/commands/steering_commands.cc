#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "clientroute/orchestrator/v1/route_operations.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/cli/dutch_words.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"
#include "services/suite/commands/notes.h"
#include "services/suite/commands/route_filter.h"
#include "services/suite/commands/word_choice.h"

namespace clientroute::suite {
namespace {

namespace orchestrator = clientroute::orchestrator::v1;
using Stub = orchestrator::Orchestrator::Stub;
using Operations = orchestrator::RouteOperations::Stub;

using PauseReason = orchestrator::PauseRouteRequest::Reason;

constexpr Choice<PauseReason> kPauseReasons[] = {
    {"onderzoek", "wordt onderzocht", orchestrator::PauseRouteRequest::INVESTIGATION},
    {"herstel", "gegevens worden eerst hersteld", orchestrator::PauseRouteRequest::DATA_MENDED_FIRST},
    {"verzoek", "op verzoek", orchestrator::PauseRouteRequest::ON_REQUEST},
    {"storing", "storing buiten de route", orchestrator::PauseRouteRequest::DISTURBANCE},
};

absl::Status Pause(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  orchestrator::PauseRouteRequest request;
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_name(), RouteName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(const auto reason, Choose<PauseReason>(kPauseReasons, "reason", call.arguments().Text("reason")));
  request.set_reason(reason);
  if (const std::string note = call.arguments().Text("note"); !note.empty()) {
    CLIENTROUTE_ASSIGN(*request.mutable_note(), RecordNote(session, request.name(), note));
  }
  CLIENTROUTE_ASSIGN(auto route, Ask(session, &Stub::PauseRoute, request));
  if (call.out().json()) {
    call.out().Json(route);
  } else {
    call.out().Line(Cat("Route ", ShortId(route.name()),
                        " staat stil. Wat binnenkomt, wacht; ga verder met: clientroute "
                        "route resume ",
                        ShortId(route.name())));
  }
  return absl::OkStatus();
}

absl::Status Resume(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  orchestrator::ResumeRouteRequest request;
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_name(), RouteName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto route, Ask(session, &Stub::ResumeRoute, request));
  if (call.out().json()) {
    call.out().Json(route);
  } else if (route.paused()) {
    call.out().Line(Cat("Route ", ShortId(route.name()), " stond meteen weer stil: ", route.pause_reason()));
  } else {
    call.out().Line(Cat("Route ", ShortId(route.name()), " gaat verder: ", route.state_title(), "."));
  }
  return absl::OkStatus();
}

absl::StatusOr<orchestrator::CountRoutesRequest::Property> PropertyIn(const std::string& word) {
  if (word.empty()) return orchestrator::CountRoutesRequest::STATE;
  CLIENTROUTE_ASSIGN(int property, ParseWord("by", word, *orchestrator::CountRoutesRequest::Property_descriptor()));
  return static_cast<orchestrator::CountRoutesRequest::Property>(property);
}

absl::Status Count(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  orchestrator::CountRoutesRequest request;
  CLIENTROUTE_ASSIGN(const auto property, PropertyIn(call.arguments().Text("by")));
  request.set_by(property);
  CLIENTROUTE_ASSIGN(*request.mutable_filter(), ReadRouteFilter(session, call.arguments()));
  CLIENTROUTE_ASSIGN(auto answer, Ask(session, &Operations::CountRoutes, request));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  constexpr std::string_view kTitles[] = {"", "STAND", "GEMEENTE", "AANBIEDER", "DEFINITIE"};
  TextTable table({std::string(kTitles[property]), "ROUTES", "TE LAAT"});
  for (const auto& count : answer.counts()) {
    const std::string value = count.value().empty() ? "(geen)" : count.value();
    table.Add({count.title().empty() ? value : Cat(count.title(), " (", value, ")"), std::to_string(count.count()),
               count.late() == 0 ? "" : std::to_string(count.late())});
  }
  table.Print(call.out());
  call.out().Line(Cat("Samen ", answer.total(), answer.total() == 1 ? " route." : " routes."));
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> SteeringCommands() {
  std::vector<Flag> count_flags = {{"by", "WAT", "waarnaar: stand (standaard), gemeente, aanbieder of definitie"}};
  const std::vector<Flag> filter = RouteFilterFlags();
  count_flags.insert(count_flags.end(), filter.begin(), filter.end());
  return {
      {.words = "route count",
       .summary = "Hoeveel routes er zijn, per stand, gemeente, aanbieder of definitie, en hoeveel te laat zijn.",
       .persona = "operator",
       .flags = std::move(count_flags),
       .run = Count},
      {.words = "route pause",
       .arguments = "ROUTE",
       .summary = "Zet een route stil; wat binnenkomt, wacht.",
       .kind = CommandKind::kWrites,
       .persona = "operator",
       .flags = {{"reason", "REDEN", "onderzoek, herstel, verzoek of storing"},
                 {"note", "TEKST", "toelichting; zij staat versleuteld in de casus"}},
       .run = Pause},
      {.words = "route resume",
       .arguments = "ROUTE",
       .summary = "Laat een stilgezette route verdergaan; wat wachtte, telt dan in volgorde.",
       .kind = CommandKind::kWrites,
       .persona = "operator",
       .run = Resume},
  };
}

}  // namespace clientroute::suite
