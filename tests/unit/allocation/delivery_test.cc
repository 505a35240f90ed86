#include "services/allocation/delivery.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace clientroute::allocation {
namespace {

Date Day(const char* text) { return Date::Parse(text).value(); }

Delivery Start(const char* day, bool removed = false) {
  Delivery delivery;
  delivery.start = Day(day);
  delivery.removed = removed;
  return delivery;
}
Delivery Stop(const char* start, const char* end, const char* reason = "31", bool removed = false) {
  Delivery delivery = Start(start, removed);
  delivery.kind = reason == kTemporaryStopReason ? DeliveryKind::kTemporaryStop : DeliveryKind::kStop;
  delivery.end = Day(end);
  delivery.stop_reason = reason;
  return delivery;
}

const Period kPeriod = Period::Of(Day("2026-04-01"), Day("2026-12-31")).value();

struct Case {
  const char* name;
  std::vector<Delivery> deliveries;
  AllocationState state;
  const char* held;
};

std::vector<Case> Cases() {
  const char* whole = "2026-04-01..2026-12-31";
  using S = AllocationState;
  return {
      {"nothing reported", {}, S::kAllocated, whole},
      {"started", {Start("2026-04-02")}, S::kInCare, whole},
      {"start taken back", {Start("2026-04-02", true)}, S::kAllocated, whole},
      {"temporary stop", {Start("2026-04-02"), Stop("2026-04-02", "2026-05-01", "20")}, S::kInterrupted, whole},
      {"definitive stop", {Start("2026-04-02"), Stop("2026-04-02", "2026-05-01")}, S::kEnded, "2026-04-01..2026-05-01"},
      {"definitive after temporary",
       {Start("2026-04-02"), Stop("2026-04-02", "2026-05-01", "20"), Stop("2026-04-02", "2026-05-20")},
       S::kEnded,
       "2026-04-01..2026-05-20"},
      {"stop taken back", {Start("2026-04-02"), Stop("2026-04-02", "2026-05-01", "31", true)}, S::kInCare, whole},
      {"definitive stop taken back after a temporary one",
       {Start("2026-04-02"), Stop("2026-04-02", "2026-05-01", "20"), Stop("2026-04-02", "2026-05-20", "31", true)},
       S::kInterrupted,
       whole},
      {"started again",
       {Start("2026-04-02"), Stop("2026-04-02", "2026-05-01", "20"), Start("2026-06-01")},
       S::kInCare,
       whole},
      {"started again after the end",
       {Start("2026-04-02"), Stop("2026-04-02", "2026-05-01"), Start("2026-06-01")},
       S::kInCare,
       whole},
      {"ended again",
       {Start("2026-04-02"), Stop("2026-04-02", "2026-05-01", "20"), Start("2026-06-01"),
        Stop("2026-06-01", "2026-07-01")},
       S::kEnded,
       "2026-04-01..2026-07-01"},
      {"the first stop was taken back while a second start runs to its end",
       {Start("2026-04-02"), Stop("2026-04-02", "2026-05-01", "20", true), Start("2026-06-01"),
        Stop("2026-06-01", "2026-07-01")},
       S::kInCare,
       whole},
      {"stopped before it could begin", {Start("2026-03-20"), Stop("2026-03-20", "2026-03-25")}, S::kEnded, "none"},
      {"stopped after the allocation", {Start("2026-04-02"), Stop("2026-04-02", "2027-02-01")}, S::kEnded, whole},
  };
}

TEST(DeliveryTest, TheReportsDecideTheState) {
  for (const Case& one : Cases()) EXPECT_EQ(ToString(StateAfter(one.deliveries)), ToString(one.state)) << one.name;
}

TEST(DeliveryTest, APlaceIsHeldUntilTheEnd) {
  for (const Case& one : Cases()) {
    const auto held = HeldDays(kPeriod, one.deliveries);
    EXPECT_EQ(held ? held->ToString() : "none", one.held) << one.name;
  }
  const Period open = Period::From(Day("2026-04-01"));
  EXPECT_EQ(HeldDays(open, {})->ToString(), "2026-04-01..");
  EXPECT_EQ(HeldDays(open, {Start("2026-04-02"), Stop("2026-04-02", "2026-05-01")})->ToString(),
            "2026-04-01..2026-05-01");
}

}  // namespace
}  // namespace clientroute::allocation
