#include "services/claims/listener_service.h"

#include "clientroute/intake/v1/events.pb.h"
#include "services/claims/claim_store.h"
#include "services/claims/names.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::claims {

using intake::v1::ClientErased;

std::set<std::string> ClaimsListener::Types() { return {ClientErased::descriptor()->full_name()}; }

absl::Status ClaimsListener::Take(UnitOfWork& unit, const type::v1::Event& event) const {
  if (!event.payload().Is<ClientErased>()) {
    return Error(absl::StatusCode::kInvalidArgument, "EVENT_TYPE_UNKNOWN", "claims does not listen to this event",
                 {{"type", event.payload().type_url()}});
  }
  ClientErased erased;
  const auto client = event.payload().UnpackTo(&erased) ? IdIn(erased.client(), kClients) : std::nullopt;
  if (!client) {
    return Error(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED", "the event does not say what its type has",
                 {{"event", event.id()}});
  }
  return ClaimStore(&unit.db()).EraseClient(*client);
}

}  // namespace clientroute::claims
