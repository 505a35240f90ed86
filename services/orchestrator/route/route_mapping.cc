#include "services/orchestrator/route/route_mapping.h"

#include <algorithm>
#include <set>
#include <utility>

namespace clientroute::orchestrator {
namespace {

/// Chart and fact kinds as people read them.
std::string_view Name(ChartKind kind) {
  switch (kind) {
    case ChartKind::kMain:
      return "the main chart";
    case ChartKind::kPart:
      return "a part chart";
    case ChartKind::kInterrupting:
      return "the interrupting chart";
  }
  return "";
}

class MappingLinker {
 public:
  MappingLinker(const MappingSource& source, const Definition& from, const Definition& to)
      : source_(source), from_(from), to_(to) {}

  std::variant<RouteMapping, Problems> Run() {
    RouteMapping mapping{&from_, &to_, source_.explanation, {}, {}, {}};
    CheckCharts();
    for (const Chart& chart : from_.charts) mapping.charts.push_back(LinkChart(chart));
    mapping.facts = LinkFacts(source_.facts, from_.facts, to_.facts, {}, "fact");
    mapping.references = LinkNames<std::uint16_t>(
        source_.references, from_.references.size(), [&](std::size_t i) { return from_.references[i]; },
        [&](std::string_view name) -> std::optional<std::uint16_t> {
          const auto found = std::find(to_.references.begin(), to_.references.end(), name);
          if (found == to_.references.end()) return std::nullopt;
          return static_cast<std::uint16_t>(found - to_.references.begin());
        },
        {}, "reference", true);
    if (!problems_.empty()) return std::move(problems_);
    return mapping;
  }

 private:
  static std::string Where(const std::string& chart, std::string_view what, std::string_view name) {
    std::string where = chart.empty() ? std::string() : "chart " + chart + ", ";
    return where + std::string(what) + " " + std::string(name);
  }

  void Complain(ProblemKind kind, Place place, std::string where, std::string message) {
    problems_.push_back({kind, std::move(place), std::move(where), std::move(message)});
  }

  void CheckCharts() {
    std::set<std::string> named;
    for (const ChartMappingSource& chart : source_.charts) {
      if (!from_.FindChart(chart.chart)) {
        Complain(ProblemKind::kUnknownName, chart.place, "chart " + chart.chart,
                 from_.Label() + " has no chart of that name");
      }
      if (!named.insert(chart.chart).second) {
        Complain(ProblemKind::kDuplicateName, chart.place, "chart " + chart.chart, "it is mapped twice");
      }
    }
  }

  const ChartMappingSource* SourceOf(const std::string& chart) const {
    const auto found = std::find_if(source_.charts.begin(), source_.charts.end(),
                                    [&](const ChartMappingSource& one) { return one.chart == chart; });
    return found == source_.charts.end() ? nullptr : &*found;
  }

  ChartMapping LinkChart(const Chart& chart) {
    static const ChartMappingSource kNothingNamed;
    const ChartMappingSource* named = SourceOf(chart.name);
    const ChartMappingSource& source = named == nullptr ? kNothingNamed : *named;
    const std::string& name = source.to.empty() ? chart.name : source.to;
    ChartMapping mapping;
    const std::optional<ChartId> to = to_.FindChart(name);
    if (!to) {
      Complain(named == nullptr ? ProblemKind::kGap : ProblemKind::kUnknownName, source.place, "chart " + chart.name,
               to_.Label() + " has no chart " + name);
      return mapping;
    }
    const Chart& target = to_[*to];
    if (target.kind != chart.kind) {
      Complain(ProblemKind::kTypeMismatch, source.place, "chart " + chart.name,
               "it is " + std::string(Name(chart.kind)) + ", and " + name + " is " + std::string(Name(target.kind)));
    }
    chart_place_ = source.place;
    mapping.to = *to;
    mapping.states = LinkStates(source, chart, target);
    mapping.timers = LinkNames<TimerId>(
        source.timers, chart.timers.size(), [&](std::size_t i) { return chart.timers[i].name; },
        [&](std::string_view one) { return target.FindTimer(one); }, chart.name, "timer", true);
    mapping.tasks = LinkNames<TaskId>(
        source.tasks, chart.tasks.size(), [&](std::size_t i) { return chart.tasks[i].name; },
        [&](std::string_view one) { return target.FindTask(one); }, chart.name, "task", true);
    mapping.facts = LinkFacts(source.facts, chart.facts, target.facts, chart.name, "fact");
    chart_place_ = {};
    return mapping;
  }

  std::vector<StateId> LinkStates(const ChartMappingSource& source, const Chart& chart, const Chart& target) {
    const auto linked = LinkNames<StateId>(
        source.states, chart.states.size(), [&](std::size_t i) { return chart.states[i].name; },
        [&](std::string_view one) { return target.FindState(one); }, chart.name, "state", false);
    std::vector<StateId> states;
    for (std::size_t i = 0; i < linked.size(); ++i) {
      states.push_back(linked[i].value_or(StateId{}));
      if (!linked[i] || target[*linked[i]].final == chart.states[i].final) continue;
      Complain(ProblemKind::kTypeMismatch, PlaceOf(source.states, chart.states[i].name),
               Where(chart.name, "state", chart.states[i].name),
               chart.states[i].final ? "it has ended, and " + target[*linked[i]].name + " goes on"
                                     : "it goes on, and " + target[*linked[i]].name +
                                           " has ended: a route ends by what happens to it, not by being moved");
    }
    return states;
  }

  std::vector<std::optional<std::uint16_t>> LinkFacts(const std::vector<NameMappingSource>& source,
                                                      const std::vector<Fact>& from, const std::vector<Fact>& to,
                                                      const std::string& chart, std::string_view what) {
    auto linked = LinkNames<std::uint16_t>(
        source, from.size(), [&](std::size_t i) { return from[i].name; },
        [&](std::string_view name) -> std::optional<std::uint16_t> {
          const auto found = std::find_if(to.begin(), to.end(), [&](const Fact& one) { return one.name == name; });
          if (found == to.end()) return std::nullopt;
          return static_cast<std::uint16_t>(found - to.begin());
        },
        chart, what, true);
    for (std::size_t i = 0; i < linked.size(); ++i) {
      if (!linked[i] || to[*linked[i]].type == from[i].type) continue;
      Complain(ProblemKind::kTypeMismatch, PlaceOf(source, from[i].name), Where(chart, what, from[i].name),
               "it is a " + std::string(ToString(from[i].type)) + ", and " + to[*linked[i]].name + " is a " +
                   std::string(ToString(to[*linked[i]].type)));
    }
    return linked;
  }

  Place PlaceOf(const std::vector<NameMappingSource>& source, std::string_view name) const {
    const auto found =
        std::find_if(source.begin(), source.end(), [&](const NameMappingSource& one) { return one.from == name; });
    return found == source.end() ? chart_place_ : found->place;
  }

  /// Every one of the `count` old names in the new version, by what the file says of it or else by its own name.
  template <typename Id, typename NameOf, typename Find>
  std::vector<std::optional<Id>> LinkNames(const std::vector<NameMappingSource>& source, std::size_t count,
                                           NameOf name_of, Find find, const std::string& chart, std::string_view what,
                                           bool may_drop) {
    std::set<std::string> known;
    std::vector<std::optional<Id>> linked;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string name = name_of(i);
      known.insert(name);
      const auto said =
          std::find_if(source.begin(), source.end(), [&](const NameMappingSource& one) { return one.from == name; });
      const bool dropped = said != source.end() && said->to.empty();
      const std::string& to_name = said == source.end() ? name : said->to;
      linked.push_back(dropped ? std::nullopt : find(to_name));
      if (linked.back() || (dropped && may_drop)) continue;
      const std::string where = Where(chart, what, name);
      if (dropped) {
        Complain(ProblemKind::kGap, said->place, where, "it cannot be dropped: routes stand there");
      } else if (said == source.end()) {
        Complain(ProblemKind::kGap, chart_place_, where,
                 "it has no place in " + to_.Label() + ", and the mapping does not say where it goes");
      } else {
        Complain(ProblemKind::kUnknownName, said->place, where,
                 to_.Label() + " has no " + std::string(what) + " " + to_name);
      }
    }
    CheckNamed(source, known, chart, what);
    return linked;
  }

  void CheckNamed(const std::vector<NameMappingSource>& source, const std::set<std::string>& known,
                  const std::string& chart, std::string_view what) {
    std::set<std::string> seen;
    for (const NameMappingSource& one : source) {
      if (!known.contains(one.from)) {
        Complain(ProblemKind::kUnknownName, one.place, Where(chart, what, one.from),
                 from_.Label() + " has none of that name");
      }
      if (!seen.insert(one.from).second) {
        Complain(ProblemKind::kDuplicateName, one.place, Where(chart, what, one.from), "it is mapped twice");
      }
    }
  }

  const MappingSource& source_;
  const Definition& from_;
  const Definition& to_;
  Place chart_place_;
  Problems problems_;
};

}  // namespace

std::variant<RouteMapping, Problems> LinkMapping(const MappingSource& source, const Definition& from,
                                                 const Definition& to) {
  return MappingLinker(source, from, to).Run();
}

}  // namespace clientroute::orchestrator
