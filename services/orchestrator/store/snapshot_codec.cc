#include "services/orchestrator/store/snapshot_codec.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "services/orchestrator/route/invariants.h"
#include "services/orchestrator/store/journal_codec.h"
#include "services/orchestrator/store/wire_writer.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

/// Of a route in the middle of its life, so that its bytes are not moved while they are written.
constexpr std::size_t kSnapshotBytesUsual = 2 * 1024;

using TextMap = google::protobuf::Map<std::string, std::string>;

absl::Status Damaged(std::string_view what) {
  return Error(absl::StatusCode::kDataLoss, "SNAPSHOT_DAMAGED",
               Cat("the stored route does not fit its definition: ", what));
}

/// An absent time is damage: it would read as 1970.
std::optional<Instant> ReadTime(bool there, const google::protobuf::Timestamp& time) {
  return there ? FromProto(time) : std::nullopt;
}

/// As FormatFact, without a copy of what has a name.
void WriteFact(const Fact& fact, std::int64_t value, int field, WireWriter& out) {
  switch (fact.type) {
    case FactType::kBoolean:
      return out.Entry(field, fact.name, value != 0 ? "true" : "false");
    case FactType::kSymbol:
      return out.Entry(field, fact.name, fact.symbols.at(static_cast<std::size_t>(value)));
    case FactType::kInteger:
    case FactType::kDate:
      return out.Entry(field, fact.name, FormatFact(fact, value));
  }
}

void WriteFacts(const std::vector<Fact>& declared, const Facts& facts, int field, WireWriter& out) {
  for (std::size_t i = 0; i < declared.size() && i < facts.size(); ++i) {
    if (facts[i]) WriteFact(declared[i], *facts[i], field, out);
  }
}

absl::StatusOr<Facts> ReadFacts(const std::vector<Fact>& declared, const TextMap& map) {
  Facts facts(declared.size());
  for (std::size_t i = 0; i < declared.size(); ++i) {
    const auto found = map.find(declared[i].name);
    if (found == map.end()) continue;
    facts[i] = ParseFact(declared[i], found->second);
    if (!facts[i]) return Damaged(Cat("fact ", declared[i].name));
  }
  return facts;
}

void WriteWork(const Chart& chart, const ChartRun& run, WireWriter& out) {
  for (const OpenTimer& timer : run.timers) {
    using Row = v1::TimerSnapshot;
    out.Message(v1::RunSnapshot::kTimersFieldNumber, [&] {
      out.Int(Row::kNumberFieldNumber, timer.number);
      out.Text(Row::kNameFieldNumber, chart.timers[Index(timer.timer)].name);
      out.Time(Row::kDueTimeFieldNumber, timer.due);
      if (timer.while_in) out.Text(Row::kWhileInFieldNumber, chart[*timer.while_in].name);
      out.Bool(Row::kExpiredFieldNumber, timer.expired);
    });
  }
  for (const OpenTask& task : run.tasks) {
    using Row = v1::TaskSnapshot;
    out.Message(v1::RunSnapshot::kTasksFieldNumber, [&] {
      out.Int(Row::kNumberFieldNumber, task.number);
      out.Text(Row::kNameFieldNumber, chart.tasks[Index(task.task)].name);
      out.Time(Row::kOpenTimeFieldNumber, task.opened);
      if (task.due) out.Time(Row::kDueTimeFieldNumber, *task.due);
      if (task.while_in) out.Text(Row::kWhileInFieldNumber, chart[*task.while_in].name);
      out.Bool(Row::kCompletedFieldNumber, task.completed);
    });
  }
  for (const PendingCommand& command : run.commands) {
    using Row = v1::CommandSnapshot;
    out.Message(v1::RunSnapshot::kCommandsFieldNumber, [&] {
      out.Int(Row::kNumberFieldNumber, command.number);
      out.Text(Row::kNameFieldNumber, command.name);
      out.Time(Row::kSinceTimeFieldNumber, command.since);
    });
  }
}

void WriteRun(const Definition& definition, const ChartRun& run, int field, WireWriter& out) {
  using Row = v1::RunSnapshot;
  const Chart& chart = definition[run.chart];
  out.Message(field, [&] {
    out.Text(Row::kChartFieldNumber, chart.name);
    out.Text(Row::kKeyFieldNumber, run.key);
    out.Text(Row::kStateFieldNumber, chart[run.state].name);
    WriteFacts(chart.facts, run.facts, Row::kFactsFieldNumber, out);
    WriteWork(chart, run, out);
  });
}

/// The state that something lasts with; an empty name is none.
absl::StatusOr<std::optional<StateId>> ReadScope(const Chart& chart, const std::string& name) {
  if (name.empty()) return std::optional<StateId>();
  const std::optional<StateId> state = chart.FindState(name);
  if (!state) return Damaged(Cat("state ", name));
  return state;
}

absl::Status ReadTimers(const Chart& chart, const v1::RunSnapshot& in, ChartRun* run) {
  for (const v1::TimerSnapshot& row : in.timers()) {
    const std::optional<TimerId> timer = chart.FindTimer(row.name());
    const std::optional<Instant> due = ReadTime(row.has_due_time(), row.due_time());
    if (!timer || !due) return Damaged(Cat("timer ", row.name()));
    CLIENTROUTE_ASSIGN(const std::optional<StateId> scope, ReadScope(chart, row.while_in()));
    run->timers.push_back({row.number(), *timer, *due, scope, row.expired()});
  }
  return absl::OkStatus();
}

absl::Status ReadTasks(const Chart& chart, const v1::RunSnapshot& in, ChartRun* run) {
  for (const v1::TaskSnapshot& row : in.tasks()) {
    const std::optional<TaskId> task = chart.FindTask(row.name());
    const std::optional<Instant> opened = ReadTime(row.has_open_time(), row.open_time());
    if (!task || !opened) return Damaged(Cat("task ", row.name()));
    CLIENTROUTE_ASSIGN(const std::optional<StateId> scope, ReadScope(chart, row.while_in()));
    std::optional<Instant> due;
    if (row.has_due_time()) due = FromProto(row.due_time());
    run->tasks.push_back({row.number(), *task, *opened, due, scope, row.completed()});
  }
  return absl::OkStatus();
}

absl::StatusOr<ChartRun> ReadRun(const Definition& definition, const v1::RunSnapshot& in) {
  const std::optional<ChartId> id = definition.FindChart(in.chart());
  if (!id) return Damaged(Cat("chart ", in.chart()));
  const Chart& chart = definition[*id];
  const std::optional<StateId> state = chart.FindState(in.state());
  if (!state) return Damaged(Cat("state ", in.state(), " of chart ", in.chart()));
  ChartRun run;
  run.chart = *id;
  run.key = in.key();
  run.state = *state;
  CLIENTROUTE_ASSIGN(run.facts, ReadFacts(chart.facts, in.facts()));
  CLIENTROUTE_RETURN_IF_ERROR(ReadTimers(chart, in, &run));
  CLIENTROUTE_RETURN_IF_ERROR(ReadTasks(chart, in, &run));
  for (const v1::CommandSnapshot& row : in.commands()) {
    const std::optional<Instant> since = ReadTime(row.has_since_time(), row.since_time());
    if (!since) return Damaged(Cat("command ", row.name()));
    run.commands.push_back({row.number(), row.name(), *since});
  }
  return run;
}

void WriteAttention(const AttentionTask& task, WireWriter& out) {
  using Row = v1::AttentionSnapshot;
  out.Message(v1::RouteSnapshot::kAttentionFieldNumber, [&] {
    out.Int(Row::kNumberFieldNumber, task.number);
    out.Text(Row::kKindFieldNumber,
             task.kind == AttentionTask::Kind::kUnexpectedEvent ? kUnexpectedEventTask : kFailedCommandTask);
    out.Time(Row::kOpenTimeFieldNumber, task.opened);
    if (task.due) out.Time(Row::kDueTimeFieldNumber, *task.due);
    out.Text(Row::kPartFieldNumber, task.part);
    out.Text(Row::kAboutFieldNumber, task.about);
    out.Int(Row::kCommandFieldNumber, task.command);
  });
}

absl::StatusOr<AttentionTask> ReadAttention(const v1::AttentionSnapshot& in) {
  AttentionTask task;
  task.number = in.number();
  if (in.kind() == kUnexpectedEventTask) {
    task.kind = AttentionTask::Kind::kUnexpectedEvent;
  } else if (in.kind() == kFailedCommandTask) {
    task.kind = AttentionTask::Kind::kFailedCommand;
  } else {
    return Damaged(Cat("attention task ", in.kind()));
  }
  const std::optional<Instant> opened = ReadTime(in.has_open_time(), in.open_time());
  if (!opened) return Damaged("attention task without a time");
  task.opened = *opened;
  if (in.has_due_time()) task.due = FromProto(in.due_time());
  task.part = in.part();
  task.about = in.about();
  task.command = in.command();
  return task;
}

}  // namespace

std::string SnapshotBytes(const Definition& definition, const Route& route) {
  using Row = v1::RouteSnapshot;
  std::string bytes;
  bytes.reserve(kSnapshotBytesUsual);
  WireWriter out(&bytes);
  out.Int(Row::kSequenceFieldNumber, route.sequence);
  out.Int(Row::kNextNumberFieldNumber, route.next_number);
  WriteFacts(definition.facts, route.facts, Row::kFactsFieldNumber, out);
  for (std::size_t i = 0; i < route.references.size(); ++i) {
    if (route.references[i].empty()) continue;
    out.Entry(Row::kReferencesFieldNumber, definition.references[i], route.references[i]);
  }
  for (const RouteLine& line : route.lines) {
    out.Message(Row::kLinesFieldNumber, [&] {
      out.Text(v1::RecordedLine::kKeyFieldNumber, line.key);
      out.Text(v1::RecordedLine::kPayloadFieldNumber, line.payload);
    });
  }
  WriteRun(definition, route.main, Row::kMainFieldNumber, out);
  if (route.interrupt) WriteRun(definition, *route.interrupt, Row::kInterruptFieldNumber, out);
  for (const ChartRun& part : route.parts) WriteRun(definition, part, Row::kPartsFieldNumber, out);
  for (const AttentionTask& task : route.attention) WriteAttention(task, out);
  for (const Event& event : route.deferred) {
    out.Message(Row::kDeferredFieldNumber, [&] { WriteEvent(event, out); });
  }
  return bytes;
}

v1::RouteSnapshot ToSnapshot(const Definition& definition, const Route& route) {
  v1::RouteSnapshot out;
  if (!out.ParseFromString(SnapshotBytes(definition, route)))
    StopOnDefect("a snapshot that cannot be read was written");
  return out;
}

absl::StatusOr<Route> FromSnapshot(const Definition& definition, std::string route_id,
                                   const v1::RouteSnapshot& snapshot) {
  Route route;
  route.id = std::move(route_id);
  route.sequence = snapshot.sequence();
  route.next_number = snapshot.next_number();
  CLIENTROUTE_ASSIGN(route.facts, ReadFacts(definition.facts, snapshot.facts()));
  for (const std::string& name : definition.references) {
    const auto found = snapshot.references().find(name);
    route.references.push_back(found == snapshot.references().end() ? std::string() : found->second);
  }
  for (const v1::RecordedLine& line : snapshot.lines()) route.lines.push_back({line.key(), line.payload()});
  CLIENTROUTE_ASSIGN(route.main, ReadRun(definition, snapshot.main()));
  if (snapshot.has_interrupt()) {
    CLIENTROUTE_ASSIGN(route.interrupt, ReadRun(definition, snapshot.interrupt()));
  }
  for (const v1::RunSnapshot& part : snapshot.parts()) {
    CLIENTROUTE_ASSIGN(ChartRun run, ReadRun(definition, part));
    route.parts.push_back(std::move(run));
  }
  for (const v1::AttentionSnapshot& task : snapshot.attention()) {
    CLIENTROUTE_ASSIGN(AttentionTask read, ReadAttention(task));
    route.attention.push_back(std::move(read));
  }
  for (const v1::RecordedEvent& record : snapshot.deferred()) {
    std::optional<Event> event = FromRecord(record);
    if (!event) return Damaged("deferred event");
    route.deferred.push_back(*std::move(event));
  }
  if (const std::optional<BrokenInvariant> broken = FindBroken(definition, route)) {
    return Damaged(Cat("invariant ", broken->name, ": ", broken->detail));
  }
  return route;
}

}  // namespace clientroute::orchestrator
