#include "services/orchestrator/engine/route_writer.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "clientroute/orchestrator/v1/events.pb.h"
#include "services/orchestrator/store/command_store.h"
#include "services/orchestrator/store/definition_store.h"
#include "services/orchestrator/store/journal_codec.h"
#include "services/orchestrator/store/snapshot_codec.h"
#include "services/orchestrator/store/task_store.h"
#include "services/platform/status/status.h"
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

/// Where the row stands before a transition.
RouteChange ChangeFrom(const RouteRow& row) {
  RouteChange change;
  change.id = row.id;
  change.sequence_before = row.sequence;
  change.state = row.state;
  change.closed = row.closed;
  change.municipality = row.municipality;
  change.client = row.client;
  change.case_name = row.case_name;
  return change;
}

/// And where it stands after it.
void CompleteChange(const RouteRow& row, RouteChange& change) {
  change.state_changed = row.state != change.state;
  change.closed_changed = row.closed != change.closed;
  change.place_changed = row.municipality != change.municipality || row.client != change.client;
  change.case_changed = row.case_name != change.case_name;
  change.sequence = row.sequence;
  change.last_record = row.last_record;
  change.announced = row.announced;
  change.changed = row.changed;
  change.interrupt_state = row.interrupt_state;
  change.closed = row.closed;
  if (change.state_changed) change.state = row.state;
  if (change.place_changed) {
    change.municipality = row.municipality;
    change.client = row.client;
  }
  if (change.case_changed) change.case_name = row.case_name;
}

}  // namespace

std::string RouteName(const Uuid& route) { return NameOf("routes", route); }

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

absl::StatusOr<LiveRoute*> RouteWriter::FindById(std::int64_t id) {
  if (LiveRoute* live = batch_->routes().FindById(id)) return live;
  CLIENTROUTE_ASSIGN(std::optional<RouteRow> row, FindRouteById(batch_->reading(), id));
  if (!row) return nullptr;
  return Load(*std::move(row));
}

absl::StatusOr<LiveRoute*> RouteWriter::Load(RouteRow row) {
  LiveRoute live;
  live.name = RouteName(row.uid);
  live.definition = definitions_->Find(row.definition, row.version);
  if (live.definition != nullptr && !row.paused) {
    absl::StatusOr<Route> route = FromSnapshot(*live.definition, live.name, row.snapshot);
    if (route.ok()) {
      live.route = *std::move(route);
      live.terms = TermsOf(live.route);
      live.providers = ProvidersOf(live.route);
    } else {
      live.damage = std::string(route.status().message());
    }
  }
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
  return Take(*live, event);
}

absl::StatusOr<Taken> RouteWriter::Take(LiveRoute& live, const Event& event) {
  if (live.row.paused) return Keep(live.row, event);
  if (live.definition == nullptr) {
    return Error(absl::StatusCode::kFailedPrecondition, "DEFINITION_NOT_LOADED",
                 Cat(live.name, " runs on ", live.row.definition, "@", live.row.version, ", which is not loaded"));
  }
  if (!live.damage.empty()) {
    CLIENTROUTE_RETURN_IF_ERROR(StopOnBroken(live.row, event, {"SnapshotReads", live.damage}));
    return Taken{Taken::How::kKept, Reception::kTaken, {}};
  }
  StepResult result = Step(*live.definition, live.route, event, call_->now);
  if (auto* refusal = std::get_if<Refusal>(&result)) {
    if (live.is_new) batch_->routes().Forget(Uuid(live.row.uid));
    return Taken{Taken::How::kRefused, Reception::kTaken, std::move(*refusal)};
  }
  if (const auto* broken = std::get_if<BrokenInvariant>(&result)) {
    if (live.is_new) CLIENTROUTE_RETURN_IF_ERROR(InsertBare(live));
    CLIENTROUTE_RETURN_IF_ERROR(StopOnBroken(live.row, event, *broken));
    return Taken{Taken::How::kKept, Reception::kTaken, {}};
  }
  Transition& transition = std::get<Transition>(result);
  const Reception reception = transition.reception;
  CLIENTROUTE_RETURN_IF_ERROR(Write(live, event, transition));
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
  live.name = RouteName(uid);
  live.route = NewRoute(*definition, live.name);
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
  const std::string error = Cat("invariant ", broken.name, ": ", broken.detail);
  // One incident an event: a route that is let go on and breaks again on the next has another.
  CLIENTROUTE_RETURN_IF_ERROR(NoteIncident(row, Cat("broken-", row.sequence, "-", event.id), error));
  CLIENTROUTE_RETURN_IF_ERROR(Keep(row, event).status());
  return Pause(row, error);
}

absl::Status RouteWriter::NoteRefused(const RouteRow& row, std::int64_t waiting_id, const Refusal& refusal) {
  return NoteIncident(row, Cat("refused-", waiting_id),
                      Cat("an event that had waited was refused: ", ToString(refusal.reason), ": ", refusal.message));
}

absl::Status RouteWriter::NoteIncident(const RouteRow& row, std::string_view about, std::string error) {
  CLIENTROUTE_ASSIGN(Connection * record, batch_->Direct());
  IncidentRow incident;
  // What it is about may be called so again, as the number of what waited once nothing waits: the call tells them
  // apart.
  incident.uid = Uuid::Derive(kClientrouteSpace, Cat(RouteName(row.uid), "/", about, "-", call_->request_id));
  incident.error = std::move(error);
  incident.created = call_->now;
  return InsertIncident(*record, row.id, incident);
}

absl::StatusOr<std::int64_t> RouteWriter::NextRecord() {
  WriterMemory& memory = batch_->memory();
  if (memory.last_record_id == 0) {
    CLIENTROUTE_ASSIGN(memory.last_record_id, LastRecordId(batch_->reading()));
  }
  return ++memory.last_record_id;
}

absl::Status RouteWriter::Write(LiveRoute& live, const Event& event, Transition& transition) {
  JournalRow record;
  CLIENTROUTE_ASSIGN(record.id, NextRecord());
  record.route = live.row.id;
  record.sequence = transition.route.sequence;
  record.previous = live.row.last_record;
  record.record = JournalBytes(*live.definition, event, call_->now, transition);
  batch_->Touch(live.row.uid);
  const bool first = live.is_new;
  RouteChange change = ChangeFrom(live.row);
  const bool same_lines = SameLines(live.route, transition.route);
  live.route = std::move(transition.route);
  Fill(live);
  live.row.last_record = record.id;
  live.row.changed = call_->now;
  if (first) CLIENTROUTE_RETURN_IF_ERROR(KeepDefinition(*live.definition));
  if (!same_lines) WriteProviders(live);
  batch_->rows().journal.push_back(std::move(record));
  if (event.actor.starts_with(kPersons)) batch_->rows().involved.push_back({live.row.id, event.actor});
  if (first) CLIENTROUTE_RETURN_IF_ERROR(AnnounceOpening(live));
  CLIENTROUTE_RETURN_IF_ERROR(WriteCommands(live, transition));
  WriteTimers(live, transition);
  CLIENTROUTE_RETURN_IF_ERROR(WriteTasks(live, event, transition));
  CLIENTROUTE_RETURN_IF_ERROR(AnnounceMoves(live, event, transition));
  WriteState(live, std::move(change));
  return batch_->Added();
}

void RouteWriter::WriteState(LiveRoute& live, RouteChange change) {
  const RouteRow& row = live.row;
  std::string snapshot = SnapshotBytes(*live.definition, live.route);
  const RouteTerms terms = TermsOf(live.route);
  if (live.is_new) {
    live.terms = terms;
    batch_->rows().opened.push_back({row, terms, std::move(snapshot)});
    live.is_new = false;
    return;
  }
  CompleteChange(row, change);
  if (terms != live.terms) change.terms = live.terms = terms;
  change.snapshot = std::move(snapshot);
  batch_->rows().changes.push_back(std::move(change));
}

void RouteWriter::WriteProviders(LiveRoute& live) {
  std::set<std::string> providers = ProvidersOf(live.route);
  if (providers == live.providers) return;
  live.providers = std::move(providers);
  batch_->rows().providers.push_back({live.row.id, live.providers});
}

absl::Status RouteWriter::HandOver(const TaskRow& task, const std::string& to) {
  CLIENTROUTE_ASSIGN(Connection * record, batch_->Direct());
  CLIENTROUTE_RETURN_IF_ERROR(AssignTask(*record, task.id, to));
  if (!to.empty()) CLIENTROUTE_RETURN_IF_ERROR(AddInvolved(*record, task.route, to));
  CLIENTROUTE_ASSIGN(LiveRoute * live, Find(task.route_uid));
  if (live == nullptr) return Error(absl::StatusCode::kInternal, "ROUTE_UNKNOWN", "a task without a route");
  batch_->Touch(task.route_uid);
  v1::TaskHandedOver handed;
  handed.set_route(live->name);
  handed.set_task(NameOf("tasks", task.uid));
  handed.set_kind(task.kind);
  handed.set_from(task.assignee);
  handed.set_to(to);
  CLIENTROUTE_RETURN_IF_ERROR(Announce(*live, handed));
  CLIENTROUTE_RETURN_IF_ERROR(SetAnnounced(*record, live->row.id, live->row.announced));
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
