// What monitoring tells of a time that the region's own services worked, beside plain queries over what these services
// themselves have on record: each figure is found by two ways that share nothing but the events between them.
#include "tests/route/providers/recomputed_figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "clientroute/monitoring/v1/monitoring.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/values/calendar.h"
#include "services/suite/demo/demo.h"
#include "services/suite/demo/suite_link.h"
#include "tests/programs/opened_record.h"
#include "tests/programs/own_suite.h"

namespace clientroute::suite {
namespace {

using monitoring::v1::Division;
using monitoring::v1::Monitoring;

constexpr std::string_view kLast = "2026-05-15";  // claims over March and April were made and judged

type::v1::Date Day(int year, int month, int day) {
  type::v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

template <typename Request>
Request OverTwoYears() {
  Request request;
  *request.mutable_from() = Day(2026, 1, 1);
  *request.mutable_until() = Day(2027, 12, 31);
  return request;
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (!part.empty()) text += Cat(text.empty() ? "" : " ", part);
  }
  return text;
}

// A suite that stands still, and what its services have on record.
class StillSuite {
 public:
  explicit StillSuite(SuiteProcess* process) : process_(*process), record_(process->data_folder(), "claims") {
    // Everything that was announced is taken in.
    EXPECT_THAT(As("operator").Ask(&platform::v1::Operations::Stub::AdvanceTime, platform::v1::AdvanceTimeRequest()),
                IsOk());
    for (const char* service : {"intake", "access", "allocation", "contracting", "orchestrator", "clock"}) {
      record_.Ask(Cat("ATTACH DATABASE '", process->data_folder(), "/", service, ".db' AS ", service));
    }
    now_ = FromMicros(std::stoll(record_.Ask("SELECT now FROM clock.clock")));
  }

  SuiteLink As(std::string_view persona) {
    return SuiteLink(&process_, PersonaCaller(persona, process_.Reach()->running));
  }
  OpenedRecord& record() { return record_; }

  /// Every figure is what its query finds; how many rows each has.
  std::map<std::string, std::size_t> CompareAll() {
    std::map<std::string, std::size_t> rows;
    for (const Recomputed& figure : RecomputedFrom()) {
      const std::vector<std::string> slow = Asked(figure.sql);
      EXPECT_EQ(Told(figure), slow) << figure.figure << "\n" << figure.sql;
      rows[figure.figure] = slow.size();
    }
    CompareWithLedger();
    return rows;
  }

 private:
  /// Each row as `month municipality provider product kind contract: value`, with what is divided by and of an average
  /// or a share how many it is of.
  std::vector<std::string> Told(const Recomputed& figure) {
    auto request = OverTwoYears<monitoring::v1::ListFiguresRequest>();
    request.set_figure(figure.figure);
    request.set_page_size(1'000);
    if (figure.of_2026) *request.mutable_until() = Day(2026, 12, 31);
    if (figure.now_only) {
      *request.mutable_from() = ToProto(LocalDate(now_));
      *request.mutable_until() = request.from();
    }
    for (const Division division : figure.by) request.add_by(division);
    const auto answer = As("contract-manager").Ask(&Monitoring::Stub::ListFigures, request);
    EXPECT_THAT(answer, IsOk()) << figure.figure;
    std::vector<std::string> rows;
    if (!answer.ok()) return rows;
    EXPECT_EQ(answer->next_page_token(), "") << figure.figure;
    for (const monitoring::v1::FigureRow& row : answer->rows()) {
      const std::string month =
          row.has_month() ? Cat(row.month().year(), row.month().month() < 10 ? "-0" : "-", row.month().month()) : "";
      rows.push_back(Cat(Joined({month, row.municipality(), row.provider(), row.product(), row.kind(), row.contract()}),
                         ": ", row.value(), figure.with_count ? Cat(" of ", row.count()) : std::string()));
    }
    std::ranges::sort(rows);
    return rows;
  }
  std::vector<std::string> Asked(const std::string& sql) {
    std::vector<std::string> rows = record_.AskAll(sql);
    std::ranges::sort(rows);
    return rows;
  }

  /// What was accepted is what stands in the ledger as costs of care, to the cent.
  void CompareWithLedger() {
    const Recomputed spend{.figure = "spend_accepted",
                           .by = {monitoring::v1::MUNICIPALITY, monitoring::v1::PROVIDER, monitoring::v1::CONTRACT},
                           .sql = ""};
    std::vector<std::string> told = Told(spend);
    std::erase_if(told, [](const std::string& row) { return row.ends_with(": 0"); });
    EXPECT_EQ(told, Asked("SELECT a.municipality || ' ' || a.provider || iif(a.contract = '', '', ' ' || a.contract)"
                          " || ': ' || SUM(e.cents) FROM entry AS e JOIN account AS a ON a.id = e.account"
                          " WHERE a.kind = 1 GROUP BY a.municipality, a.provider, a.contract"
                          " HAVING SUM(e.cents) <> 0"));
    const std::string all = record_.Ask(
        "SELECT COALESCE(SUM(e.cents), 0) FROM entry AS e JOIN account AS a ON a.id = e.account WHERE a.kind = 1");
    SuiteLink manager = As("contract-manager");
    const auto total = manager.Ask(&Monitoring::Stub::GetSpend, OverTwoYears<monitoring::v1::GetSpendRequest>());
    ASSERT_THAT(total, IsOk());
    EXPECT_EQ(Cat(total->total().accepted().cents()), all);
    const auto costs =
        manager.Ask(&Monitoring::Stub::ListClientCosts, OverTwoYears<monitoring::v1::ListClientCostsRequest>());
    const auto concentration =
        manager.Ask(&Monitoring::Stub::GetConcentration, OverTwoYears<monitoring::v1::GetConcentrationRequest>());
    ASSERT_THAT(costs, IsOk());
    ASSERT_THAT(concentration, IsOk());
    if (concentration->held_back()) return;
    EXPECT_EQ(Cat(concentration->accepted().cents()), all);
    ASSERT_EQ(costs->rows_size(), 1);
    EXPECT_EQ(Cat(costs->rows(0).accepted().cents()), all);
    EXPECT_EQ(Cat(costs->rows(0).clients()),
              record_.Ask("SELECT COUNT(DISTINCT client) FROM claim_line WHERE state = 1 AND client IS NOT NULL"));
  }

  SuiteProcess& process_;
  OpenedRecord record_;
  Instant now_;
};

// shows: MON-1, MON-2
TEST(RecomputedFigures, AreWhatPlainQueriesOverTheServicesOwnRecordsFindAfterMonthsOfARegion) {
  OwnSuite suite;
  ASSERT_THAT(suite.process().Start(), IsOk());
  const ProgramRun run = RunProgram({"region", "play", "--data", suite.process().data_folder(), "--workflows",
                                     std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows", "--share", "10", "--until",
                                     std::string(kLast), "--json"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  StillSuite still(&suite.process());
  const std::map<std::string, std::size_t> rows = still.CompareAll();
  for (const char* figure :
       {"inflow", "triage", "decision_days", "decided_in_time", "started", "waiting_time", "waiting", "waiting_days",
        "professionals", "in_care", "through_flow", "family_setting", "at_school", "allocated_amount",
        "delivered_amount", "spend_accepted", "spend_against_ceiling"}) {
    EXPECT_GT(rows.at(figure), 0U) << figure;
  }
  EXPECT_NE(still.record().Ask("SELECT COUNT(*) FROM allocation.delivery AS s JOIN allocation.allocation AS a"
                               " ON a.id = s.allocation JOIN allocation.care_line AS l ON l.id = a.care_line"
                               " JOIN allocation.location AS p ON 'locations/' || p.code = l.location"
                               " WHERE s.kind = 1 AND p.at_school = 1"),
            "0")
      << "some care is at a school";
  const auto concentration =
      still.As("contract-manager")
          .Ask(&Monitoring::Stub::GetConcentration, OverTwoYears<monitoring::v1::GetConcentrationRequest>());
  ASSERT_THAT(concentration, IsOk());
  EXPECT_FALSE(concentration->held_back()) << "of so few that their cost is not compared";
}

struct PlayedStory {
  const char* story;
  std::vector<std::string> figures;  // that it is played for
};

// What months of a region have little of: refusals, changes, returns.
class StoryFigures : public testing::TestWithParam<PlayedStory> {};

// shows: MON-1, MON-2
TEST_P(StoryFigures, AreWhatPlainQueriesOverTheServicesOwnRecordsFind) {
  const OwnFolder folder;
  const std::string data = folder.path() + "/data";
  ASSERT_THAT(PlayDemo({.story = GetParam().story, .keep = true, .data_folder = data}), IsOk());
  SuiteProcess process({.program = Program(),
                        .data_folder = data,
                        .serve_flags = {"--workflows", std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows",
                                        "--driven-clock", "2026-03-02T08:00:00Z"}});
  ASSERT_THAT(process.Start(), IsOk());
  StillSuite still(&process);
  const std::map<std::string, std::size_t> rows = still.CompareAll();
  for (const std::string& figure : GetParam().figures) EXPECT_GT(rows.at(figure), 0U) << figure;
}

INSTANTIATE_TEST_SUITE_P(
    Stories, StoryFigures,
    testing::Values(PlayedStory{"claims", {"refused_by_code", "refused_amount_by_code", "spend_refused"}},
                    PlayedStory{"return", {"returns", "outflow", "duration"}}, PlayedStory{"crisis", {"started"}},
                    PlayedStory{"scaling", {"scaled_up", "change_days"}}),
    [](const auto& played) { return std::string(played.param.story); });

}  // namespace
}  // namespace clientroute::suite
