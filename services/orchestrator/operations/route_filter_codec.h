#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_ROUTE_FILTER_CODEC_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_ROUTE_FILTER_CODEC_H_

#include <optional>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "clientroute/orchestrator/v1/orchestrator.pb.h"
#include "services/orchestrator/store/route_query_store.h"
#include "services/platform/calls/context.h"

namespace clientroute::orchestrator {

/// The municipalities to look in: those that may be seen, and of those the one that was asked for.
std::optional<std::set<std::string>> Narrowed(std::optional<std::set<std::string>> visible, const std::string& asked);

/// What was asked for, within what the caller may see of routes. InvalidArgument TIME_INVALID names the field that is
/// no time; DEFINITION_MISSING when a version is asked for without its definition. Pure, thread-safe.
absl::StatusOr<RouteQuery> QueryOf(const v1::RouteFilter& filter, const CallContext& call);

/// InvalidArgument ORDER_UNKNOWN.
absl::StatusOr<RouteOrder> OrderOf(v1::ListRoutesRequest::Order order);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_ROUTE_FILTER_CODEC_H_
