// Who works with a household: a figure of all its routes together, of which no single route says what it is.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/status/status.h"
#include "services/platform/testing/status_matchers.h"
#include "services/platform/values/resource_name.h"
#include "tests/service/monitoring/announced_routes.h"
#include "tests/service/monitoring/monitoring_world.h"

// The clock stands at 1 April 2026 and moves when told. A row is `tenths (households, at most tenths)`.
namespace clientroute::monitoring {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using v1::MONTH;
using v1::MUNICIPALITY;
using v1::PROVIDER;

constexpr Instant Midday(int month, int day) {
  return Instant(std::chrono::sys_days(std::chrono::year(2026) / month / day) + std::chrono::hours(11));
}

class HouseholdTest : public testing::Test {
 protected:
  // Of a route or of a client.
  template <typename Event>
  void Say(const Event& event) {
    if constexpr (requires { event.route(); }) {
      monitoring_.Announce(event.route(), event);
    } else {
      monitoring_.Announce(event.client(), event);
    }
    monitoring_.Settle();
  }
  std::vector<std::string> Professionals(const std::vector<v1::Division>& by = {MONTH}) {
    return monitoring_.Figure("professionals", by);
  }
  void Start(std::string_view route, std::string_view allocation, std::string_view provider, std::string_view day) {
    Say(Allocated(route, allocation, provider));
    Say(Started(route, allocation, day));
  }

  MonitoringWorld monitoring_;
};

// shows: MON-1
TEST_F(HouseholdTest, ProfessionalsAreTheDifferentPersonsAndProvidersOfAllRoutesOfAHousehold) {
  Say(ReferredOf("family", "child", "a", "2026-03-02"));
  Say(ReferredOf("family", "brother", "b", "2026-03-09"));
  Say(Involved("child", "worker"));
  Say(Involved("child", "manager"));
  Say(Involved("brother", "worker"));
  EXPECT_THAT(Professionals(), ElementsAre("2026-03: 0", "2026-04: 20 (1, at most 20)"));
  Start("a", "a1", "42420001", "2026-03-30");
  Start("b", "b1", "42420001", "2026-03-30");
  Start("b", "b2", "42420002", "2026-04-01");
  EXPECT_THAT(Professionals(), ElementsAre("2026-03: 10 (1, at most 10)", "2026-04: 40 (1, at most 40)"));
}

// shows: MON-1
TEST_F(HouseholdTest, TheAverageIsToldInTenthsOfAPerson) {
  for (const char* household : {"x", "y", "z"}) Say(ReferredOf(household, household, household, "2026-03-02"));
  Say(Involved("x", "worker"));
  Say(Involved("x", "manager"));
  Say(Involved("y", "worker"));
  Say(Involved("y", "manager"));
  Say(Involved("z", "worker"));
  EXPECT_THAT(Professionals(), testing::Contains("2026-04: 17 (3, at most 20)"));
}

// shows: MON-1
TEST_F(HouseholdTest, WhoIsInvolvedNoLongerAndWhatHasStoppedDoesNotCountAndNeitherDoesARouteThatEnded) {
  Say(ReferredOf("family", "child", "a", "2026-03-02"));
  Say(ReferredOf("family", "brother", "b", "2026-03-09"));
  Say(Involved("child", "worker"));
  Say(Involved("brother", "manager"));
  Start("a", "a1", "42420001", "2026-03-30");
  monitoring_.world().AdvanceTo(Midday(5, 11));
  Say(NotInvolved("child", "worker"));
  Say(Stopped("a", "a1", "2026-03-30", "2026-05-10"));
  EXPECT_THAT(Professionals(),
              ElementsAre("2026-03: 10 (1, at most 10)", "2026-04: 30 (1, at most 30)", "2026-05: 10 (1, at most 10)"));
  Say(Involved("child", "worker"));
  EXPECT_THAT(Professionals({}), testing::Contains("2026-05: 20 (1, at most 20)"));
  monitoring_.world().AdvanceTo(Midday(6, 15));
  Say(Closed("b"));
  EXPECT_THAT(Professionals({}), testing::Contains("2026-06: 10 (1, at most 10)"));
  Say(Withdrawn("a"));
  EXPECT_THAT(Professionals({}), Not(testing::Contains(HasSubstr("2026-06"))));
}

// shows: MON-1
TEST_F(HouseholdTest, AHouseholdCountsOnceWhereItsRoutesAreNotToldApartAndAtEachOfTheirMunicipalities) {
  Say(ReferredOf("family", "child", "a", "2026-03-02", "0361"));
  Say(ReferredOf("family", "brother", "b", "2026-03-09", "0373"));
  Say(Involved("child", "worker"));
  Say(Involved("brother", "manager"));
  EXPECT_THAT(Professionals({}), testing::Contains("2026-04: 20 (1, at most 20)"));
  EXPECT_THAT(Professionals({MUNICIPALITY}), testing::Contains("2026-04 0361: 20 (1, at most 20)"));
  EXPECT_THAT(Professionals({MUNICIPALITY}), testing::Contains("2026-04 0373: 20 (1, at most 20)"));
  EXPECT_THAT(monitoring_.Figure("professionals", {PROVIDER}, Manager({"0361"})),
              testing::Contains("2026-04 42420001: 20 (1, at most 20)"));
  EXPECT_THAT(monitoring_.Figure("professionals", {}, Manager({"0400"})), IsEmpty());
}

TEST_F(HouseholdTest, InvolvementIsCountedWhetherItIsHeardBeforeTheReferralOrAfter) {
  Say(Involved("child", "worker"));
  EXPECT_THAT(Professionals(), IsEmpty());
  Say(ReferredOf("family", "child", "a", "2026-03-02"));
  EXPECT_THAT(Professionals(), testing::Contains("2026-04: 10 (1, at most 10)"));
}

TEST_F(HouseholdTest, ARouteThatIsOfAnotherHouseholdAfterAllLeavesTheOneThatItWasOf) {
  Say(ReferredOf("one", "child", "a", "2026-03-02"));
  Say(ReferredOf("other", "brother", "b", "2026-03-02"));
  Say(Involved("child", "worker"));
  EXPECT_THAT(Professionals(), testing::Contains("2026-04: 5 (2, at most 10)"));
  Say(ReferredOf("other", "child", "a", "2026-03-02"));
  EXPECT_THAT(Professionals(), testing::Contains("2026-04: 10 (1, at most 10)"));
}

// shows: PRI-2
TEST_F(HouseholdTest, OfAPersonOnlyAnIdIsKeptThatDoesNotSayWhoHeIs) {
  Say(ReferredOf("family", "child", "a", "2026-03-02"));
  Say(Involved("child", "jansen"));
  EXPECT_THAT(monitoring_.Dump(), testing::Contains(testing::StartsWith("involvement")));
  EXPECT_THAT(monitoring_.Dump(), Each(Not(HasSubstr("jansen"))));
}

TEST_F(HouseholdTest, AnInvolvementThatDoesNotSayOfWhomIsRefused) {
  Say(Involved("child", "worker"));
  type::v1::Event event = monitoring_.Announced("access").front();
  access::v1::PersonInvolved nobody;
  nobody.set_client("clients/unknown");
  nobody.set_person("persons/worker");
  event.mutable_payload()->PackFrom(nobody);
  EXPECT_THAT(monitoring_.Deliver(event, "damaged"), Fails(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
}

TEST_F(HouseholdTest, ARebuildFindsTheSame) {
  Say(ReferredOf("family", "child", "a", "2026-03-02"));
  Say(ReferredOf("family", "brother", "b", "2026-03-09"));
  Say(Involved("child", "worker"));
  Say(Involved("brother", "manager"));
  Start("a", "a1", "42420001", "2026-03-30");
  monitoring_.world().AdvanceTo(Midday(5, 11));
  Say(NotInvolved("brother", "manager"));
  const std::vector<std::string> before = monitoring_.Dump();
  const std::vector<std::string> told = Professionals();
  monitoring_.Rebuild("again");
  monitoring_.Settle();
  EXPECT_EQ(monitoring_.Dump(), before);
  EXPECT_EQ(Professionals(), told);
}

}  // namespace
}  // namespace clientroute::monitoring
