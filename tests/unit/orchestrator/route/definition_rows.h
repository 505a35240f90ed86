#ifndef CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_ROUTE_DEFINITION_ROWS_H_
#define CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_ROUTE_DEFINITION_ROWS_H_

#include <map>
#include <string>
#include <tuple>

#include "services/orchestrator/definition/definition.h"

/// The rows of a definition: what it says of a trigger in a state, or everywhere. Pure, thread-safe.
namespace clientroute::orchestrator {

/// Where it stands: file, line and column.
using Row = std::tuple<std::string, int, int>;

inline Row RowOf(const Rule& rule) { return {rule.place.file, rule.place.line, rule.place.column}; }

/// Whether the opening leads on from the state, and nothing leads back to it.
inline bool PassedAtOnce(const Definition& definition, ChartId chart, StateId id) {
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
inline std::map<Row, std::string> RowsOf(const Definition& definition) {
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

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_ROUTE_DEFINITION_ROWS_H_
