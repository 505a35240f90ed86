#include "services/monitoring/route_counting.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace clientroute::monitoring {
namespace {

using Allocation = RouteRecord::Allocation;

constexpr int kUp = 1;                                 // ChangeDirection
constexpr int kDown = 2;                               // ChangeDirection
constexpr std::string_view kStoppedByProvider = "33";  // JZ588: voortijdig afgesloten, door aanbieder
constexpr int kDecisionTermDays = 56;                  // eight weeks (Awb 4:13)

std::int32_t DayOf(Date day) { return static_cast<std::int32_t>(day.days().time_since_epoch().count()); }

ContributionLine LineOf(const Allocation& allocation) {
  return {allocation.provider, allocation.contract, allocation.product};
}

Contribution InMonth(const RouteRecord& route, Month month, std::int64_t amount = 0) {
  Contribution made;
  made.from = month.index();
  made.municipality = route.municipality;
  made.amount = amount;
  made.lines = LinesOf(route);
  return made;
}

Contribution Share(const RouteRecord& route, Month month, bool is_one) { return InMonth(route, month, is_one ? 1 : 0); }

bool HadResidence(const RouteRecord& route, const ProductSegments& segments) {
  return std::ranges::any_of(route.allocations, [&](const Allocation& allocation) {
    return !allocation.starts.empty() && segments.IsResidence(allocation.product);
  });
}

// The days on which care was given on an allocation: from each start until its first stop.
template <typename Each>
void ForEachCare(const RouteRecord& route, Each each) {
  for (const Allocation& allocation : route.allocations) {
    for (const RouteRecord::Start& start : allocation.starts) {
      const std::optional<Date> last = start.LastDay();
      Contribution made;
      made.from = DayOf(start.start);
      if (last) made.until = DayOf(*last) + 1;
      made.municipality = route.municipality;
      made.lines = {LineOf(allocation)};
      each(allocation, std::move(made));
    }
  }
}

// A change that took effect, with the lines of who asked for it.
Contribution Applied(const RouteRecord& route, const RouteRecord::Change& change) {
  Contribution made;
  made.thing = static_cast<std::int32_t>(&change - route.changes.data()) + 1;
  made.from = change.applied->index();
  made.municipality = route.municipality;
  for (const Allocation& allocation : route.allocations) {
    if (!allocation.withdrawn && allocation.provider == change.provider) made.lines.push_back(LineOf(allocation));
  }
  if (made.lines.empty()) made.lines.push_back({change.provider, "", ""});
  return made;
}

void CountChanges(const RouteRecord& route, int direction, Contributions* out) {
  for (const RouteRecord::Change& change : route.changes) {
    if (change.applied && change.direction == direction) out->push_back(Applied(route, change));
  }
}

const RouteRecord::Decision* FirstDecision(const RouteRecord& route) {
  const RouteRecord::Decision* first = nullptr;
  for (const RouteRecord::Decision& decision : route.decisions) {
    if (decision.day && (first == nullptr || *decision.day < *first->day)) first = &decision;
  }
  return first;
}

std::string UrgencyOf(const RouteRecord& route) { return route.urgency ? std::to_string(*route.urgency) : ""; }

std::int64_t DaysFrom(Date first, Date last) { return std::max(0, last.DaysSince(first)); }

}  // namespace

std::vector<ContributionLine> LinesOf(const RouteRecord& route) {
  std::vector<ContributionLine> lines;
  for (const Allocation& allocation : route.allocations) {
    if (!allocation.withdrawn) lines.push_back(LineOf(allocation));
  }
  if (lines.empty()) {
    for (const RouteRecord::Asked& asked : route.asked) lines.push_back({asked.provider, "", asked.product});
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

void CountAllocatedAmount(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  std::int32_t thing = 0;
  for (const Allocation& allocation : route.allocations) {
    ++thing;
    if (!allocation.amount_cents || allocation.withdrawn) continue;
    Contribution made = InMonth(route, Month::Of(allocation.allocated), *allocation.amount_cents);
    made.thing = thing;
    made.lines = {LineOf(allocation)};
    out->push_back(std::move(made));
  }
}

void CountAtSchool(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  ForEachCare(route, [&](const Allocation& allocation, Contribution made) {
    made.thing = static_cast<std::int32_t>(&allocation - route.allocations.data()) + 1;
    made.amount = allocation.at_school ? 1 : 0;
    out->push_back(std::move(made));
  });
}

void CountChangeDays(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  for (const RouteRecord::Change& change : route.changes) {
    if (!change.applied || !change.asked || !change.applied_day) continue;
    out->push_back(Applied(route, change));
    out->back().amount = DaysFrom(*change.asked, *change.applied_day);
  }
}

void CountCrisisDecisions(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  for (const RouteRecord::Decision& decision : route.decisions) {
    if (decision.crisis) out->push_back(InMonth(route, decision.month));
  }
}

void CountDecisionDays(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  const RouteRecord::Decision* first = FirstDecision(route);
  if (first != nullptr) out->push_back(InMonth(route, first->month, DaysFrom(route.received, *first->day)));
}

void CountDecidedInTime(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  const RouteRecord::Decision* first = FirstDecision(route);
  if (first == nullptr) return;
  out->push_back(Share(route, first->month, DaysFrom(route.received, *first->day) <= kDecisionTermDays));
}

void CountDuration(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  const std::optional<Date> first = route.FirstStart();
  if (!first || !route.outflow || !route.outflow->last_day || *route.outflow->last_day < *first) return;
  out->push_back(InMonth(route, route.outflow->month, DaysFrom(*first, *route.outflow->last_day) + 1));
}

void CountFamilySetting(const RouteRecord& route, const ProductSegments& segments, Contributions* out) {
  ForEachCare(route, [&](const Allocation& allocation, Contribution made) {
    if (!segments.IsResidence(allocation.product)) return;
    made.thing = static_cast<std::int32_t>(&allocation - route.allocations.data()) + 1;
    made.amount = segments.IsFamily(allocation.product) ? 1 : 0;
    out->push_back(std::move(made));
  });
}

void CountFirstSufficed(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  if (!route.outflow || std::ranges::all_of(route.allocations, &Allocation::withdrawn)) return;
  const bool changed = std::ranges::any_of(route.changes, [](const RouteRecord::Change& change) {
    return change.applied.has_value() && change.direction == kUp;
  });
  out->push_back(Share(route, route.outflow->month, !changed));
}

void CountInCare(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  ForEachCare(route, [&](const Allocation&, Contribution made) { out->push_back(std::move(made)); });
}

void CountInflow(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  Contribution made = InMonth(route, Month::Of(route.received));
  made.kind = std::to_string(route.referrer_type);
  made.lines.clear();
  for (const RouteRecord::Asked& asked : route.asked) made.lines.push_back({asked.provider, "", asked.product});
  if (!made.lines.empty()) out->push_back(std::move(made));
}

void CountOutflow(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  if (!route.outflow) return;
  out->push_back(InMonth(route, route.outflow->month));
  out->back().kind = route.outflow->destination;
}

void CountOutflowHeldUp(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  if (!route.outflow || route.outflow->obstacle == "NONE" || route.outflow->obstacle == "OBSTACLE_UNSPECIFIED") return;
  out->push_back(InMonth(route, route.outflow->month));
  out->back().kind = route.outflow->obstacle;
}

void CountStopped(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  std::int32_t thing = 0;
  for (const Allocation& allocation : route.allocations) {
    for (const RouteRecord::Start& start : allocation.starts) {
      ++thing;
      if (!start.stopped) continue;
      Contribution made = InMonth(route, Month::Of(*start.stopped));
      made.thing = thing;
      made.kind = start.stop_reason;
      made.lines = {LineOf(allocation)};
      out->push_back(std::move(made));
    }
  }
}

void CountReturnedByProvider(const RouteRecord& route, const ProductSegments& segments, Contributions* out) {
  Contributions stopped;
  CountStopped(route, segments, &stopped);
  for (Contribution& made : stopped) {
    if (made.kind != kStoppedByProvider) continue;
    made.kind.clear();
    out->push_back(std::move(made));
  }
}

void CountReturnedHome(const RouteRecord& route, const ProductSegments& segments, Contributions* out) {
  if (!route.outflow || !HadResidence(route, segments)) return;
  out->push_back(Share(route, route.outflow->month, route.outflow->destination == "HOME"));
}

void CountReturns(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  if (route.returned) out->push_back(InMonth(route, *route.returned));
}

void CountScaledDown(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  CountChanges(route, kDown, out);
}

void CountScaledUp(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  CountChanges(route, kUp, out);
}

void CountSecondBest(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  std::int32_t thing = 0;
  for (const Allocation& allocation : route.allocations) {
    ++thing;
    if (!allocation.second_best || allocation.withdrawn) continue;
    Contribution made = InMonth(route, Month::Of(allocation.allocated));
    made.thing = thing;
    made.lines = {LineOf(allocation)};
    out->push_back(std::move(made));
  }
}

void CountSolvedAmbulatory(const RouteRecord& route, const ProductSegments& segments, Contributions* out) {
  if (!route.outflow || !route.FirstStart()) return;
  const bool ambulatory = std::ranges::all_of(route.allocations, [&](const Allocation& allocation) {
    return allocation.starts.empty() || segments.IsAmbulatory(allocation.product);
  });
  out->push_back(Share(route, route.outflow->month, ambulatory));
}

void CountStarted(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  if (const std::optional<Date> first = route.FirstStart()) out->push_back(InMonth(route, Month::Of(*first)));
}

void CountToRegular(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  if (!route.outflow) return;
  const std::string& to = route.outflow->destination;
  out->push_back(Share(route, route.outflow->month, to == "REGULAR_PROVISIONS" || to == "EDUCATION"));
}

void CountTriage(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  if (!route.triage) return;
  out->push_back(InMonth(route, route.triage->month));
  out->back().kind = route.triage->complexity;
}

void CountTriageOverridden(const RouteRecord& route, const ProductSegments& segments, Contributions* out) {
  if (route.triage && route.triage->overridden) CountTriage(route, segments, out);
}

void CountWaiting(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  Contribution made;
  made.from = DayOf(route.received);
  for (const std::optional<Date>& end : {route.withdrawn, route.closed, route.FirstStart()}) {
    if (end) made.until = std::min(made.until, DayOf(*end));
  }
  made.municipality = route.municipality;
  made.kind = UrgencyOf(route);
  made.amount = DayOf(route.received);
  made.lines = LinesOf(route);
  if (made.from < made.until) out->push_back(std::move(made));
}

void CountWaitingTime(const RouteRecord& route, const ProductSegments&, Contributions* out) {
  const std::optional<Date> first = route.FirstStart();
  if (!first) return;
  out->push_back(InMonth(route, Month::Of(*first), DaysFrom(route.received, *first)));
  out->back().kind = UrgencyOf(route);
}

}  // namespace clientroute::monitoring
