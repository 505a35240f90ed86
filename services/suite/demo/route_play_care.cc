#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/message_reading.h"
#include "services/suite/demo/route_play.h"

namespace clientroute::suite {

absl::Status RoutePlay::TellPlaces() {
  allocation::v1::ListPlacementProposalsRequest wanted;
  wanted.set_route(name_);
  CLIENTROUTE_ASSIGN(auto found,
                     stage_->access().Ask(&allocation::v1::Allocation::Stub::ListPlacementProposals, wanted));
  CLIENTROUTE_RETURN_IF_ERROR(stage_->Expect(found.proposals_size() > 0 && found.proposals(0).complete(),
                                             "er hoort een volledig voorstel te zijn"));
  stage_->tell().Say("Allocatie zocht per product een plek, met punten en redenen, en hield de beste vast:");
  stage_->tell().Proposal(found.proposals(0));
  return absl::OkStatus();
}

/// The newest of a reference counts: what follows on an allocation that was ended keeps its reference.
void RoutePlay::Remember(const AllocatedProduct& product) {
  std::erase_if(allocated_, [&](const AllocatedProduct& known) {
    return known.number == product.number || (!product.reference.empty() && known.reference == product.reference);
  });
  allocated_.push_back(product);
}

absl::Status RoutePlay::ReceiveAllocation(std::size_t products, Date approved_on) {
  return ReceiveAllocationAs(provider_, products, approved_on);
}

absl::Status RoutePlay::ReceiveChangedAllocations(Date approved_on) {
  return ReceiveAnd(provider_, approved_on, [](std::size_t products) { return products > 0; });
}

absl::Status RoutePlay::ReceiveAllocationAs(Provider* provider, std::size_t products, Date approved_on) {
  return ReceiveAnd(provider, approved_on, [products](std::size_t count) { return count == products; });
}

absl::Status RoutePlay::ReceiveAnswer(const RequestAnswer& wanted) {
  const std::string kind = Cat(provider_->maker().standard(), "319");
  CLIENTROUTE_ASSIGN(std::vector<StoryFile> files, stage_->Receive(provider_, {kind}, "antwoord op het verzoek"));
  CLIENTROUTE_ASSIGN(RequestAnswer answer, ReadRequestAnswer(files.front()));
  CLIENTROUTE_RETURN_IF_ERROR(
      stage_->Expect(answer == wanted, Cat("het antwoord op ", answer.reference, " hoort ", wanted.answer, " te zijn (",
                                           wanted.reason, "), niet ", answer.answer, " (", answer.reason, ")")));
  CLIENTROUTE_ASSIGN(StoryFile approval, provider_->maker().Approval(stage_->Today(), files.front()));
  return stage_->Send(provider_, approval, "retourbericht, zonder opmerkingen");
}

absl::Status RoutePlay::ReceiveAnd(Provider* provider, Date approved_on,
                                   const std::function<bool(std::size_t products)>& expected) {
  const std::string kind = Cat(provider->maker().standard(), "301");
  CLIENTROUTE_ASSIGN(std::vector<StoryFile> files, stage_->Receive(provider, {kind}, "toewijzing"));
  CLIENTROUTE_ASSIGN(std::vector<AllocatedProduct> allocated, ReadAllocations(files.front()));
  for (AllocatedProduct& product : allocated) Remember(product);
  CLIENTROUTE_RETURN_IF_ERROR(
      stage_->Expect(expected(allocated.size()), Cat("het ", kind, " wijst ", allocated.size(), " product(en) toe")));
  if (approved_on != stage_->Today()) CLIENTROUTE_RETURN_IF_ERROR(stage_->MoveTo(approved_on));
  stage_->tell().Say("De aanbieder leest de toewijzing en stuurt zijn retourbericht:");
  CLIENTROUTE_ASSIGN(StoryFile approval, provider->maker().Approval(stage_->Today(), files.front()));
  CLIENTROUTE_RETURN_IF_ERROR(stage_->Send(provider, approval, "retourbericht, zonder opmerkingen"));
  CLIENTROUTE_ASSIGN(auto route, Look());
  stage_->tell().Say(Cat("De route staat nu op '", route.state_title(), "', met elk product als eigen onderdeel:"));
  stage_->tell().Parts(route);
  return absl::OkStatus();
}

absl::Status RoutePlay::Start(std::string_view reference, Date start) {
  CLIENTROUTE_ASSIGN(AllocatedProduct product, Allocated(reference));
  return StartNumbered(provider_, product, start);
}

absl::Status RoutePlay::StartNumbered(Provider* provider, const AllocatedProduct& product, Date start) {
  CLIENTROUTE_RETURN_IF_ERROR(stage_->MoveTo(AddWorkingDays(start, 1)));
  CLIENTROUTE_ASSIGN(StoryFile message, provider->maker().Start(stage_->Today(), client_, product, start));
  CLIENTROUTE_RETURN_IF_ERROR(stage_->SendApproved(provider, message, "start van zorg").status());
  CLIENTROUTE_ASSIGN(auto route, Look());
  stage_->tell().Parts(route);
  return absl::OkStatus();
}

absl::Status RoutePlay::Stop(std::string_view reference, Date start, Date end, std::string_view reason) {
  CLIENTROUTE_ASSIGN(AllocatedProduct product, Allocated(reference));
  return StopNumbered(provider_, product, start, end, reason);
}

absl::Status RoutePlay::StopNumbered(Provider* provider, const AllocatedProduct& product, Date start, Date end,
                                     std::string_view reason) {
  CLIENTROUTE_RETURN_IF_ERROR(stage_->MoveTo(AddWorkingDays(end, 1)));
  CLIENTROUTE_ASSIGN(StoryFile message, provider->maker().Stop(stage_->Today(), client_, product, start, end, reason));
  CLIENTROUTE_RETURN_IF_ERROR(stage_->SendApproved(provider, message, "einde van zorg").status());
  CLIENTROUTE_ASSIGN(auto route, Look());
  stage_->tell().Parts(route);
  return absl::OkStatus();
}

}  // namespace clientroute::suite
