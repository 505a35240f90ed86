#include <optional>
#include <utility>

#include "services/orchestrator/engine/refusal_codec.h"
#include "services/orchestrator/engine/route_codec.h"
#include "services/orchestrator/engine/route_engine.h"
#include "services/orchestrator/store/command_store.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

// Commands that keep failing, of RouteEngine: how they become incidents, and how those end.
namespace clientroute::orchestrator {
namespace {

/// An incident of a route that the caller may steer.
absl::StatusOr<IncidentRow> IncidentOf(Connection& connection, const CallContext& call, const std::string& name) {
  const std::optional<Uuid> uid = IdIn(name, "incidents");
  if (!uid) return NotFound(name);
  CLIENTROUTE_ASSIGN(std::optional<IncidentRow> incident, FindIncident(connection, *uid));
  if (!incident) return NotFound(name);
  CLIENTROUTE_RETURN_IF_ERROR(MayDo(call, AccessQuestion::Subject::kRoute, incident->municipality));
  return *std::move(incident);
}

}  // namespace

absl::Status RouteEngine::GiveUp(const CommandRow& command, const std::string& error) {
  return commits_.Run([&](WriteBatch& batch) -> absl::Status {
    CLIENTROUTE_ASSIGN(Connection * record, batch.Direct());
    CLIENTROUTE_ASSIGN(const std::optional<RouteRow> row, FindRouteById(*record, command.route));
    if (!row) return NotFound(RouteName(command.route_uid));
    // A command that is offered again can fail again, at the same time of a driven clock: the route's sequence tells
    // them apart.
    const std::string request_id = CommandRequestId(command.route_uid, command.number);
    const CallContext call = Own(Cat(request_id, "-failed-", row->sequence), request_id);
    RouteWriter writer(&batch, definitions_.get(), &call);
    CLIENTROUTE_RETURN_IF_ERROR(NoteAttempt(*record, command.route, command.number, error, {}));
    CLIENTROUTE_RETURN_IF_ERROR(SetFailed(*record, command.route, command.number, true));
    batch.routes().Forget(command.route_uid);
    IncidentRow incident;
    incident.uid = Uuid::Derive(kClientrouteSpace, call.request_id);
    incident.number = command.number;
    incident.command = command.name;
    incident.error = error;
    incident.created = call.now;
    CLIENTROUTE_RETURN_IF_ERROR(InsertIncident(*record, command.route, incident));
    CLIENTROUTE_ASSIGN(
        const Taken taken,
        writer.Take(command.route_uid, EventOf(call, CommandFailed{command.number, command.name, command.part})));
    if (taken.how != Taken::How::kRefused) return absl::OkStatus();
    // It was answered after all: nothing failed.
    batch.routes().Forget(command.route_uid);
    CLIENTROUTE_RETURN_IF_ERROR(RemoveCommand(*record, command.route, command.number));
    return ResolveIncidents(*record, command.route, command.number, IncidentEnding::kOvertaken, {}, call.now);
  });
}

absl::Status RouteEngine::EndIncident(const CallContext& call, std::string_view outcome, const std::string& note,
                                      Connection& connection, RouteWriter& writer, const IncidentRow& incident) {
  CLIENTROUTE_ASSIGN(const std::optional<RouteRow> row, FindRoute(connection, incident.route_uid));
  if (!row) return NotFound(NameOf("incidents", incident.uid));
  CLIENTROUTE_RETURN_IF_ERROR(NotPaused(*row));
  std::int64_t task = 0;
  for (const v1::AttentionSnapshot& attention : row->snapshot.attention()) {
    if (attention.command() == incident.number && attention.kind() == kFailedCommandTask) task = attention.number();
  }
  CLIENTROUTE_ASSIGN(const Taken taken,
                     writer.Take(row->uid, EventOf(call, TaskCompleted{task, std::string(outcome), note})));
  return taken.how == Taken::How::kRefused ? TaskRefused(taken.refusal) : absl::OkStatus();
}

absl::Status RouteEngine::RetryIncident(const CallContext& call, const v1::RetryIncidentRequest& request,
                                        v1::Incident* answer) {
  return Once(call, request, answer, [&](Connection& connection, RouteWriter& writer) -> absl::Status {
    CLIENTROUTE_ASSIGN(const IncidentRow incident, IncidentOf(connection, call, request.name()));
    if (incident.resolved || incident.number == 0) {
      return Error(absl::StatusCode::kFailedPrecondition, "NOTHING_TO_RETRY",
                   incident.resolved ? "the incident was solved" : "a broken invariant is resumed, not retried");
    }
    CLIENTROUTE_RETURN_IF_ERROR(EndIncident(call, kRetryOutcome, {}, connection, writer, incident));
    CLIENTROUTE_ASSIGN(const std::optional<IncidentRow> after, FindIncident(connection, incident.uid));
    *answer = ToProto(after.value_or(incident));
    return absl::OkStatus();
  });
}

absl::Status RouteEngine::SkipIncident(const CallContext& call, const v1::SkipIncidentRequest& request,
                                       v1::Incident* answer) {
  CLIENTROUTE_RETURN_IF_ERROR(CheckNote(request.note()));
  return Once(call, request, answer, [&](Connection& connection, RouteWriter& writer) -> absl::Status {
    CLIENTROUTE_ASSIGN(const IncidentRow incident, IncidentOf(connection, call, request.name()));
    CLIENTROUTE_ASSIGN(const std::optional<RouteRow> row, FindRoute(connection, incident.route_uid));
    // Of a route that is paused the cause is mended first; then it is let go on.
    if (incident.resolved || (incident.number == 0 && row && row->paused)) {
      return Error(absl::StatusCode::kFailedPrecondition, "NOTHING_TO_SKIP",
                   incident.resolved ? "the incident was solved" : "the route is paused by it: mend and resume it");
    }
    if (incident.number != 0) {
      CLIENTROUTE_RETURN_IF_ERROR(EndIncident(call, kSettledOutcome, request.note(), connection, writer, incident));
    }
    CLIENTROUTE_RETURN_IF_ERROR(SkipIncidentRow(connection, incident.id, call.identity.subject,
                                                static_cast<SkipReason>(request.reason()), request.note(), call.now));
    CLIENTROUTE_ASSIGN(const std::optional<IncidentRow> after, FindIncident(connection, incident.uid));
    *answer = ToProto(after.value_or(incident));
    return absl::OkStatus();
  });
}

}  // namespace clientroute::orchestrator
