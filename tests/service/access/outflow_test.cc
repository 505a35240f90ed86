// Evaluations, outflow and aftercare.
#include <string>
#include <vector>

#include "tests/service/access/access_test_base.h"

namespace clientroute::access {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr absl::StatusCode kNotYet = absl::StatusCode::kFailedPrecondition;

Date Day(const char* text) { return Date::Parse(text).value(); }

class OutflowTest : public AccessTest {
 protected:
  void PassDays(int days) { world_.clock()->Set(world_.clock()->Now() + std::chrono::hours(24 * days)); }
};

// shows: ROU-3
TEST_F(OutflowTest, AnEvaluationIsKeptAndAnnounced) {
  const std::string name = BringToPlan("one", 1);
  const auto evaluated = Evaluate(EvaluationRequest("e-1", 1, v1::Evaluation::LIGHTER));
  ASSERT_THAT(evaluated, IsOk());
  EXPECT_EQ(evaluated->outcome(), v1::Evaluation::LIGHTER);
  EXPECT_EQ(evaluated->author(), "persons/test.access-professional");
  EXPECT_EQ(evaluated->explanation(), "") << "an answer is kept, so it holds no free text";
  const auto announced = AnnouncedOf<v1::EvaluationRecorded>();
  ASSERT_THAT(announced, SizeIs(1));
  EXPECT_EQ(announced[0].route(), RouteName(1));
  EXPECT_EQ(announced[0].outcome(), v1::Evaluation::LIGHTER);
  ASSERT_THAT(Evaluate(EvaluationRequest("e-1", 1, v1::Evaluation::LIGHTER)), IsOk());
  EXPECT_THAT(AnnouncedOf<v1::EvaluationRecorded>(), SizeIs(1)) << "a repeat is answered and not announced";

  ASSERT_THAT(Evaluate(EvaluationRequest("e-2", 1, v1::Evaluation::GOALS_REACHED)), IsOk());
  const auto shown = Get(name);
  ASSERT_THAT(shown->routes(0).evaluations(), SizeIs(2));
  EXPECT_EQ(shown->routes(0).evaluations(1).outcome(), v1::Evaluation::GOALS_REACHED);
}

TEST_F(OutflowTest, AnEvaluationIsRefusedWithAReason) {
  EXPECT_THAT(Evaluate(EvaluationRequest("e", 1, v1::Evaluation::AS_IT_IS)),
              Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
  ASSERT_THAT(Open("open-1", 1), IsOk());
  EXPECT_THAT(Evaluate(EvaluationRequest("e", 1, v1::Evaluation::AS_IT_IS)), Fails(kNotYet, "PLAN_MISSING"));
  BringToPlan("two", 2);
  EXPECT_THAT(FieldsOf(Evaluate(EvaluationRequest("e", 2, static_cast<v1::Evaluation::Outcome>(5))).status()),
              ElementsAre("outcome"));
  v1::RecordEvaluationRequest wordless = EvaluationRequest("e", 2, v1::Evaluation::AS_IT_IS);
  wordless.clear_explanation();
  EXPECT_THAT(Evaluate(wordless), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  EXPECT_THAT(Evaluate(EvaluationRequest("e", 2, v1::Evaluation::AS_IT_IS), Professional({kHeiloo})),
              Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
  EXPECT_THAT(Evaluate(EvaluationRequest("e", 2, v1::Evaluation::AS_IT_IS), Persona("contract-manager", {kAlkmaar})),
              Fails(absl::StatusCode::kPermissionDenied, "ROLE_REFUSED"));
  EXPECT_THAT(AnnouncedOf<v1::EvaluationRecorded>(), IsEmpty());
}

// shows: ACC-5
TEST_F(OutflowTest, APlanSaysWhenItIsEvaluatedAndWhoCoordinates) {
  const std::string name = BringToPlan("one", 1);
  v1::RecordPlanRequest request = PlanRequest("plan-2", 1);
  *request.mutable_plan()->add_evaluation_dates() = ToProto(Day("2026-07-01"));
  *request.mutable_plan()->add_evaluation_dates() = ToProto(Day("2026-10-01"));
  request.mutable_plan()->set_coordinator_provider("42420001");
  ASSERT_THAT(Plan(request), IsOk());
  const auto announced = AnnouncedOf<v1::PlanRecorded>().at(1);
  ASSERT_THAT(announced.evaluation_dates(), SizeIs(2));
  EXPECT_EQ(FromProto(announced.evaluation_dates(0)), Day("2026-07-01"));
  EXPECT_EQ(announced.coordinator_provider(), "42420001");
  const auto shown = Get(name);
  ASSERT_THAT(shown->routes(0).plan().evaluation_dates(), SizeIs(2));
  EXPECT_EQ(FromProto(shown->routes(0).plan().evaluation_dates(1)), Day("2026-10-01"));
  EXPECT_EQ(shown->routes(0).plan().coordinator_provider(), "42420001");
  EXPECT_THAT(shown->routes(0).earlier_plans(0).evaluation_dates(), IsEmpty());

  request.set_request_id("plan-3");
  request.mutable_plan()->mutable_evaluation_dates(0)->set_month(13);
  request.mutable_plan()->set_coordinator_provider("aanbieder");
  EXPECT_THAT(FieldsOf(Plan(request).status()), ElementsAre("plan.evaluation_dates[0]", "plan.coordinator_provider"));
  request.mutable_plan()->mutable_evaluation_dates(0)->set_month(3);
  request.mutable_plan()->clear_coordinator_provider();
  EXPECT_THAT(FieldsOf(Plan(request).status()), ElementsAre("plan.evaluation_dates[0]"));
}

// shows: ROU-5
TEST_F(OutflowTest, AnOutflowIsKeptWithItsWatchAndAnnounced) {
  const std::string name = Open("open-1", 1)->name();
  const auto outflow = FlowOut(OutflowRequest("o-1", 1));
  ASSERT_THAT(outflow, IsOk());
  EXPECT_EQ(FromProto(outflow->watch_until()), Day("2027-04-30"));
  EXPECT_EQ(outflow->provider(), "42420001") << "the one that was asked for";
  const auto announced = AnnouncedOf<v1::OutflowRecorded>();
  ASSERT_THAT(announced, SizeIs(1));
  EXPECT_EQ(announced[0].route(), RouteName(1));
  EXPECT_EQ(announced[0].destination(), v1::Outflow::HOME);
  EXPECT_EQ(announced[0].obstacle(), v1::Outflow::NONE);
  EXPECT_EQ(FromProto(announced[0].end_date()), Day("2026-04-30"));
  EXPECT_TRUE(announced[0].aftercare());
  EXPECT_EQ(FromProto(announced[0].watch_until()), Day("2027-04-30"));
  EXPECT_THAT(AnnouncedOf<v1::PersonInvolved>(), SizeIs(1)) << "who records it is involved";

  v1::RecordOutflowRequest later = OutflowRequest("o-2", 1);
  later.set_destination(v1::Outflow::WMO);
  later.set_obstacle(v1::Outflow::HOUSING);
  later.set_aftercare(false);
  later.set_provider("42420002");
  *later.mutable_end_date() = ToProto(Day("2026-05-31"));
  ASSERT_THAT(FlowOut(later), IsOk());
  const auto shown = Get(name);
  ASSERT_THAT(shown->routes(0).outflows(), SizeIs(2));
  EXPECT_EQ(shown->routes(0).outflows(1).destination(), v1::Outflow::WMO);
  EXPECT_EQ(shown->routes(0).outflows(1).obstacle(), v1::Outflow::HOUSING);
  EXPECT_EQ(shown->routes(0).outflows(1).provider(), "42420002");
  EXPECT_THAT(Contact(ContactRequest("c", 1, "2026-04-01", v1::AftercareContact::GOES_WELL)),
              Fails(kNotYet, "AFTERCARE_NOT_RUNNING"))
      << "the last one holds";
}

TEST_F(OutflowTest, AnOutflowIsRefusedWithEveryFieldThatIsWrong) {
  EXPECT_THAT(FlowOut(OutflowRequest("o", 1)), Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
  ASSERT_THAT(Open("open-1", 1), IsOk());
  v1::RecordOutflowRequest request = OutflowRequest("o", 1);
  request.set_destination(static_cast<v1::Outflow::Destination>(8));
  request.set_obstacle(static_cast<v1::Outflow::Obstacle>(8));
  EXPECT_THAT(FieldsOf(FlowOut(request).status()), ElementsAre("destination", "obstacle"));
  request = OutflowRequest("o", 1);
  request.mutable_end_date()->set_day(31);
  request.set_provider("x");
  const auto refused = FlowOut(request);
  EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "OUTFLOW_INVALID"));
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("end_date", "provider"));
  request = OutflowRequest("o", 1);
  *request.mutable_end_date() = ToProto(Day("2027-05-01"));
  EXPECT_THAT(FieldsOf(FlowOut(request).status()), ElementsAre("end_date"));
  request.clear_obstacle();
  EXPECT_THAT(FlowOut(request), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  EXPECT_THAT(FlowOut(OutflowRequest("o", 1), Professional({kHeiloo})), Fails(absl::StatusCode::kNotFound, ""));
  EXPECT_THAT(FlowOut(OutflowRequest("o", 1), ServicePersona("orchestrator")),
              Fails(absl::StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
  EXPECT_THAT(AnnouncedOf<v1::OutflowRecorded>(), IsEmpty());
  EXPECT_THAT(FlowOut(OutflowRequest("o", 1), Persona("access-manager", {kAlkmaar})), IsOk());
}

// shows: ROU-4
TEST_F(OutflowTest, ContactsOfAftercareGoOnUntilOneEndsThem) {
  const std::string name = Open("open-1", 1)->name();
  EXPECT_THAT(Contact(ContactRequest("c", 1, "2026-04-01", v1::AftercareContact::GOES_WELL)),
              Fails(kNotYet, "AFTERCARE_NOT_RUNNING"));
  ASSERT_THAT(FlowOut(OutflowRequest("o-1", 1)), IsOk());
  PassDays(60);
  const auto contact = Contact(ContactRequest("c-1", 1, "2026-05-15", v1::AftercareContact::GOES_WELL));
  ASSERT_THAT(contact, IsOk());
  EXPECT_EQ(contact->notes(), "");
  EXPECT_EQ(Contact(ContactRequest("c-1", 1, "2026-05-15", v1::AftercareContact::GOES_WELL))->SerializeAsString(),
            contact->SerializeAsString());
  v1::RecordAftercareContactRequest wordless = ContactRequest("c-2", 1, "2026-05-31", v1::AftercareContact::END);
  wordless.clear_notes();
  ASSERT_THAT(Contact(wordless), IsOk());
  EXPECT_THAT(Contact(ContactRequest("c-3", 1, "2026-05-31", v1::AftercareContact::RESTART)),
              Fails(kNotYet, "AFTERCARE_NOT_RUNNING"));

  const auto announced = AnnouncedOf<v1::AftercareContactRecorded>();
  ASSERT_THAT(announced, SizeIs(2));
  EXPECT_EQ(announced[0].outcome(), v1::AftercareContact::GOES_WELL);
  EXPECT_EQ(FromProto(announced[0].date()), Day("2026-05-15"));
  EXPECT_EQ(announced[1].outcome(), v1::AftercareContact::END);
  const auto shown = Get(name);
  ASSERT_THAT(shown->routes(0).aftercare_contacts(), SizeIs(2));
  EXPECT_EQ(shown->routes(0).aftercare_contacts(0).notes(), "NOTITIES-van-het-contact");
  EXPECT_EQ(shown->routes(0).aftercare_contacts(1).notes(), "");
}

// shows: ROU-4
TEST_F(OutflowTest, ARestartThatCameToNothingLeavesAftercareRunning) {
  ASSERT_THAT(Open("open-1", 1), IsOk());
  ASSERT_THAT(FlowOut(OutflowRequest("o-1", 1)), IsOk());
  ASSERT_THAT(Allocated("e-1", 1, "2027-03-31"), IsOk());
  ASSERT_THAT(Contact(ContactRequest("c-1", 1, "2026-04-01", v1::AftercareContact::RESTART)), IsOk())
      << "the route is busy with a change, which is refused";
  PassDays(30);
  ASSERT_THAT(Contact(ContactRequest("c-2", 1, "2026-05-01", v1::AftercareContact::GOES_WELL)), IsOk());
  ASSERT_THAT(Contact(ContactRequest("c-3", 1, "2026-05-01", v1::AftercareContact::RESTART)), IsOk());
  ASSERT_THAT(Allocated("e-2", 1, "2027-03-31"), IsOk());
  EXPECT_THAT(Contact(ContactRequest("c-4", 1, "2026-05-01", v1::AftercareContact::GOES_WELL)),
              Fails(kNotYet, "AFTERCARE_NOT_RUNNING"))
      << "care runs again";
}

TEST_F(OutflowTest, AContactIsRefusedWithTheFieldThatIsWrong) {
  ASSERT_THAT(Open("open-1", 1), IsOk());
  ASSERT_THAT(FlowOut(OutflowRequest("o-1", 1)), IsOk());
  const auto fields = [&](const v1::RecordAftercareContactRequest& request) {
    return FieldsOf(Contact(request).status());
  };
  EXPECT_THAT(fields(ContactRequest("c", 1, "2026-04-02", v1::AftercareContact::GOES_WELL)), ElementsAre("date"))
      << "yet to come";
  EXPECT_THAT(fields(ContactRequest("c", 1, "2026-03-31", v1::AftercareContact::GOES_WELL)), ElementsAre("date"))
      << "before the outflow";
  v1::RecordAftercareContactRequest request =
      ContactRequest("c", 1, "2026-04-01", static_cast<v1::AftercareContact::Outcome>(4));
  EXPECT_THAT(fields(request), ElementsAre("outcome"));
  request = ContactRequest("c", 1, "2026-04-01", v1::AftercareContact::GOES_WELL);
  request.mutable_date()->set_month(0);
  EXPECT_THAT(fields(request), ElementsAre("date"));
  EXPECT_THAT(AnnouncedOf<v1::AftercareContactRecorded>(), IsEmpty());
}

}  // namespace
}  // namespace clientroute::access
