#include "services/intake/listener_service.h"

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/orchestrator/v1/events.pb.h"
#include "services/intake/client_store.h"
#include "services/intake/referral_store.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::intake {
namespace {

using access::v1::InvolvementEnded;
using access::v1::PersonInvolved;
using orchestrator::v1::RouteClosed;

absl::Status Damaged(const type::v1::Event& event) {
  return Error(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED", "the event does not say what its type has",
               {{"event", event.id()}});
}

absl::Status Take(UnitOfWork& unit, const type::v1::Event& event, const RouteClosed& closed) {
  const auto route = IdIn(closed.route(), "routes");
  if (!route) return Damaged(event);
  return ReferralStore(&unit.db()).Complete(*route);
}

absl::Status Take(UnitOfWork& unit, const type::v1::Event& event, const PersonInvolved& involved) {
  const auto id = IdIn(involved.client(), "clients");
  if (!id || involved.person().empty()) return Damaged(event);
  ClientStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const auto client, store.Find(*id));
  if (!client) return absl::OkStatus();
  return store.Involve(client->row, involved.person(), unit.now());
}

absl::Status Take(UnitOfWork& unit, const type::v1::Event& event, const InvolvementEnded& ended) {
  const auto id = IdIn(ended.client(), "clients");
  if (!id || ended.person().empty()) return Damaged(event);
  ClientStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const auto client, store.Find(*id));
  if (!client) return absl::OkStatus();
  return store.EndInvolvement(client->row, ended.person());
}

}  // namespace

std::set<std::string> IntakeListener::Types() {
  return {RouteClosed::descriptor()->full_name(), PersonInvolved::descriptor()->full_name(),
          InvolvementEnded::descriptor()->full_name()};
}

absl::Status IntakeListener::Take(UnitOfWork& unit, const type::v1::Event& event) const {
  if (RouteClosed closed; event.payload().Is<RouteClosed>()) {
    if (!event.payload().UnpackTo(&closed)) return Damaged(event);
    return intake::Take(unit, event, closed);
  }
  if (PersonInvolved involved; event.payload().Is<PersonInvolved>()) {
    if (!event.payload().UnpackTo(&involved)) return Damaged(event);
    return intake::Take(unit, event, involved);
  }
  if (InvolvementEnded ended; event.payload().Is<InvolvementEnded>()) {
    if (!event.payload().UnpackTo(&ended)) return Damaged(event);
    return intake::Take(unit, event, ended);
  }
  return Error(absl::StatusCode::kInvalidArgument, "EVENT_TYPE_UNKNOWN", "intake does not listen to this event",
               {{"type", event.payload().type_url()}});
}

}  // namespace clientroute::intake
