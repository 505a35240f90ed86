#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "tests/service/contracting/supplier_management_world.h"

namespace clientroute::contracting {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

v1::PerformanceMeasure* AddMeasure(v1::ImportCatalogueRequest& request, const char* code,
                                   v1::PerformanceMeasure::Source source, int weight, std::int64_t full_points_at,
                                   std::int64_t no_points_at) {
  auto* row = request.add_performance_measures();
  row->set_code(code);
  row->set_display_name(std::string("Onderdeel ") + code);
  row->set_source(source);
  row->set_weight(weight);
  row->set_full_points_at(full_points_at);
  row->set_no_points_at(no_points_at);
  *row->mutable_period() = From("2025-01-01");
  return row;
}

// Agreements kept weigh 3, refused lines 2 and a visit 1.
v1::ImportCatalogueRequest Measures(const char* request_id) {
  v1::ImportCatalogueRequest request;
  request.set_request_id(request_id);
  AddMeasure(request, "agreements", v1::PerformanceMeasure::AGREEMENTS_KEPT, 3, 10'000, 5'000)->set_share(true);
  auto* refused = AddMeasure(request, "refused", v1::PerformanceMeasure::FIGURE, 2, 0, 1'000);
  refused->set_figure("lines_refused");
  refused->add_of_figures("lines_accepted");
  refused->add_of_figures("lines_refused");
  refused->set_of_contract(true);
  refused->set_share(true);
  AddMeasure(request, "visit", v1::PerformanceMeasure::OBSERVED, 1, 9, 4);
  return request;
}

template <typename Request>
void Give(Request& request, const char* measure, std::int64_t amount, std::int64_t of = 0, const char* note = "") {
  auto* value = request.add_values();
  value->set_measure(measure);
  value->set_amount(amount);
  value->set_of(of);
  value->set_note(note);
}

v1::RecordPerformanceScoreRequest RecordOf(const char* request_id,
                                           const type::v1::Period& period = Between("2025-01-01", "2025-12-31"),
                                           const char* contract = kDuin) {
  v1::RecordPerformanceScoreRequest request;
  request.set_request_id(request_id);
  request.set_contract(contract);
  *request.mutable_period() = period;
  Give(request, "refused", 5, 100);
  return request;
}

// Today is 1 April 2026.
class PerformanceTest : public SupplierManagementWorld {
 protected:
  PerformanceTest() { EXPECT_THAT(Import(Measures("measures-1")), IsOk()); }

  v1::PerformanceScore Record(const v1::RecordPerformanceScoreRequest& request, const Caller& caller = Manager()) {
    const auto score = Do(&Talks::RecordPerformanceScore, request, caller);
    EXPECT_THAT(score, IsOk());
    return score.ok() ? *score : v1::PerformanceScore();
  }
  std::vector<std::string> Seen(const v1::ListPerformanceScoresRequest& request,
                                const Caller& caller = ServicePersona("suite")) {
    std::vector<std::string> seen;
    const auto answer = Do(&Talks::ListPerformanceScores, request, caller);
    EXPECT_THAT(answer, IsOk());
    if (!answer.ok()) return seen;
    for (const auto& score : answer->scores()) seen.push_back(score.note());
    return seen;
  }
  /// `42420001: 96 of 2, lowest 91`.
  std::vector<std::string> ProvidersSeen(const v1::ListProviderPerformanceRequest& request,
                                         const Caller& caller = ServicePersona("suite")) {
    std::vector<std::string> seen;
    const auto answer = Do(&Talks::ListProviderPerformance, request, caller);
    EXPECT_THAT(answer, IsOk());
    if (!answer.ok()) return seen;
    for (const auto& one : answer->providers()) {
      seen.push_back(Cat(one.provider(), ": ", one.score(), " of ", one.contracts(), ", lowest ", one.lowest()));
    }
    return seen;
  }
};

// shows: CON-4
TEST_F(PerformanceTest, AScoreIsMadeOfNamedPartsWithTheirWeightsAndCanBeRecomputed) {
  // Of three agreements that fall due in April, one is done in time, one late, one not at all; a fourth is dropped.
  v1::HoldTalkRequest hold = HoldOf("hold-1", Plan(PlanOf("plan-1")));
  for (const char* what : {"op tijd", "te laat", "nooit", "vervallen"}) Agree(hold, what, "2026-04-10");
  Agree(hold, "van de regio", "2026-04-10", v1::REGION);
  Agree(hold, "later", "2026-05-10");
  const v1::Talk held = Hold(hold);
  ASSERT_THAT(Do(&Talks::SettleAgreement, SettleOf("settle-1", held.agreements(0).name())), IsOk());
  v1::SettleAgreementRequest drop = SettleOf("settle-2", held.agreements(3).name());
  drop.set_outcome(v1::Agreement::DROPPED);
  ASSERT_THAT(Do(&Talks::SettleAgreement, drop), IsOk());
  world_.clock()->Advance(std::chrono::hours(15 * 24));  // 16 April
  ASSERT_THAT(Do(&Talks::SettleAgreement, SettleOf("settle-3", held.agreements(1).name())), IsOk());
  world_.clock()->Advance(std::chrono::hours(15 * 24));  // 1 May

  v1::RecordPerformanceScoreRequest record = RecordOf("record-1", Between("2026-04-01", "2026-04-30"));
  Give(record, "visit", 8, 0, "bezoek van 20 april");
  record.set_note("Eerste maand");
  const v1::PerformanceScore score = Record(record);
  ASSERT_EQ(score.parts_size(), 3);
  const auto& kept = score.parts(0);
  EXPECT_EQ(kept.measure().code(), "agreements");
  EXPECT_EQ(kept.amount(), 1);
  EXPECT_EQ(kept.of(), 3);
  EXPECT_EQ(kept.value(), 3'333);
  EXPECT_EQ(kept.points(), 0);
  EXPECT_TRUE(kept.weighed());
  const auto& refused = score.parts(1);
  EXPECT_EQ(refused.value(), 500);
  EXPECT_EQ(refused.points(), 50);
  EXPECT_THAT(refused.measure().of_figures(), ElementsAre("lines_accepted", "lines_refused"));
  EXPECT_TRUE(refused.measure().of_contract());
  EXPECT_EQ(score.parts(2).points(), 80);
  EXPECT_EQ(score.parts(2).note(), "bezoek van 20 april");
  EXPECT_EQ(score.score(), 30) << "(0 x 3 + 50 x 2 + 80 x 1) / 6";
  std::int64_t points = 0, weights = 0;
  for (const auto& part : score.parts()) {
    points += std::int64_t{part.points()} * part.measure().weight();
    weights += part.measure().weight();
  }
  EXPECT_EQ(score.score(), (2 * points + weights) / (2 * weights)) << "from nothing but what is shown";
  EXPECT_THAT(score.explanation(), HasSubstr("= 180 / 6, afgerond 30"));
  EXPECT_THAT(refused.explanation(), HasSubstr("5 van 100 is 5 procent"));
  const auto due_in = [&](const char* from, const char* until) {
    v1::DraftPerformanceScoreRequest draft;
    draft.set_contract(kDuin);
    *draft.mutable_period() = Between(from, until);
    const auto drafted = Do(&Talks::DraftPerformanceScore, draft);
    EXPECT_THAT(drafted, IsOk());
    return drafted.ok() ? drafted->parts(0).of() : -1;
  };
  EXPECT_EQ(due_in("2026-04-10", "2026-04-10"), 3) << "both days of a period are in it";
  EXPECT_EQ(due_in("2026-04-01", "2026-04-09"), 0);
  EXPECT_EQ(due_in("2026-04-11", "2026-04-30"), 0);
  EXPECT_EQ(score.recorded_by(), "persons/test.contract-manager");
  EXPECT_EQ(score.note(), "Eerste maand");
  EXPECT_TRUE(score.newest());
}

TEST_F(PerformanceTest, ADraftSaysWhatToGiveAndLeavesNothing) {
  v1::DraftPerformanceScoreRequest draft;
  draft.set_contract(kDuin);
  *draft.mutable_period() = Between("2025-01-01", "2025-12-31");
  const auto empty = Do(&Talks::DraftPerformanceScore, draft);
  ASSERT_THAT(empty, IsOk());
  ASSERT_EQ(empty->parts_size(), 3);
  for (const auto& part : empty->parts()) EXPECT_FALSE(part.weighed()) << part.measure().code();
  EXPECT_EQ(empty->score(), 0);
  EXPECT_THAT(empty->explanation(), HasSubstr("er is geen score"));
  EXPECT_EQ(empty->parts(1).measure().figure(), "lines_refused");
  Give(draft, "refused", 5, 100);
  const auto drafted = Do(&Talks::DraftPerformanceScore, draft);
  ASSERT_THAT(drafted, IsOk());
  EXPECT_EQ(drafted->name(), "");
  EXPECT_EQ(drafted->score(), 50);
  EXPECT_THAT(Seen({}), IsEmpty());
  v1::PerformanceScore recorded = Record(RecordOf("record-1"));
  EXPECT_EQ(recorded.explanation(), drafted->explanation());
  EXPECT_THAT(Seen({}), ElementsAre(""));
  EXPECT_EQ(Record(RecordOf("record-1")).name(), recorded.name()) << "a repeat gets the first answer";
  EXPECT_THAT(Seen({}), ElementsAre(""));
}

// shows: CON-4
TEST_F(PerformanceTest, AnOldScoreStaysAsItWasWhenMeasuresChangeAndALaterOneStandsBeside) {
  const v1::PerformanceScore first = Record(RecordOf("record-1"));
  v1::ImportCatalogueRequest heavier = Measures("measures-2");
  heavier.mutable_performance_measures(1)->set_no_points_at(500);
  heavier.mutable_performance_measures(1)->set_display_name("Anders genoemd");
  ASSERT_THAT(Import(heavier), IsOk());
  world_.clock()->Advance(std::chrono::hours(1));
  const v1::PerformanceScore second = Record(RecordOf("record-2"));
  EXPECT_EQ(second.score(), 0);
  EXPECT_TRUE(second.newest());
  v1::GetPerformanceScoreRequest get;
  get.set_name(first.name());
  const auto kept = Do(&Talks::GetPerformanceScore, get);
  ASSERT_THAT(kept, IsOk());
  EXPECT_EQ(kept->score(), 50);
  EXPECT_EQ(kept->parts(1).measure().display_name(), "Onderdeel refused");
  EXPECT_EQ(kept->parts(1).explanation(), first.parts(1).explanation());
  EXPECT_FALSE(kept->newest());
  for (const char* sql : {"UPDATE performance_score SET score = 100", "DELETE FROM performance_part",
                          "UPDATE performance_measure SET weight = 100", "DELETE FROM performance_score"}) {
    EXPECT_THAT(database_->Write([&](Connection& connection) { return connection.Execute(sql).status(); }),
                testing::Not(IsOk()))
        << sql;
  }
}

TEST_F(PerformanceTest, TheMeasuresOfTheLastDayOfThePeriodWeigh) {
  v1::ImportCatalogueRequest changed = Measures("measures-2");
  for (auto& measure : *changed.mutable_performance_measures()) {
    *measure.mutable_period() = Between("2025-01-01", "2025-12-31");
  }
  auto* later = changed.add_performance_measures();
  *later = changed.performance_measures(2);
  later->set_weight(7);
  *later->mutable_period() = From("2026-01-01");
  ASSERT_THAT(Import(changed), IsOk());
  EXPECT_EQ(Record(RecordOf("record-1")).parts_size(), 3);
  v1::RecordPerformanceScoreRequest record = RecordOf("record-2", Between("2025-01-01", "2026-01-01"));
  EXPECT_THAT(WrongFields(Do(&Talks::RecordPerformanceScore, record)), ElementsAre("values[0].measure"));
  record.clear_values();
  Give(record, "visit", 9);
  const v1::PerformanceScore score = Record(record);
  ASSERT_EQ(score.parts_size(), 1);
  EXPECT_EQ(score.parts(0).measure().weight(), 7);
}

// shows: CON-4
TEST_F(PerformanceTest, ScoresAndProvidersAreFilteredOrderedAndPagedInTheQuery) {
  v1::ImportCatalogueRequest more;
  more.set_request_id("more");
  AddContract(more, "strand", "42420001", "0399");
  ASSERT_THAT(Import(more), IsOk());
  int records = 0;
  const auto record = [&](const char* note, const char* contract, const type::v1::Period& period, int refused) {
    v1::RecordPerformanceScoreRequest request = RecordOf(Cat("record-", ++records).c_str(), period, contract);
    request.mutable_values(0)->set_amount(refused);
    request.mutable_values(0)->set_of(200);
    request.set_note(note);
    Record(request, Manager(contract == std::string(kDuin) ? "0361" : "0399"));
  };
  const auto year = Between("2025-01-01", "2025-12-31");
  record("duin 2025 half", kDuin, Between("2025-01-01", "2025-06-30"), 0);  // 100
  record("duin 2025", kDuin, year, 10);                                     // 50
  record("duin 2025 beter", kDuin, year, 2);                                // 90
  record("strand 2025", "contracts/strand", year, 9);                       // 55
  record("kompas 2025", kKompas, year, 4);                                  // 80

  v1::ListPerformanceScoresRequest list;
  EXPECT_THAT(Seen(list), ElementsAre("kompas 2025", "strand 2025", "duin 2025 beter", "duin 2025", "duin 2025 half"));
  list.set_newest(true);
  EXPECT_THAT(Seen(list), ElementsAre("kompas 2025", "strand 2025", "duin 2025 beter"));
  list.set_provider("42420001");
  EXPECT_THAT(Seen(list), ElementsAre("strand 2025", "duin 2025 beter"));
  list.set_contract(kDuin);
  list.set_newest(false);
  EXPECT_THAT(Seen(list), ElementsAre("duin 2025 beter", "duin 2025", "duin 2025 half"));
  v1::ListPerformanceScoresRequest page;
  page.set_page_size(2);
  std::vector<std::string> walked;
  do {
    const auto answer = Do(&Talks::ListPerformanceScores, page, ServicePersona("suite"));
    ASSERT_THAT(answer, IsOk());
    for (const auto& score : answer->scores()) walked.push_back(score.note());
    page.set_page_token(answer->next_page_token());
  } while (!page.page_token().empty());
  EXPECT_EQ(walked, Seen({}));

  v1::ListProviderPerformanceRequest providers;
  EXPECT_THAT(ProvidersSeen(providers), ElementsAre("42420001: 73 of 2, lowest 55", "42420002: 80 of 1, lowest 80"));
  EXPECT_THAT(ProvidersSeen(providers, Manager()), ElementsAre("42420001: 90 of 1, lowest 90"))
      << "by the contracts that he may read";
  providers.set_order(v1::ListProviderPerformanceRequest::HIGHEST);
  providers.set_page_size(1);
  EXPECT_THAT(ProvidersSeen(providers), ElementsAre("42420002: 80 of 1, lowest 80"));
  providers.set_page_token(Do(&Talks::ListProviderPerformance, providers, ServicePersona("suite"))->next_page_token());
  EXPECT_THAT(ProvidersSeen(providers), ElementsAre("42420001: 73 of 2, lowest 55"));
  providers = {};
  providers.set_order(v1::ListProviderPerformanceRequest::LOWEST);
  EXPECT_THAT(ProvidersSeen(providers), ElementsAre("42420001: 73 of 2, lowest 55", "42420002: 80 of 1, lowest 80"));
  providers.set_provider("42420002");
  EXPECT_THAT(ProvidersSeen(providers), ElementsAre("42420002: 80 of 1, lowest 80"));
}

TEST_F(PerformanceTest, WhoMayReadTheContractReadsItsScoresAndItsManagerRecordsThem) {
  const v1::PerformanceScore score = Record(RecordOf("record-1"));
  v1::GetPerformanceScoreRequest get;
  get.set_name(score.name());
  for (const Caller& reader : {Manager(), Persona("access-professional", {"0361"}), ProviderPersona("42420001")}) {
    EXPECT_THAT(Do(&Talks::GetPerformanceScore, get, reader), IsOk()) << reader.identity.subject;
    EXPECT_EQ(Seen({}, reader).size(), 1U) << reader.identity.subject;
    EXPECT_EQ(ProvidersSeen({}, reader).size(), 1U) << reader.identity.subject;
  }
  const std::pair<Caller, const char*> kUnseen[] = {{Manager("0399"), "DENIED_BY_MUNICIPALITY"},
                                                    {ProviderPersona("42420002"), "DENIED_BY_PROVIDER"},
                                                    {Persona("privacy-officer", {"0361"}), "DENIED_BY_ROLE"}};
  for (const auto& [reader, reason] : kUnseen) {
    EXPECT_THAT(Do(&Talks::GetPerformanceScore, get, reader), Fails(absl::StatusCode::kPermissionDenied, reason));
    EXPECT_THAT(Seen({}, reader), IsEmpty()) << reader.identity.subject;
    EXPECT_THAT(ProvidersSeen({}, reader), IsEmpty()) << reader.identity.subject;
  }
  v1::DraftPerformanceScoreRequest draft;
  draft.set_contract(kDuin);
  *draft.mutable_period() = Between("2025-01-01", "2025-12-31");
  const std::pair<Caller, const char*> kRefused[] = {{Persona("access-professional", {"0361"}), "ROLE_REFUSED"},
                                                     {ProviderPersona("42420001"), "AUDIENCE_REFUSED"},
                                                     {ServicePersona("suite"), "AUDIENCE_REFUSED"},
                                                     {Manager("0399"), "DENIED_BY_MUNICIPALITY"}};
  for (const auto& [caller, reason] : kRefused) {
    const auto refused = Fails(absl::StatusCode::kPermissionDenied, reason);
    EXPECT_THAT(Do(&Talks::RecordPerformanceScore, RecordOf("w"), caller), refused);
    EXPECT_THAT(Do(&Talks::DraftPerformanceScore, draft, caller), refused);
  }
  get.set_name("performance-scores/11111111-1111-5111-8111-111111111111");
  EXPECT_THAT(Do(&Talks::GetPerformanceScore, get), Fails(absl::StatusCode::kNotFound, "SCORE_NOT_FOUND"));
  get.set_name("talks/1");
  EXPECT_THAT(WrongFields(Do(&Talks::GetPerformanceScore, get)), ElementsAre("name"));
}

TEST_F(PerformanceTest, EveryWrongFieldOfAScoreIsNamed) {
  const struct {
    const char* name;
    std::function<void(v1::RecordPerformanceScoreRequest&)> change;
    const char* reason;
    const char* field;
  } kCases[] = {
      {"no day", [](auto& request) { request.mutable_period()->mutable_start_date()->set_month(13); },
       "REQUEST_INVALID", "period"},
      {"no end", [](auto& request) { request.mutable_period()->clear_end_date(); }, "REQUEST_INVALID", "period"},
      {"not over", [](auto& request) { *request.mutable_period() = Between("2026-01-01", "2026-04-01"); },
       "REQUEST_INVALID", "period"},
      {"too long", [](auto& request) { *request.mutable_period() = Between("2023-01-01", "2026-01-01"); },
       "REQUEST_INVALID", "period"},
      {"before the contract", [](auto& request) { *request.mutable_period() = Between("2024-01-01", "2024-12-31"); },
       "REQUEST_INVALID", "period"},
      {"counted", [](auto& request) { request.mutable_values(0)->set_measure("agreements"); }, "REQUEST_INVALID",
       "values[0].measure"},
      {"citizen number in a note", [](auto& request) { request.set_note("over 111222333"); }, "CITIZEN_NUMBER_IN_TEXT",
       "note"},
      {"and in that of a value", [](auto& request) { request.mutable_values(0)->set_note("over 111222333"); },
       "CITIZEN_NUMBER_IN_TEXT", "values[0].note"},
  };
  for (const auto& one : kCases) {
    v1::RecordPerformanceScoreRequest request = RecordOf("wrong");
    one.change(request);
    const auto refused = Do(&Talks::RecordPerformanceScore, request);
    EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, one.reason)) << one.name;
    EXPECT_THAT(WrongFields(refused), ElementsAre(one.field)) << one.name;
    EXPECT_THAT(std::string(refused.status().message()), testing::Not(HasSubstr("111222333"))) << one.name;
  }
  v1::RecordPerformanceScoreRequest nothing = RecordOf("nothing");
  nothing.clear_values();
  EXPECT_THAT(Do(&Talks::RecordPerformanceScore, nothing),
              Fails(absl::StatusCode::kFailedPrecondition, "NOTHING_TO_WEIGH"));
  *nothing.mutable_period() = Between("2024-12-01", "2025-01-01");
  nothing.set_contract("contracts/nergens");
  EXPECT_THAT(Do(&Talks::RecordPerformanceScore, nothing), Fails(absl::StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  EXPECT_THAT(Seen({}), IsEmpty());
}

TEST_F(PerformanceTest, WithoutMeasuresNothingIsScored) {
  v1::ImportCatalogueRequest ended = Measures("measures-2");
  for (auto& measure : *ended.mutable_performance_measures()) {
    *measure.mutable_period() = Between("2025-01-01", "2025-06-30");
  }
  ASSERT_THAT(Import(ended), IsOk());
  EXPECT_THAT(Do(&Talks::RecordPerformanceScore, RecordOf("record-1")),
              Fails(absl::StatusCode::kFailedPrecondition, "NO_PERFORMANCE_MEASURES"));
}

TEST_F(PerformanceTest, AWrongMeasureIsNamed) {
  const struct {
    const char* name;
    std::function<void(v1::PerformanceMeasure&)> change;
    const char* field;
  } kCases[] = {
      {"code", [](auto& measure) { measure.set_code("Refused"); }, "code"},
      {"name", [](auto& measure) { measure.clear_display_name(); }, "display_name"},
      {"source", [](auto& measure) { measure.clear_source(); }, "source"},
      {"no figure", [](auto& measure) { measure.clear_figure(); }, "figure"},
      {"of no figure", [](auto& measure) { measure.add_of_figures("Lines"); }, "of_figures"},
      {"a share of nothing", [](auto& measure) { measure.clear_of_figures(); }, "share"},
      {"no share", [](auto& measure) { measure.set_share(false); }, "share"},
      {"no weight", [](auto& measure) { measure.set_weight(0); }, "weight"},
      {"too heavy", [](auto& measure) { measure.set_weight(101); }, "weight"},
      {"more than all", [](auto& measure) { measure.set_no_points_at(10'001); }, "no_points_at"},
      {"less than nothing", [](auto& measure) { measure.set_full_points_at(-1); }, "full_points_at"},
      {"no scale", [](auto& measure) { measure.set_no_points_at(0); }, "no_points_at"},
      {"no period", [](auto& measure) { measure.clear_period(); }, "period"},
  };
  for (const auto& one : kCases) {
    v1::ImportCatalogueRequest request = Measures("wrong");
    one.change(*request.mutable_performance_measures(1));
    const std::vector<std::string> fields = WrongFields(Import(request));
    EXPECT_THAT(fields, testing::Contains(Cat("performance_measures[1].", one.field))) << one.name;
  }
  v1::ImportCatalogueRequest observed = Measures("observed");
  observed.mutable_performance_measures(2)->set_figure("waiting_time");
  observed.mutable_performance_measures(2)->set_of_contract(true);
  EXPECT_THAT(WrongFields(Import(observed)),
              ElementsAre("performance_measures[2].figure", "performance_measures[2].of_contract"));
}

}  // namespace
}  // namespace clientroute::contracting
