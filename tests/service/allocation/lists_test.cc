// The orders and filters of the waiting list and of capacity, and what a provider sees of it.
#include <algorithm>
#include <string>
#include <vector>

#include "tests/service/allocation/allocation_world.h"

namespace clientroute::allocation {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class AllocationListsTest : public AllocationWorld {
 protected:
  std::vector<std::string> WaitingBy(v1::ListWaitingRequest::Order order) {
    v1::ListWaitingRequest request;
    request.set_order(order);
    request.set_page_size(1);
    std::vector<std::string> routes;
    do {
      const auto page = Ask(&Stub::ListWaiting, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return routes;
      for (const v1::Waiting& waiting : page->waiting()) routes.push_back(waiting.route());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return routes;
  }
  std::vector<v1::CapacityUse> Capacity(v1::ListCapacityRequest request,
                                        const Caller& caller = ServicePersona("suite")) {
    *request.mutable_date() = ProtoDay("2026-05-01");
    request.set_page_size(1);
    std::vector<v1::CapacityUse> uses;
    do {
      const auto page = Ask(&Stub::ListCapacity, request, caller);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return uses;
      uses.insert(uses.end(), page->uses().begin(), page->uses().end());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return uses;
  }
  static int FreeOf(const v1::CapacityUse& use) { return use.places() - use.reserved() - use.allocated(); }
};

TEST_F(AllocationListsTest, TheWaitingListComesInEveryOrder) {
  Propose("full", 0, {Line("line-1"), Line("line-2"), Line("line-3")});
  Propose("propose-1", 1, {Line("line-1")});
  world_.Advance(std::chrono::minutes(1));
  Propose("propose-2", 2, {Line("line-1")}, 1);
  world_.Advance(std::chrono::minutes(1));
  Propose("propose-3", 3, {Line("line-1")});
  using Order = v1::ListWaitingRequest;
  EXPECT_THAT(WaitingBy(Order::URGENCY), ElementsAre(Route(2), Route(1), Route(3)));
  EXPECT_THAT(WaitingBy(Order::LONGEST), ElementsAre(Route(1), Route(2), Route(3)));
  EXPECT_THAT(WaitingBy(Order::NEWEST), ElementsAre(Route(3), Route(2), Route(1)));
  v1::ListWaitingRequest other;
  other.set_page_size(1);
  other.set_page_token(Ask(&Stub::ListWaiting, other)->next_page_token());
  other.set_order(Order::NEWEST);
  EXPECT_THAT(Ask(&Stub::ListWaiting, other), Fails(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN"));
}

TEST_F(AllocationListsTest, CapacityComesByFreePlacesAndByProvider) {
  Propose("propose-1", 1, {Line("line-1")});
  v1::ListCapacityRequest request;
  request.set_order(v1::ListCapacityRequest::MOST_FREE);
  const std::vector<v1::CapacityUse> most = Capacity(request);
  request.set_order(v1::ListCapacityRequest::LEAST_FREE);
  const std::vector<v1::CapacityUse> least = Capacity(request);
  ASSERT_THAT(most, SizeIs(6));
  ASSERT_THAT(least, SizeIs(6));
  EXPECT_TRUE(std::ranges::is_sorted(most, std::ranges::greater(), FreeOf));
  EXPECT_TRUE(std::ranges::is_sorted(least, std::ranges::less(), FreeOf));
  request.set_order(v1::ListCapacityRequest::PROVIDER);
  const std::vector<v1::CapacityUse> by_provider = Capacity(request);
  ASSERT_THAT(by_provider, SizeIs(6));
  EXPECT_TRUE(std::ranges::is_sorted(by_provider, std::ranges::less(), &v1::CapacityUse::provider));
}

TEST_F(AllocationListsTest, CapacityOfAProductIsItsOwnAndThatOfItsCategory) {
  v1::ListCapacityRequest request;
  request.mutable_product()->set_category("45");
  request.mutable_product()->set_code("45A04");
  const std::vector<v1::CapacityUse> uses = Capacity(request);
  EXPECT_THAT(uses, SizeIs(3));
  for (const v1::CapacityUse& use : uses) EXPECT_EQ(use.product().code(), "45A04");
  request.mutable_product()->set_category("99");
  EXPECT_THAT(Capacity(request), IsEmpty());
  request.mutable_product()->clear_category();
  EXPECT_THAT(Ask(&Stub::ListCapacity, request), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
}

// shows: PRI-1
TEST_F(AllocationListsTest, AProviderSeesTheCapacityOfItsOwnLocations) {
  const auto providers = [&](const Caller& caller) {
    std::vector<std::string> found;
    for (const v1::CapacityUse& use : Capacity({}, caller)) found.push_back(use.provider());
    return found;
  };
  EXPECT_THAT(providers(ProviderPersona("42420002")), testing::AllOf(SizeIs(2), Each("42420002")));
  EXPECT_THAT(providers(ProviderPersona("42429999")), IsEmpty());
  v1::ListCapacityRequest of_other;
  of_other.set_provider("42420002");
  EXPECT_THAT(Capacity(of_other, ProviderPersona("42420001")), IsEmpty());
}

}  // namespace
}  // namespace clientroute::allocation
