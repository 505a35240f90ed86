// A clinical admission, which has a case manager of access as long as it lasts (ACC-4).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/beginnings.h"
#include "services/suite/demo/cast.h"
#include "tests/programs/own_stage.h"

namespace clientroute::suite {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kDayAndNight = "14";  // WJ756
constexpr const char* kPerWeek = "2";       // WMO757
constexpr std::string_view kReference = "DR-2026-0007";
constexpr std::string_view kAccordingToPlan = "31";  // JZ588

class CaseManager : public testing::Test {
 protected:
  CaseManager() : boy_(stage_.get(), stage_->AddProvider(kDuinrug, kAlkmaar), Meeuwis()) {}

  void Admit() {
    constexpr int kNights = 7;
    const absl::Status admitted = BringIntoCare(
        *stage_, boy_,
        {{std::string(kReference), "43", "43A03", StoryDay(3, 9), StoryDay(9, 30), kNights, kDayAndNight, kPerWeek}});
    ASSERT_TRUE(admitted.ok()) << admitted;
    const auto route = boy_.Look();
    ASSERT_TRUE(route.ok()) << route.status();
    case_ = route->case_();
  }
  /// Kinds of the open tasks.
  std::vector<std::string> Tasks() {
    const auto route = boy_.Look();
    EXPECT_TRUE(route.ok()) << route.status();
    std::vector<std::string> kinds;
    if (route.ok()) {
      for (const orchestrator::v1::Task& task : route->open_tasks()) kinds.push_back(task.kind());
    }
    return kinds;
  }
  ProgramRun Run(std::vector<std::string> words) {
    words.insert(words.end(), {"--data", stage_.suite().folder()});
    ProgramRun ran = RunProgram(std::move(words));
    EXPECT_TRUE(stage_->Settle().ok());
    return ran;
  }
  void Work(std::vector<std::string> words) {
    const ProgramRun ran = Run(std::move(words));
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
  }

  OwnStage stage_;
  RoutePlay boy_;
  std::string case_;
};

// shows: ACC-4
TEST_F(CaseManager, IsAskedForAtAnAdmissionAndAgainWhenHisRoleEnds) {
  Admit();
  EXPECT_THAT(Tasks(), Contains("name_case_manager"));
  Work({"role", "assign", case_, "--role", "case-manager", "--holder", "marijke"});
  EXPECT_THAT(Tasks(), Not(Contains("name_case_manager")));
  Work({"role", "assign", case_, "--role", "case-manager"});
  EXPECT_THAT(Tasks(), Contains("name_case_manager")) << "he is admitted still";
  Work({"role", "assign", case_, "--role", "case-manager", "--holder", "joost"});
  EXPECT_THAT(Tasks(), Not(Contains("name_case_manager")));

  ASSERT_TRUE(boy_.Start(kReference, StoryDay(3, 9)).ok());
  ASSERT_TRUE(boy_.Stop(kReference, StoryDay(3, 9), StoryDay(5, 29), kAccordingToPlan).ok());
  Work({"role", "assign", case_, "--role", "case-manager"});
  EXPECT_THAT(Tasks(), Not(Contains("name_case_manager"))) << "he is at home again";
}

// shows: ACC-4
TEST_F(CaseManager, WhoActsForHimWhileHeIsAwayStandsInTheCaseAndGoesWhenHeIsBack) {
  Admit();
  Work({"role", "assign", case_, "--role", "case-manager", "--holder", "marijke"});
  const std::string today = stage_->Today().ToString();
  Work({"absence", "record", case_, "--role", "case-manager", "--from", today, "--substitute", "els"});
  EXPECT_THAT(Run({"case", "show", case_}).out, HasSubstr("vervanger els"));
  EXPECT_THAT(Tasks(), Not(Contains("name_case_manager"))) << "somebody acts for him";
  Work({"absence", "end", case_, "--role", "case-manager", "--last", today});
  EXPECT_THAT(Run({"case", "show", case_}).out, HasSubstr(Cat("afwezig vanaf ")));
  EXPECT_THAT(Run({"absence", "end", case_, "--role", "case-manager", "--last", today}).err, Not(testing::IsEmpty()));
}

}  // namespace
}  // namespace clientroute::suite
