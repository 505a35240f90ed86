#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/cli/route_view.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/route_filter.h"
#include "services/suite/commands/route_lookup.h"

namespace clientroute::suite {
namespace {

namespace orchestrator = clientroute::orchestrator::v1;

/// What a route waits for first: a person, or else what the definition waits for.
std::string FirstWait(const orchestrator::Route& route) {
  if (!route.open_tasks().empty()) return route.open_tasks(0).title();
  return route.waits_for().empty() ? "" : route.waits_for(0);
}

absl::StatusOr<orchestrator::ListRoutesRequest::Order> OrderIn(const std::string& word) {
  if (word.empty() || word == "nieuwste" || word == "newest") return orchestrator::ListRoutesRequest::NEWEST;
  if (word == "oudste" || word == "oldest") return orchestrator::ListRoutesRequest::OLDEST;
  if (word == "te-laat" || word == "late") return orchestrator::ListRoutesRequest::DUE;
  if (word == "termijn" || word == "timer") return orchestrator::ListRoutesRequest::NEXT_TIMER;
  return WrongUse(Cat("--order is nieuwste, oudste, te-laat of termijn, niet '", word, "'"));
}

absl::Status List(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  orchestrator::ListRoutesRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_filter(), ReadRouteFilter(session, call.arguments()));
  CLIENTROUTE_ASSIGN(const orchestrator::ListRoutesRequest::Order order, OrderIn(call.arguments().Text("order")));
  request.set_order(order);
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &orchestrator::Orchestrator::Stub::ListRoutes, request, limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"ROUTE", "STAND", "GEMEENTE", "GEOPEND", "UITERLIJK", "TERMIJN", "WACHT OP"});
  for (const auto& route : answer.routes()) {
    std::string state = route.state_title().empty() ? route.state() : route.state_title();
    if (route.paused()) state += " (stilgezet)";
    table.Add({ShortId(route.name()), std::move(state), route.municipality(), DutchTime(route.create_time()),
               route.has_due_time() ? DutchDue(route.due_time()) : "",
               route.has_next_timer_time() ? DutchDue(route.next_timer_time()) : "", FirstWait(route)});
  }
  PrintRows(table, "Geen routes.", answer, call.out());
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
  std::vector<Flag> list_flags = RouteFilterFlags();
  list_flags.push_back({"order", "HOE",
                        "volgorde: nieuwste (standaard), oudste, te-laat (eerste termijn van een taak) of termijn "
                        "(eerste van de route)"});
  return {
      {.words = "route list",
       .summary = "De routes: waar zij staan, wat te laat is en waarop zij wachten.",
       .kind = CommandKind::kLists,
       .persona = "operator",
       .flags = std::move(list_flags),
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
