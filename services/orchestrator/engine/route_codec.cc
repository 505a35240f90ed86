#include "services/orchestrator/engine/route_codec.h"

#include <map>
#include <set>
#include <string>

#include "services/orchestrator/commands/command_policies.h"
#include "services/orchestrator/engine/route_writer.h"
#include "services/orchestrator/engine/task_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::orchestrator {
namespace {

using clientroute::ToProto;

const Chart* ChartOf(const Definition* definition, const std::string& name) {
  if (definition == nullptr) return nullptr;
  const std::optional<ChartId> id = definition->FindChart(name);
  return id ? &(*definition)[*id] : nullptr;
}

const State* StateOf(const Chart* chart, const std::string& name) {
  const std::optional<StateId> id = chart == nullptr ? std::nullopt : chart->FindState(name);
  return id ? &(*chart)[*id] : nullptr;
}

std::string TitleOfState(const Definition* definition, const v1::RunSnapshot& run) {
  const State* state = StateOf(ChartOf(definition, run.chart()), run.state());
  return state == nullptr ? run.state() : state->title;
}

std::string Reference(const v1::RouteSnapshot& snapshot, const char* name) {
  const auto found = snapshot.references().find(name);
  return found == snapshot.references().end() ? std::string() : found->second;
}

void AddFacts(const google::protobuf::Map<std::string, std::string>& facts, const std::string& part, v1::Route* route) {
  for (const auto& [name, value] : std::map<std::string, std::string>(facts.begin(), facts.end())) {
    v1::Fact* fact = route->add_facts();
    fact->set_name(name);
    fact->set_value(value);
    fact->set_part(part);
  }
}

void AddTimers(const Definition* definition, const v1::RunSnapshot& run, v1::Route* route) {
  const Chart* chart = ChartOf(definition, run.chart());
  for (const v1::TimerSnapshot& timer : run.timers()) {
    v1::RouteTimer* out = route->add_timers();
    out->set_name(timer.name());
    const std::optional<TimerId> id = chart == nullptr ? std::nullopt : chart->FindTimer(timer.name());
    out->set_title(id ? chart->timers[Index(*id)].title : timer.name());
    *out->mutable_due_time() = timer.due_time();
    out->set_part(run.key());
  }
}

void AddPart(const Definition* definition, const v1::RunSnapshot& run, v1::Route* route) {
  v1::RoutePart* part = route->add_parts();
  part->set_key(run.key());
  part->set_chart(run.chart());
  part->set_state(run.state());
  part->set_state_title(TitleOfState(definition, run));
  const State* state = StateOf(ChartOf(definition, run.chart()), run.state());
  part->set_ended(state != nullptr && state->final);
  AddFacts(run.facts(), run.key(), route);
  AddTimers(definition, run, route);
}

bool Before(const google::protobuf::Timestamp& a, const google::protobuf::Timestamp& b) {
  return a.seconds() != b.seconds() ? a.seconds() < b.seconds() : a.nanos() < b.nanos();
}

/// The first term of the open tasks, and the first timer, of what runs here.
void AddTerms(const v1::RunSnapshot& run, v1::Route* route) {
  for (const v1::TimerSnapshot& timer : run.timers()) {
    if (timer.expired()) continue;
    if (route->has_next_timer_time() && !Before(timer.due_time(), route->next_timer_time())) continue;
    *route->mutable_next_timer_time() = timer.due_time();
  }
  for (const v1::TaskSnapshot& task : run.tasks()) {
    if (task.completed() || !task.has_due_time()) continue;
    if (route->has_due_time() && !Before(task.due_time(), route->due_time())) continue;
    *route->mutable_due_time() = task.due_time();
  }
}

void AddTerms(const v1::RouteSnapshot& snapshot, v1::Route* route) {
  AddTerms(snapshot.main(), route);
  if (snapshot.has_interrupt()) AddTerms(snapshot.interrupt(), route);
  for (const v1::RunSnapshot& part : snapshot.parts()) AddTerms(part, route);
  for (const v1::AttentionSnapshot& task : snapshot.attention()) {
    if (!task.has_due_time() || (route->has_due_time() && !Before(task.due_time(), route->due_time()))) continue;
    *route->mutable_due_time() = task.due_time();
  }
}

/// The day of a term, for people: the last day on which it can still be met.
std::string LastDay(const google::protobuf::Timestamp& due) {
  const std::optional<Instant> instant = FromProto(due);
  return instant ? LocalDate(*instant - std::chrono::microseconds(1)).ToDutch() : std::string();
}

}  // namespace

v1::Route ToProto(const RouteRow& row, const Definition* definition) {
  v1::Route route;
  route.set_name(RouteName(row.uid));
  route.set_etag(Cat(row.sequence, row.paused ? "p" : ""));
  *route.mutable_create_time() = ToProto(row.created);
  route.set_definition(row.definition);
  route.set_definition_version(row.version);
  route.set_state(row.state);
  route.set_state_title(TitleOfState(definition, row.snapshot.main()));
  route.set_closed(row.closed);
  route.set_paused(row.paused);
  route.set_interrupt_state(row.interrupt_state);
  route.set_pause_reason(row.pause_reason);
  route.set_client(row.client);
  route.set_household(Reference(row.snapshot, "household"));
  route.set_case_(row.case_name);
  route.set_referral(Reference(row.snapshot, "referral"));
  route.set_change_request(Reference(row.snapshot, "change_request"));
  route.set_municipality(row.municipality);
  for (const v1::RecordedLine& line : row.snapshot.lines()) route.add_lines()->ParseFromString(line.payload());
  AddFacts(row.snapshot.facts(), {}, &route);
  AddTimers(definition, row.snapshot.main(), &route);
  if (row.snapshot.has_interrupt()) AddTimers(definition, row.snapshot.interrupt(), &route);
  for (const v1::RunSnapshot& part : row.snapshot.parts()) AddPart(definition, part, &route);
  AddTerms(row.snapshot, &route);
  for (const v1::RecordedEvent& event : row.snapshot.deferred()) {
    if (!event.has_announced()) continue;
    const std::string& type = event.announced().type();
    const std::optional<EventId> id = definition == nullptr ? std::nullopt : definition->FindEvent(type);
    const bool crisis = row.snapshot.has_interrupt() && definition != nullptr && definition->interrupting;
    route.add_waits_for(Cat(crisis ? Cat("Wacht tot voorbij is: ", (*definition)[*definition->interrupting].title, ": ")
                                   : std::string("Wacht op zijn beurt: "),
                            id ? (*definition)[*id].title : type));
  }
  return route;
}

v1::Incident ToProto(const IncidentRow& row) {
  v1::Incident incident;
  incident.set_name(NameOf("incidents", row.uid));
  incident.set_route(RouteName(row.route_uid));
  *incident.mutable_create_time() = ToProto(row.created);
  incident.set_command(row.command);
  incident.set_error(row.error);
  incident.set_resolved(row.resolved.has_value());
  incident.set_municipality(row.municipality);
  if (row.number != 0) incident.set_service(std::string(PolicyOfCommand(row.command).service));
  incident.set_resolution(static_cast<v1::Incident::Resolution>(row.ending));
  if (row.resolved) *incident.mutable_resolve_time() = ToProto(*row.resolved);
  incident.set_resolver(row.resolver);
  incident.set_skip_reason(static_cast<v1::Incident::SkipReason>(row.skip_reason));
  incident.set_note(row.note);
  return incident;
}

std::string DutchPauseReason(const v1::PauseRouteRequest& request) {
  static const std::map<v1::PauseRouteRequest::Reason, std::string> kReasons = {
      {v1::PauseRouteRequest::INVESTIGATION, "wordt onderzocht"},
      {v1::PauseRouteRequest::DATA_MENDED_FIRST, "gegevens worden eerst hersteld"},
      {v1::PauseRouteRequest::ON_REQUEST, "op verzoek"},
      {v1::PauseRouteRequest::DISTURBANCE, "storing buiten de route"},
  };
  const auto found = kReasons.find(request.reason());
  const std::string reason = found == kReasons.end() ? "op last van een medewerker" : found->second;
  return request.note().empty() ? reason : Cat(reason, " (toelichting: ", request.note(), ")");
}

v1::PendingCommand ToProto(const CommandRow& row) {
  v1::PendingCommand command;
  command.set_command(row.name);
  command.set_request_id(CommandRequestId(row.route_uid, row.number));
  command.set_attempts(row.attempts);
  command.set_last_error(row.last_error);
  command.set_service(std::string(PolicyOfCommand(row.name).service));
  *command.mutable_create_time() = ToProto(row.created);
  if (row.next_attempt) *command.mutable_next_attempt_time() = ToProto(*row.next_attempt);
  command.set_given_up(row.failed);
  command.set_part(row.part);
  return command;
}

namespace {

/// `Opdracht ProposePlacement aan allocation, sinds 3 april 2026: 4 keer vergeefs geprobeerd, laatst: …`.
std::string SayCommand(const v1::PendingCommand& command) {
  const std::optional<Instant> since = FromProto(command.create_time());
  std::string text = Cat("Opdracht ", command.command(), " aan ", command.service());
  if (since) text += Cat(", sinds ", LocalDate(*since).ToDutch());
  if (!command.held_back_by().empty()) return text + ": wacht tot een eerdere opdracht is uitgevoerd";
  if (command.given_up()) {
    text += Cat(": opgegeven na ", command.attempts(), command.attempts() == 1 ? " poging" : " pogingen");
  } else if (command.attempts() > 0) {
    text += Cat(": ", command.attempts(), " keer vergeefs geprobeerd");
  } else {
    return text + ": onderweg";
  }
  return text + Cat(", laatst: ", command.last_error());
}

}  // namespace

void AddWaits(const Definition* definition, v1::Route* route) {
  if (route->paused()) route->add_waits_for("De route is stilgezet; een beheerder laat hem weer verdergaan.");
  for (const v1::Task& task : route->open_tasks()) {
    std::string text = Cat("Taak voor ", task.role(), ": ", task.title());
    if (!task.part().empty()) text += Cat(" (", task.part(), ")");
    if (task.has_due_time()) text += Cat(", uiterlijk ", LastDay(task.due_time()));
    route->add_waits_for(text);
  }
  for (const v1::PendingCommand& command : route->pending_commands()) {
    route->add_waits_for(SayCommand(command));
  }
  for (const v1::RouteTimer& timer : route->timers()) {
    std::string text = Cat(timer.title(), ": tot en met ", LastDay(timer.due_time()));
    if (!timer.part().empty()) text += Cat(" (", timer.part(), ")");
    route->add_waits_for(text);
  }
  if (definition == nullptr || route->closed() || route->waits_for_size() > 0) return;
  const State* state = StateOf(&definition->main_chart(), route->state());
  if (state != nullptr) route->add_waits_for(state->explanation);
}

namespace {

std::string TitleOfTimer(const Definition* definition, const std::string& name) {
  if (definition == nullptr) return name;
  for (const Chart& chart : definition->charts) {
    if (const std::optional<TimerId> id = chart.FindTimer(name)) return chart.timers[Index(*id)].title;
  }
  return name;
}

/// `Houd het casusgesprek: Mono volstaat`.
std::string TitleOfCompletion(const Definition* definition, const std::string& task, const std::string& outcome) {
  if (outcome == kSeenOutcome) return "Gezien";
  if (outcome == kRetryOutcome) return "Opdracht opnieuw aangeboden";
  if (outcome == kSettledOutcome) return "Opdracht anders opgelost";
  const std::string title = TitleOfOutcome(definition, task, outcome);
  if (definition == nullptr) return Cat(task, ": ", title);
  for (const Chart& chart : definition->charts) {
    if (const std::optional<TaskId> id = chart.FindTask(task)) return Cat(chart.tasks[Index(*id)].title, ": ", title);
  }
  return Cat(task, ": ", title);
}

/// What happened, in Dutch.
void AddHeadline(const Definition* definition, const v1::JournalRecord& record, v1::TimelineEntry* entry) {
  const v1::RecordedEvent& event = record.event();
  switch (event.what_case()) {
    case v1::RecordedEvent::kAnnounced: {
      entry->set_event(event.announced().type());
      const std::optional<EventId> id =
          definition == nullptr ? std::nullopt : definition->FindEvent(event.announced().type());
      entry->set_title(id ? (*definition)[*id].title : event.announced().type());
      entry->set_part(event.announced().part());
      break;
    }
    case v1::RecordedEvent::kTimerExpired:
      entry->set_event("TimerExpired");
      for (const v1::RecordedTimer& timer : record.timers_ended()) {
        if (timer.number() != event.timer_expired()) continue;
        entry->set_title(Cat("Termijn verstreken: ", TitleOfTimer(definition, timer.name())));
        entry->set_part(timer.part());
      }
      if (entry->title().empty()) entry->set_title("Termijn verstreken");
      break;
    case v1::RecordedEvent::kTaskCompleted:
      entry->set_event("TaskCompleted");
      entry->set_title("Taak afgerond");
      for (const v1::RecordedTask& task : record.tasks_ended()) {
        if (task.number() != event.task_completed().task()) continue;
        entry->set_part(task.part());
        entry->set_title(
            Cat("Taak afgerond: ", TitleOfCompletion(definition, task.name(), event.task_completed().outcome())));
      }
      entry->set_note(event.task_completed().note());
      break;
    case v1::RecordedEvent::kCommandFailed:
      entry->set_event("CommandFailed");
      entry->set_title(Cat("Opdracht lukt niet: ", event.command_failed().name()));
      entry->set_part(event.command_failed().part());
      break;
    case v1::RecordedEvent::kMigrated:
      entry->set_event("Migrated");
      entry->set_title(Cat("Overgezet van versie ", event.migrated().from_version(), " naar versie ",
                           event.migrated().to_version()));
      break;
    case v1::RecordedEvent::WHAT_NOT_SET:
      break;
  }
}

void AddAttributes(const v1::RecordedAnnouncement& announced, v1::TimelineEntry* entry) {
  const std::map<std::string, std::string> sorted(announced.attributes().begin(), announced.attributes().end());
  for (const auto& [name, value] : sorted) {
    if (name == "explanation") {
      entry->set_explanation(value);
    } else if (name == kNoteAttribute) {
      entry->set_note(value);
    } else if (name == "message") {
      entry->set_message(value);
    } else if (!name.starts_with("has_")) {
      v1::Fact* attribute = entry->add_attributes();
      attribute->set_name(name);
      attribute->set_value(value);
    }
  }
}

std::string SayReception(v1::Reception reception) {
  switch (reception) {
    case v1::DEFERRED:
      return "De route is nog met iets anders bezig; dit telt zodra hij verdergaat.";
    case v1::UNEXPECTED:
      return "Dit past niet bij waar de route staat; een medewerker kijkt ernaar.";
    case v1::NOTED:
      return "De route reageert hier niet op.";
    default:
      return {};
  }
}

/// The move of the chart that the event is about, first state to last; those of other charts say so in the explanation.
void AddMoves(const v1::JournalRecord& record, v1::TimelineEntry* entry) {
  std::string because = entry->explanation();
  for (const v1::RecordedMove& move : record.moves()) {
    if (move.part() == entry->part() || (entry->part().empty() && move.part().empty())) {
      // Of a run that began here there is no state before.
      if (entry->to_state().empty()) entry->set_from_state(move.from_state());
      entry->set_to_state(move.to_state());
    }
    if (!move.explanation().empty()) because += (because.empty() ? "" : "\n") + move.explanation();
  }
  const std::string reception = SayReception(record.reception());
  if (!reception.empty()) because += (because.empty() ? "" : "\n") + reception;
  for (const std::string& note : record.notes()) because += (because.empty() ? "" : "\n") + note;
  entry->set_explanation(because);
}

}  // namespace

void AddTimeline(const Definition* definition, const std::vector<v1::JournalRecord>& records, v1::Route* route) {
  std::int64_t sequence = 0;
  for (const v1::JournalRecord& record : records) {
    v1::TimelineEntry* entry = route->add_timeline();
    entry->set_sequence(++sequence);
    *entry->mutable_time() = record.event().occur_time();
    entry->set_actor(record.event().actor());
    entry->set_cause(record.event().cause());
    AddHeadline(definition, record, entry);
    if (record.event().has_announced()) AddAttributes(record.event().announced(), entry);
    AddMoves(record, entry);
    for (const v1::RecordedCommand& command : record.commands()) entry->add_commands(command.name());
    for (const v1::RecordedTimer& timer : record.timers_started()) {
      const std::optional<Instant> due = FromProto(timer.due_time());
      entry->add_timers(Cat("+", timer.name(), due ? Cat(" ", LocalDate(*due).ToString()) : ""));
    }
    for (const v1::RecordedTimer& timer : record.timers_ended()) entry->add_timers(Cat("-", timer.name()));
    for (const v1::RecordedTask& task : record.tasks_opened()) entry->add_tasks(Cat("+", task.name()));
    for (const v1::RecordedTask& task : record.tasks_ended()) entry->add_tasks(Cat("-", task.name()));
    entry->set_unexpected(record.reception() == v1::UNEXPECTED);
  }
}

}  // namespace clientroute::orchestrator
