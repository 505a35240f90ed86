#include "tests/recovery/power_loss/random_work.h"

#include <thread>
#include <utility>

#include "services/orchestrator/store/route_store.h"
#include "services/orchestrator/store/task_store.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"
#include "tests/recovery/power_loss/route_script.h"

namespace clientroute::orchestrator {
namespace {

constexpr std::size_t kRoutesMost = 8;
constexpr std::size_t kAtOnce = 3;
/// So many of what was asked last may be asked again.
constexpr std::size_t kRepeatable = 20;
constexpr std::size_t kHoursMost = 24 * 20;
constexpr const char* kSignals[] = {"CrisisReported", "CrisisResolved", "ClientMoved"};

Identity Service() {
  Identity identity;
  identity.kind = Identity::Kind::kService;
  identity.subject = "services/intake";
  return identity;
}

Identity Person(const std::string& role) {
  Identity identity;
  identity.subject = "persons/test.professional";
  identity.municipalities = {"0361"};
  identity.roles = {role};
  return identity;
}

/// The same call whenever it is made; only the time is that of the moment.
template <typename Request, typename Answer>
RandomWork::Answered CallOf(Surroundings* around, const Identity& identity, const std::string& route, bool event,
                            absl::Status (RouteEngine::*method)(const CallContext&, const Request&, Answer*),
                            const Request& request) {
  RandomWork::Answered call;
  call.request_id = request.request_id();
  call.route = route;
  call.event = event;
  call.again = [=](RouteEngine& engine) -> absl::StatusOr<std::string> {
    CallContext context;
    context.request_id = request.request_id();
    context.method = Request::descriptor()->full_name();
    context.identity = identity;
    context.purpose = "care-allocation";
    context.cause = "test";
    context.now = around->now();
    Answer answer;
    CLIENTROUTE_RETURN_IF_ERROR((engine.*method)(context, request, &answer));
    return answer.SerializeAsString();
  };
  return call;
}

/// Whether the record itself failed, as opposed to a request that was judged.
bool OfTheRecord(const absl::Status& status) {
  return status.code() == absl::StatusCode::kUnavailable || status.code() == absl::StatusCode::kInternal ||
         status.code() == absl::StatusCode::kDataLoss || status.code() == absl::StatusCode::kResourceExhausted ||
         status.code() == absl::StatusCode::kUnknown;
}

}  // namespace

std::string RandomWork::NewRequestId() { return Cat("test-request-", ++requests_); }

void RandomWork::Ask(EngineLife& life, Answered call) {
  absl::StatusOr<std::string> answer = call.again(life.engine());
  const bool power = !disk_->failed();
  const std::lock_guard lock(mutex_);
  asked_.push_back(call);
  if (answer.ok()) {
    call.answer = *std::move(answer);
    answered_.push_back(std::move(call));
  } else if (power && OfTheRecord(answer.status())) {
    complaints_.push_back(Cat(call.request_id, ": ", answer.status().ToString()));
  }
}

RandomWork::Answered RandomWork::Event(std::size_t route, int place) {
  platform::v1::DeliverRequest request;
  request.set_request_id(Cat(routes_[route], "-event-", place));
  request.set_subscriber("orchestrator");
  type::v1::Event& event = *request.mutable_event();
  event.set_id(request.request_id());
  event.set_source("test");
  event.set_aggregate(routes_[route]);
  event.set_sequence(place + 1);
  event.set_actor("services/test");
  event.set_cause("test");
  *event.mutable_occur_time() = ToProto(kTestStart);  // the same in every repeat
  event.mutable_payload()->PackFrom(*ScriptedEvent(routes_[route], place));
  return CallOf(around_, Service(), routes_[route], true, &RouteEngine::Deliver, request);
}

RandomWork::Answered RandomWork::NextEvent() {
  if (routes_.empty() || (routes_.size() < kRoutesMost && Below(4) == 0)) {
    routes_.push_back(NameOf("routes", Uuid::Derive(kClientrouteSpace, Cat("power-loss-", routes_.size()))));
    told_.push_back(0);
    return Event(routes_.size() - 1, 0);
  }
  const std::size_t route = AnyRoute();
  told_[route] = std::min(told_[route] + 1, kScriptedEvents - 1);
  return Event(route, told_[route]);
}

void RandomWork::CompleteOne(EngineLife& life) {
  std::vector<TaskRow> tasks;
  const std::size_t route = AnyRoute();
  life.database()
      .Read([&](Connection& connection) -> absl::Status {
        CLIENTROUTE_ASSIGN(const std::optional<RouteRow> row, FindRoute(connection, *IdIn(routes_[route], "routes")));
        if (!row) return absl::OkStatus();
        CLIENTROUTE_ASSIGN(tasks, ListOpenTasks(connection, row->id));
        return absl::OkStatus();
      })
      .IgnoreError();  // without power there are none
  if (tasks.empty()) return;
  const TaskRow& task = tasks[Below(tasks.size())];
  v1::CompleteTaskRequest request;
  request.set_request_id(NewRequestId());
  request.set_name(NameOf("tasks", task.uid));
  if (!task.outcomes.empty()) request.set_outcome(task.outcomes[Below(task.outcomes.size())]);
  Ask(life, CallOf(around_, Person(task.role), routes_[route], true, &RouteEngine::CompleteTask, request));
}

void RandomWork::Signal(EngineLife& life) {
  v1::SignalRouteRequest request;
  request.set_request_id(NewRequestId());
  request.set_name(routes_[AnyRoute()]);
  request.set_event(kSignals[Below(std::size(kSignals))]);
  Ask(life, CallOf(around_, Service(), request.name(), true, &RouteEngine::Signal, request));
}

void RandomWork::PauseOrResume(EngineLife& life) {
  const std::string& route = routes_[AnyRoute()];
  if (Below(3) == 0) {
    v1::PauseRouteRequest request;
    request.set_request_id(NewRequestId());
    request.set_name(route);
    request.set_reason(v1::PauseRouteRequest::INVESTIGATION);
    Ask(life, CallOf(around_, Service(), route, false, &RouteEngine::Pause, request));
    return;
  }
  v1::ResumeRouteRequest request;
  request.set_request_id(NewRequestId());
  request.set_name(route);
  Ask(life, CallOf(around_, Service(), route, false, &RouteEngine::Resume, request));
}

void RandomWork::SeveralAtOnce(EngineLife& life) {
  std::vector<Answered> calls;
  for (std::size_t i = 0; i < kAtOnce; ++i) calls.push_back(NextEvent());
  std::vector<std::thread> callers;
  for (Answered& call : calls) callers.emplace_back([&] { Ask(life, std::move(call)); });
  for (std::thread& caller : callers) caller.join();
}

void RandomWork::Repeat(EngineLife& life) {
  if (asked_.empty()) return;
  const std::size_t newest = asked_.size() - 1;
  Ask(life, asked_[newest - Below(std::min(kRepeatable, asked_.size()))]);
}

void RandomWork::DoOne(EngineLife& life) {
  const std::size_t kind = routes_.empty() ? 0 : Below(100);
  if (kind < 45) {
    Ask(life, NextEvent());
  } else if (kind < 53) {
    SeveralAtOnce(life);
  } else if (kind < 58) {
    Ask(life, Event(AnyRoute(), static_cast<int>(Below(kScriptedEvents))));
  } else if (kind < 68) {
    Repeat(life);
  } else if (kind < 82) {
    CompleteOne(life);
  } else if (kind < 87) {
    Signal(life);
  } else if (kind < 92) {
    PauseOrResume(life);
  } else {
    around_->world().clock()->Advance(std::chrono::hours(1 + Below(kHoursMost)));
  }
  if (Below(2) == 0 && !life.Settle()) complaints_.emplace_back("the background work does not come to an end");
}

}  // namespace clientroute::orchestrator
