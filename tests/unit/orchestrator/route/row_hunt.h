#ifndef CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_ROUTE_ROW_HUNT_H_
#define CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_ROUTE_ROW_HUNT_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "services/orchestrator/route/step.h"
#include "tests/unit/orchestrator/drawn_fact.h"
#include "tests/unit/orchestrator/route/definition_rows.h"
#include "tests/unit/orchestrator/route/row_aim.h"
#include "tests/unit/orchestrator/route_driver.h"

namespace clientroute::orchestrator {

/// Takes every row of a definition by routes that begin with its opening and go on by what happens: drawn, with a
/// preference for rows that were not taken yet. Every second route aims at one of those: it goes on from where an
/// earlier one stood near it, and rather by what brings it closer and makes its conditions hold. A broken invariant
/// fails the test. One thread.
class RowHunt {
 public:
  explicit RowHunt(const Definition& definition) : definition_(definition), aim_(definition), random_(7) {
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

  /// Runs routes until every row was taken, or so many in a row took none that none had taken; then takes what needs
  /// much to come together. Gives the rows that never were taken.
  std::vector<std::string> Run(int routes_in_vain_max) {
    for (int in_vain = 0; in_vain < routes_in_vain_max && count_ < names_.size(); ++in_vain, ++ran_) {
      const std::size_t before = count_;
      RunOne();
      if (count_ > before) in_vain = 0;
    }
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
  /// How many routes ran.
  int routes() const { return ran_; }

 private:
  static constexpr int kStepsMax = 80;

  std::size_t Below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_); }

  void RunOne() {
    aim_.Drop();
    if (Below(2) == 0) Aim();
    crises_ = 4 + Below(40);
    // From the opening, or on from where an earlier route first took a row: rather from near what it aims at.
    RouteDriver driver = begun_.empty() || Below(3) == 0 ? Opened()
                         : aim_.row() != nullptr         ? Nearest()
                                                         : begun_[Below(begun_.size())];
    for (int i = 0; i < kStepsMax && !IsClosed(definition_, driver.route()); ++i) {
      const std::size_t before = count_;
      TakeOne(driver);
      // What it took in before is looked at by nobody, and would be copied with it.
      driver.ForgetTaken();
      if (count_ > before && !IsClosed(definition_, driver.route())) begun_.push_back(driver);
    }
  }

  // One of the four that stand nearest to what is aimed at, of the twenty that are looked at.
  const RouteDriver& Nearest() {
    std::vector<std::pair<std::size_t, std::size_t>> near;
    for (int i = 0; i < 20; ++i) {
      const std::size_t at = Below(begun_.size());
      near.emplace_back(aim_.Away(begun_[at].route()), at);
    }
    std::sort(near.begin(), near.end());
    return begun_[near[Below(4)].second];
  }

  RouteDriver Opened() {
    RouteDriver driver(definition_);
    Note(driver.Take(Draw(definition_.opens_on, {}, definition_.main, definition_.opens_when)));
    return driver;
  }

  // Each route aims at a row that was not taken yet.
  void Aim() {
    std::vector<std::tuple<ChartId, StateId, const Rule*>> open;
    for (std::size_t c = 0; c < definition_.charts.size(); ++c) {
      for (std::size_t s = 0; s < definition_.charts[c].states.size(); ++s) {
        for (const Rule& rule : definition_.charts[c].states[s].rules) {
          if (!rule.everywhere && IsFresh(rule))
            open.emplace_back(static_cast<ChartId>(c), static_cast<StateId>(s), &rule);
        }
      }
    }
    if (open.empty()) return;
    const auto [chart, state, row] = open[Below(open.size())];
    aim_.At(chart, state, *row);
  }
  bool AimsAtFresh() const { return aim_.row() != nullptr && IsFresh(*aim_.row()); }

  // Of what can be taken, what makes the row that is aimed at possible.
  using Choice = std::pair<const ChartRun*, const Rule*>;
  std::vector<Choice> Helping(const Route& route, const std::vector<Choice>& open) const {
    std::vector<Choice> best;
    int most = 1;
    for (const auto& [run, rule] : open) {
      const int helps = aim_.Helps(route, *run, *rule);
      if (helps < most || !CanHold(route, *run, *rule)) continue;
      if (helps > most) best.clear();
      most = helps;
      best.emplace_back(run, rule);
    }
    return best;
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
    std::vector<Choice> open;
    std::vector<Choice> fresh;
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
        return aim_.LeadsCloser(*one.first, *one.second) && CanHold(route, *one.first, *one.second);
      });
    }
    if (AimsAtFresh() && Below(2) == 0) {
      if (const std::vector<Choice> helping = Helping(route, open); !helping.empty()) fresh = helping;
    }
    const auto& choices = !fresh.empty() && Below(4) != 0 ? fresh : Quiet(open);
    const auto [run, rule] = choices[Below(choices.size())];
    Let(driver, *run, *rule);
  }

  // Mostly not what holds everywhere, ends the route or brings a part back: it should live on and get far.
  std::vector<Choice> Quiet(const std::vector<Choice>& open) {
    if (Below(8) == 0) return open;
    std::vector<Choice> own;
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
          if (Holds(condition, value)) continue;
          value = DrawFitting(definition_.facts[condition.fact.index], condition.fact, {condition},
                              [this](std::size_t n) { return Below(n); });
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
        return Note(driver.Take(About(driver.route(), Draw(static_cast<EventId>(rule.trigger.index), run.key, run.chart,
                                                           AimsAtFresh() ? aim_.With(rule.when) : rule.when))));
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
      const FactValue value = DrawFitting(fact, *attribute.fact, guard, [this](std::size_t n) { return Below(n); });
      const bool said = attribute.required || (Fits(guard, *attribute.fact, value) && Below(3) != 0);
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

  const Definition& definition_;
  /// Where each row stands and what it is called; whether it was taken, beside it.
  std::vector<std::string> names_;
  std::vector<bool> taken_;
  std::size_t count_ = 0;
  /// A row of `everywhere` is a rule of each state.
  std::unordered_map<const Rule*, std::size_t> place_of_;
  /// Of the route at hand.
  RowAim aim_;
  int ran_ = 0;
  std::size_t from_opening_ = 0;
  /// One in so many events is a crisis.
  std::size_t crises_ = 1;
  /// Open routes as they were when they took a row that none had taken.
  std::vector<RouteDriver> begun_;
  std::mt19937_64 random_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_ROUTE_ROW_HUNT_H_
