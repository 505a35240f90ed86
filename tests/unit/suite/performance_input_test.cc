#include "services/suite/commands/performance_input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "services/platform/status/status.h"
#include "services/platform/testing/status_matchers.h"

// What is given of a past performance score: as a person types it, and as the figures say.
namespace clientroute::suite {
namespace {

namespace contracting = clientroute::contracting::v1;
namespace monitoring = clientroute::monitoring::v1;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Arguments Typed(const std::vector<std::string>& words) {
  static const std::vector<Flag> kFlags = {{"values", "A", "a"}};
  return ParseArguments(kFlags, words).value();
}

/// `lines_refused: 5 of 100`.
std::vector<std::string> Told(const std::vector<contracting::PerformanceValue>& values) {
  std::vector<std::string> told;
  for (const auto& value : values) {
    told.push_back(Cat(value.measure(), ": ", value.amount(), value.of() == 0 ? "" : Cat(" of ", value.of()),
                       value.note().empty() ? "" : Cat(", ", value.note())));
  }
  return told;
}

TEST(PerformanceInput, AValueIsAMeasureWithItsAmountAndANoteOrNone) {
  const auto values =
      ReadValuesFlag(Typed({"--values", " visit = 8 ; lines_refused=5/100= volgens ons = de regio;;waiting=0"}));
  ASSERT_THAT(values, IsOk());
  EXPECT_THAT(Told(*values), ElementsAre("visit: 8", "lines_refused: 5 of 100, volgens ons = de regio", "waiting: 0"));
  EXPECT_THAT(Told(ReadValuesFlag(Typed({})).value()), IsEmpty());
  for (const char* wrong : {"visit", "visit=", "visit=acht", "visit=8,5", "lines=5/", "lines=/5", "lines=5/1/2", "=x",
                            "visit=99999999999999999999"}) {
    const auto refused = ReadValuesFlag(Typed({"--values", wrong}));
    EXPECT_TRUE(IsWrongUse(refused.status())) << wrong;
    EXPECT_THAT(std::string(refused.status().message()), HasSubstr("'visit=8'")) << wrong;
  }
}

contracting::PerformanceScore Draft() {
  contracting::PerformanceScore draft;
  draft.set_contract("contracts/duin");
  draft.set_provider("42420001");
  draft.mutable_period()->mutable_start_date()->set_year(2026);
  draft.mutable_period()->mutable_end_date()->set_year(2027);
  const auto add = [&](const char* code, contracting::PerformanceMeasure::Source source, const char* figure,
                       bool of_contract, const std::vector<std::string>& of_figures) {
    auto* measure = draft.add_parts()->mutable_measure();
    measure->set_code(code);
    measure->set_source(source);
    measure->set_figure(figure);
    measure->set_of_contract(of_contract);
    for (const std::string& one : of_figures) measure->add_of_figures(one);
  };
  add("agreements", contracting::PerformanceMeasure::AGREEMENTS_KEPT, "", false, {});
  add("late", contracting::PerformanceMeasure::FIGURE, "late_returns", false, {});
  add("refused", contracting::PerformanceMeasure::FIGURE, "lines_refused", true, {"lines_accepted", "lines_refused"});
  add("visit", contracting::PerformanceMeasure::OBSERVED, "", false, {});
  add("waiting", contracting::PerformanceMeasure::FIGURE, "waiting_time", false, {});
  return draft;
}

monitoring::ListFigureDefinitionsResponse Definitions() {
  monitoring::ListFigureDefinitionsResponse definitions;
  const std::pair<const char*, monitoring::FigureDefinition::Measure> all[] = {
      {"late_returns", monitoring::FigureDefinition::COUNT},
      {"lines_accepted", monitoring::FigureDefinition::SUM},
      {"lines_refused", monitoring::FigureDefinition::SUM},
      {"waiting_time", monitoring::FigureDefinition::AVERAGE}};
  for (const auto& [figure, measure] : all) {
    auto* definition = definitions.add_definitions();
    definition->set_figure(figure);
    definition->set_measure(measure);
  }
  return definitions;
}

/// Answers with what is known, and keeps of what it was asked.
class PerformanceFigures : public testing::Test {
 protected:
  AskFigures Ask() {
    return [this](const monitoring::ListFiguresRequest& request) -> absl::StatusOr<monitoring::ListFiguresResponse> {
      asked_.push_back(Cat(request.figure(), " of ", request.contract(), request.provider(), " ", request.from().year(),
                           "-", request.until().year()));
      monitoring::ListFiguresResponse answer;
      answer.set_rebuilding(rebuilding_);
      const auto known = known_.find(request.figure());
      if (known != known_.end()) answer.add_rows()->set_value(known->second);
      return answer;
    };
  }
  std::vector<std::string> Found(const std::vector<contracting::PerformanceValue>& given = {}) {
    const auto values = ValuesOfFigures(Draft(), given, Definitions(), Ask());
    EXPECT_THAT(values, IsOk());
    return values.ok() ? Told(*values) : std::vector<std::string>();
  }

  std::map<std::string, std::int64_t> known_ = {
      {"late_returns", 3}, {"lines_accepted", 95}, {"lines_refused", 5}, {"waiting_time", 34}};
  bool rebuilding_ = false;
  std::vector<std::string> asked_;
};

TEST_F(PerformanceFigures, EveryFigureIsAskedOfTheContractOrItsProvider) {
  EXPECT_THAT(Found(), ElementsAre("late: 3", "refused: 5 of 100", "waiting: 34"));
  EXPECT_THAT(asked_, ElementsAre("late_returns of 42420001 2026-2027", "lines_refused of contracts/duin 2026-2027",
                                  "lines_accepted of contracts/duin 2026-2027",
                                  "lines_refused of contracts/duin 2026-2027", "waiting_time of 42420001 2026-2027"));
}

TEST_F(PerformanceFigures, WhatIsNotCountedIsNoneAndAnAverageOfNothingIsNotKnown) {
  known_.clear();
  EXPECT_THAT(Found(), ElementsAre("late: 0", "refused: 0"));
}

TEST_F(PerformanceFigures, WhatSomebodyGivesIsNotAskedFor) {
  contracting::PerformanceValue given;
  given.set_measure("refused");
  EXPECT_THAT(Found({given}), ElementsAre("late: 3", "waiting: 34"));
}

TEST_F(PerformanceFigures, FiguresThatAreCountedAnewMakeNoScore) {
  rebuilding_ = true;
  EXPECT_THAT(ValuesOfFigures(Draft(), {}, Definitions(), Ask()),
              Fails(absl::StatusCode::kFailedPrecondition, "FIGURES_REBUILDING"));
}

}  // namespace
}  // namespace clientroute::suite
