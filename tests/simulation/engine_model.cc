#include "tests/simulation/engine_model.h"

#include <algorithm>
#include <chrono>

#include "services/orchestrator/migrations.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"
#include "tests/unit/orchestrator/route_driver.h"

namespace clientroute::orchestrator {
namespace {

constexpr std::size_t kAskedAtOnceMost = 10;

}  // namespace

std::string CodeOf(const absl::Status& status) {
  if (status.ok()) return "ok";
  const std::map<std::string, std::string> metadata = MetadataOf(status);
  const auto refusal = metadata.find("refusal");
  return refusal == metadata.end() ? ReasonOf(status) : refusal->second;
}

EngineModel::EngineModel(std::string folder, const Versions& versions, std::uint64_t seed, Size size, Slip slip)
    : folder_(std::move(folder)),
      versions_(versions),
      size_(size),
      slip_(slip),
      random_(seed),
      drawer_(seed),
      clock_(At("2026-03-02")),
      routes_(static_cast<std::size_t>(size.routes)) {
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    routes_[i].uid = Uuid::Derive(kClientrouteSpace, "model-" + std::to_string(i));
    routes_[i].name = RouteName(routes_[i].uid);
  }
  Start();
}

EngineModel::~EngineModel() {
  OpenGate();
  AwaitAnswers();
}

void EngineModel::Start() {
  auto database = OpenSqlite({.path = folder_ + "/orchestrator.db", .readers = 1}, OrchestratorMigrations());
  if (!database.ok()) return Differ("opening", std::string(database.status().message()), "");
  database_ = *std::move(database);
  engine_ = std::make_unique<RouteEngine>(database_.get(), both_versions_ ? versions_.both : versions_.first, &clock_);
}

void EngineModel::Restart() {
  engine_.reset();
  database_.reset();
  both_versions_ = true;
  ++counts_["restart"];
  Start();
}

std::string EngineModel::Run() {
  for (int i = 0; i < size_.batches && difference_.empty(); ++i) {
    if (i == size_.batches / 3 || (both_versions_ && Chance(8))) Restart();
    if (!difference_.empty()) break;
    Batch();
    Check();
    if (difference_.empty()) Dispatch();
  }
  if (difference_.empty()) Check();
  if (difference_.empty()) CheckHistories();
  if (command_ids_.size() != issued_)
    Differ("request ids of commands", std::to_string(command_ids_.size()), std::to_string(issued_));
  return difference_;
}

const Definition& EngineModel::DefinitionOf(const Modelled& route) const {
  return *versions_.both->Find("drawn", route.read_version);
}

CallContext EngineModel::CallOf(std::string request_id) const {
  CallContext call;
  call.request_id = std::move(request_id);
  call.identity.kind = Identity::Kind::kService;
  call.identity.subject = "services/model";
  call.purpose = "operation";
  call.now = clock_.Now();
  return call;
}

void EngineModel::PassTime() {
  std::vector<Instant> dues;
  for (const Modelled& route : routes_) {
    for (const NumberedTimer& timer : route.timers) dues.push_back(timer.due);
  }
  if (!dues.empty() && Chance(2)) {
    clock_.Set(dues[Below(dues.size())]);
  } else {
    clock_.Advance(std::chrono::minutes(Below(3'000)));
  }
}

void EngineModel::Batch() {
  PassTime();
  batch_.clear();
  if (!Chance(4)) Hold();
  const std::size_t count = 1 + Below(kAskedAtOnceMost);
  for (std::size_t i = 0; i < count; ++i) AskOne();
  OpenGate();
  AwaitAnswers();
  for (const std::shared_ptr<Request>& one : batch_) {
    ++counts_[one->answer];
    if (one->answer != one->expected) return Differ(one->what, one->answer, one->expected);
    if (one->first != nullptr && one->bytes != one->first->bytes) {
      return Differ(one->what + ", which was answered before", one->bytes, one->first->bytes);
    }
    if (one->answer == "ok" && one->first == nullptr) answered_.push_back(one);
  }
}

// Mostly one that goes on.
EngineModel::Modelled& EngineModel::AnyRoute() {
  Modelled* route = &routes_[Below(routes_.size())];
  for (int i = 0; i < 3 && route->plain != nullptr && route->plain->ended(); ++i)
    route = &routes_[Below(routes_.size())];
  return *route;
}

void EngineModel::AskOne() {
  Modelled& route = AnyRoute();
  if (route.plain == nullptr) return Announce(route, Chance(6) ? kLookedEvent : kAskedEvent, "line-1");
  switch (Below(15)) {
    case 0:
    case 1:
      return Fire();
    case 2:
    case 3:
      return Complete(route);
    case 4:
      return Repeat();
    case 5:
      return both_versions_ ? Move(route) : HappenOnRun(route);
    case 6: {
      static const char* const kEvents[] = {kAskedEvent, kLookedEvent,    kNudgedEvent,
                                            kSplitEvent, kPieceDoneEvent, kForeignEvent};
      return Announce(route, kEvents[Below(6)], "line-" + std::to_string(Below(4)));
    }
    case 7:
      return PauseOrResume(route);
    case 8:
    case 9:
      return EndIncident(route);
    default:
      return HappenOnRun(route);
  }
}

// Mostly what the state answers, so that the routes get far.
void EngineModel::HappenOnRun(Modelled& route) {
  if (route.sequence == 0) return Announce(route, kAskedEvent, "");
  const Definition& definition = DefinitionOf(route);
  if (definition.interrupting && Chance(12)) {
    static const char* const kSignals[] = {"Alarm", "Quiet", "Fire"};
    return Signal(route, kSignals[Below(3)]);
  }
  std::vector<const ChartRun*> runs = {&route.route.main};
  if (route.route.interrupt) runs.push_back(&*route.route.interrupt);
  for (const ChartRun& part : route.route.parts) runs.push_back(&part);
  const ChartRun* run = runs[Below(runs.size())];
  std::vector<Rule> rules = definition[run->chart][run->state].rules;
  std::erase_if(rules, [](const Rule& rule) { return rule.trigger.kind != Trigger::Kind::kEvent; });
  if (rules.empty()) return Complete(route);
  const EventDeclaration& event = definition.events[rules[Below(rules.size())].trigger.index];
  if (event.signal) return Signal(route, event.name);
  Announce(route, event.name, run->key.empty() ? "line-1" : run->key);
}

void EngineModel::Announce(Modelled& route, const std::string& type, const std::string& part) {
  std::string about;
  if (route.sequence != 0) {
    const std::vector<std::string>& names = DefinitionOf(route).references;
    for (std::size_t i = 0; i < names.size() && i < route.route.references.size(); ++i)
      if (names[i] == "table") about = route.route.references[i];
  }
  auto request = std::make_shared<Request>();
  request->call = CallOf(NextId());
  // What was told late runs from when it happened.
  const Instant time = Chance(3) ? clock_.Now() - std::chrono::hours(Below(100)) : clock_.Now();
  request->event =
      Event{"event-" + request->call.request_id, time, "services/model", "", drawer_.Draw(type, part, about)};
  request->route = static_cast<std::size_t>(&route - routes_.data());
  request->what = request->event.id + " " + type + " of " + route.name;
  request->delivery =
      std::make_shared<platform::v1::DeliverRequest>(Packed(request->call.request_id, route.name, request->event));
  request->expected = Take(route, request->event);
  Deliver(std::move(request));
}

void EngineModel::Signal(Modelled& route, const std::string& signal) {
  v1::SignalRouteRequest told;
  told.set_request_id(NextId());
  told.set_name(route.name);
  told.set_event(signal);
  const CallContext call = CallOf(told.request_id());
  auto request = std::make_shared<Request>();
  request->what = told.request_id() + " " + signal + " of " + route.name;
  request->ask = [this, call, told](std::string& bytes) {
    v1::Route answer;
    const absl::Status status = engine_->Signal(call, told, &answer);
    bytes = answer.SerializeAsString();
    return status;
  };
  const Event event{call.request_id, call.now, "", "", Announced{signal, "", {}, {}}};
  request->expected = route.paused ? "ROUTE_PAUSED" : Take(route, event);
  Ask(std::move(request));
}

void EngineModel::Complete(Modelled& route) {
  if (route.tasks_ever.empty()) return;
  auto task = route.tasks_ever.begin();
  std::advance(task, static_cast<std::ptrdiff_t>(Below(route.tasks_ever.size())));
  // Mostly one that is open.
  const std::map<std::int64_t, std::string> open = route.plain->tasks();
  if (!open.empty() && !Chance(6)) {
    auto one = open.begin();
    std::advance(one, static_cast<std::ptrdiff_t>(Below(open.size())));
    if (route.tasks_ever.count(one->first) != 0) task = route.tasks_ever.find(one->first);
  }
  static const char* const kOutcomes[] = {"yes", "no", "ok", "fine", "calmed", "seen", "retry", "settled"};
  std::vector<std::string> outcomes(std::begin(kOutcomes), std::end(kOutcomes));
  if (const auto found = open.find(*task); found != open.end() && !Chance(10)) {
    const std::string& name = found->second;
    outcomes = name == kUnexpectedEventTask ? std::vector<std::string>{"seen"}
               : name == kFailedCommandTask ? std::vector<std::string>{"retry", "settled"}
               : name == "check"            ? std::vector<std::string>{"fine"}
               : name == "calm"             ? std::vector<std::string>{"calmed"}
               : name == "hurry"            ? std::vector<std::string>{"ok"}
                                            : std::vector<std::string>{"yes", "no"};
  }
  v1::CompleteTaskRequest done;
  done.set_request_id(NextId());
  done.set_name(NameOf("tasks", TaskUid(route.uid, *task)));
  done.set_outcome(outcomes[Below(outcomes.size())]);
  const CallContext call = CallOf(done.request_id());
  auto request = std::make_shared<Request>();
  request->what = done.request_id() + " task " + std::to_string(*task) + " " + done.outcome() + " of " + route.name;
  request->ask = [this, call, done](std::string& bytes) {
    v1::Task answer;
    const absl::Status status = engine_->CompleteTask(call, done, &answer);
    bytes = answer.SerializeAsString();
    return status;
  };
  const Event event{call.request_id, call.now, "", "", TaskCompleted{*task, done.outcome()}};
  request->expected = !route.paused ? Take(route, event) : open.count(*task) != 0 ? "ROUTE_PAUSED" : "TASK_CLOSED";
  Ask(std::move(request));
}

// Of several routes at once: those that are due, some that fired before or were ended, and now and then one too early.
void EngineModel::Fire() {
  std::vector<NumberedTimer> timers;
  std::vector<std::string> expected;
  for (Modelled& route : routes_) {
    if (route.plain == nullptr) continue;
    std::vector<NumberedTimer> drawn;
    for (const NumberedTimer& timer : route.timers) {
      if (timer.due <= clock_.Now() ? !Chance(4) : Chance(12)) drawn.push_back(timer);
    }
    if (!route.timers_ever.empty() && Chance(3)) drawn.push_back(route.timers_ever[Below(route.timers_ever.size())]);
    for (const NumberedTimer& timer : drawn) {
      // None fires early but by mistake; one that is kept would be lost by that.
      if (route.paused && timer.due > clock_.Now()) continue;
      if (route.paused) route.kept_timers.insert(timer.number);
      const std::string id = route.uid.ToString() + "-timer-" + std::to_string(timer.number);
      const std::string said = Take(route, Event{id, timer.due, "", "", TimerExpired{timer.number}});
      if (said == "STALE_TIMER") ++counts_["stale"];
      timers.push_back(timer);
      expected.push_back(said == "STALE_TIMER" ? "ok" : said);
    }
  }
  OpenGate();
  const std::vector<absl::Status> answers = engine_->FireAll(timers);
  for (std::size_t i = 0; i < timers.size(); ++i) {
    ++counts_[expected[i] == "ok" ? "fired" : expected[i]];
    if (CodeOf(answers[i]) != expected[i])
      Differ("timer " + std::to_string(timers[i].number) + " of row " + std::to_string(timers[i].owner),
             CodeOf(answers[i]), expected[i]);
  }
}

// The same request again, and now and then another under its id.
void EngineModel::Repeat() {
  std::vector<std::shared_ptr<Request>> all = answered_;
  for (const auto& one : batch_) {
    if (one->expected == "ok" && one->first == nullptr) all.push_back(one);
  }
  if (all.empty()) return;
  const std::shared_ptr<Request> first = Chance(2) ? all.back() : all[Below(all.size())];
  auto again = std::make_shared<Request>(*first);
  again->what += ", again";
  again->answer.clear();
  again->bytes.clear();
  again->first = first;
  ++counts_["repeat"];
  if (again->delivery == nullptr) return Ask(std::move(again));
  if (Chance(5)) {
    auto other = std::make_shared<platform::v1::DeliverRequest>(*again->delivery);
    other->mutable_event()->set_cause("something else");
    again->delivery = std::move(other);
    again->expected = "REQUEST_ID_REUSED";
  } else if (slip_ == Slip::kARepeatCountsAgain && !again->event.id.empty()) {
    Take(routes_[again->route], again->event);
  }
  Deliver(std::move(again));
}

void EngineModel::Move(Modelled& route) {
  v1::MigrateRouteRequest moving;
  moving.set_request_id(NextId());
  moving.set_name(route.name);
  moving.set_mapping(versions_.mapping_text);
  moving.set_mapping_file("mapping.textproto");
  moving.set_accept_differences(true);
  const CallContext call = CallOf(moving.request_id());
  auto request = std::make_shared<Request>();
  request->what = moving.request_id() + " moving " + route.name;
  request->ask = [this, call, moving](std::string& bytes) {
    v1::MigrateRouteResponse answer;
    const absl::Status status = engine_->Migrate(call, moving, &answer);
    bytes = answer.SerializeAsString();
    if (CodeOf(status) == "MAPPING_BROKEN") Differ("mapping", std::string(status.message()), moving.mapping());
    return status;
  };
  const Event event{call.request_id, call.now, "", "", Migrated{1, 2, ""}};
  if (route.version == 2) {
    request->expected = "ok";
  } else if (route.plain->ended()) {
    request->expected = "ROUTE_CLOSED";
  } else if (route.paused) {
    request->expected = "ROUTE_PAUSED";
  } else {
    request->expected = route.plain->MoveTo(versions_.second_source, versions_.mapping, event, call.now);
    if (request->expected == "taken") {
      ++counts_["moved"];
      request->expected = "ok";
      route.version = 2;
      route.receptions.push_back("taken");
      route.was_moved = true;
      NoteCommands(route);
    }
  }
  Ask(std::move(request));
}

}  // namespace clientroute::orchestrator
