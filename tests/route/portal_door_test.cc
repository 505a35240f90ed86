// A route through the HTTP door of a whole suite: as a person in a browser, over JSON and server-sent events.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "services/platform/status/status.h"
#include "tests/programs/own_suite.h"
#include "tests/route/door_browser.h"

namespace clientroute::suite {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;
using testing::HasSubstr;
using testing::Not;

// A girl of nine, who does not exist; guidance at home.
constexpr std::string_view kReferral = R"({
  "requestId": "door-referral",
  "person": {"citizenNumber": "999990019", "familyName": "Duinker", "initials": "S",
             "birthDate": {"year": 2016, "month": 9, "day": 14}, "gender": "FEMALE"},
  "referral": {"municipality": "0361", "referrer": {"type": "MUNICIPALITY"}, "law": "JEUGDWET",
               "legalFrame": "VOLUNTARY", "clientAsksHimself": true,
               "source": {"sender": "municipalities/0361", "reference": "door-1"},
               "lines": [{"line": "line-1", "law": "JEUGDWET", "product": {"category": "45", "code": "45A04"},
                          "period": {"startDate": {"year": 2026, "month": 3, "day": 23},
                                     "endDate": {"year": 2026, "month": 9, "day": 30}},
                          "volume": {"amount": "2", "unit": "HOUR", "frequency": "PER_WEEK"},
                          "provider": "42420001"}]}})";

class PortalDoor : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(suite_.process().Start().ok());
    origin_ = suite_.process().Reach()->running.portal_address();
    operator_ = std::make_unique<DoorBrowser>(origin_);
    access_ = std::make_unique<DoorBrowser>(origin_);
    operator_->SignIn("operator");
    access_->SignIn("access-professional");
  }
  /// Until everything that was caused has happened.
  void Settle() { operator_->Ask("clientroute.platform.v1.Operations/AdvanceTime", "{}", "operation"); }
  std::string Refer() {
    const std::string route =
        TextAt(access_->Ask("clientroute.intake.v1.Intake/CreateReferral", std::string(kReferral)), "route");
    EXPECT_THAT(route, HasSubstr("routes/"));
    Settle();
    return route;
  }
  /// The one task of the kind on the worklist; empty when it is not there.
  static Struct Task(DoorBrowser& who, const std::string& kind) {
    const Struct page =
        who.Ask("clientroute.orchestrator.v1.Orchestrator/ListTasks", R"({"role": "access-professional"})");
    for (const Value& task : At(page, "tasks").list_value().values()) {
      if (TextAt(task.struct_value(), "kind") == kind) return task.struct_value();
    }
    return {};
  }

  OwnSuite suite_;
  std::string origin_;
  std::unique_ptr<DoorBrowser> operator_;
  std::unique_ptr<DoorBrowser> access_;
};

TEST_F(PortalDoor, ATaskIsTakenAndDoneFromTheWorklistAndTheRouteIsFollowedAsItGoesOn) {
  const std::string route = Refer();
  const Struct task = Task(*access_, "problem_analysis");
  EXPECT_EQ(TextAt(task, "route"), route);
  access_->Ask("clientroute.orchestrator.v1.Orchestrator/TakeTask",
               Cat(R"({"requestId": "door-take", "name": ")", TextAt(task, "name"), "\"}"));

  const Struct table = access_->Ask("clientroute.access.v1.Access/GetTriageTable", R"({"law": "JEUGDWET"})");
  std::string findings;
  for (const Value& criterion : At(table, "criteria").list_value().values()) {
    findings += Cat(findings.empty() ? "" : ", ", R"({"criterion": ")", TextAt(criterion.struct_value(), "code"),
                    R"(", "holds": false})");
  }
  access_->Ask("clientroute.access.v1.Access/RecordProblemAnalysis",
               Cat(R"({"requestId": "door-analysis", "route": ")", route, R"(", "analysis": {"findings": [)", findings,
                   R"(], "narrative": "Gesprek gevoerd.", "lighterHelpConsidered": "Besproken."}})"));
  // Nothing is asked again: what the task asked for shows itself as it happens.
  const std::string watch = Cat(R"({"name": ")", route, "\"}");
  const std::string events =
      access_->ReadEvents("clientroute.orchestrator.v1.RouteOperations/WatchRoute", watch, "\"state\":\"planning\"");
  EXPECT_THAT(events, HasSubstr("ReferralAccepted"));
  EXPECT_THAT(events, HasSubstr("\"state\":\"planning\""));
  Settle();
  EXPECT_TRUE(Task(*access_, "problem_analysis").fields().empty()) << "what is done is on no worklist";
  EXPECT_EQ(TextAt(Task(*access_, "perspective_plan"), "route"), route);
}

TEST_F(PortalDoor, SomebodyOfAnotherMunicipalitySeesNeitherTheTaskNorTheRoute) {
  const std::string route = Refer();
  DoorBrowser other(origin_);
  other.SignIn("access-professional", "0400");
  EXPECT_TRUE(Task(other, "problem_analysis").fields().empty());
  const std::string name = Cat(R"({"name": ")", route, "\"}");
  const auto refused = other.Call("clientroute.orchestrator.v1.Orchestrator/GetRoute", name, "care-allocation");
  EXPECT_EQ(refused->status, 404) << refused->body;
  EXPECT_THAT(refused->body, Not(HasSubstr("45A04")));
  const std::string events = other.ReadEvents("clientroute.orchestrator.v1.RouteOperations/WatchRoute", name, "end");
  EXPECT_THAT(events, HasSubstr("not_found"));
  const Struct task = Task(*access_, "problem_analysis");
  const auto take =
      other.Call("clientroute.orchestrator.v1.Orchestrator/TakeTask",
                 Cat(R"({"requestId": "door-take", "name": ")", TextAt(task, "name"), "\"}"), "care-allocation");
  EXPECT_EQ(take->status, 404) << take->body;
  EXPECT_TRUE(TextAt(Task(*access_, "problem_analysis"), "assignee").empty());
}

}  // namespace
}  // namespace clientroute::suite
