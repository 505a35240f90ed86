#include <string>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/orchestrator/v1/events.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/intake/listener_service.h"
#include "services/platform/testing/delivery.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/intake/intake_world.h"

namespace clientroute::intake {
namespace {

using absl::StatusCode;
using testing::UnorderedElementsAre;

class ListenerTest : public testing::Test {
 protected:
  absl::Status Deliver(const std::string& id, const google::protobuf::Message& payload) {
    return Deliver(EventOf(id, intake_.world().clock()->Now(), payload));
  }
  absl::Status Deliver(const type::v1::Event& event) {
    return DeliverTo(*intake_.database(), intake_.world().clock()->Now(), event, listener_);
  }

  IntakeWorld intake_;
  IntakeListener listener_;
};

TEST_F(ListenerTest, HearsWhatItSaysAndNothingElse) {
  EXPECT_THAT(IntakeListener::Types(),
              UnorderedElementsAre("clientroute.orchestrator.v1.RouteClosed", "clientroute.access.v1.PersonInvolved",
                                   "clientroute.access.v1.InvolvementEnded"));
  EXPECT_THAT(Deliver("e-1", v1::ClientErased()), Fails(StatusCode::kInvalidArgument, "EVENT_TYPE_UNKNOWN"));
}

TEST_F(ListenerTest, AClosedRouteCompletesItsReferralSoThatTheClientCanBeErased) {
  const v1::Referral referral = intake_.Create(IntakeWorld::Request("r-1"));
  orchestrator::v1::RouteClosed closed;
  closed.set_route(referral.route());
  ASSERT_THAT(Deliver("e-1", closed), IsOk());
  EXPECT_EQ(intake_.GetReferral(Orchestrator(), referral.name())->state(), v1::Referral::COMPLETED);
  EXPECT_THAT(intake_.Withdraw("w-1", referral.name()), Fails(StatusCode::kFailedPrecondition, "REFERRAL_NOT_RUNNING"));
  EXPECT_THAT(intake_.Erase("x-1", referral.client()), IsOk());
}

TEST_F(ListenerTest, AClosedRouteLeavesAWithdrawnReferralAsItIs) {
  const v1::Referral referral = intake_.Create(IntakeWorld::Request("r-1"));
  ASSERT_THAT(intake_.Withdraw("w-1", referral.name()), IsOk());
  orchestrator::v1::RouteClosed closed;
  closed.set_route(referral.route());
  ASSERT_THAT(Deliver("e-1", closed), IsOk());
  EXPECT_EQ(intake_.GetReferral(Orchestrator(), referral.name())->state(), v1::Referral::WITHDRAWN);
}

TEST_F(ListenerTest, WhoIsInvolvedMaySeeTheClientFromThenOn) {
  const v1::Referral referral = intake_.Create(IntakeWorld::Request("r-1"));
  ASSERT_THAT(intake_.GetClient(Professional(), referral.client()), Fails(StatusCode::kNotFound, ""));
  access::v1::PersonInvolved involved;
  involved.set_client(referral.client());
  involved.set_person(Professional().identity.subject);
  ASSERT_THAT(Deliver("e-1", involved), IsOk());
  ASSERT_THAT(Deliver("e-2", involved), IsOk());
  EXPECT_THAT(intake_.GetClient(Professional(), referral.client()), IsOk());
  EXPECT_THAT(intake_.GetReferral(Professional(), referral.name()), IsOk());
  // Involvement is beside the municipality, not instead of it.
  EXPECT_THAT(intake_.GetClient(Professional({"0373"}), referral.client()), Fails(StatusCode::kNotFound, ""));
}

TEST_F(ListenerTest, WhoIsInvolvedNoLongerSeesTheClientNoMore) {
  const v1::Referral referral = intake_.Create(IntakeWorld::Request("r-1"));
  access::v1::PersonInvolved involved;
  involved.set_client(referral.client());
  involved.set_person(Professional().identity.subject);
  access::v1::InvolvementEnded ended;
  ended.set_client(referral.client());
  ended.set_person("persons/somebody-else");
  ASSERT_THAT(Deliver("e-1", involved), IsOk());
  ASSERT_THAT(Deliver("e-2", ended), IsOk());
  EXPECT_THAT(intake_.GetClient(Professional(), referral.client()), IsOk()) << "another's involvement ended";
  ended.set_person(involved.person());
  ASSERT_THAT(Deliver("e-3", ended), IsOk());
  ASSERT_THAT(Deliver("e-4", ended), IsOk());
  EXPECT_THAT(intake_.GetClient(Professional(), referral.client()), Fails(StatusCode::kNotFound, "CLIENT_NOT_FOUND"));
  ended.set_client("clients/8a6e0804-2bd0-5672-b79d-d97027f9071a");
  EXPECT_THAT(Deliver("e-5", ended), IsOk()) << "a client who is unknown here";
  ended.clear_person();
  EXPECT_THAT(Deliver("e-6", ended), Fails(StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
}

TEST_F(ListenerTest, WhatIsUnknownHereChangesNothingAndWhatIsBrokenIsRefused) {
  orchestrator::v1::RouteClosed closed;
  closed.set_route("routes/8a6e0804-2bd0-5672-b79d-d97027f9071a");
  EXPECT_THAT(Deliver("e-1", closed), IsOk());
  access::v1::PersonInvolved involved;
  involved.set_client("clients/8a6e0804-2bd0-5672-b79d-d97027f9071a");
  involved.set_person("persons/j.devries");
  EXPECT_THAT(Deliver("e-2", involved), IsOk());
  closed.set_route("routes/1");
  EXPECT_THAT(Deliver("e-3", closed), Fails(StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
  involved.clear_person();
  EXPECT_THAT(Deliver("e-4", involved), Fails(StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
  type::v1::Event cut;
  cut.set_id("e-5");
  cut.mutable_payload()->set_type_url("type.googleapis.com/clientroute.orchestrator.v1.RouteClosed");
  cut.mutable_payload()->set_value("\x0a\x7f");
  EXPECT_THAT(Deliver(cut), Fails(StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
}

}  // namespace
}  // namespace clientroute::intake
