#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/cli/route_names.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"

namespace clientroute::suite {
namespace {

namespace allocation = clientroute::allocation::v1;
using Stub = allocation::Allocation::Stub;

absl::Status ListCapacity(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  allocation::ListCapacityRequest request;
  request.set_provider(call.arguments().Text("provider"));
  if (call.arguments().Has("on")) {
    std::optional<Date> day = Date::Parse(call.arguments().Text("on"));
    if (!day) return WrongUse("--on wil een dag als 2026-12-31");
    *request.mutable_date() = ToProto(*day);
  }
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListCapacity, request, limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"LOCATIE", "NAAM", "AANBIEDER", "PRODUCT", "PLAATSEN", "TOEGEWEZEN", "VASTGEHOUDEN", "VRIJ"});
  for (const auto& use : answer.uses()) {
    table.Add({use.location(), use.display_name(), use.provider(), ProductName(use.product()),
               std::to_string(use.places()), std::to_string(use.allocated()), std::to_string(use.reserved()),
               std::to_string(use.places() - use.allocated() - use.reserved())});
  }
  PrintRows(table, "Geen plaatsen.", answer, call.out());
  return absl::OkStatus();
}

absl::Status ListWaiting(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListWaiting, allocation::ListWaitingRequest(), limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"ROUTE", "ONDERDEEL", "PRODUCT", "GEMEENTE", "SINDS", "SPOED"});
  for (const auto& waiting : answer.waiting()) {
    table.Add({ShortId(waiting.route()), waiting.line().line(), ProductName(waiting.line().product()),
               waiting.municipality(), DutchDay(waiting.since()),
               waiting.urgency() == 0   ? "gewoon"
               : waiting.urgency() == 1 ? "spoed"
                                        : "crisis"});
  }
  PrintRows(table, "Niemand wacht op een plaats.", answer, call.out());
  return absl::OkStatus();
}

absl::Status ListAllocations(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  allocation::ListAllocationsRequest request;
  request.set_provider(call.arguments().Text("provider"));
  CLIENTROUTE_ASSIGN(*request.mutable_route(), RouteName(session, call.arguments().Text("route")));
  CLIENTROUTE_ASSIGN(*request.mutable_client(), ClientName(session, call.arguments().Text("client")));
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListAllocations, request, limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"NUMMER", "STAAT", "PRODUCT", "OMVANG", "PERIODE", "AANBIEDER", "GEMEENTE", "ROUTE", "TOEWIJZING"});
  for (const auto& made : answer.allocations()) {
    table.Add({std::to_string(made.number()), std::string(DutchState(made.state())), ProductName(made.line().product()),
               DutchExtent(made.line()), DutchPeriod(made.line().period()), made.line().provider(), made.municipality(),
               ShortId(made.route()), made.name()});
  }
  PrintRows(table, "Geen toewijzingen.", answer, call.out());
  return absl::OkStatus();
}

absl::Status ShowAllocation(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  allocation::GetAllocationRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_name(), AllocationName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto made, Ask(session, &Stub::GetAllocation, request));
  Output& out = call.out();
  if (out.json()) {
    out.Json(made);
    return absl::OkStatus();
  }
  out.Line(out.Styled(Style::kBold, Cat("Toewijzing ", made.number(), ": ", DutchState(made.state()))));
  out.Line(Cat("  route      ", made.route(), ", onderdeel ", made.line().line()));
  out.Line(Cat("  cliënt     ", made.client(), ", gemeente ", made.municipality()));
  out.Line(Cat("  product    ", ProductName(made.line().product()), ", ", DutchExtent(made.line())));
  out.Line(Cat("  periode    ", DutchPeriod(made.line().period())));
  out.Line(Cat("  aanbieder  ", made.line().provider(), ", ", made.line().location(), ", ", made.line().contract()));
  out.Line(Cat("  tarief     ", DutchMoney(made.line().tariff())));
  for (const auto& delivery : made.deliveries()) out.Line(Cat("  levering   ", DutchDelivery(delivery)));
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> AllocationCommands() {
  return {
      {.words = "capacity list",
       .summary = "De plaatsen per locatie en product: in gebruik, vastgehouden en vrij.",
       .kind = CommandKind::kLists,
       .persona = "contract-manager",
       .flags = {{"provider", "AGB", "alleen van deze aanbieder"}, {"on", "DAG", "op deze dag (standaard: vandaag)"}},
       .run = ListCapacity},
      {.words = "waiting list",
       .summary = "Wie waarop wacht, op spoed en dan op tijd.",
       .kind = CommandKind::kLists,
       .persona = "access-professional",
       .run = ListWaiting},
      {.words = "allocation list",
       .summary = "De toewijzingen, op nummer.",
       .kind = CommandKind::kLists,
       .persona = "access-professional",
       .flags = {{"route", "ROUTE", "alleen van deze route"},
                 {"client", "CLIENT", "alleen van deze cliënt"},
                 {"provider", "AGB", "alleen van deze aanbieder"}},
       .run = ListAllocations},
      {.words = "allocation show",
       .arguments = "TOEWIJZING",
       .summary = "Een toewijzing met haar starts en stops.",
       .persona = "access-professional",
       .run = ShowAllocation},
  };
}

}  // namespace clientroute::suite
