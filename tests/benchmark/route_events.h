#ifndef CLIENTROUTE_TESTS_BENCHMARK_ROUTE_EVENTS_H_
#define CLIENTROUTE_TESTS_BENCHMARK_ROUTE_EVENTS_H_

#include <string>
#include <vector>

#include "clientroute/type/v1/event.pb.h"
#include "services/platform/values/calendar.h"

namespace clientroute::benchmark {

/// Wednesday 1 April 2026, 10:00 in the Netherlands.
inline constexpr Instant kStart{std::chrono::sys_days(std::chrono::year(2026) / 4 / 1) + std::chrono::hours(8)};

/// What other services announce about a youth route with two lines, from the referral until both lines are in care and
/// one has stopped; all of it, dates too, as if it had begun at `begin`. Pure.
std::vector<type::v1::Event> LifeOf(const std::string& route, Instant begin = kStart);
/// `routes/<uuid>` of a word.
std::string RouteNamed(const std::string& word);

}  // namespace clientroute::benchmark

#endif  // CLIENTROUTE_TESTS_BENCHMARK_ROUTE_EVENTS_H_
