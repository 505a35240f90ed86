#include <string>

#include "clientroute/messaging/v1/events.pb.h"
#include "clientroute/orchestrator/v1/events.pb.h"
#include "tests/service/allocation/change_world.h"

namespace clientroute::allocation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ChangeRequestsTest : public ChangeWorld {};

TEST_F(ChangeRequestsTest, AnApprovedRequestIsAnnouncedOnTheRouteThatItChanges) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  v1::SubmitMessageRequest message = Change("change-1", 1, "VOW-1");
  AddChanged(message, made, "2026-06-01", "2026-10-12", 6);
  AddNew(message, "45A05", "2026-05-15", "2026-10-12");
  EXPECT_THAT(Verdicts(message), IsEmpty());
  const auto requested = Last<v1::ChangeRequested>(1);
  EXPECT_EQ(requested.provider(), "42420001");
  EXPECT_EQ(requested.provider_reference(), "VOW-1");
  EXPECT_EQ(requested.direction(), v1::ChangeRequest::UP);
  EXPECT_EQ(FromProto(requested.wanted_date()), Day("2026-05-15"));
  EXPECT_EQ(requested.message(), MessageName(1));
  ASSERT_EQ(requested.changed_size(), 1);
  EXPECT_EQ(requested.changed(0).allocation(), made.name());
  EXPECT_EQ(requested.changed(0).part(), "line-1");
  EXPECT_EQ(requested.changed(0).volume().amount(), 6);
  ASSERT_EQ(requested.lines_size(), 1);
  EXPECT_EQ(requested.lines(0).line(), "change-1-1");
  const v1::ChangeRequest shown = ShownChange(requested.change_request());
  EXPECT_EQ(shown.state(), v1::ChangeRequest::OPEN);
  EXPECT_EQ(shown.client(), Client(1));
  EXPECT_EQ(shown.lines(0).provider_reference(), "VOW-1");
  EXPECT_THAT(Announced(1), ElementsAre("PlacesReserved", "AllocationsMade", "ChangeRequested"));
}

TEST_F(ChangeRequestsTest, ARequestHoldsNoMoreThanIsJudgedAtOnce) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  v1::SubmitMessageRequest message = Change("change-1", 1, "VOW-1");
  for (int i = 0; i < 101; ++i) AddContinued(message, made);
  EXPECT_THAT(Submit({message}), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
}

TEST_F(ChangeRequestsTest, RulesOfARequestForChange) {
  const v1::CareAllocation first = Allocate(1, Line("line-1"));
  Propose("propose-2", 1, {Line("line-2", "45A05")});
  const v1::CareAllocation second = Make("make-2", 1, {Line("line-2", "45A05")})->allocations(0);
  v1::SubmitMessageRequest left_out = Change("change-1", 1, "VOW-1");
  AddChanged(left_out, first, "2026-06-01", "2026-10-12", 6);
  EXPECT_THAT(Verdicts(left_out), ElementsAre("Client/Verzoek, TR349, 9349"));
  EXPECT_THAT(Announced(1), testing::Not(testing::Contains("ChangeRequested")));

  v1::SubmitMessageRequest unknown = Change("change-2", 2, "VOW-2");
  AddContinued(unknown, first);
  for (auto& line : *unknown.mutable_lines()) line.clear_client();
  EXPECT_THAT(
      Verdicts(unknown),
      ElementsAre("Client, TR304, 8187", "Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct[1], TR350, 9350"));

  v1::SubmitMessageRequest whole = Change("change-3", 3, "VOW-3");
  AddContinued(whole, second);
  AddChanged(whole, first, "2026-06-01", "2026-10-12", 6);
  EXPECT_THAT(Verdicts(whole), IsEmpty());
  v1::SubmitMessageRequest again = whole;
  again.set_request_id("change-4");
  again.mutable_header()->set_message(MessageName(4));
  EXPECT_THAT(Verdicts(again), ElementsAre("Client/Verzoek, TR347, 9347", "Client, TR374, 9374"));
  v1::SubmitMessageRequest request = Message("request-5", "JW315", 5);
  AddRequest(request, 1, "REF-5");
  EXPECT_THAT(Verdicts(request), ElementsAre("Client[1], TR374, 9374")) << "it is open for a 315 too";
  contracting_.unfit = {"45A99"};
  v1::SubmitMessageRequest unfit = Change("change-6", 6, "VOW-6");
  unfit.mutable_header()->set_provider("42420002");
  AddNew(unfit, "45A99", "2026-06-01", "2026-10-12");
  EXPECT_THAT(Verdicts(unfit), ElementsAre("Client/Verzoek/NieuweProducten/NieuwProduct[1], TR381, S329"));
}

TEST_F(ChangeRequestsTest, ARefusalByMessageClosesTheRequest) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  const std::string change = Wish(1, made, "2026-06-01", "2026-10-12", 6);
  messaging::v1::AnswerMessageSent answer;
  answer.set_route(Route(1));
  answer.set_provider("42420001");
  answer.set_law(type::v1::JEUGDWET);
  answer.add_provider_references("VOW-1");
  answer.set_change_request(change);
  answer.set_answer(messaging::v1::UNDER_INVESTIGATION);
  ASSERT_THAT(Deliver(answer), IsOk());
  EXPECT_EQ(ShownChange(change).state(), v1::ChangeRequest::OPEN) << "it is being looked into";
  answer.set_answer(messaging::v1::REFUSED);
  ASSERT_THAT(Deliver(answer), IsOk());
  EXPECT_EQ(ShownChange(change).state(), v1::ChangeRequest::REFUSED);
  ExpectRefused(Apply("apply-1", change), change, v1::LineRefusal::CHANGE_REQUEST_CLOSED);
  Wish(2, made, "2026-06-01", "2026-10-12", 5);
}

// TR349 has the provider name all that the client has, OP344 has it answered as a whole.
TEST_F(ChangeRequestsTest, ARequestOverTwoRoutesTakesEffectOnBothAndBothHearOfTheirOwn) {
  const v1::CareAllocation first = Allocate(1, Line("line-1"));
  const v1::CareAllocation second = AllocateOn(2, Line("line-1", "45A05"));
  Start(2, second, "2026-04-14");
  v1::SubmitMessageRequest message = Change("change-1", 1, "VOW-1");
  AddChanged(message, first, "2026-06-01", "2026-12-31", 4);   // stretched
  AddChanged(message, second, "2026-06-01", "2026-10-12", 2);  // followed
  ASSERT_THAT(Verdicts(message), IsEmpty());
  const auto requested = Last<v1::ChangeRequested>(1);
  EXPECT_EQ(requested.changed_size(), 2);
  EXPECT_THAT(Announced(2), testing::Not(testing::Contains("ChangeRequested"))) << "one request, one decision";
  const auto applied = Apply("apply-1", requested.change_request());
  ASSERT_THAT(applied, IsOk());
  EXPECT_EQ(applied->allocations_size(), 3);
  const auto own = Last<v1::AllocationsChanged>(1);
  EXPECT_EQ(own.lines_size(), 0);
  ASSERT_EQ(own.changed_size(), 1);
  EXPECT_EQ(own.changed(0).allocation_number(), first.number());
  EXPECT_EQ(FromProto(own.last_date()), Day("2026-12-31"));
  const auto other = Last<v1::AllocationsChanged>(2);
  EXPECT_EQ(other.change_request(), requested.change_request());
  ASSERT_EQ(other.changed_size(), 1);
  EXPECT_EQ(other.changed(0).allocation_number(), second.number());
  ASSERT_EQ(other.lines_size(), 1);
  EXPECT_EQ(FromProto(other.last_date()), Day("2026-10-12"));
  const v1::CareAllocation follower = Shown(other.lines(0).allocation());
  EXPECT_EQ(follower.route(), Route(2)) << "its starts and stops are told there";
  EXPECT_EQ(follower.line().provider_reference(), "VOW-1");
  Start(3, follower, "2026-06-02");
  EXPECT_EQ(Last<v1::CareStarted>(2).part(), other.lines(0).line());
}

TEST_F(ChangeRequestsTest, ARequestIsOfARouteThatGoesOn) {
  const v1::CareAllocation first = Allocate(1, Line("line-1"));
  const v1::CareAllocation second = AllocateOn(2, Line("line-1", "45A05"));
  Start(2, first, "2026-04-14");
  orchestrator::v1::RouteClosed closed;
  closed.set_route(Route(1));
  ASSERT_THAT(Deliver(closed), IsOk());
  v1::SubmitMessageRequest message = Change("change-1", 1, "VOW-1");
  AddChanged(message, first, "2026-06-01", "2026-10-12", 2);
  AddContinued(message, second);
  ASSERT_THAT(Verdicts(message), IsEmpty());
  EXPECT_EQ(Last<v1::ChangeRequested>(2).changed_size(), 1);
  EXPECT_THAT(Announced(1), testing::Not(testing::Contains("ChangeRequested")));
}

TEST_F(ChangeRequestsTest, OnARouteThatHasEndedItIsRefused) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  Start(2, made, "2026-04-14");
  Stop(4, made, "2026-04-14", "2026-04-30");
  orchestrator::v1::RouteClosed closed;
  closed.set_route(Route(1));
  ASSERT_THAT(Deliver(closed), IsOk());
  const std::string change = Wish(1, made, "2026-06-01", "2026-10-12", 6);
  EXPECT_FALSE(Last<v1::ChangeRequested>(1).care_goes_on());
  const int asked = contracting_.calls;
  EXPECT_EQ(ShownChange(change).state(), v1::ChangeRequest::REFUSED) << "nobody would answer it";
  ExpectRefused(Apply("apply-1", change), change, v1::LineRefusal::ROUTE_CLOSED);
  EXPECT_EQ(PeriodOf(Shown(made.name())), PeriodOf(made));
  EXPECT_GE(contracting_.calls, asked);
  // TR374: it keeps the provider from asking anew until messaging has told him.
  v1::SubmitMessageRequest too_soon = Message("request-9", "JW315", 9);
  AddRequest(too_soon, 1, "REF-9");
  EXPECT_THAT(Verdicts(too_soon), ElementsAre("Client[1], TR374, 9374"));
  messaging::v1::OpenRequestsRefused told;
  told.set_request_message(MessageName(1));
  told.set_provider("42420001");
  told.set_law(type::v1::JEUGDWET);
  told.add_provider_references("VOW-1");
  told.set_change_request(change);
  ASSERT_THAT(Deliver(told), IsOk());
  EXPECT_NE(Wish(3, made, "2026-06-01", "2026-10-12", 5), change);
}

// shows: MSG-3
TEST_F(ChangeRequestsTest, OnARouteThatHasEndedWhileCareGoesOnItWaitsForAPerson) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  Start(2, made, "2026-04-14");
  orchestrator::v1::RouteClosed closed;
  closed.set_route(Route(1));
  ASSERT_THAT(Deliver(closed), IsOk());
  const std::string refused = Wish(1, made, "2026-06-01", "2026-10-12", 6);
  EXPECT_TRUE(Last<v1::ChangeRequested>(1).care_goes_on());
  EXPECT_EQ(ShownChange(refused).state(), v1::ChangeRequest::OPEN);
  messaging::v1::OpenRequestsRefused told;
  told.set_request_message(MessageName(1));
  told.set_provider("42420001");
  told.set_law(type::v1::JEUGDWET);
  told.add_provider_references("VOW-1");
  told.set_change_request(refused);
  ASSERT_THAT(Deliver(told), IsOk());
  EXPECT_EQ(ShownChange(refused).state(), v1::ChangeRequest::REFUSED);

  const std::string granted = Wish(3, made, "2026-06-01", "2026-10-12", 5);
  EXPECT_EQ(ShownChange(granted).state(), v1::ChangeRequest::OPEN);
  Tell({}, {}, {"VOW-3"});
  EXPECT_EQ(ShownChange(granted).state(), v1::ChangeRequest::APPLIED) << "a new allocation names it";
  v1::SubmitMessageRequest anew = Message("request-9", "JW315", 9);
  AddRequest(anew, 1, "REF-9");
  EXPECT_THAT(Verdicts(anew), IsEmpty()) << "nothing is open any more (TR374)";
}

// What begins before the allocation would be cut off in silence, or leave a single day of it.
TEST_F(ChangeRequestsTest, AWishThatBeginsBeforeTheAllocationIsRefusedWithThatReason) {
  type::v1::CareLine later = Line("line-1");
  *later.mutable_period() = ToProto(Period::Of(Day("2026-06-01"), Day("2026-10-12")).value());
  const v1::CareAllocation made = Allocate(1, later);
  const std::string change = Wish(1, made, "2026-05-01", "2026-10-12", 6);
  const auto refused = Apply("apply-1", change);
  ASSERT_THAT(refused, IsOk());
  ASSERT_EQ(refused->refusals_size(), 1);
  EXPECT_EQ(refused->refusals(0).reason(), v1::LineRefusal::BEFORE_ALLOCATION);
  EXPECT_EQ(refused->refusals(0).line(), "line-1");
  EXPECT_THAT(refused->refusals(0).explanation(), testing::HasSubstr("begint pas op 1 juni 2026"));
  EXPECT_EQ(Last<v1::AllocationsRefused>(1).reason(), "BEFORE_ALLOCATION");
  EXPECT_EQ(PeriodOf(Shown(made.name())), PeriodOf(made));
}

TEST_F(ChangeRequestsTest, AReferenceThatIsNoneIsRefusedByName) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  for (const char* reference : {"Verzoek van Jan", "Ren\u00e9", "1234567890123456789012345678901234567"}) {
    v1::SubmitMessageRequest message = Change("change-1", 1, reference);
    AddChanged(message, made, "2026-06-01", "2026-10-12", 6);
    const auto refused = Submit({message});
    ASSERT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID")) << reference;
    EXPECT_EQ(ViolationsOf(refused.status())[0].field, "header.provider_reference");
  }
}

TEST_F(ChangeRequestsTest, TheEndOfTheRouteClosesTheRequest) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  const std::string change = Wish(1, made, "2026-06-01", "2026-10-12", 6);
  orchestrator::v1::RouteClosed closed;
  closed.set_route(Route(1));
  ASSERT_THAT(Deliver(closed), IsOk());
  EXPECT_EQ(ShownChange(change).state(), v1::ChangeRequest::REFUSED);
}

TEST_F(ChangeRequestsTest, OnlyItsOwnRouteAppliesIt) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  const std::string change = Wish(1, made, "2026-06-01", "2026-10-12", 6);
  v1::ApplyChangeRequest request;
  request.set_request_id("apply-1");
  request.set_route(Route(2));
  request.set_client(Client(2));
  request.set_municipality("0361");
  request.set_change_request(change);
  EXPECT_THAT(Ask(&Stub::ApplyChange, request), Fails(absl::StatusCode::kFailedPrecondition, "ROUTE_OF_OTHER_CLIENT"));
  request.set_change_request("change_requests/none");
  EXPECT_THAT(Ask(&Stub::ApplyChange, request), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  request.set_change_request(NameOf("change_requests", Id(77)));
  EXPECT_THAT(Ask(&Stub::ApplyChange, request), Fails(absl::StatusCode::kNotFound, "CHANGE_REQUEST_NOT_FOUND"));
  v1::GetChangeRequestRequest get;
  get.set_name(change);
  EXPECT_THAT(Ask(&Stub::GetChangeRequest, get, Persona("access-professional", {"0361"})),
              Fails(absl::StatusCode::kNotFound, "CHANGE_REQUEST_NOT_FOUND"))
      << "not involved";
}

}  // namespace
}  // namespace clientroute::allocation
