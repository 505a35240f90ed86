#include "services/provider/behaviour.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "services/platform/values/calendar.h"

namespace clientroute::provider {
namespace {

using testing::HasSubstr;

const Date kMonday = *Date::Of(2026, 3, 2);

std::vector<Plan> Plans(Happening happening, const Habits& habits = {}, std::string_view about = "one",
                        std::uint64_t seed = 1) {
  return WhatToDo(happening, about, kMonday, kMonday.AddMonths(6), kMonday, Chance(seed), habits);
}

TEST(Behaviour, EveryMessageIsDueWithinItsTerm) {
  constexpr int kTerm = 5;  // OP271, OP272: working days
  constexpr int kReturnTerm = 3;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    for (const BehaviourRow& row : Behaviour()) {
      for (const Plan& plan : Plans(row.when, {{std::string(row.name), 100}}, "one", seed)) {
        const int most = plan.act == Act::kReturn ? kReturnTerm : kTerm;
        EXPECT_LE(WorkingDaysBetween(plan.fact, plan.due), most) << plan.habit;
        EXPECT_GE(plan.due, plan.fact) << plan.habit;
        EXPECT_GE(plan.due, kMonday) << plan.habit;
        EXPECT_LE(plan.fact, kMonday.AddMonths(6)) << plan.habit;
      }
    }
  }
}

TEST(Behaviour, EveryHappeningHasARowThatAlwaysCountsOrMayPass) {
  std::set<Happening> answered;
  for (const BehaviourRow& row : Behaviour()) {
    if (row.percent == 100) answered.insert(row.when);
  }
  // A line that is granted and a stop that is approved may be the end of it; all else is answered.
  for (const BehaviourRow& row : Behaviour()) {
    if (row.when == Happening::kLineGranted || row.when == Happening::kStopApproved) continue;
    EXPECT_TRUE(answered.contains(row.when)) << row.name;
  }
}

TEST(Behaviour, TheFirstRowWhoseChanceHitsCountsAndThoseBesideIt) {
  const Habits none = {
      {"ask-change", 0}, {"correct-start", 0}, {"take-back-start", 0}, {"pause", 0}, {"leave-early", 0}};
  const auto plain = Plans(Happening::kStartApproved, none);
  ASSERT_EQ(plain.size(), 1U);
  EXPECT_EQ(plain[0].habit, "complete");
  EXPECT_EQ(plain[0].fact, kMonday.AddMonths(6));  // the end of the allocation
  Habits paused = none;
  paused["pause"] = 100;
  paused["ask-change"] = 100;
  const auto both = Plans(Happening::kStartApproved, paused);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].act, Act::kAskChange);
  EXPECT_EQ(both[1].act, Act::kPause);
}

TEST(Behaviour, ChanceFollowsTheSeedAndWhatItIsAboutAlone) {
  std::set<Date> days;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto plans = Plans(Happening::kAllocated, {}, "one", seed);
    ASSERT_EQ(plans.size(), 1U);
    EXPECT_EQ(plans[0].due, Plans(Happening::kAllocated, {}, "one", seed)[0].due);
    days.insert(plans[0].due);
  }
  EXPECT_GT(days.size(), 3U);
}

TEST(Behaviour, ChanceHitsAsOftenAsItSays) {
  int hits = 0;
  constexpr int kDraws = 10'000;
  for (int i = 0; i < kDraws; ++i) hits += Chance(7).Hits("draw/" + std::to_string(i), 30) ? 1 : 0;
  EXPECT_NEAR(hits, 3'000, 150);
  EXPECT_FALSE(Chance(7).Hits("never", 0));
  EXPECT_TRUE(Chance(7).Hits("always", 100));
}

TEST(Behaviour, HabitsAreReadAndWhatIsWrongInThemIsSaid) {
  std::string why;
  const auto read = ParseHabits("pause=0,correct-start=100%,", &why);
  ASSERT_TRUE(read.has_value()) << why;
  EXPECT_EQ(read->at("pause"), 0);
  EXPECT_EQ(read->at("correct-start"), 100);
  for (const auto& [text, says] : std::vector<std::pair<std::string, std::string>>{{"drinken=1%", "geen gewoonte"},
                                                                                   {"pause", "percentage"},
                                                                                   {"pause=101", "percentage"},
                                                                                   {"pause=x", "percentage"}}) {
    EXPECT_FALSE(ParseHabits(text, &why).has_value()) << text;
    EXPECT_THAT(why, HasSubstr(says)) << text;
  }
}

}  // namespace
}  // namespace clientroute::provider
