#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

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

const std::string kWorkflows = std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows";
const std::string kRoute = kWorkflows + "/routes/youth_standard.textproto";

void ExpectOneLine(const ProgramRun& run) {
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << run.err;
}

TEST(CommandLine, WrongUseEndsWithTwoAndOneLine) {
  OwnFolder folder;
  const std::string data = folder.path() + "/data";
  const std::string broken = folder.path() + "/broken.textproto";
  std::ofstream(broken) << "log_level: 'info'\nno_such_field: 3\n";
  const std::vector<std::vector<std::string>> kCases = {
      {"fly"},
      {"serve", "--fly"},
      {"serve", "--data", data, "--config", broken},
      {"serve", "--data", data, "--workflows", folder.path() + "/nowhere"},
      {"serve", "--data", data, "--workflows", kWorkflows, "--region", "atlantis"},
      {"serve", "--data", data, "--listen", "0.0.0.0:1"},
      {"definition", "check"},
      {"demo", "--seed", "x"},
      {"demo", "nobody"},
  };
  for (const auto& words : kCases) {
    ProgramRun run = RunProgram(words);
    EXPECT_EQ(run.exit_code, 2) << words[0] << ": " << run.err;
    ExpectOneLine(run);
  }
}

TEST(CommandLine, AWrongWorkflowFileIsNamedWithItsPlace) {
  OwnFolder folder;
  std::filesystem::copy(kWorkflows, folder.path() + "/workflows", std::filesystem::copy_options::recursive);
  std::ofstream(folder.path() + "/workflows/regions/reference/region.textproto", std::ios::app)
      << "\nno_such_field: 1\n";
  ProgramRun run =
      RunProgram({"serve", "--data", folder.path() + "/data", "--workflows", folder.path() + "/workflows"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("region.textproto:"));
  EXPECT_THAT(run.err, HasSubstr("no_such_field"));
  ExpectOneLine(run);
}

TEST(CommandLine, AWrongRouteDefinitionIsNamedWithItsPlace) {
  OwnFolder folder;
  std::filesystem::copy(kWorkflows, folder.path() + "/workflows", std::filesystem::copy_options::recursive);
  const std::string routes = folder.path() + "/workflows/routes/";
  const std::string path = routes + "standard/referral.textproto";
  std::ifstream in(path);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const std::string good = "go_to: \"opening_case\"";
  ASSERT_NE(text.find(good), std::string::npos);
  text.replace(text.find(good), good.size(), "go_to: \"nowhere\"");
  std::ofstream(path) << text;
  ProgramRun run =
      RunProgram({"serve", "--data", folder.path() + "/data", "--workflows", folder.path() + "/workflows"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("standard/referral.textproto:"));
  EXPECT_THAT(run.err, HasSubstr("nowhere"));
  ExpectOneLine(run);
  EXPECT_EQ(RunProgram({"definition", "check", routes + "youth_standard.textproto"}).exit_code, 1);
}

TEST(CommandLine, TheStandardRouteIsInOrderAndCanBeDrawn) {
  EXPECT_EQ(RunProgram({"definition", "check", kRoute}).exit_code, 0);
  ProgramRun drawn = RunProgram({"definition", "draw", kRoute});
  EXPECT_EQ(drawn.exit_code, 0);
  EXPECT_THAT(drawn.out, HasSubstr("digraph"));
}

class RunningSuiteTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    suite_ = new OwnSuite();
    ASSERT_TRUE(suite_->process().Start().ok());
  }
  static void TearDownTestSuite() {
    delete suite_;
    suite_ = nullptr;
  }
  static ProgramRun Ask(std::vector<std::string> words) {
    words.push_back("--data");
    words.push_back(suite_->folder());
    return RunProgram(std::move(words));
  }

  static OwnSuite* suite_;
};
OwnSuite* RunningSuiteTest::suite_ = nullptr;

TEST_F(RunningSuiteTest, ASecondOneOnTheSameDataIsRefused) {
  ProgramRun run = RunProgram({"serve", "--data", suite_->folder(), "--workflows", kWorkflows, "--listen",
                               "127.0.0.1:0", "--metrics", "127.0.0.1:0", "--portal-listen", "127.0.0.1:0"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, HasSubstr("DATA_FOLDER_IN_USE"));
  EXPECT_THAT(run.err, HasSubstr(std::to_string(suite_->process().pid())));
  ExpectOneLine(run);
}

TEST_F(RunningSuiteTest, EveryListIsAnsweredForPeopleAndForMachines) {
  const std::vector<std::vector<std::string>> kLists = {{"route", "list"},
                                                        {"task", "list"},
                                                        {"contract", "list"},
                                                        {"tariff", "list", "youth-ambulatory-42420001"},
                                                        {"talk", "list"},
                                                        {"agreement", "list"},
                                                        {"capacity", "list"},
                                                        {"waiting", "list"},
                                                        {"allocation", "list"},
                                                        {"message", "list"},
                                                        {"event", "list", "intake"},
                                                        {"dead-letter", "list"},
                                                        {"look-log"},
                                                        {"incident", "list"},
                                                        {"clock", "show"}};
  for (auto words : kLists) {
    ProgramRun people = Ask(words);
    EXPECT_EQ(people.exit_code, 0) << words[0] << ": " << people.err;
    EXPECT_NE(people.out, "") << words[0];
    words.push_back("--json");
    ProgramRun machines = Ask(words);
    EXPECT_EQ(machines.exit_code, 0) << words[0] << ": " << machines.err;
    EXPECT_TRUE(machines.out.starts_with("{")) << words[0] << ": " << machines.out;
  }
}

TEST_F(RunningSuiteTest, WhatIsNotThereIsSaidNotToBe) {
  const std::string id = "00000000-0000-4000-8000-000000000000";
  const std::vector<std::vector<std::string>> kCases = {
      {"route", "show", id},     {"case", "show", id},       {"client", "show", id},
      {"household", "show", id}, {"allocation", "show", id}, {"message", "show", id},
      {"task", "show", id},      {"incident", "retry", id},  {"talk", "show", id}};
  for (const auto& words : kCases) {
    ProgramRun run = Ask(words);
    EXPECT_EQ(run.exit_code, 1) << words[0] << " " << words[1] << ": " << run.out;
    EXPECT_THAT(run.err, HasSubstr("niet gevonden")) << words[0];
  }
}

TEST_F(RunningSuiteTest, AClockIsMovedForwardOnly) {
  EXPECT_EQ(Ask({"clock", "advance", "+1d"}).exit_code, 0);
  EXPECT_THAT(Ask({"clock", "show"}).out, HasSubstr("3 maart 2026"));
  EXPECT_EQ(Ask({"clock", "advance", "soon"}).exit_code, 2);
}

/// `route watch` on a suite, in a process of its own, until it is told to stop.
class WatchingProgram {
 public:
  WatchingProgram(const std::string& data_folder, const std::string& after) {
    const std::string command =
        Cat("exec '", Program(), "' route watch --after ", after, " --data '", data_folder, "'");
    pipe_ = popen(Cat("echo $$; ", command).c_str(), "r");
    EXPECT_NE(pipe_, nullptr);
    if (pipe_ != nullptr) pid_ = static_cast<pid_t>(std::stol(Line()));
  }
  ~WatchingProgram() { Stop(); }
  WatchingProgram(const WatchingProgram&) = delete;
  WatchingProgram& operator=(const WatchingProgram&) = delete;

  /// The next line that it says; empty at its end.
  std::string Line() {
    std::string line;
    for (int next = std::fgetc(pipe_); next != EOF && next != '\n'; next = std::fgetc(pipe_)) {
      line += static_cast<char>(next);
    }
    return line;
  }
  /// Ctrl-C; what it says yet.
  std::string Interrupt() const {
    EXPECT_EQ(kill(pid_, SIGINT), 0);
    std::string rest;
    for (int next = std::fgetc(pipe_); next != EOF; next = std::fgetc(pipe_)) rest += static_cast<char>(next);
    return rest;
  }
  /// Its exit code.
  int Stop() {
    if (pipe_ == nullptr) return -1;
    if (!std::feof(pipe_)) kill(pid_, SIGKILL);
    const int status = pclose(std::exchange(pipe_, nullptr));
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  std::FILE* pipe_ = nullptr;
  pid_t pid_ = 0;
};

TEST(CommandLine, AllRoutesAreWatchedUntilCtrlCAndTheEndSaysWhereToGoOn) {
  OwnSuite suite;
  ASSERT_TRUE(suite.process().Start().ok());
  ASSERT_EQ(RunProgram({"route", "watch", "--after", "7", "--data", suite.folder()}).exit_code, 1)
      << "the record has not come so far";
  WatchingProgram watching(suite.folder(), "0");
  EXPECT_EQ(watching.Line(), "Kijkt mee; stop met Ctrl-C.");
  Provider provider(std::string(kZeewering), std::string(kAlkmaar), suite.folder() + "/exchange");
  ASSERT_TRUE(
      provider.Send(*provider.maker().Request(StoryDay(3, 2), Duinker(), {GuidanceAndDayTreatment().front()})).ok());
  EXPECT_THAT(watching.Line(), HasSubstr("0361"));
  EXPECT_THAT(watching.Interrupt(), HasSubstr("Gestopt; verder kijken kan met: clientroute route watch --after "));
  EXPECT_EQ(watching.Stop(), 0);
}

TEST(CommandLine, TheStoriesAreListed) {
  ProgramRun run = RunProgram({"demo", "--list"});
  EXPECT_EQ(run.exit_code, 0);
  for (const StoryEntry& story : Stories()) EXPECT_THAT(run.out, HasSubstr(std::string(story.name)));
}

TEST(CommandLine, TheFirstCharactersOfANameAreEnoughEverywhere) {
  OwnSuite suite;
  ASSERT_TRUE(suite.process().Start().ok());
  absl::StatusOr<SuiteProcess::Link> link = suite.process().Reach();
  ASSERT_TRUE(link.ok()) << link.status();
  Provider provider(std::string(kZeewering), std::string(kAlkmaar), link->running.exchange_folder());
  ASSERT_TRUE(
      provider.Send(*provider.maker().Request(StoryDay(3, 2), Duinker(), {GuidanceAndDayTreatment().front()})).ok());
  SuiteLink operators = suite.As("operator");
  ASSERT_TRUE(operators.Ask(&platform::v1::Operations::Stub::AdvanceTime, platform::v1::AdvanceTimeRequest()).ok());
  absl::StatusOr<orchestrator::v1::ListRoutesResponse> routes =
      operators.Ask(&orchestrator::v1::Orchestrator::Stub::ListRoutes, orchestrator::v1::ListRoutesRequest());
  ASSERT_TRUE(routes.ok()) << routes.status();
  ASSERT_EQ(routes->routes_size(), 1);
  const orchestrator::v1::Route& route = routes->routes(0);
  constexpr std::size_t kShort = 8;
  auto shortened = [](const std::string& name) { return name.substr(name.find('/') + 1, kShort); };

  const std::vector<std::vector<std::string>> kAsks = {
      {"route", "show", shortened(route.name())},
      {"task", "list", "--route", shortened(route.name())},
      {"message", "list", "--route", shortened(route.name())},
      {"incident", "list", "--route", shortened(route.name())},
      {"route", "list", "--client", shortened(route.client()), "--case", shortened(route.case_())},
      {"look-log", "--client", shortened(route.client())},
  };
  for (std::vector<std::string> words : kAsks) {
    words.insert(words.end(), {"--data", suite.folder()});
    ProgramRun run = RunProgram(words);
    EXPECT_EQ(run.exit_code, 0) << words[0] << " " << words[1] << ": " << run.err;
  }
  ProgramRun tasks = RunProgram({"task", "list", "--route", shortened(route.name()), "--data", suite.folder()});
  EXPECT_THAT(tasks.out, HasSubstr("probleemanalyse")) << tasks.exit_code << ": " << tasks.err;
  ProgramRun nobody = RunProgram({"task", "list", "--route", "ffffffff", "--data", suite.folder()});
  EXPECT_EQ(nobody.exit_code, 1) << nobody.out;
}

/// A route that is open, and the name of its task `client_moved`, which a person may complete.
std::string TaskAfterAMove(OwnSuite& suite) {
  Provider provider(std::string(kZeewering), std::string(kAlkmaar), suite.folder() + "/exchange");
  EXPECT_TRUE(provider.Send(*provider.maker().Request(StoryDay(3, 2), Duinker(), GuidanceAndDayTreatment())).ok());
  SuiteLink as_operator = suite.As("operator");
  EXPECT_TRUE(as_operator.Ask(&platform::v1::Operations::Stub::AdvanceTime, platform::v1::AdvanceTimeRequest()).ok());
  auto routes =
      as_operator.Ask(&orchestrator::v1::Orchestrator::Stub::ListRoutes, orchestrator::v1::ListRoutesRequest());
  EXPECT_TRUE(routes.ok() && routes->routes_size() == 1);
  if (!routes.ok() || routes->routes().empty()) return "";
  const std::string route = routes->routes(0).name();
  // Who works on a route may tell it things: the analysis is taken first.
  orchestrator::v1::ListTasksRequest wanted;
  wanted.set_route(route);
  SuiteLink professional = suite.As("access-professional");
  auto tasks = professional.Ask(&orchestrator::v1::Orchestrator::Stub::ListTasks, wanted);
  EXPECT_TRUE(tasks.ok() && tasks->tasks_size() == 1);
  if (!tasks.ok() || tasks->tasks().empty()) return "";
  EXPECT_EQ(RunProgram({"task", "take", tasks->tasks(0).name(), "--data", suite.folder()}).exit_code, 0);
  ProgramRun told = RunProgram(
      {"route", "report", route, "--event", "ClientMoved", "--said", "Naar oma in Heiloo.", "--data", suite.folder()});
  EXPECT_EQ(told.exit_code, 0) << told.err;
  EXPECT_THAT(told.out, HasSubstr("Cliënt is verhuisd"));
  tasks = professional.Ask(&orchestrator::v1::Orchestrator::Stub::ListTasks, wanted);
  EXPECT_TRUE(tasks.ok()) << tasks.status();
  for (const auto& task : tasks->tasks()) {
    if (task.kind() == "client_moved") return task.name();
  }
  ADD_FAILURE() << "no task came of the move";
  return "";
}

// shows: ROU-3
TEST(CommandLine, ATaskThatIsDoneOrNotYoursIsRefusedClearlyAndChangesNothing) {
  OwnSuite suite;
  ASSERT_TRUE(suite.process().Start().ok());
  const std::string task = TaskAfterAMove(suite);
  ASSERT_NE(task, "");
  const auto complete = [&](const std::string& outcome, const std::string& as) {
    return RunProgram({"task", "complete", task, "--outcome", outcome, "--as", as, "--note", "Na overleg.", "--data",
                       suite.folder()});
  };
  const auto expect_refused = [](const ProgramRun& run, const std::string& reason) {
    EXPECT_EQ(run.exit_code, 1) << run.out;
    EXPECT_THAT(run.err, HasSubstr(Cat("[", reason, "]")));
  };
  expect_refused(complete("stays_here", "back-office"), "TASK_OF_OTHER_ROLE");
  ASSERT_EQ(RunProgram({"task", "take", task, "--data", suite.folder()}).exit_code, 0);
  expect_refused(complete("nonsense", "access-professional"), "OUTCOME_NOT_ALLOWED");
  ASSERT_EQ(complete("stays_here", "access-professional").exit_code, 0);
  expect_refused(complete("handed_over", "access-professional"), "TASK_CLOSED");
  ProgramRun shown = RunProgram({"task", "show", task, "--data", suite.folder()});
  EXPECT_THAT(shown.out, HasSubstr("stays_here"));
  EXPECT_THAT(shown.out, testing::Not(HasSubstr("handed_over door")));
}

}  // namespace
}  // namespace clientroute::suite
