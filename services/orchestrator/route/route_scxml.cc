#include "services/orchestrator/route/route_scxml.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace clientroute::orchestrator {
namespace {

std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

std::string InComment(std::string_view text) {
  std::string out = Escaped(text);
  // Two hyphens would end a comment.
  for (std::size_t at = 0; (at = out.find("--", at)) != std::string::npos;) out.replace(at, 2, "- ");
  return out;
}

std::string XmlAttribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + Escaped(value) + "\"";
}

std::string_view UnitOf(TermUnit unit) {
  switch (unit) {
    case TermUnit::kHours:
      return "hours";
    case TermUnit::kDays:
      return "days";
    case TermUnit::kWorkingDays:
      return "working_days";
    case TermUnit::kMonths:
      return "months";
    case TermUnit::kWeeks:
      return "weeks";
    case TermUnit::kBirthday:
      return "birthday";
  }
  return "?";
}

/// A constant of a fact in ECMAScript.
std::string Literal(const Fact& fact, const FactValue& value) {
  if (!value) return "null";
  const bool quoted = fact.type == FactType::kDate || fact.type == FactType::kSymbol;
  return quoted ? "'" + FormatFact(fact, value) + "'" : FormatFact(fact, value);
}

class Writer {
 public:
  Writer(const Definition& definition, ChartId chart) : definition_(definition), chart_(chart) {}

  std::string Write() {
    const Chart& chart = definition_[chart_];
    const bool main = chart.kind == ChartKind::kMain;
    out_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    out_ += "<!-- " + InComment(definition_.Label() + ": " + definition_.title + " / " + chart.title) + " -->\n";
    out_ += "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" xmlns:clientroute=\"urn:clientroute:route\"" +
            Attribute("version", "1.0") + Attribute("datamodel", "ecmascript") + Attribute("name", definition_.name) +
            Attribute("initial", chart.name) + ">\n";
    WriteData();
    WriteEvents();
    WriteChart(chart_, main && definition_.interrupting ? definition_.interrupting : std::nullopt);
    if (main && definition_.interrupting) WriteChart(*definition_.interrupting, std::nullopt);
    out_ += "  <final id=\"ended\"/>\n</scxml>\n";
    return std::move(out_);
  }

 private:
  std::string IdOf(ChartId chart, StateId state) const {
    return definition_[chart].name + "." + definition_[chart][state].name;
  }
  std::string HistoryOf(ChartId chart) const { return definition_[chart].name + ".history"; }

  void Data(const std::vector<Fact>& facts, const std::vector<orchestrator::Attribute>& of_line = {}) {
    for (std::size_t i = 0; i < facts.size(); ++i) {
      out_ += "    <data" + Attribute("id", facts[i].name) + Attribute("expr", Literal(facts[i], facts[i].initial));
      for (const orchestrator::Attribute& attribute : of_line) {
        const bool its = attribute.fact && attribute.fact->index == i;
        if (its) out_ += Attribute("clientroute:line", attribute.name);
      }
      out_ += "/>\n";
    }
  }

  void WriteData() {
    out_ += "  <datamodel>\n";
    Data(definition_.facts);
    Data(definition_[chart_].facts, definition_[chart_].line_attributes);
    for (const std::string& reference : definition_.references) {
      out_ += "    <data" + Attribute("id", reference) + " expr=\"null\"/>\n";
    }
    out_ += "  </datamodel>\n";
  }

  // What the host must know of the events to receive them as a route does.
  void WriteEvents() {
    for (const EventDeclaration& event : definition_.events) {
      out_ += "  <clientroute:event" + Attribute("name", event.name);
      if (event.of_part) out_ += Attribute("part", definition_[*event.of_part].name);
      if (event.signal) out_ += Attribute("signal", "true");
      if (event.noted_after_end) out_ += Attribute("afterend", "noted");
      out_ += "/>\n";
    }
  }

  static std::string Attribute(std::string_view name, std::string_view value) { return XmlAttribute(name, value); }

  void WriteChart(ChartId id, std::optional<ChartId> interrupting) {
    const Chart& chart = definition_[id];
    std::string defers;
    for (const EventId event : chart.defers) defers += (defers.empty() ? "" : " ") + definition_[event].name;
    out_ += "  <state" + Attribute("id", chart.name) + Attribute("initial", IdOf(id, chart.start)) +
            (defers.empty() ? "" : Attribute("clientroute:defers", defers)) + ">\n";
    if (interrupting) {
      out_ += "    <history" + Attribute("id", HistoryOf(id)) + " type=\"shallow\"><transition" +
              Attribute("target", IdOf(id, chart.start)) + "/></history>\n";
      const Chart& other = definition_[*interrupting];
      Open("transition", Attribute("event", definition_[*other.interrupts_on].name) +
                             Attribute("target", IdOf(*interrupting, other.start)));
      Learn(id, On(*other.interrupts_on));
      Close("transition");
    }
    if (chart.kind != ChartKind::kInterrupting) {
      Line("<transition" + Attribute("event", "done.state." + chart.name) + " target=\"ended\"/>");
    }
    for (const Rule& rule : chart.everywhere) WriteRule(id, rule);
    for (std::size_t i = 0; i < chart.states.size(); ++i) WriteState(id, static_cast<StateId>(i));
    out_ += "  </state>\n";
  }

  void WriteState(ChartId id, StateId state_id) {
    const Chart& chart = definition_[id];
    const State& state = chart[state_id];
    const bool ends_interruption = state.final && chart.kind == ChartKind::kInterrupting;
    const bool can_begin_again = state.final && !state.rules.empty();
    const std::string element = state.final && !ends_interruption && !can_begin_again ? "final" : "state";
    out_ += "    <!-- " + InComment(state.title) + " -->\n";
    Open(element, Attribute("id", IdOf(id, state_id)) + (can_begin_again ? " clientroute:ended=\"true\"" : ""));
    if (!state.commands.empty() || !state.timers.empty() || !state.tasks.empty()) {
      Open("onentry", "");
      for (const std::string& command : state.commands) Command(command);
      for (const TimerId timer : state.timers) StartTimer(id, timer);
      for (const TaskId task : state.tasks) Task("task.open", chart.tasks[Index(task)].name);
      Close("onentry");
    }
    if (!state.timers.empty() || !state.tasks.empty()) {
      Open("onexit", "");
      for (const TimerId timer : state.timers) CancelTimer(id, timer);
      for (const TaskId task : state.tasks) Task("task.close", chart.tasks[Index(task)].name);
      Close("onexit");
    }
    for (const Rule& rule : state.rules) {
      if (!rule.everywhere) WriteRule(id, rule);
    }
    if (ends_interruption) {
      const ChartId main = definition_.main;
      Line("<transition" + Attribute("target", state.continue_in ? IdOf(main, *state.continue_in) : HistoryOf(main)) +
           "/>");
    }
    Close(element);
  }

  void WriteRule(ChartId id, const Rule& rule) {
    std::string attributes;
    if (rule.trigger.kind != Trigger::Kind::kAutomatic) attributes += Attribute("event", EventOf(id, rule.trigger));
    const std::string cond = CondOf(id, rule);
    if (!cond.empty()) attributes += Attribute("cond", cond);
    if (rule.go_to) attributes += Attribute("target", IdOf(id, *rule.go_to));
    Open("transition", attributes);
    Learn(id, rule.trigger);
    const Chart& chart = definition_[id];
    for (const Assignment& assignment : rule.actions.set) {
      const Fact& fact = definition_.FactOf(id, assignment.fact);
      Line("<assign" + Attribute("location", fact.name) + Attribute("expr", Literal(fact, assignment.constant)) + "/>");
    }
    for (const TimerId timer : rule.actions.cancel_timers) CancelTimer(id, timer);
    for (const TaskId task : rule.actions.close_tasks) Task("task.close", chart.tasks[Index(task)].name);
    for (const std::string& command : rule.actions.commands) Command(command);
    for (const TimerId timer : rule.actions.start_timers) StartTimer(id, timer);
    for (const TaskId task : rule.actions.open_tasks) Task("task.open", chart.tasks[Index(task)].name);
    if (rule.actions.start_parts) {
      Line("<send type=\"clientroute\"" +
           Attribute("event", "part.start." + definition_[*rule.actions.start_parts].name) + "/>");
    }
    Close("transition");
  }

  std::string EventOf(ChartId id, const Trigger& trigger) const {
    const Chart& chart = definition_[id];
    switch (trigger.kind) {
      case Trigger::Kind::kEvent:
        return definition_.events[trigger.index].name;
      case Trigger::Kind::kTimer:
        return "timer." + chart.timers[trigger.index].name;
      case Trigger::Kind::kTask:
        return "task." + chart.tasks[trigger.index].name + "." +
               chart.tasks[trigger.index].outcomes[trigger.outcome].name;
      case Trigger::Kind::kAutomatic:
        break;
    }
    return {};
  }

  // What the event says of the fact counts already.
  std::string ValueOf(ChartId id, FactRef ref, const Trigger& trigger) const {
    const Fact& fact = definition_.FactOf(id, ref);
    const std::string& name = fact.name;
    if (trigger.kind != Trigger::Kind::kEvent || IsLearntElsewhere(id, trigger)) return name;
    for (const orchestrator::Attribute& attribute : definition_.events[trigger.index].attributes) {
      if (attribute.fact != ref) continue;
      const std::string said = "_event.data." + attribute.name;
      return attribute.required ? said : "(" + said + " ?? " + Literal(fact, fact.initial) + ")";
    }
    return name;
  }

  // A state that says something of a trigger says all of it: of `everywhere` nothing is left there, also when none of
  // its own guards holds. An unguarded row of its own takes everything by itself.
  std::string NotWhereItIsSaid(ChartId id, const Rule& rule) const {
    std::string cond;
    const Chart& chart = definition_[id];
    for (std::size_t i = 0; rule.everywhere && i < chart.states.size(); ++i) {
      // A part that has ended goes on by its state's own rows alone.
      bool own = chart.states[i].final && !chart.states[i].rules.empty();
      bool all = false;
      for (const Rule& other : chart.states[i].rules) {
        if (other.everywhere || other.trigger != rule.trigger) continue;
        own = true;
        all = all || other.when.empty();
      }
      if (!own || all) continue;
      if (!cond.empty()) cond += " && ";
      cond += "!In('" + IdOf(id, static_cast<StateId>(i)) + "')";
    }
    return cond;
  }

  std::string CondOf(ChartId id, const Rule& rule) const {
    std::string cond = NotWhereItIsSaid(id, rule);
    for (const Condition& condition : rule.when) {
      if (!cond.empty()) cond += " && ";
      const Fact& fact = definition_.FactOf(id, condition.fact);
      const std::string value = ValueOf(id, condition.fact, rule.trigger);
      const std::string known = value + " !== null";
      const auto constant = [&](std::size_t i) { return Literal(fact, condition.constants[i]); };
      switch (condition.op) {
        case Operator::kEqual:
          cond += value + " === " + constant(0);
          break;
        case Operator::kNotEqual:
          cond += known + " && " + value + " !== " + constant(0);
          break;
        case Operator::kLess:
        case Operator::kAtMost:
        case Operator::kMore:
        case Operator::kAtLeast:
          cond += known + " && " + value + " " + std::string(ToString(condition.op)) + " " + constant(0);
          break;
        case Operator::kIn: {
          cond += "[";
          for (std::size_t i = 0; i < condition.constants.size(); ++i) cond += (i == 0 ? "" : ", ") + constant(i);
          cond += "].includes(" + value + ")";
          break;
        }
        case Operator::kKnown:
          cond += known;
          break;
        case Operator::kUnknown:
          cond += value + " === null";
          break;
      }
    }
    return cond;
  }

  // What waits for the main chart is the main chart's to learn from.
  bool IsLearntElsewhere(ChartId id, const Trigger& trigger) const {
    const std::vector<EventId>& waits = definition_.main_chart().defers;
    return definition_[id].kind == ChartKind::kInterrupting &&
           std::find(waits.begin(), waits.end(), static_cast<EventId>(trigger.index)) != waits.end();
  }

  void Learn(ChartId id, const Trigger& trigger) {
    if (trigger.kind != Trigger::Kind::kEvent || IsLearntElsewhere(id, trigger)) return;
    const EventDeclaration& event = definition_.events[trigger.index];
    for (const orchestrator::Attribute& attribute : event.attributes) {
      const ChartId chart = event.of_part.value_or(definition_.main);
      const Fact* fact = attribute.fact ? &definition_.FactOf(chart, *attribute.fact) : nullptr;
      const std::string& name = fact != nullptr ? fact->name : definition_.references[attribute.reference];
      // What comes without it says that there is none.
      const std::string otherwise = fact != nullptr ? Literal(*fact, fact->initial) : "null";
      const std::string said = "_event.data." + attribute.name;
      Line("<assign" + Attribute("location", name) +
           Attribute("expr", attribute.required ? said : said + " ?? " + otherwise) + "/>");
    }
  }

  void Command(const std::string& name) {
    Line("<send type=\"clientroute\"" + Attribute("event", "command." + name) + "/>");
  }
  void Task(std::string_view what, const std::string& name) {
    Line("<send type=\"clientroute\"" + Attribute("event", std::string(what) + "." + name) + "/>");
  }
  void StartTimer(ChartId id, TimerId timer) {
    const TimerDeclaration& declared = definition_[id].timers[Index(timer)];
    const std::string after =
        declared.term.after ? ", " + definition_.FactOf(id, *declared.term.after).name : std::string();
    Line("<send" + Attribute("event", "timer." + declared.name) + Attribute("id", declared.name) +
         Attribute("delayexpr", "due('" + std::string(UnitOf(declared.term.unit)) + "', " +
                                    std::to_string(declared.term.count) + after + ")") +
         "/>");
  }
  void CancelTimer(ChartId id, TimerId timer) {
    Line("<cancel" + Attribute("sendid", definition_[id].timers[Index(timer)].name) + "/>");
  }

  void Line(const std::string& text) { out_ += std::string(4 + 2 * depth_, ' ') + text + "\n"; }
  void Open(const std::string& element, const std::string& attributes) {
    Line("<" + element + attributes + ">");
    ++depth_;
  }
  void Close(const std::string& element) {
    --depth_;
    Line("</" + element + ">");
  }

  const Definition& definition_;
  const ChartId chart_;
  std::size_t depth_ = 0;
  std::string out_;
};

}  // namespace

std::string WriteScxml(const Definition& definition, ChartId chart) { return Writer(definition, chart).Write(); }

}  // namespace clientroute::orchestrator
