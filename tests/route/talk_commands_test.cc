// A talk with a provider from plan to settled agreement, as a contract manager types it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/programs/own_suite.h"

namespace clientroute::suite {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// The first characters of what follows the words on their line.
std::string After(const std::string& text, const std::string& words, std::size_t characters) {
  const std::size_t at = text.find(words);
  return at == std::string::npos ? "" : text.substr(at + words.size(), characters);
}

class TalkCommands : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(suite_.process().Start().ok()); }
  ProgramRun Run(std::vector<std::string> words) {
    words.insert(words.end(), {"--data", suite_.folder()});
    return RunProgram(std::move(words));
  }
  std::string Said(std::vector<std::string> words) {
    const ProgramRun run = Run(std::move(words));
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return run.out;
  }

  OwnSuite suite_;
};

// shows: CON-4
TEST_F(TalkCommands, ATalkIsPlannedHeldAndItsAgreementSettled) {
  const std::string contract = "youth-ambulatory-42420001";
  EXPECT_EQ(Said({"talk", "list"}), "Geen gesprekken.\n") << "a region starts with none";
  const std::string planned = Said({"talk", "plan", contract, "--on", "2030-01-10", "--with", "aanbieder:directeur",
                                    "--agenda", "Wachttijd=waiting_time; Nieuwe locatie"});
  EXPECT_THAT(planned, AllOf(HasSubstr("1. Wachttijd [waiting_time]"), HasSubstr("2. Nieuwe locatie"),
                             HasSubstr("directeur (aanbieder)")));
  const std::string talk = After(planned, "talks/", 8);
  EXPECT_THAT(Said({"talk", "list", "--state", "gepland"}), HasSubstr(talk));

  const ProgramRun short_of_one = Run({"talk", "hold", talk, "--reports", "Daalt."});
  EXPECT_EQ(short_of_one.exit_code, 2);
  EXPECT_THAT(short_of_one.err, HasSubstr("--reports telt 1 verslagen en de agenda 2 punten"));
  const ProgramRun identifying = Run({"talk", "hold", talk, "--reports", "Over 111222333; In mei."});
  EXPECT_EQ(identifying.exit_code, 1);
  EXPECT_THAT(identifying.err, AllOf(HasSubstr("mag geen cliënt noemen"), Not(HasSubstr("111222333"))));
  const ProgramRun old = Run({"talk", "hold", talk, "--reports", "Daalt.; In mei.", "--seen", "r9"});
  EXPECT_EQ(old.exit_code, 1);
  EXPECT_THAT(old.err, HasSubstr("contractmanagement"));
  const std::string held = Said({"talk", "hold", talk, "--reports", "Daalt.; In mei.", "--agreements",
                                 "aanbieder 2030-06-01 Twee plekken erbij"});
  EXPECT_THAT(held, AllOf(HasSubstr("gevoerd"), HasSubstr("Daalt."), HasSubstr("Twee plekken erbij")));
  EXPECT_EQ(Run({"talk", "cancel", talk, "--reason", "te laat"}).exit_code, 1);

  const std::string next = Said({"talk", "plan", contract, "--on", "2030-02-10"});
  EXPECT_THAT(next, HasSubstr("1. Twee plekken erbij (afspraak "));
  EXPECT_THAT(Said({"talk", "cancel", After(next, "talks/", 8), "--reason", "aanbieder verhinderd"}),
              HasSubstr("aanbieder verhinderd"));
  const std::string agreement = After(held, "  afspraak    ", 8);
  EXPECT_THAT(Said({"agreement", "list", "--contract", contract}), HasSubstr(agreement));
  EXPECT_EQ(Run({"agreement", "settle", agreement, "--outcome", "klaar", "--note", "x"}).exit_code, 2);
  EXPECT_EQ(Said({"agreement", "settle", agreement, "--outcome", "gedaan", "--note", "Ze zijn er."}),
            "Afspraak " + agreement + " is gedaan.\n");
  EXPECT_EQ(Said({"agreement", "list", "--state", "open"}), "Geen afspraken.\n");
}

}  // namespace
}  // namespace clientroute::suite
