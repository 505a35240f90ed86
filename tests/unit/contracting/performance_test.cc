#include "services/contracting/performance.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace clientroute::contracting {
namespace {

using testing::ElementsAre;
using testing::Eq;
using testing::IsEmpty;
using testing::Optional;

Date Day(const char* text) { return Date::Parse(text).value(); }

PerformanceMeasure Kept(int weight = 3) {
  return {.code = "agreements",
          .display_name = "Afspraken op tijd nagekomen",
          .source = MeasureSource::kAgreementsKept,
          .figure = {},
          .of_figures = {},
          .of_contract = false,
          .weight = weight,
          .full_points_at = 10'000,
          .no_points_at = 5'000,
          .share = true,
          .period = Period::From(Day("2026-01-01"))};
}
PerformanceMeasure Waiting(int weight = 2) {
  PerformanceMeasure measure = Kept(weight);
  measure.code = "waiting";
  measure.display_name = "Wachttijd in dagen";
  measure.source = MeasureSource::kFigure;
  measure.figure = "waiting_time";
  measure.full_points_at = 28;
  measure.no_points_at = 84;
  measure.share = false;
  return measure;
}
PerformanceMeasure Refused(int weight = 1) {
  PerformanceMeasure measure = Waiting(weight);
  measure.code = "refused";
  measure.display_name = "Afgewezen regels";
  measure.figure = "lines_refused";
  measure.of_figures = {"lines_accepted", "lines_refused"};
  measure.full_points_at = 0;
  measure.no_points_at = 1'000;
  measure.share = true;
  return measure;
}

Agreement Due(const char* due, AgreementState state = AgreementState::kOpen, const char* settled = nullptr,
              Party party = Party::kProvider) {
  return {.row = 1,
          .id = {},
          .talk = {},
          .contract = "duin",
          .provider = ProviderCode::Parse("42420001").value(),
          .what = "Twee plekken erbij",
          .party = party,
          .due = Day(due),
          .state = state,
          .note = {},
          .settled_by = {},
          .settled_at = settled == nullptr ? std::nullopt : std::optional(ParseIso(settled).value())};
}

std::vector<std::string> Told(const Problems& problems) {
  std::vector<std::string> told;
  for (const Problem& problem : problems) told.push_back(problem.field + " " + problem.what);
  return told;
}

TEST(PerformanceTest, AValueHasPointsInEvenStepsBetweenTheEndsOfItsScale) {
  const struct {
    std::int64_t value, full, none;
    int points;
  } cases[] = {
      {28, 28, 84, 100},
      {0, 28, 84, 100},
      {84, 28, 84, 0},
      {1'000, 28, 84, 0},
      {56, 28, 84, 50},
      {29, 28, 84, 98},
      {83, 28, 84, 2},
      {10'000, 10'000, 5'000, 100},
      {5'000, 10'000, 5'000, 0},
      {4'999, 10'000, 5'000, 0},
      {7'525, 10'000, 5'000, 51},
      {7'524, 10'000, 5'000, 50},
      {0, 0, kPerformanceAmountMax, 100},
      {kPerformanceAmountMax, 0, kPerformanceAmountMax, 0},
      {1, 1, 0, 100},
      {0, 1, 0, 0},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(PointsOf(one.value, one.full, one.none), one.points) << one.value << " of " << one.full;
  }
}

TEST(PerformanceTest, AnAgreementIsKeptWhenItWasDoneByItsDayInTheNetherlands) {
  const auto kept = [](const Agreement& agreement) {
    const KeptAgreements count = CountKept({agreement});
    return std::pair(count.kept, count.of);
  };
  // The last moment of 1 May, local, and the first of 2 May.
  EXPECT_EQ(kept(Due("2026-05-01", AgreementState::kDone, "2026-05-01T21:59:59Z")), std::pair(1L, 1L));
  EXPECT_EQ(kept(Due("2026-05-01", AgreementState::kDone, "2026-05-01T22:00:00Z")), std::pair(0L, 1L));
  EXPECT_EQ(kept(Due("2026-05-01")), std::pair(0L, 1L)) << "still open";
  EXPECT_EQ(kept(Due("2026-05-01", AgreementState::kDropped, "2026-04-01T10:00:00Z")), std::pair(0L, 0L));
  EXPECT_EQ(kept(Due("2026-05-01", AgreementState::kDone, "2026-04-01T10:00:00Z", Party::kRegion)), std::pair(0L, 0L))
      << "what the region was to do says nothing of the provider";
}

TEST(PerformanceTest, TheScoreIsTheWeighedMeanOfThePartsThatHaveAValue) {
  Problems problems;
  const auto parts =
      Weigh({Kept(), Refused(), Waiting()}, {{"waiting", 56, 0, "volgens de wachtlijst"}}, {3, 4}, &problems);
  EXPECT_THAT(Told(problems), IsEmpty());
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_THAT(parts[0].points, Optional(50)) << "three of four is 75 percent, halfway from 50 to 100";
  EXPECT_THAT(parts[1].points, Eq(std::nullopt));
  EXPECT_THAT(parts[2].points, Optional(50));
  EXPECT_EQ(parts[2].note, "volgens de wachtlijst");
  EXPECT_THAT(ScoreOf(parts), Optional(50));

  const auto all =
      Weigh({Kept(), Refused(), Waiting()}, {{"waiting", 28, 0, ""}, {"refused", 1, 40, ""}}, {4, 4}, &problems);
  EXPECT_EQ(all[1].Value(), 250);
  EXPECT_THAT(all[1].points, Optional(75));
  EXPECT_THAT(ScoreOf(all), Optional(96)) << "(3 x 100 + 1 x 75 + 2 x 100) / 6 = 95.8";
}

TEST(PerformanceTest, AShareOfNothingIsNotWeighed) {
  Problems problems;
  const auto parts = Weigh({Kept(), Refused()}, {{"refused", 0, 0, ""}}, {0, 0}, &problems);
  EXPECT_THAT(Told(problems), IsEmpty());
  EXPECT_THAT(ScoreOf(parts), Eq(std::nullopt));
  EXPECT_EQ(Explain(parts[0]), "Afspraken op tijd nagekomen: er was er geen, telt niet mee.");
  EXPECT_THAT(ScoreOf({}), Eq(std::nullopt));
}

TEST(PerformanceTest, EveryValueThatDoesNotFitIsNamed) {
  const struct {
    const char* name;
    std::vector<GivenValue> given;
    std::vector<std::string> told;
  } cases[] = {
      {"no measure",
       {{"kindness", 1, 0, ""}},
       {"values[0].measure must be a measure in force on the last day of the period"}},
      {"counted", {{"agreements", 1, 1, ""}}, {"values[0].measure is counted and not given"}},
      {"twice", {{"waiting", 1, 0, ""}, {"waiting", 1, 0, ""}}, {"values[1].measure is given more than once"}},
      {"negative", {{"waiting", -1, 0, ""}}, {"values[0].amount must be 0-10^12"}},
      {"too much", {{"waiting", kPerformanceAmountMax + 1, 0, ""}}, {"values[0].amount must be 0-10^12"}},
      {"more than all",
       {{"refused", 2, 1, ""}},
       {"values[0].of must not be less than the amount of a share, and 0 otherwise"}},
      {"of what",
       {{"waiting", 2, 4, ""}},
       {"values[0].of must not be less than the amount of a share, and 0 otherwise"}},
  };
  for (const auto& one : cases) {
    Problems problems;
    EXPECT_THAT(Weigh({Kept(), Refused(), Waiting()}, one.given, {1, 1}, &problems), IsEmpty()) << one.name;
    EXPECT_EQ(Told(problems), one.told) << one.name;
  }
}

TEST(PerformanceTest, EverythingIsExplainedInDutch) {
  Problems problems;
  const auto parts = Weigh({Kept(), Refused(), Waiting()}, {{"refused", 1, 40, ""}}, {3, 4}, &problems);
  const PerformanceScore score{.id = {},
                               .contract = "duin",
                               .provider = ProviderCode::Parse("42420001").value(),
                               .period = Period::Of(Day("2026-01-01"), Day("2026-12-31")).value(),
                               .score = ScoreOf(parts).value(),
                               .parts = parts,
                               .note = {},
                               .recorded_by = {},
                               .recorded_at = {},
                               .newest = false};
  EXPECT_EQ(Explain(score.parts[0]),
            "Afspraken op tijd nagekomen: 3 van 4 is 75 procent; 100 procent geeft 100 punten, 50 procent of "
            "minder geeft 0. Dat is 50 punten, gewicht 3.");
  EXPECT_EQ(Explain(score.parts[1]),
            "Afgewezen regels: 1 van 40 is 2,5 procent; 0 procent geeft 100 punten, 10 procent of meer geeft "
            "0. Dat is 75 punten, gewicht 1.");
  EXPECT_EQ(Explain(score.parts[2]), "Wachttijd in dagen: niet bekend, telt niet mee.");
  EXPECT_EQ(Explain(score),
            "Het gewogen gemiddelde van 2 van de 3 onderdelen: (50 × 3 + 75 × 1) / 4 = 225 / 4, afgerond 56.");
  EXPECT_EQ(Explain(ProviderPerformance{"42420001", 56, 1, 56}), "De laatste score van één contract.");
  EXPECT_EQ(Explain(ProviderPerformance{"42420001", 56, 3, 40}),
            "Het gemiddelde van de laatste scores van 3 contracten; de laagste is 40.");
}

}  // namespace
}  // namespace clientroute::contracting
