#include "services/suite/commands/route_lookup.h"

#include <algorithm>
#include <utility>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

/// A route has some dozens of messages in a long life.
constexpr std::int64_t kMessagesMax = 10'000;
constexpr std::int64_t kAllocationsMax = 1'000;

absl::StatusOr<orchestrator::v1::Route> AskRoute(const Session& session, std::string_view word, bool timeline) {
  orchestrator::v1::GetRouteRequest request;
  request.set_name(ResourceName("routes", word));
  request.set_without_timeline(!timeline);
  auto route = Ask(session, &orchestrator::v1::Orchestrator::Stub::GetRoute, request);
  if (!absl::IsNotFound(route.status())) return route;
  return Error(absl::StatusCode::kNotFound, "ROUTE_NOT_VISIBLE",
               Cat("route '", word,
                   "' is er niet, of u mag haar nog niet zien; wie een taak van de route in behandeling "
                   "neemt ('task list', 'task take') of bij de cliënt betrokken is, ziet haar"));
}

/// What the caller's role may not see is left out of the picture.
absl::Status UnlessDenied(const absl::Status& status) {
  return absl::IsPermissionDenied(status) ? absl::OkStatus() : status;
}

absl::Status AddCase(const Session& session, v1::RouteView& view) {
  if (view.route().case_().empty()) return absl::OkStatus();
  access::v1::GetCaseRequest request;
  request.set_name(view.route().case_());
  CLIENTROUTE_ASSIGN(auto file, Ask(session, &access::v1::Access::Stub::GetCase, request));
  for (auto& route : *file.mutable_routes()) {
    if (route.route() == view.route().name()) *view.mutable_case_route() = std::move(route);
  }
  return absl::OkStatus();
}

absl::Status AddPlaces(const Session& session, v1::RouteView& view) {
  using Stub = allocation::v1::Allocation::Stub;
  allocation::v1::ListPlacementProposalsRequest wanted;
  wanted.set_route(view.route().name());
  CLIENTROUTE_ASSIGN(auto found, Ask(session, &Stub::ListPlacementProposals, wanted));
  *view.mutable_proposals() = std::move(*found.mutable_proposals());
  allocation::v1::ListAllocationsRequest request;
  request.set_route(view.route().name());
  CLIENTROUTE_ASSIGN(auto allocations, AskPages(session, &Stub::ListAllocations, request, kAllocationsMax));
  *view.mutable_allocations() = std::move(*allocations.mutable_allocations());
  return absl::OkStatus();
}

absl::Status AddMessages(const Session& session, v1::RouteView& view) {
  messaging::v1::ListMessagesRequest request;
  request.set_route(view.route().name());
  CLIENTROUTE_ASSIGN(auto answer,
                     AskPages(session, &messaging::v1::Messaging::Stub::ListMessages, request, kMessagesMax));
  *view.mutable_messages() = std::move(*answer.mutable_messages());
  std::reverse(view.mutable_messages()->begin(), view.mutable_messages()->end());
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<orchestrator::v1::Route> LookUpRoute(const Session& session, std::string_view word) {
  return AskRoute(session, word, false);
}

absl::StatusOr<v1::RouteView> LookUpRouteView(const Session& session, std::string_view word) {
  v1::RouteView view;
  CLIENTROUTE_ASSIGN(*view.mutable_route(), AskRoute(session, word, true));
  CLIENTROUTE_RETURN_IF_ERROR(UnlessDenied(AddCase(session, view)));
  CLIENTROUTE_RETURN_IF_ERROR(UnlessDenied(AddPlaces(session, view)));
  CLIENTROUTE_RETURN_IF_ERROR(UnlessDenied(AddMessages(session, view)));
  return view;
}

}  // namespace clientroute::suite
