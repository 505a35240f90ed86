#include "services/orchestrator/engine/route_engine.h"

#include <algorithm>
#include <utility>

#include "clientroute/access/v1/events.pb.h"
#include "services/orchestrator/definition/event_catalogue_codec.h"
#include "services/orchestrator/engine/route_codec.h"
#include "services/orchestrator/store/snapshot_codec.h"
#include "services/orchestrator/store/task_store.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/status/status.h"
#include "services/platform/store/request_answers.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::orchestrator {
namespace {

/// Subjects of people of the region.
constexpr std::string_view kPersons = "persons/";

absl::Status Refused(const Refusal& refusal, absl::StatusCode code, std::string_view reason) {
  return Error(code, reason, Cat(ToString(refusal.reason), ": ", refusal.message),
               {{"refusal", std::string(ToString(refusal.reason))}});
}

absl::Status NotFound(std::string_view name) {
  return Error(absl::StatusCode::kNotFound, "NOT_FOUND", Cat("there is no ", name), {{"name", std::string(name)}});
}

absl::Status MayDo(const CallContext& call, AccessQuestion::Subject subject, const std::string& municipality,
                   std::set<std::string> involved = {}) {
  AccessQuestion question;
  question.subject = subject;
  question.municipality = municipality;
  question.involved = std::move(involved);
  const auto denied = Denied(call.identity, call.purpose, question);
  if (!denied) return absl::OkStatus();
  return Error(absl::StatusCode::kPermissionDenied, "NOT_ALLOWED", Cat("not allowed: ", ToString(*denied)),
               {{"denied", std::string(ToString(*denied))}});
}

absl::Status MayDoTask(const CallContext& call, const TaskRow& task) {
  CLIENTROUTE_RETURN_IF_ERROR(MayDo(call, AccessQuestion::Subject::kTask, task.municipality));
  if (call.identity.kind == Identity::Kind::kService || call.identity.roles.contains(task.role))
    return absl::OkStatus();
  return Error(absl::StatusCode::kPermissionDenied, "TASK_OF_OTHER_ROLE", Cat("this task is for the role ", task.role),
               {{"role", task.role}});
}

/// A task that is still to be done and that the caller may do, whoever took it.
absl::StatusOr<TaskRow> UndoneTaskOf(Connection& connection, const CallContext& call, const std::string& name) {
  const std::optional<Uuid> uid = IdIn(name, "tasks");
  if (!uid) return NotFound(name);
  CLIENTROUTE_ASSIGN(std::optional<TaskRow> task, FindTask(connection, *uid));
  if (!task) return NotFound(name);
  CLIENTROUTE_RETURN_IF_ERROR(MayDoTask(call, *task));
  if (task->state == TaskState::kCompleted || task->state == TaskState::kCancelled) {
    const std::string how = task->state == TaskState::kCancelled ? "the task is no longer needed"
                            : task->outcome.empty()
                                ? Cat(task->completer, " did the task")
                                : Cat(task->completer, " completed the task with '", task->outcome, "'");
    return Error(absl::StatusCode::kFailedPrecondition, "TASK_CLOSED", how,
                 {{"completer", task->completer}, {"outcome", task->outcome}});
  }
  return *std::move(task);
}

/// The same, and nobody else took it.
absl::StatusOr<TaskRow> OpenTaskOf(Connection& connection, const CallContext& call, const std::string& name) {
  CLIENTROUTE_ASSIGN(TaskRow task, UndoneTaskOf(connection, call, name));
  if (task.state == TaskState::kTaken && task.assignee != call.identity.subject) {
    return Error(absl::StatusCode::kFailedPrecondition, "TASK_TAKEN",
                 Cat(task.assignee, " works on the task, and can hand it over"), {{"assignee", task.assignee}});
  }
  return task;
}

absl::Status TaskRefused(const Refusal& refusal) {
  switch (refusal.reason) {
    case RefusalReason::kTaskNotOpen:
      return Refused(refusal, absl::StatusCode::kFailedPrecondition, "TASK_CLOSED");
    case RefusalReason::kUnknownOutcome:
      return Refused(refusal, absl::StatusCode::kInvalidArgument, "OUTCOME_NOT_ALLOWED");
    case RefusalReason::kAnsweredElsewhere:
      return Refused(refusal, absl::StatusCode::kFailedPrecondition, "TASK_ANSWERED_ELSEWHERE");
    default:
      return Refused(refusal, absl::StatusCode::kFailedPrecondition, "EVENT_REFUSED");
  }
}

Event EventOf(const CallContext& call, decltype(Event::what) what) {
  const std::string& actor = call.identity.on_behalf_of.empty() ? call.identity.subject : call.identity.on_behalf_of;
  return Event{call.request_id, call.now, actor, call.cause.empty() ? call.request_id : call.cause, std::move(what)};
}

/// What persons have to say stands sealed with access; the journal refers to it.
absl::Status CheckNote(const std::string& note) {
  if (note.empty() || IdIn(note, "notes")) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, "NOTE_IS_NO_NAME",
               "a note is given by its name, notes/…, and never as text", {{"field", "note"}});
}

absl::Status NotPaused(const RouteRow& row) {
  if (!row.paused) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "ROUTE_PAUSED", Cat("the route is paused: ", row.pause_reason));
}

}  // namespace

absl::Status RouteEngine::Once(const CallContext& call, const google::protobuf::Message& request,
                               google::protobuf::Message* answer, const Job& job) {
  CLIENTROUTE_RETURN_IF_ERROR(CheckRequestId(call.request_id));
  const absl::Status status = commits_.Run([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const bool answered, FindAnswer(connection, call, request, answer));
    if (answered) return absl::OkStatus();
    RouteWriter writer(&connection, definitions_.get(), &call);
    CLIENTROUTE_RETURN_IF_ERROR(job(connection, writer));
    return StoreAnswer(connection, call, request, *answer);
  });
  if (!status.ok()) answer->Clear();
  return status;
}

CallContext RouteEngine::Own(std::string request_id, std::string cause) const {
  CallContext call;
  call.request_id = std::move(request_id);
  call.cause = std::move(cause);
  call.identity.kind = Identity::Kind::kService;
  call.identity.subject = "services/orchestrator";
  call.now = clock_->Now();
  return call;
}

std::vector<std::string> RouteEngine::EventTypes() {
  std::vector<std::string> types = RouteEventTypes();
  types.push_back(access::v1::PersonInvolved::descriptor()->full_name());
  types.push_back(access::v1::InvolvementEnded::descriptor()->full_name());
  return types;
}

absl::Status RouteEngine::TakeInvolvement(const CallContext& call, const platform::v1::DeliverRequest& request,
                                          platform::v1::DeliverResponse* answer) {
  access::v1::PersonInvolved begun;
  access::v1::InvolvementEnded ended;
  const google::protobuf::Any& payload = request.event().payload();
  const bool begins = payload.UnpackTo(&begun) && !begun.client().empty() && !begun.person().empty();
  const bool ends = payload.UnpackTo(&ended) && !ended.client().empty() && !ended.person().empty();
  if (!begins && !ends) {
    return Error(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED",
                 Cat("event ", request.event().id(), " says not who is involved"));
  }
  return Once(call, request, answer, [&](Connection& connection, RouteWriter&) {
    return begins ? AddInvolvedWithClient(connection, begun.client(), begun.person())
                  : RemoveInvolvedWithClient(connection, ended.client(), ended.person());
  });
}

absl::Status RouteEngine::Deliver(const CallContext& call, const platform::v1::DeliverRequest& request,
                                  platform::v1::DeliverResponse* answer) {
  const google::protobuf::Any& payload = request.event().payload();
  if (payload.Is<access::v1::PersonInvolved>() || payload.Is<access::v1::InvolvementEnded>()) {
    return TakeInvolvement(call, request, answer);
  }
  CLIENTROUTE_ASSIGN(const ReadEvent read, ReadRouteEvent(request.event()));
  const std::optional<Uuid> route = IdIn(read.route, "routes");
  if (!route) {
    return Error(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED", Cat("'", read.route, "' is no route"));
  }
  return Once(call, request, answer, [&](Connection&, RouteWriter& writer) -> absl::Status {
    CLIENTROUTE_ASSIGN(const Taken taken, writer.Take(*route, read.event));
    if (taken.how != Taken::How::kRefused) return absl::OkStatus();
    return Refused(taken.refusal, absl::StatusCode::kFailedPrecondition, "EVENT_REFUSED");
  });
}

absl::StatusOr<RouteRow> RouteEngine::Told(Connection& connection, const CallContext& call, const std::string& name) {
  const std::optional<Uuid> uid = IdIn(name, "routes");
  if (!uid) return NotFound(name);
  CLIENTROUTE_ASSIGN(std::optional<RouteRow> row, FindRoute(connection, *uid));
  if (!row) return NotFound(name);
  CLIENTROUTE_ASSIGN(std::set<std::string> involved, ListInvolved(connection, row->id));
  CLIENTROUTE_RETURN_IF_ERROR(MayDo(call, AccessQuestion::Subject::kRoute, row->municipality, std::move(involved)));
  return *std::move(row);
}

absl::Status RouteEngine::Signal(const CallContext& call, const v1::SignalRouteRequest& request, v1::Route* answer) {
  CLIENTROUTE_RETURN_IF_ERROR(CheckNote(request.note()));
  Announced announced;
  announced.type = request.event();
  announced.part = request.part();
  for (const v1::Fact& fact : request.attributes()) announced.attributes[fact.name()] = fact.value();
  return Once(call, request, answer, [&](Connection& connection, RouteWriter& writer) -> absl::Status {
    CLIENTROUTE_ASSIGN(const RouteRow row, Told(connection, call, request.name()));
    CLIENTROUTE_RETURN_IF_ERROR(NotPaused(row));
    const Definition* definition = definitions_->Find(row.definition, row.version);
    const std::optional<EventId> event = definition == nullptr ? std::nullopt : definition->FindEvent(request.event());
    if (!event || !(*definition)[*event].signal) {
      return Error(absl::StatusCode::kInvalidArgument, "NO_SIGNAL",
                   Cat("'", request.event(), "' cannot be told by a person"));
    }
    if (!request.note().empty()) announced.attributes[std::string(kNoteAttribute)] = request.note();
    CLIENTROUTE_ASSIGN(const Taken taken, writer.Take(row.uid, EventOf(call, announced)));
    if (taken.how == Taken::How::kRefused) {
      const bool unfit = taken.refusal.reason == RefusalReason::kDoesNotFit;
      return Refused(taken.refusal, unfit ? absl::StatusCode::kFailedPrecondition : absl::StatusCode::kInvalidArgument,
                     unfit ? "EVENT_DOES_NOT_FIT" : "EVENT_REFUSED");
    }
    *answer = ToProto(taken.row, definition);
    return absl::OkStatus();
  });
}

absl::Status RouteEngine::Pause(const CallContext& call, const v1::PauseRouteRequest& request, v1::Route* answer) {
  return Once(call, request, answer, [&](Connection& connection, RouteWriter& writer) -> absl::Status {
    CLIENTROUTE_ASSIGN(RouteRow row, Told(connection, call, request.name()));
    CLIENTROUTE_RETURN_IF_ERROR(NotPaused(row));
    if (row.closed) return Error(absl::StatusCode::kFailedPrecondition, "ROUTE_CLOSED", "the route has ended");
    CLIENTROUTE_ASSIGN(row, writer.Pause(std::move(row), request.reason()));
    *answer = ToProto(row, definitions_->Find(row.definition, row.version));
    return absl::OkStatus();
  });
}

absl::Status RouteEngine::Resume(const CallContext& call, const v1::ResumeRouteRequest& request, v1::Route* answer) {
  return Once(call, request, answer, [&](Connection& connection, RouteWriter& writer) -> absl::Status {
    CLIENTROUTE_ASSIGN(RouteRow row, Told(connection, call, request.name()));
    if (!row.paused) return Error(absl::StatusCode::kFailedPrecondition, "ROUTE_NOT_PAUSED", "the route is not paused");
    CLIENTROUTE_ASSIGN(row, writer.Resume(std::move(row)));
    *answer = ToProto(row, definitions_->Find(row.definition, row.version));
    return absl::OkStatus();
  });
}

absl::Status RouteEngine::TakeTask(const CallContext& call, const v1::TakeTaskRequest& request, v1::Task* answer) {
  return Once(call, request, answer, [&](Connection& connection, RouteWriter&) -> absl::Status {
    CLIENTROUTE_ASSIGN(TaskRow task, OpenTaskOf(connection, call, request.name()));
    CLIENTROUTE_RETURN_IF_ERROR(AssignTask(connection, task.id, call.identity.subject));
    CLIENTROUTE_RETURN_IF_ERROR(AddInvolved(connection, task.route, call.identity.subject));
    task.state = TaskState::kTaken;
    task.assignee = call.identity.subject;
    *answer = ToProto(task);
    return absl::OkStatus();
  });
}

absl::Status RouteEngine::HandOverTask(const CallContext& call, const v1::HandOverTaskRequest& request,
                                       v1::Task* answer) {
  const std::string& to = request.to();
  if (!to.empty() && (!to.starts_with(kPersons) || to.size() == kPersons.size())) {
    return Error(absl::StatusCode::kInvalidArgument, "NO_PERSON", Cat("'", to, "' is no person: persons/…"),
                 {{"field", "to"}});
  }
  if (to == call.identity.subject) {
    return Error(absl::StatusCode::kInvalidArgument, "OWN_HANDS", "a task is handed over to another; TakeTask takes it",
                 {{"field", "to"}});
  }
  return Once(call, request, answer, [&](Connection& connection, RouteWriter& writer) -> absl::Status {
    // Who took it may be ill or never existed: anyone of the role may put it back, not pass it on.
    CLIENTROUTE_ASSIGN(TaskRow task, to.empty() ? UndoneTaskOf(connection, call, request.name())
                                                : OpenTaskOf(connection, call, request.name()));
    if (to.empty() && task.state == TaskState::kOpen) {
      return Error(absl::StatusCode::kFailedPrecondition, "TASK_NOT_TAKEN", "nobody took the task");
    }
    CLIENTROUTE_RETURN_IF_ERROR(writer.HandOver(task, to));
    task.state = to.empty() ? TaskState::kOpen : TaskState::kTaken;
    task.assignee = to;
    *answer = ToProto(task);
    return absl::OkStatus();
  });
}

absl::Status RouteEngine::CompleteTask(const CallContext& call, const v1::CompleteTaskRequest& request,
                                       v1::Task* answer) {
  CLIENTROUTE_RETURN_IF_ERROR(CheckNote(request.note()));
  return Once(call, request, answer, [&](Connection& connection, RouteWriter& writer) -> absl::Status {
    CLIENTROUTE_ASSIGN(const TaskRow task, OpenTaskOf(connection, call, request.name()));
    CLIENTROUTE_ASSIGN(const std::optional<RouteRow> row, FindRouteById(connection, task.route));
    if (!row) return NotFound(request.name());
    CLIENTROUTE_RETURN_IF_ERROR(NotPaused(*row));
    CLIENTROUTE_ASSIGN(
        const Taken taken,
        writer.Take(task.route_uid, EventOf(call, TaskCompleted{task.number, request.outcome(), request.note()})));
    if (taken.how == Taken::How::kRefused) return TaskRefused(taken.refusal);
    CLIENTROUTE_ASSIGN(const std::optional<TaskRow> after, FindTask(connection, task.uid));
    *answer = ToProto(after.value_or(task));
    return absl::OkStatus();
  });
}

absl::Status RouteEngine::RetryIncident(const CallContext& call, const v1::RetryIncidentRequest& request,
                                        v1::Incident* answer) {
  return Once(call, request, answer, [&](Connection& connection, RouteWriter& writer) -> absl::Status {
    const std::optional<Uuid> uid = IdIn(request.name(), "incidents");
    if (!uid) return NotFound(request.name());
    CLIENTROUTE_ASSIGN(const std::optional<IncidentRow> incident, FindIncident(connection, *uid));
    if (!incident) return NotFound(request.name());
    CLIENTROUTE_RETURN_IF_ERROR(MayDo(call, AccessQuestion::Subject::kOperation, incident->municipality));
    if (incident->resolved || incident->number == 0) {
      return Error(absl::StatusCode::kFailedPrecondition, "NOTHING_TO_RETRY",
                   incident->resolved ? "the incident was solved" : "a broken invariant is resumed, not retried");
    }
    CLIENTROUTE_ASSIGN(const std::optional<RouteRow> row, FindRoute(connection, incident->route_uid));
    if (!row) return NotFound(request.name());
    CLIENTROUTE_RETURN_IF_ERROR(NotPaused(*row));
    std::int64_t task = 0;
    for (const v1::AttentionSnapshot& attention : row->snapshot.attention()) {
      if (attention.command() == incident->number && attention.kind() == kFailedCommandTask) task = attention.number();
    }
    CLIENTROUTE_ASSIGN(const Taken taken,
                       writer.Take(row->uid, EventOf(call, TaskCompleted{task, std::string(kRetryOutcome), {}})));
    if (taken.how == Taken::How::kRefused) return TaskRefused(taken.refusal);
    CLIENTROUTE_ASSIGN(const std::optional<IncidentRow> after, FindIncident(connection, *uid));
    *answer = ToProto(after.value_or(*incident));
    return absl::OkStatus();
  });
}

absl::Status RouteEngine::Fire(const Timer& timer) {
  const std::optional<Uuid> route = IdIn(timer.owner, "routes");
  std::int64_t number = 0;
  for (const char digit : timer.name) number = digit >= '0' && digit <= '9' ? number * 10 + (digit - '0') : -1;
  if (!route || number <= 0) {
    return Error(absl::StatusCode::kInternal, "TIMER_UNKNOWN", Cat(timer.owner, " has no timer ", timer.name));
  }
  const CallContext call = Own(Cat(route->ToString(), "-timer-", number, "-", timer.generation), Cat("timer-", number));
  return commits_.Run([&](Connection& connection) -> absl::Status {
    RouteWriter writer(&connection, definitions_.get(), &call);
    const Event event{call.request_id, timer.due, call.identity.subject, call.cause, TimerExpired{number}};
    CLIENTROUTE_ASSIGN(const Taken taken, writer.Take(*route, event));
    if (taken.how == Taken::How::kRefused && taken.refusal.reason != RefusalReason::kStaleTimer) {
      return Refused(taken.refusal, absl::StatusCode::kFailedPrecondition, "EVENT_REFUSED");
    }
    return CancelTimer(connection, timer.owner, timer.name);
  });
}

absl::Status RouteEngine::NoteDelivered(const CommandRow& command) {
  return commits_.Run([&](Connection& connection) { return RemoveCommand(connection, command.route, command.number); });
}

absl::Status RouteEngine::NoteFailedAttempt(const CommandRow& command, const std::string& error) {
  return commits_.Run(
      [&](Connection& connection) { return NoteAttempt(connection, command.route, command.number, error); });
}

absl::Status RouteEngine::GiveUp(const CommandRow& command, const std::string& error) {
  return commits_.Run([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const std::optional<RouteRow> row, FindRouteById(connection, command.route));
    if (!row) return NotFound(RouteName(command.route_uid));
    // A command that is offered again can fail again, at the same time of a driven clock: the route's sequence tells
    // them apart.
    const std::string request_id = CommandRequestId(command.route_uid, command.number);
    const CallContext call = Own(Cat(request_id, "-failed-", row->sequence), request_id);
    RouteWriter writer(&connection, definitions_.get(), &call);
    CLIENTROUTE_RETURN_IF_ERROR(NoteAttempt(connection, command.route, command.number, error));
    CLIENTROUTE_RETURN_IF_ERROR(SetFailed(connection, command.route, command.number, true));
    IncidentRow incident;
    incident.uid = Uuid::Derive(kClientrouteSpace, call.request_id);
    incident.number = command.number;
    incident.command = command.name;
    incident.error = error;
    incident.created = call.now;
    CLIENTROUTE_RETURN_IF_ERROR(InsertIncident(connection, command.route, incident));
    CLIENTROUTE_ASSIGN(
        const Taken taken,
        writer.Take(command.route_uid, EventOf(call, CommandFailed{command.number, command.name, command.part})));
    if (taken.how != Taken::How::kRefused) return absl::OkStatus();
    // It was answered after all: nothing failed.
    CLIENTROUTE_RETURN_IF_ERROR(RemoveCommand(connection, command.route, command.number));
    return ResolveIncidents(connection, command.route, command.number, call.now);
  });
}

}  // namespace clientroute::orchestrator
