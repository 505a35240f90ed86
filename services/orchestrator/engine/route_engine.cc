#include "services/orchestrator/engine/route_engine.h"

#include <algorithm>
#include <utility>

#include "clientroute/access/v1/events.pb.h"
#include "services/orchestrator/definition/event_catalogue_codec.h"
#include "services/orchestrator/engine/refusal_codec.h"
#include "services/orchestrator/engine/route_codec.h"
#include "services/platform/status/status.h"
#include "services/platform/store/request_answers.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::orchestrator {
namespace {

/// Whether the request was answered before; then `answer` is what was answered. That it was is known for ever, what
/// was said is forgotten in time: then FailedPrecondition REQUEST_ANSWER_FORGOTTEN, and nothing is done again.
absl::StatusOr<bool> WasAnswered(WriteBatch& batch, const AnswerKey& key, const CallContext& call,
                                 const google::protobuf::Message& request, google::protobuf::Message* answer) {
  if (batch.Answers(key.id)) CLIENTROUTE_RETURN_IF_ERROR(batch.Direct().status());
  CLIENTROUTE_ASSIGN(const std::optional<TakenRequest> taken, FindRequest(batch.reading(), key.id));
  if (!taken) return false;
  if (!taken->digest) {
    CLIENTROUTE_ASSIGN(const bool kept, FindAnswer(batch.reading(), call, request, answer));
    const bool says_something = answer->GetDescriptor()->field_count() > 0;
    if (kept || !says_something) return true;
    return Error(absl::StatusCode::kFailedPrecondition, "REQUEST_ANSWER_FORGOTTEN",
                 "the request was answered so long ago that its answer is not kept any more",
                 {{"request", call.request_id}});
  }
  if (*taken->digest != key.digest) return RequestIdReused(call);
  answer->Clear();
  return true;
}

/// Keeps an answer that stands with no transition.
absl::Status KeepAnswer(Connection& record, const AnswerKey& key, const CallContext& call,
                        const google::protobuf::Message& request, const google::protobuf::Message& answer) {
  CLIENTROUTE_RETURN_IF_ERROR(AddAnsweredRequest(record, key.id));
  return StoreAnswer(record, call, request, answer);
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
    return KeepAnswer(*record, key, call, request, *answer);
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

absl::StatusOr<RouteEngine::Delivery> RouteEngine::Prepare(CallContext call,
                                                           const platform::v1::DeliverRequest& request) const {
  CLIENTROUTE_RETURN_IF_ERROR(CheckRequestId(call.request_id));
  AnswerKey key(call, request);
  Delivery delivery{std::move(call), std::move(key), {}, {}, {}, {}, false};
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
  CLIENTROUTE_ASSIGN(ReadEvent read, ReadRouteEvent(request.event(), &definitions_->events_that_start_parts()));
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
    return KeepAnswer(*record, delivery.key, call, request, answer);
  }
  RouteWriter writer(&batch, definitions_.get(), &call);
  CLIENTROUTE_ASSIGN(const Taken taken, writer.Take(delivery.route, delivery.event));
  if (taken.how == Taken::How::kRefused) {
    return Refused(taken.refusal, absl::StatusCode::kFailedPrecondition, "EVENT_REFUSED");
  }
  if (batch.AnswerWithTransition(delivery.key.id, delivery.key.digest)) return absl::OkStatus();
  CLIENTROUTE_ASSIGN(Connection * record, batch.Direct());
  return KeepAnswer(*record, delivery.key, call, request, answer);
}

absl::Status RouteEngine::Deliver(const CallContext& call, const platform::v1::DeliverRequest& request,
                                  platform::v1::DeliverResponse*) {
  CLIENTROUTE_ASSIGN(const Delivery delivery, Prepare(call, request));
  return commits_.Run([&](WriteBatch& batch) { return TakeDelivery(delivery, request, batch); });
}

void RouteEngine::DeliverLater(CallContext call, std::shared_ptr<const platform::v1::DeliverRequest> request,
                               std::function<void(absl::Status)> done) {
  absl::StatusOr<Delivery> prepared = Prepare(std::move(call), *request);
  if (!prepared.ok()) return done(prepared.status());
  const std::string submitter = prepared->call.identity.subject;
  commits_.Submit(
      submitter,
      [this, request = std::move(request), delivery = *std::move(prepared)](WriteBatch& batch) {
        return TakeDelivery(delivery, *request, batch);
      },
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

absl::Status RouteEngine::TakeExpiry(const NumberedTimer& timer, WriteBatch& batch) const {
  CallContext call = Own({}, Cat("timer-", timer.number));
  RouteWriter writer(&batch, definitions_.get(), &call);
  CLIENTROUTE_ASSIGN(LiveRoute * live, writer.FindById(timer.owner));
  if (live == nullptr) {
    return Error(absl::StatusCode::kFailedPrecondition, "ROUTE_UNKNOWN",
                 Cat("timer ", timer.number, " belongs to row ", timer.owner, ", which is no route"));
  }
  call.request_id = Cat(live->row.uid.ToString(), "-timer-", timer.number);
  const Event event{call.request_id, timer.due, call.identity.subject, call.cause, TimerExpired{timer.number}};
  CLIENTROUTE_ASSIGN(const Taken taken, writer.Take(*live, event));
  if (taken.how == Taken::How::kRefused && taken.refusal.reason != RefusalReason::kStaleTimer) {
    return Refused(taken.refusal, absl::StatusCode::kFailedPrecondition, "EVENT_REFUSED");
  }
  // What was taken in has ended the timer; what is stale or kept for later is taken away here, and a row that says
  // another time than its route.
  if (batch.Takes(timer)) return absl::OkStatus();
  batch.TakeTimer(timer);
  return batch.Added();
}

std::vector<absl::Status> RouteEngine::FireAll(std::span<const NumberedTimer> timers) {
  std::vector<GroupCommit::Job> jobs;
  jobs.reserve(timers.size());
  for (const NumberedTimer& timer : timers) {
    jobs.push_back([this, &timer](WriteBatch& batch) { return TakeExpiry(timer, batch); });
  }
  return commits_.RunAll(jobs);
}

}  // namespace clientroute::orchestrator
