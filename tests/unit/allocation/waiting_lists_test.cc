// By which index the waiting list comes in each of its orders.
#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/allocation/migrations.h"
#include "services/allocation/waiting_store.h"
#include "services/platform/testing/plan_recorder.h"
#include "services/platform/testing/status_matchers.h"

namespace clientroute::allocation {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(WaitingListsTest, EveryOrderIsThatOfAnIndex) {
  const std::unique_ptr<Database> database = *OpenSqlite({.path = ":memory:"}, AllocationMigrations());
  CallContext call;
  call.identity.kind = Identity::Kind::kService;
  call.purpose = "care-allocation";
  const VisibleRows visible(call, AccessQuestion::Subject::kRoute);
  using Order = WaitingStore::Order;
  const struct {
    Order order;
    std::string index;
  } orders[] = {
      {Order::kUrgency, "waiting_order"}, {Order::kLongest, "waiting_since"}, {Order::kNewest, "waiting_since"}};
  for (const auto& [order, index] : orders) {
    EXPECT_THAT(database->Read([&, order = order, index = index](Connection& connection) -> absl::Status {
      PlanRecorder recorder(connection);
      CLIENTROUTE_RETURN_IF_ERROR(
          WaitingStore(&recorder).List("", visible, order, WaitingStore::Position{1, 7, 7}, 50).status());
      const std::string& plan = recorder.asked().front().plan;
      EXPECT_THAT(plan, HasSubstr(index));
      EXPECT_THAT(plan, Not(HasSubstr("TEMP B-TREE"))) << plan;
      return absl::OkStatus();
    }),
                IsOk());
  }
}

}  // namespace
}  // namespace clientroute::allocation
