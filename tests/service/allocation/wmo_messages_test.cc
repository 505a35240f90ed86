#include <string>
#include <vector>

#include "clientroute/messaging/v1/events.pb.h"
#include "tests/service/allocation/allocation_world.h"

namespace clientroute::allocation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The messages of the other standard, judged by the same tables: what tells them apart is the law in the header.
class WmoMessagesTest : public AllocationWorld {
 protected:
  static v1::SubmitMessageRequest Wmo(v1::SubmitMessageRequest message) {
    message.mutable_header()->set_kind(Cat("WMO", message.header().kind().substr(2)));
    message.mutable_header()->set_law(type::v1::WMO);
    return message;
  }
  static type::v1::CareLine WmoLine(std::string_view name, std::string_view code = "45A04") {
    type::v1::CareLine line = Line(name, code);
    line.set_law(type::v1::WMO);
    return line;
  }
};

TEST_F(WmoMessagesTest, CareIsRequestedStartedChangedAndStopped) {
  v1::SubmitMessageRequest request = Wmo(Message("request-1", "JW315", 1));
  AddRequest(request, 1, "REF-line-1");
  EXPECT_THAT(Verdicts(request), IsEmpty());
  const v1::CareAllocation made = Allocate(1, WmoLine("line-1"));
  v1::SubmitMessageRequest start = Wmo(Message("start-2", "JW305", 2));
  AddStart(start, made, "2026-04-14");
  EXPECT_THAT(Verdicts(start), IsEmpty());
  messaging::v1::AllocationMessageSent told;
  told.set_provider("42420001");
  told.set_municipality("0361");
  told.set_law(type::v1::WMO);
  told.add_provider_references("REF-line-1");
  ASSERT_THAT(Deliver(told), IsOk());
  v1::SubmitMessageRequest change = Wmo(Change("change-3", 3, "VOW-1"));
  AddChanged(change, made, "2026-10-13", "2026-12-31", 4);
  EXPECT_THAT(Verdicts(change), IsEmpty());
  v1::ApplyChangeRequest apply;
  apply.set_request_id("apply-1");
  apply.set_route(Route(1));
  apply.set_client(Client(1));
  apply.set_municipality("0361");
  apply.set_change_request(Last<v1::ChangeRequested>(1).change_request());
  ASSERT_THAT(Ask(&Stub::ApplyChange, apply), IsOk());
  EXPECT_EQ(FromProto(Shown(made.name()).line().period())->ToString(), "2026-04-13..2026-12-31");
  v1::SubmitMessageRequest stop = Wmo(Message("stop-4", "JW307", 4));
  AddStop(stop, made, "2026-04-14", "2026-11-30");
  EXPECT_THAT(Verdicts(stop), IsEmpty());
  EXPECT_EQ(Shown(made.name()).state(), v1::CareAllocation::ENDED);
}

TEST_F(WmoMessagesTest, TheSameRulesHaveTheSameCodes) {
  const v1::CareAllocation made = Allocate(1, WmoLine("line-1"));
  v1::SubmitMessageRequest stop = Wmo(Message("stop-1", "JW307", 1));
  AddStop(stop, made, "2026-04-14", "2026-11-30");
  EXPECT_THAT(Verdicts(stop), ElementsAre("Client[1]/StopProducten/StopProduct[1], TR382, 9069"));
  v1::SubmitMessageRequest change = Wmo(Change("change-2", 2, "VOW-1"));
  AddNew(change, "45A05", "2026-06-01", "2026-10-12");
  EXPECT_THAT(Verdicts(change), ElementsAre("Client/Verzoek, TR349, 9349"));
}

TEST_F(WmoMessagesTest, NumbersAndReferencesAreOfOneLaw) {
  const v1::CareAllocation youth = Allocate(1, Line("line-1"));
  v1::SubmitMessageRequest start = Wmo(Message("start-1", "JW305", 1));
  AddStart(start, youth, "2026-04-14");
  EXPECT_THAT(Verdicts(start), ElementsAre("Client[1]/StartProducten/StartProduct[1], TR019, 9019"));
  v1::SubmitMessageRequest first = Message("request-2", "JW315", 2);
  AddRequest(first, 1, "REF-1");
  EXPECT_THAT(Verdicts(first), IsEmpty());
  v1::SubmitMessageRequest second = Wmo(Message("request-3", "JW315", 3));
  AddRequest(second, 1, "REF-1");
  EXPECT_THAT(Verdicts(second), IsEmpty()) << "neither used nor open under this law";
  v1::CareAllocation wmo = Allocate(2, WmoLine("line-1"));
  EXPECT_EQ(wmo.number(), youth.number());
}

TEST_F(WmoMessagesTest, AKindUnderAnotherLawIsRefused) {
  for (const type::v1::Law law : {type::v1::WMO, type::v1::P_WET}) {
    v1::SubmitMessageRequest message = Message("request-1", "JW315", 1);
    message.mutable_header()->set_law(law);
    AddRequest(message, 1, "REF-1");
    EXPECT_THAT(Submit({message}), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  }
}

}  // namespace
}  // namespace clientroute::allocation
