#include <vector>

#include "tests/service/allocation/allocation_world.h"

namespace clientroute::allocation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// What a provider is told by message, and what could never be told: allocations that overlap.
class ToldAllocationsTest : public AllocationWorld {
 protected:
  std::vector<std::int64_t> Numbers(const v1::ListAllocationsRequest& request) {
    std::vector<std::int64_t> numbers;
    const auto response = Ask(&Stub::ListAllocations, request, ServicePersona("messaging"));
    EXPECT_THAT(response, IsOk());
    for (const v1::CareAllocation& allocation : response->allocations()) numbers.push_back(allocation.number());
    return numbers;
  }
};

TEST_F(ToldAllocationsTest, ThatAProviderWasToldOfAreToldWithdrawnToo) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  EXPECT_FALSE(made.told());
  Tell({made.number()});
  const v1::CareAllocation told = Shown(made.name());
  EXPECT_TRUE(told.told());
  EXPECT_EQ(FromProto(told.message_time()), world_.clock()->Now());
  Release("release-1", 1);
  EXPECT_THAT(Announced(1), ElementsAre("PlacesReserved", "AllocationsMade", "AllocationsWithdrawn"));
  const auto withdrawn = Last<v1::AllocationsWithdrawn>(1);
  EXPECT_TRUE(withdrawn.told());
  ASSERT_EQ(withdrawn.lines_size(), 1);
  EXPECT_EQ(withdrawn.lines(0).allocation_number(), made.number());
  v1::ListAllocationsRequest to_tell;
  *to_tell.mutable_valid_on_or_after() = ProtoDay("2027-01-01");
  EXPECT_THAT(Numbers(to_tell), ElementsAre(made.number())) << "the next message says that it is withdrawn";
  Tell({made.number()});
  EXPECT_THAT(Numbers(to_tell), IsEmpty());
  EXPECT_TRUE(Shown(made.name()).told());
}

TEST_F(ToldAllocationsTest, ThatNobodyWasToldOfAreAnnouncedAsWithdrawnToo) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  Release("release-1", 1);
  ASSERT_THAT(Announced(1), ElementsAre("PlacesReserved", "AllocationsMade", "AllocationsWithdrawn"));
  const auto withdrawn = Last<v1::AllocationsWithdrawn>(1);
  EXPECT_FALSE(withdrawn.told());
  EXPECT_THAT(withdrawn.ended_lines(), IsEmpty());
  ASSERT_EQ(withdrawn.lines_size(), 1);
  EXPECT_EQ(withdrawn.lines(0).allocation_number(), made.number());
  v1::ListAllocationsRequest to_tell;
  *to_tell.mutable_valid_on_or_after() = ProtoDay("2026-01-01");
  EXPECT_THAT(Numbers(to_tell), IsEmpty());
  Release("release-2", 1);
  EXPECT_EQ(Announced(1).size(), 3U) << "there is nothing more to withdraw";
}

TEST_F(ToldAllocationsTest, WhereOneOfTwoWasToldTheWithdrawalIsToBeTold) {
  Propose("propose-1", 1, {Line("line-1"), Line("line-2", "45A05")});
  const auto made = Make("make-1", 1, {Line("line-1"), Line("line-2", "45A05")});
  ASSERT_EQ(made->allocations_size(), 2);
  Tell({made->allocations(1).number()});
  Release("release-1", 1);
  const auto withdrawn = Last<v1::AllocationsWithdrawn>(1);
  EXPECT_TRUE(withdrawn.told());
  EXPECT_EQ(withdrawn.lines_size(), 2);
}

// OP362: its start may not be reported yet, or it may be claimed on without.
// rules: TR385
TEST_F(ToldAllocationsTest, WhoseFirstDayHasComeEndInsteadOfBeingDeleted) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  Tell({made.number()});
  world_.Advance(std::chrono::days(Day("2026-04-20").DaysSince(LocalDate(world_.clock()->Now()))));
  EXPECT_EQ(Release("release-1", 1), 1);
  const v1::CareAllocation ended = Shown(made.name());
  EXPECT_EQ(ended.state(), v1::CareAllocation::ENDED);
  EXPECT_EQ(ended.change_reason(), "05");
  EXPECT_EQ(FromProto(ended.line().period())->ToString(), "2026-04-13..2026-04-20");
  EXPECT_FALSE(ended.told());
  const auto withdrawn = Last<v1::AllocationsWithdrawn>(1);
  EXPECT_TRUE(withdrawn.told());
  ASSERT_EQ(withdrawn.lines_size(), 1);
  EXPECT_EQ(FromProto(withdrawn.lines(0).period())->ToString(), "2026-04-13..2026-04-20");
  EXPECT_THAT(withdrawn.ended_lines(), testing::ElementsAre("line-1")) << "a start may still be reported";
  EXPECT_EQ(Last<v1::AllocationEndedUnstarted>(1).part(), "line-1");
  EXPECT_EQ(FromProto(Last<v1::AllocationEndedUnstarted>(1).last_date()), Day("2026-04-20"));
  EXPECT_THAT(Announced(1), testing::ElementsAre("PlacesReserved", "AllocationsMade", "AllocationEndedUnstarted",
                                                 "AllocationsWithdrawn"))
      << "the part waits before the rest is taken back";
  EXPECT_EQ(Use("centrum", "45A04", "2026-04-20"), "2, 0, 1");
  EXPECT_EQ(Use("centrum", "45A04", "2026-04-21"), "2, 0, 0");
  EXPECT_EQ(Release("release-2", 1), 0) << "once";

  v1::SubmitMessageRequest start = Message("start-1", "JW305", 1);
  AddStart(start, ended, "2026-04-14");
  EXPECT_THAT(Verdicts(start), IsEmpty()) << "care that was given is still reported";
}

TEST_F(ToldAllocationsTest, WhoseFirstDayHasComeAreDeletedWhenNobodyKnewOfThem) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  world_.Advance(std::chrono::days(Day("2026-04-20").DaysSince(LocalDate(world_.clock()->Now()))));
  Release("release-1", 1);
  EXPECT_EQ(Shown(made.name()).change_reason(), "13");
  EXPECT_FALSE(Last<v1::AllocationsWithdrawn>(1).told());
}

TEST_F(ToldAllocationsTest, WhoseStartWasTakenBackEndToo) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  Tell({made.number()});
  world_.Advance(std::chrono::days(Day("2026-04-20").DaysSince(LocalDate(world_.clock()->Now()))));
  v1::SubmitMessageRequest start = Message("start-1", "JW305", 1);
  AddStart(start, made, "2026-04-14");
  ASSERT_THAT(Verdicts(start), IsEmpty());
  v1::SubmitMessageRequest removal = Message("start-2", "JW305", 2);
  AddStart(removal, made, "2026-04-14", 3);
  ASSERT_THAT(Verdicts(removal), IsEmpty());
  Release("release-1", 1);
  EXPECT_EQ(Shown(made.name()).change_reason(), "05") << "it may have been claimed on";
}

TEST_F(ToldAllocationsTest, AMessageHeardOfAfterTheWithdrawalHasItAnnouncedAgainAsToBeTold) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  const Instant sent = world_.clock()->Now();
  Release("release-1", 1);
  EXPECT_FALSE(Last<v1::AllocationsWithdrawn>(1).told());
  Tell({made.number()}, sent);
  ASSERT_THAT(Announced(1),
              ElementsAre("PlacesReserved", "AllocationsMade", "AllocationsWithdrawn", "AllocationsWithdrawn"));
  const auto withdrawn = Last<v1::AllocationsWithdrawn>(1);
  EXPECT_TRUE(withdrawn.told());
  ASSERT_EQ(withdrawn.lines_size(), 1);
  EXPECT_EQ(withdrawn.lines(0).allocation_number(), made.number());
  EXPECT_FALSE(Shown(made.name()).told());
  Tell({made.number()});
  EXPECT_TRUE(Shown(made.name()).told());
  EXPECT_EQ(Announced(1).size(), 4U) << "the message of the withdrawal is no reason for another";
}

TEST_F(ToldAllocationsTest, AMessageSentBeforeAChangeDidNotTellIt) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  const Instant sent = world_.clock()->Now();
  Tell({made.number()});
  world_.clock()->Advance(std::chrono::hours(1));
  Release("release-1", 1);
  Tell({made.number()}, sent);
  EXPECT_FALSE(Shown(made.name()).told()) << "the event comes late";
}

TEST_F(ToldAllocationsTest, ThatWouldOverlapAreRefusedAndThePlacesLetGo) {
  const v1::CareAllocation first = Allocate(1, Line("line-1"));
  type::v1::CareLine later = Line("line-1");
  *later.mutable_period() = ToProto(Period::Of(Day("2026-10-12"), Day("2027-03-31")).value());
  v1::ProposePlacementRequest proposal = Proposal("propose-2", 2, {later});
  proposal.set_client(Client(1));
  ASSERT_TRUE(Ask(&Stub::ProposePlacement, proposal)->complete());
  v1::MakeAllocationsRequest make;
  make.set_request_id("make-2");
  make.set_route(Route(2));
  make.set_client(Client(1));
  make.set_municipality("0361");
  *make.add_lines() = later;
  const auto refused = Ask(&Stub::MakeAllocations, make);
  ASSERT_THAT(refused, IsOk());
  EXPECT_EQ(refused->allocations_size(), 0);
  ASSERT_EQ(refused->refusals_size(), 1);
  EXPECT_EQ(refused->refusals(0).reason(), v1::LineRefusal::ALLOCATION_OVERLAPS);
  EXPECT_THAT(Announced(2), ElementsAre("PlacesReserved", "AllocationsRefused"));
  const auto event = Last<v1::AllocationsRefused>(2);
  EXPECT_EQ(event.reason(), "ALLOCATION_OVERLAPS");
  EXPECT_EQ(event.explanation(),
            "Product 45A04 bij 42420001 overlapt met toewijzing 1 van 13 april 2026 tot en met 12 oktober 2026 voor "
            "dezelfde cliënt.");
  EXPECT_EQ(Use("centrum", "45A04", "2027-01-01"), "2, 0, 0") << "the place is free again";
  world_.Advance(std::chrono::days(30));
  EXPECT_EQ(Announced(2).size(), 2U) << "and no longer expires";

  // One day later it is no overlap.
  *later.mutable_period()->mutable_start_date() = ProtoDay("2026-10-13");
  proposal.set_request_id("propose-3");
  *proposal.mutable_lines(0) = later;
  ASSERT_TRUE(Ask(&Stub::ProposePlacement, proposal)->complete());
  make.set_request_id("make-3");
  *make.mutable_lines(0) = later;
  EXPECT_EQ(Ask(&Stub::MakeAllocations, make)->allocations_size(), 1);
}

TEST_F(ToldAllocationsTest, TwoLinesOfOneRouteMayNotOverlapEither) {
  Propose("propose-1", 1, {Line("line-1"), Line("line-2")});
  const auto refused = Make("make-1", 1, {Line("line-1"), Line("line-2")});
  ASSERT_THAT(refused, IsOk());
  ASSERT_EQ(refused->refusals_size(), 1);
  EXPECT_EQ(refused->refusals(0).line(), "line-2");
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 0, 0") << "nothing half done";
}

TEST_F(ToldAllocationsTest, OneThatOutlivedItsCareMakesRoomForTheNext) {
  const v1::CareAllocation first = Allocate(1, Line("line-1"));
  v1::SubmitMessageRequest start = Message("start-1", "JW305", 1);
  AddStart(start, first, "2026-04-14");
  ASSERT_THAT(Verdicts(start), IsEmpty());
  v1::SubmitMessageRequest stop = Message("stop-1", "JW307", 2);
  AddStop(stop, first, "2026-04-14", "2026-05-31");
  ASSERT_THAT(Verdicts(stop), IsEmpty());
  Tell({first.number()});
  type::v1::CareLine again = Line("line-1");
  *again.mutable_period()->mutable_start_date() = ProtoDay("2026-06-15");
  v1::ProposePlacementRequest proposal = Proposal("propose-2", 2, {again});
  proposal.set_client(Client(1));
  ASSERT_TRUE(Ask(&Stub::ProposePlacement, proposal)->complete());
  v1::MakeAllocationsRequest make;
  make.set_request_id("make-2");
  make.set_route(Route(2));
  make.set_client(Client(1));
  make.set_municipality("0361");
  *make.add_lines() = again;
  EXPECT_EQ(Ask(&Stub::MakeAllocations, make)->allocations_size(), 1);
  const v1::CareAllocation shortened = Shown(first.name());
  EXPECT_EQ(FromProto(shortened.line().period())->ToString(), "2026-04-13..2026-05-31");
  EXPECT_EQ(shortened.change_reason(), "05");
  EXPECT_FALSE(shortened.told()) << "the next message lists it with its new last day";
  const auto event = Last<v1::AllocationsMade>(2);
  ASSERT_EQ(event.ended_with_care_size(), 1);
  EXPECT_EQ(event.ended_with_care(0).allocation(), first.name()) << "of another route";
  EXPECT_EQ(FromProto(event.ended_with_care(0).last_date()), Day("2026-05-31"));
}

}  // namespace
}  // namespace clientroute::allocation
