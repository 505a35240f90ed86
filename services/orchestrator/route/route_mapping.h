#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_MAPPING_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_MAPPING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/definition_problem.h"

/// Where a route of one version of a definition goes in another: first as someone wrote it, then as places in both
/// definitions. What the file does not name keeps its name; what has no place is a hole, and a mapping with a hole is
/// refused. Plain values, pure, thread-safe.
namespace clientroute::orchestrator {

/// A name of the old version in the new one; an empty `to` lets it go.
struct NameMappingSource {
  Place place;
  std::string from;
  std::string to;
};

struct ChartMappingSource {
  Place place;
  std::string chart;
  /// The same as `chart` when it kept its name.
  std::string to;
  std::vector<NameMappingSource> states;
  std::vector<NameMappingSource> timers;
  std::vector<NameMappingSource> tasks;
  std::vector<NameMappingSource> facts;
};

struct MappingSource {
  std::string definition;
  int from_version = 0;
  int to_version = 0;
  /// In Dutch, for the timeline.
  std::string explanation;
  std::vector<ChartMappingSource> charts;
  std::vector<NameMappingSource> facts;
  std::vector<NameMappingSource> references;
};

/// Where the parts of one chart went; each list is beside the old chart's own.
struct ChartMapping {
  ChartId to{};
  std::vector<StateId> states;
  /// Nothing: cancelled, closed or let go.
  std::vector<std::optional<TimerId>> timers;
  std::vector<std::optional<TaskId>> tasks;
  std::vector<std::optional<std::uint16_t>> facts;
};

/// Without holes. Looks at both definitions while it lives.
struct RouteMapping {
  const Definition* from = nullptr;
  const Definition* to = nullptr;
  std::string explanation;
  /// Beside the old definition's charts, facts and references.
  std::vector<ChartMapping> charts;
  std::vector<std::optional<std::uint16_t>> facts;
  std::vector<std::optional<std::uint16_t>> references;

  const ChartMapping& operator[](ChartId chart) const { return charts[Index(chart)]; }
};

/// The mapping as places, or everything that is wrong with it: names that are in neither version (kUnknownName), one
/// that is mapped twice (kDuplicateName), what has no place in the new version (kGap), and a chart, state or fact that
/// goes to one of another kind (kTypeMismatch). `from` and `to` are the versions that it names.
std::variant<RouteMapping, Problems> LinkMapping(const MappingSource& source, const Definition& from,
                                                 const Definition& to);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_MAPPING_H_
