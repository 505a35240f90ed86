// Perspective plans and the municipality's decisions.
#include <string>
#include <vector>

#include "tests/service/access/access_test_base.h"

namespace clientroute::access {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kChange[] = "change_requests/00000000-0000-5000-8000-000000000077";

Date Day(const char* text) { return Date::Parse(text).value(); }

class DecisionTest : public AccessTest {
 protected:
  void SetLastNumber(std::int64_t last) {
    ASSERT_THAT(database_->Write([&](Connection& db) {
      return db
          .Execute("INSERT INTO decision_number (municipality, last) VALUES ($1, $2)",
                   {std::string_view(kAlkmaar), last})
          .status();
    }),
                IsOk());
  }
};

// shows: ACC-5
TEST_F(DecisionTest, APlanIsRecordedAndAnnounced) {
  ASSERT_THAT(Open("open-1", 1), IsOk());
  ASSERT_THAT(Analyse(AnalysisRequest("analysis-1", 1, true, true)), IsOk());
  EXPECT_THAT(Plan(PlanRequest("plan-1", 1)), Fails(absl::StatusCode::kFailedPrecondition, "TRIAGE_MISSING"));
  ASSERT_THAT(Decide("triage-1", 1), IsOk());
  const auto plan = Plan(PlanRequest("plan-1", 1));
  ASSERT_THAT(plan, IsOk());
  EXPECT_EQ(plan->author(), "persons/test.access-professional");
  EXPECT_EQ(FromProto(plan->create_time()), world_.clock()->Now());
  ASSERT_THAT(plan->goals(), SizeIs(2));
  EXPECT_THAT(plan->goals(0).lines(), ElementsAre("line-1", "line-2"));
  EXPECT_EQ(plan->goals(0).description(), "") << "an answer is kept, so it holds no free text";
  EXPECT_EQ(plan->orientation(), v1::RESOLUTION_ORIENTED);
  ASSERT_THAT(Plan(PlanRequest("plan-1", 1)), IsOk());
  const auto announced = AnnouncedOf<v1::PlanRecorded>();
  ASSERT_THAT(announced, SizeIs(1)) << "once for a repeat";
  EXPECT_EQ(announced[0].route(), RouteName(1));
  EXPECT_EQ(announced[0].goals(), 2);
  EXPECT_EQ(FromProto(announced[0].result_expected_date()), Day("2026-10-01"));
}

TEST_F(DecisionTest, ALaterPlanReplacesTheOneBeforeWhichStaysReadable) {
  const std::string name = BringToPlan("one", 1);
  v1::RecordPlanRequest later = PlanRequest("plan-2", 1);
  later.mutable_plan()->mutable_goals()->DeleteSubrange(1, 1);
  later.mutable_plan()->mutable_goals(0)->set_description("DOEL-naar-het-vmbo");
  later.mutable_plan()->clear_perspective();
  later.mutable_plan()->clear_result_expected_date();
  later.mutable_plan()->clear_orientation();
  ASSERT_THAT(Plan(later), IsOk());
  EXPECT_FALSE(AnnouncedOf<v1::PlanRecorded>().back().has_result_expected_date());
  const auto shown = Get(name);
  ASSERT_THAT(shown, IsOk());
  const v1::CaseRoute& route = shown->routes(0);
  ASSERT_THAT(route.plan().goals(), SizeIs(1));
  EXPECT_EQ(route.plan().goals(0).description(), "DOEL-naar-het-vmbo");
  EXPECT_FALSE(route.plan().has_result_expected_date());
  ASSERT_THAT(route.earlier_plans(), SizeIs(1));
  ASSERT_THAT(route.earlier_plans(0).goals(), SizeIs(2));
  EXPECT_EQ(route.earlier_plans(0).goals(1).description(), "DOEL-rust-thuis");
  EXPECT_EQ(route.earlier_plans(0).perspective(), "PERSPECTIEF-zelfstandig");
}

TEST_F(DecisionTest, APlanIsRefusedWithAReason) {
  EXPECT_THAT(Plan(PlanRequest("p", 1)), Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
  BringToPlan("one", 1);
  v1::RecordPlanRequest wrong = PlanRequest("p", 1);
  wrong.mutable_plan()->mutable_goals(0)->set_lines(1, "line-9");
  wrong.mutable_plan()->mutable_goals(1)->set_code("goal-1");
  *wrong.mutable_plan()->mutable_result_expected_date() = ToProto(Day("2026-03-31"));
  const auto refused = Plan(wrong);
  EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "PLAN_INVALID"));
  EXPECT_THAT(FieldsOf(refused.status()),
              ElementsAre("plan.goals[0].lines[1]", "plan.goals[1].code", "plan.result_expected_date"));
  wrong = PlanRequest("p", 1);
  wrong.mutable_plan()->mutable_result_expected_date()->set_day(32);
  EXPECT_THAT(FieldsOf(Plan(wrong).status()), ElementsAre("plan.result_expected_date"));
  wrong.mutable_plan()->set_orientation(static_cast<v1::Orientation>(7));
  EXPECT_THAT(FieldsOf(Plan(wrong).status()), ElementsAre("plan.orientation"));
  wrong = PlanRequest("p", 1);
  wrong.mutable_plan()->clear_goals();
  EXPECT_THAT(FieldsOf(Plan(wrong).status()), ElementsAre("plan.goals"));
  wrong = PlanRequest("p", 1);
  wrong.mutable_plan()->mutable_goals(0)->clear_description();
  EXPECT_THAT(Plan(wrong), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  EXPECT_THAT(Plan(PlanRequest("p", 1), Professional({kHeiloo})), Fails(absl::StatusCode::kNotFound, ""));
  EXPECT_THAT(Plan(PlanRequest("p", 1), Persona("access-manager", {kAlkmaar})),
              Fails(absl::StatusCode::kPermissionDenied, "ROLE_REFUSED"));
  EXPECT_THAT(AnnouncedOf<v1::PlanRecorded>(), SizeIs(1));
}

// shows: ACC-8
TEST_F(DecisionTest, AGrantWithoutLinesGrantsAllAsAsked) {
  const std::string name = BringToPlan("one", 1);
  const auto decision = TakeDecision(GrantRequest("decision-1", 1));
  ASSERT_THAT(decision, IsOk());
  EXPECT_EQ(decision->number(), 1);
  EXPECT_EQ(decision->outcome(), v1::Decision::GRANT);
  EXPECT_EQ(FromProto(decision->decide_date()), Day("2026-04-01"));
  EXPECT_EQ(FromProto(decision->objection_until()), Day("2026-05-13"));
  EXPECT_EQ(decision->author(), "persons/test.access-professional");
  EXPECT_EQ(decision->motivation(), "") << "an answer is kept, so it holds no free text";
  ASSERT_THAT(decision->lines(), SizeIs(2));
  EXPECT_EQ(decision->lines(0).SerializeAsString(), AskedLine("line-1", 4).SerializeAsString());
  EXPECT_EQ(decision->lines(1).SerializeAsString(), AskedLine("line-2", 2).SerializeAsString());

  const auto announced = AnnouncedOf<v1::DecisionTaken>();
  ASSERT_THAT(announced, SizeIs(1));
  EXPECT_EQ(announced[0].route(), RouteName(1));
  EXPECT_EQ(announced[0].decision(), decision->name());
  EXPECT_EQ(announced[0].decision_number(), 1);
  EXPECT_EQ(announced[0].outcome(), v1::Decision::GRANT);
  EXPECT_EQ(FromProto(announced[0].decide_date()), Day("2026-04-01"));
  EXPECT_EQ(FromProto(announced[0].objection_until()), Day("2026-05-13"));
  ASSERT_THAT(announced[0].lines(), SizeIs(2));
  EXPECT_EQ(announced[0].lines(1).SerializeAsString(), AskedLine("line-2", 2).SerializeAsString());

  const auto shown = Get(name);
  ASSERT_THAT(shown->routes(0).decisions(), SizeIs(1));
  EXPECT_EQ(shown->routes(0).decisions(0).motivation(), "MOTIVERING-van-het-besluit");
  EXPECT_EQ(shown->routes(0).decisions(0).lines_size(), 2);
}

TEST_F(DecisionTest, LessThanAskedMayBeGrantedAndNothingMore) {
  BringToPlan("one", 1);
  v1::TakeDecisionRequest request = GrantRequest("decision-1", 1);
  *request.add_lines() = AskedLine("line-1", 5);
  *request.add_lines() = AskedLine("line-9", 1);
  const auto refused = TakeDecision(request);
  EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "DECISION_INVALID"));
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("lines[0].volume", "lines[1].line"));
  request.clear_lines();
  *request.add_lines() = AskedLine("line-1", 3);
  request.set_refusal_reason(v1::EXCEEDS_BUDGET);
  const auto decision = TakeDecision(request);
  ASSERT_THAT(decision, IsOk());
  EXPECT_EQ(decision->number(), 1) << "a refused request takes no number";
  ASSERT_THAT(decision->lines(), SizeIs(1));
  EXPECT_EQ(decision->lines(0).volume().amount(), 3);
}

// shows: ACC-8
TEST_F(DecisionTest, ARefusalGrantsNothing) {
  BringToPlan("one", 1);
  v1::TakeDecisionRequest request = GrantRequest("decision-1", 1);
  request.set_outcome(v1::Decision::REFUSE);
  request.set_refusal_reason(v1::CARE_NOT_SUITABLE);
  *request.add_lines() = AskedLine("line-1", 4);
  EXPECT_THAT(FieldsOf(TakeDecision(request).status()), ElementsAre("lines"));
  request.clear_lines();
  const auto decision = TakeDecision(request, Persona("access-manager", {kAlkmaar}));
  ASSERT_THAT(decision, IsOk());
  EXPECT_EQ(decision->outcome(), v1::Decision::REFUSE);
  EXPECT_THAT(decision->lines(), IsEmpty());
  EXPECT_EQ(AnnouncedOf<v1::DecisionTaken>().at(0).outcome(), v1::Decision::REFUSE);
}

TEST_F(DecisionTest, ADecisionIsRefusedWithAReason) {
  EXPECT_THAT(TakeDecision(GrantRequest("d", 1)), Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
  ASSERT_THAT(Open("open-1", 1), IsOk());
  EXPECT_THAT(TakeDecision(GrantRequest("d", 1)), Fails(absl::StatusCode::kFailedPrecondition, "PLAN_MISSING"));
  BringToPlan("two", 2);
  v1::TakeDecisionRequest request = GrantRequest("d", 2);
  request.clear_motivation();
  EXPECT_THAT(TakeDecision(request), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  request = GrantRequest("d", 2);
  request.set_outcome(static_cast<v1::Decision::Outcome>(7));
  EXPECT_THAT(FieldsOf(TakeDecision(request).status()), ElementsAre("outcome"));
  EXPECT_THAT(TakeDecision(GrantRequest("d", 2), Professional({kHeiloo})), Fails(absl::StatusCode::kNotFound, ""));
  EXPECT_THAT(TakeDecision(GrantRequest("d", 2), Persona("back-office", {kAlkmaar}, "message-exchange")),
              Fails(absl::StatusCode::kPermissionDenied, "ROLE_REFUSED"));
  EXPECT_THAT(AnnouncedOf<v1::DecisionTaken>(), IsEmpty());
}

TEST_F(DecisionTest, NumbersCountUpPerMunicipality) {
  BringToPlan("one", 1);
  BringToPlan("two", 2);
  v1::OpenCaseRequest elsewhere = OpenRequest("open-3", 3);
  elsewhere.set_municipality(kHeiloo);
  ASSERT_THAT(Ask(&Stub::OpenCase, elsewhere, ServicePersona("orchestrator")), IsOk());
  const Caller heiloo = Professional({kHeiloo});
  ASSERT_THAT(Analyse(AnalysisRequest("analysis-3", 3, true, true), heiloo), IsOk());
  ASSERT_THAT(Decide("triage-3", 3), IsOk());
  ASSERT_THAT(Plan(PlanRequest("plan-3", 3), heiloo), IsOk());

  EXPECT_EQ(TakeDecision(GrantRequest("d-1", 1))->number(), 1);
  EXPECT_EQ(TakeDecision(GrantRequest("d-2", 2))->number(), 2);
  EXPECT_EQ(TakeDecision(GrantRequest("d-3", 3), heiloo)->number(), 1);
  EXPECT_EQ(TakeDecision(GrantRequest("d-1", 1))->number(), 1) << "a repeat takes no number";
  EXPECT_EQ(TakeDecision(GrantRequest("d-4", 1))->number(), 3) << "decided anew";
  EXPECT_THAT(AnnouncedOf<v1::DecisionTaken>(), SizeIs(4));
}

TEST_F(DecisionTest, TheLastNumberHasNineDigits) {
  BringToPlan("one", 1);
  SetLastNumber(999'999'998);
  EXPECT_EQ(TakeDecision(GrantRequest("d-1", 1))->number(), 999'999'999);
  EXPECT_THAT(TakeDecision(GrantRequest("d-2", 1)),
              Fails(absl::StatusCode::kFailedPrecondition, "DECISION_NUMBERS_USED_UP"));
}

TEST_F(DecisionTest, TheDayOfTheDecisionIsTheLocalOne) {
  BringToPlan("one", 1);
  // 23:30 UTC on 10 April is 01:30 on the 11th in the Netherlands; six weeks later Whitsun begins.
  world_.clock()->Set(Instant(std::chrono::sys_days(std::chrono::year(2026) / 4 / 10)) +
                      std::chrono::minutes(23 * 60 + 30));
  const auto decision = TakeDecision(GrantRequest("d-1", 1));
  ASSERT_THAT(decision, IsOk());
  EXPECT_EQ(FromProto(decision->decide_date()), Day("2026-04-11"));
  EXPECT_EQ(FromProto(decision->objection_until()), Day("2026-05-26"));
}

// shows: ACC-8
TEST_F(DecisionTest, AChangeWithoutARequestMayGiveMoreThanWasAskedForAtFirst) {
  BringToPlan("one", 1);
  ASSERT_THAT(TakeDecision(GrantRequest("d-1", 1)), IsOk());
  v1::TakeDecisionRequest change = GrantRequest("d-2", 1);
  change.set_kind(v1::DECISION_CHANGE);
  *change.add_lines() = AskedLine("line-1", 40);
  *change.add_lines() = AskedLine("line-3", 1);
  ASSERT_THAT(TakeDecision(change), IsOk());
  const auto announced = AnnouncedOf<v1::DecisionTaken>();
  ASSERT_THAT(announced, SizeIs(2));
  EXPECT_EQ(announced[1].kind(), v1::DECISION_CHANGE);
  EXPECT_EQ(announced[1].lines(0).volume().amount(), 40);
}

// The allocations change as the request says: lines beside it would be promised and not given.
TEST_F(DecisionTest, AChangeRequestIsGrantedAsItWasAskedForOrRefused) {
  BringToPlan("one", 1);
  ASSERT_THAT(TakeDecision(GrantRequest("d-1", 1)), IsOk());
  v1::TakeDecisionRequest change = GrantRequest("d-2", 1);
  change.set_change_request(kChange);
  *change.add_lines() = AskedLine("line-1", 3);
  for (const v1::DecisionKind kind : {v1::DECISION_KIND_UNSPECIFIED, v1::DECISION_CHANGE}) {
    change.set_kind(kind);
    const absl::Status refused = TakeDecision(change).status();
    EXPECT_THAT(FieldsOf(refused), ElementsAre("lines"));
    EXPECT_THAT(ViolationsOf(refused)[0].description, testing::HasSubstr("refuse it and agree with the provider"));
  }
  EXPECT_THAT(AnnouncedOf<v1::DecisionTaken>(), SizeIs(1));
  change.set_outcome(v1::Decision::REFUSE);
  change.set_kind(v1::DECISION_KIND_UNSPECIFIED);
  change.set_refusal_reason(v1::OUTSIDE_CONTRACT);
  change.clear_lines();
  EXPECT_THAT(TakeDecision(change), IsOk()) << "what was refused at the door left the request undecided";
}

// shows: ACC-8
TEST_F(DecisionTest, AChangeRequestIsDecidedOnce) {
  BringToPlan("one", 1);
  ASSERT_THAT(TakeDecision(GrantRequest("d-1", 1)), IsOk());
  v1::TakeDecisionRequest change = GrantRequest("d-2", 1);
  change.set_change_request(kChange);
  const auto decision = TakeDecision(change);
  ASSERT_THAT(decision, IsOk());
  EXPECT_EQ(decision->kind(), v1::DECISION_CHANGE);
  EXPECT_EQ(decision->change_request(), kChange);
  EXPECT_THAT(decision->lines(), IsEmpty());
  EXPECT_EQ(FromProto(decision->objection_until()), Day("2026-05-13"));
  const auto announced = AnnouncedOf<v1::DecisionTaken>();
  ASSERT_THAT(announced, SizeIs(2));
  EXPECT_EQ(announced[0].kind(), v1::DECISION_GRANT);
  EXPECT_EQ(announced[0].change_request(), "");
  EXPECT_EQ(announced[1].kind(), v1::DECISION_CHANGE);
  EXPECT_EQ(announced[1].change_request(), kChange);

  change.set_request_id("d-3");
  EXPECT_THAT(TakeDecision(change), Fails(absl::StatusCode::kFailedPrecondition, "CHANGE_DECIDED"));
  change.set_request_id("d-2");
  EXPECT_EQ(TakeDecision(change)->number(), decision->number()) << "a repeat";
}

// shows: ACC-8
TEST_F(DecisionTest, ARefusedChangeHasItsObjectionTermAndGrantsNothing) {
  BringToPlan("one", 1);
  v1::TakeDecisionRequest change = GrantRequest("d-1", 1);
  change.set_outcome(v1::Decision::REFUSE);
  change.set_refusal_reason(v1::NOT_A_CHANGE);
  change.set_change_request(kChange);
  const auto decision = TakeDecision(change);
  ASSERT_THAT(decision, IsOk());
  EXPECT_EQ(decision->kind(), v1::DECISION_REFUSE);
  const auto announced = AnnouncedOf<v1::DecisionTaken>();
  ASSERT_THAT(announced, SizeIs(1));
  EXPECT_EQ(announced[0].kind(), v1::DECISION_REFUSE);
  EXPECT_EQ(announced[0].change_request(), kChange);
  EXPECT_EQ(FromProto(announced[0].objection_until()), Day("2026-05-13"));
  EXPECT_THAT(announced[0].lines(), IsEmpty());
}

// shows: ACC-8
TEST_F(DecisionTest, WhatWasGrantedCanBeWithdrawn) {
  const std::string name = BringToPlan("one", 1);
  v1::TakeDecisionRequest withdrawal = GrantRequest("d-1", 1);
  withdrawal.set_outcome(v1::Decision::REFUSE);
  withdrawal.set_kind(v1::DECISION_WITHDRAW);
  EXPECT_THAT(TakeDecision(withdrawal), Fails(absl::StatusCode::kFailedPrecondition, "GRANT_MISSING"));
  ASSERT_THAT(TakeDecision(GrantRequest("d-2", 1)), IsOk());
  const auto taken_back = TakeDecision(withdrawal);
  ASSERT_THAT(taken_back, IsOk()) << "a refused request leaves its id free";
  EXPECT_EQ(taken_back->kind(), v1::DECISION_WITHDRAW);
  EXPECT_EQ(FromProto(taken_back->objection_until()), Day("2026-05-13"));
  withdrawal.set_request_id("d-3");
  EXPECT_THAT(TakeDecision(withdrawal), Fails(absl::StatusCode::kFailedPrecondition, "GRANT_MISSING"));
  const auto shown = Get(name);
  ASSERT_THAT(shown->routes(0).decisions(), SizeIs(2));
  EXPECT_EQ(shown->routes(0).decisions(1).kind(), v1::DECISION_WITHDRAW);
  EXPECT_EQ(shown->routes(0).decisions(1).motivation(), "MOTIVERING-van-het-besluit");
}

TEST_F(DecisionTest, AKindThatDoesNotFitIsRefusedWithItsFields) {
  BringToPlan("one", 1);
  const struct {
    v1::Decision::Outcome outcome;
    v1::DecisionKind kind;
    const char* change;
    bool line;
    const char* field;
  } cases[] = {
      {v1::Decision::GRANT, v1::DECISION_REFUSE, "", false, "kind"},
      {v1::Decision::GRANT, v1::DECISION_GRANT, kChange, false, "change_request"},
      {v1::Decision::GRANT, static_cast<v1::DecisionKind>(9), "", false, "kind"},
      {v1::Decision::REFUSE, v1::DECISION_WITHDRAW, kChange, false, "change_request"},
      {v1::Decision::REFUSE, v1::DECISION_WITHDRAW, "", true, "lines"},
      {v1::Decision::GRANT, v1::DECISION_CHANGE, "change_requests/one", false, "change_request"},
  };
  for (const auto& one : cases) {
    v1::TakeDecisionRequest request = GrantRequest("d", 1);
    request.set_outcome(one.outcome);
    request.set_kind(one.kind);
    request.set_change_request(one.change);
    if (one.line) *request.add_lines() = AskedLine("line-1", 1);
    EXPECT_THAT(FieldsOf(TakeDecision(request).status()), ElementsAre(one.field)) << request.ShortDebugString();
  }
  v1::TakeDecisionRequest request = GrantRequest("d", 1);
  request.set_kind(v1::DECISION_CHANGE);
  *request.add_lines() = AskedLine("line-1", 1);
  request.mutable_lines(0)->set_law(type::v1::WMO);
  EXPECT_THAT(FieldsOf(TakeDecision(request).status()), ElementsAre("lines[0].law"));
  EXPECT_THAT(AnnouncedOf<v1::DecisionTaken>(), IsEmpty());
}

}  // namespace
}  // namespace clientroute::access
