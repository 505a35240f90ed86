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

  EXPECT_EQ(Run({"talk", "change", talk}).exit_code, 2) << "nothing to change";
  const std::string moved = Said({"talk", "change", talk, "--on", "2030-01-11", "--with", "aanbieder:zorgmanager"});
  EXPECT_THAT(moved, AllOf(HasSubstr("op 11 januari 2030"), HasSubstr("zorgmanager (aanbieder)"),
                           HasSubstr("1. Wachttijd [waiting_time]"), Not(HasSubstr("directeur"))));
  EXPECT_THAT(Said({"talk", "change", talk, "--agenda", "Nieuwe locatie"}), Not(HasSubstr("Wachttijd")));
  Said({"talk", "change", talk, "--agenda", "Wachttijd=waiting_time; Nieuwe locatie"});
  EXPECT_EQ(Run({"talk", "change", talk, "--on", "2030-01-12", "--seen", "r1"}).exit_code, 1);

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

// shows: CON-4
TEST_F(TalkCommands, TheNextTalkIsDueByTheChoiceOfTheRegion) {
  EXPECT_THAT(Said({"talk", "choices"}),
              AllOf(HasSubstr("youth-residence-2025"), HasSubstr("Strategische partner"), HasSubstr("waiting_time")));
  const std::string contract = "youth-ambulatory-42420001";
  EXPECT_THAT(Said({"talk", "due", contract}), AllOf(HasSubstr("contracts/" + contract), HasSubstr("per jaar")));
  const std::string late = Said({"talk", "due", "--late", "--unplanned"});
  EXPECT_THAT(late, AllOf(HasSubstr("te laat"), HasSubstr(contract)));
  Said({"talk", "plan", contract, "--on", "2030-01-10"});
  EXPECT_THAT(Said({"talk", "due", "--late", "--unplanned"}), Not(HasSubstr(contract)));
  EXPECT_EQ(Said({"talk", "due", "--lot", "nergens"}), "Geen contracten.\n");
}

// shows: CON-4
TEST_F(TalkCommands, PastPerformanceIsDraftedAndRecordedFromFigures) {
  const std::string contract = "youth-ambulatory-42420001";
  const std::vector<std::string> asked = {contract, "--from", "2025-01-01", "--until", "2025-12-31"};
  const auto with = [&](std::vector<std::string> words, const std::vector<std::string>& more) {
    words.insert(words.end(), asked.begin(), asked.end());
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  EXPECT_EQ(Said({"performance", "list"}), "Geen scores.\n");
  EXPECT_THAT(Said(with({"performance", "draft"}, {})),
              AllOf(HasSubstr("niet vastgelegd"), HasSubstr("Te late antwoorden op berichten: 0; 0 geeft 100 punten"),
                    HasSubstr("Wachttijd tot de start, in dagen: niet bekend")));
  EXPECT_EQ(Run(with({"performance", "record"}, {"--no-figures"})).exit_code, 1) << "nothing to weigh";
  EXPECT_EQ(Run(with({"performance", "record"}, {"--values", "visit=goed"})).exit_code, 2);
  const ProgramRun counted = Run(with({"performance", "record"}, {"--values", "agreements_kept=1/1"}));
  EXPECT_EQ(counted.exit_code, 1);
  EXPECT_THAT(counted.err, HasSubstr("wordt geteld en niet opgegeven"));
  const std::string recorded =
      Said(with({"performance", "record"}, {"--values", "visit=8=goed bezoek; waiting_time=70", "--note", "Jaar 1"}));
  EXPECT_THAT(recorded, AllOf(HasSubstr("72 van 100 punten"), HasSubstr("goed bezoek"), HasSubstr("Jaar 1"),
                              HasSubstr("(100 × 1 + 80 × 2 + 50 × 2) / 5 = 360 / 5, afgerond 72")));
  const std::string score = After(recorded, "performance-scores/", 8);
  EXPECT_THAT(Said({"performance", "show", score}), HasSubstr("goed bezoek"));
  EXPECT_THAT(Said({"performance", "list", "--contract", contract, "--newest"}), HasSubstr(score));
  EXPECT_THAT(Said({"performance", "providers", "--order", "hoogste"}),
              HasSubstr("De laatste score van één contract."));
  EXPECT_EQ(Run({"performance", "providers", "--order", "duurste"}).exit_code, 2);
}

}  // namespace
}  // namespace clientroute::suite
