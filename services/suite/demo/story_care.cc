#include <algorithm>

#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/story.h"
#include "services/suite/demo/story_parts.h"

namespace clientroute::suite {
namespace {

using Allocation = allocation::v1::Allocation;

/// Identifications of the provider's own messages; unique per kind (TR056).
constexpr int kApprovalNumber = 102;
constexpr int kFirstStartNumber = 103;
constexpr int kFirstStopNumber = 105;
/// JZ588: delivered according to plan.
constexpr std::string_view kAccordingToPlan = "31";

struct CarePeriod {
  std::string_view reference;
  Date start;
  Date end;
};

/// When each product was given, in the order in which it starts and the opposite of the order in which it ends.
std::vector<CarePeriod> CarePeriods() {
  return {{"ZW-2026-0117-1", StoryDay(3, 16), StoryDay(12, 18)}, {"ZW-2026-0117-2", StoryDay(4, 1), StoryDay(9, 30)}};
}

}  // namespace

absl::Status Story::Place() {
  narrator_->Chapter("Stap 4: een plek, en de toewijzing");
  allocation::v1::ListPlacementProposalsRequest wanted;
  wanted.set_route(route_);
  CLIENTROUTE_ASSIGN(auto found, access_.Ask(&Allocation::Stub::ListPlacementProposals, wanted));
  CLIENTROUTE_RETURN_IF_ERROR(
      Expect(found.proposals_size() == 1 && found.proposals(0).complete(), "er hoort een volledig voorstel te zijn"));
  narrator_->Say("Allocatie zocht per product een plek, met punten en redenen, en hield de beste vast:");
  narrator_->Proposal(found.proposals(0));
  return absl::OkStatus();
}

absl::Status Story::Allocate() {
  CLIENTROUTE_ASSIGN(StoryFile message, ReceiveOne("JW301", "toewijzing"));
  CLIENTROUTE_ASSIGN(allocated_, ReadAllocations(message));
  CLIENTROUTE_RETURN_IF_ERROR(
      Expect(allocated_.size() == TheProducts().size(), "het JW301 hoort twee producten toe te wijzen"));
  CLIENTROUTE_RETURN_IF_ERROR(MoveTo(StoryDay(3, 6), kMorning));
  narrator_->Say("De aanbieder leest de toewijzing en stuurt zijn retourbericht:");
  CLIENTROUTE_ASSIGN(StoryFile approval, provider_.WriteApproval(kApprovalNumber, Today(), message));
  CLIENTROUTE_RETURN_IF_ERROR(Send(approval, "retourbericht, zonder opmerkingen"));
  CLIENTROUTE_ASSIGN(auto route, GetRoute());
  narrator_->Say(Cat("De route staat nu op '", route.state_title(), "', met elk product als eigen onderdeel:"));
  narrator_->Parts(route);
  return Expect(route.state() == "in_care", Cat("de route hoort op in_care te staan, niet op ", route.state()));
}

absl::Status Story::StartCare() {
  narrator_->Chapter("Stap 5: zorg begint en eindigt");
  int number = kFirstStartNumber;
  for (const CarePeriod& care : CarePeriods()) {
    auto product = std::ranges::find(allocated_, care.reference, &AllocatedProduct::reference);
    CLIENTROUTE_RETURN_IF_ERROR(
        Expect(product != allocated_.end(), Cat("de referentie ", care.reference, " hoort terug te komen")));
    CLIENTROUTE_RETURN_IF_ERROR(MoveTo(AddWorkingDays(care.start, 1), kMorning));
    CLIENTROUTE_ASSIGN(StoryFile start, provider_.WriteStart(number++, Today(), TheClient(), *product, care.start));
    CLIENTROUTE_RETURN_IF_ERROR(SendApproved(start, "start van zorg", "JW306"));
    CLIENTROUTE_ASSIGN(auto route, GetRoute());
    narrator_->Parts(route);
  }
  return absl::OkStatus();
}

absl::Status Story::StopCare() {
  std::vector<CarePeriod> periods = CarePeriods();
  std::ranges::reverse(periods);
  int number = kFirstStopNumber;
  for (const CarePeriod& care : periods) {
    auto product = std::ranges::find(allocated_, care.reference, &AllocatedProduct::reference);
    CLIENTROUTE_RETURN_IF_ERROR(
        Expect(product != allocated_.end(), Cat("de referentie ", care.reference, " hoort terug te komen")));
    CLIENTROUTE_RETURN_IF_ERROR(MoveTo(AddWorkingDays(care.end, 1), kMorning));
    CLIENTROUTE_ASSIGN(StoryFile stop, provider_.WriteStop(number++, Today(), TheClient(), *product, care.start,
                                                           care.end, kAccordingToPlan));
    CLIENTROUTE_RETURN_IF_ERROR(SendApproved(stop, "einde van zorg, volgens plan", "JW308"));
    CLIENTROUTE_ASSIGN(auto route, GetRoute());
    narrator_->Parts(route);
  }
  CLIENTROUTE_ASSIGN(auto route, GetRoute());
  narrator_->Say(Cat("Alle onderdelen zijn beëindigd; de route staat op '", route.state_title(), "'."));
  return Expect(route.closed(), "de route hoort gesloten te zijn");
}

}  // namespace clientroute::suite
