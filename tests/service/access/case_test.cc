// Cases: opening them, who may see them, their director, and the log of who looked.
#include <string>
#include <vector>

#include "tests/service/access/access_test_base.h"

namespace clientroute::access {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> RoutesOf(const v1::Case& shown) {
  std::vector<std::string> routes;
  for (const v1::CaseRoute& route : shown.routes()) routes.push_back(route.route());
  return routes;
}

class CaseTest : public AccessTest {
 protected:
  absl::StatusOr<v1::ListCasesResponse> List(const Caller& caller,
                                             const v1::ListCasesRequest& request = v1::ListCasesRequest()) {
    return Ask(&Stub::ListCases, request, caller);
  }
  std::vector<std::string> Listed(const Caller& caller, const v1::ListCasesRequest& request = v1::ListCasesRequest()) {
    const auto page = List(caller, request);
    EXPECT_THAT(page, IsOk());
    std::vector<std::string> households;
    if (page.ok()) {
      for (const v1::Case& one : page->cases()) households.push_back(one.household());
    }
    return households;
  }
};

TEST_F(CaseTest, OpensACaseForTheFirstRouteOfAHousehold) {
  const auto opened = Open("open-1", 1);
  ASSERT_THAT(opened, IsOk());
  EXPECT_EQ(opened->household(), HouseholdName(1));
  EXPECT_EQ(opened->municipality(), kAlkmaar);
  EXPECT_EQ(opened->case_director(), "");
  EXPECT_EQ(opened->etag(), "1");
  EXPECT_EQ(FromProto(opened->create_time()), world_.clock()->Now());
  ASSERT_THAT(opened->routes(), SizeIs(1));
  EXPECT_EQ(opened->routes(0).client(), ClientName(1));

  const auto events = Announced();
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0].aggregate(), RouteName(1));
  EXPECT_EQ(events[0].source(), "access");
  const auto announced = AnnouncedOf<v1::CaseOpened>();
  ASSERT_THAT(announced, SizeIs(1));
  EXPECT_EQ(announced[0].route(), RouteName(1));
  EXPECT_EQ(announced[0].case_(), opened->name());
  EXPECT_FALSE(announced[0].joined_running_case());
}

// shows: INT-8
TEST_F(CaseTest, ASecondReferralJoinsTheRunningCase) {
  const auto first = Open("open-1", 1);
  v1::OpenCaseRequest sibling = OpenRequest("open-2", 2);
  sibling.set_household(HouseholdName(1));
  const auto joined = Ask(&Stub::OpenCase, sibling, ServicePersona("orchestrator"));
  ASSERT_THAT(joined, IsOk());
  EXPECT_EQ(joined->name(), first->name());
  EXPECT_NE(joined->etag(), first->etag());
  EXPECT_THAT(RoutesOf(*joined), ElementsAre(RouteName(1), RouteName(2)));
  const auto announced = AnnouncedOf<v1::CaseOpened>();
  ASSERT_THAT(announced, SizeIs(2));
  EXPECT_TRUE(announced[1].joined_running_case());
  EXPECT_EQ(announced[1].case_(), first->name());
  EXPECT_EQ(Announced()[1].aggregate(), RouteName(2));
}

TEST_F(CaseTest, ARepeatedCommandMakesNoSecondCase) {
  const auto first = Open("open-1", 1);
  const auto repeat = Open("open-1", 1);
  ASSERT_THAT(repeat, IsOk());
  EXPECT_EQ(repeat->SerializeAsString(), first->SerializeAsString());
  EXPECT_THAT(Announced(), SizeIs(1)) << "a repeat is answered and not announced";

  const auto again = Open("open-again", 1);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  const auto announced = AnnouncedOf<v1::CaseOpened>();
  ASSERT_THAT(announced, SizeIs(2)) << "a new command is answered by its event";
  EXPECT_EQ(announced[1].SerializeAsString(), announced[0].SerializeAsString());
  EXPECT_THAT(Listed(ServicePersona("suite")), SizeIs(1));
}

TEST_F(CaseTest, ARouteStaysItsClients) {
  ASSERT_THAT(Open("open-1", 1), IsOk());
  v1::OpenCaseRequest other = OpenRequest("open-2", 1);
  other.set_client(ClientName(2));
  EXPECT_THAT(Ask(&Stub::OpenCase, other, ServicePersona("orchestrator")),
              Fails(absl::StatusCode::kAlreadyExists, "ROUTE_IN_CASE"));
  EXPECT_THAT(Ask(
                  &Stub::OpenCase,
                  [&] {
                    other.set_request_id("open-1");
                    return other;
                  }(),
                  ServicePersona("orchestrator")),
              Fails(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
  EXPECT_THAT(Announced(), SizeIs(1));
}

TEST_F(CaseTest, OpeningRefusesWhatItCannotRead) {
  v1::OpenCaseRequest request = OpenRequest("open-1", 1);
  request.set_route("routes/one");
  request.set_household("clients/00000000-0000-5000-8000-000000000001");
  request.set_client("x");
  request.set_referral("referrals/");
  request.set_municipality("361");
  request.mutable_lines(0)->set_provider("1");
  const auto refused = Ask(&Stub::OpenCase, request, ServicePersona("orchestrator"));
  EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "CASE_INVALID"));
  EXPECT_THAT(FieldsOf(refused.status()),
              ElementsAre("household", "route", "client", "referral", "municipality", "lines[0].provider"));

  request = OpenRequest("open-1", 1);
  request.mutable_lines(1)->set_law(type::v1::WMO);
  EXPECT_THAT(FieldsOf(Ask(&Stub::OpenCase, request, ServicePersona("orchestrator")).status()),
              ElementsAre("lines[1].law"));
  request.clear_lines();
  EXPECT_THAT(Ask(&Stub::OpenCase, request, ServicePersona("orchestrator")),
              Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  EXPECT_THAT(Ask(&Stub::OpenCase, OpenRequest("open-1", 1), ServicePersona("orchestrator", "")),
              Fails(absl::StatusCode::kPermissionDenied, "DENIED_BY_PURPOSE"));
  EXPECT_THAT(Ask(&Stub::OpenCase, OpenRequest("open-1", 1), Professional()),
              Fails(absl::StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
  EXPECT_THAT(Announced(), IsEmpty());
  EXPECT_THAT(Open("open-1", 1), IsOk()) << "a refused request leaves its id free";
}

TEST_F(CaseTest, AProfessionalSeesACaseOnceInvolved) {
  const std::string name = Open("open-1", 1)->name();
  EXPECT_THAT(Get(name), Fails(absl::StatusCode::kNotFound, "CASE_NOT_FOUND"));
  EXPECT_THAT(Listed(Professional()), IsEmpty());
  ASSERT_THAT(Analyse(AnalysisRequest("analysis-1", 1, true, true)), IsOk());
  EXPECT_THAT(Get(name), IsOk());
  EXPECT_THAT(Listed(Professional()), ElementsAre(HouseholdName(1)));

  EXPECT_THAT(Get(name, Named(Professional(), "persons/colleague")), Fails(absl::StatusCode::kNotFound, ""))
      << "involvement is of one person";
  EXPECT_THAT(Get(name, Professional({kHeiloo})), Fails(absl::StatusCode::kNotFound, ""))
      << "involved, but no longer of this municipality";
  EXPECT_THAT(Get(name, Persona("access-professional", {kAlkmaar}, "operation")),
              Fails(absl::StatusCode::kNotFound, ""))
      << "for another purpose";
  EXPECT_THAT(Get(name, Persona("access-professional", {kAlkmaar}, "")),
              Fails(absl::StatusCode::kPermissionDenied, "PURPOSE_MISSING"));
  EXPECT_THAT(Get(name, Persona("contract-manager", {kAlkmaar})), Fails(absl::StatusCode::kNotFound, ""));
  EXPECT_THAT(Get(name, ProviderPersona("42420001")), Fails(absl::StatusCode::kPermissionDenied, "AUDIENCE_REFUSED"));
}

TEST_F(CaseTest, WhoWorksOnARouteIsAnnouncedAsInvolvedOnce) {
  ASSERT_THAT(Open("open-1", 1), IsOk());
  EXPECT_THAT(AnnouncedOf<v1::PersonInvolved>(), IsEmpty()) << "a service is not involved";
  ASSERT_THAT(Analyse(AnalysisRequest("analysis-1", 1, true, true)), IsOk());
  ASSERT_THAT(Decide("triage-1", 1), IsOk());
  ASSERT_THAT(Plan(PlanRequest("plan-1", 1)), IsOk());
  const auto involved = AnnouncedOf<v1::PersonInvolved>();
  ASSERT_EQ(involved.size(), 1u);
  EXPECT_EQ(involved[0].client(), ClientName(1));
  EXPECT_EQ(involved[0].person(), Professional().identity.subject);
}

TEST_F(CaseTest, AManagerSeesTheCasesOfHisMunicipalitiesWithoutTheirText) {
  const std::string name = BringToPlan("one", 1);
  const Caller manager = Persona("access-manager", {kAlkmaar});
  const auto shown = Get(name, manager);
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->routes(0).triage().complexity(), v1::MULTI);
  EXPECT_EQ(shown->routes(0).plan().goals_size(), 2);
  EXPECT_THAT(shown->DebugString(), testing::Not(testing::HasSubstr("DOEL")));
  EXPECT_THAT(shown->DebugString(), testing::Not(testing::HasSubstr("VERHAAL")));
  EXPECT_THAT(Get(name, Persona("access-manager", {kHeiloo})), Fails(absl::StatusCode::kNotFound, ""));
}

TEST_F(CaseTest, OfACaseOnlyTheVisibleRoutesAreShown) {
  const std::string name = Open("open-1", 1)->name();
  v1::OpenCaseRequest sibling = OpenRequest("open-2", 2);
  sibling.set_household(HouseholdName(1));
  sibling.set_municipality(kHeiloo);
  ASSERT_THAT(Ask(&Stub::OpenCase, sibling, ServicePersona("orchestrator")), IsOk());
  const auto shown_to = [&](const Caller& caller) {
    const auto shown = Get(name, caller);
    EXPECT_THAT(shown, IsOk());
    return shown.ok() ? RoutesOf(*shown) : std::vector<std::string>();
  };
  EXPECT_THAT(shown_to(ServicePersona("orchestrator")), ElementsAre(RouteName(1), RouteName(2)));
  EXPECT_THAT(shown_to(Persona("access-manager", {kAlkmaar})), ElementsAre(RouteName(1)));
  EXPECT_THAT(shown_to(Persona("access-manager", {kHeiloo})), ElementsAre(RouteName(2)));
  EXPECT_THAT(shown_to(Persona("access-manager", {kAlkmaar, kHeiloo})), ElementsAre(RouteName(1), RouteName(2)));
  ASSERT_THAT(Analyse(AnalysisRequest("analysis-1", 2, true, true), Professional({kAlkmaar, kHeiloo})), IsOk());
  EXPECT_THAT(shown_to(Professional({kAlkmaar, kHeiloo})), ElementsAre(RouteName(2)))
      << "involved with one of the two children";
}

// shows: ACC-4
TEST_F(CaseTest, TheDirectorSeesTheCaseAsLongAsHeDirectsIt) {
  const std::string name = Open("open-1", 1)->name();
  const Caller director = Named(Persona("case-director", {kAlkmaar}), "persons/d.jansen");
  EXPECT_THAT(Get(name, director), Fails(absl::StatusCode::kNotFound, ""));
  const auto named = Direct("direct-1", name, "persons/d.jansen");
  ASSERT_THAT(named, IsOk());
  EXPECT_EQ(named->case_director(), "persons/d.jansen");
  EXPECT_NE(named->etag(), "1");
  EXPECT_THAT(Get(name, director), IsOk());

  v1::OpenCaseRequest sibling = OpenRequest("open-2", 2);
  sibling.set_household(HouseholdName(1));
  ASSERT_THAT(Ask(&Stub::OpenCase, sibling, ServicePersona("orchestrator")), IsOk());
  EXPECT_THAT(RoutesOf(*Get(name, director)), ElementsAre(RouteName(1), RouteName(2)))
      << "a route that joins later too";

  ASSERT_THAT(Direct("direct-2", name, "persons/e.bakker", Persona("access-manager", {kAlkmaar})), IsOk());
  EXPECT_THAT(Get(name, director), Fails(absl::StatusCode::kNotFound, ""));
  EXPECT_EQ(Get(name, Named(director, "persons/e.bakker"))->case_director(), "persons/e.bakker");
  EXPECT_EQ(Direct("direct-1", name, "persons/d.jansen")->case_director(), "persons/d.jansen") << "the first answer";
  EXPECT_EQ(Get(name, ServicePersona("suite"))->case_director(), "persons/e.bakker") << "and nothing is changed";
}

TEST_F(CaseTest, NamingADirectorIsRefusedWithAReason) {
  const std::string name = Open("open-1", 1)->name();
  EXPECT_THAT(Direct("d", name, "persons/x", Professional({kHeiloo})),
              Fails(absl::StatusCode::kNotFound, "CASE_NOT_FOUND"));
  EXPECT_THAT(Direct("d", "cases/00000000-0000-5000-8000-000000000001", "persons/x"),
              Fails(absl::StatusCode::kNotFound, "CASE_NOT_FOUND"));
  EXPECT_THAT(Direct("d", "cases/one", "persons/x"), Fails(absl::StatusCode::kNotFound, "CASE_NOT_FOUND"));
  for (const char* person : {"persons/", "d.jansen", "services/access", "persons/d jansen"}) {
    EXPECT_THAT(Direct("d", name, person), Fails(absl::StatusCode::kInvalidArgument, "ROLE_INVALID")) << person;
  }
  EXPECT_THAT(Direct("d", name, "persons/x", Persona("case-director", {kAlkmaar})),
              Fails(absl::StatusCode::kPermissionDenied, "ROLE_REFUSED"));
  const std::string etag = Get(name, ServicePersona("suite"))->etag();
  EXPECT_EQ(etag, "1");
  ASSERT_THAT(Direct("d-1", name, "persons/x"), IsOk());
  EXPECT_EQ(Direct("d-2", name, "persons/x")->etag(), "2") << "naming him again changes nothing";
}

TEST_F(CaseTest, ListsArePagedNewestFirstWithoutGapsOrRepeats) {
  std::vector<std::string> expected;
  for (int number = 1; number <= 7; ++number) {
    ASSERT_THAT(Open(("open-" + std::to_string(number)).c_str(), number), IsOk());
    expected.insert(expected.begin(), HouseholdName(number));
  }
  v1::ListCasesRequest request;
  request.set_page_size(3);
  std::vector<std::string> found;
  do {
    const auto page = List(ServicePersona("suite"), request);
    ASSERT_THAT(page, IsOk());
    EXPECT_LE(page->cases_size(), 3);
    for (const v1::Case& one : page->cases()) found.push_back(one.household());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(found, expected);

  request.set_page_token("bogus");
  EXPECT_THAT(List(ServicePersona("suite"), request), Fails(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN"));
  request.clear_page_token();
  request.set_page_size(-1);
  EXPECT_THAT(List(ServicePersona("suite"), request), Fails(absl::StatusCode::kInvalidArgument, "PAGE_SIZE"));
}

TEST_F(CaseTest, APageCountsOnlyCasesThatMayBeSeen) {
  for (int number = 1; number <= 6; ++number) {
    v1::OpenCaseRequest request = OpenRequest(("open-" + std::to_string(number)).c_str(), number);
    request.set_municipality(number % 2 == 0 ? kHeiloo : kAlkmaar);
    ASSERT_THAT(Ask(&Stub::OpenCase, request, ServicePersona("orchestrator")), IsOk());
  }
  v1::ListCasesRequest request;
  request.set_page_size(2);
  const auto page = List(Persona("access-manager", {kAlkmaar}), request);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(page->cases(), SizeIs(2));
  request.set_page_token(page->next_page_token());
  EXPECT_THAT(Listed(Persona("access-manager", {kAlkmaar}), request), ElementsAre(HouseholdName(1)));
}

TEST_F(CaseTest, AProfessionalsListHoldsTheCasesThatHeWorkedOnOrDirects) {
  for (int number = 1; number <= 6; ++number) {
    ASSERT_THAT(Open(("open-" + std::to_string(number)).c_str(), number), IsOk());
  }
  for (const int number : {2, 3}) {
    const std::string id = "analysis-" + std::to_string(number);
    ASSERT_THAT(Analyse(AnalysisRequest(id.c_str(), number, true, true)), IsOk());
  }
  ASSERT_THAT(Direct("direct-5", Open("open-5", 5)->name(), "persons/test.access-professional"), IsOk());
  v1::ListCasesRequest request;
  request.set_page_size(2);
  const auto page = List(Professional(), request);
  ASSERT_THAT(page, IsOk());
  ASSERT_THAT(page->cases(), SizeIs(2));
  EXPECT_EQ(page->cases(0).household(), HouseholdName(5));
  EXPECT_EQ(page->cases(1).household(), HouseholdName(3));
  request.set_page_token(page->next_page_token());
  EXPECT_THAT(Listed(Professional(), request), ElementsAre(HouseholdName(2)));
  request.clear_page_token();
  request.set_household(HouseholdName(4));
  EXPECT_THAT(Listed(Professional(), request), IsEmpty());
  request.set_household(HouseholdName(5));
  EXPECT_THAT(Listed(Professional(), request), ElementsAre(HouseholdName(5)));
}

TEST_F(CaseTest, ListsAreFilteredByHouseholdAndMunicipality) {
  ASSERT_THAT(Open("open-1", 1), IsOk());
  v1::OpenCaseRequest second = OpenRequest("open-2", 2);
  second.set_municipality(kHeiloo);
  ASSERT_THAT(Ask(&Stub::OpenCase, second, ServicePersona("orchestrator")), IsOk());
  v1::ListCasesRequest request;
  request.set_household(HouseholdName(2));
  EXPECT_THAT(Listed(ServicePersona("suite"), request), ElementsAre(HouseholdName(2)));
  EXPECT_THAT(Listed(Persona("access-manager", {kAlkmaar}), request), IsEmpty());
  request.set_municipality(kAlkmaar);
  EXPECT_THAT(Listed(ServicePersona("suite"), request), IsEmpty());
  request.clear_household();
  EXPECT_THAT(Listed(ServicePersona("suite"), request), ElementsAre(HouseholdName(1)));
  request.set_household("households/none");
  EXPECT_THAT(List(ServicePersona("suite"), request), Fails(absl::StatusCode::kInvalidArgument, "FILTER_INVALID"));
}

// shows: PRI-1
TEST_F(CaseTest, EveryLookAtClientsIsLogged) {
  const std::string name = BringToPlan("one", 1);
  ASSERT_THAT(Open("open-2", 2), IsOk());
  EXPECT_THAT(Looks(), IsEmpty()) << "changes show no client";
  ASSERT_THAT(Get(name), IsOk());
  ASSERT_THAT(List(Persona("access-manager", {kAlkmaar})), IsOk());
  ASSERT_THAT(List(Professional({kHeiloo})), IsOk());
  EXPECT_THAT(Get("cases/none"), Fails(absl::StatusCode::kNotFound, ""));
  const auto looks = Looks();
  ASSERT_THAT(looks, SizeIs(2)) << "who saw nobody did not look";
  EXPECT_EQ(looks[0].subject, "persons/test.access-professional");
  EXPECT_EQ(looks[0].method, "clientroute.access.v1.Access/GetCase");
  EXPECT_EQ(looks[0].purpose, "care-allocation");
  EXPECT_THAT(looks[0].clients, ElementsAre(ClientName(1)));
  EXPECT_THAT(looks[1].clients, testing::UnorderedElementsAre(ClientName(1), ClientName(2)));
}

}  // namespace
}  // namespace clientroute::access
