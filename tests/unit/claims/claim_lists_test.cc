// By which index a list of claims comes in each of its orders.
#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/claims/claim_store.h"
#include "services/claims/ledger_store.h"
#include "services/claims/migrations.h"
#include "services/platform/testing/plan_recorder.h"
#include "services/platform/testing/status_matchers.h"

namespace clientroute::claims {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string PlanOf(Database& database, const std::function<absl::Status(Connection&)>& ask) {
  std::string plan;
  EXPECT_THAT(database.Read([&](Connection& connection) -> absl::Status {
    PlanRecorder recorder(connection);
    CLIENTROUTE_RETURN_IF_ERROR(ask(recorder));
    plan = recorder.asked().front().plan;
    return absl::OkStatus();
  }),
              IsOk());
  return plan;
}

TEST(ClaimListsTest, EveryOrderOfClaimsAndPostingsIsThatOfAnIndex) {
  const std::unique_ptr<Database> database = *OpenSqlite({.path = ":memory:"}, ClaimsMigrations());
  CallContext call;
  call.identity.kind = Identity::Kind::kService;
  call.purpose = "message-exchange";
  const VisibleClaims visible(call);
  using Order = ClaimStore::Order;
  const struct {
    Order order;
    std::string index;
  } orders[] = {{Order::kNewest, "PRIMARY KEY"},
                {Order::kOldest, "PRIMARY KEY"},
                {Order::kLargest, "claim_by_amount"},
                {Order::kMostRefused, "claim_by_refused_lines"}};
  for (const auto& [order, index] : orders) {
    const std::string plan = PlanOf(*database, [&, order = order](Connection& connection) {
      return ClaimStore(&connection).List({}, visible, order, ClaimStore::Position{7, 7}, 50).status();
    });
    EXPECT_THAT(plan, HasSubstr(index));
    EXPECT_THAT(plan, Not(HasSubstr("TEMP B-TREE"))) << plan;
  }
  for (const bool newest : {true, false}) {
    const std::string plan = PlanOf(*database, [&](Connection& connection) {
      return LedgerStore(&connection).List({}, visible, newest, LedgerStore::Position{7, 1}, 50).status();
    });
    EXPECT_THAT(plan, HasSubstr("SEARCH e USING PRIMARY KEY"));
    // Of one posting alone the entries are ordered: they are three at most.
    EXPECT_THAT(plan, Not(HasSubstr("USE TEMP B-TREE FOR ORDER BY"))) << plan;
  }
}

}  // namespace
}  // namespace clientroute::claims
