#include <string>

#include "tests/service/allocation/change_world.h"

namespace clientroute::allocation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ChangesTest : public ChangeWorld {};

TEST_F(ChangesTest, AnExtensionStretchesTheAllocationUnderItsNumber) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  Start(1, made, "2026-04-14");
  const std::string change = Wish(2, made, "2026-10-13", "2026-12-31", 4);
  EXPECT_EQ(ShownChange(change).direction(), v1::ChangeRequest::SAME);
  const auto applied = Apply("apply-1", change);
  ASSERT_THAT(applied, IsOk());
  ASSERT_EQ(applied->allocations_size(), 1);
  const v1::CareAllocation now = Shown(made.name());
  EXPECT_EQ(applied->allocations(0).SerializeAsString(), now.SerializeAsString());
  EXPECT_EQ(now.number(), made.number());
  EXPECT_EQ(PeriodOf(now), "2026-04-13..2026-12-31");
  EXPECT_EQ(now.change_reason(), "12");
  EXPECT_EQ(now.line().provider_reference(), "VOW-2");
  EXPECT_EQ(now.decision(), "decisions/besluit-2");
  EXPECT_EQ(now.state(), v1::CareAllocation::IN_CARE);
  EXPECT_EQ(Use("centrum", "45A04", "2026-12-31"), "2, 0, 1") << "the place is taken for longer";
  const auto changed = Last<v1::AllocationsChanged>(1);
  EXPECT_EQ(changed.change_request(), change);
  EXPECT_EQ(changed.lines_size(), 0);
  EXPECT_FALSE(changed.adds_care()) << "nothing is new";
  ASSERT_EQ(changed.changed_size(), 1);
  EXPECT_EQ(changed.changed(0).allocation_number(), made.number());
  EXPECT_EQ(FromProto(changed.last_date()), Day("2026-12-31"));
  EXPECT_EQ(ShownChange(change).state(), v1::ChangeRequest::APPLIED);
  ExpectRefused(Apply("apply-2", change), change, v1::LineRefusal::CHANGE_REQUEST_CLOSED);
  v1::SubmitMessageRequest next = Change("change-4", 4, "VOW-4");
  AddChanged(next, made, "2026-11-01", "2026-12-31", 2);
  EXPECT_THAT(Verdicts(next), ElementsAre("Client, TR374, 9374")) << "the provider was not told yet";
  Tell({made.number()}, {}, {"VOW-2"});
  Wish(3, made, "2026-11-01", "2026-12-31", 2);
}

TEST_F(ChangesTest, AnExtensionOfWhatHadStoppedIsToldToItsPart) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  Start(1, made, "2026-04-14");
  v1::SubmitMessageRequest stop = Message("stop-1", "JW307", 5);
  AddStop(stop, made, "2026-04-14", "2026-06-30");
  ASSERT_THAT(Verdicts(stop), IsEmpty());
  const std::string change = Wish(2, made, "2026-10-13", "2026-12-31", 4);
  ASSERT_THAT(Apply("apply-1", change), IsOk());
  const auto extended = Last<v1::AllocationExtended>(1);
  EXPECT_EQ(extended.part(), "line-1");
  EXPECT_EQ(extended.allocation(), made.name());
  EXPECT_EQ(FromProto(extended.last_date()), Day("2026-12-31"));
  EXPECT_EQ(Announced(1).back(), "AllocationExtended") << "after the change that it is part of";
}

// shows: ALL-2
TEST_F(ChangesTest, InACrisisWhatIsNewIsPlacedOnWhatFitsAndMarked) {
  const v1::CareAllocation made = Allocate(1, Line("line-1", "45A05"));
  for (int route = 2; route <= 4; ++route) Allocate(route, Line("line-1"));
  const auto full = Use("centrum", "45A04", "2026-06-01");
  v1::SubmitMessageRequest message = Change("change-2", 2, "VOW-2");
  AddContinued(message, made);
  AddNew(message, "45A04", "2026-06-01", "2026-10-12");
  ASSERT_THAT(Verdicts(message), IsEmpty());
  const std::string change = Last<v1::ChangeRequested>(1).change_request();
  const auto refused = Apply("apply-1", change);
  ASSERT_THAT(refused, IsOk());
  ASSERT_EQ(refused->refusals_size(), 1) << "every place of the provider is taken: " << full;
  EXPECT_EQ(refused->refusals(0).reason(), v1::LineRefusal::NO_PLACE);
  const auto placed = Apply("apply-2", change, 2);
  ASSERT_THAT(placed, IsOk());
  EXPECT_EQ(placed->refusals_size(), 0);
  EXPECT_TRUE(Last<v1::AllocationsChanged>(1).second_best());
  EXPECT_THAT(Apply("apply-3", change, 3), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
}

TEST_F(ChangesTest, InACrisisWhatFindsAPlaceIsNotSecondBest) {
  const v1::CareAllocation made = Allocate(1, Line("line-1", "45A05"));
  v1::SubmitMessageRequest message = Change("change-2", 2, "VOW-2");
  AddContinued(message, made);
  AddNew(message, "45A04", "2026-06-01", "2026-10-12");
  ASSERT_THAT(Verdicts(message), IsEmpty());
  ASSERT_THAT(Apply("apply-1", Last<v1::ChangeRequested>(1).change_request(), 2), IsOk());
  EXPECT_FALSE(Last<v1::AllocationsChanged>(1).second_best());
}

TEST_F(ChangesTest, AnotherVolumeFromADayOnIsAnotherAllocation) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  Start(1, made, "2026-04-14");
  const std::string change = Wish(2, made, "2026-06-01", "2026-10-12", 2);
  EXPECT_EQ(ShownChange(change).direction(), v1::ChangeRequest::DOWN);
  const auto applied = Apply("apply-1", change);
  ASSERT_THAT(applied, IsOk());
  ASSERT_EQ(applied->allocations_size(), 2);
  const v1::CareAllocation& before = applied->allocations(0);
  const v1::CareAllocation& after = applied->allocations(1);
  EXPECT_EQ(PeriodOf(before), "2026-04-13..2026-05-31");
  EXPECT_EQ(before.line().volume().amount(), 4);
  EXPECT_EQ(before.change_reason(), "12");
  EXPECT_EQ(PeriodOf(after), "2026-06-01..2026-10-12");
  EXPECT_EQ(after.line().volume().amount(), 2);
  EXPECT_EQ(after.number(), made.number() + 1);
  EXPECT_EQ(after.change_reason(), "");
  EXPECT_EQ(after.line().provider_reference(), "VOW-2");
  EXPECT_EQ(after.line().location(), before.line().location()) << "the client stays where he is";
  EXPECT_EQ(after.line().tariff().cents(), 9'900);
  for (const char* day : {"2026-05-31", "2026-06-01", "2026-10-12"}) {
    EXPECT_EQ(Use("centrum", "45A04", day), "2, 0, 1") << day;
  }
  const auto changed = Last<v1::AllocationsChanged>(1);
  ASSERT_EQ(changed.lines_size(), 1);
  EXPECT_TRUE(changed.adds_care());
  EXPECT_EQ(changed.lines(0).line(), "change-1-1");
  EXPECT_EQ(changed.lines(0).allocation(), after.name());
  EXPECT_EQ(changed.lines(0).allocation_number(), after.number());
  EXPECT_EQ(FromProto(changed.first_date()), Day("2026-04-13"));
  EXPECT_EQ(FromProto(changed.last_date()), Day("2026-10-12"));
  Start(3, after, "2026-06-02");
  EXPECT_EQ(Last<v1::CareStarted>(1).part(), "change-1-1");
}

TEST_F(ChangesTest, AppliedLateItBeginsTheDayAfter) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  Start(1, made, "2026-04-14");
  const std::string change = Wish(2, made, "2026-06-01", "2026-10-12", 2);
  world_.Advance(std::chrono::days(Day("2026-07-10").DaysSince(LocalDate(world_.clock()->Now()))));
  const auto applied = Apply("apply-1", change);
  ASSERT_THAT(applied, IsOk());
  ASSERT_EQ(applied->allocations_size(), 2);
  EXPECT_EQ(PeriodOf(applied->allocations(0)), "2026-04-13..2026-07-10") << "June was claimed under its number";
  EXPECT_EQ(PeriodOf(applied->allocations(1)), "2026-07-11..2026-10-12");
  for (const char* day : {"2026-07-10", "2026-07-11"}) EXPECT_EQ(Use("centrum", "45A04", day), "2, 0, 1") << day;
}

TEST_F(ChangesTest, AppliedAfterItsLastDayItGoesToAPerson) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  Start(1, made, "2026-04-14");
  const std::string change = Wish(2, made, "2026-06-01", "2026-06-30", 2);
  const v1::CareAllocation before = Shown(made.name());
  world_.Advance(std::chrono::days(Day("2026-07-10").DaysSince(LocalDate(world_.clock()->Now()))));
  const auto refused = Apply("apply-1", change);
  ASSERT_THAT(refused, IsOk());
  ASSERT_EQ(refused->refusals_size(), 1);
  EXPECT_EQ(refused->refusals(0).reason(), v1::LineRefusal::TOO_LATE);
  EXPECT_EQ(refused->refusals(0).line(), "line-1");
  EXPECT_EQ(Last<v1::AllocationsRefused>(1).reason(), "TOO_LATE");
  EXPECT_EQ(Last<v1::AllocationsRefused>(1).change_request(), change);
  EXPECT_EQ(Shown(made.name()).SerializeAsString(), before.SerializeAsString());
}

TEST_F(ChangesTest, DaysThatHavePassedAreNotGivenAgainAsSomethingNew) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  Start(1, made, "2026-04-14");
  v1::SubmitMessageRequest message = Change("change-1", 1, "VOW-1");
  AddChanged(message, made, "2026-05-01", "2026-05-31", 4);
  AddNew(message, "45A04", "2026-06-01", "2026-10-12");
  ASSERT_THAT(Verdicts(message), IsEmpty());
  world_.Advance(std::chrono::days(Day("2026-07-10").DaysSince(LocalDate(world_.clock()->Now()))));
  const auto refused = Apply("apply-1", Last<v1::ChangeRequested>(1).change_request());
  ASSERT_THAT(refused, IsOk());
  ASSERT_EQ(refused->refusals_size(), 1);
  EXPECT_EQ(refused->refusals(0).line(), "change-1-1");
  EXPECT_EQ(refused->refusals(0).reason(), v1::LineRefusal::TOO_LATE);
}

TEST_F(ChangesTest, AWishForWhatIsThereIsToldToo) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  Tell({made.number()});
  ASSERT_THAT(Apply("apply-1", Wish(1, made, "2026-06-01", "2026-10-12", 4)), IsOk());
  const v1::CareAllocation now = Shown(made.name());
  EXPECT_EQ(PeriodOf(now), PeriodOf(made));
  EXPECT_EQ(now.line().provider_reference(), "VOW-1");
  EXPECT_FALSE(now.told()) << "the message that tells it answers the request";
}

TEST_F(ChangesTest, GoingOnAtAPlaceThatWasGivenAwayShowsAsOverbooked) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  type::v1::CareLine later = Line("line-1");
  *later.mutable_period() = ToProto(Period::Of(Day("2026-11-01"), Day("2026-12-31")).value());
  ASSERT_THAT(Apply("apply-1", Wish(1, made, "2026-06-01", "2026-10-31", 4)), IsOk());
  EXPECT_FALSE(Last<v1::AllocationsChanged>(1).overbooked());
  Tell({made.number()}, {}, {"VOW-1"});
  Allocate(2, later);
  Allocate(3, later);
  ASSERT_THAT(Apply("apply-2", Wish(2, made, "2026-06-01", "2026-11-30", 4)), IsOk());
  EXPECT_TRUE(Last<v1::AllocationsChanged>(1).overbooked()) << "stretched";
  EXPECT_EQ(Overbooked("centrum", "45A04", "2026-11-01"), 1);
  Tell({made.number()}, {}, {"VOW-2"});
  ASSERT_THAT(Apply("apply-3", Wish(3, made, "2026-07-01", "2026-11-30", 2)), IsOk());
  EXPECT_FALSE(Last<v1::AllocationsChanged>(1).overbooked()) << "no day more than it held";
}

TEST_F(ChangesTest, AFollowerAtAPlaceThatWasGivenAwayShowsAsOverbooked) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  type::v1::CareLine later = Line("line-1");
  *later.mutable_period() = ToProto(Period::Of(Day("2026-11-01"), Day("2026-12-31")).value());
  Allocate(2, later);
  Allocate(3, later);
  ASSERT_THAT(Apply("apply-1", Wish(1, made, "2026-06-01", "2026-11-30", 6)), IsOk());
  EXPECT_TRUE(Last<v1::AllocationsChanged>(1).overbooked());
  EXPECT_EQ(Overbooked("centrum", "45A04", "2026-10-31"), 0);
  EXPECT_EQ(Overbooked("centrum", "45A04", "2026-11-01"), 1);
}

TEST_F(ChangesTest, ANewProductGetsAPlaceAtTheProvider) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  v1::SubmitMessageRequest message = Change("change-1", 1, "VOW-1");
  AddContinued(message, made);
  AddNew(message, "45A05", "2026-05-15", "2026-10-12");
  ASSERT_THAT(Verdicts(message), IsEmpty());
  const std::string change = Last<v1::ChangeRequested>(1).change_request();
  Allocate(2, Line("line-1"));
  const auto applied = Apply("apply-1", change);
  ASSERT_THAT(applied, IsOk());
  ASSERT_EQ(applied->allocations_size(), 1);
  EXPECT_EQ(applied->allocations(0).line().location(), "locations/centrum");
  EXPECT_EQ(applied->allocations(0).line().contract(), "contracts/duin");
  EXPECT_EQ(Use("centrum", "45A05", "2026-06-01"), "2, 0, 1");
  EXPECT_EQ(Shown(made.name()).etag(), made.etag()) << "what goes on is not touched";
  EXPECT_TRUE(contracting_.asked.one_client());
  ASSERT_EQ(contracting_.asked.running_lines_size(), 1) << "what the client has counts";
  EXPECT_EQ(contracting_.asked.running_lines(0).product().code(), "45A04");
}

TEST_F(ChangesTest, WhatMayNotBeGoesToAPersonAndChangesNothing) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  v1::SubmitMessageRequest message = Change("change-1", 1, "VOW-1");
  AddChanged(message, made, "2026-06-01", "2026-10-12", 6);
  AddNew(message, "45A05", "2026-05-15", "2026-10-12");
  ASSERT_THAT(Verdicts(message), IsEmpty());
  const std::string change = Last<v1::ChangeRequested>(1).change_request();
  contracting_.stacked = {"45A05"};
  auto refused = Apply("apply-1", change);
  ASSERT_THAT(refused, IsOk());
  ASSERT_EQ(refused->refusals_size(), 1);
  EXPECT_EQ(refused->refusals(0).line(), "change-1-1");
  EXPECT_EQ(refused->refusals(0).reason(), v1::LineRefusal::NOT_CONTRACTED);
  const auto event = Last<v1::AllocationsRefused>(1);
  EXPECT_EQ(event.reason(), "NOT_CONTRACTED");
  EXPECT_EQ(event.change_request(), change);
  EXPECT_EQ(event.explanation(), "Mag niet naast wat er loopt.");
  EXPECT_EQ(Shown(made.name()).SerializeAsString(), made.SerializeAsString());
  EXPECT_EQ(Use("centrum", "45A05", "2026-06-01"), "2, 0, 0");

  contracting_.stacked.clear();
  ASSERT_THAT(Ask(&Stub::ImportLocations, Locations("import-2", 0, 0)), IsOk());
  refused = Apply("apply-2", change);
  ASSERT_THAT(refused, IsOk());
  EXPECT_EQ(refused->refusals(0).reason(), v1::LineRefusal::NO_PLACE);
  EXPECT_EQ(Shown(made.name()).SerializeAsString(), made.SerializeAsString());
  EXPECT_EQ(ShownChange(change).state(), v1::ChangeRequest::OPEN) << "a person may still decide";
}

TEST_F(ChangesTest, LessIsNeverRefusedForWhatThereWas) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  contracting_.stacked = {"45A04"};
  const int asked = contracting_.calls;
  EXPECT_EQ(Apply("apply-1", Wish(1, made, "2026-06-01", "2026-08-31", 4))->refusals_size(), 0) << "shorter";
  EXPECT_EQ(contracting_.calls, asked) << "there is nothing to ask";
  EXPECT_EQ(PeriodOf(Shown(made.name())), "2026-04-13..2026-08-31");
  Tell({made.number()}, {}, {"VOW-1"});
  EXPECT_EQ(Apply("apply-2", Wish(2, made, "2026-06-01", "2026-09-30", 4))->refusals_size(), 1) << "longer";
}

TEST_F(ChangesTest, AStretchOverAnotherAllocationIsRefused) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  type::v1::CareLine later = Line("line-2");
  *later.mutable_period() = ToProto(Period::Of(Day("2026-11-01"), Day("2026-12-31")).value());
  const std::string change = Wish(1, made, "2026-10-13", "2026-10-31", 4);
  Propose("propose-2", 1, {later});
  ASSERT_THAT(Make("make-2", 1, {later}), IsOk());
  ASSERT_EQ(Apply("apply-1", change)->refusals_size(), 0) << "up to the day before is no overlap";
  Tell({made.number()}, {}, {"VOW-1"});
  v1::SubmitMessageRequest message = Change("change-2", 2, "VOW-2");
  AddChanged(message, made, "2026-11-01", "2026-11-30", 4);
  EXPECT_THAT(Verdicts(message), ElementsAre("Client/Verzoek, TR349, 9349"));
}

TEST_F(ChangesTest, TellWhatEndsWithItsCareToMakeRoomAndWhatIsAtASchool) {
  v1::ImportLocationsRequest at_school = Locations("import-2");
  for (v1::Location& location : *at_school.mutable_locations()) location.set_at_school(true);
  ASSERT_THAT(Ask(&Stub::ImportLocations, at_school), IsOk());
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  v1::SubmitMessageRequest message = Change("change-3", 3, "VOW-3");
  AddContinued(message, made);
  AddNew(message, "45A05", "2026-06-15", "2026-10-12");
  ASSERT_THAT(Verdicts(message), IsEmpty());
  const v1::CareAllocation over = AllocateOn(2, Line("line-1", "45A05"));
  Start(4, over, "2026-04-14");
  Stop(5, over, "2026-04-14", "2026-05-10");
  ASSERT_EQ(Apply("apply-1", Last<v1::ChangeRequested>(1).change_request())->refusals_size(), 0);
  EXPECT_EQ(PeriodOf(Shown(over.name())), "2026-04-13..2026-05-10");
  const auto changed = Last<v1::AllocationsChanged>(1);
  ASSERT_EQ(changed.ended_with_care_size(), 1);
  EXPECT_EQ(changed.ended_with_care(0).allocation(), over.name());
  EXPECT_EQ(FromProto(changed.ended_with_care(0).last_date()), Day("2026-05-10"));
  ASSERT_EQ(changed.lines_size(), 1);
  EXPECT_THAT(changed.school_lines(), testing::Contains(changed.lines(0).line()));
}

// OP345
TEST_F(ChangesTest, LessForTheWholeDurationBeginsTheDayAfter) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  Start(1, made, "2026-04-14");
  AdvanceTo("2026-05-20");
  const auto applied = Apply("apply-1", Wish(2, made, "2026-04-13", "2026-10-12", 2));
  ASSERT_THAT(applied, IsOk());
  ASSERT_EQ(applied->allocations_size(), 2);
  EXPECT_EQ(PeriodOf(applied->allocations(0)), "2026-04-13..2026-05-20");
  EXPECT_EQ(applied->allocations(0).line().volume().amount(), 4) << "what was delivered stays lawful";
  EXPECT_EQ(PeriodOf(applied->allocations(1)), "2026-05-21..2026-10-12");
  EXPECT_EQ(applied->allocations(1).line().volume().amount(), 2);
}

TEST_F(ChangesTest, ALowerTotalOfWhatRunsGoesToAPerson) {
  type::v1::CareLine line = Line("line-1");
  line.mutable_volume()->set_amount(100);
  line.mutable_volume()->set_frequency(type::v1::TOTAL);
  const v1::CareAllocation made = Allocate(1, line);
  Start(1, made, "2026-04-14");
  AdvanceTo("2026-05-20");
  v1::SubmitMessageRequest message = Change("change-2", 2, "VOW-2");
  *AddChanged(message, made, "2026-04-13", "2026-10-12", 60)->mutable_volume() = line.volume();
  message.mutable_lines(0)->mutable_changed_product()->mutable_volume()->set_amount(60);
  ASSERT_THAT(Verdicts(message), IsEmpty());
  const auto refused = Apply("apply-1", Last<v1::ChangeRequested>(1).change_request());
  ASSERT_THAT(refused, IsOk());
  ASSERT_EQ(refused->refusals_size(), 1);
  EXPECT_EQ(refused->refusals(0).reason(), v1::LineRefusal::BELOW_DELIVERED);
  EXPECT_EQ(Last<v1::AllocationsRefused>(1).reason(), "BELOW_DELIVERED");
  EXPECT_EQ(Shown(made.name()).line().volume().amount(), 100);
}

TEST_F(ChangesTest, ARepeatGetsItsFirstAnswer) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  const std::string change = Wish(1, made, "2026-06-01", "2026-10-12", 6);
  const auto first = Apply("apply-1", change);
  const auto again = Apply("apply-1", change);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  EXPECT_THAT(Announced(1), ElementsAre("PlacesReserved", "AllocationsMade", "ChangeRequested", "AllocationsChanged"));
}

}  // namespace
}  // namespace clientroute::allocation
