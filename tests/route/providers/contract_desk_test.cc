// The contracts of a region, managed for four months beside its own services.
#include "services/suite/year/contract_desk.h"

#include <gtest/gtest.h>

#include <string>

#include "clientroute/contracting/v1/supplier_management.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/values/calendar.h"
#include "tests/programs/opened_record.h"
#include "tests/programs/own_suite.h"

namespace clientroute::suite {
namespace {

using contracting::v1::SupplierManagement;

constexpr auto kMorning = std::chrono::hours(9);

class ContractDeskTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(suite_.process().Start().ok()); }

  /// Every day twice, as one that broke off is done again.
  void Work(Date first, Date last) {
    const auto link = suite_.process().Reach();
    ASSERT_THAT(link, IsOk());
    const auto& towns = link->running.municipalities();
    ContractDesk desk(link->channel, provider::Chance(1), {towns.begin(), towns.end()});
    for (Date day = first; day <= last; day = day.AddDays(1)) {
      if (!IsWorkingDay(day)) continue;
      platform::v1::AdvanceTimeRequest advance;
      *advance.mutable_to() = ToProto(LocalMidnight(day) + kMorning);
      ASSERT_THAT(suite_.As("operator").Ask(&platform::v1::Operations::Stub::AdvanceTime, advance), IsOk());
      ASSERT_THAT(desk.Work(day), IsOk());
      ASSERT_THAT(desk.Work(day), IsOk());
    }
  }
  int Late() {
    contracting::v1::ListTalkSchedulesRequest request;
    request.set_late(true);
    request.set_page_size(1'000);
    const auto answer = suite_.As("contract-manager").Ask(&SupplierManagement::Stub::ListTalkSchedules, request);
    EXPECT_THAT(answer, IsOk());
    return answer.ok() ? answer->schedules_size() : -1;
  }
  int Count(const std::string& sql) {
    return std::stoi(OpenedRecord(suite_.process().data_folder(), "contracting").Ask("SELECT count(*) FROM " + sql));
  }

  OwnSuite suite_;
};

// shows: CON-4
TEST_F(ContractDeskTest, TalksAreHeldAsOftenAsTheRegionChoseAndEachHalfYearIsScoredOnce) {
  const int late_before = Late();
  EXPECT_GT(late_before, 10) << "no talk was ever held";
  Work(Date::Parse("2026-03-02").value(), Date::Parse("2026-07-03").value());

  EXPECT_GT(Count("talk_now WHERE state = 2"), late_before);
  EXPECT_GT(Late(), 0) << "now and then he does not get to a contract";
  EXPECT_LT(Late(), late_before / 3);
  EXPECT_EQ(Count("(SELECT contract FROM talk_now WHERE state = 1 GROUP BY contract HAVING count(*) > 1)"), 0)
      << "a next talk is planned once";
  EXPECT_EQ(Count("(SELECT contract FROM talk_now GROUP BY contract, day HAVING count(*) > 1)"), 0);
  EXPECT_GT(Count("agreement_settlement"), 0);
  EXPECT_GT(Count("agreement WHERE id NOT IN (SELECT agreement_id FROM agreement_settlement)"), 0);

  const int contracts = Count("(SELECT DISTINCT contract FROM performance_score)");
  EXPECT_GT(contracts, late_before - 1);
  EXPECT_EQ(Count("performance_score"), contracts) << "each once";
  const std::string last_day = "CAST(strftime('%s', '2026-06-30') AS INTEGER) / 86400";
  EXPECT_EQ(Count("performance_score WHERE last_day = " + last_day), contracts);
  EXPECT_EQ(Count("performance_part"), 6 * contracts) << "a part for each measure, weighed or not";
}

}  // namespace
}  // namespace clientroute::suite
