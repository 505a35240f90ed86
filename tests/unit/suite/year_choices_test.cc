#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "clientroute/access/v1/access.pb.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/suite/year/choices.h"

namespace clientroute::suite {
namespace {

const provider::Chance kChance(7);

struct Table {
  std::span<const Choice> choices;
  const google::protobuf::EnumDescriptor* names;
};
std::vector<Table> Tables() {
  using google::protobuf::GetEnumDescriptor;
  return {{EvaluationOutcomes(), GetEnumDescriptor<access::v1::Evaluation::Outcome>()},
          {ConferenceOutcomes(), GetEnumDescriptor<access::v1::Conference::Outcome>()},
          {ExpertTeamFindings(), GetEnumDescriptor<access::v1::ExpertTeamOutcome::Finding>()},
          {ExpertTeamOutcomes(), GetEnumDescriptor<access::v1::ExpertTeamOutcome::Outcome>()},
          {OutflowDestinations(), GetEnumDescriptor<access::v1::Outflow::Destination>()},
          {OutflowObstacles(), GetEnumDescriptor<access::v1::Outflow::Obstacle>()},
          {AftercareOutcomes(), GetEnumDescriptor<access::v1::AftercareContact::Outcome>()}};
}

TEST(YearChoicesTest, EveryTableAddsUpToAHundredAndNamesWhatAccessKnows) {
  for (const Table& table : Tables()) {
    int percent = 0;
    for (const Choice& choice : table.choices) {
      percent += choice.percent;
      EXPECT_NE(table.names->FindValueByName(std::string(choice.name)), nullptr) << choice.name;
    }
    EXPECT_EQ(percent, 100) << table.names->full_name();
  }
}

TEST(YearChoicesTest, ChoicesComeAsOftenAsTheirTableSays) {
  constexpr int kDraws = 20'000;
  for (const Table& table : Tables()) {
    std::map<std::string_view, int> drawn;
    for (int i = 0; i < kDraws; ++i) ++drawn[Choose(kChance, Cat("case-", i), table.choices)];
    for (const Choice& choice : table.choices) {
      EXPECT_NEAR(drawn[choice.name] * 100.0 / kDraws, choice.percent, 1.5) << choice.name;
    }
  }
}

TEST(YearChoicesTest, TheSameSeedAndMatterGiveTheSameChoice) {
  for (int i = 0; i < 100; ++i) {
    const std::string about = Cat("case-", i);
    EXPECT_EQ(Choose(provider::Chance(3), about, OutflowDestinations()),
              Choose(provider::Chance(3), about, OutflowDestinations()));
  }
}

TEST(YearChoicesTest, AnOutcomeIsOneThatTheTaskOffers) {
  const std::vector<std::string_view> own = {"told", "not_told"};
  const std::vector<std::string_view> others = {"ours"};
  const std::vector<std::string_view> all = {"search_again", "escalate", "decide_again"};
  std::map<std::string_view, int> drawn;
  for (int i = 0; i < 1'000; ++i) {
    const std::string about = Cat("task-", i);
    EXPECT_EQ(OutcomeOf(kChance, about, "a_kind_without_a_row", own), "told");
    EXPECT_EQ(OutcomeOf(kChance, about, "find_place", others), "ours");
    ++drawn[OutcomeOf(kChance, about, "find_place", all)];
  }
  EXPECT_EQ(drawn.size(), all.size());
}

TEST(YearChoicesTest, TasksAreDoneOnWorkingDaysMostlyWithinTheirTermAndNeverBeforeTheyWereOpened) {
  const Date opened = *Date::Parse("2026-03-06");  // a Friday
  const Date due = *Date::Parse("2026-03-17");
  constexpr int kTasks = 2'000;
  int late = 0;
  for (int i = 0; i < kTasks; ++i) {
    const Date day = DayOfWork(kChance, Cat("task-", i), "decision", opened, due);
    EXPECT_TRUE(IsWorkingDay(day)) << day.ToString();
    EXPECT_GE(day, opened);
    late += day > due ? 1 : 0;
  }
  EXPECT_GT(late, kTasks / 50);
  EXPECT_LT(late, kTasks / 10);
  EXPECT_GT(DayOfWork(kChance, "task-1", "find_place", opened, due), due);
}

}  // namespace
}  // namespace clientroute::suite
