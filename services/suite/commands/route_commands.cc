#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/cli/route_view.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"
#include "services/suite/commands/route_lookup.h"

namespace clientroute::suite {
namespace {

namespace orchestrator = clientroute::orchestrator::v1;

/// What a route waits for first: a person, or else what the definition waits for.
std::string FirstWait(const orchestrator::Route& route) {
  if (!route.open_tasks().empty()) return route.open_tasks(0).title();
  return route.waits_for().empty() ? "" : route.waits_for(0);
}

absl::Status List(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  orchestrator::ListRoutesRequest request;
  orchestrator::RouteFilter& filter = *request.mutable_filter();
  filter.set_state(call.arguments().Text("state"));
  filter.set_open_only(call.arguments().Has("open"));
  CLIENTROUTE_ASSIGN(*filter.mutable_client(), ClientName(session, call.arguments().Text("client")));
  CLIENTROUTE_ASSIGN(*filter.mutable_case_(), CaseName(session, call.arguments().Text("case")));
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &orchestrator::Orchestrator::Stub::ListRoutes, request, limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"ROUTE", "STAND", "GEMEENTE", "GEOPEND", "WACHT OP"});
  for (const auto& route : answer.routes()) {
    table.Add({ShortId(route.name()), route.state_title().empty() ? route.state() : route.state_title(),
               route.municipality(), DutchTime(route.create_time()), FirstWait(route)});
  }
  if (table.empty()) {
    call.out().Line("Geen routes.");
  } else {
    table.Print(call.out());
  }
  return absl::OkStatus();
}

absl::Status Show(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(v1::RouteView view, LookUpRouteView(session, call.word(0)));
  if (call.out().json()) {
    call.out().Json(view);
  } else {
    PrintRoute(view, call.out());
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> RouteCommands() {
  return {
      {.words = "route list",
       .summary = "De routes, nieuwste eerst.",
       .kind = CommandKind::kLists,
       .persona = "operator",
       .flags = {{"state", "STAND", "alleen in deze stand"},
                 {"client", "CLIENT", "alleen van deze cliënt"},
                 {"case", "CASUS", "alleen van deze casus"},
                 {"open", "", "alleen die nog lopen"}},
       .run = List},
      {.words = "route show",
       .arguments = "ROUTE",
       .summary = "Een route met haar tijdlijn: wat er gebeurde, door wie, waarom, en waarop zij wacht.",
       .details = "De eerste tekens van de naam zijn genoeg zolang zij een route aanwijzen. Wat u in uw rol niet mag "
                  "zien, blijft weg.",
       .persona = "operator",
       .run = Show},
  };
}

}  // namespace clientroute::suite
