#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include "services/orchestrator/definition/guard_space.h"
#include "services/orchestrator/definition/known_facts.h"
#include "services/orchestrator/route/route_editor.h"
#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/route_driver.h"

/// Every state of the region's routes × everything that can happen in it, with each value that a guard tells apart, and
/// what comes of it: one line each in golden/youth_standard.pairs, which is that of social support too. A change of the
/// definition or the step shows as a difference of that file; with CLIENTROUTE_REWRITE_GOLDEN=1 the test writes it
/// anew, to be reviewed.
namespace clientroute::orchestrator {
namespace {

constexpr const char* kGolden = "tests/unit/orchestrator/golden/youth_standard.pairs";
const Instant kNow = At("2026-03-02");

/// Values for the facts that the guards on one trigger ask for: said by the event, or known of the route before it.
struct Value {
  FactRef ref;
  FactValue value;
};
using Values = std::vector<Value>;

class Pairs {
 public:
  explicit Pairs(const Definition& definition)
      : definition_(definition), known_(definition), with_parts_(StatesWithParts(definition.main_chart())) {}

  std::string Write() {
    for (std::size_t i = 0; i < definition_.charts.size(); ++i) {
      const auto chart = static_cast<ChartId>(i);
      for (std::size_t s = 0; s < definition_[chart].states.size(); ++s) {
        // An interruption that ends is over in the same step: a route is never found there.
        const bool passing = definition_[chart].kind == ChartKind::kInterrupting && definition_[chart].states[s].final;
        if (!passing) WriteState(chart, static_cast<StateId>(s));
      }
    }
    return out_.str();
  }

 private:
  void WriteState(ChartId chart, StateId state) {
    found_ = RouteIn(chart, state);
    out_ << "\n" << definition_[chart].name << "." << definition_[chart][state].name << "\n";
    for (std::size_t e = 0; e < definition_.events.size(); ++e) {
      const auto event = static_cast<EventId>(e);
      const bool of_chart = definition_[chart].kind == ChartKind::kPart ? definition_[event].of_part == chart
                                                                        : !definition_[event].of_part.has_value();
      if (!of_chart) continue;
      for (const Values& values : ValuesOf(chart, event)) WriteEvent(chart, event, values);
    }
    for (std::size_t t = 0; t < definition_[chart].timers.size(); ++t)
      WriteTimer(chart, state, static_cast<TimerId>(t));
    for (std::size_t t = 0; t < definition_[chart].tasks.size(); ++t) WriteTask(chart, state, static_cast<TaskId>(t));
  }

  // Where parts can run while the main chart is there: a path leads to it from where they are started.
  static std::set<StateId> StatesWithParts(const Chart& main) {
    const std::vector<State>& states = main.states;
    std::set<StateId> reached;
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t s = 0; s < states.size(); ++s) {
        for (const Rule& rule : states[s].rules) {
          const bool starts = rule.actions.start_parts && !rule.everywhere;
          const bool leads = starts || reached.count(static_cast<StateId>(s)) != 0;
          if (leads && rule.go_to && reached.insert(*rule.go_to).second) changed = true;
        }
      }
    }
    return reached;
  }

  // Whether the main chart goes on from the state by itself as soon as a part runs.
  bool IsLeftWithOpenParts(StateId state) const {
    const std::vector<Rule>& rules = definition_.main_chart()[state].rules;
    return std::any_of(rules.begin(), rules.end(), [](const Rule& rule) {
      return rule.trigger.kind == Trigger::Kind::kAutomatic &&
             std::any_of(rule.when.begin(), rule.when.end(), [](const Condition& condition) {
               return condition.fact == FactRef{false, kPartsOpenFact} && condition.op == Operator::kMore;
             });
    });
  }

  // A route whose chart stands in the state; where parts can run, one does, so that the route does not close by itself.
  Route RouteIn(ChartId chart, StateId state) const {
    Route route = NewRoute(definition_, "routes/7e0c1f5e-2d5b-5a34-8c2f-3f0a3a0f3c11");
    route.sequence = 1;
    for (std::size_t i = 0; i < route.facts.size(); ++i) route.facts[i] = Plausible(definition_.facts[i]);
    RouteEditor editor(definition_, route, kNow);
    const ChartId part_chart = definition_.FindChart("care").value();
    ChartRun part;
    part.chart = part_chart;
    part.key = "line-1";
    for (const Fact& fact : definition_[part_chart].facts) part.facts.push_back(Plausible(fact));
    const bool is_part = definition_[chart].kind == ChartKind::kPart;
    const bool with_part = is_part || (definition_[chart].kind == ChartKind::kMain && with_parts_.contains(state));
    if (with_part) editor.route().parts.push_back(part);
    const StateId in_care = definition_.main_chart().FindState("in_care").value();
    const StateId planning = definition_.main_chart().FindState("planning").value();
    ChartRun& main = editor.route().main;
    editor.CountParts();
    switch (definition_[chart].kind) {
      case ChartKind::kMain:
        editor.Enter(main, state, true, {});
        break;
      case ChartKind::kPart:
        editor.Enter(main, in_care, true, {});
        break;
      case ChartKind::kInterrupting:
        editor.Enter(main, planning, true, {});
        editor.Interrupt();
        if (editor.route().interrupt->state == state) break;
        editor.Leave(*editor.route().interrupt);
        editor.Enter(*editor.route().interrupt, state, false, {});
        break;
    }
    if (with_part && !IsClosed(definition_, editor.route())) {
      ChartRun& run = editor.route().parts.front();
      const bool ended = !is_part && IsLeftWithOpenParts(state);
      editor.Enter(run,
                   is_part ? state
                   : ended ? definition_[part_chart].FindState("ended").value()
                           : definition_[part_chart].start,
                   true, {});
    }
    editor.CountParts();
    return editor.route();
  }

  static FactValue Plausible(const Fact& fact) {
    switch (fact.type) {
      case FactType::kDate:
        return ParseFact(fact, "2026-03-02");
      case FactType::kInteger:
        return 1;
      case FactType::kBoolean:
      case FactType::kSymbol:
        break;
    }
    return 0;
  }

  ChartRun& RunOf(Route& route, ChartId chart) const {
    switch (definition_[chart].kind) {
      case ChartKind::kPart:
        return route.parts.front();
      case ChartKind::kInterrupting:
        return *route.interrupt;
      case ChartKind::kMain:
        break;
    }
    return route.main;
  }

  // The same in every state of the chart.
  const std::vector<Values>& ValuesOf(ChartId chart, EventId event) {
    const auto [place, is_new] = values_.try_emplace({chart, event});
    if (is_new) place->second = AllValuesOf(chart, event);
    return place->second;
  }

  std::vector<Values> AllValuesOf(ChartId chart, EventId event) const {
    std::vector<const Guard*> guards;
    for (const State& state : definition_[chart].states) {
      for (const Rule& rule : state.rules) {
        if (rule.trigger == On(event)) guards.push_back(&rule.when);
      }
    }
    Known known = known_.AtFirst(chart);
    known.of_route.assign(known.of_route.size(), true);
    known.of_part.assign(known.of_part.size(), true);
    const GuardSpace space(definition_, chart, known);
    std::vector<Values> all = {{}};
    for (const FactRef ref : GuardSpace::FactsOf(guards)) {
      std::vector<Values> next;
      for (const FactValue& value : space.Pieces(ref, guards)) {
        for (Values values : all) {
          values.push_back({ref, value});
          next.push_back(std::move(values));
        }
      }
      all = std::move(next);
    }
    return all;
  }

  void WriteEvent(ChartId chart, EventId id, const Values& values) {
    const EventDeclaration& event = definition_[id];
    Announced announced;
    announced.type = event.name;
    for (const Attribute& attribute : event.attributes) {
      const bool reference = !attribute.fact.has_value();
      const Fact* fact = reference ? nullptr : &definition_.FactOf(chart, *attribute.fact);
      announced.attributes[attribute.name] = reference ? "things/1" : FormatFact(*fact, Plausible(*fact));
    }
    std::string label = event.name;
    Route route = found_;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Fact& fact = definition_.FactOf(chart, values[i].ref);
      const std::string value = FormatFact(fact, values[i].value);
      const auto said = std::find_if(event.attributes.begin(), event.attributes.end(),
                                     [&](const Attribute& one) { return one.fact == values[i].ref; });
      if (said != event.attributes.end()) {
        announced.attributes[said->name] = value;
      } else {
        Know(route, chart, values[i]);
      }
      label += (i == 0 ? "[" : " ") + fact.name + "=" + value + (i + 1 == values.size() ? "]" : "");
    }
    if (event.of_part) announced.part = "line-1";
    announced.lines = {{"line-2", {{"period_start_date", "2026-04-01"}, {"period_end_date", "2026-09-30"}}, "line"}};
    for (const Attribute& about : event.about) {
      if (!definition_.main_chart()[route.main.state].sure_references[about.reference]) continue;
      route.references[about.reference] = announced.attributes[about.name] = "things/1";
    }
    Line(label, route, announced, kNow);
    if (event.about.empty()) return;
    for (const Attribute& about : event.about) announced.attributes[about.name] = "things/2";
    Line(label + " about another", route, announced, kNow);
  }

  // What the route knows before; of its parts none runs, or one.
  void Know(Route& route, ChartId chart, const Value& value) const {
    if (value.ref.of_part) {
      RunOf(route, chart).facts[value.ref.index] = value.value;
    } else if (value.ref.index > kPartsTotalFact) {
      route.facts[value.ref.index] = value.value;
    } else if (value.ref.index == kPartsOpenFact) {
      RouteEditor editor(definition_, route, kNow);
      ChartRun part;
      part.chart = definition_.FindChart("care").value();
      part.key = "line-1";
      part.state = definition_[part.chart].start;
      for (const Fact& fact : definition_[part.chart].facts) part.facts.push_back(Plausible(fact));
      editor.route().parts.assign(value.value == 0 ? 0 : 1, part);
      editor.CountParts();
      route = editor.route();
    }
  }

  bool Answers(ChartId chart, StateId state, const Trigger& trigger) const {
    for (const Rule& rule : definition_[chart][state].rules) {
      if (rule.trigger == trigger) return true;
    }
    return false;
  }

  // A timer or task that the state says nothing of cannot run there (the checker proves that); its expiry is one that
  // comes late.
  void WriteTimer(ChartId chart, StateId state, TimerId id) {
    Route route = found_;
    std::int64_t number = 999;
    Instant due = kNow;
    if (Answers(chart, state, On(id))) {
      ChartRun& run = RunOf(route, chart);
      for (const OpenTimer& timer : run.timers) {
        if (timer.timer == id) number = timer.number, due = timer.due;
      }
      if (number == 999) {
        number = route.next_number++;
        run.timers.push_back({number, id, due, std::nullopt, false});
      }
    }
    Line("timer " + definition_[chart].timers[Index(id)].name, route, TimerExpired{number}, due);
  }

  void WriteTask(ChartId chart, StateId state, TaskId id) {
    const TaskDeclaration& task = definition_[chart].tasks[Index(id)];
    for (std::size_t o = 0; o < task.outcomes.size(); ++o) {
      Route route = found_;
      std::int64_t number = 999;
      if (Answers(chart, state, On(id, o))) {
        ChartRun& run = RunOf(route, chart);
        for (const OpenTask& open : run.tasks) {
          if (open.task == id) number = open.number;
        }
        if (number == 999) {
          number = route.next_number++;
          run.tasks.push_back({number, id, kNow, std::nullopt, std::nullopt, false});
        }
      }
      Line("task " + task.name + "/" + task.outcomes[o].name, route, TaskCompleted{number, task.outcomes[o].name},
           kNow);
    }
  }

  void Line(const std::string& label, const Route& route, decltype(Event::what) what, Instant now) {
    const Event event{"event", now, "services/test", "", std::move(what)};
    out_ << "  " << label << " => " << DescribeResult(definition_, Step(definition_, route, event, now)) << "\n";
  }

  const Definition& definition_;
  const KnownFacts known_;
  const std::set<StateId> with_parts_;
  std::map<std::pair<ChartId, EventId>, std::vector<Values>> values_;
  // As a route is found in the state that is written.
  Route found_;
  std::ostringstream out_;
};

void ExpectSame(const std::string& pairs, const std::string& golden, const char* where) {
  if (pairs == golden) return;
  std::istringstream now(pairs);
  std::istringstream then(golden);
  std::string line;
  std::string expected;
  int number = 0;
  while (std::getline(now, line)) {
    ++number;
    if (!std::getline(then, expected)) expected = "(nothing)";
    if (line == expected) continue;
    FAIL() << where << ":" << number << "\n  expected " << expected << "\n  and is   " << line;
  }
  FAIL() << where << " has lines that are no longer there";
}

TEST(RoutePairs, EveryStateTimesEveryEventHasItsKnownOutcome) {
  const std::string pairs = Pairs(YouthStandard()).Write();
  EXPECT_EQ(pairs.find("broken"), std::string::npos) << "an invariant breaks";
  if (std::getenv("CLIENTROUTE_REWRITE_GOLDEN") != nullptr) {
    std::ofstream(std::string(CLIENTROUTE_SOURCE_DIR) + "/" + kGolden, std::ios::binary) << pairs;
  }
  ExpectSame(pairs, ReadRepositoryFile(kGolden), kGolden);
}

TEST(RoutePairs, SocialSupportGoesTheSameWayByItsOwnTerms) {
  ExpectSame(Pairs(WmoStandard()).Write(), ReadRepositoryFile(kGolden), "wmo_standard beside youth_standard.pairs");
}

}  // namespace
}  // namespace clientroute::orchestrator
