#include "services/orchestrator/route/route_mermaid.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace clientroute::orchestrator {
namespace {

// A label ends at its line; quotes, semicolons and braces mean something there, and are written as entities.
std::string Label(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "#quot;";
        break;
      case ';':
        out += "#59;";
        break;
      case '#':
        out += "#35;";
        break;
      case ':':
        out += "#58;";
        break;
      case '<':
        out += "#lt;";
        break;
      case '>':
        out += "#gt;";
        break;
      case '{':
        out += "#123;";
        break;
      case '}':
        out += "#125;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

std::string IdOf(const Chart& chart, StateId state) { return chart.name + "__" + chart[state].name; }

std::string TitleOf(const Definition& definition, const Chart& chart, const Trigger& trigger) {
  switch (trigger.kind) {
    case Trigger::Kind::kEvent:
      return definition.events[trigger.index].title;
    case Trigger::Kind::kTimer:
      return chart.timers[trigger.index].title;
    case Trigger::Kind::kTask:
      return chart.tasks[trigger.index].outcomes[trigger.outcome].title;
    case Trigger::Kind::kAutomatic:
      break;
  }
  return {};
}

void WriteArrows(const Definition& definition, ChartId id, const std::string& from, const std::vector<Rule>& rules,
                 bool everywhere, std::string& out) {
  const Chart& chart = definition[id];
  for (const Rule& rule : rules) {
    if (!rule.go_to || rule.everywhere != everywhere) continue;
    std::string label = TitleOf(definition, chart, rule.trigger);
    const std::string guard = Describe(definition, id, rule.when);
    if (!guard.empty()) label += (label.empty() ? "[" : " [") + guard + "]";
    out += "    " + from + " --> " + IdOf(chart, *rule.go_to);
    if (!label.empty()) out += " : " + Label(label);
    out += "\n";
  }
}

void WriteChart(const Definition& definition, ChartId id, std::string& out) {
  const Chart& chart = definition[id];
  out += "  state \"" + Label(chart.title) + "\" as " + chart.name + " {\n";
  out += "    [*] --> " + IdOf(chart, chart.start) + "\n";
  for (std::size_t i = 0; i < chart.states.size(); ++i) {
    const auto state = static_cast<StateId>(i);
    out += "    state \"" + Label(chart[state].title) + "\" as " + IdOf(chart, state) + "\n";
    if (chart[state].final) out += "    " + IdOf(chart, state) + " --> [*]\n";
    WriteArrows(definition, id, IdOf(chart, state), chart[state].rules, false, out);
  }
  bool leads = false;
  for (const Rule& rule : chart.everywhere) leads = leads || rule.go_to.has_value();
  if (leads) {
    const std::string any = chart.name + "__everywhere";
    out += "    state \"elke toestand\" as " + any + "\n";
    WriteArrows(definition, id, any, chart.everywhere, true, out);
  }
  out += "  }\n";
}

}  // namespace

std::string WriteMermaid(const Definition& definition) {
  std::string out =
      "---\ntitle: \"" + Label(definition.title + " (" + definition.Label() + ")") + "\"\n---\nstateDiagram-v2\n";
  for (std::size_t i = 0; i < definition.charts.size(); ++i) WriteChart(definition, static_cast<ChartId>(i), out);
  const Chart& main = definition.main_chart();
  for (std::size_t i = 0; i < main.states.size(); ++i) {
    for (const Rule& rule : main.states[i].rules) {
      if (!rule.actions.start_parts || rule.everywhere) continue;
      out += "  " + IdOf(main, static_cast<StateId>(i)) + " --> " + definition[*rule.actions.start_parts].name +
             " : per product\n";
    }
  }
  for (const Rule& rule : main.everywhere) {
    if (!rule.actions.start_parts) continue;
    out += "  " + main.name + " --> " + definition[*rule.actions.start_parts].name + " : per product\n";
  }
  if (definition.interrupting) {
    const Chart& chart = definition[*definition.interrupting];
    out += "  " + main.name + " --> " + chart.name + " : " + Label(definition[*chart.interrupts_on].title) + "\n";
    out += "  " + chart.name + " --> " + main.name + "\n";
  }
  return out;
}

}  // namespace clientroute::orchestrator
