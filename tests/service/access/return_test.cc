// The return to care: recognised within the watch, with the history, and to the first provider while it is soon.
#include <string>
#include <vector>

#include "tests/service/access/access_test_base.h"

namespace clientroute::access {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

Date Day(const char* text) { return Date::Parse(text).value(); }

class ReturnTest : public AccessTest {
 protected:
  // Route 1 of client 1, who flowed out on 30 April 2026.
  std::string FlownOut() {
    const std::string name = BringToPlan("one", 1);
    EXPECT_THAT(TakeDecision(GrantRequest("decision-1", 1)), IsOk());
    EXPECT_THAT(FlowOut(OutflowRequest("outflow-1", 1)), IsOk());
    return name;
  }
  // A new referral of the same client, received on the day, on route 2.
  static v1::OpenCaseRequest Again(const char* request_id, const char* day) {
    v1::OpenCaseRequest request = OpenRequest(request_id, 2);
    request.set_household(HouseholdName(1));
    request.set_client(ClientName(1));
    *request.mutable_receive_date() = ToProto(Day(day));
    return request;
  }
  absl::StatusOr<v1::Case> Ask2(const v1::OpenCaseRequest& request) {
    return Ask(&Stub::OpenCase, request, ServicePersona("orchestrator"));
  }
  // As the route does where care runs again after its outflow.
  absl::StatusOr<v1::UndoOutflowResponse> Undo(const char* request_id) {
    v1::UndoOutflowRequest undo;
    undo.set_request_id(request_id);
    undo.set_route(RouteName(1));
    return Ask(&Stub::UndoOutflow, undo, ServicePersona("orchestrator"));
  }
  v1::CaseOpened LastOpened() { return AnnouncedOf<v1::CaseOpened>().back(); }
};

// shows: ROU-6
TEST_F(ReturnTest, IsRecognisedAndReopensTheCaseWithItsHistory) {
  const std::string name = FlownOut();
  const auto reopened = Ask2(Again("again", "2026-06-15"));
  ASSERT_THAT(reopened, IsOk());
  EXPECT_EQ(reopened->name(), name);
  const v1::CaseOpened opened = LastOpened();
  EXPECT_TRUE(opened.returned());
  EXPECT_EQ(opened.earlier_route(), RouteName(1));
  EXPECT_EQ(opened.first_provider(), "42420001");

  const auto back = AnnouncedOf<v1::ReturnedToCare>();
  ASSERT_THAT(back, SizeIs(1));
  EXPECT_EQ(back[0].route(), RouteName(1));
  EXPECT_EQ(back[0].new_route(), RouteName(2));
  EXPECT_EQ(back[0].client(), ClientName(1));
  EXPECT_EQ(back[0].days_after_end(), 46);
  for (const type::v1::Event& event : Announced()) {
    if (event.payload().Is<v1::ReturnedToCare>()) EXPECT_EQ(event.aggregate(), RouteName(1));
  }

  const auto shown = Get(name);
  ASSERT_THAT(shown->routes(), SizeIs(2));
  EXPECT_EQ(shown->routes(1).returned_from(), RouteName(1));
  EXPECT_EQ(shown->routes(0).returned_from(), "");
  EXPECT_EQ(shown->routes(0).plan().goals_size(), 2) << "the history is there";
  EXPECT_EQ(shown->routes(0).outflows_size(), 1);
}

TEST_F(ReturnTest, IsToldAgainWithTheCommandAndCountedOnce) {
  FlownOut();
  ASSERT_THAT(Ask2(Again("again", "2026-06-15")), IsOk());
  const v1::CaseOpened first = LastOpened();
  ASSERT_THAT(Ask2(Again("again", "2026-06-15")), IsOk());
  EXPECT_THAT(AnnouncedOf<v1::CaseOpened>(), SizeIs(2)) << "a repeat is not announced";
  ASSERT_THAT(Ask2(Again("again-anew", "2026-06-15")), IsOk());
  EXPECT_THAT(AnnouncedOf<v1::CaseOpened>(), SizeIs(3));
  EXPECT_EQ(LastOpened().SerializeAsString(), first.SerializeAsString());
  EXPECT_THAT(AnnouncedOf<v1::ReturnedToCare>(), SizeIs(1));
}

// shows: ROU-6, INT-7
TEST_F(ReturnTest, DependsOnTheDayAndOnWhatIsAskedFor) {
  FlownOut();
  int number = 2;
  const auto open = [&](const char* day, const char* category) {
    v1::OpenCaseRequest request = Again(("again-" + std::to_string(number)).c_str(), day);
    request.set_route(RouteName(number++));
    for (type::v1::CareLine& line : *request.mutable_lines()) {
      if (line.product().category() == category) continue;
      line.mutable_product()->set_category(category);
      line.mutable_product()->set_code("");
    }
    EXPECT_THAT(Ask2(request), IsOk()) << day;
    return LastOpened();
  };
  EXPECT_FALSE(open("2026-04-29", "45").returned()) << "care still runs";
  EXPECT_EQ(open("2026-07-30", "45").first_provider(), "42420001");
  EXPECT_EQ(open("2026-07-30", "54").first_provider(), "") << "another request";
  const v1::CaseOpened late = open("2026-07-31", "45");
  EXPECT_TRUE(late.returned());
  EXPECT_EQ(late.first_provider(), "") << "after three months";
  EXPECT_TRUE(open("2027-04-30", "45").returned());
  EXPECT_FALSE(open("2027-05-01", "45").returned()) << "after the watch";
  EXPECT_THAT(AnnouncedOf<v1::ReturnedToCare>(), SizeIs(4));
}

TEST_F(ReturnTest, IsOfTheSameClientAlone) {
  FlownOut();
  v1::OpenCaseRequest sibling = Again("sibling", "2026-06-15");
  sibling.set_client(ClientName(2));
  ASSERT_THAT(Ask2(sibling), IsOk());
  EXPECT_TRUE(LastOpened().joined_running_case());
  EXPECT_FALSE(LastOpened().returned());
  EXPECT_EQ(LastOpened().earlier_route(), "");
  EXPECT_THAT(AnnouncedOf<v1::ReturnedToCare>(), IsEmpty());
}

TEST_F(ReturnTest, IsRecognisedInAnotherHouseholdToo) {
  FlownOut();
  v1::OpenCaseRequest moved = Again("moved", "2026-06-15");
  moved.set_household(HouseholdName(9));
  ASSERT_THAT(Ask2(moved), IsOk());
  EXPECT_TRUE(LastOpened().returned());
  EXPECT_FALSE(LastOpened().joined_running_case());
  EXPECT_EQ(LastOpened().earlier_route(), RouteName(1));
}

TEST_F(ReturnTest, IsNoneWhereAftercareRestartedHelp) {
  FlownOut();
  ASSERT_THAT(Contact(ContactRequest("contact", 1, "2026-04-01", v1::AftercareContact::RESTART)), IsOk());
  ASSERT_THAT(Allocated("e-1", 1, "2026-12-31"), IsOk());
  ASSERT_THAT(Ask2(Again("again", "2026-06-15")), IsOk());
  EXPECT_FALSE(LastOpened().returned());
  ASSERT_THAT(FlowOut(OutflowRequest("outflow-2", 1)), IsOk());
  v1::OpenCaseRequest third = Again("third", "2026-06-15");
  third.set_route(RouteName(3));
  ASSERT_THAT(Ask2(third), IsOk());
  EXPECT_TRUE(LastOpened().returned()) << "help ended again";
}

// shows: ROU-6
TEST_F(ReturnTest, IsNoneWhereTheOutflowWasTakenBackBecauseCareWentOn) {
  const std::string name = FlownOut();
  v1::UndoOutflowRequest undo;
  undo.set_request_id("undo-1");
  undo.set_route(RouteName(1));
  const auto undone = Ask(&Stub::UndoOutflow, undo, ServicePersona("orchestrator"));
  ASSERT_THAT(undone, IsOk());
  EXPECT_TRUE(undone->outflow().has_undo_time());
  ASSERT_THAT(AnnouncedOf<v1::OutflowUndone>(), SizeIs(1));
  EXPECT_EQ(AnnouncedOf<v1::OutflowUndone>()[0].route(), RouteName(1));
  undo.set_request_id("undo-2");
  EXPECT_FALSE(Ask(&Stub::UndoOutflow, undo, ServicePersona("orchestrator"))->has_outflow()) << "none stands any more";
  EXPECT_THAT(AnnouncedOf<v1::OutflowUndone>(), SizeIs(1));
  EXPECT_THAT(Contact(ContactRequest("contact", 1, "2026-04-01", v1::AftercareContact::GOES_WELL)),
              Fails(absl::StatusCode::kFailedPrecondition, "AFTERCARE_NOT_RUNNING"));
  ASSERT_THAT(Ask2(Again("again", "2026-06-15")), IsOk());
  EXPECT_FALSE(LastOpened().returned());
  EXPECT_TRUE(Get(name)->routes(0).outflows(0).has_undo_time()) << "it stays readable";
  ASSERT_THAT(FlowOut(OutflowRequest("outflow-2", 1)), IsOk());
  v1::OpenCaseRequest third = Again("third", "2026-06-15");
  third.set_route(RouteName(3));
  ASSERT_THAT(Ask2(third), IsOk());
  EXPECT_TRUE(LastOpened().returned()) << "care ended again";
}

TEST_F(ReturnTest, WithoutAnOutflowThereIsNothingToTakeBack) {
  BringToPlan("one", 1);
  v1::UndoOutflowRequest undo;
  undo.set_request_id("undo-1");
  undo.set_route(RouteName(1));
  const auto undone = Ask(&Stub::UndoOutflow, undo, ServicePersona("orchestrator"));
  ASSERT_THAT(undone, IsOk());
  EXPECT_FALSE(undone->has_outflow());
  EXPECT_THAT(Ask(&Stub::UndoOutflow, undo, Professional()),
              Fails(absl::StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
  undo.set_request_id("undo-2");
  undo.set_route(RouteName(9));
  EXPECT_THAT(Ask(&Stub::UndoOutflow, undo, ServicePersona("orchestrator")),
              Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
}

// shows: ROU-6
TEST_F(ReturnTest, IsOneWhereNothingCameOfTheRestartThatAftercareAskedFor) {
  FlownOut();
  ASSERT_THAT(Allocated("e-1", 1, "2026-12-31"), IsOk()) << "what was allocated before is no restart";
  ASSERT_THAT(Contact(ContactRequest("contact", 1, "2026-04-01", v1::AftercareContact::RESTART)), IsOk());
  ASSERT_THAT(Ask2(Again("again", "2026-06-15")), IsOk());
  EXPECT_TRUE(LastOpened().returned());
}

// shows: ROU-6
TEST_F(ReturnTest, IsOneWhereTheDecisionWasOverWhenAftercareWouldRestartHelp) {
  FlownOut();
  ASSERT_THAT(Allocated("e-1", 1, "2026-03-31"), IsOk());
  ASSERT_THAT(Contact(ContactRequest("contact", 1, "2026-04-01", v1::AftercareContact::RESTART)), IsOk());
  ASSERT_THAT(Ask2(Again("again", "2026-06-15")), IsOk());
  EXPECT_TRUE(LastOpened().returned()) << "nothing could start again without a new request";
  EXPECT_THAT(AnnouncedOf<v1::ReturnedToCare>(), SizeIs(1));
}

TEST_F(ReturnTest, IsNoneWhereHelpRestartedOnTheLastDayOfTheDecision) {
  FlownOut();
  ASSERT_THAT(Allocated("e-1", 1, "2026-03-31"), IsOk());
  ASSERT_THAT(Allocated("e-2", 1, "2026-04-01"), IsOk()) << "what was told last counts";
  ASSERT_THAT(Contact(ContactRequest("contact", 1, "2026-04-01", v1::AftercareContact::RESTART)), IsOk());
  ASSERT_THAT(Allocated("e-3", 1, "2026-12-31"), IsOk());
  ASSERT_THAT(Ask2(Again("again", "2026-06-15")), IsOk());
  EXPECT_FALSE(LastOpened().returned());
}

// shows: ROU-6
TEST_F(ReturnTest, IsNoneWhereCareRunsAgainAfterAChange) {
  FlownOut();
  v1::TakeDecisionRequest change = GrantRequest("change", 1);
  change.set_change_request("change_requests/00000000-0000-5000-8000-0000000000c1");
  ASSERT_THAT(TakeDecision(change), IsOk());
  const auto undone = Undo("undo-1");
  ASSERT_THAT(undone, IsOk());
  EXPECT_FALSE(undone->has_outflow()) << "he did leave: it stands as what it was";
  EXPECT_THAT(AnnouncedOf<v1::OutflowUndone>(), IsEmpty());
  ASSERT_THAT(Undo("undo-2"), IsOk()) << "once more is no more";
  ASSERT_THAT(Ask2(Again("again", "2026-06-15")), IsOk());
  EXPECT_FALSE(LastOpened().returned());
  EXPECT_THAT(AnnouncedOf<v1::ReturnedToCare>(), IsEmpty());
  ASSERT_THAT(FlowOut(OutflowRequest("outflow-2", 1)), IsOk());
  v1::OpenCaseRequest third = Again("third", "2026-06-15");
  third.set_route(RouteName(3));
  ASSERT_THAT(Ask2(third), IsOk());
  EXPECT_TRUE(LastOpened().returned()) << "care ended again";
}

// shows: ROU-6
TEST_F(ReturnTest, IsOneWhereTheChangeBroughtNoCare) {
  FlownOut();
  v1::TakeDecisionRequest change = GrantRequest("change", 1);
  change.set_change_request("change_requests/00000000-0000-5000-8000-0000000000c1");
  ASSERT_THAT(TakeDecision(change), IsOk());
  ASSERT_THAT(Ask2(Again("again", "2026-06-15")), IsOk());
  EXPECT_TRUE(LastOpened().returned()) << "less of what had ended is no care";
}

// shows: ROU-6
TEST_F(ReturnTest, AnOutflowThatAftercareFollowedWithARestartStandsWhenTheLaterCareIsCorrected) {
  const std::string name = FlownOut();
  ASSERT_THAT(Contact(ContactRequest("contact", 1, "2026-04-01", v1::AftercareContact::RESTART)), IsOk());
  ASSERT_THAT(Allocated("e-1", 1, "2026-12-31"), IsOk());
  const auto undone = Undo("undo-1");
  ASSERT_THAT(undone, IsOk());
  EXPECT_FALSE(undone->has_outflow());
  EXPECT_THAT(AnnouncedOf<v1::OutflowUndone>(), IsEmpty());
  EXPECT_FALSE(Get(name)->routes(0).outflows(0).has_undo_time()) << "he did leave then";
  ASSERT_THAT(Ask2(Again("again", "2026-06-15")), IsOk());
  EXPECT_FALSE(LastOpened().returned()) << "care runs again";
}

TEST_F(ReturnTest, IsOneWhereTheChangeWasRefused) {
  FlownOut();
  v1::TakeDecisionRequest change = GrantRequest("change", 1);
  change.set_change_request("change_requests/00000000-0000-5000-8000-0000000000c1");
  change.set_outcome(v1::Decision::REFUSE);
  change.set_refusal_reason(v1::CARE_NOT_SUITABLE);
  ASSERT_THAT(TakeDecision(change), IsOk());
  ASSERT_THAT(Ask2(Again("again", "2026-06-15")), IsOk());
  EXPECT_TRUE(LastOpened().returned());
}

TEST_F(ReturnTest, WithoutADayTodayCounts) {
  FlownOut();
  v1::OpenCaseRequest request = Again("again", "2026-06-15");
  request.clear_receive_date();
  ASSERT_THAT(Ask2(request), IsOk());
  EXPECT_FALSE(LastOpened().returned()) << "today is 1 April, and care ends on the 30th";
  request.set_request_id("wrong");
  request.set_route(RouteName(3));
  request.mutable_receive_date()->set_month(13);
  EXPECT_THAT(FieldsOf(Ask2(request).status()), testing::ElementsAre("receive_date"));
}

}  // namespace
}  // namespace clientroute::access
