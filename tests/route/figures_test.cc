#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "clientroute/monitoring/v1/monitoring.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/suite_link.h"
#include "tests/route/played_suite.h"

namespace clientroute::suite {
namespace {

using monitoring::v1::Monitoring;
using testing::Contains;
using testing::HasSubstr;

template <typename Request>
Request Over2026() {
  Request request;
  request.mutable_from()->set_year(2026);
  request.mutable_from()->set_month(1);
  request.mutable_from()->set_day(1);
  request.mutable_until()->set_year(2027);
  request.mutable_until()->set_month(12);
  request.mutable_until()->set_day(31);
  return request;
}

/// What a suite counted of a story.
class CountedSuite : public PlayedSuite {
 public:
  using PlayedSuite::PlayedSuite;

  /// The one value of a figure in all, `0` when nothing was counted.
  std::string Whole(const std::string& figure) {
    auto request = Over2026<monitoring::v1::ListFiguresRequest>();
    request.set_figure(figure);
    const auto answer = As("contract-manager").Ask(&Monitoring::Stub::ListFigures, request);
    EXPECT_TRUE(answer.ok()) << answer.status();
    if (!answer.ok() || answer->rows().empty()) return "0";
    return Cat(answer->rows(0).value());
  }

  /// Every figure in every division, and the spend.
  std::vector<std::string> Everything() {
    SuiteLink manager = As("contract-manager");
    std::vector<std::string> all;
    const auto definitions =
        manager.Ask(&Monitoring::Stub::ListFigureDefinitions, monitoring::v1::ListFigureDefinitionsRequest());
    EXPECT_TRUE(definitions.ok()) << definitions.status();
    if (!definitions.ok()) return all;
    for (const auto& definition : definitions->definitions()) {
      auto request = Over2026<monitoring::v1::ListFiguresRequest>();
      request.set_figure(definition.figure());
      for (const auto division :
           {monitoring::v1::MONTH, monitoring::v1::MUNICIPALITY, monitoring::v1::PROVIDER, monitoring::v1::PRODUCT}) {
        request.add_by(division);
      }
      const auto answer = manager.Ask(&Monitoring::Stub::ListFigures, request);
      EXPECT_TRUE(answer.ok()) << answer.status();
      if (answer.ok()) all.push_back(Cat(definition.figure(), "\n", answer->DebugString()));
    }
    const auto spend = manager.Ask(&Monitoring::Stub::GetSpend, Over2026<monitoring::v1::GetSpendRequest>());
    EXPECT_TRUE(spend.ok()) << spend.status();
    if (spend.ok()) all.push_back(spend->DebugString());
    return all;
  }

  /// Counts everything anew, and waits until that is done.
  void CountAnew() {
    SuiteLink op = As("operator");
    monitoring::v1::RebuildRequest request;
    request.set_request_id("figures-test-rebuild");
    const auto begun = op.Ask(&Monitoring::Stub::Rebuild, request);
    EXPECT_TRUE(begun.ok()) << begun.status();
    const auto quiet = op.Ask(&platform::v1::Operations::Stub::AdvanceTime, platform::v1::AdvanceTimeRequest());
    EXPECT_TRUE(quiet.ok()) << quiet.status();
    const auto status = op.Ask(&Monitoring::Stub::GetRebuildStatus, monitoring::v1::GetRebuildStatusRequest());
    ASSERT_TRUE(status.ok()) << status.status();
    EXPECT_FALSE(status->rebuilding());
    EXPECT_TRUE(status->has_end_time());
  }
};

// shows: MON-1, ROU-6
TEST(Figures, AReturnToCareIsCountedAndCountingAnewGivesTheSame) {
  CountedSuite suite("return");
  EXPECT_EQ(suite.Whole("inflow"), "3");
  EXPECT_EQ(suite.Whole("outflow"), "2");
  EXPECT_EQ(suite.Whole("returns"), "2");
  const std::vector<std::string> lived = suite.Everything();
  EXPECT_THAT(lived, Contains(HasSubstr("waiting_time\nrows {")));
  suite.CountAnew();
  EXPECT_EQ(suite.Everything(), lived);
}

// shows: MON-2
TEST(Figures, SpendFollowsClaimsCreditsAndRefusalsAndCountingAnewGivesTheSame) {
  CountedSuite suite("claims");
  EXPECT_NE(suite.Whole("spend_accepted"), "0");
  EXPECT_NE(suite.Whole("spend_refused"), "0");
  const std::vector<std::string> lived = suite.Everything();
  suite.CountAnew();
  EXPECT_EQ(suite.Everything(), lived);
}

// shows: MON-1, ALL-2
TEST(Figures, ASecondBestPlacementIsCounted) {
  CountedSuite suite("crisis");
  EXPECT_EQ(suite.Whole("second_best"), "1");
  EXPECT_EQ(suite.Whole("inflow"), "1");
}

}  // namespace
}  // namespace clientroute::suite
