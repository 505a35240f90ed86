// Decisions in a crisis.
#include "tests/service/access/access_test_base.h"

namespace clientroute::access {
namespace {

using testing::SizeIs;

class CrisisDecisionTest : public AccessTest {};

// shows: ROU-7
TEST_F(CrisisDecisionTest, ADecisionInACrisisNeedsNoPlanAndIsShownAndAnnouncedAsOne) {
  const auto opened = Open("open-1", 1);
  ASSERT_THAT(opened, IsOk());
  v1::TakeDecisionRequest request = GrantRequest("d-1", 1);
  request.set_crisis(true);
  const auto decision = TakeDecision(request);
  ASSERT_THAT(decision, IsOk());
  EXPECT_TRUE(decision->crisis());
  request = GrantRequest("d-2", 1);
  EXPECT_THAT(TakeDecision(request), Fails(absl::StatusCode::kFailedPrecondition, "PLAN_MISSING"));
  BringToPlan("two", 2);
  EXPECT_FALSE(TakeDecision(GrantRequest("d-3", 2))->crisis());
  EXPECT_TRUE(Get(opened->name())->routes(0).decisions(0).crisis()) << "it stays readable";
  const auto taken = AnnouncedOf<v1::DecisionTaken>();
  ASSERT_THAT(taken, SizeIs(2));
  EXPECT_TRUE(taken[0].crisis());
  EXPECT_FALSE(taken[1].crisis());
}

}  // namespace
}  // namespace clientroute::access
