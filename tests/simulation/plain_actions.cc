#include <algorithm>
#include <chrono>
#include <utility>

#include "tests/simulation/plain_interpreter.h"

/// The second half of the plain interpreter: what a transition does.
namespace clientroute::orchestrator {

bool PlainRoute::TakeIn(Run& run, TriggerSource::Kind kind, const std::string& name, const std::string& outcome,
                        const Announced* announced, bool other) {
  const All before = now_;
  const ChartSource& chart = ChartOf(run.chart);
  const bool of_part = chart.kind == ChartKind::kPart;
  std::string part_chart;
  const EventSource* event = announced == nullptr ? nullptr : EventOf(announced->type, &part_chart);
  if (event != nullptr) Learn(run, *event, *announced, of_part);
  // Of what is about something else holds only what holds everywhere.
  const std::vector<TransitionSource> rules = !other         ? RulesOf(run)
                                              : IsFinal(run) ? std::vector<TransitionSource>()
                                                             : chart.everywhere;
  for (const TransitionSource& rule : rules) {
    if (rule.trigger.kind != kind || rule.trigger.name != name || rule.trigger.outcome != outcome) continue;
    if (!Hold(run, rule)) continue;
    if (event != nullptr && !of_part) {
      const bool of_something = std::any_of(event->about.begin(), event->about.end(), [&](const std::string& one) {
        return announced->attributes.count(one) != 0;
      });
      if (!of_something || !rule.actions.start_parts.empty()) LearnLines(*event, *announced);
    }
    if (kind == TriggerSource::Kind::kEvent && !other) AnswerTasks(run, name);
    if (announced != nullptr) Change(announced->changed);
    Follow(run, rule, announced);
    return true;
  }
  // Nothing was learnt of what nothing is said of.
  now_ = before;
  return false;
}

bool PlainRoute::Hold(const Run& run, const TransitionSource& rule) const {
  return std::all_of(rule.when.begin(), rule.when.end(),
                     [&](const ConditionSource& condition) { return Holds(run, condition); });
}

void PlainRoute::Follow(Run& run, const TransitionSource& rule, const Announced* announced) {
  if (!rule.go_to.empty()) LeaveState(run);
  Act(run, rule, announced);
  if (!rule.go_to.empty()) Enter(run, rule.go_to);
}

void PlainRoute::Learn(Run& run, const EventSource& event, const Announced& announced, bool of_part) {
  Values& facts = of_part ? run.facts : now_.facts;
  const auto take = [&](const std::string& attribute, const std::string& as) {
    const auto said = announced.attributes.find(attribute);
    for (const NameSource& reference : source_->references) {
      if (of_part || reference.name != as) continue;
      now_.references[as] = said == announced.attributes.end() ? std::string() : said->second;
      return;
    }
    facts[as] = said == announced.attributes.end() ? Initial(*FactOf(run, as)) : std::optional(said->second);
  };
  for (const std::string& name : event.attributes) take(name, name);
  for (const std::string& name : event.optional_attributes) take(name, name);
  for (const RenamedSource& one : event.renamed) take(one.attribute, one.as);
}

void PlainRoute::LearnLines(const EventSource& event, const Announced& announced) {
  if (announced.lines.empty() || event.leaves_lines) return;
  const auto part_of = [&](const std::string& key) -> const Run* {
    for (const Run& part : now_.parts) {
      if (part.key == key) return &part;
    }
    return nullptr;
  };
  std::erase_if(now_.lines, [&](const auto& line) { return part_of(line.first) == nullptr; });
  for (const EventLine& line : announced.lines) {
    bool known = false;
    for (auto& [key, payload] : now_.lines) {
      if (key != line.key) continue;
      known = true;
      const Run* part = part_of(key);
      if (part == nullptr || IsFinal(*part)) payload = line.payload;
    }
    if (!known) now_.lines.emplace_back(line.key, line.payload);
  }
}

void PlainRoute::LeaveState(Run& run) {
  if (slip_ == Slip::kTimersOutliveTheirState) return;
  std::erase_if(run.timers, [](const Timer& timer) { return timer.with_state; });
  std::erase_if(run.tasks, [](const Task& task) { return task.with_state; });
}

void PlainRoute::Enter(Run& run, const std::string& state) {
  const bool again = IsFinal(run);
  if (&run == &now_.main && !opening_) now_.announced.push_back("RouteMoved " + run.state + " > " + state);
  run.state = state;
  if (again) Count();
  const StateSource& entered = StateOf(run);
  for (const NameSource& command : entered.commands) Issue(run, command.name);
  if (entered.final) {
    if (&run == &now_.main) now_.announced.push_back("RouteClosed " + state);
    Clear(run);
    Count();
    if (&run != &now_.main) return;
    for (Run& part : now_.parts) Clear(part);
    return;
  }
  for (const NameSource& timer : entered.timers) Start(run, timer.name, true);
  for (const NameSource& task : entered.tasks) Open(run, task.name, true);
}

void PlainRoute::Act(Run& run, const TransitionSource& rule, const Announced* announced) {
  const ActionsSource& actions = rule.actions;
  for (const AssignmentSource& one : actions.set) {
    const bool own = run.facts.count(one.fact) != 0;
    (own ? run.facts : now_.facts)[one.fact] = one.constant;
  }
  for (const std::string& timer : actions.cancel_timers) Stop(run, timer);
  for (const std::string& task : actions.close_tasks) {
    std::erase_if(run.tasks, [&](const Task& one) { return one.name == task; });
  }
  for (const std::string& command : actions.commands) Issue(run, command);
  for (const std::string& timer : actions.start_timers) Start(run, timer, false);
  for (const std::string& task : actions.open_tasks) Open(run, task, false);
  if (actions.start_parts.empty() || announced == nullptr) return;
  const ChartSource& chart = ChartOf(actions.start_parts);
  for (const EventLine& line : announced->lines) {
    const bool there =
        std::any_of(now_.parts.begin(), now_.parts.end(), [&](const Run& part) { return part.key == line.key; });
    if (there) continue;
    Run part{chart.name, line.key, chart.start.name, {}, {}, {}, {}};
    for (const FactSource& fact : chart.facts) part.facts[fact.name] = Initial(fact);
    for (const auto* names : {&chart.line_attributes, &chart.optional_line_attributes}) {
      for (const NameSource& name : *names) {
        const auto said = line.attributes.find(name.name);
        if (said != line.attributes.end()) part.facts[name.name] = said->second;
      }
    }
    now_.parts.push_back(std::move(part));
    Enter(now_.parts.back(), chart.start.name);
  }
  Count();
}

void PlainRoute::Change(const std::vector<EventLine>& lines) {
  for (const EventLine& line : lines) {
    for (auto& [key, payload] : now_.lines) {
      if (key == line.key) payload = line.payload;
    }
    for (Run& part : now_.parts) {
      if (part.key != line.key) continue;
      const ChartSource& chart = ChartOf(part.chart);
      const Values before = part.facts;
      for (const auto* names : {&chart.line_attributes, &chart.optional_line_attributes}) {
        for (const NameSource& name : *names) {
          const auto said = line.attributes.find(name.name);
          part.facts[name.name] =
              said == line.attributes.end() ? Initial(*FactOf(part, name.name)) : std::optional(said->second);
        }
      }
      for (const NameSource& name : StateOf(part).timers) {
        for (const TimerSource& timer : chart.timers) {
          if (timer.name != name.name || timer.term->after.empty()) continue;
          const auto was = before.find(timer.term->after);
          if (was != before.end() && part.facts[timer.term->after] != was->second) Start(part, timer.name, true);
        }
      }
    }
  }
}

void PlainRoute::Issue(Run& run, const std::string& command) {
  const std::int64_t number = now_.next++;
  now_.issued.push_back(command + "(" + run.key + ")#" + std::to_string(number));
  // It waits when something that the definition knows can come back.
  std::string chart;
  for (const CatalogueCommand& one : commands_.commands) {
    if (one.name != command) continue;
    for (const std::string& outcome : one.outcomes) {
      if (EventOf(outcome, &chart) == nullptr) continue;
      run.commands.emplace_back(number, command);
      return;
    }
  }
}

void PlainRoute::Start(Run& run, const std::string& name, bool with_state) {
  Stop(run, name);
  for (const TimerSource& timer : ChartOf(run.chart).timers) {
    if (timer.name != name) continue;
    const std::optional<Instant> due = EndOf(*timer.term, run);
    if (due) run.timers.push_back({now_.next++, name, *due, with_state, false});
  }
}

void PlainRoute::Stop(Run& run, const std::string& name) {
  std::erase_if(run.timers, [&](const Timer& timer) { return timer.name == name; });
}

void PlainRoute::Open(Run& run, const std::string& name, bool with_state) {
  for (const Task& task : run.tasks) {
    if (task.name == name) return;
  }
  for (const TaskSource& task : ChartOf(run.chart).tasks) {
    if (task.name != name) continue;
    run.tasks.push_back({now_.next++, name, task.due ? EndOf(*task.due, run) : std::nullopt, with_state, false});
  }
}

void PlainRoute::AnswerCommands(Run& run, const std::string& event) {
  std::string answered;
  for (const auto& [number, name] : run.commands) {
    const CatalogueCommand* command = commands_.Find(name);
    const auto& outcomes = command->outcomes;
    if (answered.empty() && std::find(outcomes.begin(), outcomes.end(), event) != outcomes.end()) answered = name;
  }
  if (answered.empty()) return;
  for (const auto& [number, name] : run.commands) {
    if (name == answered) ForgetCommand(number);
  }
  std::erase_if(run.commands, [&](const auto& one) { return one.second == answered; });
}

void PlainRoute::AnswerTasks(Run& run, const std::string& event) {
  for (const TaskSource& task : ChartOf(run.chart).tasks) {
    if (task.answered_by_event != event) continue;
    for (const Task& one : run.tasks) {
      // One that was opened by the same event was never there for anyone.
      const bool told = one.name == task.name && !one.completed && one.number < first_new_;
      if (told) now_.announced.push_back("TaskCompleted " + one.name + " ");
    }
    std::erase_if(run.tasks, [&](const Task& one) { return one.name == task.name; });
  }
}

void PlainRoute::ForgetCommand(std::int64_t command) {
  for (std::size_t i = 0; i < now_.looked.size(); ++i) {
    if (now_.looked[i].command != command) continue;
    now_.looked.erase(now_.looked.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

void PlainRoute::Look(bool unexpected, const std::string& part, const std::string& about, std::int64_t command) {
  constexpr std::size_t kMost = 100;
  if (now_.looked.size() < kMost) now_.looked.push_back({now_.next++, unexpected, part, about, command});
}

void PlainRoute::Clear(Run& run) {
  run.timers.clear();
  run.tasks.clear();
  for (const auto& [number, name] : run.commands) ForgetCommand(number);
  run.commands.clear();
}

void PlainRoute::Count() {
  std::size_t open = 0;
  for (const Run& part : now_.parts) open += IsFinal(part) ? 0 : 1;
  now_.facts["parts_open"] = std::to_string(open);
  now_.facts["parts_total"] = std::to_string(now_.parts.size());
}

std::optional<Instant> PlainRoute::EndOf(const TermSource& term, const Run& run) const {
  if (term.unit == TermUnit::kHours) return start_ + std::chrono::hours(term.count);
  Date day = LocalDate(start_);
  if (!term.after.empty()) {
    const std::optional<std::string> known = ValueOf(run, term.after);
    if (!known) return std::nullopt;
    day = *Date::Parse(*known);
  }
  const int step = term.count < 0 ? -1 : 1;
  for (int left = term.count; left != 0; left -= step) {
    switch (*term.unit) {
      case TermUnit::kWorkingDays:
        do day = day.AddDays(1);
        while (!IsWorkingDay(day));
        break;
      case TermUnit::kWeeks:
        day = day.AddDays(7 * step);
        break;
      case TermUnit::kDays:
        day = day.AddDays(step);
        break;
      case TermUnit::kMonths:
      case TermUnit::kHours:
      case TermUnit::kBirthday:
        break;
    }
  }
  if (term.unit == TermUnit::kMonths) day = day.AddMonths(term.count);
  if (term.unit == TermUnit::kBirthday) return LocalMidnight(day.BirthdayAt(term.count));
  return LocalMidnight(day.AddDays(1));
}

std::optional<std::string> PlainRoute::ValueOf(const Run& run, const std::string& fact) const {
  const auto own = run.facts.find(fact);
  if (own != run.facts.end()) return own->second;
  const auto found = now_.facts.find(fact);
  return found == now_.facts.end() ? std::nullopt : found->second;
}

const FactSource* PlainRoute::FactOf(const Run& run, const std::string& name) const {
  for (const FactSource& fact : ChartOf(run.chart).facts) {
    if (fact.name == name) return &fact;
  }
  for (const FactSource& fact : source_->facts) {
    if (fact.name == name) return &fact;
  }
  return nullptr;
}

bool PlainRoute::Holds(const Run& run, const ConditionSource& condition) const {
  const std::optional<std::string> value = ValueOf(run, condition.fact);
  if (*condition.op == Operator::kUnknown) return !value;
  if (!value) return false;
  if (*condition.op == Operator::kKnown) return true;
  const FactSource* fact = FactOf(run, condition.fact);
  const bool number = fact == nullptr || fact->type == FactType::kInteger;
  // Days are written so that their texts stand in their order.
  const auto compare = [&](const std::string& constant) {
    if (number)
      return std::stoll(*value) < std::stoll(constant) ? -1 : std::stoll(*value) > std::stoll(constant) ? 1 : 0;
    return value->compare(constant) < 0 ? -1 : value->compare(constant) > 0 ? 1 : 0;
  };
  switch (*condition.op) {
    case Operator::kEqual:
      return compare(condition.constants[0]) == 0;
    case Operator::kNotEqual:
      return compare(condition.constants[0]) != 0;
    case Operator::kLess:
      return compare(condition.constants[0]) < 0;
    case Operator::kAtMost:
      return compare(condition.constants[0]) <= 0;
    case Operator::kMore:
      return compare(condition.constants[0]) > 0;
    case Operator::kAtLeast:
      return compare(condition.constants[0]) >= 0;
    case Operator::kIn:
      return std::any_of(condition.constants.begin(), condition.constants.end(),
                         [&](const std::string& one) { return compare(one) == 0; });
    case Operator::kKnown:
    case Operator::kUnknown:
      break;
  }
  return false;
}

void PlainRoute::DumpRun(const Run& run, std::string& text) const {
  text += " | " + run.chart + "(" + run.key + ")." + run.state;
  for (const FactSource& fact : ChartOf(run.chart).facts) text += " " + run.facts.at(fact.name).value_or("onbekend");
  for (const Timer& one : run.timers) {
    text += " t" + std::to_string(one.number) + "@" + ToIso(one.due) + (one.expired ? "!" : "") +
            (one.with_state ? "s" : "");
  }
  for (const Task& one : run.tasks) {
    text += " k" + std::to_string(one.number) + (one.due ? "@" + ToIso(*one.due) : "") + (one.completed ? "!" : "");
  }
  for (const auto& [number, name] : run.commands) text += " c" + std::to_string(number) + name;
}

std::string PlainRoute::Dump() const {
  std::string text = std::to_string(now_.sequence) + " " + std::to_string(now_.next);
  for (const char* counted : {"parts_open", "parts_total"}) text += " " + now_.facts.at(counted).value_or("onbekend");
  for (const FactSource& fact : source_->facts) text += " " + now_.facts.at(fact.name).value_or("onbekend");
  for (const NameSource& reference : source_->references) {
    const auto known = now_.references.find(reference.name);
    text += " " + (known == now_.references.end() ? std::string() : known->second);
  }
  for (const auto& [key, payload] : now_.lines) text += " " + key + "=" + payload;
  DumpRun(now_.main, text);
  if (now_.interrupt) DumpRun(*now_.interrupt, text);
  for (const Run& part : now_.parts) DumpRun(part, text);
  for (const Looked& one : now_.looked) text += " a" + std::to_string(one.number) + one.about + one.part;
  for (const Event& one : now_.deferred) text += " d" + one.id;
  return text;
}

}  // namespace clientroute::orchestrator
