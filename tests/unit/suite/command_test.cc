#include "services/suite/cli/command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "services/platform/status/status.h"
#include "services/suite/commands/commands.h"

namespace clientroute::suite {
namespace {

using testing::HasSubstr;

absl::Status Echo(Invocation& call) {
  call.out().Line(Cat(call.word(0), call.arguments().Text("loud")));
  return absl::OkStatus();
}

const std::vector<Command> kCommands = {
    {.words = "echo",
     .arguments = "WOORD",
     .summary = "Zegt het na.",
     .kind = CommandKind::kLocal,
     .flags = {{"loud", "HOE", "harder"}},
     .run = Echo},
    {.words = "route show", .arguments = "ROUTE", .summary = "Toont.", .kind = CommandKind::kLocal, .run = Echo},
    {.words = "route list", .summary = "Noemt.", .kind = CommandKind::kLocal, .run = Echo},
};

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

Ran RunWords(std::vector<std::string> words, const std::vector<Command>& commands = kCommands) {
  std::unique_ptr<Random> random = MakeSeededRandom(1);
  std::ostringstream out;
  std::ostringstream err;
  int code = RunCommandLine(commands, words, false, random.get(), out, err);
  return {code, out.str(), err.str()};
}

TEST(Command, RunsWithItsWordsAndFlags) {
  Ran ran = RunWords({"echo", "hallo", "--loud", "!"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "hallo!\n");
}

TEST(Command, HelpNamesEveryFlag) {
  Ran ran = RunWords({"echo", "--help"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("clientroute echo WOORD"));
  EXPECT_THAT(ran.out, HasSubstr("--loud HOE"));
  EXPECT_THAT(ran.out, HasSubstr("--json"));
}

TEST(Command, WrongUseSaysWhatInOneLine) {
  const struct {
    std::vector<std::string> words;
    std::string says;
  } kCases[] = {
      {{"nothing"}, "onbekende opdracht 'nothing'"},
      {{"route", "fly"}, "onbekende opdracht 'route fly'; zie clientroute --help"},
      {{"routes"}, "onbekende opdracht 'routes'; bedoelt u 'route show', 'route list'?"},
      {{"routelist"}, "bedoelt u 'route list'?"},
      {{"echo"}, "'echo' wil ook WOORD"},
      {{"echo", "a", "b"}, "niet meer dan 1"},
      {{"echo", "a", "--soft"}, "onbekende vlag '--soft'"},
  };
  for (const auto& wrong : kCases) {
    Ran ran = RunWords(wrong.words);
    EXPECT_EQ(ran.code, 2) << wrong.says;
    EXPECT_EQ(ran.out, "");
    EXPECT_THAT(ran.err, HasSubstr(wrong.says));
    EXPECT_EQ(std::ranges::count(ran.err, '\n'), 1);
  }
}

TEST(Command, WithoutACommandTheOverviewIsShown) {
  EXPECT_EQ(RunWords({}).code, 2);
  EXPECT_EQ(RunWords({"--help"}).code, 0);
  EXPECT_THAT(RunWords({"--help"}).out, HasSubstr("route list"));
  EXPECT_EQ(RunWords({"route"}).code, 2);
  EXPECT_THAT(RunWords({"route", "--data", "map"}).err, HasSubstr("route list"));
  EXPECT_THAT(RunWords({"route"}).err, testing::Not(HasSubstr("echo")));
}

TEST(Command, EveryCommandHasHelpInOneLineAndNoFlagTwice) {
  std::set<std::string_view> words;
  for (const Command& command : AllCommands()) {
    EXPECT_TRUE(words.insert(command.words).second) << command.words;
    EXPECT_TRUE(command.summary.ends_with('.')) << command.words;
    EXPECT_EQ(command.summary.find('\n'), std::string_view::npos) << command.words;
    EXPECT_NE(command.run, nullptr) << command.words;
    std::set<std::string_view> flags;
    for (const Flag& flag : FlagsOf(command)) {
      EXPECT_TRUE(flags.insert(flag.name).second) << command.words << " --" << flag.name;
      EXPECT_FALSE(flag.help.empty()) << command.words << " --" << flag.name;
    }
    EXPECT_TRUE(flags.contains("json")) << command.words;
    if (command.kind != CommandKind::kLocal) {
      EXPECT_TRUE(FindPersona(command.persona).ok()) << command.words;
    }
  }
}

TEST(Command, WithoutASuiteAnAskingCommandSaysSo) {
  Ran ran = RunWords({"route", "list", "--data", testing::TempDir() + "no-suite-here"}, AllCommands());
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("SUITE_NOT_RUNNING"));
}

TEST(Command, AnUnknownRoleNamesThoseThatThereAre) {
  Ran ran = RunWords({"route", "list", "--as", "king"}, AllCommands());
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("access-professional"));
}

}  // namespace
}  // namespace clientroute::suite
