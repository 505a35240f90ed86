// What a decision refuses: all, or lines that a grant leaves out, with the reason that the answer to who asked gives;
// and which change request a decision is about.
#include <string>
#include <vector>

#include "clientroute/allocation/v1/events.pb.h"
#include "tests/service/access/access_test_base.h"

namespace clientroute::access {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr absl::StatusCode kNotYet = absl::StatusCode::kFailedPrecondition;
constexpr char kFirst[] = "change_requests/00000000-0000-5000-8000-0000000000c1";
constexpr char kSecond[] = "change_requests/00000000-0000-5000-8000-0000000000c2";

class RefusalTest : public AccessTest {
 protected:
  // Grants line-1 of the two that were asked for.
  static v1::TakeDecisionRequest PartRequest(const char* request_id) {
    v1::TakeDecisionRequest request = GrantRequest(request_id, 1);
    *request.add_lines() = AskedLine("line-1", 4);
    request.set_refusal_reason(v1::STACKING);
    return request;
  }
  static v1::TakeDecisionRequest RefuseRequest(const char* request_id, v1::RefusalReason reason) {
    v1::TakeDecisionRequest request = GrantRequest(request_id, 1);
    request.set_outcome(v1::Decision::REFUSE);
    request.set_refusal_reason(reason);
    return request;
  }
  static v1::TakeDecisionRequest ChangeRequest(const char* request_id, const char* change) {
    v1::TakeDecisionRequest request = GrantRequest(request_id, 1);
    request.set_change_request(change);
    return request;
  }
};

// shows: ACC-8, MSG-1
TEST_F(RefusalTest, AGrantOfPartTellsWhatItRefusesAndWhy) {
  const std::string name = BringToPlan("one", 1);
  const auto decision = TakeDecision(PartRequest("d-1"));
  ASSERT_THAT(decision, IsOk());
  EXPECT_EQ(decision->kind(), v1::DECISION_GRANT);
  ASSERT_THAT(decision->refused_lines(), SizeIs(1));
  EXPECT_EQ(decision->refused_lines(0).SerializeAsString(), AskedLine("line-2", 2).SerializeAsString());
  EXPECT_EQ(decision->refusal_reason(), v1::STACKING);
  const v1::DecisionTaken event = AnnouncedOf<v1::DecisionTaken>().at(0);
  EXPECT_TRUE(event.partly_refused());
  EXPECT_EQ(event.refusal_reason(), 6) << "Stapeling (WJ759)";
  ASSERT_THAT(event.lines(), SizeIs(1));
  ASSERT_THAT(event.refused_lines(), SizeIs(1));
  EXPECT_EQ(event.refused_lines(0).provider_reference(), "ref-line-2");

  const auto shown = Get(name);
  ASSERT_THAT(shown->routes(0).decisions(0).refused_lines(), SizeIs(1)) << "it is kept";
  EXPECT_EQ(shown->routes(0).decisions(0).refused_lines(0).line(), "line-2");
  EXPECT_EQ(shown->routes(0).decisions(0).refusal_reason(), v1::STACKING);
}

TEST_F(RefusalTest, AGrantOfAllRefusesNothing) {
  BringToPlan("one", 1);
  v1::TakeDecisionRequest request = GrantRequest("d-1", 1);
  request.set_refusal_reason(v1::STACKING);
  EXPECT_THAT(FieldsOf(TakeDecision(request).status()), ElementsAre("refusal_reason"));
  request.clear_refusal_reason();
  ASSERT_THAT(TakeDecision(request), IsOk());
  const v1::DecisionTaken event = AnnouncedOf<v1::DecisionTaken>().at(0);
  EXPECT_FALSE(event.partly_refused());
  EXPECT_FALSE(event.has_refusal_reason());
  EXPECT_THAT(event.refused_lines(), IsEmpty());
}

// shows: ACC-8
TEST_F(RefusalTest, ARefusalSaysWhyInACodeOfTheStandard) {
  BringToPlan("one", 1);
  v1::TakeDecisionRequest request = RefuseRequest("d-1", v1::REFUSAL_REASON_UNSPECIFIED);
  EXPECT_THAT(FieldsOf(TakeDecision(request).status()), ElementsAre("refusal_reason"));
  request.set_refusal_reason(static_cast<v1::RefusalReason>(10));
  EXPECT_THAT(FieldsOf(TakeDecision(request).status()), ElementsAre("refusal_reason"));
  request.set_refusal_reason(v1::NOT_A_CHANGE);
  EXPECT_THAT(FieldsOf(TakeDecision(request).status()), ElementsAre("refusal_reason")) << "of a change request alone";
  request.set_refusal_reason(v1::EXCEEDS_BUDGET);
  ASSERT_THAT(TakeDecision(request), IsOk());
  const v1::DecisionTaken event = AnnouncedOf<v1::DecisionTaken>().at(0);
  EXPECT_EQ(event.refusal_reason(), 2) << "Past niet binnen budget (WJ759)";
  EXPECT_FALSE(event.partly_refused());
}

// shows: ACC-8
TEST_F(RefusalTest, TheResidencePrincipleNamesWhoIsResponsible) {
  BringToPlan("one", 1);
  v1::TakeDecisionRequest request = RefuseRequest("d-1", v1::RESIDENCE_PRINCIPLE);
  EXPECT_THAT(FieldsOf(TakeDecision(request).status()), ElementsAre("responsible_municipality"));
  request.set_responsible_municipality("36");
  EXPECT_THAT(FieldsOf(TakeDecision(request).status()), ElementsAre("responsible_municipality"));
  request.set_responsible_municipality(kHeiloo);
  const auto decision = TakeDecision(request);
  ASSERT_THAT(decision, IsOk());
  EXPECT_EQ(decision->responsible_municipality(), kHeiloo);
  EXPECT_EQ(AnnouncedOf<v1::DecisionTaken>().at(0).responsible_municipality(), kHeiloo);
}

TEST_F(RefusalTest, AWithdrawalRefusesNothingThatWasAskedFor) {
  BringToPlan("one", 1);
  ASSERT_THAT(TakeDecision(GrantRequest("d-1", 1)), IsOk());
  v1::TakeDecisionRequest request = RefuseRequest("d-2", v1::STACKING);
  request.set_kind(v1::DECISION_WITHDRAW);
  EXPECT_THAT(FieldsOf(TakeDecision(request).status()), ElementsAre("refusal_reason"));
  request.clear_refusal_reason();
  EXPECT_THAT(TakeDecision(request), IsOk());
}

// shows: ACC-8
TEST_F(RefusalTest, OnlyTheChangeRequestInHandIsDecidedOn) {
  BringToPlan("one", 1);
  ASSERT_THAT(TakeDecision(GrantRequest("d-1", 1)), IsOk());
  ASSERT_THAT(ChangeComes("e-1", 1, kFirst), IsOk());
  ASSERT_THAT(ChangeComes("e-2", 1, kSecond), IsOk());
  EXPECT_THAT(TakeDecision(ChangeRequest("d-2", kSecond)), Fails(kNotYet, "CHANGE_NOT_IN_HAND")) << "the first waits";
  EXPECT_THAT(TakeDecision(GrantRequest("d-2", 1)), Fails(kNotYet, "CHANGE_IN_HAND")) << "it names none";
  ASSERT_THAT(TakeDecision(ChangeRequest("d-2", kFirst)), IsOk());
  EXPECT_THAT(TakeDecision(ChangeRequest("d-3", kSecond)), IsOk()) << "now it is the second's turn";
  EXPECT_THAT(TakeDecision(GrantRequest("d-4", 1)), IsOk()) << "none waits";
}

TEST_F(RefusalTest, AChangeRequestOfAnotherRouteIsNotDecidedOnHere) {
  BringToPlan("one", 1);
  BringToPlan("two", 2);
  ASSERT_THAT(ChangeComes("e-1", 2, kFirst), IsOk());
  EXPECT_THAT(TakeDecision(ChangeRequest("d-1", kFirst)), Fails(kNotYet, "CHANGE_NOT_IN_HAND"));
  EXPECT_THAT(TakeDecision(ChangeRequest("d-1", kSecond)), IsOk()) << "what came moments ago may not be known yet";
}

TEST_F(RefusalTest, ADecisionOfAKnownKindBesideAChangeRequestHoldsNothingUp) {
  BringToPlan("one", 1);
  ASSERT_THAT(TakeDecision(GrantRequest("d-1", 1)), IsOk());
  ASSERT_THAT(ChangeComes("e-1", 1, kFirst), IsOk());
  ASSERT_THAT(ChangeComes("e-2", 1, kSecond), IsOk());
  v1::TakeDecisionRequest refusal = RefuseRequest("d-2", v1::NO_CONTRACT);
  refusal.set_kind(v1::DECISION_REFUSE);
  ASSERT_THAT(TakeDecision(refusal), IsOk());
  EXPECT_THAT(TakeDecision(ChangeRequest("d-3", kSecond)), IsOk()) << "it may have been about the first";
}

TEST_F(RefusalTest, WhatIsHeardIsTakenInOnceAndWhatIsDamagedIsNot) {
  EXPECT_EQ(AccessListener::Types().size(), 7U);
  BringToPlan("one", 1);
  ASSERT_THAT(ChangeComes("e-1", 1, kFirst), IsOk());
  ASSERT_THAT(ChangeComes("e-2", 1, kFirst), IsOk());
  EXPECT_THAT(ChangeComes("e-3", 9, kSecond), IsOk()) << "a route in no case";
  EXPECT_THAT(ChangeComes("e-4", 1, "change_requests/x"), Fails(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
  allocation::v1::AllocationsChanged changed;
  changed.set_route(RouteName(1));
  changed.mutable_last_date()->set_month(13);
  EXPECT_THAT(Deliver("e-5", changed), Fails(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
  EXPECT_THAT(Deliver("e-7", allocation::v1::CareStopped()),
              Fails(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
  EXPECT_THAT(Deliver("e-8", allocation::v1::AllocationsWithdrawn()),
              Fails(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
  EXPECT_THAT(Deliver("e-6", v1::CaseOpened()), Fails(absl::StatusCode::kInvalidArgument, "EVENT_TYPE_UNKNOWN"));
}

}  // namespace
}  // namespace clientroute::access
