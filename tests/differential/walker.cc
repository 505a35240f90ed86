#include "tests/differential/walker.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "tests/unit/orchestrator/drawn_fact.h"

namespace clientroute::orchestrator {
namespace {

/// Everything that is drawn is a name, a date, a number or a word: no character of it needs escaping.
std::string Quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string Sorted(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : " ") + text;
  return joined;
}

/// What the event says, each value as JSON of its fact's type.
std::string DataOf(const std::vector<Attribute>& declared, const std::vector<Fact>& facts, const Attributes& said) {
  std::string json;
  for (const Attribute& attribute : declared) {
    const auto found = said.find(attribute.name);
    if (found == said.end()) continue;
    const bool bare = attribute.fact && (facts[attribute.fact->index].type == FactType::kBoolean ||
                                         facts[attribute.fact->index].type == FactType::kInteger);
    json += (json.empty() ? "" : ",") + Quoted(attribute.name) + ":" + (bare ? found->second : Quoted(found->second));
  }
  return "{" + json + "}";
}

std::optional<ChartId> PartChartOf(const Definition& definition) {
  for (std::size_t i = 0; i < definition.charts.size(); ++i) {
    if (definition.charts[i].kind == ChartKind::kPart) return static_cast<ChartId>(i);
  }
  return std::nullopt;
}

}  // namespace

Walker::Walker(const Definition& definition, std::uint64_t seed)
    : definition_(definition), random_(seed), driver_(definition) {}

Walk Walker::Run(int events) {
  TakeEvent(definition_.opens_on, driver_.route().main, definition_.opens_when);
  for (int i = 0; i < 4 * events && walk_.events.size() < static_cast<std::size_t>(events); ++i) TakeOne();
  return std::move(walk_);
}

void Walker::TakeOne() {
  const Route& route = driver_.route();
  Runs runs = {&route.main};
  if (route.interrupt) runs = {&*route.interrupt, &*route.interrupt, &route.main};
  for (const ChartRun& part : route.parts) runs.push_back(&part);
  const ChartRun& run = *runs[Below(runs.size())];
  switch (Below(12)) {
    case 0:
    case 1:
      return TakeTimer(run);
    case 2:
    case 3:
    case 4:
      return TakeTask(run);
    case 5:
      if (Below(4) == 0) TakeWhatIsNotThere();
      return;
    case 6:
      if (Below(3) == 0) return TakeWhatIsKeptOrInterrupts();
      break;
    default:
      break;
  }
  std::vector<Rule> rules = definition_[run.chart][run.state].rules;
  // What can happen everywhere often ends a route: mostly what belongs to the state, so that it gets far.
  if (Below(8) != 0) std::erase_if(rules, [](const Rule& rule) { return rule.everywhere; });
  std::erase_if(rules, [](const Rule& rule) { return rule.trigger.kind != Trigger::Kind::kEvent; });
  if (rules.empty()) return;
  const Rule& rule = rules[Below(rules.size())];
  driver_.MoveTo(driver_.now() + std::chrono::minutes(Below(3'000)));
  TakeEvent(static_cast<EventId>(rule.trigger.index), run, Below(6) == 0 ? Guard() : rule.when);
}

// No row of a state is about these.
void Walker::TakeWhatIsKeptOrInterrupts() {
  std::vector<EventId> events = definition_.main_chart().defers;
  if (definition_.interrupting) events.push_back(*definition_[*definition_.interrupting].interrupts_on);
  if (!events.empty()) TakeEvent(events[Below(events.size())], driver_.route().main, {});
}

void Walker::TakeEvent(EventId id, const ChartRun& run, const Guard& when) {
  const EventDeclaration& event = definition_[id];
  // Kept back beside an interruption, it may be about something else by the time that the route comes to it.
  if (driver_.route().interrupt && !event.about.empty()) return;
  const ChartId chart = event.of_part.value_or(definition_.main);
  Announced announced;
  announced.type = event.name;
  if (event.of_part) announced.part = run.key;
  announced.attributes = DrawAttributes(event.attributes, chart, when);
  const std::vector<Fact>& facts = event.of_part ? definition_[chart].facts : definition_.facts;
  std::string json = "{\"type\":" + Quoted(event.name) + ",\"part\":" + Quoted(announced.part) +
                     ",\"data\":" + DataOf(event.attributes, facts, announced.attributes) + ",\"lines\":[";
  // It is about what the route is busy with.
  const Route& route = driver_.route();
  for (const Attribute& attribute : event.about) {
    if (definition_.main_chart()[route.main.state].sure_references[attribute.reference])
      announced.attributes[attribute.name] = route.references[attribute.reference];
  }
  if (const std::optional<ChartId> id_of_part = PartChartOf(definition_)) {
    const Chart& part = definition_[*id_of_part];
    for (std::size_t i = 0, count = 1 + Below(3); i < count; ++i) {
      EventLine line{"line-" + std::to_string(i), DrawAttributes(part.line_attributes, *id_of_part, {}), "payload"};
      json += std::string(i == 0 ? "" : ",") + "{\"key\":" + Quoted(line.key) +
              ",\"data\":" + DataOf(part.line_attributes, part.facts, line.attributes) + "}";
      announced.lines.push_back(std::move(line));
    }
  }
  walk_.events.push_back(json + "]}");
  Note(driver_.Take(std::move(announced)));
}

void Walker::TakeTimer(const ChartRun& run) {
  if (run.timers.empty()) return;
  const OpenTimer& timer = run.timers[Below(run.timers.size())];
  const std::int64_t number = timer.number;
  driver_.MoveTo(std::max(driver_.now(), timer.due));
  walk_.events.push_back("{\"timer\":" + Quoted(definition_[run.chart].timers[Index(timer.timer)].name) +
                         ",\"part\":" + Quoted(run.key) + ",\"start\":" + std::to_string(start_of_[number]) + "}");
  Note(driver_.Take(TimerExpired{number}));
}

void Walker::TakeTask(const ChartRun& run) {
  if (run.tasks.empty()) return;
  const OpenTask& task = run.tasks[Below(run.tasks.size())];
  const TaskDeclaration& declared = definition_[run.chart].tasks[Index(task.task)];
  if (declared.outcomes.empty()) return;
  const std::string outcome = declared.outcomes[Below(declared.outcomes.size())].name;
  walk_.events.push_back("{\"task\":" + Quoted(declared.name) + ",\"outcome\":" + Quoted(outcome) +
                         ",\"part\":" + Quoted(run.key) + "}");
  Note(driver_.Take(TaskCompleted{task.number, outcome}));
}

// A timer that was stopped or has fired, a task that is not open, an event that the definition does not know, or any
// that it knows, for any part.
void Walker::TakeWhatIsNotThere() {
  const ChartRun& main = driver_.route().main;
  switch (Below(4)) {
    case 0: {
      const TimerDeclaration& timer = definition_.main_chart().timers[Below(definition_.main_chart().timers.size())];
      walk_.events.push_back("{\"timer\":" + Quoted(timer.name) + ",\"part\":\"\",\"start\":0}");
      return Note(driver_.Take(TimerExpired{-1}));
    }
    case 1: {
      const std::vector<TaskDeclaration>& tasks = definition_.main_chart().tasks;
      const std::size_t task = Below(tasks.size());
      const bool open = std::any_of(main.tasks.begin(), main.tasks.end(),
                                    [&](const OpenTask& one) { return Index(one.task) == task && !one.completed; });
      if (open || tasks[task].outcomes.empty()) return;
      walk_.events.push_back("{\"task\":" + Quoted(tasks[task].name) +
                             ",\"outcome\":" + Quoted(tasks[task].outcomes[0].name) + ",\"part\":\"\"}");
      return Note(driver_.Take(TaskCompleted{-1, tasks[task].outcomes[0].name}));
    }
    case 2:
      walk_.events.emplace_back(R"({"type":"SomethingElse","part":"","data":{},"lines":[]})");
      return Note(driver_.Take(Announced{"SomethingElse", {}, {}, {}}));
    default:
      break;
  }
  ChartRun other = main;
  other.key = "line-" + std::to_string(Below(4));
  TakeEvent(static_cast<EventId>(Below(definition_.events.size())), other, {});
}

Attributes Walker::DrawAttributes(const std::vector<Attribute>& declared, ChartId chart, const Guard& when) {
  Attributes drawn;
  for (const Attribute& attribute : declared) {
    if (!attribute.fact) {
      if (attribute.required || Below(2) == 0) drawn[attribute.name] = "things/" + std::to_string(Below(9));
      continue;
    }
    const Fact& fact = definition_.FactOf(chart, *attribute.fact);
    const FactValue value =
        DrawFitting(fact, *attribute.fact, when, [this](std::size_t bound) { return Below(bound); });
    if (attribute.required || Below(3) != 0) drawn[attribute.name] = FormatFact(fact, value);
  }
  return drawn;
}

void Walker::Note(const StepResult& result) {
  if (const auto* transition = std::get_if<Transition>(&result)) {
    for (const TimerStarted& one : transition->timers_started)
      start_of_[one.number] = ++starts_[one.name + "(" + one.part + ")"];
  }
  walk_.answers.push_back(Describe(result));
  ++walk_.verdicts[walk_.answers.back().substr(0, walk_.answers.back().find(' '))];
}

std::string Walker::Describe(const StepResult& result) const {
  std::string verdict = Verdict(result);
  std::string commands;
  std::vector<std::string> timers;
  if (const auto* transition = std::get_if<Transition>(&result)) {
    constexpr const char* kReceptions[] = {"taken", "deferred", "unexpected", "noted"};
    verdict = kReceptions[static_cast<std::size_t>(transition->reception)];
    for (const Command& one : transition->commands)
      commands += (commands.empty() ? "" : " ") + one.name + "(" + one.part + ")";
    for (const TimerEnded& one : transition->timers_ended)
      timers.push_back((one.fired ? "!" : "-") + one.name + "(" + one.part + ")");
    for (const TimerStarted& one : transition->timers_started) timers.push_back("+" + one.name + "(" + one.part + ")");
  }
  const Route& route = driver_.route();
  const auto tell = [](const std::vector<Fact>& facts, const Facts& known) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < facts.size(); ++i)
      texts.push_back(facts[i].name + "=" + FormatFact(facts[i], known[i]));
    return texts;
  };
  std::string parts;
  for (const ChartRun& part : route.parts) {
    parts += (parts.empty() ? "" : " ") + ("part " + part.key + " " + definition_[part.chart][part.state].name) + " {" +
             Sorted(tell(definition_[part.chart].facts, part.facts)) + "}";
  }
  std::vector<std::string> facts = tell(definition_.facts, route.facts);
  for (std::size_t i = 0; i < route.references.size(); ++i) {
    facts.push_back(definition_.references[i] + "=" + (route.references[i].empty() ? "onbekend" : route.references[i]));
  }
  const std::string interrupt = driver_.interrupt_state();
  return verdict + " | main " + driver_.state() + " | interrupt " + (interrupt.empty() ? "-" : interrupt) + " | " +
         parts + " | commands " + commands + " | timers " + Sorted(std::move(timers)) + " | facts " +
         Sorted(std::move(facts));
}

}  // namespace clientroute::orchestrator
