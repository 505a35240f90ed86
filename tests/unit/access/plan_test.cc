#include "services/access/plan.h"

#include <functional>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace clientroute::access {
namespace {

Date Day(const char* text) { return Date::Parse(text).value(); }

std::vector<CareLine> Asked() {
  CareLine first, second;
  first.line = "line-1";
  second.line = "line-2";
  return {first, second};
}

Plan Whole() {
  return {{{"goal-1", "Weer naar school.", {"line-1", "line-2"}}, {"goal-2", "Rust thuis.", {}}},
          "Zelfstandig wonen.",
          Day("2026-10-01"),
          Orientation::kResolution,
          {Day("2026-07-01"), Day("2026-10-01")},
          ProviderCode::Parse("42420001")};
}

TEST(CheckPlanTest, NamesTheFieldOfEveryFault) {
  const struct {
    const char* name;
    std::function<void(Plan&)> change;
    std::vector<std::string> fields;
  } cases[] = {
      {"whole", [](Plan&) {}, {}},
      {"without what may be left out",
       [](Plan& plan) { plan.perspective.clear(), plan.result_expected.reset(), plan.orientation.reset(); },
       {}},
      {"expected today", [](Plan& plan) { plan.result_expected = Day("2026-04-01"); }, {}},
      {"expected yesterday", [](Plan& plan) { plan.result_expected = Day("2026-03-31"); }, {"result_expected_date"}},
      {"no evaluations and nobody who coordinates",
       [](Plan& plan) { plan.evaluation_days.clear(), plan.coordinator.reset(); },
       {}},
      {"evaluated today and in ten years",
       [](Plan& plan) {
         plan.evaluation_days = {Day("2026-04-01"), Day("2036-04-01")};
       },
       {}},
      {"evaluated yesterday", [](Plan& plan) { plan.evaluation_days = {Day("2026-03-31")}; }, {"evaluation_dates[0]"}},
      {"evaluated too late", [](Plan& plan) { plan.evaluation_days = {Day("2036-04-02")}; }, {"evaluation_dates[0]"}},
      {"evaluated out of order",
       [](Plan& plan) {
         plan.evaluation_days = {Day("2026-07-01"), Day("2026-07-01")};
       },
       {"evaluation_dates[1]"}},
      {"no goals", [](Plan& plan) { plan.goals.clear(); }, {"goals"}},
      {"goal without a code", [](Plan& plan) { plan.goals[1].code = ""; }, {"goals[1].code"}},
      {"goal with a strange code", [](Plan& plan) { plan.goals[0].code = "Goal 1"; }, {"goals[0].code"}},
      {"two goals of one code", [](Plan& plan) { plan.goals[1].code = "goal-1"; }, {"goals[1].code"}},
      {"goal without words", [](Plan& plan) { plan.goals[0].description = ""; }, {"goals[0].description"}},
      {"line that was not asked for", [](Plan& plan) { plan.goals[0].lines[1] = "line-3"; }, {"goals[0].lines[1]"}},
      {"line that comes twice", [](Plan& plan) { plan.goals[0].lines[1] = "line-1"; }, {"goals[0].lines[1]"}},
  };
  for (const auto& one : cases) {
    Plan plan = Whole();
    one.change(plan);
    std::vector<std::string> fields;
    for (const Problem& problem : CheckPlan(plan, Asked(), Day("2026-04-01"))) fields.push_back(problem.field);
    EXPECT_EQ(fields, one.fields) << one.name;
  }
}

TEST(OrientationTest, KnowsItsCodesAlone) {
  EXPECT_EQ(OrientationOf(1), Orientation::kSupport);
  EXPECT_EQ(OrientationOf(2), Orientation::kResolution);
  for (const int code : {-1, 0, 3}) EXPECT_EQ(OrientationOf(code), std::nullopt) << code;
}

}  // namespace
}  // namespace clientroute::access
