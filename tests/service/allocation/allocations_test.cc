#include <string>
#include <vector>

#include "clientroute/access/v1/events.pb.h"
#include "clientroute/region/v1/region.pb.h"
#include "services/platform/config/text_config.h"
#include "services/platform/privacy/look_log.h"
#include "tests/service/allocation/allocation_world.h"

namespace clientroute::allocation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class AllocationsTest : public AllocationWorld {
 protected:
  std::vector<std::int64_t> Numbers(const v1::ListAllocationsRequest& request,
                                    const Caller& caller = ServicePersona("messaging")) {
    std::vector<std::int64_t> numbers;
    const auto response = Ask(&Stub::ListAllocations, request, caller);
    EXPECT_THAT(response, IsOk());
    if (!response.ok()) return numbers;
    for (const v1::CareAllocation& allocation : response->allocations()) numbers.push_back(allocation.number());
    return numbers;
  }
  std::vector<LookEntry> Looks() {
    std::vector<LookEntry> looks;
    EXPECT_THAT(database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(looks, ListLooks(connection, 0, 1'000, std::nullopt));
      return absl::OkStatus();
    }),
                IsOk());
    return looks;
  }
};

TEST_F(AllocationsTest, AreMadeOfReservationsWithNumbers) {
  Propose("propose-1", 1, {Line("line-1"), Line("line-2", "45A05")});
  const auto made = Make("make-1", 1, {Line("line-1"), Line("line-2", "45A05")});
  ASSERT_THAT(made, IsOk());
  ASSERT_EQ(made->allocations_size(), 2);
  const v1::CareAllocation& first = made->allocations(0);
  EXPECT_EQ(first.number(), 1);
  EXPECT_EQ(made->allocations(1).number(), 2);
  EXPECT_EQ(first.state(), v1::CareAllocation::ALLOCATED);
  EXPECT_EQ(first.decision(), "decisions/besluit-1");
  EXPECT_EQ(first.line().location(), "locations/centrum");
  EXPECT_EQ(first.line().allocation(), first.name());
  EXPECT_EQ(first.line().allocation_number(), 1);
  EXPECT_EQ(Shown(first.name()).SerializeAsString(), first.SerializeAsString());

  EXPECT_THAT(Announced(1), ElementsAre("PlacesReserved", "AllocationsMade"));
  const auto event = Last<v1::AllocationsMade>(1);
  ASSERT_EQ(event.lines_size(), 2);
  EXPECT_EQ(event.lines(1).allocation_number(), 2);
  EXPECT_EQ(FromProto(event.first_date()), Day("2026-04-13"));
  EXPECT_EQ(FromProto(event.last_date()), Day("2026-10-12"));
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 0, 1");
  world_.Advance(std::chrono::days(30));
  EXPECT_EQ(Announced(1).size(), 2U) << "what is allocated does not expire";
}

// shows: MON-1
TEST_F(AllocationsTest, TellWhichLinesAreAtASchoolAsItIsWhenTheyAreMade) {
  v1::ImportLocationsRequest at_school = Locations("import-2");
  for (v1::Location& location : *at_school.mutable_locations()) {
    location.set_at_school(location.name() == "locations/centrum");
  }
  EXPECT_EQ(Ask(&Stub::ImportLocations, at_school)->changed(), 1);
  at_school.set_request_id("import-3");
  EXPECT_EQ(Ask(&Stub::ImportLocations, at_school)->changed(), 0) << "it is kept";
  Propose("propose-1", 1, {Line("line-1"), Line("line-2", "45A05")});
  ASSERT_THAT(Make("make-1", 1, {Line("line-1"), Line("line-2", "45A05")}), IsOk());
  const auto event = Last<v1::AllocationsMade>(1);
  std::vector<std::string> expected;
  for (const type::v1::CareLine& line : event.lines()) {
    if (line.location() == "locations/centrum") expected.push_back(line.line());
  }
  EXPECT_THAT(event.school_lines(), testing::ElementsAreArray(expected));
  EXPECT_THAT(event.school_lines(), testing::Not(testing::IsEmpty()));
  ASSERT_THAT(Ask(&Stub::ImportLocations, Locations("import-4")), IsOk());
  Allocate(2, Line("line-1"));
  EXPECT_THAT(Last<v1::AllocationsMade>(2).school_lines(), testing::IsEmpty()) << "it has moved out";
}

TEST_F(AllocationsTest, AnOpenAllocationHasNoLastDay) {
  type::v1::CareLine open = Line("line-2", "45A05");
  open.mutable_period()->clear_end_date();
  Propose("propose-1", 1, {Line("line-1"), open});
  ASSERT_THAT(Make("make-1", 1, {Line("line-1"), open}), IsOk());
  EXPECT_FALSE(Last<v1::AllocationsMade>(1).has_last_date());
}

// rules: TR332
TEST_F(AllocationsTest, NumbersCountPerMunicipalityAndLaw) {
  EXPECT_EQ(Allocate(1, Line("line-1")).number(), 1);
  EXPECT_EQ(Allocate(2, Line("line-1")).number(), 2);
  type::v1::CareLine wmo = Line("line-1");
  wmo.set_law(type::v1::WMO);
  EXPECT_EQ(Allocate(3, wmo).number(), 1);
}

TEST_F(AllocationsTest, NumbersEndWithAClearError) {
  ASSERT_THAT(database_->Write([](Connection& connection) {
    return connection.Execute("INSERT INTO allocation_number (municipality, law, last) VALUES ('0361', 1, 999999999)")
        .status();
  }),
              IsOk());
  Propose("propose-1", 1, {Line("line-1")});
  EXPECT_THAT(Make("make-1", 1, {Line("line-1")}),
              Fails(absl::StatusCode::kResourceExhausted, "ALLOCATION_NUMBERS_USED_UP"));
}

TEST_F(AllocationsTest, MakingAgainGivesTheSame) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  const auto again = Make("make-again", 1, {Line("line-1")});
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->allocations(0).name(), made.name());
  EXPECT_EQ(again->allocations(0).number(), 1);
  EXPECT_THAT(Announced(1), ElementsAre("PlacesReserved", "AllocationsMade", "AllocationsMade"));
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 0, 1");
  type::v1::CareLine other = Line("line-1");
  other.mutable_volume()->set_amount(6);
  EXPECT_THAT(Make("make-other", 1, {other}), Fails(absl::StatusCode::kFailedPrecondition, "LINE_ALLOCATED"));
  EXPECT_THAT(Ask(&Stub::ProposePlacement, Proposal("propose-again", 1, {Line("line-1")})),
              Fails(absl::StatusCode::kFailedPrecondition, "LINE_ALLOCATED"));
}

TEST_F(AllocationsTest, AreOnlyMadeOfWhatIsHeld) {
  EXPECT_THAT(Make("make-1", 1, {Line("line-1")}), Fails(absl::StatusCode::kFailedPrecondition, "RESERVATION_GONE"));
  Propose("propose-1", 1, {Line("line-1"), Line("line-2")});
  EXPECT_THAT(Make("make-2", 1, {Line("line-1"), Line("line-3")}),
              Fails(absl::StatusCode::kFailedPrecondition, "RESERVATION_GONE"));
  type::v1::CareLine longer = Line("line-1");
  *longer.mutable_period()->mutable_end_date() = ProtoDay("2027-04-12");
  EXPECT_THAT(Make("make-3", 1, {longer}), Fails(absl::StatusCode::kFailedPrecondition, "RESERVATION_DIFFERS"));
  type::v1::CareLine elsewhere = Line("line-1");
  elsewhere.set_location("locations/noord");
  EXPECT_THAT(Make("make-4", 1, {elsewhere}), Fails(absl::StatusCode::kFailedPrecondition, "RESERVATION_DIFFERS"));
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 2, 0") << "a refusal changes nothing";
  EXPECT_THAT(Make("make-5", 1, {Line("line-1")}), IsOk());
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 0, 1") << "the other line's place is let go";
}

TEST_F(AllocationsTest, AreWithdrawnWhenTheRouteEndsBeforeCareStarts) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  EXPECT_EQ(Release("release-1", 1), 1);
  const v1::CareAllocation withdrawn = Shown(made.name());
  EXPECT_EQ(withdrawn.state(), v1::CareAllocation::WITHDRAWN);
  EXPECT_NE(withdrawn.etag(), made.etag());
  EXPECT_EQ(withdrawn.change_reason(), "13");
  EXPECT_EQ(FromProto(withdrawn.line().period())->ToString(), "2026-04-13..2026-04-13");
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 0, 0");
  EXPECT_THAT(Announced(1), ElementsAre("PlacesReserved", "AllocationsMade", "AllocationsWithdrawn"));
  EXPECT_FALSE(Last<v1::AllocationsWithdrawn>(1).told()) << "nobody was told of it";
}

TEST_F(AllocationsTest, ThatBeganAreNotWithdrawn) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  v1::SubmitMessageRequest start = Message("start-1", "JW305", 1);
  AddStart(start, made, "2026-04-14");
  ASSERT_THAT(Verdicts(start), IsEmpty());
  EXPECT_EQ(Release("release-1", 1), 0);
  EXPECT_EQ(Shown(made.name()).state(), v1::CareAllocation::IN_CARE);
}

TEST_F(AllocationsTest, AreListedForAnAllocationMessage) {
  type::v1::CareLine past = Line("line-1");
  *past.mutable_period()->mutable_start_date() = ProtoDay("2025-01-01");
  *past.mutable_period()->mutable_end_date() = ProtoDay("2026-03-31");
  type::v1::CareLine open = Line("line-2", "45A05");
  open.mutable_period()->clear_end_date();
  Propose("propose-1", 1, {past, open});
  ASSERT_THAT(Make("make-1", 1, {past, open}), IsOk());  // 1 and 2
  Allocate(2, Line("line-1"));                           // 3
  type::v1::CareLine later = Line("line-1");
  *later.mutable_period()->mutable_start_date() = ProtoDay("2027-01-01");
  *later.mutable_period()->mutable_end_date() = ProtoDay("2027-06-30");
  Allocate(3, later);  // 4
  v1::ListAllocationsRequest request;
  EXPECT_THAT(Numbers(request), ElementsAre(1, 2, 3, 4));
  request.set_client(Client(1));
  EXPECT_THAT(Numbers(request), ElementsAre(1, 2));
  *request.mutable_valid_on_or_after() = ProtoDay("2026-03-31");
  EXPECT_THAT(Numbers(request), ElementsAre(1, 2));
  *request.mutable_valid_on_or_after() = ProtoDay("2026-04-01");
  EXPECT_THAT(Numbers(request), ElementsAre(2));
  request.clear_client();
  EXPECT_THAT(Numbers(request), ElementsAre(2, 3, 4));
  request.set_route(Route(3));
  EXPECT_THAT(Numbers(request), ElementsAre(4));
  Release("release-3", 3);
  EXPECT_THAT(Numbers(request), IsEmpty()) << "withdrawn";
  request.clear_valid_on_or_after();
  EXPECT_THAT(Numbers(request), ElementsAre(4));
  request.set_provider("42420002");
  EXPECT_THAT(Numbers(request), IsEmpty());
  request.set_provider("4242");
  request.set_client("clients/none");
  EXPECT_THAT(Ask(&Stub::ListAllocations, request), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
}

TEST_F(AllocationsTest, AreLookedUpByNumberForClaims) {
  const v1::CareAllocation first = Allocate(1, Line("line-1"));
  const v1::CareAllocation second = Allocate(2, Line("line-1"));
  Allocate(3, Line("line-1", "45A04", "42420002"));
  v1::SubmitMessageRequest start = Message("start-1", "JW305", 1);
  AddStart(start, first, "2026-04-14");
  ASSERT_THAT(Verdicts(start), IsEmpty());
  Release("release-2", 2);
  v1::LookUpAllocationsRequest request;
  request.set_municipality("0361");
  request.set_law(type::v1::JEUGDWET);
  request.set_provider("42420001");
  for (const std::int64_t number : {3, 2, 1, 99, 1}) request.add_numbers(number);
  const Caller claims = ServicePersona("claims");
  const auto found = Ask(&Stub::LookUpAllocations, request, claims);
  ASSERT_THAT(found, IsOk());
  EXPECT_THAT(Looks().back().clients, testing::UnorderedElementsAre(Client(1), Client(2)));
  ASSERT_EQ(found->allocations_size(), 2) << "of another provider, and not known: left out";
  EXPECT_EQ(found->allocations(0).SerializeAsString(), Shown(first.name()).SerializeAsString());
  EXPECT_EQ(found->allocations(0).deliveries_size(), 1);
  EXPECT_EQ(found->allocations(1).name(), second.name());
  EXPECT_EQ(found->allocations(1).state(), v1::CareAllocation::WITHDRAWN);
  request.set_law(type::v1::WMO);
  EXPECT_THAT(Ask(&Stub::LookUpAllocations, request, claims)->allocations(), IsEmpty());
  request.set_provider("4242");
  EXPECT_THAT(Ask(&Stub::LookUpAllocations, request, claims),
              Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  EXPECT_THAT(Ask(&Stub::LookUpAllocations, request, Persona("access-professional", {"0361"})),
              Fails(absl::StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
}

TEST_F(AllocationsTest, ListsArePaged) {
  ASSERT_THAT(Ask(&Stub::ImportLocations, Locations("import-2", 9, 9)), IsOk());
  for (int route = 1; route <= 7; ++route) Allocate(route, Line("line-1"));
  v1::ListAllocationsRequest request;
  request.set_page_size(3);
  std::vector<std::int64_t> numbers;
  do {
    const auto page = Ask(&Stub::ListAllocations, request);
    ASSERT_THAT(page, IsOk());
    for (const auto& allocation : page->allocations()) numbers.push_back(allocation.number());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(numbers, ElementsAre(1, 2, 3, 4, 5, 6, 7));

  v1::ListCapacityRequest capacity;
  capacity.set_page_size(4);
  const auto first = Ask(&Stub::ListCapacity, capacity);
  ASSERT_EQ(first->uses_size(), 4);
  capacity.set_page_token(first->next_page_token());
  const auto second = Ask(&Stub::ListCapacity, capacity);
  ASSERT_EQ(second->uses_size(), 2);
  EXPECT_EQ(second->uses(1).location(), "locations/noord");
  capacity.set_page_token("");
  capacity.set_provider("42420002");
  EXPECT_EQ(Ask(&Stub::ListCapacity, capacity)->uses_size(), 2);
}

TEST_F(AllocationsTest, AreShownToWhoMaySeeThemAndEveryLookIsWritten) {
  const v1::CareAllocation made = Allocate(1, Line("line-1"));
  const v1::ListAllocationsRequest all;
  const Caller coach = Persona("access-professional", {"0361"});
  EXPECT_THAT(Numbers(all, coach), IsEmpty()) << "not involved";
  access::v1::PersonInvolved involved;
  involved.set_client(Client(1));
  involved.set_person(coach.identity.subject);
  ASSERT_THAT(Deliver(involved), IsOk());
  ASSERT_THAT(Deliver(involved), IsOk());
  EXPECT_THAT(Looks(), IsEmpty());
  EXPECT_THAT(Numbers(all, coach), ElementsAre(1));
  EXPECT_THAT(Numbers(all, Persona("access-professional", {"0399"})), IsEmpty());
  EXPECT_THAT(Numbers(all, Persona("back-office", {"0361"}, "message-exchange")), ElementsAre(1));
  EXPECT_THAT(Numbers(all, Persona("contract-manager", {"0361"}, "contract-management")), IsEmpty());
  EXPECT_THAT(Ask(&Stub::ListAllocations, all, Persona("back-office", {"0361"}, "")),
              Fails(absl::StatusCode::kPermissionDenied, "PURPOSE_MISSING"));
  v1::GetAllocationRequest get;
  get.set_name(made.name());
  EXPECT_THAT(Ask(&Stub::GetAllocation, get, coach), IsOk());
  EXPECT_THAT(Ask(&Stub::GetAllocation, get, Persona("access-professional", {"0399"})),
              Fails(absl::StatusCode::kNotFound, "ALLOCATION_NOT_FOUND"));
  get.set_name("allocations/none");
  EXPECT_THAT(Ask(&Stub::GetAllocation, get), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));

  std::vector<std::string> subjects;
  for (const LookEntry& look : Looks()) {
    EXPECT_THAT(look.clients, ElementsAre(Client(1)));
    subjects.push_back(look.subject);
  }
  EXPECT_THAT(subjects, ElementsAre("persons/test.access-professional", "persons/test.back-office",
                                    "persons/test.access-professional"));
}

// shows: PRI-1
TEST_F(AllocationsTest, ALookAtTheProposalsOfARouteIsWrittenToo) {
  Propose("propose-1", 1, {Line("line-1")});
  const Caller back_office = Persona("back-office", {"0361"}, "message-exchange");
  v1::ListPlacementProposalsRequest proposals;
  proposals.set_route(Route(1));
  EXPECT_EQ(Ask(&Stub::ListPlacementProposals, proposals, back_office)->proposals_size(), 1);
  ASSERT_EQ(Looks().size(), 1U);
  EXPECT_EQ(Looks()[0].subject, back_office.identity.subject);
  EXPECT_THAT(Looks()[0].clients, ElementsAre(Client(1)));
  proposals.set_route(Route(2));
  EXPECT_THAT(Ask(&Stub::ListPlacementProposals, proposals, back_office)->proposals(), IsEmpty());
  for (const LookEntry& look : Looks()) EXPECT_THAT(look.clients, testing::Each(Client(1))) << "nobody was seen";
}

TEST_F(AllocationsTest, ProposalsAndWaitingAreShownByInvolvementToo) {
  Propose("full", 0, {Line("line-1"), Line("line-2"), Line("line-3")});
  Propose("propose-1", 1, {Line("line-1")});
  const Caller coach = Persona("access-professional", {"0361"});
  v1::ListPlacementProposalsRequest proposals;
  proposals.set_route(Route(1));
  EXPECT_THAT(Ask(&Stub::ListPlacementProposals, proposals, coach)->proposals(), IsEmpty());
  EXPECT_THAT(Ask(&Stub::ListWaiting, v1::ListWaitingRequest(), coach)->waiting(), IsEmpty());
  access::v1::PersonInvolved involved;
  involved.set_client(Client(1));
  involved.set_person(coach.identity.subject);
  ASSERT_THAT(Deliver(involved), IsOk());
  EXPECT_EQ(Ask(&Stub::ListPlacementProposals, proposals, coach)->proposals_size(), 1);
  EXPECT_EQ(Ask(&Stub::ListWaiting, v1::ListWaitingRequest(), coach)->waiting_size(), 1);
  EXPECT_EQ(Looks().size(), 2U) << "one each";
}

TEST_F(AllocationsTest, ImportNamesEveryWrongRowAndTakesNothing) {
  v1::ImportLocationsRequest request = Locations("import-2", 9, 9);
  request.mutable_locations(0)->set_provider("42420002");
  request.mutable_locations(1)->set_name("noord");
  request.mutable_locations(2)->mutable_capacities(1)->mutable_product()->set_code("45A04");
  request.mutable_locations(2)->mutable_capacities(0)->set_places(-1);
  request.mutable_locations(2)->add_languages("nld");
  request.mutable_weights()->set_nearness(1);
  request.mutable_municipalities(0)->set_code("9999");
  const auto refused = Ask(&Stub::ImportLocations, request, Persona("operator", {"0361"}, "operation"));
  EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "LOCATIONS_INVALID"));
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(refused.status())) fields.push_back(violation.field);
  EXPECT_THAT(fields,
              testing::UnorderedElementsAre("locations[0].provider", "locations[1].name",
                                            "locations[2].capacities[0].places", "locations[2].capacities[1].product",
                                            "locations[2].languages[1]", "weights.version", "municipalities[0].code"));
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "2, 0, 0");
  EXPECT_EQ(Ask(&Stub::ImportLocations, Locations("import-3"))->changed(), 0) << "identical content changes nothing";
  EXPECT_THAT(Ask(&Stub::ImportLocations, Locations("import-4"), Persona("access-professional", {"0361"})),
              Fails(absl::StatusCode::kPermissionDenied, "ROLE_REFUSED"));
}

TEST_F(AllocationsTest, LoweredCapacityShowsAsOverbookedAndMovesNobody) {
  for (int route = 1; route <= 2; ++route) Allocate(route, Line("line-1"));
  EXPECT_EQ(Ask(&Stub::ImportLocations, Locations("import-2", 1, 0))->changed(), 2);
  EXPECT_EQ(Use("centrum", "45A04", "2026-05-01"), "1, 0, 2");
  EXPECT_FALSE(Propose("propose-3", 3, {Line("line-1")}).complete());
  EXPECT_EQ(Release("release-1", 1), 1);
  EXPECT_FALSE(Propose("again-3", 3, {Line("line-1")}).complete()) << "one place, and it is taken";
  EXPECT_EQ(Release("release-2", 2), 1);
  EXPECT_TRUE(Propose("once-more-3", 3, {Line("line-1")}).complete());
}

TEST_F(AllocationsTest, TakesTheReferenceRegion) {
  region::v1::Locations locations;
  ASSERT_THAT(ReadTextProto(CLIENTROUTE_SOURCE_DIR "/workflows/regions/reference/locations.textproto", &locations),
              IsOk());
  region::v1::Catalogue catalogue;
  ASSERT_THAT(ReadTextProto(CLIENTROUTE_SOURCE_DIR "/workflows/regions/reference/catalogue.textproto", &catalogue),
              IsOk());
  v1::ImportLocationsRequest request;
  request.set_request_id("region");
  *request.mutable_locations() = locations.locations();
  *request.mutable_municipalities() = catalogue.municipalities();
  *request.mutable_weights() = locations.weights();
  request.mutable_weights()->set_version(2);
  const auto imported = Ask(&Stub::ImportLocations, request);
  ASSERT_THAT(imported, IsOk());
  EXPECT_GE(imported->changed(), locations.locations_size() + catalogue.municipalities_size());
  request.set_request_id("region-again");
  EXPECT_EQ(Ask(&Stub::ImportLocations, request)->changed(), 0);
}

}  // namespace
}  // namespace clientroute::allocation
