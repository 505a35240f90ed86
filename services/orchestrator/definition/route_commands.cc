#include "services/orchestrator/definition/route_commands.h"

namespace clientroute::orchestrator {

const CommandCatalogue& RouteCommands() {
  static const CommandCatalogue kCatalogue{{
      {"OpenCase", {"CaseOpened"}, {"household", "client", "referral", "municipality", "law"}},
      {"DecideTriage", {"TriageDecided"}, {}},
      {"ConfirmContracts", {"ProductsConfirmed", "ProductsNotContracted", "NothingToConfirm"}, {"municipality"}},
      {"ProposePlacement", {"PlacesReserved", "NoPlaceFound", "NothingToArrange"}, {"client", "municipality"}},
      // A reservation that expires before it was used is another way in which this can end.
      {"MakeAllocations",
       {"AllocationsMade", "AllocationsRefused", "ReservationExpired", "NothingToArrange"},
       {"client", "municipality", "decision"}},
      {"ApplyChange",
       {"AllocationsChanged", "AllocationsRefused"},
       {"client", "municipality", "change_request", "decision"}},
      // A client without a citizen number cannot be written about.
      {"SendAllocationMessage", {"AllocationMessageSent", "AllocationMessageWithheld"}, {"client", "municipality"}},
      {"AnswerUnderInvestigation", {"AnswerMessageSent"}, {"client", "municipality"}},
      {"AnswerRefused", {"AnswerMessageSent"}, {"client", "municipality", "refusal_reason"}},
      // What is still open of a request that was granted in part.
      {"AnswerRestRefused", {"AnswerMessageSent"}, {"client", "municipality", "refusal_reason"}},
      {"AnswerChangeUnderInvestigation",
       {"AnswerMessageSent"},
       {"client", "municipality", "change_request", "change_message"}},
      {"AnswerChangeRefused",
       {"AnswerMessageSent"},
       {"client", "municipality", "change_request", "change_message", "refusal_reason"}},
      // Announces AllocationsWithdrawn where there was something to take back.
      {"ReleasePlaces", {}, {}},
      // Announces OutflowUndone where an outflow stood.
      {"UndoOutflow", {}, {}},
  }};
  return kCatalogue;
}

}  // namespace clientroute::orchestrator
