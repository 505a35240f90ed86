#include "services/messaging/provider_request.h"

#include <vector>

#include "gtest/gtest.h"

namespace clientroute::messaging {
namespace {

using Standing = RequestStanding;

TEST(ProviderRequest, TheTermIsThatOfTheRequestThatMustBeAnsweredFirst) {
  const Date received = *Date::Of(2026, 4, 1);
  const Date signed_on = *Date::Of(2026, 3, 31);
  const Date at_once = *Date::Of(2026, 4, 10);      // five working days, Easter between
  const Date eight_weeks = *Date::Of(2026, 5, 26);  // after its own date
  const struct {
    const char* name;
    std::vector<Standing> standings;
    std::optional<Date> due;
  } kCases[] = {
      {"nothing asked", {}, std::nullopt},
      {"open", {Standing::kOpen}, at_once},
      {"under investigation", {Standing::kUnderInvestigation}, eight_weeks},
      {"refused", {Standing::kRefused}, std::nullopt},
      {"allocated", {Standing::kAllocated}, std::nullopt},
      {"one of three open", {Standing::kAllocated, Standing::kUnderInvestigation, Standing::kOpen}, at_once},
      {"one of three looked into",
       {Standing::kAllocated, Standing::kUnderInvestigation, Standing::kRefused},
       eight_weeks},
      {"all answered", {Standing::kAllocated, Standing::kRefused}, std::nullopt},
  };
  for (const auto& one : kCases) EXPECT_EQ(RequestDue(one.standings, received, signed_on), one.due) << one.name;
}

TEST(ProviderRequest, OnlyARefusalOrAnAllocationIsAnAnswer) {
  EXPECT_TRUE(IsUnanswered(Standing::kOpen));
  EXPECT_TRUE(IsUnanswered(Standing::kUnderInvestigation));
  EXPECT_FALSE(IsUnanswered(Standing::kRefused));
  EXPECT_FALSE(IsUnanswered(Standing::kAllocated));
}

}  // namespace
}  // namespace clientroute::messaging
