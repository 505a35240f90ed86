#ifndef CLIENTROUTE_TESTS_SERVICE_ALLOCATION_CHANGE_WORLD_H_
#define CLIENTROUTE_TESTS_SERVICE_ALLOCATION_CHANGE_WORLD_H_

#include <string>

#include "tests/service/allocation/allocation_world.h"

namespace clientroute::allocation {

/// What the tests of changes of allocations ask.
class ChangeWorld : public AllocationWorld {
 protected:
  absl::StatusOr<v1::ApplyChangeResponse> Apply(std::string_view request_id, const std::string& change,
                                                int urgency = 0) {
    v1::ApplyChangeRequest request;
    request.set_request_id(std::string(request_id));
    request.set_route(Route(1));
    request.set_client(Client(1));
    request.set_municipality("0361");
    request.set_change_request(change);
    request.set_decision("decisions/besluit-2");
    request.set_urgency(urgency);
    return Ask(&Stub::ApplyChange, request);
  }
  /// Asks for another number of hours of the allocation from a day on, and expects that it may be asked.
  std::string Wish(int number, const v1::CareAllocation& allocation, std::string_view from, std::string_view until,
                   int hours) {
    v1::SubmitMessageRequest message = Change(Cat("change-", number), number, Cat("VOW-", number));
    AddChanged(message, allocation, from, until, hours);
    EXPECT_THAT(Verdicts(message), testing::IsEmpty());
    return Last<v1::ChangeRequested>(1).change_request();
  }
  v1::ChangeRequest ShownChange(const std::string& name) {
    v1::GetChangeRequestRequest request;
    request.set_name(name);
    const auto change = Ask(&Stub::GetChangeRequest, request);
    EXPECT_THAT(change, IsOk());
    return change.ok() ? *change : v1::ChangeRequest();
  }
  static std::string PeriodOf(const v1::CareAllocation& allocation) {
    return FromProto(allocation.line().period())->ToString();
  }
  /// The route hears that the request as a whole cannot take effect any more.
  void ExpectRefused(const absl::StatusOr<v1::ApplyChangeResponse>& answer, const std::string& change,
                     v1::LineRefusal::Reason reason) {
    ASSERT_THAT(answer, IsOk());
    ASSERT_EQ(answer->refusals_size(), 1);
    EXPECT_EQ(answer->refusals(0).reason(), reason);
    EXPECT_EQ(answer->refusals(0).line(), "");
    const auto event = Last<v1::AllocationsRefused>(1);
    EXPECT_EQ(event.reason(), v1::LineRefusal::Reason_Name(reason));
    EXPECT_EQ(event.change_request(), change);
    EXPECT_NE(event.explanation(), "");
  }
  /// An allocation of client 1 on another route than his first.
  v1::CareAllocation AllocateOn(int route, const type::v1::CareLine& line) {
    v1::ProposePlacementRequest proposal = Proposal(Cat("propose-", route), route, {line});
    proposal.set_client(Client(1));
    EXPECT_THAT(Ask(&Stub::ProposePlacement, proposal), IsOk());
    v1::MakeAllocationsRequest make;
    make.set_request_id(Cat("make-", route));
    make.set_route(Route(route));
    make.set_client(Client(1));
    make.set_municipality("0361");
    *make.add_lines() = line;
    const auto made = Ask(&Stub::MakeAllocations, make);
    EXPECT_THAT(made, IsOk());
    return made.ok() && made->allocations_size() > 0 ? made->allocations(0) : v1::CareAllocation();
  }
  void AdvanceTo(std::string_view day) {
    world_.Advance(std::chrono::days(Day(day).DaysSince(LocalDate(world_.clock()->Now()))));
  }
  void Start(int number, const v1::CareAllocation& allocation, std::string_view day) {
    v1::SubmitMessageRequest message = Message(Cat("start-", number), "JW305", number);
    AddStart(message, allocation, day);
    EXPECT_THAT(Verdicts(message), testing::IsEmpty());
  }
  /// For good.
  void Stop(int number, const v1::CareAllocation& allocation, std::string_view start, std::string_view end) {
    v1::SubmitMessageRequest message = Message(Cat("stop-", number), "JW307", number);
    AddStop(message, allocation, start, end);
    EXPECT_THAT(Verdicts(message), testing::IsEmpty());
  }
};

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_TESTS_SERVICE_ALLOCATION_CHANGE_WORLD_H_
