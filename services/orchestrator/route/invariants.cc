#include "services/orchestrator/route/invariants.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clientroute::orchestrator {
namespace {

bool FactsFit(const std::vector<Fact>& declared, const Facts& facts) {
  if (declared.size() != facts.size()) return false;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (!facts[i]) continue;
    if (declared[i].type == FactType::kBoolean && *facts[i] != 0 && *facts[i] != 1) return false;
    const auto symbols = static_cast<std::int64_t>(declared[i].symbols.size());
    if (declared[i].type == FactType::kSymbol && (*facts[i] < 0 || *facts[i] >= symbols)) return false;
  }
  return true;
}

std::vector<const ChartRun*> RunsOf(const Route& route) {
  std::vector<const ChartRun*> runs = {&route.main};
  if (route.interrupt) runs.push_back(&*route.interrupt);
  for (const ChartRun& part : route.parts) runs.push_back(&part);
  return runs;
}

bool PlacesExist(const Definition& definition, const ChartRun& run) {
  if (Index(run.chart) >= definition.charts.size()) return false;
  const Chart& chart = definition[run.chart];
  if (Index(run.state) >= chart.states.size() || !FactsFit(chart.facts, run.facts)) return false;
  return std::all_of(run.timers.begin(), run.timers.end(),
                     [&](const OpenTimer& timer) { return Index(timer.timer) < chart.timers.size(); }) &&
         std::all_of(run.tasks.begin(), run.tasks.end(),
                     [&](const OpenTask& task) { return Index(task.task) < chart.tasks.size(); });
}

template <typename Value>
bool AreDifferent(std::vector<Value>& values) {
  std::sort(values.begin(), values.end());
  return std::adjacent_find(values.begin(), values.end()) == values.end();
}

bool NumbersAreUnique(const Route& route) {
  if (route.next_number - 1 > kNumbersMost) return false;
  std::vector<std::int64_t> numbers;
  const auto add = [&](std::int64_t number) {
    numbers.push_back(number);
    return number > 0 && number < route.next_number;
  };
  for (const ChartRun* run : RunsOf(route)) {
    for (const OpenTimer& timer : run->timers) {
      if (!add(timer.number)) return false;
    }
    for (const OpenTask& task : run->tasks) {
      if (!add(task.number)) return false;
    }
    for (const PendingCommand& command : run->commands) {
      if (!add(command.number)) return false;
    }
  }
  return std::all_of(route.attention.begin(), route.attention.end(),
                     [&](const AttentionTask& task) { return add(task.number); }) &&
         AreDifferent(numbers);
}

bool OneOfEach(const Route& route) {
  std::vector<std::string_view> keys;
  for (const ChartRun& part : route.parts) keys.push_back(part.key);
  if (!AreDifferent(keys)) return false;
  for (const ChartRun* run : RunsOf(route)) {
    std::vector<TimerId> timers;
    std::vector<TaskId> tasks;
    for (const OpenTimer& timer : run->timers) timers.push_back(timer.timer);
    for (const OpenTask& task : run->tasks) tasks.push_back(task.task);
    if (!AreDifferent(timers) || !AreDifferent(tasks)) return false;
  }
  return true;
}

bool ScopedToState(const ChartRun& run) {
  const auto here = [&](const auto& item) { return !item.while_in || *item.while_in == run.state; };
  return std::all_of(run.timers.begin(), run.timers.end(), here) &&
         std::all_of(run.tasks.begin(), run.tasks.end(), here);
}

bool HoldsNothing(const ChartRun& run) { return run.timers.empty() && run.tasks.empty() && run.commands.empty(); }

bool PartsAreCounted(const Definition& definition, const Route& route) {
  const auto open = std::count_if(route.parts.begin(), route.parts.end(),
                                  [&](const ChartRun& part) { return !HasEnded(definition, part); });
  return route.facts[kPartsOpenFact] == open &&
         route.facts[kPartsTotalFact] == static_cast<std::int64_t>(route.parts.size());
}

}  // namespace

std::optional<BrokenInvariant> FindBroken(const Definition& definition, const Route& route) {
  if (!FactsFit(definition.facts, route.facts) || route.references.size() != definition.references.size()) {
    return BrokenInvariant{"KnownPlaces", "the facts or references of the route do not fit the definition"};
  }
  for (const ChartRun* run : RunsOf(route)) {
    if (!PlacesExist(definition, *run))
      return BrokenInvariant{"KnownPlaces", "run '" + run->key + "' stands outside the definition"};
  }
  if (!NumbersAreUnique(route))
    return BrokenInvariant{"NumbersAreUnique", "next number " + std::to_string(route.next_number)};
  if (!OneOfEach(route)) return BrokenInvariant{"OneOfEach", "a timer, task or part stands there twice"};
  const bool closed = IsClosed(definition, route);
  for (const ChartRun* run : RunsOf(route)) {
    const std::string where = definition[run->chart].name + " " + run->key;
    if (!ScopedToState(*run)) return BrokenInvariant{"ScopedToState", where};
    if ((closed || HasEnded(definition, *run)) && !HoldsNothing(*run))
      return BrokenInvariant{"EndedHoldsNothing", where};
  }
  if (route.interrupt && (closed || HasEnded(definition, *route.interrupt))) {
    return BrokenInvariant{"InterruptHasReturn", closed ? "the main chart has ended" : "the interruption has ended"};
  }
  const bool all_wait = std::all_of(route.deferred.begin(), route.deferred.end(),
                                    [&](const Event& event) { return MustWait(definition, route, event); });
  if (!route.interrupt && !all_wait) {
    return BrokenInvariant{"DeferredMustWait", std::to_string(route.deferred.size()) + " events kept back"};
  }
  if (!PartsAreCounted(definition, route))
    return BrokenInvariant{"PartsAreCounted", std::to_string(route.parts.size()) + " parts"};
  return std::nullopt;
}

}  // namespace clientroute::orchestrator
