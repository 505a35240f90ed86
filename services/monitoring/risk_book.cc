#include "services/monitoring/risk_book.h"

#include <algorithm>
#include <array>
#include <optional>

#include "services/monitoring/place_table.h"

namespace clientroute::monitoring {
namespace {

constexpr int kUp = 1;                                 // ChangeDirection
constexpr std::string_view kStoppedByProvider = "33";  // JZ588
constexpr int kLongWaitDays = 91;
constexpr int kJustice = 8;  // COD327
constexpr int kCertifiedInstitution = 4;

bool AsksForResidence(const RouteRecord& route, const ProductSegments& segments) {
  return std::ranges::any_of(route.asked,
                             [&](const RouteRecord::Asked& asked) { return segments.IsResidence(asked.product); });
}
bool AsksForMore(const RouteRecord& route, const ProductSegments&) { return route.asked.size() > 1; }
bool ByCompulsion(const RouteRecord& route, const ProductSegments&) {
  return route.referrer_type == kJustice || route.referrer_type == kCertifiedInstitution;
}
bool InCrisis(const RouteRecord& route, const ProductSegments&) {
  return std::ranges::any_of(route.decisions, &RouteRecord::Decision::crisis);
}
bool IsMulti(const RouteRecord& route, const ProductSegments&) {
  return route.triage && route.triage->complexity == "MULTI";
}
bool IsOverridden(const RouteRecord& route, const ProductSegments&) { return route.triage && route.triage->overridden; }
bool IsReturn(const RouteRecord& route, const ProductSegments&) { return route.returned.has_value(); }
bool IsSecondBest(const RouteRecord& route, const ProductSegments&) {
  return std::ranges::any_of(route.allocations, [](const RouteRecord::Allocation& allocation) {
    return allocation.second_best && !allocation.withdrawn;
  });
}
bool WaitedLong(const RouteRecord& route, const ProductSegments&) {
  const std::optional<Date> first = route.FirstStart();
  return first && first->DaysSince(route.received) > kLongWaitDays;
}

constexpr std::array kFactors = {
    RiskFactorDefinition{"ASKS_FOR_RESIDENCE", "Er is verblijf gevraagd", &AsksForResidence},
    RiskFactorDefinition{"BY_COMPULSION", "Verwezen door een gecertificeerde instelling of het gerecht", &ByCompulsion},
    RiskFactorDefinition{"IN_CRISIS", "Er is in een crisis besloten", &InCrisis},
    RiskFactorDefinition{"MULTI", "De triage was meervoudig", &IsMulti},
    RiskFactorDefinition{"RETURN", "De cliënt was terug na eerdere hulp", &IsReturn},
    RiskFactorDefinition{"SECOND_BEST", "Geplaatst waar het paste en niet op de eerste keus", &IsSecondBest},
    RiskFactorDefinition{"SEVERAL_PRODUCTS", "Er zijn meer producten tegelijk gevraagd", &AsksForMore},
    RiskFactorDefinition{"TRIAGE_OVERRIDDEN", "Anders besloten dan de criteria van de triage", &IsOverridden},
    RiskFactorDefinition{"WAITED_LONG", "Langer dan dertien weken op de start gewacht", &WaitedLong},
};
static_assert(std::ranges::is_sorted(kFactors, {}, &RiskFactorDefinition::code));
static_assert(kFactors.size() <= 32);

}  // namespace

std::span<const RiskFactorDefinition> RiskFactors() { return kFactors; }

bool WentWrong(const RouteRecord& route) {
  if (route.came_back) return true;
  if (std::ranges::any_of(route.changes, [](const RouteRecord::Change& change) {
        return change.applied.has_value() && change.direction == kUp;
      })) {
    return true;
  }
  return std::ranges::any_of(route.allocations, [](const RouteRecord::Allocation& allocation) {
    return std::ranges::any_of(allocation.starts, [](const RouteRecord::Start& start) {
      return start.stopped.has_value() && start.stop_reason == kStoppedByProvider;
    });
  });
}

void RiskBook::Put(std::size_t owner, const RouteRecord& route, const ProductSegments& segments) {
  if (owner >= routes_.size()) routes_.resize(owner + 1);
  Marks& marks = routes_[owner];
  marks = {};
  marks.known = !route.municipality.empty() && !route.withdrawn;
  if (!marks.known) return;
  marks.municipality = names_.NameOf(route.municipality);
  marks.ended = route.closed.has_value() || route.outflow.has_value();
  marks.wrong = WentWrong(route);
  for (std::size_t i = 0; i < kFactors.size(); ++i) {
    if (kFactors[i].holds(route, segments)) marks.factors |= 1U << i;
  }
}

std::vector<RiskCount> RiskBook::Count(const FigureFilter& filter) const {
  std::vector<RiskCount> counts(kFactors.size());
  const PlaceFilter places(names_, filter);
  for (const Marks& marks : routes_) {
    if (!marks.known || !places.Admits({.municipality = marks.municipality})) continue;
    for (std::size_t i = 0; i < kFactors.size(); ++i) {
      RiskCount& count = counts[i];
      const bool has = (marks.factors >> i & 1U) != 0;
      if (!marks.ended) {
        count.running += has ? 1 : 0;
        continue;
      }
      ++(has ? count.with : count.without);
      if (marks.wrong) ++(has ? count.with_wrong : count.without_wrong);
    }
  }
  return counts;
}

}  // namespace clientroute::monitoring
