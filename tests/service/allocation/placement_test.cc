#include <string>
#include <vector>

#include "clientroute/orchestrator/v1/events.pb.h"
#include "tests/service/allocation/allocation_world.h"

namespace clientroute::allocation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class PlacementTest : public AllocationWorld {};

TEST_F(PlacementTest, FindsReservesAndExplains) {
  const v1::PlacementProposal proposal = Propose("propose-1", 1, {Line("line-1"), Line("line-2", "45A05")});
  EXPECT_TRUE(proposal.complete());
  EXPECT_EQ(proposal.weights_version(), 1);
  ASSERT_EQ(proposal.lines_size(), 2);
  const v1::LineProposal& line = proposal.lines(0);
  EXPECT_EQ(line.client_age(), 12);
  ASSERT_EQ(line.candidates_size(), 2);
  EXPECT_EQ(line.candidates(0).location(), "locations/centrum");
  EXPECT_EQ(line.candidates(0).score(), 900);
  EXPECT_EQ(line.candidates(1).location(), "locations/noord");
  EXPECT_EQ(line.candidates(1).parts(1).explanation(), "10 km van het midden van Alkmaar");
  ASSERT_EQ(line.fallen_away_size(), 1);
  EXPECT_EQ(line.fallen_away(0).location(), "locations/ander");
  EXPECT_EQ(line.fallen_away(0).reason(), v1::FallenAway::OTHER_PROVIDER);
  EXPECT_EQ(line.reservation().location(), "locations/centrum");
  EXPECT_EQ(FromProto(line.reservation().expire_time()), kTestStart + std::chrono::days(7));
  EXPECT_EQ(line.explanation(),
            "Product 45A04: plek bij Locatie centrum met 900 punten, de hoogste score van 2 locaties.");

  EXPECT_THAT(Announced(1), ElementsAre("PlacesReserved"));
  const auto event = Last<v1::PlacesReserved>(1);
  EXPECT_EQ(event.proposal(), proposal.name());
  ASSERT_EQ(event.lines_size(), 2);
  EXPECT_EQ(event.lines(1).location(), "locations/centrum");
  EXPECT_EQ(event.lines(1).tariff().cents(), 9'840);
  EXPECT_THAT(event.explanation(), HasSubstr("Product 45A05: plek bij Locatie centrum"));
  EXPECT_EQ(Use("centrum", "45A04", "2026-04-13"), "2, 1, 0");
  EXPECT_EQ(Use("centrum", "45A04", "2026-04-12"), "2, 0, 0");
  EXPECT_EQ(Use("centrum", "45A04", "2026-10-13"), "2, 0, 0");
}

TEST_F(PlacementTest, LooksAtTheBirthDateForItsPurposeAndKeepsTheAgeAlone) {
  intake_.birth_dates[Client(1)] = Day("2008-04-14");
  const v1::PlacementProposal proposal = Propose("propose-1", 1, {Line("line-1")});
  EXPECT_EQ(proposal.lines(0).client_age(), 17) << "eighteen on the second day";
  EXPECT_THAT(intake_.purposes, ElementsAre("care-allocation"));
  intake_.birth_dates[Client(2)] = Day("2008-04-13");
  const v1::PlacementProposal other = Propose("propose-2", 2, {Line("line-1")});
  EXPECT_FALSE(other.complete());
  EXPECT_EQ(other.lines(0).fallen_away(1).reason(), v1::FallenAway::AGE);
  EXPECT_THAT(database_->Read([&](Connection& connection) {
    return connection.Query(
        "SELECT snapshot FROM proposal UNION ALL SELECT answer FROM request_answer"
        " UNION ALL SELECT payload FROM outbox",
        {}, [&](const Row& row) {
          EXPECT_THAT(std::string(row.Bytes(0)), Not(HasSubstr("Geheim")));
          return absl::OkStatus();
        });
  }),
              IsOk());
}

TEST_F(PlacementTest, TheSameRequestGetsTheSameAnswerOnce) {
  const v1::PlacementProposal first = Propose("propose-1", 1, {Line("line-1")});
  const v1::PlacementProposal again = Propose("propose-1", 1, {Line("line-1")});
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_EQ(intake_.purposes.size(), 1U) << "a repeat looks at nobody";
  EXPECT_THAT(Announced(1), ElementsAre("PlacesReserved"));
}

TEST_F(PlacementTest, ProposingAgainKeepsTheSamePlacesLonger) {
  const v1::PlacementProposal first = Propose("propose-1", 1, {Line("line-1")});
  world_.Advance(std::chrono::days(5));
  const v1::PlacementProposal second = Propose("propose-2", 1, {Line("line-1")});
  EXPECT_EQ(second.name(), first.name());
  EXPECT_EQ(second.lines(0).reservation().name(), first.lines(0).reservation().name());
  EXPECT_EQ(FromProto(second.lines(0).reservation().expire_time()), kTestStart + std::chrono::days(12));
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 1, 0");
  EXPECT_THAT(Announced(1), ElementsAre("PlacesReserved", "PlacesReserved"));
  EXPECT_EQ(Last<v1::PlacesReserved>(1).lines(0).location(), "locations/centrum");
  world_.Advance(std::chrono::days(3));
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 1, 0") << "the first term no longer counts";
}

TEST_F(PlacementTest, ProposingOtherLinesLetsTheFirstPlacesGo) {
  Propose("propose-1", 1, {Line("line-1"), Line("line-2")});
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 2, 0");
  const v1::PlacementProposal second = Propose("propose-2", 1, {Line("line-1", "45A05")});
  EXPECT_TRUE(second.complete());
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 0, 0");
  EXPECT_EQ(Use("centrum", "45A05", "2026-05-01"), "2, 1, 0");
  v1::ListPlacementProposalsRequest list;
  list.set_route(Route(1));
  const auto proposals = Ask(&Stub::ListPlacementProposals, list);
  ASSERT_EQ(proposals->proposals_size(), 2);
  EXPECT_EQ(proposals->proposals(0).SerializeAsString(), second.SerializeAsString())
      << "newest first, as it was decided";
  EXPECT_EQ(proposals->proposals(1).lines_size(), 2);
}

TEST_F(PlacementTest, AllLinesOrNone) {
  const v1::PlacementProposal proposal =
      Propose("propose-1", 1, {Line("line-1"), Line("line-2"), Line("line-3"), Line("line-4")});
  EXPECT_FALSE(proposal.complete());
  EXPECT_FALSE(proposal.lines(0).has_reservation());
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 0, 0");
  EXPECT_THAT(Announced(1), ElementsAre("NoPlaceFound"));
  EXPECT_THAT(Last<v1::NoPlaceFound>(1).explanation(), HasSubstr("maar niet voor alle regels tegelijk"));
  EXPECT_EQ(Waiting(), std::vector<std::string>(4, Route(1)));
}

TEST_F(PlacementTest, ReservationsExpireOnTimeAndOnce) {
  Propose("propose-1", 1, {Line("line-1"), Line("line-2")});
  world_.AdvanceTo(kTestStart + std::chrono::days(7) - std::chrono::seconds(1));
  EXPECT_THAT(Announced(1), ElementsAre("PlacesReserved"));
  world_.Advance(std::chrono::seconds(1));
  EXPECT_THAT(Announced(1), ElementsAre("PlacesReserved", "ReservationExpired"));
  EXPECT_THAT(Last<v1::ReservationExpired>(1).reservation(), HasSubstr("reservations/"));
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 0, 0");
  world_.Advance(std::chrono::days(30));
  EXPECT_EQ(Announced(1).size(), 2U);
  EXPECT_THAT(Make("make-1", 1, {Line("line-1"), Line("line-2")}),
              Fails(absl::StatusCode::kFailedPrecondition, "RESERVATION_GONE"));
}

// shows: ALL-2
TEST_F(PlacementTest, ACrisisTakesWhatIsFullAndIsMarked) {
  Propose("full", 0, {Line("line-1"), Line("line-2"), Line("line-3")});
  EXPECT_FALSE(Propose("propose-1", 1, {Line("line-1")}, 1).complete());
  const v1::PlacementProposal crisis = Propose("propose-2", 2, {Line("line-1")}, 2);
  ASSERT_TRUE(crisis.complete());
  EXPECT_TRUE(crisis.lines(0).second_best());
  EXPECT_THAT(crisis.lines(0).candidates(0).second_best(), HasSubstr("bezet"));
  EXPECT_TRUE(Last<v1::PlacesReserved>(2).second_best());
  EXPECT_THAT(Last<v1::PlacesReserved>(2).explanation(), HasSubstr("Tweede keus wegens crisis"));
  EXPECT_FALSE(Last<v1::PlacesReserved>(0).second_best());
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 3, 0");
  EXPECT_EQ(Overbooked("centrum", "45A04", "2026-05-01"), 1);
  EXPECT_EQ(Make("make-2", 2, {Line("line-1")})->allocations_size(), 1);
  EXPECT_EQ(Release("release-2", 2), 1);
  EXPECT_EQ(Overbooked("centrum", "45A04", "2026-05-01"), 0);
  EXPECT_THAT(Waiting(), ElementsAre(Route(1))) << "who waits is not offered what was too much";
}

// shows: INT-3
TEST_F(PlacementTest, AChildNotYetBornIsPlacedAsANewborn) {
  intake_.expected[Client(1)] = Day("2026-06-20");
  EXPECT_EQ(Propose("propose-1", 1, {Line("line-1")}).lines(0).client_age(), 0);
  type::v1::CareLine later = Line("line-1");
  *later.mutable_period()->mutable_start_date() = ProtoDay("2027-06-20");
  *later.mutable_period()->mutable_end_date() = ProtoDay("2027-12-31");
  EXPECT_EQ(Propose("propose-2", 1, {later}).lines(0).client_age(), 1);
}

// shows: INT-7
TEST_F(PlacementTest, TheFirstProviderOfAReturnCountsAsAsking) {
  type::v1::CareLine line = Line("line-1");
  line.clear_provider_reference();
  v1::ProposePlacementRequest request = Proposal("propose-1", 1, {line});
  request.set_first_provider("42420001");
  const auto proposal = Ask(&Stub::ProposePlacement, request);
  ASSERT_THAT(proposal, IsOk());
  EXPECT_EQ(proposal->lines(0).candidates(0).parts(0).points(), 300);
  request.set_request_id("propose-2");
  request.set_first_provider("4242");
  EXPECT_THAT(Ask(&Stub::ProposePlacement, request), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
}

// shows: ALL-1, INT-7
TEST_F(PlacementTest, ALineWithoutAProviderGetsThatOfTheBestPlaceOrTheFirstOneOfAReturn) {
  type::v1::CareLine line = Line("line-1");
  for (const auto clear : {&type::v1::CareLine::clear_provider, &type::v1::CareLine::clear_provider_reference,
                           &type::v1::CareLine::clear_contract, &type::v1::CareLine::clear_tariff}) {
    (line.*clear)();
  }
  for (const std::string provider : {"42420001", "42420002"}) {
    const int route = provider == "42420001" ? 1 : 2;
    v1::ProposePlacementRequest request = Proposal(Cat("propose-", provider), route, {line});
    request.set_first_provider(provider);
    ASSERT_THAT(Ask(&Stub::ProposePlacement, request), IsOk());
    const auto reserved = Last<v1::PlacesReserved>(route);
    ASSERT_EQ(reserved.lines_size(), 1);
    EXPECT_EQ(reserved.lines(0).provider(), provider);
    EXPECT_EQ(reserved.lines(0).contract(), Cat("contracts/van-", provider));
    EXPECT_EQ(reserved.lines(0).tariff().cents(), 9'900);
    EXPECT_THAT(reserved.explanation(), HasSubstr("gaat naar zijn eerste aanbieder"));
    request.set_request_id(Cat("again-", provider));
    const auto again = Ask(&Stub::ProposePlacement, request);
    ASSERT_THAT(again, IsOk());
    EXPECT_EQ(Last<v1::PlacesReserved>(route).proposal(), reserved.proposal()) << "it holds that place already";
  }
}

// shows: ALL-3
TEST_F(PlacementTest, ALineWithoutAProviderIsOfferedWhatComesFree) {
  contracting_.contracted = {"42420001"};
  Propose("full", 0, {Line("line-1"), Line("line-2"), Line("line-3")});
  type::v1::CareLine line = Line("line-1");
  line.clear_provider();
  line.clear_contract();
  Propose("propose-1", 1, {line});
  ASSERT_THAT(Waiting(), ElementsAre(Route(1)));
  Release("release-0", 0);
  EXPECT_EQ(Announced(1).back(), "CapacityFreed");
  Propose("propose-2", 1, {line});
  EXPECT_EQ(Last<v1::PlacesReserved>(1).lines(0).provider(), "42420001");
}

// shows: ALL-3
TEST_F(PlacementTest, TheWaitingListGoesByUrgencyAndThenByTime) {
  Propose("full", 0, {Line("line-1"), Line("line-2"), Line("line-3")});
  Propose("propose-1", 1, {Line("line-1")});
  world_.Advance(std::chrono::minutes(1));
  Propose("propose-2", 2, {Line("line-1")}, 1);
  world_.Advance(std::chrono::minutes(1));
  Propose("propose-3", 3, {Line("line-1")});
  world_.Advance(std::chrono::minutes(1));
  type::v1::CareLine crisis = Line("line-1");
  crisis.mutable_product()->set_category("46");
  crisis.mutable_product()->set_code("46A03");
  Propose("propose-4", 4, {crisis});
  EXPECT_THAT(Waiting(), ElementsAre(Route(4), Route(2), Route(1), Route(3)));
  // What is announced says how urgent it is.
  EXPECT_EQ(Last<v1::PlacesReserved>(0).urgency(), 0);
  EXPECT_TRUE(Last<v1::PlacesReserved>(0).has_urgency());
  EXPECT_EQ(Last<v1::NoPlaceFound>(2).urgency(), 1);
  EXPECT_EQ(Last<v1::NoPlaceFound>(4).urgency(), 2);
  Propose("again-1", 1, {Line("line-1")});
  EXPECT_THAT(Waiting(), ElementsAre(Route(4), Route(2), Route(1), Route(3))) << "who asks again keeps his turn";

  v1::ListWaitingRequest page;
  page.set_page_size(3);
  const auto first = Ask(&Stub::ListWaiting, page);
  EXPECT_EQ(first->waiting_size(), 3);
  EXPECT_EQ(first->waiting(0).urgency(), 2);
  page.set_page_token(first->next_page_token());
  const auto second = Ask(&Stub::ListWaiting, page);
  ASSERT_EQ(second->waiting_size(), 1);
  EXPECT_EQ(second->waiting(0).route(), Route(3));
  EXPECT_EQ(second->next_page_token(), "");
}

// shows: ALL-3
TEST_F(PlacementTest, AFreedPlaceIsOfferedToWhoWaitedLongestAndKeptForHim) {
  Propose("full", 0, {Line("line-1"), Line("line-2"), Line("line-3")});
  Propose("propose-1", 1, {Line("line-1")});
  world_.Advance(std::chrono::minutes(1));
  Propose("propose-2", 2, {Line("line-1")});
  EXPECT_EQ(Release("release-0", 0), 3);
  EXPECT_THAT(Announced(1), ElementsAre("NoPlaceFound", "CapacityFreed"));
  EXPECT_THAT(Announced(2), ElementsAre("NoPlaceFound", "CapacityFreed")) << "there is room for both";
  EXPECT_EQ(Last<v1::CapacityFreed>(1).location(), "locations/centrum");
  // Two of three places are promised: a newcomer gets the third, the next one none.
  EXPECT_TRUE(Propose("propose-3", 3, {Line("line-1")}).complete());
  EXPECT_FALSE(Propose("propose-4", 4, {Line("line-1")}).complete());
  // More urgent than those who were promised a place: he goes first.
  EXPECT_TRUE(Propose("propose-5", 5, {Line("line-1")}, 2).complete());
  EXPECT_TRUE(Propose("again-1", 1, {Line("line-1")}).complete());
  EXPECT_FALSE(Propose("again-2", 2, {Line("line-1")}).complete());
}

TEST_F(PlacementTest, AnOfferThatIsNotTakenGoesToTheNext) {
  Propose("full", 0, {Line("line-1"), Line("line-2")});
  Propose("one", 9, {Line("line-1")});
  Propose("propose-1", 1, {Line("line-1")});
  world_.Advance(std::chrono::minutes(1));
  Propose("propose-2", 2, {Line("line-1")});
  EXPECT_EQ(Release("release-9", 9), 1);
  EXPECT_THAT(Announced(1), ElementsAre("NoPlaceFound", "CapacityFreed"));
  EXPECT_THAT(Announced(2), ElementsAre("NoPlaceFound"));
  world_.Advance(std::chrono::days(2));
  EXPECT_THAT(Announced(2), ElementsAre("NoPlaceFound", "CapacityFreed"));
  EXPECT_THAT(Announced(1), ElementsAre("NoPlaceFound", "CapacityFreed")) << "he keeps his turn for the next";
  EXPECT_TRUE(Propose("again-2", 2, {Line("line-1")}).complete());
  EXPECT_FALSE(Propose("again-1", 1, {Line("line-1")}).complete());
}

TEST_F(PlacementTest, ARouteThatCannotUseThePlaceIsPassedOver) {
  Propose("full", 0, {Line("line-1"), Line("line-2"), Line("line-3")});
  Propose("full-5", 9, {Line("line-1", "45A05"), Line("line-2", "45A05"), Line("line-3", "45A05")});
  Propose("propose-1", 1, {Line("line-1"), Line("line-2", "45A05")});
  world_.Advance(std::chrono::minutes(1));
  Propose("propose-2", 2, {Line("line-1")});
  Release("release-0", 0);
  EXPECT_THAT(Announced(1), ElementsAre("NoPlaceFound")) << "its other line still has none";
  EXPECT_THAT(Announced(2), ElementsAre("NoPlaceFound", "CapacityFreed"));
}

TEST_F(PlacementTest, PlacesThatAnImportAddsGoToWhoWait) {
  Propose("full", 0, {Line("line-1"), Line("line-2"), Line("line-3")});
  Propose("propose-1", 1, {Line("line-1")});
  EXPECT_EQ(Ask(&Stub::ImportLocations, Locations("import-2", 3, 1))->changed(), 1);
  EXPECT_THAT(Announced(1), ElementsAre("NoPlaceFound", "CapacityFreed"));
}

TEST_F(PlacementTest, IntakeThatIsDownIsTriedAgainWithTheSameId) {
  intake_.down = true;
  EXPECT_THAT(Ask(&Stub::ProposePlacement, Proposal("propose-1", 1, {Line("line-1")})),
              Fails(absl::StatusCode::kUnavailable, ""));
  EXPECT_THAT(Announced(1), IsEmpty());
  intake_.down = false;
  EXPECT_TRUE(Propose("propose-1", 1, {Line("line-1")}).complete());
  EXPECT_THAT(Ask(&Stub::ProposePlacement, Proposal("propose-99", 99, {Line("line-1")})),
              Fails(absl::StatusCode::kNotFound, ""));
}

TEST_F(PlacementTest, RefusesWhatItCannotRead) {
  v1::ProposePlacementRequest request = Proposal("propose-1", 1, {Line("line-1"), Line("line-1")});
  request.set_route("routes/none");
  request.set_municipality("361");
  request.set_urgency(3);
  request.add_expertise("No!");
  const auto refused = Ask(&Stub::ProposePlacement, request);
  EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(refused.status())) fields.push_back(violation.field);
  EXPECT_THAT(fields, ElementsAre("route", "municipality", "lines[1].line", "urgency", "expertise[0]"));
  EXPECT_THAT(intake_.purposes, IsEmpty()) << "nobody is looked at for a request that is wrong";
}

TEST_F(PlacementTest, WithoutALineNothingIsHeldOrWaitedForAnyMoreAndTheRouteHearsSo) {
  Propose("propose-1", 1, {Line("line-1"), Line("line-2")});
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 2, 0");
  ASSERT_THAT(Ask(&Stub::ProposePlacement, Proposal("nothing-1", 1, {})), IsOk());
  EXPECT_THAT(Announced(1), ElementsAre("PlacesReserved", "NothingToArrange"));
  EXPECT_EQ(Last<v1::NothingToArrange>(1).route(), Route(1));
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 0, 0");
  Propose("full", 0, {Line("line-1"), Line("line-2"), Line("line-3")});
  Propose("propose-2", 2, {Line("line-1")});
  ASSERT_THAT(Ask(&Stub::ProposePlacement, Proposal("nothing-2", 2, {})), IsOk());
  EXPECT_EQ(Release("release-0", 0), 3);
  EXPECT_THAT(Announced(2), ElementsAre("NoPlaceFound", "NothingToArrange")) << "it waits for no place any more";
}

TEST_F(PlacementTest, ARouteThatEndedHoldsNothingAndGetsNothing) {
  Propose("full", 0, {Line("line-1"), Line("line-2"), Line("line-3")});
  Propose("propose-1", 1, {Line("line-1")});
  orchestrator::v1::RouteClosed closed;
  closed.set_route(Route(0));
  ASSERT_THAT(Deliver(closed), IsOk());
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 0, 0");
  EXPECT_THAT(Announced(1), ElementsAre("NoPlaceFound", "CapacityFreed"));
  EXPECT_THAT(Ask(&Stub::ProposePlacement, Proposal("again-0", 0, {Line("line-1")})),
              Fails(absl::StatusCode::kFailedPrecondition, "ROUTE_CLOSED"));
  closed.set_route(Route(7));
  EXPECT_THAT(Deliver(closed), IsOk()) << "a route that never came here";
  closed.set_route("routes/none");
  EXPECT_THAT(Deliver(closed), Fails(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
  EXPECT_THAT(Deliver(v1::CareStarted()), Fails(absl::StatusCode::kInvalidArgument, "EVENT_TYPE_UNKNOWN"));
}

TEST_F(PlacementTest, ReleasingTwiceOrNothingIsFine) {
  EXPECT_EQ(Release("release-1", 1), 0);
  Propose("propose-1", 1, {Line("line-1")});
  EXPECT_EQ(Release("release-2", 1), 1);
  EXPECT_EQ(Release("release-3", 1), 0);
  EXPECT_EQ(Release("release-2", 1), 1) << "a repeat gets its first answer";
  world_.Advance(std::chrono::days(30));
  EXPECT_THAT(Announced(1), ElementsAre("PlacesReserved")) << "its timer went with it";
}

TEST_F(PlacementTest, OnlyServicesCommand) {
  EXPECT_THAT(Ask(&Stub::ProposePlacement, Proposal("propose-1", 1, {Line("line-1")}),
                  Persona("access-professional", {"0361"})),
              Fails(absl::StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
}

}  // namespace
}  // namespace clientroute::allocation
