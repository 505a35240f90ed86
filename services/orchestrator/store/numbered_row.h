#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_NUMBERED_ROW_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_NUMBERED_ROW_H_

#include <cstdint>

#include "services/orchestrator/route/route.h"

/// Tasks and commands are numbered within their route, and a row's id is made of both: those of a route stand together,
/// in their order, and are found without an index of their own. Among a million routes each index is another page that
/// an event changes.
namespace clientroute::orchestrator {

inline constexpr int kNumberBits = 24;
static_assert(kNumbersMost < std::int64_t{1} << kNumberBits, "every number of a route fits");

constexpr std::int64_t RowOf(std::int64_t route, std::int64_t number) { return route << kNumberBits | number; }
/// Of the last row that a route can have.
constexpr std::int64_t LastRowOf(std::int64_t route) { return RowOf(route + 1, 0) - 1; }

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_STORE_NUMBERED_ROW_H_
