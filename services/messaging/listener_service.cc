#include "services/messaging/listener_service.h"

#include "clientroute/allocation/v1/events.pb.h"
#include "clientroute/orchestrator/v1/events.pb.h"
#include "services/messaging/request_store.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::messaging {
namespace {

using allocation::v1::ChangeRequested;
using orchestrator::v1::RouteClosed;

absl::Status Damaged(const type::v1::Event& event) {
  return Error(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED", "the event does not say what its type has",
               {{"event", event.id()}});
}

}  // namespace

std::set<std::string> MessagingListener::Types() {
  return {ChangeRequested::descriptor()->full_name(), RouteClosed::descriptor()->full_name()};
}

absl::Status MessagingListener::Take(UnitOfWork& unit, const type::v1::Event& event) const {
  const auto at = FromProto(event.occur_time());
  if (ChangeRequested requested; event.payload().Is<ChangeRequested>()) {
    if (!event.payload().UnpackTo(&requested)) return Damaged(event);
    const auto message = IdIn(requested.message(), "messages");
    if (!message || !at || !IdIn(requested.route(), "routes")) return Damaged(event);
    const ConsideredMessage considered{*message, requested.route(), requested.change_request(),
                                       requested.care_goes_on(), *at};
    CLIENTROUTE_RETURN_IF_ERROR(AddConsidered(unit.db(), considered));
    return answers_.RefuseLeftOpen(unit, considered);
  }
  if (RouteClosed closed; event.payload().Is<RouteClosed>()) {
    if (!event.payload().UnpackTo(&closed) || !at || !IdIn(closed.route(), "routes")) return Damaged(event);
    CLIENTROUTE_RETURN_IF_ERROR(AddEndedRoute(unit.db(), closed.route(), *at));
    CLIENTROUTE_ASSIGN(const auto messages, ListConsidered(unit.db(), closed.route()));
    for (const ConsideredMessage& considered : messages) {
      CLIENTROUTE_RETURN_IF_ERROR(answers_.RefuseLeftOpen(unit, considered));
    }
    return absl::OkStatus();
  }
  return Error(absl::StatusCode::kInvalidArgument, "EVENT_TYPE_UNKNOWN", "messaging does not listen to this event",
               {{"type", event.payload().type_url()}});
}

}  // namespace clientroute::messaging
