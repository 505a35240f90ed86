#ifndef CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_RANDOM_EVENTS_H_
#define CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_RANDOM_EVENTS_H_

#include <cstdint>
#include <random>
#include <string>

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/route/route.h"
#include "tests/unit/orchestrator/route_driver.h"

namespace clientroute::orchestrator {

/// Everything of a route, in words, so that two can be compared.
std::string Dump(const Definition& definition, const Route& route);

/// Draws events that the definition knows, mostly such as the state answers, some that it does not. The same seed draws
/// the same.
class RandomEvents {
 public:
  /// Looks at the definition while it lives.
  RandomEvents(const Definition& definition, std::uint64_t seed) : definition_(definition), random_(seed) {}

  /// Lets one thing happen to the route, or nothing.
  void TakeOne(RouteDriver& driver);

 private:
  std::size_t Below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_); }
  void CompleteOne(RouteDriver& driver, const ChartRun& run);
  Announced Draw(const Route& route, EventId id, const std::string& part);
  std::string DrawValue(const Fact& fact);

  const Definition& definition_;
  std::mt19937_64 random_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_RANDOM_EVENTS_H_
