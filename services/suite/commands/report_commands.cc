#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"
#include "services/suite/commands/notes.h"

namespace clientroute::suite {
namespace {

namespace orchestrator = clientroute::orchestrator::v1;

absl::Status Report(Invocation& call) {
  if (!call.arguments().Has("event"))
    return WrongUse("'route report' wil ook --event, zoals CrisisReported, CrisisResolved of ClientMoved");
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  orchestrator::SignalRouteRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_name(), RouteName(session, call.word(0)));
  request.set_event(call.arguments().Text("event"));
  if (const std::string said = call.arguments().Text("said"); !said.empty()) {
    CLIENTROUTE_ASSIGN(*request.mutable_note(), RecordNote(session, request.name(), said));
  }
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_RETURN_IF_ERROR(Ask(session, &orchestrator::Orchestrator::Stub::SignalRoute, request).status());
  orchestrator::GetRouteRequest wanted;
  wanted.set_name(request.name());
  wanted.set_without_timeline(true);
  CLIENTROUTE_ASSIGN(auto route, Ask(session, &orchestrator::Orchestrator::Stub::GetRoute, wanted));
  if (call.out().json()) {
    call.out().Json(route);
    return absl::OkStatus();
  }
  call.out().Line(Cat("Gemeld. De route staat op '", route.state_title(), "'",
                      route.interrupt_state().empty() ? "" : ", onderbroken door een crisis", "."));
  for (const auto& task : route.open_tasks()) call.out().Line(Cat("  aan zet: ", task.title()));
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> ReportCommands() {
  return {{.words = "route report",
           .arguments = "ROUTE",
           .summary = "Meld de route iets dat u zag: een crisis, het einde ervan, een verhuizing.",
           .details = "Welke gebeurtenissen mensen mogen melden, zegt de definitie van de route.",
           .kind = CommandKind::kWrites,
           .persona = "access-professional",
           .flags = {{"event", "GEBEURTENIS", "CrisisReported, CrisisResolved, ClientMoved of ClientDied"},
                     {"said", "TEKST", "wat erover te zeggen is; het staat versleuteld in de casus"}},
           .run = Report}};
}

}  // namespace clientroute::suite
