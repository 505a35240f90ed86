#include "services/monitoring/household_counting.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "services/monitoring/route_counting.h"

namespace clientroute::monitoring {
namespace {

constexpr std::int64_t kTenths = 10;  // of a person

std::int32_t DayOf(Date day) { return static_cast<std::int32_t>(day.days().time_since_epoch().count()); }

// The days from which on something may be otherwise than on the day before, in order.
std::set<std::int32_t> TurningDays(std::span<const HouseholdRoute> routes) {
  std::set<std::int32_t> days;
  const auto add = [&](const Days& of) { days.insert({of.from, of.until}); };
  for (const HouseholdRoute& route : routes) {
    add(route.runs);
    for (const HouseholdRoute::Person& person : route.persons) add(person.days);
    for (const HouseholdRoute::Care& care : route.care) add(care.days);
  }
  return days;
}

std::int64_t ProfessionalsOn(std::int32_t day, std::span<const HouseholdRoute> routes) {
  std::set<Uuid> persons;
  std::set<std::string_view> providers;
  for (const HouseholdRoute& route : routes) {
    if (!route.runs.Has(day)) continue;
    for (const HouseholdRoute::Person& person : route.persons) {
      if (person.days.Has(day)) persons.insert(person.person);
    }
    for (const HouseholdRoute::Care& care : route.care) {
      if (care.days.Has(day)) providers.insert(care.provider);
    }
  }
  return static_cast<std::int64_t>(persons.size() + providers.size());
}

}  // namespace

HouseholdRoute HouseholdRouteOf(const RouteRecord& route) {
  HouseholdRoute made{route.route, route.municipality, {DayOf(route.received)}, {}, {}, LinesOf(route)};
  for (const std::optional<Date>& end : {route.withdrawn, route.closed}) {
    if (end) made.runs.until = std::min(made.runs.until, DayOf(*end));
  }
  for (const RouteRecord::Involvement& involved : route.involved) {
    made.persons.push_back(
        {involved.person, {DayOf(involved.first), involved.ended ? DayOf(*involved.ended) : Contribution::kForGood}});
  }
  for (const RouteRecord::Allocation& allocation : route.allocations) {
    for (const RouteRecord::Start& start : allocation.starts) {
      const std::optional<Date> last = start.LastDay();
      made.care.push_back(
          {allocation.provider, {DayOf(start.start), last ? DayOf(*last) + 1 : Contribution::kForGood}});
    }
  }
  return made;
}

void CountProfessionals(std::span<const HouseholdRoute> routes, std::vector<Contribution>* out) {
  const std::set<std::int32_t> days = TurningDays(routes);
  std::int32_t thing = 0;
  for (auto day = days.begin(); day != days.end(); ++day) {
    const auto next = std::next(day);
    if (next == days.end()) break;
    // What holds between two days is a thing of its own, and the household counts once on each of its days.
    ++thing;
    const std::int64_t amount = kTenths * ProfessionalsOn(*day, routes);
    for (const HouseholdRoute& route : routes) {
      if (!route.runs.Has(*day)) continue;
      Contribution& made = out->emplace_back();
      made.thing = thing;
      made.from = *day;
      made.until = *next;
      made.municipality = route.municipality;
      made.amount = amount;
      made.lines = route.lines;
    }
  }
}

}  // namespace clientroute::monitoring
