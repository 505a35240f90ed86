#include "services/suite/serve/region_goals.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/platform/testing/status_matchers.h"
#include "services/suite/serve/region.h"

namespace clientroute::suite {
namespace {

using testing::HasSubstr;

region::v1::Region RegionOf(const std::string& text) {
  region::v1::Region region;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &region)) << text;
  return region;
}

constexpr const char* kSound = R"(
  municipalities: "0361" municipalities: "0373"
  publish_clients_least: 25 publish_days_after: 40
  targets { code: "less" display_name: "Minder" figure: "in_care" base_year: 2021 goal_year: 2029 percent: -29 }
  targets { code: "wait" display_name: "Half" figure: "waiting" base_year: 2018 base_last_year: 2020 goal_year: 2029
            percent: -50 }
  budgets { municipality: "0361" year: 2026 amount { cents: 500 } }
  budgets { municipality: "0373" year: 2026 amount { cents: 700 } }
)";

TEST(RegionGoalsTest, WhatTheRegionChoosesIsWhatMonitoringGets) {
  const region::v1::Region region = RegionOf(kSound);
  ASSERT_THAT(CheckGoals(region), IsOk());
  EXPECT_EQ(PublishChoices(region).least, 25);
  EXPECT_EQ(PublishChoices(region).days_after, 40);
  const auto targets = TargetChoices(region);
  ASSERT_EQ(targets.size(), 2U);
  EXPECT_EQ(targets[0].change, -2'900);
  EXPECT_EQ(targets[0].base_last_year, 2021);
  EXPECT_EQ(targets[1].figure, "waiting");
  EXPECT_EQ(targets[1].base_last_year, 2020);
  EXPECT_EQ(BudgetChoices(region).at(2026).at("0373"), 700);
}

TEST(RegionGoalsTest, WhatItDoesNotChooseIsAsUsual) {
  const region::v1::Region region;
  ASSERT_THAT(CheckGoals(region), IsOk());
  EXPECT_EQ(PublishChoices(region).least, 10);
  EXPECT_EQ(PublishChoices(region).days_after, 10);
  EXPECT_EQ(TargetChoices(region).size(), monitoring::UsualTargets().size());
  EXPECT_TRUE(BudgetChoices(region).empty());
}

TEST(RegionGoalsTest, WhatCannotBeIsRefusedWithWhatWhereAndWhy) {
  const std::string target = R"(targets { code: "less" display_name: "Minder" figure: "in_care" base_year: 2021 )";
  const std::vector<std::pair<std::string, const char*>> wrong = {
      {"publish_clients_least: 1", "publish_clients_least 1 wil 2 tot en met 1000"},
      {"publish_clients_least: 1001", "publish_clients_least 1001"},
      {"publish_clients_least: -3", "publish_clients_least -3"},
      {"publish_days_after: -1", "publish_days_after -1 wil 0 tot en met 90"},
      {"publish_days_after: 91", "publish_days_after 91"},
      {target + "goal_year: 2021 percent: -29 }",
       "targets: less: goal_year 2021 ligt niet na het laatste basisjaar 2021"},
      {target + "goal_year: 2101 percent: -29 }", "targets: less: jaren willen 2000 tot en met 2100"},
      {target + "percent: -29 }", "targets: less: jaren willen"},
      {target + "base_last_year: 2020 goal_year: 2029 percent: -29 }", "base_last_year 2020 ligt voor base_year 2021"},
      {target + "goal_year: 2029 }", "targets: less: percent 0 wil -100 tot en met 1000, en niet 0"},
      {target + "goal_year: 2029 percent: -101 }", "percent -101"},
      {target + "goal_year: 2029 percent: -29 }" + target + "goal_year: 2030 percent: -9 }",
       "targets: less: staat er twee keer"},
      {R"(targets { code: "Less 1" })", "targets: code 'Less 1' wil kleine letters en lage strepen"},
      {R"(targets { code: "less" figure: "in_care" })", "targets: less: display_name is leeg"},
      {R"(targets { code: "less" display_name: "Minder" figure: "nothing" })", "figure 'nothing' bestaat niet"},
      {R"(targets { code: "less" display_name: "Minder" figure: "waiting_time" })", "figure 'waiting_time' telt niet"},
      {R"(budgets { municipality: "0400" year: 2026 amount { cents: 5 } })",
       "budgets: gemeente 0400, 2026: hoort niet bij de regio"},
      {R"(budgets { municipality: "0361" year: 26 amount { cents: 5 } })", "budgets: gemeente 0361, 26: jaar wil 2000"},
      {R"(budgets { municipality: "0361" year: 2026 })", "budgets: gemeente 0361, 2026: amount is niet meer dan nul"},
      {R"(budgets { municipality: "0361" year: 2026 amount { cents: -5 } })", "amount is niet meer dan nul"},
      {R"(budgets { municipality: "0361" year: 2026 amount { cents: 5 } }
          budgets { municipality: "0361" year: 2026 amount { cents: 5 } })",
       "gemeente 0361, 2026: staat er twee keer"},
      {R"(budgets { municipality: "0361" year: 2027 amount { cents: 5 } })",
       "budgets: gemeente 0373 ontbreekt in 2027, en andere hebben er een"},
  };
  for (const auto& [text, said] : wrong) {
    const absl::Status status = CheckGoals(RegionOf(R"(municipalities: "0361" municipalities: "0373" )" + text));
    EXPECT_THAT(status, Fails(absl::StatusCode::kInvalidArgument, "WRONG_USE")) << text;
    EXPECT_THAT(std::string(status.message()), HasSubstr(said));
  }
}

// A copy of the reference region with more behind its choices.
std::string WorkflowsWith(const std::string& more) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "region_goals_workflows";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  std::filesystem::copy(std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows", folder,
                        std::filesystem::copy_options::recursive);
  std::ofstream(folder / "regions/reference/region.textproto", std::ios::app) << more;
  return folder.string();
}

TEST(RegionGoalsTest, ARegionsFileIsReadWithThemAndRefusedByItsPath) {
  const auto read = ReadRegion(WorkflowsWith(""), "reference");
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(TargetChoices(read->region).size(), 3U);
  EXPECT_EQ(BudgetChoices(read->region).at(2026).size(), 11U);
  const auto refused =
      ReadRegion(WorkflowsWith(R"(budgets { municipality: "0361" year: 2026 amount { cents: 5 } })"), "reference");
  ASSERT_THAT(refused.status(), Fails(absl::StatusCode::kInvalidArgument, "WRONG_USE"));
  EXPECT_THAT(std::string(refused.status().message()),
              HasSubstr("/regions/reference/region.textproto: budgets: gemeente 0361, 2026: staat er twee keer"));
  const auto unreadable = ReadRegion(WorkflowsWith("publish_clients_least: veel"), "reference");
  ASSERT_THAT(unreadable.status(), Fails(absl::StatusCode::kInvalidArgument, "WRONG_USE"));
  EXPECT_THAT(std::string(unreadable.status().message()), HasSubstr("region.textproto"));
}

TEST(RegionGoalsTest, PastPerformanceIsWeighedByFiguresThatThereAre) {
  const auto read = ReadRegion(WorkflowsWith(""), "reference");
  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(CheckMeasures(read->catalogue), IsOk());
  const std::pair<const char*, const char*> kWrong[] = {
      {R"(figure: "lateness")", "'lateness' bestaat niet"},
      {R"(figure: "lines_refused" of_figures: "lines_lost")", "'lines_lost' bestaat niet"},
      {R"(figure: "waiting")", "'waiting' is een stand"},
      {R"(figure: "waiting_time" of_figures: "started")", "'waiting_time' telt niet"},
  };
  for (const auto& [wrong, said] : kWrong) {
    region::v1::Catalogue catalogue;
    const std::string text = Cat(R"(performance_measures { code: "late" )", wrong, " }");
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &catalogue));
    const absl::Status refused = CheckMeasures(catalogue);
    EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "WRONG_USE"));
    EXPECT_THAT(std::string(refused.message()), HasSubstr(Cat("performance_measures: late: cijfer ", said)));
  }
}

}  // namespace
}  // namespace clientroute::suite
