#include <functional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/service/contracting/supplier_management_world.h"

namespace clientroute::contracting {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

void AddIntensity(v1::ImportCatalogueRequest& request, const char* lot, const char* segment, int talks_per_year,
                  const type::v1::Period& period = From("2026-01-01")) {
  auto* row = request.add_talk_intensities();
  row->set_lot(lot);
  row->set_segment(segment);
  row->set_talks_per_year(talks_per_year);
  row->set_display_name(std::string("Keuze ") + std::to_string(talks_per_year));
  *row->mutable_period() = period;
}

// Today is 1 April 2026; both contracts began on 1 January 2025, for the lot ambulant-2026.
class TalkScheduleTest : public SupplierManagementWorld {
 protected:
  v1::ImportCatalogueRequest NewImport() {
    v1::ImportCatalogueRequest request;
    request.set_request_id("choices-" + std::to_string(++imports_));
    return request;
  }
  void Choose(const char* lot, const char* segment, int talks_per_year,
              const type::v1::Period& period = From("2026-01-01")) {
    v1::ImportCatalogueRequest request = NewImport();
    AddIntensity(request, lot, segment, talks_per_year, period);
    EXPECT_THAT(Import(request), IsOk());
  }
  v1::TalkSchedule Schedule(const char* contract = kDuin) {
    v1::GetTalkScheduleRequest request;
    request.set_contract(contract);
    const auto schedule = Do(&Talks::GetTalkSchedule, request, ServicePersona("suite"));
    EXPECT_THAT(schedule, IsOk());
    return schedule.ok() ? *schedule : v1::TalkSchedule();
  }
  std::string DueOf(const char* contract = kDuin) {
    const v1::TalkSchedule schedule = Schedule(contract);
    return schedule.has_due_date() ? FromProto(schedule.due_date()).value().ToString() : "none";
  }
  std::vector<std::string> Seen(const v1::ListTalkSchedulesRequest& request,
                                const Caller& caller = ServicePersona("suite")) {
    std::vector<std::string> seen;
    const auto answer = Do(&Talks::ListTalkSchedules, request, caller);
    EXPECT_THAT(answer, IsOk());
    if (!answer.ok()) return seen;
    for (const auto& schedule : answer->schedules()) seen.push_back(schedule.contract());
    return seen;
  }

  int imports_ = 0;
};

// shows: CON-4
TEST_F(TalkScheduleTest, TheNextTalkIsDueOneIntervalAfterTheLastUntilItIsLate) {
  EXPECT_EQ(DueOf(), "none") << "the region chose nothing";
  Choose("ambulant-2026", "", 4);
  EXPECT_EQ(DueOf(), "2026-04-02") << "91 days after the first day of the choice";
  const v1::Talk planned = Plan(PlanOf("plan-1", "2026-04-10"));
  v1::ListTalkSchedulesRequest list_late;
  list_late.set_late(true);
  world_.clock()->Advance(std::chrono::hours(24));  // 2 April
  EXPECT_FALSE(Schedule().late()) << "the day itself is in time";
  EXPECT_THAT(Seen(list_late), IsEmpty());
  world_.clock()->Advance(std::chrono::hours(2 * 24));  // 4 April
  EXPECT_THAT(Seen(list_late), ElementsAre(kDuin, kKompas));
  v1::TalkSchedule late = Schedule();
  EXPECT_TRUE(late.late()) << "also when it is planned";
  EXPECT_EQ(late.days_late(), 2);
  EXPECT_EQ(FromProto(late.planned_date()), Day("2026-04-10"));
  EXPECT_FALSE(late.has_last_talk_date());
  EXPECT_THAT(late.explanation(), HasSubstr("uiterlijk 2 april 2026"));
  world_.clock()->Advance(std::chrono::hours(6 * 24));  // 10 April
  Hold(HoldOf("hold-1", planned));
  const v1::TalkSchedule next = Schedule();
  EXPECT_FALSE(next.late());
  EXPECT_EQ(next.days_late(), 0);
  EXPECT_EQ(next.days_between(), 91);
  EXPECT_EQ(FromProto(next.last_talk_date()), Day("2026-04-10"));
  EXPECT_EQ(FromProto(next.due_date()), Day("2026-07-10"));
  EXPECT_FALSE(next.has_planned_date());
  EXPECT_EQ(next.intensity().display_name(), "Keuze 4");
  EXPECT_EQ(next.lot(), "ambulant-2026");
  EXPECT_EQ(next.provider(), "42420001");
}

TEST_F(TalkScheduleTest, TheNarrowestChoiceInForceHolds) {
  const struct {
    const char* name;
    std::function<void(v1::ImportCatalogueRequest&)> choose;
    int talks;
  } kSteps[] = {
      {"for all", [](auto& request) { AddIntensity(request, "", "", 3); }, 3},
      {"its segment", [](auto& request) { AddIntensity(request, "", "resolution_oriented", 2); }, 2},
      {"deeper", [](auto& request) { AddIntensity(request, "", "resolution_oriented/ambulatory", 1); }, 1},
      {"its lot", [](auto& request) { AddIntensity(request, "ambulant-2026", "", 3); }, 3},
      {"its lot and segment", [](auto& request) { AddIntensity(request, "ambulant-2026", "resolution_oriented", 6); },
       6},
      {"newer row of that", [](auto& request) { AddIntensity(request, "ambulant-2026", "resolution_oriented", 12); },
       12},
      {"not yet in force",
       [](auto& request) {
         AddIntensity(request, "ambulant-2026", "resolution_oriented/ambulatory", 4, From("2026-04-02"));
       },
       12},
      {"over",
       [](auto& request) {
         AddIntensity(request, "ambulant-2026", "resolution_oriented/ambulatory", 4,
                      Between("2026-01-01", "2026-03-31"));
       },
       12},
      {"none but on occasion",
       [](auto& request) {
         AddIntensity(request, "ambulant-2026", "resolution_oriented/ambulatory", 0,
                      Between("2026-04-01", "2026-04-01"));
       },
       0},
  };
  for (const auto& step : kSteps) {
    v1::ImportCatalogueRequest request = NewImport();
    step.choose(request);
    ASSERT_THAT(Import(request), IsOk()) << step.name;
    EXPECT_EQ(Schedule().intensity().talks_per_year(), step.talks) << step.name;
  }
  EXPECT_EQ(DueOf(), "none");
  world_.clock()->Advance(std::chrono::hours(24));
  EXPECT_EQ(Schedule().intensity().talks_per_year(), 4) << "the next day another is in force";
}

TEST_F(TalkScheduleTest, ASegmentIsAWholeStepOfThePathAndAnUnderscoreIsNoOtherLetter) {
  v1::ImportCatalogueRequest more = NewImport();
  AddProduct(more, "45A06");
  more.mutable_products(0)->set_segment("resolution_orientedxambulatory");
  AddProduct(more, "45A07");
  more.mutable_products(1)->set_segment("resolutionxoriented/ambulatory");
  auto* other = AddContract(more, "anders", "42420001", "0361");
  other->set_lot("anders-2026");
  *other->mutable_products(0) = Of("45", "45A06");
  *other->add_products() = Of("45", "45A07");
  ASSERT_THAT(Import(more), IsOk());
  Choose("", "resolution_oriented", 4);
  EXPECT_EQ(Schedule().intensity().talks_per_year(), 4);
  EXPECT_FALSE(Schedule("contracts/anders").has_intensity());
  v1::ListTalkSchedulesRequest list;
  list.set_segment("resolution_oriented");
  EXPECT_THAT(Seen(list), UnorderedElementsAre(kDuin, kKompas));
  list.set_segment("resolution_orientedxambulatory");
  EXPECT_THAT(Seen(list), ElementsAre("contracts/anders"));
}

TEST_F(TalkScheduleTest, AContractOfAWholeCategoryIsInAllItsSegments) {
  v1::ImportCatalogueRequest more = NewImport();
  AddProduct(more, "45A06");
  more.mutable_products(0)->set_segment("crisis");
  auto* whole = AddContract(more, "heel", "42420001", "0361");
  whole->mutable_products(0)->clear_code();
  ASSERT_THAT(Import(more), IsOk());
  Choose("", "crisis", 6);
  Choose("", "resolution_oriented", 2);
  EXPECT_EQ(Schedule("contracts/heel").intensity().talks_per_year(), 6) << "of equally narrow ones the most talks";
  EXPECT_EQ(Schedule().intensity().talks_per_year(), 2);
}

TEST_F(TalkScheduleTest, NothingIsDueOfAContractThatDoesNotRunOrEndsBefore) {
  Choose("", "", 4);
  v1::ImportCatalogueRequest more = NewImport();
  *AddContract(more, "over", "42420001", "0361")->mutable_period() = Between("2025-01-01", "2026-03-31");
  *AddContract(more, "later", "42420001", "0361")->mutable_period() = From("2026-05-01");
  *AddContract(more, "kort", "42420001", "0361")->mutable_period() = Between("2025-01-01", "2026-04-01");
  *AddContract(more, "net", "42420001", "0361")->mutable_period() = Between("2025-01-01", "2026-04-02");
  ASSERT_THAT(Import(more), IsOk());
  EXPECT_EQ(DueOf("contracts/over"), "none");
  EXPECT_THAT(Schedule("contracts/over").explanation(), HasSubstr("loopt nu niet"));
  EXPECT_EQ(DueOf("contracts/later"), "none");
  EXPECT_EQ(DueOf("contracts/kort"), "none");
  EXPECT_THAT(Schedule("contracts/kort").explanation(), HasSubstr("eindigt het contract eerder"));
  EXPECT_EQ(DueOf("contracts/net"), "2026-04-02");
  EXPECT_THAT(Seen(v1::ListTalkSchedulesRequest()), ElementsAre(kDuin, kKompas, "contracts/net", "contracts/kort"))
      << "those that run; the one of which nothing is due stands last";
}

// shows: CON-4
TEST_F(TalkScheduleTest, TheListOfLateTalksIsFilteredAndPagedInTheQuery) {
  v1::ImportCatalogueRequest more = NewImport();
  for (const char* code : {"a", "b", "c", "d", "e"}) {
    auto* contract = AddContract(more, code, code[0] < 'c' ? "42420001" : "42420002", "0361");
    contract->set_lot(std::string("lot-") + code);
  }
  AddIntensity(more, "lot-a", "", 12);                     // due on 31 January
  AddIntensity(more, "lot-b", "", 6);                      // 2 March
  AddIntensity(more, "lot-c", "", 6, From("2025-12-31"));  // 1 March
  AddIntensity(more, "lot-d", "", 0);
  AddIntensity(more, "lot-e", "", 1);  // 1 January 2027
  ASSERT_THAT(Import(more), IsOk());
  Plan(PlanOf("plan-b", "2026-04-10", "contracts/b"));

  v1::ListTalkSchedulesRequest list;
  EXPECT_THAT(Seen(list),
              ElementsAre("contracts/a", "contracts/c", "contracts/b", "contracts/e", "contracts/d", kDuin, kKompas));
  list.set_late(true);
  EXPECT_THAT(Seen(list), ElementsAre("contracts/a", "contracts/c", "contracts/b"));
  list.set_unplanned(true);
  EXPECT_THAT(Seen(list), ElementsAre("contracts/a", "contracts/c"));
  list.set_provider("42420002");
  EXPECT_THAT(Seen(list), ElementsAre("contracts/c"));
  list = {};
  list.set_lot("lot-e");
  EXPECT_THAT(Seen(list), ElementsAre("contracts/e"));
  list = {};
  list.set_municipality("0399");
  EXPECT_THAT(Seen(list), ElementsAre(kKompas));

  v1::ListTalkSchedulesRequest page;
  page.set_page_size(2);
  std::vector<std::string> walked;
  do {
    const auto answer = Do(&Talks::ListTalkSchedules, page);
    ASSERT_THAT(answer, IsOk());
    for (const auto& schedule : answer->schedules()) walked.push_back(schedule.contract());
    page.set_page_token(answer->next_page_token());
  } while (!page.page_token().empty());
  EXPECT_THAT(walked, ElementsAre("contracts/a", "contracts/c", "contracts/b", "contracts/e", "contracts/d", kDuin))
      << "what the manager may read";
}

TEST_F(TalkScheduleTest, WhoMayReadTheContractReadsItsSchedule) {
  Choose("", "", 4);
  v1::GetTalkScheduleRequest get;
  get.set_contract(kDuin);
  const v1::ListTalkSchedulesRequest list;
  for (const Caller& reader : {Manager(), Persona("access-professional", {"0361"}), ProviderPersona("42420001")}) {
    EXPECT_THAT(Do(&Talks::GetTalkSchedule, get, reader), IsOk()) << reader.identity.subject;
    EXPECT_THAT(Seen(list, reader), ElementsAre(kDuin)) << reader.identity.subject;
  }
  EXPECT_THAT(Do(&Talks::GetTalkSchedule, get, Manager("0399")),
              Fails(absl::StatusCode::kPermissionDenied, "DENIED_BY_MUNICIPALITY"));
  EXPECT_THAT(Do(&Talks::GetTalkSchedule, get, ProviderPersona("42420002")),
              Fails(absl::StatusCode::kPermissionDenied, "DENIED_BY_PROVIDER"));
  EXPECT_THAT(Seen(list, Persona("privacy-officer", {"0361"})), IsEmpty());
  get.set_contract("contracts/nergens");
  EXPECT_THAT(Do(&Talks::GetTalkSchedule, get), Fails(absl::StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  get.set_contract("duin");
  EXPECT_THAT(WrongFields(Do(&Talks::GetTalkSchedule, get)), ElementsAre("contract"));
  v1::ListTalkSchedulesRequest wrong;
  wrong.set_provider("4242");
  EXPECT_THAT(WrongFields(Do(&Talks::ListTalkSchedules, wrong)), ElementsAre("provider"));
}

TEST_F(TalkScheduleTest, TheChoicesAreReadAsInForceOnADayAndAWrongOneIsNamed) {
  Choose("", "", 1, Between("2026-01-01", "2026-06-30"));
  Choose("", "", 2, From("2026-07-01"));
  v1::ListSupplierChoicesRequest list;
  const auto talks = [&]() {
    std::vector<int> found;
    const auto answer = Do(&Talks::ListSupplierChoices, list, ProviderPersona("42420001"));
    EXPECT_THAT(answer, IsOk());
    if (answer.ok()) {
      for (const auto& row : answer->intensities()) found.push_back(row.talks_per_year());
    }
    return found;
  };
  EXPECT_THAT(talks(), ElementsAre(1));
  *list.mutable_date() = ToProto(Day("2026-07-01"));
  EXPECT_THAT(talks(), ElementsAre(2));
  list.mutable_date()->set_month(13);
  EXPECT_THAT(WrongFields(Do(&Talks::ListSupplierChoices, list)), ElementsAre("date"));

  v1::ImportCatalogueRequest wrong = NewImport();
  AddIntensity(wrong, "Lot", "Segment", 13, Between("2026-02-01", "2026-02-01"));
  wrong.mutable_talk_intensities(0)->clear_display_name();
  wrong.mutable_talk_intensities(0)->clear_period();
  AddIntensity(wrong, "", "", -1);
  AddIntensity(wrong, "geen-lot", "", 1);
  const auto refused = Import(wrong);
  EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "CATALOGUE_INVALID"));
  EXPECT_THAT(WrongFields(refused), ElementsAre("talk_intensities[0].lot", "talk_intensities[0].segment",
                                                "talk_intensities[0].talks_per_year",
                                                "talk_intensities[0].display_name", "talk_intensities[0].period",
                                                "talk_intensities[1].talks_per_year", "talk_intensities[2].lot"));
}

}  // namespace
}  // namespace clientroute::contracting
