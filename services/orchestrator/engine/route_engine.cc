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

/// Whether the request was answered before; then `answer` is what was answered.
absl::StatusOr<bool> WasAnswered(WriteBatch& batch, const AnswerKey& key, const CallContext& call,
                                 const google::protobuf::Message& request, google::protobuf::Message* answer) {
  if (batch.Answers(key.id)) CLIENTROUTE_RETURN_IF_ERROR(batch.Direct().status());
  CLIENTROUTE_ASSIGN(const std::optional<std::string> digest, FindJournalAnswer(batch.reading(), key.id));
  if (!digest) return FindAnswer(batch.reading(), call, request, answer);
  if (*digest != key.digest) return RequestIdReused(call);
  answer->Clear();
  return true;
}

/// What persons have to say stands sealed with access; the journal refers to it.
absl::Status CheckNote(const std::string& note) {
  if (note.empty() || IdIn(note, "notes")) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, "NOTE_IS_NO_NAME",
               "a note is given by its name, notes/…, and never as text", {{"field", "note"}});
}

/// An incident of a route that the caller may steer.
absl::StatusOr<IncidentRow> IncidentOf(Connection& connection, const CallContext& call, const std::string& name) {
  const std::optional<Uuid> uid = IdIn(name, "incidents");
  if (!uid) return NotFound(name);
  CLIENTROUTE_ASSIGN(std::optional<IncidentRow> incident, FindIncident(connection, *uid));
  if (!incident) return NotFound(name);
  CLIENTROUTE_RETURN_IF_ERROR(MayDo(call, AccessQuestion::Subject::kRoute, incident->municipality));
  return *std::move(incident);
}

absl::Status NotPaused(const RouteRow& row) {
  if (!row.paused) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "ROUTE_PAUSED", Cat("the route is paused: ", row.pause_reason));
}

}  // namespace

AnswerKey::AnswerKey(const CallContext& call, const google::protobuf::Message& request)
    : id(Uuid::Derive(kClientrouteSpace, Cat("request/", call.request_id))), digest(RequestDigest(call, request)) {}

absl::Status RouteEngine::Once(const CallContext& call, const google::protobuf::Message& request,
                               google::protobuf::Message* answer, const Job& job) {
  CLIENTROUTE_RETURN_IF_ERROR(CheckRequestId(call.request_id));
  const AnswerKey key(call, request);
  const absl::Status status = commits_.Run([&](WriteBatch& batch) -> absl::Status {
    CLIENTROUTE_ASSIGN(const bool answered, WasAnswered(batch, key, call, request, answer));
    if (answered) return absl::OkStatus();
    RouteWriter writer(&batch, definitions_.get(), &call);
    CLIENTROUTE_ASSIGN(Connection * record, batch.Direct());
    CLIENTROUTE_RETURN_IF_ERROR(job(*record, writer));
    return StoreAnswer(*record, call, request, *answer);
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

absl::StatusOr<RouteEngine::Delivery> RouteEngine::Prepare(const CallContext& call,
                                                           const platform::v1::DeliverRequest& request) const {
  CLIENTROUTE_RETURN_IF_ERROR(CheckRequestId(call.request_id));
  Delivery delivery{call, AnswerKey(call, request), {}, {}, {}, {}, false};
  const google::protobuf::Any& payload = request.event().payload();
  access::v1::PersonInvolved begun;
  access::v1::InvolvementEnded ended;
  if (payload.Is<access::v1::PersonInvolved>() || payload.Is<access::v1::InvolvementEnded>()) {
    delivery.begins = payload.UnpackTo(&begun);
    const bool read = delivery.begins || payload.UnpackTo(&ended);
    delivery.client = delivery.begins ? begun.client() : ended.client();
    delivery.person = delivery.begins ? begun.person() : ended.person();
    if (read && !delivery.client.empty() && !delivery.person.empty()) return delivery;
    return Error(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED",
                 Cat("event ", request.event().id(), " says not who is involved"));
  }
  CLIENTROUTE_ASSIGN(ReadEvent read, ReadRouteEvent(request.event()));
  const std::optional<Uuid> route = IdIn(read.route, "routes");
  if (!route) {
    return Error(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED", Cat("'", read.route, "' is no route"));
  }
  delivery.route = *route;
  delivery.event = std::move(read.event);
  return delivery;
}

absl::Status RouteEngine::TakeDelivery(const Delivery& delivery, const platform::v1::DeliverRequest& request,
                                       WriteBatch& batch) const {
  const CallContext& call = delivery.call;
  platform::v1::DeliverResponse answer;
  CLIENTROUTE_ASSIGN(const bool answered, WasAnswered(batch, delivery.key, call, request, &answer));
  if (answered) return absl::OkStatus();
  if (!delivery.client.empty()) {
    CLIENTROUTE_ASSIGN(Connection * record, batch.Direct());
    CLIENTROUTE_RETURN_IF_ERROR(delivery.begins ? AddInvolvedWithClient(*record, delivery.client, delivery.person)
                                                : RemoveInvolvedWithClient(*record, delivery.client, delivery.person));
    return StoreAnswer(*record, call, request, answer);
  }
  RouteWriter writer(&batch, definitions_.get(), &call);
  CLIENTROUTE_ASSIGN(const Taken taken, writer.Take(delivery.route, delivery.event));
  if (taken.how == Taken::How::kRefused) {
    return Refused(taken.refusal, absl::StatusCode::kFailedPrecondition, "EVENT_REFUSED");
  }
  if (batch.AnswerWithTransition(delivery.key.id, delivery.key.digest)) return absl::OkStatus();
  CLIENTROUTE_ASSIGN(Connection * record, batch.Direct());
  return StoreAnswer(*record, call, request, answer);
}

absl::Status RouteEngine::Deliver(const CallContext& call, const platform::v1::DeliverRequest& request,
                                  platform::v1::DeliverResponse*) {
  CLIENTROUTE_ASSIGN(const Delivery delivery, Prepare(call, request));
  return commits_.Run([&](WriteBatch& batch) { return TakeDelivery(delivery, request, batch); });
}

void RouteEngine::DeliverLater(const CallContext& call, std::shared_ptr<const platform::v1::DeliverRequest> request,
                               std::function<void(absl::Status)> done) {
  absl::StatusOr<Delivery> prepared = Prepare(call, *request);
  if (!prepared.ok()) return done(prepared.status());
  commits_.Submit([this, request = std::move(request), delivery = *std::move(prepared)](
                      WriteBatch& batch) { return TakeDelivery(delivery, *request, batch); },
                  std::move(done));
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
    return Show(connection, row.id, answer);
  });
}

absl::Status RouteEngine::Show(Connection& connection, std::int64_t route, v1::Route* answer) const {
  CLIENTROUTE_ASSIGN(const std::optional<RouteRow> row, FindRouteById(connection, route));
  if (!row) return Error(absl::StatusCode::kInternal, "ROUTE_UNKNOWN", "the route's row is gone");
  *answer = ToProto(*row, definitions_->Find(row->definition, row->version));
  return absl::OkStatus();
}

absl::Status RouteEngine::Pause(const CallContext& call, const v1::PauseRouteRequest& request, v1::Route* answer) {
  CLIENTROUTE_RETURN_IF_ERROR(CheckNote(request.note()));
  return Once(call, request, answer, [&](Connection& connection, RouteWriter& writer) -> absl::Status {
    CLIENTROUTE_ASSIGN(const RouteRow row, Told(connection, call, request.name()));
    CLIENTROUTE_RETURN_IF_ERROR(NotPaused(row));
    if (row.closed) return Error(absl::StatusCode::kFailedPrecondition, "ROUTE_CLOSED", "the route has ended");
    CLIENTROUTE_RETURN_IF_ERROR(writer.Pause(row, DutchPauseReason(request)));
    return Show(connection, row.id, answer);
  });
}

absl::Status RouteEngine::Resume(const CallContext& call, const v1::ResumeRouteRequest& request, v1::Route* answer) {
  return Once(call, request, answer, [&](Connection& connection, RouteWriter& writer) -> absl::Status {
    CLIENTROUTE_ASSIGN(const RouteRow row, Told(connection, call, request.name()));
    if (!row.paused) return Error(absl::StatusCode::kFailedPrecondition, "ROUTE_NOT_PAUSED", "the route is not paused");
    CLIENTROUTE_RETURN_IF_ERROR(writer.Resume(row));
    return Show(connection, row.id, answer);
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
  const bool person = to.starts_with(kPersons) && to.size() > kPersons.size() && to.find(' ') == std::string::npos;
  if (!to.empty() && !person) {
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

absl::StatusOr<RouteEngine::Expiry> RouteEngine::ExpiryOf(const Timer& timer) const {
  const std::optional<Uuid> route = IdIn(timer.owner, "routes");
  std::int64_t number = 0;
  for (const char digit : timer.name) number = digit >= '0' && digit <= '9' ? number * 10 + (digit - '0') : -1;
  if (!route || number <= 0) {
    return Error(absl::StatusCode::kInternal, "TIMER_UNKNOWN", Cat(timer.owner, " has no timer ", timer.name));
  }
  return Expiry{*route, number,
                Own(Cat(route->ToString(), "-timer-", number, "-", timer.generation), Cat("timer-", number))};
}

absl::Status RouteEngine::TakeExpiry(const Timer& timer, const Expiry& expiry, WriteBatch& batch) const {
  const CallContext& call = expiry.call;
  RouteWriter writer(&batch, definitions_.get(), &call);
  const Event event{call.request_id, timer.due, call.identity.subject, call.cause, TimerExpired{expiry.number}};
  CLIENTROUTE_ASSIGN(const Taken taken, writer.Take(expiry.route, event));
  if (taken.how == Taken::How::kRefused && taken.refusal.reason != RefusalReason::kStaleTimer) {
    return Refused(taken.refusal, absl::StatusCode::kFailedPrecondition, "EVENT_REFUSED");
  }
  // What was taken in has ended the timer; what is stale or kept for later is taken away here.
  if (taken.how == Taken::How::kTaken) return absl::OkStatus();
  batch.rows().timers_ended.push_back({timer.owner, expiry.number});
  return batch.Added();
}

std::vector<absl::Status> RouteEngine::FireAll(std::span<const Timer> timers) {
  std::vector<absl::Status> answers(timers.size());
  std::vector<Expiry> expiries(timers.size());
  std::vector<GroupCommit::Job> jobs;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < timers.size(); ++i) {
    absl::StatusOr<Expiry> expiry = ExpiryOf(timers[i]);
    if (!expiry.ok()) {
      answers[i] = expiry.status();
      continue;
    }
    expiries[i] = *std::move(expiry);
    places.push_back(i);
    jobs.push_back([&, i](WriteBatch& batch) { return TakeExpiry(timers[i], expiries[i], batch); });
  }
  std::vector<absl::Status> taken = commits_.RunAll(jobs);
  for (std::size_t i = 0; i < places.size(); ++i) answers[places[i]] = std::move(taken[i]);
  return answers;
}

absl::Status RouteEngine::NoteDelivered(const CommandRow& command) {
  return commits_.Run([&](WriteBatch& batch) {
    batch.rows().delivered.push_back({command.route, command.number});
    return batch.Added();
  });
}

absl::Status RouteEngine::NoteFailedAttempt(const CommandRow& command, const std::string& error,
                                            std::chrono::milliseconds pause) {
  return commits_.Run([&](WriteBatch& batch) -> absl::Status {
    CLIENTROUTE_ASSIGN(Connection * record, batch.Direct());
    return NoteAttempt(*record, command.route, command.number, error, clock_->Now() + pause);
  });
}

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

}  // namespace clientroute::orchestrator
