#include "services/orchestrator/store/journal_codec.h"

#include <string>
#include <utility>

#include "services/platform/calls/proto_values.h"

namespace clientroute::orchestrator {
namespace {

Attributes ReadAttributes(const google::protobuf::Map<std::string, std::string>& map) {
  return Attributes(map.begin(), map.end());
}

v1::Reception ReceptionRecord(Reception reception) {
  switch (reception) {
    case Reception::kTaken:
      return v1::TAKEN;
    case Reception::kDeferred:
      return v1::DEFERRED;
    case Reception::kUnexpected:
      return v1::UNEXPECTED;
    case Reception::kNoted:
      return v1::NOTED;
  }
  return v1::RECEPTION_UNSPECIFIED;
}

const char* EndingRecord(TaskEnding ending) {
  switch (ending) {
    case TaskEnding::kCompleted:
      return "completed";
    case TaskEnding::kAnswered:
      return "answered";
    case TaskEnding::kNoLongerNeeded:
      return "no-longer-needed";
  }
  return "";
}

void WriteAnnounced(const Announced& announced, v1::RecordedAnnouncement* out) {
  out->set_type(announced.type);
  out->set_part(announced.part);
  for (const auto& [name, value] : announced.attributes) (*out->mutable_attributes())[name] = value;
  for (const EventLine& line : announced.lines) *out->add_lines() = ToRecord(line.key, line.attributes, line.payload);
  for (const EventLine& line : announced.changed) {
    *out->add_changed() = ToRecord(line.key, line.attributes, line.payload);
  }
}

Announced ReadAnnounced(const v1::RecordedAnnouncement& record) {
  Announced announced;
  announced.type = record.type();
  announced.part = record.part();
  announced.attributes = ReadAttributes(record.attributes());
  for (const v1::RecordedLine& line : record.lines()) {
    announced.lines.push_back({line.key(), ReadAttributes(line.attributes()), line.payload()});
  }
  for (const v1::RecordedLine& line : record.changed()) {
    announced.changed.push_back({line.key(), ReadAttributes(line.attributes()), line.payload()});
  }
  return announced;
}

void WriteMoves(const Definition& definition, const Transition& transition, v1::JournalRecord* out) {
  for (const Placement& placement : transition.placements) {
    v1::RecordedMove* record = out->add_moves();
    record->set_chart(placement.chart);
    record->set_part(placement.part);
    record->set_from_state(placement.from);
    record->set_to_state(placement.to);
  }
  for (const Move& move : transition.moves) {
    const Chart& chart = definition[move.chart];
    v1::RecordedMove* record = out->add_moves();
    record->set_chart(chart.name);
    record->set_part(move.part);
    if (move.from) record->set_from_state(chart[*move.from].name);
    record->set_to_state(chart[move.to].name);
    record->set_explanation(move.explanation);
  }
}

void WriteTimers(const Transition& transition, v1::JournalRecord* out) {
  for (const TimerStarted& timer : transition.timers_started) {
    v1::RecordedTimer* record = out->add_timers_started();
    record->set_number(timer.number);
    record->set_name(timer.name);
    record->set_part(timer.part);
    *record->mutable_due_time() = ToProto(timer.due);
  }
  for (const TimerEnded& timer : transition.timers_ended) {
    v1::RecordedTimer* record = out->add_timers_ended();
    record->set_number(timer.number);
    record->set_name(timer.name);
    record->set_part(timer.part);
    record->set_fired(timer.fired);
  }
}

void WriteTasks(const Transition& transition, v1::JournalRecord* out) {
  for (const TaskOpened& task : transition.tasks_opened) {
    v1::RecordedTask* record = out->add_tasks_opened();
    record->set_number(task.number);
    record->set_name(task.name);
    record->set_part(task.part);
    record->set_title(task.title);
  }
  for (const TaskEnded& task : transition.tasks_ended) {
    v1::RecordedTask* record = out->add_tasks_ended();
    record->set_number(task.number);
    record->set_name(task.name);
    record->set_part(task.part);
    record->set_ending(EndingRecord(task.how));
    record->set_outcome(task.outcome);
  }
}

}  // namespace

v1::RecordedLine ToRecord(std::string key, const Attributes& attributes, std::string payload) {
  v1::RecordedLine record;
  record.set_key(std::move(key));
  for (const auto& [name, value] : attributes) (*record.mutable_attributes())[name] = value;
  record.set_payload(std::move(payload));
  return record;
}

v1::RecordedEvent ToRecord(const Event& event) {
  v1::RecordedEvent record;
  record.set_id(event.id);
  *record.mutable_occur_time() = ToProto(event.time);
  record.set_actor(event.actor);
  record.set_cause(event.cause);
  if (const auto* announced = std::get_if<Announced>(&event.what)) {
    WriteAnnounced(*announced, record.mutable_announced());
  } else if (const auto* expired = std::get_if<TimerExpired>(&event.what)) {
    record.set_timer_expired(expired->timer);
  } else if (const auto* completed = std::get_if<TaskCompleted>(&event.what)) {
    record.mutable_task_completed()->set_task(completed->task);
    record.mutable_task_completed()->set_outcome(completed->outcome);
    record.mutable_task_completed()->set_note(completed->note);
  } else if (const auto* failed = std::get_if<CommandFailed>(&event.what)) {
    record.mutable_command_failed()->set_number(failed->command);
    record.mutable_command_failed()->set_name(failed->name);
    record.mutable_command_failed()->set_part(failed->part);
  } else if (const auto* migrated = std::get_if<Migrated>(&event.what)) {
    record.mutable_migrated()->ParseFromString(migrated->mapping);
  }
  return record;
}

std::optional<Event> FromRecord(const v1::RecordedEvent& record) {
  const std::optional<Instant> time = FromProto(record.occur_time());
  if (!time) return std::nullopt;
  Event event{record.id(), *time, record.actor(), record.cause(), {}};
  switch (record.what_case()) {
    case v1::RecordedEvent::kAnnounced:
      event.what = ReadAnnounced(record.announced());
      return event;
    case v1::RecordedEvent::kTimerExpired:
      event.what = TimerExpired{record.timer_expired()};
      return event;
    case v1::RecordedEvent::kTaskCompleted:
      event.what = TaskCompleted{record.task_completed().task(), record.task_completed().outcome(),
                                 record.task_completed().note()};
      return event;
    case v1::RecordedEvent::kCommandFailed:
      event.what = CommandFailed{record.command_failed().number(), record.command_failed().name(),
                                 record.command_failed().part()};
      return event;
    case v1::RecordedEvent::kMigrated:
      event.what = Migrated{record.migrated().from_version(), record.migrated().to_version(),
                            record.migrated().SerializeAsString()};
      return event;
    case v1::RecordedEvent::WHAT_NOT_SET:
      break;
  }
  return std::nullopt;
}

v1::JournalRecord ToRecord(const Definition& definition, const Event& event, Instant taken,
                           const Transition& transition) {
  v1::JournalRecord record;
  *record.mutable_event() = ToRecord(event);
  *record.mutable_take_time() = ToProto(taken);
  record.set_reception(ReceptionRecord(transition.reception));
  WriteMoves(definition, transition, &record);
  for (const Command& command : transition.commands) {
    v1::RecordedCommand* out = record.add_commands();
    out->set_number(command.number);
    out->set_name(command.name);
    out->set_part(command.part);
  }
  for (const std::int64_t number : transition.retried_commands) record.add_retried_commands(number);
  for (const std::int64_t number : transition.settled_commands) record.add_settled_commands(number);
  WriteTimers(transition, &record);
  WriteTasks(transition, &record);
  for (const std::string& note : transition.notes) record.add_notes(note);
  record.set_state(definition.main_chart()[transition.route.main.state].name);
  return record;
}

}  // namespace clientroute::orchestrator
