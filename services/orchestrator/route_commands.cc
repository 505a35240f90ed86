#include "services/orchestrator/route_commands.h"

namespace clientroute::orchestrator {

const CommandCatalogue& RouteCommands() {
  static const CommandCatalogue kCatalogue{{
      {"OpenCase", {"CaseOpened"}, {"household", "client", "referral", "municipality", "law"}},
      {"DecideTriage", {"TriageDecided"}, {}},
      {"ConfirmContracts", {"ProductsConfirmed", "ProductsNotContracted"}, {"municipality"}},
      {"ProposePlacement", {"PlacesReserved", "NoPlaceFound"}, {"client", "municipality"}},
      // A reservation that expires before it was used is the other way in which this can end.
      {"MakeAllocations", {"AllocationsMade", "ReservationExpired"}, {"client", "municipality", "decision"}},
      {"SendAllocationMessage", {"AllocationMessageSent"}, {"client", "municipality"}},
      {"ReleasePlaces", {}, {}},
  }};
  return kCatalogue;
}

}  // namespace clientroute::orchestrator
