// A request of two products of which one is granted: the other is refused by an answer message, and the request is no
// longer open.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/provider.h"
#include "services/suite/demo/stories.h"
#include "tests/programs/own_suite.h"

namespace clientroute::suite {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// One provider's request at a suite of its own, worked on by the command line.
class AccessWork : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(suite_.process().Start().ok());
    Send(StoryDay(3, 2), GuidanceAndDayTreatment());
    auto routes = suite_.As("operator")
                      .Ask(&orchestrator::v1::Orchestrator::Stub::ListRoutes, orchestrator::v1::ListRoutesRequest());
    ASSERT_TRUE(routes.ok()) << routes.status();
    ASSERT_EQ(routes->routes_size(), 1);
    route_ = routes->routes(0).name();
    case_ = routes->routes(0).case_();
    client_ = routes->routes(0).client();
    household_ = routes->routes(0).household();
  }

  void Settle() {
    ASSERT_TRUE(suite_.As("operator")
                    .Ask(&platform::v1::Operations::Stub::AdvanceTime, platform::v1::AdvanceTimeRequest())
                    .ok());
  }
  void Send(Date day, const std::vector<StoryProduct>& products) {
    const auto file = provider_.maker().Request(day, Duinker(), products);
    ASSERT_TRUE(file.ok()) << file.status();
    ASSERT_TRUE(provider_.Send(*file).ok());
    Settle();
  }
  /// Works as the access team does; it must succeed.
  std::string Work(std::vector<std::string> words) {
    words.insert(words.end(), {"--data", suite_.folder()});
    const ProgramRun run = RunProgram(words);
    EXPECT_EQ(run.exit_code, 0) << words[0] << " " << words[1] << ": " << run.err;
    Settle();
    return run.out;
  }
  std::string Refused(std::vector<std::string> words) {
    words.insert(words.end(), {"--data", suite_.folder()});
    const ProgramRun run = RunProgram(words);
    EXPECT_NE(run.exit_code, 0) << run.out;
    return run.err;
  }
  void ComeToDecision() {
    orchestrator::v1::ListTasksRequest wanted;
    wanted.set_route(route_);
    auto tasks = suite_.As("access-professional").Ask(&orchestrator::v1::Orchestrator::Stub::ListTasks, wanted);
    ASSERT_TRUE(tasks.ok() && tasks->tasks_size() > 0) << tasks.status();
    Work({"task", "take", tasks->tasks(0).name()});
    Work({"triage", "record", route_, "--held", "several_life_areas"});
    Work({"plan", "record", route_, "--goals", "Weer naar school;Rust thuis"});
  }
  /// What came of a kind since it was asked for last.
  std::vector<std::string> Came(const std::string& kind) {
    const auto files = provider_.Receive();
    EXPECT_TRUE(files.ok()) << files.status();
    if (files.ok()) came_.insert(came_.end(), files->begin(), files->end());
    std::vector<std::string> found;
    std::erase_if(came_, [&](const StoryFile& file) {
      if (file.kind != kind) return false;
      found.push_back(file.content);
      return true;
    });
    return found;
  }

  OwnSuite suite_;
  Provider provider_{std::string(kZeewering), std::string(kAlkmaar), suite_.folder() + "/exchange"};
  std::vector<StoryFile> came_;
  std::string route_;
  std::string case_;
  std::string client_;
  std::string household_;
};

// shows: ACC-8, MSG-1
TEST_F(AccessWork, TheRestIsAnsweredAndTheProviderMayAskAgain) {
  ComeToDecision();
  EXPECT_THAT(
      Refused({"decision", "take", route_, "--grant", "--lines", "line-1", "--motivation", "Eerst begeleiding."}),
      HasSubstr("--reason"));
  const std::string decision = Work({"decision", "take", route_, "--grant", "--lines", "line-1", "--reason",
                                     "stapeling", "--motivation", "Eerst begeleiding."});
  EXPECT_THAT(decision, HasSubstr("deels toegekend"));
  EXPECT_THAT(decision, HasSubstr("reden van afwijzing: stapeling"));

  const std::vector<std::string> allocations = Came("JW301");
  ASSERT_THAT(allocations, SizeIs(1));
  EXPECT_THAT(allocations[0], HasSubstr("ZW-2026-0117-1"));
  EXPECT_THAT(allocations[0], Not(HasSubstr("ZW-2026-0117-2")));
  const std::vector<std::string> answers = Came("JW319");
  ASSERT_THAT(answers, SizeIs(1)) << "the product that was refused is answered apart";
  EXPECT_THAT(answers[0], HasSubstr(">ZW-2026-0117-2<"));
  EXPECT_THAT(answers[0], HasSubstr("VerzoekAntwoord>1<"));
  EXPECT_THAT(answers[0], HasSubstr("RedenAfwijzingVerzoek>6<"));

  EXPECT_THAT(Came("JW316"), SizeIs(1));
  std::vector<StoryProduct> again = GuidanceAndDayTreatment();
  again.erase(again.begin());
  again[0].reference = "ZW-2026-0199-1";
  Send(StoryDay(3, 2), again);
  const std::vector<std::string> verdicts = Came("JW316");
  ASSERT_THAT(verdicts, SizeIs(1));
  EXPECT_THAT(verdicts[0], Not(HasSubstr("9374"))) << "nothing is open any more (TR374)";
}

// shows: ACC-8, MSG-1
TEST_F(AccessWork, ARefusalTellsTheProviderTheReasonOfTheDecision) {
  ComeToDecision();
  EXPECT_THAT(Refused({"decision", "take", route_, "--refuse", "--reason", "zomaar", "--motivation", "Nee."}),
              HasSubstr("woonplaats"));
  Work({"decision", "take", route_, "--refuse", "--reason", "budget", "--motivation", "Het budget is op."});
  const std::vector<std::string> answers = Came("JW319");
  ASSERT_THAT(answers, SizeIs(2)) << "one a product";
  for (const std::string& answer : answers) EXPECT_THAT(answer, HasSubstr("RedenAfwijzingVerzoek>2<"));
  EXPECT_THAT(Came("JW301"), IsEmpty());
}

// shows: PRI-1
TEST_F(AccessWork, ShortNamesAreForWhoMaySeeAndOthersAreToldWhatTheyNeed) {
  const auto shortened = [](const std::string& name) { return name.substr(name.find('/') + 1, 8); };
  const std::vector<std::pair<std::string, std::string>> kNames = {
      {"client", client_}, {"household", household_}, {"case", case_}};
  for (const auto& [what, name] : kNames) {
    const std::string nobody = Refused({what, "show", shortened(name), "--as", "access-professional"});
    EXPECT_THAT(nobody, HasSubstr("niet gevonden")) << what;
    EXPECT_THAT(nobody, HasSubstr("betrokken")) << what << ": " << nobody;
    EXPECT_THAT(Refused({what, "show", name}), HasSubstr("betrokken")) << what;
    EXPECT_THAT(Work({what, "show", shortened(name), "--as", "privacy-officer"}), HasSubstr(name)) << what;
  }
  ComeToDecision();
  for (const auto& [what, name] : kNames) {
    EXPECT_THAT(Work({what, "show", shortened(name)}), HasSubstr(name)) << what;
  }
}

// shows: ACC-4
TEST_F(AccessWork, WhoIsAwayAndWhoActsStandInTheCase) {
  ComeToDecision();
  Work({"role", "assign", case_, "--role", "case-director", "--holder", "jan"});
  Work({"absence", "record", case_, "--role", "case-director", "--from", "2026-03-02", "--until", "2026-03-20",
        "--substitute", "els"});
  EXPECT_THAT(Work({"case", "show", case_}),
              HasSubstr("afwezig vanaf 2 maart 2026, verwacht t/m 20 maart 2026; vervanger els"));
  Work({"absence", "end", case_, "--role", "case-director", "--last", "2026-03-02"});
  EXPECT_THAT(Work({"case", "show", case_}), HasSubstr("afwezig vanaf 2 maart 2026 t/m 2 maart 2026"));
}

}  // namespace
}  // namespace clientroute::suite
