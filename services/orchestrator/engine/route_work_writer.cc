#include <optional>
#include <set>
#include <utility>

#include "clientroute/orchestrator/v1/events.pb.h"
#include "services/orchestrator/commands/command_builders.h"
#include "services/orchestrator/commands/command_input_codec.h"
#include "services/orchestrator/engine/route_writer.h"
#include "services/orchestrator/store/command_store.h"
#include "services/orchestrator/store/wire_writer.h"
#include "services/platform/events/outbox.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

// What follows from a transition, of RouteWriter: commands, timers, tasks, and what is announced of it.
namespace clientroute::orchestrator {
namespace {

/// A few names, so that the bytes are not moved while they are written.
constexpr std::size_t kAnnouncementBytesUsual = 256;

std::string TaskName(const Uuid& route, std::int64_t number) { return NameOf("tasks", TaskUid(route, number)); }

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

void RouteWriter::WriteTimers(const LiveRoute& live, const Transition& transition) {
  for (const TimerEnded& timer : transition.timers_ended) {
    batch_->TakeTimer({timer.due, live.row.id, timer.number});
  }
  for (const TimerStarted& timer : transition.timers_started) {
    batch_->SetTimer({timer.due, live.row.id, timer.number});
  }
}

absl::Status RouteWriter::WriteTasks(LiveRoute& live, const Event& event, const Transition& transition) {
  const RouteRow& row = live.row;
  for (const TaskOpened& task : transition.tasks_opened) {
    TaskRow& out = batch_->rows().tasks_opened.emplace_back();
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
    CLIENTROUTE_RETURN_IF_ERROR(
        Announce<v1::TaskOpened>(live, {{v1::TaskOpened::kTaskFieldNumber, TaskName(row.uid, task.number)},
                                        {v1::TaskOpened::kKindFieldNumber, task.name}}));
  }
  for (const TaskEnded& task : transition.tasks_ended) {
    const bool done = task.how != TaskEnding::kNoLongerNeeded;
    batch_->rows().tasks_ended.push_back({row.id, task.number, done ? TaskState::kCompleted : TaskState::kCancelled,
                                          task.outcome, done ? event.actor : "", call_->now});
    if (!done) continue;
    CLIENTROUTE_RETURN_IF_ERROR(
        Announce<v1::TaskCompleted>(live, {{v1::TaskCompleted::kTaskFieldNumber, TaskName(row.uid, task.number)},
                                           {v1::TaskCompleted::kKindFieldNumber, task.name},
                                           {v1::TaskCompleted::kOutcomeFieldNumber, task.outcome}}));
  }
  return absl::OkStatus();
}

// What is no client's says nothing to other services.
absl::Status RouteWriter::AnnounceOpening(LiveRoute& live) {
  if (live.definition->without_client) return absl::OkStatus();
  const RouteRow& row = live.row;
  v1::RouteOpened opened;
  opened.set_route(live.name);
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
  if (live.definition->without_client) return absl::OkStatus();
  for (const Move& move : transition.moves) {
    const Chart& chart = (*live.definition)[move.chart];
    if (chart.kind != ChartKind::kMain) continue;
    if (move.from) CLIENTROUTE_RETURN_IF_ERROR(AnnounceMove(live, event, chart[*move.from].name, chart[move.to].name));
    if (!chart[move.to].final) continue;
    CLIENTROUTE_RETURN_IF_ERROR(
        Announce<v1::RouteClosed>(live, {{v1::RouteClosed::kStateFieldNumber, chart[move.to].name}}));
  }
  return absl::OkStatus();
}

absl::Status RouteWriter::AnnounceMove(LiveRoute& live, const Event& event, const std::string& from,
                                       const std::string& to) {
  return Announce<v1::RouteMoved>(live, {{v1::RouteMoved::kFromStateFieldNumber, from},
                                         {v1::RouteMoved::kToStateFieldNumber, to},
                                         {v1::RouteMoved::kEventFieldNumber, EventName(event)}});
}

// The texts as fields of the message, without the message: of most events that is all there is.
template <typename Payload>
absl::Status RouteWriter::Announce(LiveRoute& live, std::initializer_list<std::pair<int, std::string_view>> texts) {
  std::string payload;
  payload.reserve(kAnnouncementBytesUsual);
  WireWriter out(&payload);
  out.Text(Payload::kRouteFieldNumber, live.name);
  for (const auto& [field, text] : texts) out.Text(field, text);
  return Announce(live, Payload::descriptor()->full_name(), std::move(payload));
}

absl::Status RouteWriter::Announce(LiveRoute& live, const google::protobuf::Message& payload) {
  return Announce(live, payload.GetDescriptor()->full_name(), payload.SerializeAsString());
}

absl::Status RouteWriter::Announce(LiveRoute& live, const std::string& type, std::string payload) {
  CLIENTROUTE_ASSIGN(OutboxRow row, MakeOutboxRow(*call_, ++announced_, live.name, type, std::move(payload)));
  row.sequence = ++live.row.announced;
  batch_->rows().events.push_back(std::move(row));
  return absl::OkStatus();
}

}  // namespace clientroute::orchestrator
