#include "tests/unit/orchestrator/random_events.h"

#include <algorithm>
#include <chrono>

#include "tests/unit/orchestrator/drawn_fact.h"

namespace clientroute::orchestrator {

std::string Dump(const Definition& definition, const Route& route) {
  std::string text = std::to_string(route.sequence) + " " + std::to_string(route.next_number);
  const auto run_text = [&](const ChartRun& run) {
    text += " | " + definition[run.chart].name + "(" + run.key + ")." + definition[run.chart][run.state].name;
    for (std::size_t i = 0; i < run.facts.size(); ++i)
      text += " " + FormatFact(definition[run.chart].facts[i], run.facts[i]);
    for (const OpenTimer& one : run.timers) {
      text += " t" + std::to_string(one.number) + "@" + ToIso(one.due) + (one.expired ? "!" : "") +
              (one.while_in ? "s" : "");
    }
    for (const OpenTask& one : run.tasks) {
      text += " k" + std::to_string(one.number) + (one.due ? "@" + ToIso(*one.due) : "") + (one.completed ? "!" : "");
    }
    for (const PendingCommand& one : run.commands) text += " c" + std::to_string(one.number) + one.name;
  };
  for (std::size_t i = 0; i < route.facts.size(); ++i) text += " " + FormatFact(definition.facts[i], route.facts[i]);
  for (const std::string& reference : route.references) text += " " + reference;
  for (const RouteLine& line : route.lines) text += " " + line.key + "=" + line.payload;
  run_text(route.main);
  if (route.interrupt) run_text(*route.interrupt);
  for (const ChartRun& part : route.parts) run_text(part);
  for (const AttentionTask& one : route.attention) text += " a" + std::to_string(one.number) + one.about + one.part;
  for (const Event& one : route.deferred) text += " d" + one.id;
  return text;
}

void RandomEvents::TakeOne(RouteDriver& driver) {
  const Route& route = driver.route();
  std::vector<const ChartRun*> runs = {&route.main};
  if (route.interrupt) runs.push_back(&*route.interrupt);
  for (const ChartRun& part : route.parts) runs.push_back(&part);
  const ChartRun& run = *runs[Below(runs.size())];
  switch (Below(6)) {
    case 0:
      if (!run.timers.empty()) {
        const OpenTimer& timer = run.timers[Below(run.timers.size())];
        driver.MoveTo(std::max(driver.now(), timer.due));
        driver.Take(TimerExpired{timer.number});
      }
      return;
    case 1:
      return CompleteOne(driver, run);
    case 2: {
      if (Below(5) != 0) return;
      const EventId any = static_cast<EventId>(Below(definition_.events.size()));
      driver.Take(Draw(route, any, "line-" + std::to_string(Below(4))));
      return;
    }
    default: {
      // Mostly what belongs to the state, so that the routes get far; what can happen everywhere often ends them.
      std::vector<Rule> rules = definition_[run.chart][run.state].rules;
      if (Below(10) != 0) std::erase_if(rules, [](const Rule& rule) { return rule.everywhere; });
      if (rules.empty()) return;
      const Rule& rule = rules[Below(rules.size())];
      if (rule.trigger.kind == Trigger::Kind::kEvent)
        driver.Take(Draw(route, static_cast<EventId>(rule.trigger.index), run.key));
      driver.MoveTo(driver.now() + std::chrono::minutes(Below(3'000)));
    }
  }
}

void RandomEvents::CompleteOne(RouteDriver& driver, const ChartRun& run) {
  const Route& route = driver.route();
  if (!route.attention.empty() && Below(3) == 0) {
    const AttentionTask& task = route.attention[Below(route.attention.size())];
    const bool unexpected = task.kind == AttentionTask::Kind::kUnexpectedEvent;
    driver.Take(TaskCompleted{task.number, std::string(unexpected ? kSeenOutcome : kRetryOutcome)});
    return;
  }
  if (!run.commands.empty() && Below(4) == 0) {
    const PendingCommand& command = run.commands[Below(run.commands.size())];
    driver.Take(CommandFailed{command.number, command.name, run.key});
    return;
  }
  if (run.tasks.empty()) return;
  const OpenTask& task = run.tasks[Below(run.tasks.size())];
  const std::vector<Outcome>& outcomes = definition_[run.chart].tasks[Index(task.task)].outcomes;
  if (!outcomes.empty()) driver.Take(TaskCompleted{task.number, outcomes[Below(outcomes.size())].name});
}

Announced RandomEvents::Draw(const Route& route, EventId id, const std::string& part) {
  const EventDeclaration& event = definition_[id];
  Announced announced;
  announced.type = event.name;
  if (event.of_part) announced.part = part;
  for (const Attribute& attribute : event.attributes) {
    if (!attribute.required && Below(2) == 0) continue;
    announced.attributes[attribute.name] =
        attribute.fact ? DrawValue(definition_.FactOf(event.of_part.value_or(definition_.main), *attribute.fact))
                       : "things/" + std::to_string(Below(9));
  }
  for (const Attribute& attribute : event.about) {
    const std::string& known = route.references[attribute.reference];
    if (Below(5) != 0 && !known.empty()) announced.attributes[attribute.name] = known;
  }
  const std::size_t lines = Below(4);
  for (std::size_t i = 0; i < lines; ++i) {
    EventLine line{"line-" + std::to_string(i), {{"weight", "4"}}, "payload-" + std::to_string(Below(1'000))};
    if (Below(2) == 0) line.attributes["from"] = line.attributes["period_start_date"] = "2026-05-01";
    if (Below(2) == 0) line.attributes["period_end_date"] = "2026-11-30";
    announced.lines.push_back(std::move(line));
  }
  if (Below(4) == 0) announced.changed = announced.lines;
  return announced;
}

std::string RandomEvents::DrawValue(const Fact& fact) {
  return FormatFact(fact, DrawFact(fact, [this](std::size_t bound) { return Below(bound); }));
}

}  // namespace clientroute::orchestrator
