#include "services/orchestrator/route/route_diagram.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

namespace clientroute::orchestrator {
namespace {

// Inside a quoted DOT string a quote and a backslash are escaped; control characters have no place there.
std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out;
}

std::string Quoted(std::string_view text) { return "\"" + Escaped(text) + "\""; }

class Drawing {
 public:
  Drawing(const Definition& definition, const DiagramOptions& options) : definition_(definition), options_(options) {}

  std::string Draw() {
    out_ += "digraph " + Quoted(definition_.name) + " {\n";
    out_ += "  graph [label=" + Quoted(definition_.title + " (" + definition_.Label() + ")") +
            ", labelloc=t, rankdir=TB, fontname=\"Helvetica\", nodesep=0.35, ranksep=0.45, compound=true];\n";
    out_ += "  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"Helvetica\", fontsize=11];\n";
    out_ += "  edge [fontname=\"Helvetica\", fontsize=9];\n";
    for (std::size_t i = 0; i < definition_.charts.size(); ++i) DrawChart(static_cast<ChartId>(i));
    DrawBetweenCharts();
    out_ += "}\n";
    return std::move(out_);
  }

 private:
  std::string Node(ChartId chart, StateId state) const {
    return Quoted(definition_[chart].name + "." + definition_[chart][state].name);
  }
  // No state can be called so: a name holds no slash.
  static std::string Begin(const Chart& chart) { return Quoted(chart.name + "/begin"); }
  std::string Everywhere(ChartId chart) const { return Quoted(definition_[chart].name + ".*"); }

  void DrawChart(ChartId id) {
    const Chart& chart = definition_[id];
    out_ += "  subgraph " + Quoted("cluster_" + chart.name) + " {\n";
    out_ += "    graph [label=" + Quoted(chart.title) + ", style=\"rounded,filled\", color=\"#c8d0d8\", fillcolor=\"" +
            std::string(Background(chart.kind)) + "\"];\n";
    const std::string begin = Begin(chart);
    out_ += "    " + begin + " [shape=circle, label=\"\", width=0.15, style=filled, fillcolor=black];\n";
    out_ += "    " + begin + " -> " + Node(id, chart.start) + ";\n";
    for (std::size_t i = 0; i < chart.states.size(); ++i) DrawState(id, static_cast<StateId>(i));
    const bool leads = std::any_of(chart.everywhere.begin(), chart.everywhere.end(),
                                   [](const Rule& rule) { return rule.go_to.has_value(); });
    if (leads || (options_.all_transitions && !chart.everywhere.empty())) {
      out_ += "    " + Everywhere(id) + " [label=\"elke toestand\", style=\"rounded,dashed\"];\n";
      DrawArrows(id, Everywhere(id), std::nullopt, chart.everywhere);
    }
    for (std::size_t i = 0; i < chart.states.size(); ++i) {
      const auto state = static_cast<StateId>(i);
      DrawArrows(id, Node(id, state), state, chart[state].rules);
    }
    out_ += "  }\n";
  }

  static std::string_view Background(ChartKind kind) {
    switch (kind) {
      case ChartKind::kMain:
        return "#f4f7fa";
      case ChartKind::kPart:
        return "#eef7ee";
      case ChartKind::kInterrupting:
        return "#fdf1ee";
    }
    return "white";
  }

  void DrawState(ChartId id, StateId state_id) {
    const State& state = definition_[id][state_id];
    std::string label = Escaped(state.title);
    for (const TaskId task : state.tasks) label += "\\n☐ " + Escaped(definition_[id].tasks[Index(task)].title);
    for (const TimerId timer : state.timers) label += "\\n◷ " + Escaped(definition_[id].timers[Index(timer)].title);
    out_ += "    " + Node(id, state_id) + " [label=\"" + label + "\"";
    if (state.final) out_ += ", peripheries=2";
    if (IsHere(id, state_id)) out_ += ", fillcolor=\"#ffd966\", penwidth=2";
    out_ += "];\n";
  }

  bool IsHere(ChartId id, StateId state) const {
    const Route* route = options_.route;
    if (route == nullptr) return false;
    const auto here = [&](const ChartRun& run) { return run.chart == id && run.state == state; };
    return here(route->main) || (route->interrupt && here(*route->interrupt)) ||
           std::any_of(route->parts.begin(), route->parts.end(), here);
  }

  // One arrow for all rules between the same two states, with a line each.
  void DrawArrows(ChartId id, const std::string& from, std::optional<StateId> here, const std::vector<Rule>& rules) {
    std::vector<std::string> order;
    std::map<std::string, std::string> labels;
    for (const Rule& rule : rules) {
      if (here && rule.everywhere) continue;
      if (!rule.go_to && !options_.all_transitions) continue;
      const std::string to = rule.go_to ? Node(id, *rule.go_to) : from;
      if (labels.find(to) == labels.end()) order.push_back(to);
      std::string& label = labels[to];
      if (!label.empty()) label += "\\n";
      label += Escaped(Label(id, rule));
    }
    for (const std::string& to : order) out_ += "    " + from + " -> " + to + " [label=\"" + labels[to] + "\"];\n";
  }

  std::string Label(ChartId id, const Rule& rule) const {
    std::string label = TriggerTitle(id, rule.trigger);
    const std::string guard = Describe(definition_, id, rule.when);
    if (!guard.empty()) label += (label.empty() ? "[" : " [") + guard + "]";
    for (const std::string& command : rule.actions.commands) label += " / " + command;
    return label;
  }

  std::string TriggerTitle(ChartId id, const Trigger& trigger) const {
    const Chart& chart = definition_[id];
    switch (trigger.kind) {
      case Trigger::Kind::kEvent:
        return definition_.events[trigger.index].title;
      case Trigger::Kind::kTimer:
        return "◷ " + chart.timers[trigger.index].title;
      case Trigger::Kind::kTask:
        return "☑ " + chart.tasks[trigger.index].outcomes[trigger.outcome].title;
      case Trigger::Kind::kAutomatic:
        break;
    }
    return {};
  }

  void DrawBetweenCharts() {
    const Chart& main = definition_.main_chart();
    for (std::size_t i = 0; i < main.states.size(); ++i) {
      for (const Rule& rule : main.states[i].rules) {
        if (!rule.actions.start_parts || rule.everywhere) continue;
        const ChartId part = *rule.actions.start_parts;
        out_ += "  " + Node(definition_.main, static_cast<StateId>(i)) + " -> " + Begin(definition_[part]) +
                " [style=dashed, label=\"per product\"];\n";
      }
    }
    for (const Rule& rule : main.everywhere) {
      if (!rule.actions.start_parts) continue;
      out_ += "  " + Node(definition_.main, main.start) + " -> " + Begin(definition_[*rule.actions.start_parts]) +
              " [style=dashed, constraint=false, ltail=" + Quoted("cluster_" + main.name) +
              ", label=\"per product\"];\n";
    }
    if (!definition_.interrupting) return;
    const Chart& chart = definition_[*definition_.interrupting];
    out_ += "  " + Node(definition_.main, main.start) + " -> " + Begin(chart) +
            " [style=dashed, dir=both, constraint=false, ltail=" + Quoted("cluster_" + main.name) +
            ", label=" + Quoted(definition_[*chart.interrupts_on].title) + "];\n";
  }

  const Definition& definition_;
  const DiagramOptions& options_;
  std::string out_;
};

}  // namespace

std::string DrawDefinition(const Definition& definition, const DiagramOptions& options) {
  return Drawing(definition, options).Draw();
}

}  // namespace clientroute::orchestrator
