#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "services/orchestrator/route/step.h"
#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/route_driver.h"

/// Every row of the region's definitions is taken by a route that began with its opening and went on by what happened:
/// drawn, with a preference for rows that were not taken yet, until all were. A row that no route can take is dead, and
/// one that the machinery takes wrongly breaks an invariant on the way.
namespace clientroute::orchestrator {
namespace {

using Row = std::tuple<std::string, int, int>;

Row RowOf(const Rule& rule) { return {rule.place.file, rule.place.line, rule.place.column}; }

/// Whether the opening leads on from the state, and nothing leads back to it.
bool PassedAtOnce(const Definition& definition, ChartId chart, StateId id) {
  if (chart != definition.main || id != definition.main_chart().start) return false;
  bool passed = true;
  for (const Chart& other : definition.charts) {
    for (const State& state : other.states) {
      if (state.continue_in == id) passed = false;
      for (const Rule& rule : state.rules) {
        if (&other == &definition.main_chart() && rule.go_to == id) passed = false;
      }
    }
  }
  for (const Rule& rule : definition.main_chart()[id].rules) {
    if (rule.trigger == On(definition.opens_on) && !rule.go_to) passed = false;
  }
  return passed;
}

/// Rows by where they stand, with what they are called.
std::map<Row, std::string> RowsOf(const Definition& definition) {
  std::map<Row, std::string> rows;
  for (std::size_t c = 0; c < definition.charts.size(); ++c) {
    const Chart& chart = definition.charts[c];
    const auto add = [&](const Rule& rule, const std::string& where) {
      rows.emplace(RowOf(rule), chart.name + "." + where + " on " +
                                    Describe(definition, static_cast<ChartId>(c), rule.trigger) + " [" +
                                    Describe(definition, static_cast<ChartId>(c), rule.when) + "]");
    };
    for (std::size_t s = 0; s < chart.states.size(); ++s) {
      for (const Rule& rule : chart.states[s].rules) {
        // A state that the opening passes at once hears of nothing else; its other rows only keep `everywhere` out.
        const bool passed = PassedAtOnce(definition, static_cast<ChartId>(c), static_cast<StateId>(s)) &&
                            rule.trigger != On(definition.opens_on);
        if (!rule.everywhere && !passed) add(rule, chart.states[s].name);
      }
    }
    for (const Rule& rule : chart.everywhere) add(rule, "everywhere");
  }
  return rows;
}

class RowHunt {
 public:
  explicit RowHunt(const Definition& definition) : definition_(definition), random_(7) {
    std::map<Row, std::size_t> places;
    for (const auto& [row, name] : RowsOf(definition)) {
      places.emplace(row, names_.size());
      names_.push_back(std::get<0>(row) + ":" + std::to_string(std::get<1>(row)) + " " + name);
    }
    taken_.resize(names_.size());
    const auto add = [&](const Rule& rule) {
      const auto found = places.find(RowOf(rule));
      if (found != places.end()) place_of_.emplace(&rule, found->second);
    };
    for (const Chart& chart : definition.charts) {
      for (const Rule& rule : chart.everywhere) add(rule);
      for (const State& state : chart.states) {
        for (const Rule& rule : state.rules) add(rule);
      }
    }
  }

  /// Runs routes until every row was taken, or too many have run; gives the rows that never were.
  std::vector<std::string> Run(int routes_max) {
    for (; ran_ < routes_max && count_ < names_.size(); ++ran_) RunOne();
    from_opening_ = count_;
    if (count_ < names_.size()) TakeTheRest();
    std::vector<std::string> never;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (!taken_[i]) never.push_back(names_[i]);
    }
    return never;
  }
  std::size_t rows() const { return names_.size(); }
  std::size_t taken() const { return count_; }
  /// Of them, those that were taken by routes that only what happened brought there.
  std::size_t from_opening() const { return from_opening_; }

 private:
  static constexpr int kStepsMax = 80;

  std::size_t Below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_); }

  void RunOne() {
    away_.clear();
    if (Below(2) == 0) Aim();
    crises_ = 4 + Below(40);
    // From the opening, or on from where an earlier route first took a row.
    RouteDriver driver = begun_.empty() || Below(3) == 0 ? Opened() : begun_[Below(begun_.size())];
    for (int i = 0; i < kStepsMax && !IsClosed(definition_, driver.route()); ++i) {
      const std::size_t before = count_;
      TakeOne(driver);
      // What it took in before is looked at by nobody, and would be copied with it.
      driver.ForgetTaken();
      if (count_ > before && !IsClosed(definition_, driver.route())) begun_.push_back(driver);
    }
  }

  RouteDriver Opened() {
    RouteDriver driver(definition_);
    Note(driver.Take(Draw(definition_.opens_on, {}, definition_.main, definition_.opens_when)));
    return driver;
  }

  // Each route aims at a row that was not taken yet: how far each state is from where it stands.
  void Aim() {
    std::vector<std::pair<ChartId, StateId>> open;
    for (std::size_t c = 0; c < definition_.charts.size(); ++c) {
      for (std::size_t s = 0; s < definition_.charts[c].states.size(); ++s) {
        for (const Rule& rule : definition_.charts[c].states[s].rules) {
          if (!rule.everywhere && IsFresh(rule)) open.emplace_back(static_cast<ChartId>(c), static_cast<StateId>(s));
        }
      }
    }
    if (open.empty()) return;
    const auto [chart, aim] = open[Below(open.size())];
    aimed_ = chart;
    const std::vector<State>& states = definition_[chart].states;
    away_.assign(states.size(), states.size());
    away_[Index(aim)] = 0;
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t s = 0; s < states.size(); ++s) {
        for (const Rule& rule : states[s].rules) {
          if (!rule.go_to || away_[Index(*rule.go_to)] + 1 >= away_[s]) continue;
          away_[s] = away_[Index(*rule.go_to)] + 1;
          changed = true;
        }
      }
    }
  }

  bool LeadsCloser(const ChartRun& run, const Rule& rule) const {
    return !away_.empty() && run.chart == aimed_ && rule.go_to && away_[Index(*rule.go_to)] < away_[Index(run.state)];
  }

  /// Whether it is a row that no route has taken yet.
  bool IsFresh(const Rule& rule) const {
    const auto place = place_of_.find(&rule);
    return place != place_of_.end() && !taken_[place->second];
  }

  void Note(const StepResult& result) {
    if (const auto* broken = std::get_if<BrokenInvariant>(&result)) FAIL() << broken->name << ": " << broken->detail;
    const auto* transition = std::get_if<Transition>(&result);
    if (transition == nullptr) return;
    for (const Rule* rule : transition->rows) {
      const auto place = place_of_.find(rule);
      if (place == place_of_.end() || taken_[place->second]) continue;
      taken_[place->second] = true;
      ++count_;
    }
  }

  // Something that the run's state says something of; rather a row that was not taken yet.
  void TakeOne(RouteDriver& driver) {
    const Route& route = driver.route();
    std::vector<const ChartRun*> runs = {route.interrupt ? &*route.interrupt : &route.main};
    for (const ChartRun& part : route.parts) runs.push_back(&part);
    std::vector<std::pair<const ChartRun*, const Rule*>> open;
    std::vector<std::pair<const ChartRun*, const Rule*>> fresh;
    for (const ChartRun* run : runs) {
      for (const Rule& rule : definition_[run->chart][run->state].rules) {
        if (!CanCome(*run, rule)) continue;
        open.emplace_back(run, &rule);
        if (IsFresh(rule) && CanHold(route, *run, rule)) fresh.emplace_back(run, &rule);
      }
    }
    // An interruption is drawn now and then: no row of the main chart is about it.
    if (definition_.interrupting && !route.interrupt && Below(crises_) == 0) {
      const Chart& chart = definition_[*definition_.interrupting];
      return Note(driver.Take(Draw(*chart.interrupts_on, {}, definition_.main, {})));
    }
    if (open.empty()) return;
    if (fresh.empty() && Below(3) != 0) {
      std::copy_if(open.begin(), open.end(), std::back_inserter(fresh), [&](const auto& one) {
        return LeadsCloser(*one.first, *one.second) && CanHold(route, *one.first, *one.second);
      });
    }
    const auto& choices = !fresh.empty() && Below(4) != 0 ? fresh : Quiet(open);
    const auto [run, rule] = choices[Below(choices.size())];
    Let(driver, *run, *rule);
  }

  // Mostly not what holds everywhere, ends the route or brings a part back: it should live on and get far.
  std::vector<std::pair<const ChartRun*, const Rule*>> Quiet(
      const std::vector<std::pair<const ChartRun*, const Rule*>>& open) {
    if (Below(8) == 0) return open;
    std::vector<std::pair<const ChartRun*, const Rule*>> own;
    for (const auto& [run, rule] : open) {
      const bool ends = run->chart == definition_.main && rule->go_to && definition_[run->chart][*rule->go_to].final;
      const bool again = definition_[run->chart][run->state].final;
      const bool brings = rule->actions.start_parts && !run->timers.empty() && Below(4) == 0;
      if ((!rule->everywhere || brings) && !ends && !again) own.emplace_back(run, rule);
    }
    return own.empty() ? open : own;
  }

  bool CanCome(const ChartRun& run, const Rule& rule) const {
    switch (rule.trigger.kind) {
      case Trigger::Kind::kEvent:
        return true;
      case Trigger::Kind::kTimer:
        return std::any_of(run.timers.begin(), run.timers.end(),
                           [&](const OpenTimer& timer) { return On(timer.timer) == rule.trigger; });
      case Trigger::Kind::kTask:
        return std::any_of(run.tasks.begin(), run.tasks.end(),
                           [&](const OpenTask& task) { return On(task.task, rule.trigger.outcome) == rule.trigger; });
      case Trigger::Kind::kAutomatic:
        break;
    }
    return false;
  }

  // What needs much to come together: routes that stand in the state of the row, with one more thing known of them.
  void TakeTheRest() {
    const std::vector<RouteDriver> begun = begun_;
    for (const RouteDriver& one : begun) {
      const Route& route = one.route();
      const ChartRun& here = route.interrupt ? *route.interrupt : route.main;
      for (const Rule& rule : definition_[here.chart][here.state].rules) {
        const bool automatic = rule.trigger.kind == Trigger::Kind::kAutomatic;
        if (!IsFresh(rule) || !(automatic || CanCome(here, rule))) continue;
        RouteDriver driver = one;
        for (const Condition& condition : rule.when) {
          if (condition.fact.of_part || condition.fact.index <= kPartsTotalFact) continue;
          FactValue& value = driver.route().facts[condition.fact.index];
          if (condition.op == Operator::kUnknown) value.reset();
          for (int tries = 0; tries < 60 && !Holds(condition, value); ++tries)
            value = DrawValue(definition_.facts[condition.fact.index]);
        }
        // What the definition does not react to at all lets what holds by itself come.
        if (automatic) Note(driver.Take(Announced{"SomethingElse", {}, {}, {}}));
        const Route& changed = driver.route();
        Let(driver, changed.interrupt ? *changed.interrupt : changed.main, rule);
      }
    }
  }

  // What the event does not say itself must hold already.
  bool CanHold(const Route& route, const ChartRun& run, const Rule& rule) const {
    const FactView known{route.facts, run.facts};
    const bool event = rule.trigger.kind == Trigger::Kind::kEvent;
    return std::all_of(rule.when.begin(), rule.when.end(), [&](const Condition& condition) {
      if (event) {
        const std::vector<Attribute>& said = definition_.events[rule.trigger.index].attributes;
        if (std::any_of(said.begin(), said.end(), [&](const Attribute& one) { return one.fact == condition.fact; })) {
          return true;
        }
      }
      return Holds(condition, known[condition.fact]);
    });
  }

  void Let(RouteDriver& driver, const ChartRun& run, const Rule& rule) {
    const Chart& chart = definition_[run.chart];
    switch (rule.trigger.kind) {
      case Trigger::Kind::kEvent:
        return Note(driver.Take(
            About(driver.route(), Draw(static_cast<EventId>(rule.trigger.index), run.key, run.chart, rule.when))));
      case Trigger::Kind::kTimer:
        for (const OpenTimer& timer : run.timers) {
          if (On(timer.timer) != rule.trigger) continue;
          driver.MoveTo(std::max(driver.now(), timer.due));
          return Note(driver.Take(TimerExpired{timer.number}));
        }
        return;
      case Trigger::Kind::kTask:
        for (const OpenTask& task : run.tasks) {
          if (On(task.task, rule.trigger.outcome) != rule.trigger) continue;
          const std::string outcome = chart.tasks[Index(task.task)].outcomes[rule.trigger.outcome].name;
          return Note(driver.Take(TaskCompleted{task.number, outcome}));
        }
        return;
      case Trigger::Kind::kAutomatic:
        return;
    }
  }

  // It is about what the route is busy with.
  Announced About(const Route& route, Announced announced) const {
    const EventDeclaration& event = definition_[*definition_.FindEvent(announced.type)];
    const State& state = definition_.main_chart()[route.main.state];
    for (const Attribute& attribute : event.about) {
      if (state.sure_references[attribute.reference])
        announced.attributes[attribute.name] = route.references[attribute.reference];
    }
    return announced;
  }

  // An event that says what the guard asks of it, as far as it says it.
  Announced Draw(EventId id, const std::string& part, ChartId chart, const Guard& guard) {
    const EventDeclaration& event = definition_[id];
    Announced announced;
    announced.type = event.name;
    if (event.of_part) announced.part = part;
    for (const Attribute& attribute : event.attributes) {
      if (!attribute.fact) {
        announced.attributes[attribute.name] = "things/1";
        continue;
      }
      const Fact& fact = definition_.FactOf(event.of_part.value_or(chart), *attribute.fact);
      FactValue value = DrawValue(fact);
      const auto fits = [&] {
        return std::all_of(guard.begin(), guard.end(), [&](const Condition& condition) {
          return condition.fact != *attribute.fact || Holds(condition, value);
        });
      };
      for (int tries = 0; tries < 60 && !fits(); ++tries) value = DrawValue(fact);
      const bool said = attribute.required || (fits() && Below(3) != 0);
      if (said) announced.attributes[attribute.name] = FormatFact(fact, value);
    }
    const std::size_t lines = 1 + Below(2);
    for (std::size_t i = 0; i < lines; ++i) {
      EventLine line{"line-" + std::to_string(Below(6)), {{"weight", "4"}}, "payload"};
      line.attributes["from"] = line.attributes["period_start_date"] = "2026-05-01";
      line.attributes["period_end_date"] = "2026-11-30";
      announced.lines.push_back(std::move(line));
    }
    return announced;
  }

  FactValue DrawValue(const Fact& fact) {
    switch (fact.type) {
      case FactType::kBoolean:
        return static_cast<std::int64_t>(Below(2));
      case FactType::kInteger:
        return static_cast<std::int64_t>(Below(15));
      case FactType::kDate:
        return ParseFact(fact, "2026-04-01").value() + static_cast<std::int64_t>(Below(300));
      case FactType::kSymbol:
        break;
    }
    return static_cast<std::int64_t>(Below(fact.symbols.size()));
  }

  const Definition& definition_;
  /// Where each row stands and what it is called; whether it was taken, beside it.
  std::vector<std::string> names_;
  std::vector<bool> taken_;
  std::size_t count_ = 0;
  /// A row of `everywhere` is a rule of each state.
  std::unordered_map<const Rule*, std::size_t> place_of_;
  /// Of the route at hand: the chart of the row that it aims at, and how many transitions each state is from it.
  ChartId aimed_{};
  std::vector<std::size_t> away_;
  int ran_ = 0;
  std::size_t from_opening_ = 0;
  /// One in so many events is a crisis.
  std::size_t crises_ = 1;
  /// Open routes as they were when they took a row that none had taken.
  std::vector<RouteDriver> begun_;
  std::mt19937_64 random_;
};

/// Routes that are run at most.
constexpr int kRoutesMax = 2'000;

void ExpectEveryRow(const Definition& definition) {
  RowHunt hunt(definition);
  const std::vector<std::string> never = hunt.Run(kRoutesMax);
  EXPECT_GT(hunt.rows(), 0u);
  std::string list;
  for (const std::string& row : never) list += "\n  " + row;
  EXPECT_EQ(hunt.taken(), hunt.rows());
  EXPECT_TRUE(never.empty()) << never.size() << " of " << hunt.rows() << " rows of " << definition.Label()
                             << " were never taken:" << list;
  // Nearly all without help.
  EXPECT_GE(hunt.from_opening() * 100, hunt.rows() * 90) << hunt.from_opening() << " of " << hunt.rows();
  ::testing::Test::RecordProperty("rows", static_cast<int>(hunt.rows()));
  ::testing::Test::RecordProperty("from_opening", static_cast<int>(hunt.from_opening()));
}

TEST(RouteRows, EveryRowOfTheYouthRouteIsTaken) { ExpectEveryRow(YouthStandard()); }
TEST(RouteRows, EveryRowOfSocialSupportIsTaken) { ExpectEveryRow(WmoStandard()); }
TEST(RouteRows, EveryRowOfTheSmallDefinitionIsTaken) { ExpectEveryRow(SmallDefinition()); }

}  // namespace
}  // namespace clientroute::orchestrator
