#include "services/orchestrator/engine/route_writer.h"

#include <algorithm>
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
void Fill(const Definition& definition, const Route& route, RouteRow& row) {
  row.state = definition.main_chart()[route.main.state].name;
  row.interrupt_state = route.interrupt ? definition[route.interrupt->chart][route.interrupt->state].name : "";
  row.closed = IsClosed(definition, route);
  row.municipality = ReferenceOf(definition, route, "municipality");
  row.client = ReferenceOf(definition, route, "client");
  row.case_name = ReferenceOf(definition, route, "case");
  row.sequence = route.sequence;
  row.snapshot = ToSnapshot(definition, route);
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

absl::StatusOr<Taken> RouteWriter::Take(const Uuid& route, const Event& event) {
  CLIENTROUTE_ASSIGN(std::optional<RouteRow> row, FindRoute(*connection_, route));
  if (!row) {
    CLIENTROUTE_ASSIGN(row, Open(route, event));
  }
  if (row->paused) return Keep(*std::move(row), event);
  return Apply(*std::move(row), event);
}

absl::StatusOr<RouteRow> RouteWriter::Open(const Uuid& uid, const Event& event) {
  const auto* announced = std::get_if<Announced>(&event.what);
  const Definition* definition = announced == nullptr ? nullptr : definitions_->ForOpening(*announced);
  if (definition == nullptr) {
    return Error(absl::StatusCode::kFailedPrecondition, "ROUTE_UNKNOWN",
                 Cat("there is no ", RouteName(uid), " and ", EventName(event), " opens none"),
                 {{"route", RouteName(uid)}});
  }
  const Route route = NewRoute(*definition, RouteName(uid));
  RouteRow row;
  row.uid = uid;
  row.definition = definition->name;
  row.version = definition->version;
  row.created = row.changed = event.time;
  Fill(*definition, route, row);
  CLIENTROUTE_RETURN_IF_ERROR(KeepUsedDefinition(*connection_, *definition, call_->now));
  CLIENTROUTE_ASSIGN(row.id, InsertRoute(*connection_, row));
  return row;
}

absl::StatusOr<Taken> RouteWriter::Keep(RouteRow row, const Event& event) {
  CLIENTROUTE_RETURN_IF_ERROR(AddWaitingEvent(*connection_, row.id, ToRecord(event)));
  return Taken{Taken::How::kKept, std::move(row), Reception::kTaken, {}};
}

absl::StatusOr<Taken> RouteWriter::Apply(RouteRow row, const Event& event) {
  const Definition* definition = definitions_->Find(row.definition, row.version);
  if (definition == nullptr) {
    return Error(absl::StatusCode::kFailedPrecondition, "DEFINITION_NOT_LOADED",
                 Cat(RouteName(row.uid), " runs on ", row.definition, "@", row.version, ", which is not loaded"));
  }
  const absl::StatusOr<Route> route = FromSnapshot(*definition, RouteName(row.uid), row.snapshot);
  if (!route.ok()) {
    CLIENTROUTE_RETURN_IF_ERROR(StopOnBroken(row, event, {"SnapshotReads", std::string(route.status().message())}));
    return Taken{Taken::How::kKept, std::move(row), Reception::kTaken, {}};
  }
  const bool first = route->sequence == 0;
  StepResult result = Step(*definition, *route, event, call_->now);
  if (auto* refusal = std::get_if<Refusal>(&result)) {
    return Taken{Taken::How::kRefused, std::move(row), Reception::kTaken, std::move(*refusal)};
  }
  if (const auto* broken = std::get_if<BrokenInvariant>(&result)) {
    CLIENTROUTE_RETURN_IF_ERROR(StopOnBroken(row, event, *broken));
    return Taken{Taken::How::kKept, std::move(row), Reception::kTaken, {}};
  }
  const Transition& transition = std::get<Transition>(result);
  Fill(*definition, transition.route, row);
  if (first) CLIENTROUTE_RETURN_IF_ERROR(AnnounceOpening(*definition, row, transition.route));
  CLIENTROUTE_RETURN_IF_ERROR(Write(*definition, row, event, transition));
  CLIENTROUTE_RETURN_IF_ERROR(AnnounceMoves(*definition, row, event, transition));
  return Taken{Taken::How::kTaken, std::move(row), transition.reception, {}};
}

absl::Status RouteWriter::StopOnBroken(RouteRow& row, const Event& event, const BrokenInvariant& broken) {
  IncidentRow incident;
  // One incident an event: a route that is let go on and breaks again on the next has another.
  incident.uid = Uuid::Derive(kClientrouteSpace,
                              Cat(RouteName(row.uid), "/broken-", row.sequence, "-", event.id, "-", call_->request_id));
  incident.error = Cat("invariant ", broken.name, ": ", broken.detail);
  incident.created = call_->now;
  CLIENTROUTE_RETURN_IF_ERROR(InsertIncident(*connection_, row.id, incident));
  CLIENTROUTE_RETURN_IF_ERROR(AddWaitingEvent(*connection_, row.id, ToRecord(event)));
  CLIENTROUTE_ASSIGN(row, Pause(std::move(row), incident.error));
  return absl::OkStatus();
}

absl::Status RouteWriter::NoteRefused(const RouteRow& row, std::int64_t waiting_id, const Refusal& refusal) {
  IncidentRow incident;
  incident.uid = Uuid::Derive(kClientrouteSpace, Cat(RouteName(row.uid), "/refused-", waiting_id));
  incident.error = Cat("an event that had waited was refused: ", ToString(refusal.reason), ": ", refusal.message);
  incident.created = call_->now;
  return InsertIncident(*connection_, row.id, incident);
}

absl::Status RouteWriter::Write(const Definition& definition, RouteRow& row, const Event& event,
                                const Transition& transition) {
  row.changed = call_->now;
  CLIENTROUTE_RETURN_IF_ERROR(UpdateRoute(*connection_, row));
  if (event.actor.starts_with(kPersons)) CLIENTROUTE_RETURN_IF_ERROR(AddInvolved(*connection_, row.id, event.actor));
  CLIENTROUTE_RETURN_IF_ERROR(
      AppendJournal(*connection_, row.id, row.sequence, ToRecord(definition, event, call_->now, transition)));
  CLIENTROUTE_RETURN_IF_ERROR(WriteCommands(definition, row, transition));
  CLIENTROUTE_RETURN_IF_ERROR(WriteTimers(row, transition));
  return WriteTasks(row, event, transition);
}

absl::Status RouteWriter::WriteCommands(const Definition& definition, const RouteRow& row,
                                        const Transition& transition) {
  if (!transition.commands.empty()) {
    CLIENTROUTE_ASSIGN(const CommandInput input, CommandInputOf(definition, transition.route));
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
      CLIENTROUTE_RETURN_IF_ERROR(InsertCommand(*connection_, out));
    }
  }
  for (const std::int64_t number : transition.retried_commands) {
    CLIENTROUTE_RETURN_IF_ERROR(SetFailed(*connection_, row.id, number, false));
    CLIENTROUTE_RETURN_IF_ERROR(ResolveIncidents(*connection_, row.id, number, call_->now));
  }
  for (const std::int64_t number : transition.settled_commands) {
    CLIENTROUTE_RETURN_IF_ERROR(RemoveCommand(*connection_, row.id, number));
    CLIENTROUTE_RETURN_IF_ERROR(ResolveIncidents(*connection_, row.id, number, call_->now));
  }
  return RemoveAnsweredFailures(*connection_, row.id, PendingNumbers(transition.route), call_->now);
}

absl::Status RouteWriter::WriteTimers(const RouteRow& row, const Transition& transition) {
  const std::string owner = RouteName(row.uid);
  for (const TimerEnded& timer : transition.timers_ended) {
    CLIENTROUTE_RETURN_IF_ERROR(CancelTimer(*connection_, owner, std::to_string(timer.number)));
  }
  for (const TimerStarted& timer : transition.timers_started) {
    CLIENTROUTE_RETURN_IF_ERROR(SetTimer(*connection_, owner, std::to_string(timer.number), timer.due).status());
  }
  return absl::OkStatus();
}

absl::Status RouteWriter::WriteTasks(const RouteRow& row, const Event& event, const Transition& transition) {
  for (const TaskOpened& task : transition.tasks_opened) {
    TaskRow out;
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
    CLIENTROUTE_RETURN_IF_ERROR(InsertTask(*connection_, out));
    v1::TaskOpened opened;
    opened.set_route(RouteName(row.uid));
    opened.set_task(NameOf("tasks", out.uid));
    opened.set_kind(task.name);
    CLIENTROUTE_RETURN_IF_ERROR(Announce(row, opened));
  }
  for (const TaskEnded& task : transition.tasks_ended) {
    const bool done = task.how != TaskEnding::kNoLongerNeeded;
    CLIENTROUTE_RETURN_IF_ERROR(EndTask(*connection_, row.id, task.number,
                                        done ? TaskState::kCompleted : TaskState::kCancelled, task.outcome,
                                        done ? event.actor : "", call_->now));
    if (!done) continue;
    v1::TaskCompleted completed;
    completed.set_route(RouteName(row.uid));
    completed.set_task(NameOf("tasks", TaskUid(row.uid, task.number)));
    completed.set_kind(task.name);
    completed.set_outcome(task.outcome);
    CLIENTROUTE_RETURN_IF_ERROR(Announce(row, completed));
  }
  return absl::OkStatus();
}

absl::Status RouteWriter::AnnounceOpening(const Definition& definition, const RouteRow& row, const Route& route) {
  v1::RouteOpened opened;
  opened.set_route(RouteName(row.uid));
  opened.set_client(row.client);
  opened.set_municipality(row.municipality);
  opened.set_definition(row.definition);
  opened.set_definition_version(row.version);
  type::v1::Law law = type::v1::LAW_UNSPECIFIED;
  for (std::size_t i = 0; i < route.facts.size(); ++i) {
    if (definition.facts[i].name == "law") type::v1::Law_Parse(FormatFact(definition.facts[i], route.facts[i]), &law);
  }
  opened.set_law(law);
  return Announce(row, opened);
}

absl::Status RouteWriter::AnnounceMoves(const Definition& definition, const RouteRow& row, const Event& event,
                                        const Transition& transition) {
  for (const Move& move : transition.moves) {
    const Chart& chart = definition[move.chart];
    if (chart.kind != ChartKind::kMain) continue;
    if (move.from) {
      v1::RouteMoved moved;
      moved.set_route(RouteName(row.uid));
      moved.set_from_state(chart[*move.from].name);
      moved.set_to_state(chart[move.to].name);
      moved.set_event(EventName(event));
      CLIENTROUTE_RETURN_IF_ERROR(Announce(row, moved));
    }
    if (!chart[move.to].final) continue;
    v1::RouteClosed closed;
    closed.set_route(RouteName(row.uid));
    closed.set_state(chart[move.to].name);
    CLIENTROUTE_RETURN_IF_ERROR(Announce(row, closed));
  }
  return absl::OkStatus();
}

absl::Status RouteWriter::Announce(const RouteRow& row, const google::protobuf::Message& event) {
  return AppendEvent(*connection_, *call_, ++announced_, RouteName(row.uid), event).status();
}

absl::Status RouteWriter::HandOver(const TaskRow& task, const std::string& to) {
  CLIENTROUTE_RETURN_IF_ERROR(AssignTask(*connection_, task.id, to));
  if (!to.empty()) CLIENTROUTE_RETURN_IF_ERROR(AddInvolved(*connection_, task.route, to));
  RouteRow row;
  row.uid = task.route_uid;
  v1::TaskHandedOver handed;
  handed.set_route(RouteName(row.uid));
  handed.set_task(NameOf("tasks", task.uid));
  handed.set_kind(task.kind);
  handed.set_from(task.assignee);
  handed.set_to(to);
  return Announce(row, handed);
}

absl::StatusOr<RouteRow> RouteWriter::Pause(RouteRow row, std::string_view reason) {
  CLIENTROUTE_RETURN_IF_ERROR(SetPaused(*connection_, row.id, true, reason, call_->now));
  row.paused = true;
  row.pause_reason = reason;
  return row;
}

absl::StatusOr<RouteRow> RouteWriter::Resume(RouteRow row) {
  CLIENTROUTE_ASSIGN(const std::vector<WaitingEvent> waiting, ListWaitingEvents(*connection_, row.id));
  CLIENTROUTE_RETURN_IF_ERROR(RemoveWaitingEvents(*connection_, row.id));
  CLIENTROUTE_RETURN_IF_ERROR(SetPaused(*connection_, row.id, false, "", call_->now));
  CLIENTROUTE_RETURN_IF_ERROR(ResolveIncidents(*connection_, row.id, 0, call_->now));
  row.paused = false;
  row.pause_reason.clear();
  for (const WaitingEvent& one : waiting) {
    const std::optional<Event> event = FromRecord(one.event);
    if (!event) return Error(absl::StatusCode::kDataLoss, "JOURNAL_DAMAGED", "a waiting event cannot be read");
    CLIENTROUTE_ASSIGN(Taken taken, Take(row.uid, *event));
    row = std::move(taken.row);
    const bool stale = taken.how == Taken::How::kRefused && taken.refusal.reason == RefusalReason::kStaleTimer;
    if (taken.how == Taken::How::kRefused && !stale)
      CLIENTROUTE_RETURN_IF_ERROR(NoteRefused(row, one.id, taken.refusal));
  }
  return row;
}

}  // namespace clientroute::orchestrator
