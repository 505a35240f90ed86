#include "services/allocation/listener_service.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/allocation/v1/events.pb.h"
#include "clientroute/messaging/v1/events.pb.h"
#include "clientroute/orchestrator/v1/events.pb.h"
#include "services/allocation/allocation_codec.h"
#include "services/allocation/allocation_store.h"
#include "services/allocation/change_store.h"
#include "services/allocation/names.h"
#include "services/allocation/request_store.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {
namespace {

using access::v1::InvolvementEnded;
using access::v1::PersonInvolved;
using messaging::v1::AllocationMessageSent;
using messaging::v1::AnswerMessageSent;
using messaging::v1::OpenRequestsRefused;
using orchestrator::v1::RouteClosed;

absl::Status Damaged(const type::v1::Event& event) {
  return Error(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED", "the event does not say what its type has",
               {{"event", event.id()}});
}

absl::Status TakeInvolvement(UnitOfWork& unit, const type::v1::Event& event, const PersonInvolved& involved) {
  const auto client = IdIn(involved.client(), kClients);
  if (!client || involved.person().empty()) return Damaged(event);
  return AllocationStore(&unit.db()).Involve(*client, involved.person(), unit.now());
}

absl::Status TakeEndOfInvolvement(UnitOfWork& unit, const type::v1::Event& event, const InvolvementEnded& ended) {
  const auto client = IdIn(ended.client(), kClients);
  if (!client || ended.person().empty()) return Damaged(event);
  return AllocationStore(&unit.db()).EndInvolvement(*client, ended.person());
}

// The requests that a message of messaging is about.
template <typename Sent>
absl::Status Answer(UnitOfWork& unit, const type::v1::Event& event, const Sent& sent, RequestAnswer answer) {
  if (sent.provider().empty() || sent.provider_references().empty()) return absl::OkStatus();
  const auto provider = ProviderCode::Parse(sent.provider());
  const auto law = LawOf(static_cast<int>(sent.law()));
  if (!provider || !law) return Damaged(event);
  const std::set<std::string> references(sent.provider_references().begin(), sent.provider_references().end());
  CLIENTROUTE_RETURN_IF_ERROR(
      RequestStore(&unit.db()).AnswerReferences(*provider, *law, references, answer, unit.now()));
  if (answer != RequestAnswer::kAllocated) return absl::OkStatus();
  return ChangeStore(&unit.db()).CloseTold(*provider, *law, references, unit.now());
}

// A message may have left before allocations were taken back, and be heard of after: then its provider is to be told as
// well, unlike what was announced. (No message ever tells first of an allocation that is withdrawn.)
absl::Status AnnounceToldTooLate(UnitOfWork& unit, const std::vector<AllocationRecord>& told) {
  std::map<std::string, v1::AllocationsWithdrawn> events;
  for (const AllocationRecord& allocation : told) {
    if (allocation.state != AllocationState::kWithdrawn || allocation.told_at) continue;
    v1::AllocationsWithdrawn& event = events[NameOf(kRoutes, allocation.route)];
    *event.add_lines() = AllocatedLine(allocation);
  }
  for (auto& [route, event] : events) {
    event.set_route(route);
    event.set_told(true);
    CLIENTROUTE_RETURN_IF_ERROR(unit.Announce(route, event));
  }
  return absl::OkStatus();
}

absl::Status TakeAllocationsTold(UnitOfWork& unit, const type::v1::Event& event, const AllocationMessageSent& sent) {
  const auto law = LawOf(static_cast<int>(sent.law()));
  const auto at = clientroute::FromProto(event.occur_time());
  if (!law || !at) return Damaged(event);
  const std::set<std::int64_t> numbers(sent.allocation_numbers().begin(), sent.allocation_numbers().end());
  AllocationStore store(&unit.db());
  CLIENTROUTE_ASSIGN(const auto before, store.ByNumber(sent.municipality(), *law, numbers));
  CLIENTROUTE_RETURN_IF_ERROR(store.Tell(sent.municipality(), *law, numbers, *at));
  CLIENTROUTE_RETURN_IF_ERROR(AnnounceToldTooLate(unit, before));
  return Answer(unit, event, sent, RequestAnswer::kAllocated);
}

template <typename Sent>
absl::Status TakeRefusal(UnitOfWork& unit, const type::v1::Event& event, const Sent& sent) {
  CLIENTROUTE_RETURN_IF_ERROR(Answer(unit, event, sent, RequestAnswer::kRefused));
  if (sent.change_request().empty()) return absl::OkStatus();
  const auto id = IdIn(sent.change_request(), kChangeRequests);
  if (!id) return Damaged(event);
  return ChangeStore(&unit.db()).Close(*id, ChangeState::kRefused, "", unit.now());
}

}  // namespace

std::set<std::string> AllocationListener::Types() {
  return {AllocationMessageSent::descriptor()->full_name(), AnswerMessageSent::descriptor()->full_name(),
          OpenRequestsRefused::descriptor()->full_name(),   RouteClosed::descriptor()->full_name(),
          PersonInvolved::descriptor()->full_name(),        InvolvementEnded::descriptor()->full_name()};
}

absl::Status AllocationListener::Take(UnitOfWork& unit, const type::v1::Event& event) const {
  if (RouteClosed closed; event.payload().Is<RouteClosed>()) {
    if (!event.payload().UnpackTo(&closed)) return Damaged(event);
    const auto route = IdIn(closed.route(), kRoutes);
    if (!route) return Damaged(event);
    int released = 0;
    CLIENTROUTE_RETURN_IF_ERROR(PlacementStore(&unit.db()).Close(*route, unit.now()));
    return placements_.Release(unit, *route, &released);
  }
  if (AllocationMessageSent sent; event.payload().Is<AllocationMessageSent>()) {
    if (!event.payload().UnpackTo(&sent)) return Damaged(event);
    return TakeAllocationsTold(unit, event, sent);
  }
  if (AnswerMessageSent sent; event.payload().Is<AnswerMessageSent>()) {
    if (!event.payload().UnpackTo(&sent)) return Damaged(event);
    return sent.answer() == messaging::v1::REFUSED ? TakeRefusal(unit, event, sent) : absl::OkStatus();
  }
  if (OpenRequestsRefused refused; event.payload().Is<OpenRequestsRefused>()) {
    if (!event.payload().UnpackTo(&refused)) return Damaged(event);
    return TakeRefusal(unit, event, refused);
  }
  if (PersonInvolved involved; event.payload().Is<PersonInvolved>()) {
    if (!event.payload().UnpackTo(&involved)) return Damaged(event);
    return TakeInvolvement(unit, event, involved);
  }
  if (InvolvementEnded ended; event.payload().Is<InvolvementEnded>()) {
    if (!event.payload().UnpackTo(&ended)) return Damaged(event);
    return TakeEndOfInvolvement(unit, event, ended);
  }
  return Error(absl::StatusCode::kInvalidArgument, "EVENT_TYPE_UNKNOWN", "allocation does not listen to this event",
               {{"type", event.payload().type_url()}});
}

}  // namespace clientroute::allocation
