#include "services/orchestrator/engine/route_writer.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "clientroute/orchestrator/v1/events.pb.h"
#include "services/orchestrator/commands/command_builders.h"
#include "services/orchestrator/commands/command_input_codec.h"
#include "services/orchestrator/store/command_store.h"
#include "services/orchestrator/store/definition_store.h"
#include "services/orchestrator/store/journal_codec.h"
#include "services/orchestrator/store/snapshot_codec.h"
#include "services/orchestrator/store/task_store.h"
#include "services/platform/events/outbox.h"
#include "services/platform/status/status.h"
#include "services/platform/timers/timers.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::orchestrator {
namespace {

/// Subjects of people of the region.
constexpr std::string_view kPersons = "persons/";

std::string ReferenceOf(const Definition& definition, const Route& route, std::string_view name) {
  const auto found = std::find(definition.references.begin(), definition.references.end(), name);
  if (found == definition.references.end()) return {};
  return route.references[static_cast<std::size_t>(found - definition.references.begin())];
}

/// What the row repeats of the route, to be asked by.
void Fill(LiveRoute& live) {
  const Definition& definition = *live.definition;
  const Route& route = live.route;
  RouteRow& row = live.row;
  row.state = definition.main_chart()[route.main.state].name;
  row.interrupt_state = route.interrupt ? definition[route.interrupt->chart][route.interrupt->state].name : "";
  row.closed = IsClosed(definition, route);
  row.municipality = ReferenceOf(definition, route, "municipality");
  row.client = ReferenceOf(definition, route, "client");
  row.case_name = ReferenceOf(definition, route, "case");
  row.sequence = route.sequence;
}

std::set<std::int64_t> PendingNumbers(const Route& route) {
  std::set<std::int64_t> numbers;
  const auto add = [&](const ChartRun& run) {
    for (const PendingCommand& command : run.commands) numbers.insert(command.number);
  };
  add(route.main);
  if (route.interrupt) add(*route.interrupt);
  for (const ChartRun& part : route.parts) add(part);
  for (const AttentionTask& task : route.attention) {
    if (task.kind == AttentionTask::Kind::kFailedCommand) numbers.insert(task.command);
  }
  return numbers;
}

}  // namespace

std::string RouteName(const Uuid& route) { return NameOf("routes", route); }

Uuid TaskUid(const Uuid& route, std::int64_t number) {
  return Uuid::Derive(kClientrouteSpace, Cat(RouteName(route), "/task-", number));
}

std::string CommandRequestId(const Uuid& route, std::int64_t number) { return Cat(route.ToString(), "-", number); }

std::string EventName(const Event& event) {
  if (const auto* announced = std::get_if<Announced>(&event.what)) return announced->type;
  if (std::holds_alternative<TimerExpired>(event.what)) return "TimerExpired";
  if (std::holds_alternative<TaskCompleted>(event.what)) return "TaskCompleted";
  if (std::holds_alternative<Migrated>(event.what)) return "Migrated";
  return "CommandFailed";
}

absl::StatusOr<LiveRoute*> RouteWriter::Find(const Uuid& uid) {
  if (LiveRoute* live = batch_->routes().Find(uid)) return live;
  CLIENTROUTE_ASSIGN(std::optional<RouteRow> row, FindRoute(batch_->reading(), uid));
  if (!row) return nullptr;
  return Load(*std::move(row));
}

absl::StatusOr<LiveRoute*> RouteWriter::Load(RouteRow row) {
  LiveRoute live;
  live.definition = definitions_->Find(row.definition, row.version);
  if (live.definition != nullptr && !row.paused) {
    absl::StatusOr<Route> route = FromSnapshot(*live.definition, RouteName(row.uid), row.snapshot);
    if (route.ok()) {
      live.route = *std::move(route);
      live.terms = TermsOf(live.route);
      live.providers = ProvidersOf(live.route);
    } else {
      live.damage = std::string(route.status().message());
    }
  }
  CLIENTROUTE_ASSIGN(live.announced, LastSequence(batch_->reading(), RouteName(row.uid)));
  CLIENTROUTE_ASSIGN(live.has_failed_command, HasFailedCommand(batch_->reading(), row.id));
  live.row = std::move(row);
  live.row.snapshot.Clear();
  return batch_->routes().Put(std::move(live));
}

absl::StatusOr<Taken> RouteWriter::Take(const Uuid& route, const Event& event) {
  CLIENTROUTE_ASSIGN(LiveRoute * live, Find(route));
  if (live == nullptr) {
    CLIENTROUTE_ASSIGN(live, Open(route, event));
  }
  if (live->row.paused) return Keep(live->row, event);
  if (live->definition == nullptr) {
    return Error(
        absl::StatusCode::kFailedPrecondition, "DEFINITION_NOT_LOADED",
        Cat(RouteName(route), " runs on ", live->row.definition, "@", live->row.version, ", which is not loaded"));
  }
  if (!live->damage.empty()) {
    CLIENTROUTE_RETURN_IF_ERROR(StopOnBroken(live->row, event, {"SnapshotReads", live->damage}));
    return Taken{Taken::How::kKept, Reception::kTaken, {}};
  }
  StepResult result = Step(*live->definition, live->route, event, call_->now);
  if (auto* refusal = std::get_if<Refusal>(&result)) {
    if (live->is_new) batch_->routes().Forget(route);
    return Taken{Taken::How::kRefused, Reception::kTaken, std::move(*refusal)};
  }
  if (const auto* broken = std::get_if<BrokenInvariant>(&result)) {
    if (live->is_new) CLIENTROUTE_RETURN_IF_ERROR(InsertBare(*live));
    CLIENTROUTE_RETURN_IF_ERROR(StopOnBroken(live->row, event, *broken));
    return Taken{Taken::How::kKept, Reception::kTaken, {}};
  }
  Transition& transition = std::get<Transition>(result);
  const Reception reception = transition.reception;
  CLIENTROUTE_RETURN_IF_ERROR(Write(*live, event, transition));
  return Taken{Taken::How::kTaken, reception, {}};
}

absl::StatusOr<LiveRoute*> RouteWriter::Open(const Uuid& uid, const Event& event) {
  const auto* announced = std::get_if<Announced>(&event.what);
  const Definition* definition = announced == nullptr ? nullptr : definitions_->ForOpening(*announced);
  if (definition == nullptr) {
    return Error(absl::StatusCode::kFailedPrecondition, "ROUTE_UNKNOWN",
                 Cat("there is no ", RouteName(uid), " and ", EventName(event), " opens none"),
                 {{"route", RouteName(uid)}});
  }
  WriterMemory& memory = batch_->memory();
  if (memory.last_route_id == 0) {
    CLIENTROUTE_ASSIGN(memory.last_route_id, LastRouteId(batch_->reading()));
  }
  LiveRoute live;
  live.definition = definition;
  live.route = NewRoute(*definition, RouteName(uid));
  live.is_new = true;
  live.row.id = ++memory.last_route_id;
  live.row.uid = uid;
  live.row.definition = definition->name;
  live.row.version = definition->version;
  live.row.created = live.row.changed = event.time;
  Fill(live);
  batch_->Touch(uid);
  return batch_->routes().Put(std::move(live));
}

absl::Status RouteWriter::KeepDefinition(const Definition& definition) {
  if (!batch_->memory().used_definitions.insert(definition.Label()).second) return absl::OkStatus();
  return KeepUsedDefinition(batch_->reading(), definition, call_->now);
}

absl::Status RouteWriter::InsertBare(LiveRoute& live) {
  CLIENTROUTE_RETURN_IF_ERROR(KeepDefinition(*live.definition));
  batch_->rows().opened.push_back({live.row, {}, SnapshotBytes(*live.definition, live.route)});
  live.is_new = false;
  return batch_->Added();
}

absl::StatusOr<Taken> RouteWriter::Keep(const RouteRow& row, const Event& event) {
  CLIENTROUTE_ASSIGN(Connection * record, batch_->Direct());
  CLIENTROUTE_RETURN_IF_ERROR(AddWaitingEvent(*record, row.id, ToRecord(event)));
  return Taken{Taken::How::kKept, Reception::kTaken, {}};
}

absl::Status RouteWriter::StopOnBroken(const RouteRow& row, const Event& event, const BrokenInvariant& broken) {
  CLIENTROUTE_ASSIGN(Connection * record, batch_->Direct());
  IncidentRow incident;
  // One incident an event: a route that is let go on and breaks again on the next has another.
  incident.uid = Uuid::Derive(kClientrouteSpace,
                              Cat(RouteName(row.uid), "/broken-", row.sequence, "-", event.id, "-", call_->request_id));
  incident.error = Cat("invariant ", broken.name, ": ", broken.detail);
  incident.created = call_->now;
  CLIENTROUTE_RETURN_IF_ERROR(InsertIncident(*record, row.id, incident));
  CLIENTROUTE_RETURN_IF_ERROR(AddWaitingEvent(*record, row.id, ToRecord(event)));
  return Pause(row, incident.error);
}

absl::Status RouteWriter::NoteRefused(const RouteRow& row, std::int64_t waiting_id, const Refusal& refusal) {
  CLIENTROUTE_ASSIGN(Connection * record, batch_->Direct());
  IncidentRow incident;
  incident.uid = Uuid::Derive(kClientrouteSpace, Cat(RouteName(row.uid), "/refused-", waiting_id));
  incident.error = Cat("an event that had waited was refused: ", ToString(refusal.reason), ": ", refusal.message);
  incident.created = call_->now;
  return InsertIncident(*record, row.id, incident);
}

absl::Status RouteWriter::Write(LiveRoute& live, const Event& event, Transition& transition) {
  JournalRow record;
  record.route = live.row.id;
  record.sequence = transition.route.sequence;
  record.record = JournalBytes(*live.definition, event, call_->now, transition);
  batch_->Touch(live.row.uid);
  const bool first = live.is_new;
  const bool same_lines = SameLines(live.route, transition.route);
  live.route = std::move(transition.route);
  if (first) CLIENTROUTE_RETURN_IF_ERROR(KeepDefinition(*live.definition));
  WriteState(live);
  if (!same_lines) WriteProviders(live);
  batch_->rows().journal.push_back(std::move(record));
  if (event.actor.starts_with(kPersons)) batch_->rows().involved.push_back({live.row.id, event.actor});
  if (first) CLIENTROUTE_RETURN_IF_ERROR(AnnounceOpening(live));
  CLIENTROUTE_RETURN_IF_ERROR(WriteCommands(live, transition));
  WriteTimers(live.row, transition);
  CLIENTROUTE_RETURN_IF_ERROR(WriteTasks(live, event, transition));
  CLIENTROUTE_RETURN_IF_ERROR(AnnounceMoves(live, event, transition));
  return batch_->Added();
}

void RouteWriter::WriteState(LiveRoute& live) {
  RouteRow& row = live.row;
  std::string snapshot = SnapshotBytes(*live.definition, live.route);
  row.changed = call_->now;
  if (live.is_new) {
    Fill(live);
    live.terms = TermsOf(live.route);
    batch_->rows().opened.push_back({row, live.terms, std::move(snapshot)});
    live.is_new = false;
    return;
  }
  RouteChange change;
  change.id = row.id;
  change.sequence_before = row.sequence;
  const std::string state = row.state;
  const std::string municipality = row.municipality;
  const std::string client = row.client;
  const std::string case_name = row.case_name;
  const bool closed = row.closed;
  Fill(live);
  change.state_changed = row.state != state;
  change.closed_changed = row.closed != closed;
  change.place_changed = row.municipality != municipality || row.client != client;
  change.case_changed = row.case_name != case_name;
  if (const RouteTerms terms = TermsOf(live.route); terms != live.terms) change.terms = live.terms = terms;
  change.sequence = row.sequence;
  change.changed = row.changed;
  change.state = row.state;
  change.interrupt_state = row.interrupt_state;
  change.closed = row.closed;
  change.municipality = row.municipality;
  change.client = row.client;
  change.case_name = row.case_name;
  change.snapshot = std::move(snapshot);
  batch_->rows().changes.push_back(std::move(change));
}

void RouteWriter::WriteProviders(LiveRoute& live) {
  std::set<std::string> providers = ProvidersOf(live.route);
  if (providers == live.providers) return;
  live.providers = std::move(providers);
  batch_->rows().providers.push_back({live.row.id, live.providers});
}

absl::Status RouteWriter::WriteCommands(LiveRoute& live, const Transition& transition) {
  const RouteRow& row = live.row;
  if (!transition.commands.empty()) {
    CLIENTROUTE_ASSIGN(const CommandInput input, CommandInputOf(*live.definition, live.route));
    for (const Command& command : transition.commands) {
      const CommandKind* kind = FindCommandKind(command.name);
      if (kind == nullptr) {
        return Error(absl::StatusCode::kInternal, "COMMAND_UNKNOWN", Cat("nobody builds ", command.name));
      }
      CommandRow out;
      out.route = row.id;
      out.number = command.number;
      out.name = command.name;
      out.part = command.part;
      out.created = call_->now;
      CLIENTROUTE_ASSIGN(out.request, kind->build(input, CommandRequestId(row.uid, command.number)));
      batch_->rows().commands.push_back(std::move(out));
    }
  }
  if (!live.has_failed_command) return absl::OkStatus();
  CLIENTROUTE_ASSIGN(Connection * record, batch_->Direct());
  for (const std::int64_t number : transition.retried_commands) {
    CLIENTROUTE_RETURN_IF_ERROR(SetFailed(*record, row.id, number, false));
    CLIENTROUTE_RETURN_IF_ERROR(Resolve(*record, row, number, IncidentEnding::kRetried));
  }
  for (const std::int64_t number : transition.settled_commands) {
    CLIENTROUTE_RETURN_IF_ERROR(RemoveCommand(*record, row.id, number));
    CLIENTROUTE_RETURN_IF_ERROR(Resolve(*record, row, number, IncidentEnding::kSkipped));
  }
  CLIENTROUTE_RETURN_IF_ERROR(RemoveAnsweredFailures(*record, row.id, PendingNumbers(live.route), call_->now));
  CLIENTROUTE_ASSIGN(live.has_failed_command, HasFailedCommand(*record, row.id));
  return absl::OkStatus();
}

absl::Status RouteWriter::Resolve(Connection& record, const RouteRow& row, std::int64_t number, IncidentEnding ending) {
  return ResolveIncidents(record, row.id, number, ending, call_->identity.subject, call_->now);
}

void RouteWriter::WriteTimers(const RouteRow& row, const Transition& transition) {
  const std::string owner = RouteName(row.uid);
  for (const TimerEnded& timer : transition.timers_ended) {
    batch_->rows().timers_ended.push_back({owner, timer.number});
  }
  for (const TimerStarted& timer : transition.timers_started) {
    batch_->rows().timers_set.push_back({owner, timer.number, timer.due});
  }
}

absl::Status RouteWriter::WriteTasks(LiveRoute& live, const Event& event, const Transition& transition) {
  const RouteRow& row = live.row;
  for (const TaskOpened& task : transition.tasks_opened) {
    TaskRow& out = batch_->rows().tasks_opened.emplace_back();
    out.uid = TaskUid(row.uid, task.number);
    out.route = row.id;
    out.number = task.number;
    out.kind = task.name;
    out.title = task.title;
    out.part = task.part;
    out.municipality = row.municipality;
    out.role = task.role;
    out.opened = task.opened;
    out.due = task.due;
    for (const Outcome& outcome : task.outcomes) out.outcomes.push_back(outcome.name);
    out.answered_by = task.answered_by;
    v1::TaskOpened opened;
    opened.set_route(RouteName(row.uid));
    opened.set_task(NameOf("tasks", out.uid));
    opened.set_kind(task.name);
    CLIENTROUTE_RETURN_IF_ERROR(Announce(live, opened));
  }
  for (const TaskEnded& task : transition.tasks_ended) {
    const bool done = task.how != TaskEnding::kNoLongerNeeded;
    batch_->rows().tasks_ended.push_back({row.id, task.number, done ? TaskState::kCompleted : TaskState::kCancelled,
                                          task.outcome, done ? event.actor : "", call_->now});
    if (!done) continue;
    v1::TaskCompleted completed;
    completed.set_route(RouteName(row.uid));
    completed.set_task(NameOf("tasks", TaskUid(row.uid, task.number)));
    completed.set_kind(task.name);
    completed.set_outcome(task.outcome);
    CLIENTROUTE_RETURN_IF_ERROR(Announce(live, completed));
  }
  return absl::OkStatus();
}

absl::Status RouteWriter::AnnounceOpening(LiveRoute& live) {
  const RouteRow& row = live.row;
  v1::RouteOpened opened;
  opened.set_route(RouteName(row.uid));
  opened.set_client(row.client);
  opened.set_municipality(row.municipality);
  opened.set_definition(row.definition);
  opened.set_definition_version(row.version);
  type::v1::Law law = type::v1::LAW_UNSPECIFIED;
  for (std::size_t i = 0; i < live.route.facts.size(); ++i) {
    const Fact& fact = live.definition->facts[i];
    if (fact.name == "law") type::v1::Law_Parse(FormatFact(fact, live.route.facts[i]), &law);
  }
  opened.set_law(law);
  return Announce(live, opened);
}

absl::Status RouteWriter::AnnounceMoves(LiveRoute& live, const Event& event, const Transition& transition) {
  for (const Move& move : transition.moves) {
    const Chart& chart = (*live.definition)[move.chart];
    if (chart.kind != ChartKind::kMain) continue;
    if (move.from) {
      v1::RouteMoved moved;
      moved.set_route(RouteName(live.row.uid));
      moved.set_from_state(chart[*move.from].name);
      moved.set_to_state(chart[move.to].name);
      moved.set_event(EventName(event));
      CLIENTROUTE_RETURN_IF_ERROR(Announce(live, moved));
    }
    if (!chart[move.to].final) continue;
    v1::RouteClosed closed;
    closed.set_route(RouteName(live.row.uid));
    closed.set_state(chart[move.to].name);
    CLIENTROUTE_RETURN_IF_ERROR(Announce(live, closed));
  }
  return absl::OkStatus();
}

absl::Status RouteWriter::Announce(LiveRoute& live, const google::protobuf::Message& event) {
  CLIENTROUTE_ASSIGN(OutboxRow row, MakeOutboxRow(*call_, ++announced_, RouteName(live.row.uid), event));
  row.sequence = ++live.announced;
  batch_->rows().events.push_back(std::move(row));
  return absl::OkStatus();
}

absl::Status RouteWriter::HandOver(const TaskRow& task, const std::string& to) {
  CLIENTROUTE_ASSIGN(Connection * record, batch_->Direct());
  CLIENTROUTE_RETURN_IF_ERROR(AssignTask(*record, task.id, to));
  if (!to.empty()) CLIENTROUTE_RETURN_IF_ERROR(AddInvolved(*record, task.route, to));
  v1::TaskHandedOver handed;
  handed.set_route(RouteName(task.route_uid));
  handed.set_task(NameOf("tasks", task.uid));
  handed.set_kind(task.kind);
  handed.set_from(task.assignee);
  handed.set_to(to);
  CLIENTROUTE_ASSIGN(LiveRoute * live, Find(task.route_uid));
  if (live == nullptr) return Error(absl::StatusCode::kInternal, "ROUTE_UNKNOWN", "a task without a route");
  batch_->Touch(task.route_uid);
  CLIENTROUTE_RETURN_IF_ERROR(Announce(*live, handed));
  return batch_->Added();
}

absl::Status RouteWriter::Pause(const RouteRow& row, std::string_view reason) {
  CLIENTROUTE_ASSIGN(Connection * record, batch_->Direct());
  CLIENTROUTE_RETURN_IF_ERROR(SetPaused(*record, row.id, true, reason, call_->now));
  const Uuid route = row.uid;  // the row may be that of the route in memory
  batch_->routes().Forget(route);
  return absl::OkStatus();
}

absl::Status RouteWriter::Resume(const RouteRow& row) {
  CLIENTROUTE_ASSIGN(Connection * record, batch_->Direct());
  CLIENTROUTE_ASSIGN(const std::vector<WaitingEvent> waiting, ListWaitingEvents(*record, row.id));
  CLIENTROUTE_RETURN_IF_ERROR(RemoveWaitingEvents(*record, row.id));
  CLIENTROUTE_RETURN_IF_ERROR(SetPaused(*record, row.id, false, "", call_->now));
  CLIENTROUTE_RETURN_IF_ERROR(Resolve(*record, row, 0, IncidentEnding::kResumed));
  batch_->routes().Forget(row.uid);
  for (const WaitingEvent& one : waiting) {
    const std::optional<Event> event = FromRecord(one.event);
    if (!event) return Error(absl::StatusCode::kDataLoss, "JOURNAL_DAMAGED", "a waiting event cannot be read");
    CLIENTROUTE_ASSIGN(const Taken taken, Take(row.uid, *event));
    const bool stale = taken.how == Taken::How::kRefused && taken.refusal.reason == RefusalReason::kStaleTimer;
    if (taken.how == Taken::How::kRefused && !stale)
      CLIENTROUTE_RETURN_IF_ERROR(NoteRefused(row, one.id, taken.refusal));
  }
  return absl::OkStatus();
}

}  // namespace clientroute::orchestrator
