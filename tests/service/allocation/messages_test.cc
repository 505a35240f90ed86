#include <string>
#include <vector>

#include "clientroute/messaging/v1/events.pb.h"
#include "clientroute/orchestrator/v1/events.pb.h"
#include "tests/service/allocation/allocation_world.h"

namespace clientroute::allocation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class MessagesTest : public AllocationWorld {
 protected:
  std::vector<std::string> Start(int number, const v1::CareAllocation& allocation, std::string_view day,
                                 int status = 1) {
    v1::SubmitMessageRequest message = Message(Cat("start-", number), "JW305", number);
    AddStart(message, allocation, day, status);
    return Verdicts(message);
  }
  std::vector<std::string> Stop(int number, const v1::CareAllocation& allocation, std::string_view start,
                                std::string_view end, std::string_view reason = "31", int status = 1) {
    v1::SubmitMessageRequest message = Message(Cat("stop-", number), "JW307", number);
    AddStop(message, allocation, start, end, reason, status);
    return Verdicts(message);
  }
  std::vector<std::string> Request(int number, int client, std::string_view reference,
                                   std::string_view code = "45A04") {
    v1::SubmitMessageRequest message = Message(Cat("request-", number), "JW315", number);
    AddRequest(message, client, reference, code);
    return Verdicts(message);
  }
};

constexpr char kStartPath[] = "Client[1]/StartProducten/StartProduct[1]";
constexpr char kStopPath[] = "Client[1]/StopProducten/StopProduct[1]";
constexpr char kRequestPath[] = "Client[1]/AangevraagdeProducten/AangevraagdProduct[1]";

TEST_F(MessagesTest, CareStartsStopsForAWhileStartsAgainAndEnds) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  EXPECT_THAT(Start(1, made, "2026-04-14"), IsEmpty());
  EXPECT_EQ(Shown(made.name()).state(), v1::CareAllocation::IN_CARE);
  const auto started = Last<v1::CareStarted>(1);
  EXPECT_EQ(started.part(), "line-1");
  EXPECT_EQ(started.allocation(), made.name());
  EXPECT_EQ(started.message(), MessageName(1));
  EXPECT_EQ(FromProto(started.start_date()), Day("2026-04-14"));

  EXPECT_THAT(Stop(2, made, "2026-04-14", "2026-05-20", "20"), IsEmpty());
  EXPECT_EQ(Shown(made.name()).state(), v1::CareAllocation::INTERRUPTED);
  EXPECT_FALSE(Last<v1::CareStopped>(1).definitive());
  EXPECT_EQ(Use("centrum", "45A04", "2026-06-01"), "2, 0, 1") << "the place is kept";

  EXPECT_THAT(Start(3, made, "2026-06-10"), IsEmpty());
  EXPECT_THAT(Stop(4, made, "2026-06-10", "2026-08-31"), IsEmpty());
  const v1::CareAllocation ended = Shown(made.name());
  EXPECT_EQ(ended.state(), v1::CareAllocation::ENDED);
  ASSERT_EQ(ended.deliveries_size(), 4);
  EXPECT_EQ(ended.deliveries(3).stop_reason(), "31");
  EXPECT_EQ(ended.deliveries(3).message(), MessageName(4));
  EXPECT_TRUE(Last<v1::CareStopped>(1).definitive());
  EXPECT_EQ(Use("centrum", "45A04", "2026-08-31"), "2, 0, 1");
  EXPECT_EQ(Use("centrum", "45A04", "2026-09-01"), "2, 0, 0") << "what is left of the period is free";
  EXPECT_THAT(Announced(1), ElementsAre("PlacesReserved", "AllocationsMade", "CareStarted", "CareStopped",
                                        "CareStarted", "CareStopped"));
}

TEST_F(MessagesTest, WhatIsTakenBackIsAsBefore) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  EXPECT_THAT(Start(1, made, "2026-04-14"), IsEmpty());
  EXPECT_THAT(Start(2, made, "2026-04-14", 3), IsEmpty());
  EXPECT_EQ(Shown(made.name()).state(), v1::CareAllocation::ALLOCATED);
  EXPECT_THAT(Start(3, made, "2026-04-15"), IsEmpty());
  EXPECT_THAT(Stop(4, made, "2026-04-15", "2026-05-20", "20"), IsEmpty());
  EXPECT_THAT(Stop(5, made, "2026-04-15", "2026-06-20"), IsEmpty());
  EXPECT_THAT(Stop(6, made, "2026-04-15", "2026-06-20", "31", 3), IsEmpty());
  EXPECT_EQ(Last<v1::CareStopRemoved>(1).state(), v1::CareAllocation::INTERRUPTED);
  EXPECT_EQ(Last<v1::CareStopRemoved>(1).message(), MessageName(6));
  EXPECT_EQ(Use("centrum", "45A04", "2026-07-01"), "2, 0, 1") << "the place is taken again";
  EXPECT_THAT(Stop(7, made, "2026-04-15", "2026-05-20", "20", 3), IsEmpty());
  const v1::CareAllocation now = Shown(made.name());
  EXPECT_EQ(now.state(), v1::CareAllocation::IN_CARE);
  ASSERT_EQ(now.deliveries_size(), 4);
  EXPECT_TRUE(now.deliveries(0).removed());
  EXPECT_FALSE(now.deliveries(1).removed());
  EXPECT_THAT(Announced(1),
              ElementsAre("PlacesReserved", "AllocationsMade", "CareStarted", "CareStartRemoved", "CareStarted",
                          "CareStopped", "CareStopped", "CareStopRemoved", "CareStopRemoved"));
}

TEST_F(MessagesTest, AStopTakenBackOverbooksWhatWasGivenAway) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  Allocate(2, Line("line-1"));
  ASSERT_THAT(Start(1, made, "2026-04-14"), IsEmpty());
  ASSERT_THAT(Stop(2, made, "2026-04-14", "2026-04-20"), IsEmpty());
  type::v1::CareLine later = Line("line-1");
  *later.mutable_period()->mutable_start_date() = ProtoDay("2026-05-01");
  Allocate(3, later);
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 0, 2");
  ASSERT_THAT(Stop(3, made, "2026-04-14", "2026-04-20", "31", 3), IsEmpty());
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 0, 3");
}

TEST_F(MessagesTest, CareThatStartsAgainAtAPlaceThatWasGivenAwayShowsAsOverbooked) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  Allocate(2, Line("line-1"));
  ASSERT_THAT(Start(1, made, "2026-04-14"), IsEmpty());
  EXPECT_FALSE(Last<v1::CareStarted>(1).overbooked());
  ASSERT_THAT(Stop(2, made, "2026-04-14", "2026-04-20"), IsEmpty());
  ASSERT_THAT(Start(3, made, "2026-04-28"), IsEmpty());
  EXPECT_FALSE(Last<v1::CareStarted>(1).overbooked()) << "its place is still free";
  ASSERT_THAT(Stop(4, made, "2026-04-28", "2026-04-29"), IsEmpty());
  type::v1::CareLine later = Line("line-1");
  *later.mutable_period()->mutable_start_date() = ProtoDay("2026-05-01");
  Allocate(3, later);
  EXPECT_EQ(Overbooked("centrum", "45A04", "2026-05-01"), 0);
  ASSERT_THAT(Start(5, made, "2026-05-10"), IsEmpty());
  EXPECT_TRUE(Last<v1::CareStarted>(1).overbooked());
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-10"), "2, 0, 3");
  EXPECT_EQ(Overbooked("centrum", "45A04", "2026-05-10"), 1);
  EXPECT_EQ(Overbooked("centrum", "45A04", "2026-04-20"), 0);
}

TEST_F(MessagesTest, TheEndOfCareFreesAPlaceForWhoWaits) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  Propose("full", 0, {Line("line-1"), Line("line-2")});
  type::v1::CareLine later = Line("line-1");
  *later.mutable_period()->mutable_start_date() = ProtoDay("2026-06-01");
  Propose("propose-2", 2, {later});
  ASSERT_THAT(Start(1, made, "2026-04-14"), IsEmpty());
  ASSERT_THAT(Stop(2, made, "2026-04-14", "2026-06-01"), IsEmpty());
  EXPECT_THAT(Announced(2), ElementsAre("NoPlaceFound")) << "free from the day after its first";
  ASSERT_THAT(Stop(3, made, "2026-04-14", "2026-06-01", "31", 3), IsEmpty());
  ASSERT_THAT(Stop(4, made, "2026-04-14", "2026-05-31"), IsEmpty());
  EXPECT_THAT(Announced(2), ElementsAre("NoPlaceFound", "CapacityFreed"));
}

TEST_F(MessagesTest, OneBrokenRuleStopsTheWholeMessage) {
  const v1::CareAllocation first = Allocate(1, Line("line-1"));
  const v1::CareAllocation other = Allocate(2, Line("line-1"));
  v1::SubmitMessageRequest message = Message("start-1", "JW305", 1);
  AddStart(message, first, "2026-04-14");
  AddStart(message, other, "2026-04-14")->set_client(Client(1));
  EXPECT_THAT(Verdicts(message), ElementsAre("Client[1]/StartProducten/StartProduct[2], TR019, 9019"));
  EXPECT_EQ(Shown(first.name()).state(), v1::CareAllocation::ALLOCATED);
  EXPECT_THAT(Announced(1), ElementsAre("PlacesReserved", "AllocationsMade"));
}

TEST_F(MessagesTest, RulesOfStartsAndStopsAcrossMessages) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  const auto at = [](const char* path, const char* rest) { return Cat(path, ", ", rest); };
  EXPECT_THAT(Stop(1, made, "2026-04-14", "2026-05-01"), ElementsAre(at(kStopPath, "TR382, 9069")));
  EXPECT_THAT(Start(2, made, "2026-04-14", 3), ElementsAre(at(kStartPath, "TR063, 9063")));
  EXPECT_THAT(Start(3, made, "2026-04-14"), IsEmpty());
  EXPECT_THAT(Start(4, made, "2026-04-14"), ElementsAre(at(kStartPath, "TR074, 9074"), at(kStartPath, "TR326, 9326")));
  EXPECT_THAT(Start(5, made, "2026-04-20"), ElementsAre(at(kStartPath, "TR326, 9326")));
  EXPECT_THAT(Stop(6, made, "2026-04-14", "2026-05-01", "31", 3), ElementsAre(at(kStopPath, "TR063, 9063")));
  EXPECT_THAT(Stop(7, made, "2026-04-14", "2026-05-01", "20"), IsEmpty());
  EXPECT_THAT(Start(8, made, "2026-04-14", 3), ElementsAre(at(kStartPath, "TR071, 9071")));
  EXPECT_THAT(Stop(9, made, "2026-04-14", "2026-05-02", "20"), ElementsAre(at(kStopPath, "TR413, 9413")));
  EXPECT_THAT(Stop(10, made, "2026-04-14", "2026-04-30"), ElementsAre(at(kStopPath, "TR414, 9414")));
  EXPECT_THAT(Stop(11, made, "2026-04-14", "2026-05-01"), IsEmpty());
  EXPECT_THAT(Stop(12, made, "2026-04-14", "2026-06-01", "32"), ElementsAre(at(kStopPath, "TR415, 9415")));
  EXPECT_EQ(Shown(made.name()).deliveries_size(), 3);
}

TEST_F(MessagesTest, AllocationsOfOthersAreNotRelated) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  v1::SubmitMessageRequest other_provider = Message("start-1", "JW305", 1);
  other_provider.mutable_header()->set_provider("42420002");
  AddStart(other_provider, made, "2026-04-14");
  EXPECT_THAT(Verdicts(other_provider), ElementsAre(Cat(kStartPath, ", TR019, 9019")));
  v1::SubmitMessageRequest other_municipality = Message("start-2", "JW305", 2);
  other_municipality.mutable_header()->set_municipality("0399");
  AddStart(other_municipality, made, "2026-04-14");
  EXPECT_THAT(Verdicts(other_municipality), ElementsAre(Cat(kStartPath, ", TR019, 9019")));
  v1::SubmitMessageRequest other_law = Message("start-3", "WMO305", 3);
  other_law.mutable_header()->set_law(type::v1::WMO);
  AddStart(other_law, made, "2026-04-14");
  EXPECT_THAT(Verdicts(other_law), ElementsAre(Cat(kStartPath, ", TR019, 9019")));
  v1::SubmitMessageRequest unknown_client = Message("start-4", "JW305", 4);
  AddStart(unknown_client, made, "2026-04-14")->clear_client();
  EXPECT_THAT(Verdicts(unknown_client), ElementsAre(Cat(kStartPath, ", TR019, 9019")));
  Release("release-1", 1);
  EXPECT_THAT(Start(5, made, "2026-04-14"), ElementsAre(Cat(kStartPath, ", TR019, 9019"))) << "withdrawn";
}

TEST_F(MessagesTest, ARequestIsOpenUntilItsAllocationIsTold) {
  EXPECT_THAT(Request(1, 1, "REF-line-1"), IsEmpty());
  EXPECT_THAT(Request(2, 2, "REF-line-1"), ElementsAre(Cat(kRequestPath, ", TR347, 9347")));
  EXPECT_THAT(Request(3, 1, "REF-other"), ElementsAre("Client[1], TR374, 9374"));
  EXPECT_THAT(Request(4, 2, "REF-other"), IsEmpty()) << "another client";
  v1::SubmitMessageRequest other_provider = Message("request-5", "JW315", 5);
  other_provider.mutable_header()->set_provider("42420002");
  AddRequest(other_provider, 1, "REF-line-1");
  EXPECT_THAT(Verdicts(other_provider), IsEmpty()) << "another provider has references of its own";
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  EXPECT_THAT(Request(6, 1, "REF-next"), ElementsAre("Client[1], TR374, 9374")) << "the provider does not know it yet";
  Tell({made.number()}, {}, {"REF-line-1"});
  EXPECT_THAT(Request(7, 1, "REF-line-1"), ElementsAre(Cat(kRequestPath, ", TR347, 9347")));
  EXPECT_THAT(Request(8, 1, "REF-next"), IsEmpty());
}

TEST_F(MessagesTest, ARequestThatItsRouteLeftOpenIsOpenUntilItIsRefused) {
  ASSERT_THAT(Request(1, 1, "REF-1"), IsEmpty());
  orchestrator::v1::RouteClosed closed;
  closed.set_route(Route(1));
  ASSERT_THAT(Deliver(closed), IsOk());
  EXPECT_THAT(Request(3, 1, "REF-3"), ElementsAre("Client[1], TR374, 9374")) << "the provider has heard nothing yet";
  messaging::v1::OpenRequestsRefused refused;
  refused.set_request_message(MessageName(1));
  refused.set_provider("42420001");
  refused.set_law(type::v1::JEUGDWET);
  refused.add_provider_references("REF-1");
  ASSERT_THAT(Deliver(refused), IsOk());
  EXPECT_THAT(Request(4, 1, "REF-4"), IsEmpty());
}

TEST_F(MessagesTest, ALineThatWasNotGrantedIsOpenUntilItsAnswerLeft) {
  v1::SubmitMessageRequest both = Message("request-1", "JW315", 1);
  AddRequest(both, 1, "REF-line-1");
  AddRequest(both, 1, "REF-line-2", "45A05");
  ASSERT_THAT(Verdicts(both), IsEmpty());
  Tell({Allocate(1, Line("line-1")).number()}, {}, {"REF-line-1"});
  EXPECT_THAT(Request(2, 1, "REF-2"), ElementsAre("Client[1], TR374, 9374")) << "the other line is still open";
  messaging::v1::AnswerMessageSent answer;
  answer.set_provider("42420001");
  answer.set_law(type::v1::JEUGDWET);
  answer.set_answer(messaging::v1::UNDER_INVESTIGATION);
  answer.add_provider_references("REF-line-2");
  ASSERT_THAT(Deliver(answer), IsOk());
  EXPECT_THAT(Request(3, 1, "REF-3"), ElementsAre("Client[1], TR374, 9374")) << "it is being looked into";
  answer.set_answer(messaging::v1::REFUSED);
  answer.set_provider("42420002");
  ASSERT_THAT(Deliver(answer), IsOk());
  EXPECT_THAT(Request(4, 1, "REF-4"), ElementsAre("Client[1], TR374, 9374")) << "another provider's reference";
  answer.set_provider("42420001");
  ASSERT_THAT(Deliver(answer), IsOk());
  EXPECT_THAT(Request(5, 1, "REF-5"), IsEmpty());
}

TEST_F(MessagesTest, AGrantedRequestIsAnsweredByTheMessageThatTellsIt) {
  ASSERT_THAT(Request(1, 1, "REF-1"), IsEmpty());
  messaging::v1::AllocationMessageSent sent;
  sent.set_provider("42420001");
  sent.set_municipality("0361");
  sent.set_law(type::v1::JEUGDWET);
  sent.add_provider_references("REF-1");
  ASSERT_THAT(Deliver(sent), IsOk());
  EXPECT_THAT(Request(2, 1, "REF-2"), IsEmpty());
}

TEST_F(MessagesTest, ProductsAreCheckedByContractingInOneCall) {
  contracting_.unfit = {"45A99"};
  v1::SubmitMessageRequest message = Message("request-1", "JW315", 1);
  AddRequest(message, 1, "REF-1", "45A04");
  AddRequest(message, 1, "REF-2", "45A99");
  AddRequest(message, 1, "REF-3", "45A04");
  AddRequest(message, 1, "REF-4", "x y");
  const auto path = [](int index) {
    return Cat("Client[1]/AangevraagdeProducten/AangevraagdProduct[", index, "], TR381, S329");
  };
  EXPECT_THAT(Verdicts(message), ElementsAre(path(2), path(4)));
  EXPECT_EQ(contracting_.calls, 1);
  EXPECT_EQ(contracting_.lines, 2) << "each product and day once, and none that cannot be one";
  EXPECT_THAT(Request(2, 1, "REF-1"), IsEmpty()) << "a refused message registers nothing";
}

TEST_F(MessagesTest, AMunicipalityThatIsNoneIsAnErrorOfTheHeader) {
  v1::SubmitMessageRequest message = Message("request-1", "JW315", 1);
  message.mutable_header()->set_municipality("9999");
  AddRequest(message, 1, "REF-1");
  AddRequest(message, 1, "REF-2");
  EXPECT_THAT(Verdicts(message), ElementsAre("Header, TR378, S300"));
}

TEST_F(MessagesTest, ARepeatGetsItsFirstAnswer) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  EXPECT_THAT(Start(1, made, "2026-04-14"), IsEmpty());
  EXPECT_THAT(Start(1, made, "2026-04-14"), IsEmpty()) << "not TR074: it is the same message";
  EXPECT_EQ(Shown(made.name()).deliveries_size(), 1);
  v1::SubmitMessageRequest other = Message("start-1", "JW305", 1);
  AddStart(other, made, "2026-04-15");
  EXPECT_THAT(Submit({other}), Fails(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

TEST_F(MessagesTest, ComesInChunks) {
  v1::SubmitMessageRequest first = Message("request-1", "JW315", 1);
  v1::SubmitMessageRequest second, third;
  for (int i = 0; i < 1'000; ++i) AddRequest(first, 1, Cat("REF-", i));
  for (int i = 0; i < 1'000; ++i) AddRequest(second, 1, Cat("REF-", 1'000 + i));
  AddRequest(third, 1, "REF-7");
  const auto response = Submit({first, second, third});
  ASSERT_THAT(response, IsOk());
  ASSERT_EQ(response->verdicts_size(), 1);
  EXPECT_EQ(response->verdicts(0).rule(), "TR347") << "a reference twice in one message";
  // The same message in other pieces is the same message.
  v1::SubmitMessageRequest head = Message("request-1", "JW315", 1);
  v1::SubmitMessageRequest body;
  *body.mutable_lines() = first.lines();
  const auto again = Submit({head, body, second, third});
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->verdicts_size(), 1);
}

TEST_F(MessagesTest, RefusesWhatIsNoMessage) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  v1::SubmitMessageRequest start = Message("start-1", "JW305", 1);
  AddStart(start, made, "2026-04-14");
  v1::SubmitMessageRequest lines;
  *lines.mutable_lines() = start.lines();
  const auto changed = [&](auto change) {
    v1::SubmitMessageRequest message = start;
    change(message);
    return Submit({message});
  };
  const auto wrong = Fails(absl::StatusCode::kInvalidArgument, "");
  EXPECT_THAT(Submit({}), wrong) << "nothing";
  EXPECT_THAT(Submit({lines}), wrong) << "no header";
  EXPECT_THAT(Submit({start, start}), wrong) << "two headers";
  EXPECT_THAT(changed([](auto& it) { it.clear_request_id(); }), wrong);
  EXPECT_THAT(changed([](auto& it) { it.mutable_header()->set_kind("JW323"); }), wrong);
  EXPECT_THAT(changed([](auto& it) { it.mutable_header()->set_kind("JW307"); }), wrong) << "lines of another kind";
  EXPECT_THAT(changed([](auto& it) { it.mutable_header()->set_provider("4242"); }), wrong);
  EXPECT_THAT(changed([](auto& it) { it.mutable_header()->set_message("messages/1"); }), wrong);
  EXPECT_THAT(changed([](auto& it) { it.mutable_lines(0)->set_client("clients/1"); }), wrong);
  EXPECT_THAT(changed([](auto& it) { it.mutable_lines(0)->clear_class_path(); }), wrong);
  EXPECT_THAT(changed([](auto& it) { it.mutable_lines(0)->mutable_started_product()->clear_start_date(); }), wrong);
  EXPECT_THAT(changed([](auto& it) { it.mutable_lines(0)->mutable_started_product()->set_status(2); }), wrong);
  EXPECT_THAT(changed([](auto& it) { it.mutable_lines(0)->clear_content(); }), wrong);
  v1::SubmitMessageRequest too_many = Message("request-2", "JW315", 2);
  for (int i = 0; i < 1'001; ++i) AddRequest(too_many, 1, Cat("REF-", i));
  EXPECT_THAT(Submit({too_many}), wrong) << "too many in a chunk";
  EXPECT_THAT(Submit({start}, Persona("back-office", {"0361"}, "message-exchange")),
              Fails(absl::StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
  EXPECT_THAT(Verdicts(start), IsEmpty()) << "none of it used up the request id";
}

TEST_F(MessagesTest, AReturnMessageHasNothingToJudge) {
  v1::SubmitMessageRequest message = Message("return-1", "JW302", 1);
  EXPECT_THAT(Verdicts(message), IsEmpty());
  message.set_request_id("return-2");
  AddRequest(message, 1, "REF-1");
  EXPECT_THAT(Submit({message}), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
}

}  // namespace
}  // namespace clientroute::allocation
