#include "services/orchestrator/route/route_editor.h"

#include <algorithm>
#include <utility>

namespace clientroute::orchestrator {
namespace {

template <typename Items, typename Keep>
auto Find(Items& items, Keep keep) {
  return std::find_if(items.begin(), items.end(), keep);
}

Attributes::const_iterator FindAttribute(const Attributes& attributes, const Attribute& attribute) {
  return attributes.find(attribute.name);
}

/// What comes without an optional attribute says that there is none now: its fact is as before anything was said.
void LearnFacts(const std::vector<Attribute>& declared, const Attributes& attributes, const std::vector<Fact>& facts,
                Facts& known) {
  for (const Attribute& attribute : declared) {
    if (!attribute.fact) continue;
    const auto found = FindAttribute(attributes, attribute);
    const Fact& fact = facts[attribute.fact->index];
    known[attribute.fact->index] = found == attributes.end() ? fact.initial : ParseFact(fact, found->second);
  }
}

}  // namespace

RouteEditor::RouteEditor(const Definition& definition, const Route& route, Instant start)
    : definition_(definition), start_(start) {
  out_.route = route;
}

void RouteEditor::Take(ChartRun& run, const Rule& rule, const std::vector<EventLine>& lines) {
  out_.rows.push_back(&rule);
  if (rule.go_to) Leave(run);
  Do(run, rule.actions, lines);
  if (rule.go_to) {
    Enter(run, *rule.go_to, false, rule.explanation);
  } else {
    Note(rule.explanation);
  }
}

void RouteEditor::Enter(ChartRun& run, StateId state_id, bool began, std::string explanation) {
  const State& state = definition_[run.chart][state_id];
  const bool again = !began && HasEnded(definition_, run);
  out_.moves.push_back(
      {run.chart, run.key, began ? std::nullopt : std::optional(run.state), state_id, std::move(explanation)});
  run.state = state_id;
  if (again) CountParts();
  Issue(run, state.commands);
  if (state.final) {
    EndRun(run);
    return;
  }
  for (const TimerId timer : state.timers) StartTimer(run, timer, state_id);
  for (const TaskId task : state.tasks) OpenATask(run, task, state_id);
}

void RouteEditor::Leave(ChartRun& run) {
  for (std::size_t i = 0; i < run.timers.size();) {
    if (run.timers[i].while_in) {
      CancelTimer(run, run.timers[i].timer);
    } else {
      ++i;
    }
  }
  for (std::size_t i = 0; i < run.tasks.size();) {
    if (run.tasks[i].while_in) {
      EndTask(run, run.tasks[i].number, TaskEnding::kNoLongerNeeded, {});
    } else {
      ++i;
    }
  }
}

void RouteEditor::Interrupt() {
  ChartRun run;
  run.chart = *definition_.interrupting;
  out_.route.interrupt = std::move(run);
  Enter(*out_.route.interrupt, definition_[*definition_.interrupting].start, true, {});
}

void RouteEditor::Do(ChartRun& run, const Actions& actions, const std::vector<EventLine>& lines) {
  for (const Assignment& assignment : actions.set) {
    (assignment.fact.of_part ? run.facts : out_.route.facts)[assignment.fact.index] = assignment.constant;
  }
  for (const TimerId timer : actions.cancel_timers) CancelTimer(run, timer);
  for (const TaskId task : actions.close_tasks) CloseTask(run, task);
  Issue(run, actions.commands);
  for (const TimerId timer : actions.start_timers) StartTimer(run, timer, std::nullopt);
  for (const TaskId task : actions.open_tasks) OpenATask(run, task, std::nullopt);
  if (actions.start_parts) StartParts(*actions.start_parts, lines);
}

void RouteEditor::StartParts(ChartId id, const std::vector<EventLine>& lines) {
  const Chart& chart = definition_[id];
  for (const EventLine& line : lines) {
    if (FindPart(out_.route, line.key) != nullptr) continue;
    ChartRun part;
    part.chart = id;
    part.key = line.key;
    for (const Fact& fact : chart.facts) part.facts.push_back(fact.initial);
    LearnFacts(chart.line_attributes, line.attributes, chart.facts, part.facts);
    out_.route.parts.push_back(std::move(part));
    Enter(out_.route.parts.back(), chart.start, true, {});
  }
  CountParts();
}

void RouteEditor::Issue(ChartRun& run, const std::vector<std::string>& commands) {
  for (const std::string& name : commands) {
    const Command command{NextNumber(), name, run.key};
    if (ComesBack(name)) run.commands.push_back({command.number, name, start_});
    out_.commands.push_back(command);
  }
}

bool RouteEditor::ComesBack(const std::string& command) const {
  return std::any_of(definition_.events.begin(), definition_.events.end(), [&](const EventDeclaration& event) {
    return std::find(event.answers.begin(), event.answers.end(), command) != event.answers.end();
  });
}

void RouteEditor::StartTimer(ChartRun& run, TimerId id, std::optional<StateId> while_in) {
  CancelTimer(run, id);
  const TimerDeclaration& declared = definition_[run.chart].timers[Index(id)];
  const std::optional<Instant> due = EndOf(declared.term, FactsOf(run), start_);
  if (!due) {
    Note("Termijn niet gestart omdat de datum niet bekend is of buiten de kalender valt: " + declared.title);
    return;
  }
  OpenTimer timer{NextNumber(), id, *due, while_in, false};
  out_.timers_started.push_back({timer.number, declared.name, run.key, *due});
  run.timers.push_back(timer);
}

void RouteEditor::CancelTimer(ChartRun& run, TimerId id) {
  const auto found = Find(run.timers, [&](const OpenTimer& timer) { return timer.timer == id; });
  if (found == run.timers.end()) return;
  // One that started in this very step never ran. An expired one has ended already; its expiry, deferred, finds it
  // gone.
  const bool new_here =
      std::erase_if(out_.timers_started, [&](const TimerStarted& one) { return one.number == found->number; }) > 0;
  if (!found->expired && !new_here) {
    out_.timers_ended.push_back(
        {found->number, definition_[run.chart].timers[Index(id)].name, run.key, false, found->due});
  }
  run.timers.erase(found);
}

void RouteEditor::Fire(ChartRun& run, std::int64_t number) {
  const auto found = Find(run.timers, [&](const OpenTimer& timer) { return timer.number == number; });
  if (found == run.timers.end()) return;
  if (!found->expired) {
    out_.timers_ended.push_back(
        {number, definition_[run.chart].timers[Index(found->timer)].name, run.key, true, found->due});
  }
  run.timers.erase(found);
}

void RouteEditor::OpenATask(ChartRun& run, TaskId id, std::optional<StateId> while_in) {
  if (Find(run.tasks, [&](const OpenTask& task) { return task.task == id; }) != run.tasks.end()) return;
  const TaskDeclaration& declared = definition_[run.chart].tasks[Index(id)];
  const OpenTask task{NextNumber(), id,
                      start_,       declared.due ? EndOf(*declared.due, FactsOf(run), start_) : std::nullopt,
                      while_in,     false};
  std::string title = declared.title;
  if (declared.title_reference) title += ": " + route().references[*declared.title_reference];
  out_.tasks_opened.push_back({task.number, declared.name, run.key, std::move(title), declared.role, task.opened,
                               task.due, declared.outcomes, declared.answered_by_method});
  run.tasks.push_back(task);
}

void RouteEditor::CloseTask(ChartRun& run, TaskId id) {
  const auto found = Find(run.tasks, [&](const OpenTask& task) { return task.task == id; });
  if (found != run.tasks.end()) EndTask(run, found->number, TaskEnding::kNoLongerNeeded, {});
}

void RouteEditor::EndTask(ChartRun& run, std::int64_t number, TaskEnding how, const std::string& outcome) {
  const auto found = Find(run.tasks, [&](const OpenTask& task) { return task.number == number; });
  if (found == run.tasks.end()) return;
  // One that was opened in this very step was never there for anyone.
  const bool new_here =
      std::erase_if(out_.tasks_opened, [&](const TaskOpened& one) { return one.number == number; }) > 0;
  if (!found->completed && !new_here) {
    out_.tasks_ended.push_back({number, definition_[run.chart].tasks[Index(found->task)].name, run.key, how, outcome});
  }
  run.tasks.erase(found);
}

// Commands are delivered in order, and so their outcomes come: of two different ones that can end in the same event,
// the earlier one did.
void RouteEditor::Answer(ChartRun& run, const EventDeclaration& event) {
  const auto first = Find(run.commands, [&](const PendingCommand& command) {
    return std::find(event.answers.begin(), event.answers.end(), command.name) != event.answers.end();
  });
  if (first == run.commands.end()) return;
  const std::string name = first->name;
  for (const PendingCommand& command : run.commands) {
    if (command.name == name) EndAttentionOf(command.number);
  }
  std::erase_if(run.commands, [&](const PendingCommand& command) { return command.name == name; });
}

void RouteEditor::EndAttentionOf(std::int64_t command) {
  const auto attention = Find(out_.route.attention, [&](const AttentionTask& task) { return task.command == command; });
  if (attention != out_.route.attention.end()) EndAttention(attention->number, TaskEnding::kNoLongerNeeded, {});
}

void RouteEditor::AnswerTasks(ChartRun& run, EventId event) {
  const Chart& chart = definition_[run.chart];
  for (std::size_t i = run.tasks.size(); i-- > 0;) {
    if (chart.tasks[Index(run.tasks[i].task)].answered_by_event == event) {
      EndTask(run, run.tasks[i].number, TaskEnding::kAnswered, {});
    }
  }
}

void RouteEditor::LearnFactsOf(ChartRun& run, const EventDeclaration& event, const Announced& announced) {
  const bool of_part = event.of_part.has_value();
  LearnFacts(event.attributes, announced.attributes, of_part ? definition_[run.chart].facts : definition_.facts,
             of_part ? run.facts : out_.route.facts);
}

void RouteEditor::LearnReferences(const EventDeclaration& event, const Announced& announced) {
  if (event.of_part) return;
  Route& route = out_.route;
  for (const Attribute& attribute : event.attributes) {
    if (attribute.fact) continue;
    const auto found = FindAttribute(announced.attributes, attribute);
    route.references[attribute.reference] = found == announced.attributes.end() ? std::string() : found->second;
  }
}

void RouteEditor::LearnLines(const EventDeclaration& event, const std::vector<EventLine>& lines) {
  Route& route = out_.route;
  if (lines.empty() || event.leaves_lines) return;
  // The event says what the lines are now; the line of a part stays, and that of a part that runs as it was allocated.
  std::erase_if(route.lines, [&](const RouteLine& line) { return FindPart(route, line.key) == nullptr; });
  for (const EventLine& line : lines) {
    const auto found = Find(route.lines, [&](const RouteLine& one) { return one.key == line.key; });
    if (found == route.lines.end()) {
      route.lines.push_back({line.key, line.payload});
    } else if (const ChartRun* part = FindPart(route, line.key); part == nullptr || HasEnded(definition_, *part)) {
      found->payload = line.payload;
    }
  }
}

void RouteEditor::Change(const std::vector<EventLine>& lines) {
  Route& route = out_.route;
  for (const EventLine& line : lines) {
    const auto known = Find(route.lines, [&](const RouteLine& one) { return one.key == line.key; });
    if (known != route.lines.end()) known->payload = line.payload;
    const auto part = Find(route.parts, [&](const ChartRun& one) { return one.key == line.key; });
    if (part != route.parts.end()) ChangePart(*part, line);
  }
}

void RouteEditor::ChangePart(ChartRun& part, const EventLine& line) {
  const Chart& chart = definition_[part.chart];
  const Facts before = part.facts;
  LearnFacts(chart.line_attributes, line.attributes, chart.facts, part.facts);
  for (const TimerId timer : chart[part.state].timers) {
    const std::optional<FactRef> after = chart.timers[Index(timer)].term.after;
    if (!after || !after->of_part || part.facts[after->index] == before[after->index]) continue;
    StartTimer(part, timer, part.state);
  }
}

void RouteEditor::EndRun(ChartRun& run) {
  while (!run.timers.empty()) CancelTimer(run, run.timers.back().timer);
  while (!run.tasks.empty()) EndTask(run, run.tasks.back().number, TaskEnding::kNoLongerNeeded, {});
  DropCommands(run);
  CountParts();
  if (definition_[run.chart].kind == ChartKind::kMain) EndRoute();
}

void RouteEditor::EndRoute() {
  Route& route = out_.route;
  for (ChartRun& part : route.parts) {
    while (!part.timers.empty()) CancelTimer(part, part.timers.back().timer);
    while (!part.tasks.empty()) EndTask(part, part.tasks.back().number, TaskEnding::kNoLongerNeeded, {});
    DropCommands(part);
  }
}

// Nobody waits for their outcomes any more; of one that failed nobody need be asked either, and it holds back nothing.
void RouteEditor::DropCommands(ChartRun& run) {
  for (const PendingCommand& command : run.commands) EndAttentionOf(command.number);
  run.commands.clear();
}

void RouteEditor::CallAttention(AttentionTask::Kind kind, const std::string& part, const std::string& about,
                                std::int64_t command) {
  Route& route = out_.route;
  if (route.attention.size() >= kAttentionTasksMax) {
    Note("Er staan al te veel taken open om nog een taak te maken voor " + about);
    return;
  }
  const bool unexpected = kind == AttentionTask::Kind::kUnexpectedEvent;
  const Attention& declared = unexpected ? definition_.unexpected_event : definition_.failed_command;
  const Facts none;
  const std::optional<Instant> due = declared.due ? EndOf(*declared.due, {route.facts, none}, start_) : std::nullopt;
  const AttentionTask task{NextNumber(), kind, start_, due, part, about, command};
  std::vector<Outcome> outcomes;
  if (unexpected) {
    outcomes = {{std::string(kSeenOutcome), "Gezien"}};
  } else {
    outcomes = {{std::string(kRetryOutcome), "Opnieuw aanbieden"}, {std::string(kSettledOutcome), "Anders opgelost"}};
  }
  const std::string_view name = unexpected ? kUnexpectedEventTask : kFailedCommandTask;
  out_.tasks_opened.push_back({task.number,
                               std::string(name),
                               part,
                               TitleOfAttention(declared, kind, about),
                               declared.role,
                               start_,
                               due,
                               std::move(outcomes),
                               {}});
  route.attention.push_back(task);
}

std::string RouteEditor::TitleOfAttention(const Attention& declared, AttentionTask::Kind kind,
                                          const std::string& about) const {
  const auto event =
      kind == AttentionTask::Kind::kUnexpectedEvent ? definition_.FindEvent(about) : std::optional<EventId>();
  if (!event) return declared.title + ": " + about;
  const EventDeclaration& event_declared = definition_[*event];
  if (!event_declared.title_after_end.empty() && IsClosed(definition_, route())) return event_declared.title_after_end;
  return declared.title + ": " + event_declared.title;
}

void RouteEditor::EndAttention(std::int64_t number, TaskEnding how, const std::string& outcome) {
  std::vector<AttentionTask>& attention = out_.route.attention;
  const auto found = Find(attention, [&](const AttentionTask& task) { return task.number == number; });
  if (found == attention.end()) return;
  const bool unexpected = found->kind == AttentionTask::Kind::kUnexpectedEvent;
  const std::string_view name = unexpected ? kUnexpectedEventTask : kFailedCommandTask;
  out_.tasks_ended.push_back({number, std::string(name), found->part, how, outcome});
  attention.erase(found);
}

void RouteEditor::CountParts() {
  Route& route = out_.route;
  const auto open = std::count_if(route.parts.begin(), route.parts.end(),
                                  [&](const ChartRun& part) { return !HasEnded(definition_, part); });
  route.facts[kPartsOpenFact] = static_cast<std::int64_t>(open);
  route.facts[kPartsTotalFact] = static_cast<std::int64_t>(route.parts.size());
}

}  // namespace clientroute::orchestrator
