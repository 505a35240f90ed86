#ifndef CLIENTROUTE_SERVICES_ALLOCATION_PLACEMENT_CODEC_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_PLACEMENT_CODEC_H_

#include <set>
#include <string>
#include <vector>

#include "clientroute/allocation/v1/events.pb.h"
#include "clientroute/allocation/v1/placement.pb.h"
#include "services/allocation/matching.h"
#include "services/allocation/placement_store.h"
#include "services/allocation/waiting_store.h"
#include "services/platform/status/status.h"

namespace clientroute::allocation {

/// What every command about a route says, read.
struct RouteCommand {
  Uuid route;
  Uuid client;
  std::string municipality;
  std::vector<CareLine> lines;
};
/// Reads route, client, municipality and lines of a command; at least one line, and kLinesMax at most. InvalidArgument
/// REQUEST_INVALID with every wrong field.
inline constexpr int kLinesMax = 50;
absl::StatusOr<RouteCommand> ReadCommand(const v1::ProposePlacementRequest& request);
absl::StatusOr<RouteCommand> ReadCommand(const v1::MakeAllocationsRequest& request);
/// The route alone. InvalidArgument REQUEST_INVALID.
absl::StatusOr<Uuid> ReadRoute(const std::string& name);

/// What was found, without reservations.
v1::PlacementProposal ToProto(const Match& match, const MatchQuestion& question);

/// Every line has a place: the lines with their location.
v1::PlacesReserved ReservedEvent(const v1::PlacementProposal& proposal, const std::vector<CareLine>& lines);
v1::NoPlaceFound NoPlaceEvent(const v1::PlacementProposal& proposal, int urgency);

v1::Waiting ToProto(const WaitingStore::WaitingLine& waiting);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_PLACEMENT_CODEC_H_
