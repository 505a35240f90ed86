#include "services/orchestrator/store/journal_codec.h"

#include <string>
#include <utility>

#include "services/orchestrator/definition/event_catalogue_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/defect.h"

namespace clientroute::orchestrator {
namespace {

/// Of one transition, so that its bytes are not moved while they are written.
constexpr std::size_t kJournalBytesUsual = 1'024;

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

void WriteLines(int field, const std::vector<EventLine>& lines, WireWriter& out) {
  using Row = v1::RecordedLine;
  for (const EventLine& line : lines) {
    out.Message(field, [&] {
      out.Text(Row::kKeyFieldNumber, line.key);
      if (!line.payload_says_all) {
        for (const auto& [name, value] : line.attributes) out.Entry(Row::kAttributesFieldNumber, name, value);
      }
      out.Text(Row::kPayloadFieldNumber, line.payload);
    });
  }
}

void WriteAnnounced(const Announced& announced, WireWriter& out) {
  using Row = v1::RecordedAnnouncement;
  out.Text(Row::kTypeFieldNumber, announced.type);
  out.Text(Row::kPartFieldNumber, announced.part);
  for (const auto& [name, value] : announced.attributes) out.Entry(Row::kAttributesFieldNumber, name, value);
  WriteLines(Row::kLinesFieldNumber, announced.lines, out);
  WriteLines(Row::kChangedFieldNumber, announced.changed, out);
}

EventLine ReadLine(const v1::RecordedLine& record) {
  EventLine line{record.key(), ReadAttributes(record.attributes()), record.payload()};
  if (!line.attributes.empty() || line.payload.empty()) return line;
  if (std::optional<Attributes> said = ReadLineAttributes(line.payload)) {
    line.attributes = *std::move(said);
    line.payload_says_all = true;
  }
  return line;
}

Announced ReadAnnounced(const v1::RecordedAnnouncement& record) {
  Announced announced;
  announced.type = record.type();
  announced.part = record.part();
  announced.attributes = ReadAttributes(record.attributes());
  for (const v1::RecordedLine& line : record.lines()) announced.lines.push_back(ReadLine(line));
  for (const v1::RecordedLine& line : record.changed()) announced.changed.push_back(ReadLine(line));
  return announced;
}

using JournalField = v1::JournalRecord;

void WriteMoves(const Definition& definition, const Transition& transition, WireWriter& out) {
  using Row = v1::RecordedMove;
  for (const Placement& placement : transition.placements) {
    out.Message(JournalField::kMovesFieldNumber, [&] {
      out.Text(Row::kChartFieldNumber, placement.chart);
      out.Text(Row::kPartFieldNumber, placement.part);
      out.Text(Row::kFromStateFieldNumber, placement.from);
      out.Text(Row::kToStateFieldNumber, placement.to);
    });
  }
  for (const Move& move : transition.moves) {
    const Chart& chart = definition[move.chart];
    out.Message(JournalField::kMovesFieldNumber, [&] {
      out.Text(Row::kChartFieldNumber, chart.name);
      out.Text(Row::kPartFieldNumber, move.part);
      if (move.from) out.Text(Row::kFromStateFieldNumber, chart[*move.from].name);
      out.Text(Row::kToStateFieldNumber, chart[move.to].name);
      out.Text(Row::kExplanationFieldNumber, move.explanation);
    });
  }
}

/// A command or an event about one.
void WriteCommand(std::int64_t number, std::string_view name, std::string_view part, WireWriter& out) {
  using Row = v1::RecordedCommand;
  out.Int(Row::kNumberFieldNumber, number);
  out.Text(Row::kNameFieldNumber, name);
  out.Text(Row::kPartFieldNumber, part);
}

void WriteCommands(const Transition& transition, WireWriter& out) {
  for (const Command& command : transition.commands) {
    out.Message(JournalField::kCommandsFieldNumber,
                [&] { WriteCommand(command.number, command.name, command.part, out); });
  }
  for (const std::int64_t number : transition.retried_commands) {
    out.Present(JournalField::kRetriedCommandsFieldNumber, number);
  }
  for (const std::int64_t number : transition.settled_commands) {
    out.Present(JournalField::kSettledCommandsFieldNumber, number);
  }
}

void WriteTimers(const Transition& transition, WireWriter& out) {
  using Row = v1::RecordedTimer;
  for (const TimerStarted& timer : transition.timers_started) {
    out.Message(JournalField::kTimersStartedFieldNumber, [&] {
      out.Int(Row::kNumberFieldNumber, timer.number);
      out.Text(Row::kNameFieldNumber, timer.name);
      out.Text(Row::kPartFieldNumber, timer.part);
      out.Time(Row::kDueTimeFieldNumber, timer.due);
    });
  }
  for (const TimerEnded& timer : transition.timers_ended) {
    out.Message(JournalField::kTimersEndedFieldNumber, [&] {
      out.Int(Row::kNumberFieldNumber, timer.number);
      out.Text(Row::kNameFieldNumber, timer.name);
      out.Text(Row::kPartFieldNumber, timer.part);
      out.Bool(Row::kFiredFieldNumber, timer.fired);
    });
  }
}

void WriteTasks(const Transition& transition, WireWriter& out) {
  using Row = v1::RecordedTask;
  for (const TaskOpened& task : transition.tasks_opened) {
    out.Message(JournalField::kTasksOpenedFieldNumber, [&] {
      out.Int(Row::kNumberFieldNumber, task.number);
      out.Text(Row::kNameFieldNumber, task.name);
      out.Text(Row::kPartFieldNumber, task.part);
      out.Text(Row::kTitleFieldNumber, task.title);
    });
  }
  for (const TaskEnded& task : transition.tasks_ended) {
    out.Message(JournalField::kTasksEndedFieldNumber, [&] {
      out.Int(Row::kNumberFieldNumber, task.number);
      out.Text(Row::kNameFieldNumber, task.name);
      out.Text(Row::kPartFieldNumber, task.part);
      out.Text(Row::kEndingFieldNumber, EndingRecord(task.how));
      out.Text(Row::kOutcomeFieldNumber, task.outcome);
    });
  }
}

}  // namespace

void WriteEvent(const Event& event, WireWriter& out) {
  using Row = v1::RecordedEvent;
  out.Text(Row::kIdFieldNumber, event.id);
  out.Time(Row::kOccurTimeFieldNumber, event.time);
  out.Text(Row::kActorFieldNumber, event.actor);
  out.Text(Row::kCauseFieldNumber, event.cause);
  if (const auto* announced = std::get_if<Announced>(&event.what)) {
    out.Message(Row::kAnnouncedFieldNumber, [&] { WriteAnnounced(*announced, out); });
  } else if (const auto* expired = std::get_if<TimerExpired>(&event.what)) {
    out.Present(Row::kTimerExpiredFieldNumber, expired->timer);
  } else if (const auto* completed = std::get_if<TaskCompleted>(&event.what)) {
    out.Message(Row::kTaskCompletedFieldNumber, [&] {
      out.Int(v1::RecordedCompletion::kTaskFieldNumber, completed->task);
      out.Text(v1::RecordedCompletion::kOutcomeFieldNumber, completed->outcome);
      out.Text(v1::RecordedCompletion::kNoteFieldNumber, completed->note);
    });
  } else if (const auto* failed = std::get_if<CommandFailed>(&event.what)) {
    out.Message(Row::kCommandFailedFieldNumber,
                [&] { WriteCommand(failed->command, failed->name, failed->part, out); });
  } else if (const auto* migrated = std::get_if<Migrated>(&event.what)) {
    out.Bytes(Row::kMigratedFieldNumber, migrated->mapping);
  }
}

v1::RecordedEvent ToRecord(const Event& event) {
  std::string bytes;
  WireWriter out(&bytes);
  WriteEvent(event, out);
  v1::RecordedEvent record;
  if (!record.ParseFromString(bytes)) StopOnDefect("an event that cannot be read was written");
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

std::string JournalBytes(const Definition& definition, const Event& event, Instant taken,
                         const Transition& transition) {
  std::string bytes;
  bytes.reserve(kJournalBytesUsual);
  WireWriter out(&bytes);
  out.Message(JournalField::kEventFieldNumber, [&] { WriteEvent(event, out); });
  out.Time(JournalField::kTakeTimeFieldNumber, taken);
  out.Int(JournalField::kReceptionFieldNumber, ReceptionRecord(transition.reception));
  WriteMoves(definition, transition, out);
  WriteCommands(transition, out);
  WriteTimers(transition, out);
  WriteTasks(transition, out);
  for (const std::string& note : transition.notes) out.Bytes(JournalField::kNotesFieldNumber, note);
  out.Text(JournalField::kStateFieldNumber, definition.main_chart()[transition.route.main.state].name);
  return bytes;
}

v1::JournalRecord ToRecord(const Definition& definition, const Event& event, Instant taken,
                           const Transition& transition) {
  v1::JournalRecord record;
  if (!record.ParseFromString(JournalBytes(definition, event, taken, transition))) {
    StopOnDefect("a journal record that cannot be read was written");
  }
  return record;
}

}  // namespace clientroute::orchestrator
