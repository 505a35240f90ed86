// The tables that a case goes to: conference and expert team.
#include <string>
#include <vector>

#include "tests/service/access/access_test_base.h"

namespace clientroute::access {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ConferenceTest : public AccessTest {
 protected:
  std::string Triaged(int number) {
    const std::string id = std::to_string(number);
    const std::string name = Open(("open-" + id).c_str(), number)->name();
    EXPECT_THAT(Analyse(AnalysisRequest(("analysis-" + id).c_str(), number, true, true)), IsOk());
    EXPECT_THAT(Decide(("triage-" + id).c_str(), number), IsOk());
    return name;
  }
};

// shows: ACC-2
TEST_F(ConferenceTest, IsHeldWithParticipantsAndOutcome) {
  const std::string name = Triaged(1);
  const auto held = Confer(ConferenceRequest("c-1", 1));
  ASSERT_THAT(held, IsOk());
  ASSERT_THAT(held->participants(), SizeIs(2));
  EXPECT_EQ(held->participants(0).role(), v1::Participant::PARENT);
  EXPECT_EQ(held->participants(0).name(), "") << "an answer is kept, so it names nobody";
  EXPECT_EQ(held->outcome(), v1::Conference::MULTI_CONFIRMED);
  const auto announced = AnnouncedOf<v1::ConferenceHeld>();
  ASSERT_THAT(announced, SizeIs(1));
  EXPECT_EQ(announced[0].route(), RouteName(1));
  EXPECT_EQ(announced[0].outcome(), v1::Conference::MULTI_CONFIRMED);
  EXPECT_EQ(announced[0].participants(), 2);

  EXPECT_EQ(Confer(ConferenceRequest("c-1", 1))->SerializeAsString(), held->SerializeAsString());
  EXPECT_THAT(AnnouncedOf<v1::ConferenceHeld>(), SizeIs(1)) << "a repeat is answered and not announced";
  v1::HoldConferenceRequest second = ConferenceRequest("c-2", 1);
  second.set_outcome(v1::Conference::ESCALATE);
  second.clear_notes();
  ASSERT_THAT(Confer(second, Persona("access-manager", {kAlkmaar})), IsOk());
  const auto shown = Get(name);
  ASSERT_THAT(shown->routes(0).conferences(), SizeIs(2));
  EXPECT_EQ(shown->routes(0).conferences(0).participants(1).name(), "NAAM-van-de-deskundige");
  EXPECT_EQ(shown->routes(0).conferences(1).outcome(), v1::Conference::ESCALATE);
  EXPECT_EQ(shown->routes(0).conferences(1).notes(), "");
}

TEST_F(ConferenceTest, IsRefusedWithEveryFieldThatIsWrong) {
  EXPECT_THAT(Confer(ConferenceRequest("c", 1)), Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
  ASSERT_THAT(Open("open-2", 2), IsOk());
  EXPECT_THAT(Confer(ConferenceRequest("c", 2)), Fails(absl::StatusCode::kFailedPrecondition, "TRIAGE_MISSING"));
  Triaged(1);
  v1::HoldConferenceRequest request = ConferenceRequest("c", 1);
  request.mutable_participants(0)->set_role(static_cast<v1::Participant::Role>(11));
  request.set_outcome(static_cast<v1::Conference::Outcome>(4));
  const auto unnamed = Confer(request);
  EXPECT_THAT(unnamed, Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  EXPECT_THAT(FieldsOf(unnamed.status()), ElementsAre("participants[0].role", "outcome"));
  request = ConferenceRequest("c", 1);
  request.mutable_participants(1)->set_name("twee\nregels");
  const auto refused = Confer(request);
  EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "CONFERENCE_INVALID"));
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("participants[1].name"));
  request = ConferenceRequest("c", 1);
  request.clear_participants();
  EXPECT_THAT(Confer(request), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  EXPECT_THAT(Confer(ConferenceRequest("c", 1), Professional({kHeiloo})), Fails(absl::StatusCode::kNotFound, ""));
  EXPECT_THAT(Confer(ConferenceRequest("c", 1), Persona("back-office", {kAlkmaar}, "message-exchange")),
              Fails(absl::StatusCode::kPermissionDenied, "ROLE_REFUSED"));
  EXPECT_THAT(AnnouncedOf<v1::ConferenceHeld>(), IsEmpty());
}

// shows: ACC-3
TEST_F(ConferenceTest, TheExpertTeamDecidesAlsoEarly) {
  const std::string name = Open("open-1", 1)->name();
  const auto decided = AskExperts(ExpertRequest("x-1", 1));
  ASSERT_THAT(decided, IsOk());
  EXPECT_THAT(decided->members(), ElementsAre("persons/expert.een", "persons/expert.twee"));
  EXPECT_EQ(decided->notes(), "");
  const auto announced = AnnouncedOf<v1::ExpertTeamDecided>();
  ASSERT_THAT(announced, SizeIs(1));
  EXPECT_EQ(announced[0].route(), RouteName(1));
  EXPECT_EQ(announced[0].finding(), v1::ExpertTeamOutcome::NO_OFFER);
  EXPECT_EQ(announced[0].outcome(), v1::ExpertTeamOutcome::OFFER_CREATED);
  ASSERT_THAT(AskExperts(ExpertRequest("x-1", 1)), IsOk());
  EXPECT_THAT(AnnouncedOf<v1::ExpertTeamDecided>(), SizeIs(1));
  const auto shown = Get(name);
  ASSERT_THAT(shown->routes(0).expert_team_outcomes(), SizeIs(1));
  EXPECT_EQ(shown->routes(0).expert_team_outcomes(0).members_size(), 2);
  EXPECT_EQ(shown->routes(0).expert_team_outcomes(0).notes(), "NOTITIES-van-het-expertteam");
}

TEST_F(ConferenceTest, WhatTheExpertTeamDecidedIsRefusedWithEveryFieldThatIsWrong) {
  EXPECT_THAT(AskExperts(ExpertRequest("x", 1)), Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
  ASSERT_THAT(Open("open-1", 1), IsOk());
  v1::RecordExpertTeamOutcomeRequest request = ExpertRequest("x", 1);
  request.set_members(1, "persons/expert.een");
  request.add_members("iemand");
  const auto refused = AskExperts(request);
  EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "EXPERT_TEAM_INVALID"));
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("members[1]", "members[2]"));
  request = ExpertRequest("x", 1);
  request.set_finding(static_cast<v1::ExpertTeamOutcome::Finding>(3));
  request.set_outcome(static_cast<v1::ExpertTeamOutcome::Outcome>(4));
  EXPECT_THAT(FieldsOf(AskExperts(request).status()), ElementsAre("finding", "outcome"));
  EXPECT_THAT(AskExperts(ExpertRequest("x", 1), Persona("operator", {kAlkmaar}, "operation")),
              Fails(absl::StatusCode::kPermissionDenied, "ROLE_REFUSED"));
  EXPECT_THAT(AnnouncedOf<v1::ExpertTeamDecided>(), IsEmpty());
}

}  // namespace
}  // namespace clientroute::access
