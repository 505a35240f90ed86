#include "services/monitoring/kept_answers.h"

#include "gtest/gtest.h"

namespace clientroute::monitoring {
namespace {

FigureQuestion About(const std::string& municipality) {
  FigureQuestion question;
  question.figure = FindFigure("inflow");
  question.filter.municipality = municipality;
  return question;
}

FigureNumbers Rows(std::size_t rows) {
  return std::make_shared<const std::vector<FigureNumber>>(std::vector<FigureNumber>(rows));
}

TEST(KeptAnswersTest, AnAnswerIsOfExactlyItsQuestionAndItsCaller) {
  KeptAnswers kept;
  const FigureNumbers numbers = Rows(3);
  kept.Keep(About("0361"), numbers);
  EXPECT_EQ(kept.Find(About("0361")), numbers);
  EXPECT_EQ(kept.Find(About("0373")), nullptr);
  FigureQuestion other = About("0361");
  other.filter.visible_municipalities = {"0361"};
  EXPECT_EQ(kept.Find(other), nullptr);
  other = About("0361");
  other.filter.visible_provider = "42420001";
  EXPECT_EQ(kept.Find(other), nullptr);
  other = About("0361");
  other.by = {Division::kMonth};
  EXPECT_EQ(kept.Find(other), nullptr);
  other = About("0361");
  other.today = other.today.AddDays(1);
  EXPECT_EQ(kept.Find(other), nullptr);
  kept.Forget();
  EXPECT_EQ(kept.Find(About("0361")), nullptr);
}

TEST(KeptAnswersTest, OnlySoManyAreKeptAndNoneThatIsTooLarge) {
  KeptAnswers kept;
  kept.Keep(About("large"), Rows(KeptAnswers::kRowsMost + 1));
  EXPECT_EQ(kept.Find(About("large")), nullptr);
  kept.Keep(About("first"), Rows(1));
  kept.Keep(About("second"), Rows(1));
  for (std::size_t i = 2; i < KeptAnswers::kAnswersMost; ++i) kept.Keep(About(std::to_string(i)), Rows(1));
  EXPECT_NE(kept.Find(About("first")), nullptr);
  kept.Keep(About("one more"), Rows(1));
  // The one that was asked for longest ago goes.
  EXPECT_NE(kept.Find(About("first")), nullptr);
  EXPECT_EQ(kept.Find(About("second")), nullptr);
  // One of very many rows takes the place of all others.
  kept.Keep(About("many"), Rows(KeptAnswers::kRowsMost));
  EXPECT_NE(kept.Find(About("many")), nullptr);
  EXPECT_EQ(kept.Find(About("first")), nullptr);
  kept.Keep(About("few"), Rows(1));
  EXPECT_EQ(kept.Find(About("many")), nullptr);
  EXPECT_NE(kept.Find(About("few")), nullptr);
}

}  // namespace
}  // namespace clientroute::monitoring
