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

absl::Status RoutePlay::ReceiveAllocation(std::size_t products, Date approved_on) {
  const std::string kind = Cat(provider_->maker().standard(), "301");
  CLIENTROUTE_ASSIGN(std::vector<StoryFile> files, stage_->Receive(provider_, {kind}, "toewijzing"));
  CLIENTROUTE_ASSIGN(allocated_, ReadAllocations(files.front()));
  CLIENTROUTE_RETURN_IF_ERROR(stage_->Expect(allocated_.size() == products,
                                             Cat("het ", kind, " hoort ", products, " product(en) toe te wijzen")));
  if (approved_on != stage_->Today()) CLIENTROUTE_RETURN_IF_ERROR(stage_->MoveTo(approved_on));
  stage_->tell().Say("De aanbieder leest de toewijzing en stuurt zijn retourbericht:");
  CLIENTROUTE_ASSIGN(StoryFile approval, provider_->maker().Approval(stage_->Today(), files.front()));
  CLIENTROUTE_RETURN_IF_ERROR(stage_->Send(provider_, approval, "retourbericht, zonder opmerkingen"));
  CLIENTROUTE_ASSIGN(auto route, Look());
  stage_->tell().Say(Cat("De route staat nu op '", route.state_title(), "', met elk product als eigen onderdeel:"));
  stage_->tell().Parts(route);
  return absl::OkStatus();
}

absl::Status RoutePlay::Start(std::string_view reference, Date start) {
  CLIENTROUTE_ASSIGN(AllocatedProduct product, Allocated(reference));
  CLIENTROUTE_RETURN_IF_ERROR(stage_->MoveTo(AddWorkingDays(start, 1)));
  CLIENTROUTE_ASSIGN(StoryFile message, provider_->maker().Start(stage_->Today(), client_, product, start));
  CLIENTROUTE_RETURN_IF_ERROR(stage_->SendApproved(provider_, message, "start van zorg").status());
  CLIENTROUTE_ASSIGN(auto route, Look());
  stage_->tell().Parts(route);
  return absl::OkStatus();
}

absl::Status RoutePlay::Stop(std::string_view reference, Date start, Date end, std::string_view reason) {
  CLIENTROUTE_ASSIGN(AllocatedProduct product, Allocated(reference));
  CLIENTROUTE_RETURN_IF_ERROR(stage_->MoveTo(AddWorkingDays(end, 1)));
  CLIENTROUTE_ASSIGN(StoryFile message, provider_->maker().Stop(stage_->Today(), client_, product, start, end, reason));
  CLIENTROUTE_RETURN_IF_ERROR(stage_->SendApproved(provider_, message, "einde van zorg").status());
  CLIENTROUTE_ASSIGN(auto route, Look());
  stage_->tell().Parts(route);
  return absl::OkStatus();
}

}  // namespace clientroute::suite
