#include "services/access/outflow.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/access/wire_code.h"

namespace clientroute::access {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using Outcome = AftercareOutcome;

Date Day(const char* text) { return Date::Parse(text).value(); }
Uuid Id(const char* last) { return Uuid::Parse(std::string("00000000-0000-5000-8000-00000000000") + last).value(); }

CareLine Line(const char* category, const char* provider = "", Law law = Law::kJeugdwet) {
  CareLine line;
  line.line = "line-1";
  line.law = law;
  line.product.category = category;
  line.provider = ProviderCode::Parse(provider);
  return line;
}

EndedCare Ended(const char* last, const char* end) {
  return {Id(last), Day(end), Day(end).AddMonths(12), ProviderCode::Parse("42420001"), {Line("45")}, false};
}

TEST(WatchTest, RunsTheRegionsMonthsFromTheLastDayOfCare) {
  EXPECT_EQ(WatchUntil(Day("2026-04-30"), {}), Day("2027-04-30"));
  EXPECT_EQ(WatchUntil(Day("2024-02-29"), {.watch_months = 12}), Day("2025-02-28"));
  EXPECT_EQ(WatchUntil(Day("2026-08-31"), {.watch_months = 6}), Day("2027-02-28"));
}

TEST(WatchTest, CannotBeEndlessOrNone) {
  const struct {
    ReturnRules rules;
    bool sound;
  } cases[] = {{{}, true}, {{0, 3}, false}, {{1, 0}, true}, {{120, 120}, true}, {{121, 3}, false}, {{12, -1}, false}};
  for (const auto& one : cases) {
    EXPECT_EQ(AreSound(one.rules), one.sound) << one.rules.watch_months << "/" << one.rules.first_provider_months;
  }
}

TEST(CheckEndTest, TheLastDayOfCareLiesWithinAYear) {
  const Date today = Day("2026-04-01");
  EXPECT_THAT(CheckEnd(today.AddDays(366), today), IsEmpty());
  EXPECT_THAT(CheckEnd(today.AddDays(-366), today), IsEmpty());
  EXPECT_THAT(CheckEnd(today.AddDays(367), today), SizeIs(1));
  EXPECT_THAT(CheckEnd(today.AddDays(-367), today), SizeIs(1));
}

TEST(OnlyProviderTest, IsTheOneThatAllLinesName) {
  const auto first = ProviderCode::Parse("42420001");
  EXPECT_EQ(OnlyProvider({}), std::nullopt);
  EXPECT_EQ(OnlyProvider({Line("45")}), std::nullopt);
  EXPECT_EQ(OnlyProvider({Line("45", "42420001"), Line("54"), Line("50", "42420001")}), first);
  EXPECT_EQ(OnlyProvider({Line("45", "42420001"), Line("45", "42420002")}), std::nullopt);
}

TEST(AftercareTest, RunsUntilAContactEndsItOrRestartsHelp) {
  const PastContact well{Outcome::kGoesWell, false, false};
  EXPECT_FALSE(AftercareRuns(false, {}));
  EXPECT_TRUE(AftercareRuns(true, {}));
  EXPECT_TRUE(AftercareRuns(true, {well, well}));
  EXPECT_TRUE(AftercareRuns(true, {{Outcome::kGoesWell, false, true}})) << "a change of what still ran";
  EXPECT_FALSE(AftercareRuns(true, {well, {Outcome::kEnd, false, false}}));
  EXPECT_FALSE(AftercareRuns(true, {{Outcome::kRestart, true, true}})) << "help started again";
  EXPECT_TRUE(AftercareRuns(true, {{Outcome::kRestart, true, false}, well})) << "it did not, or not yet";
  EXPECT_FALSE(AftercareRuns(true, {{Outcome::kRestart, false, false}})) << "a new request is needed";
}

TEST(AftercareTest, RestartedHelpOnlyWhereItWasAskedForAndAllocated) {
  EXPECT_TRUE((PastContact{Outcome::kRestart, true, true}).Restarted());
  EXPECT_FALSE((PastContact{Outcome::kRestart, true, false}).Restarted());
  EXPECT_FALSE((PastContact{Outcome::kRestart, false, true}).Restarted());
  EXPECT_FALSE((PastContact{Outcome::kGoesWell, false, true}).Restarted());
}

TEST(AftercareTest, StartsCareAgainOnlyWhileWhatWasAllocatedRuns) {
  const struct {
    Outcome outcome;
    std::optional<Date> until;
    bool restarts;
  } cases[] = {
      {Outcome::kRestart, std::nullopt, true},       {Outcome::kRestart, Day("2026-06-01"), true},
      {Outcome::kRestart, Day("2026-05-31"), false}, {Outcome::kGoesWell, std::nullopt, false},
      {Outcome::kEnd, Day("2026-12-31"), false},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(Restarts(one.outcome, Day("2026-06-01"), one.until), one.restarts) << ToCode(one.outcome);
  }
}

TEST(CheckContactTest, AContactLiesBetweenTheOutflowAndToday) {
  const struct {
    const char* day;
    const char* end;
    const char* recorded;
    bool fits;
  } cases[] = {
      {"2026-06-01", "2026-04-30", "2026-04-01", true}, {"2026-06-02", "2026-04-30", "2026-04-01", false},
      {"2026-04-01", "2026-04-30", "2026-04-01", true}, {"2026-03-31", "2026-04-30", "2026-04-01", false},
      {"2026-03-15", "2026-03-15", "2026-04-01", true}, {"2026-03-14", "2026-03-15", "2026-04-01", false},
  };
  for (const auto& one : cases) {
    const Problems problems = CheckContact(Day(one.day), Day(one.end), Day(one.recorded), Day("2026-06-01"));
    EXPECT_EQ(problems.empty(), one.fits) << one.day;
  }
}

TEST(RecogniseReturnTest, CountsFromTheEndOfCareToTheEndOfTheWatch) {
  const struct {
    const char* day;
    bool back;
    bool first_provider;
    int days;
  } cases[] = {
      {"2026-04-29", false, false, 0}, {"2026-04-30", true, true, 0},    {"2026-07-30", true, true, 91},
      {"2026-07-31", true, false, 92}, {"2027-04-30", true, false, 365}, {"2027-05-01", false, false, 0},
  };
  for (const auto& one : cases) {
    const auto back = RecogniseReturn({Ended("1", "2026-04-30")}, {Line("45")}, Day(one.day), {});
    ASSERT_EQ(back.has_value(), one.back) << one.day;
    if (!back) continue;
    EXPECT_EQ(back->earlier_route, Id("1"));
    EXPECT_EQ(back->first_provider.has_value(), one.first_provider) << one.day;
    EXPECT_EQ(back->days_after_end, one.days) << one.day;
  }
}

TEST(RecogniseReturnTest, AnotherRequestDoesNotGoToTheFirstProvider) {
  const struct {
    std::vector<CareLine> asked;
    bool same;
  } cases[] = {
      {{Line("45")}, true},
      {{Line("54")}, false},
      {{Line("54"), Line("45")}, true},
      {{Line("45", "", Law::kWmo)}, false},
      {{Line("")}, true},
  };
  for (const auto& one : cases) {
    const auto back = RecogniseReturn({Ended("1", "2026-04-30")}, one.asked, Day("2026-05-15"), {});
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(back->first_provider.has_value(), one.same) << one.asked.front().product.category;
  }
}

TEST(RecogniseReturnTest, AnUnknownProviderIsNotGuessed) {
  EndedCare care = Ended("1", "2026-04-30");
  care.provider = std::nullopt;
  const auto back = RecogniseReturn({care}, {Line("45")}, Day("2026-05-15"), {});
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->first_provider, std::nullopt);
}

TEST(RecogniseReturnTest, OfSeveralTheOneThatEndedLastCounts) {
  const auto back = RecogniseReturn({Ended("1", "2026-03-31"), Ended("2", "2026-05-31"), Ended("3", "2026-04-30")},
                                    {Line("45")}, Day("2026-06-15"), {});
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->earlier_route, Id("2"));
}

TEST(RecogniseReturnTest, HelpThatStartedAgainFromAftercareHasNotEnded) {
  EndedCare care = Ended("1", "2026-04-30");
  care.runs_again = true;
  EXPECT_EQ(RecogniseReturn({care}, {Line("45")}, Day("2026-05-15"), {}), std::nullopt);
  EXPECT_EQ(RecogniseReturn({}, {Line("45")}, Day("2026-05-15"), {}), std::nullopt);
}

TEST(WireCodeTest, KnowsItsNumbersAlone) {
  EXPECT_EQ(FromCode<Destination>(1), Destination::kHome);
  EXPECT_EQ(FromCode<Destination>(7), Destination::kZvw);
  for (const int code : {-1, 0, 8}) EXPECT_EQ(FromCode<Destination>(code), std::nullopt) << code;
  EXPECT_EQ(ToCode(Obstacle::kOutflowPlace), 3);
}

}  // namespace
}  // namespace clientroute::access
