// Triage: the region's tables, the analysis, the decision by the table, and a professional who decides otherwise.
#include <functional>
#include <string>
#include <vector>

#include "clientroute/region/v1/region.pb.h"
#include "services/platform/config/text_config.h"
#include "tests/service/access/access_test_base.h"

namespace clientroute::access {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class TriageTest : public AccessTest {
 protected:
  absl::StatusOr<v1::ImportTriageTablesResponse> Import(const char* request_id,
                                                        const std::vector<v1::TriageTable>& tables) {
    return Ask(&Stub::ImportTriageTables, ImportRequest(request_id, tables), ServicePersona("suite"));
  }
  absl::StatusOr<v1::TriageTable> TableOn(const char* day) {
    v1::GetTriageTableRequest request;
    request.set_law(type::v1::JEUGDWET);
    if (day != nullptr) *request.mutable_date() = ToProto(Date::Parse(day).value());
    return Ask(&Stub::GetTriageTable, request, Professional());
  }
};

TEST_F(TriageTest, TheTableOfTheDayIsShown) {
  v1::TriageTable summer = YouthTable(2);
  *summer.mutable_valid_from() = ToProto(Date::Parse("2026-07-01").value());
  EXPECT_EQ(Import("import-2", {summer})->added(), 1);
  EXPECT_EQ(TableOn(nullptr)->SerializeAsString(), YouthTable().SerializeAsString());
  EXPECT_EQ(TableOn("2026-06-30")->version(), 1);
  EXPECT_EQ(TableOn("2026-07-01")->version(), 2);
  EXPECT_THAT(TableOn("2025-12-31"), Fails(absl::StatusCode::kNotFound, "TRIAGE_TABLE_NOT_FOUND"));
  world_.clock()->Set(LocalMidnight(Date::Parse("2026-07-01").value()));
  EXPECT_EQ(TableOn(nullptr)->version(), 2);

  v1::GetTriageTableRequest request;
  request.set_law(type::v1::WMO);
  EXPECT_THAT(Ask(&Stub::GetTriageTable, request, Professional()),
              Fails(absl::StatusCode::kNotFound, "TRIAGE_TABLE_NOT_FOUND"));
  request.mutable_date()->set_month(13);
  EXPECT_THAT(FieldsOf(Ask(&Stub::GetTriageTable, request, Professional()).status()), ElementsAre("date"));
  request.set_law(static_cast<type::v1::Law>(9));
  EXPECT_THAT(FieldsOf(Ask(&Stub::GetTriageTable, request, Professional()).status()), ElementsAre("law"));
}

TEST_F(TriageTest, IdenticalTablesAreLeftAsTheyAre) {
  EXPECT_EQ(Import("tables", {YouthTable()})->added(), 1) << "a repeat gets the first answer";
  EXPECT_EQ(Import("import-2", {YouthTable()})->added(), 0);
  EXPECT_EQ(Import("import-3", {YouthTable(), YouthTable(2)})->added(), 1);
}

TEST_F(TriageTest, ABrokenImportNamesRowAndFieldAndTakesNothingIn) {
  v1::TriageTable wmo = YouthTable();
  wmo.set_name("triage_tables/wmo_multi");
  wmo.set_law(type::v1::WMO);
  v1::TriageTable changed = YouthTable();
  changed.mutable_criteria(0)->set_question("Anders gevraagd?");
  v1::TriageTable nameless = YouthTable(4);
  nameless.set_name("youth_multi");
  v1::TriageTable lawless = YouthTable(5);
  lawless.clear_law();
  lawless.clear_valid_from();
  lawless.mutable_criteria(1)->set_code("several_life_areas");
  v1::TriageTable too_much = YouthTable(6);
  too_much.set_optional_needed(2);
  const auto refused = Import("import-2", {wmo, changed, nameless, lawless, too_much});
  EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "TRIAGE_TABLES_INVALID"));
  EXPECT_THAT(FieldsOf(refused.status()),
              UnorderedElementsAre("tables[1].version", "tables[2].name", "tables[3].law", "tables[3].valid_from",
                                   "tables[3].criteria[1].code", "tables[4].optional_needed"));
  v1::GetTriageTableRequest request;
  request.set_law(type::v1::WMO);
  EXPECT_THAT(Ask(&Stub::GetTriageTable, request, Professional()), Fails(absl::StatusCode::kNotFound, ""));
  EXPECT_THAT(Ask(&Stub::ImportTriageTables, ImportRequest("import-2", {wmo}), Professional()),
              Fails(absl::StatusCode::kPermissionDenied, "ROLE_REFUSED"));
  EXPECT_THAT(Ask(&Stub::ImportTriageTables, ImportRequest("import-2", {wmo}), Persona("operator", {})), IsOk());
}

TEST_F(TriageTest, TakesTheReferenceRegion) {
  region::v1::Triage triage;
  ASSERT_THAT(ReadTextProto(CLIENTROUTE_SOURCE_DIR "/workflows/regions/reference/triage.textproto", &triage), IsOk());
  ASSERT_EQ(triage.tables_size(), 2);
  v1::ImportTriageTablesRequest request;
  request.set_request_id("region");
  for (v1::TriageTable table : triage.tables()) {
    table.set_version(2);  // beside the table of this test
    *request.add_tables() = table;
  }
  request.mutable_tables(0)->mutable_valid_from()->set_year(2026);
  const auto imported = Ask(&Stub::ImportTriageTables, request, ServicePersona("suite"));
  ASSERT_THAT(imported, IsOk());
  EXPECT_EQ(imported->added(), 2);
  for (const v1::TriageCriterion& criterion : triage.tables(0).criteria()) {
    EXPECT_TRUE(criterion.required()) << "youth: always and-and: " << criterion.code();
  }
}

// shows: INT-6
TEST_F(TriageTest, AnAnalysisIsRecordedAndAnnounced) {
  ASSERT_THAT(Open("open-1", 1), IsOk());
  const auto recorded = Analyse(AnalysisRequest("analysis-1", 1, true, false));
  ASSERT_THAT(recorded, IsOk());
  EXPECT_EQ(recorded->author(), "persons/test.access-professional");
  EXPECT_EQ(FromProto(recorded->create_time()), world_.clock()->Now());
  ASSERT_THAT(recorded->findings(), SizeIs(3));
  EXPECT_TRUE(recorded->findings(0).holds());
  EXPECT_EQ(recorded->narrative(), "") << "an answer is kept, so it holds no free text";
  const auto announced = AnnouncedOf<v1::ProblemAnalysisRecorded>();
  ASSERT_THAT(announced, SizeIs(1));
  EXPECT_EQ(announced[0].route(), RouteName(1));
  EXPECT_EQ(announced[0].author(), "persons/test.access-professional");
  EXPECT_EQ(Analyse(AnalysisRequest("analysis-1", 1, true, false))->SerializeAsString(), recorded->SerializeAsString());
  EXPECT_THAT(AnnouncedOf<v1::ProblemAnalysisRecorded>(), SizeIs(1));
  v1::RecordProblemAnalysisRequest other = AnalysisRequest("analysis-1", 1, true, false);
  other.mutable_analysis()->set_narrative("anders");
  EXPECT_THAT(Analyse(other), Fails(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

TEST_F(TriageTest, AnAnalysisIsRefusedWithAReason) {
  EXPECT_THAT(Analyse(AnalysisRequest("a", 1, true, true)), Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
  ASSERT_THAT(Open("open-1", 1), IsOk());
  EXPECT_THAT(Analyse(AnalysisRequest("a", 1, true, true), Professional({kHeiloo})),
              Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
  EXPECT_THAT(Analyse(AnalysisRequest("a", 1, true, true), Persona("access-professional", {kAlkmaar}, "")),
              Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
  EXPECT_THAT(Analyse(AnalysisRequest("a", 1, true, true), Persona("access-manager", {kAlkmaar})),
              Fails(absl::StatusCode::kPermissionDenied, "ROLE_REFUSED"));
  v1::RecordProblemAnalysisRequest request = AnalysisRequest("a", 1, true, true);
  request.set_route("routes/one");
  EXPECT_THAT(Analyse(request), Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
  request = AnalysisRequest("a", 1, true, true);
  request.mutable_analysis()->mutable_findings(0)->set_criterion("unheard_of");
  request.mutable_analysis()->mutable_findings(2)->set_criterion("intertwined");
  const auto refused = Analyse(request);
  EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "ANALYSIS_INVALID"));
  EXPECT_THAT(FieldsOf(refused.status()),
              ElementsAre("analysis.findings[0].criterion", "analysis.findings[2].criterion", "analysis.findings",
                          "analysis.findings"));
  v1::OpenCaseRequest wmo = OpenRequest("open-2", 2);
  wmo.set_law(type::v1::WMO);
  for (auto& line : *wmo.mutable_lines()) line.set_law(type::v1::WMO);
  ASSERT_THAT(Ask(&Stub::OpenCase, wmo, ServicePersona("orchestrator")), IsOk());
  EXPECT_THAT(Analyse(AnalysisRequest("a", 2, true, true)),
              Fails(absl::StatusCode::kFailedPrecondition, "TRIAGE_TABLE_MISSING"));
  EXPECT_THAT(AnnouncedOf<v1::ProblemAnalysisRecorded>(), IsEmpty());
}

// shows: ACC-1
TEST_F(TriageTest, TheTableDecidesAndSaysWhy) {
  ASSERT_THAT(Open("open-1", 1), IsOk());
  ASSERT_THAT(Analyse(AnalysisRequest("analysis-1", 1, true, false)), IsOk());
  const auto decided = Decide("triage-1", 1);
  ASSERT_THAT(decided, IsOk());
  EXPECT_EQ(decided->complexity(), v1::MONO);
  EXPECT_EQ(decided->table(), "triage_tables/youth_multi");
  EXPECT_EQ(decided->table_version(), 1);
  EXPECT_THAT(decided->held(), ElementsAre("several_life_areas"));
  EXPECT_THAT(decided->not_held(), ElementsAre("intertwined", "avoids_care"));
  EXPECT_THAT(decided->explanation(),
              HasSubstr("Mono, losse trajecten zijn genoeg: van de 2 vereiste criteria geldt er 1 niet."));
  EXPECT_FALSE(decided->overridden());
  EXPECT_EQ(decided->author(), "");
  const auto announced = AnnouncedOf<v1::TriageDecided>();
  ASSERT_THAT(announced, SizeIs(1));
  EXPECT_EQ(announced[0].route(), RouteName(1));
  EXPECT_EQ(announced[0].complexity(), v1::MONO);
  EXPECT_FALSE(announced[0].overridden());
  EXPECT_THAT(announced[0].held(), ElementsAre("several_life_areas"));
  EXPECT_THAT(announced[0].not_held(), ElementsAre("intertwined", "avoids_care"));
  EXPECT_EQ(announced[0].table(), "triage_tables/youth_multi");
  EXPECT_EQ(announced[0].table_version(), 1);
  EXPECT_EQ(announced[0].explanation(), decided->explanation());
  EXPECT_EQ(Announced().back().aggregate(), RouteName(1));
}

TEST_F(TriageTest, ARepeatedCommandDecidesOnce) {
  ASSERT_THAT(Open("open-1", 1), IsOk());
  EXPECT_THAT(Decide("triage-1", 1), Fails(absl::StatusCode::kFailedPrecondition, "ANALYSIS_MISSING"));
  ASSERT_THAT(Analyse(AnalysisRequest("analysis-1", 1, true, true)), IsOk());
  const auto first = Decide("triage-1", 1);
  ASSERT_THAT(first, IsOk()) << "a refused request leaves its id free";
  EXPECT_EQ(Decide("triage-1", 1)->SerializeAsString(), first->SerializeAsString());
  EXPECT_THAT(AnnouncedOf<v1::TriageDecided>(), SizeIs(1));
  world_.clock()->Advance(std::chrono::hours(1));
  EXPECT_EQ(Decide("triage-2", 1)->SerializeAsString(), first->SerializeAsString()) << "what was decided stays";
  EXPECT_THAT(AnnouncedOf<v1::TriageDecided>(), SizeIs(2));
  EXPECT_THAT(Decide("triage-3", 9), Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
  EXPECT_THAT(Analyse(AnalysisRequest("analysis-2", 1, false, false)),
              Fails(absl::StatusCode::kFailedPrecondition, "TRIAGE_DECIDED"));
}

TEST_F(TriageTest, TriageUsesTheLastAnalysisAndTheTableThatItAnswered) {
  ASSERT_THAT(Open("open-1", 1), IsOk());
  ASSERT_THAT(Analyse(AnalysisRequest("analysis-1", 1, true, true)), IsOk());
  ASSERT_THAT(Analyse(AnalysisRequest("analysis-2", 1, false, true)), IsOk());
  v1::TriageTable stricter = YouthTable(2);
  stricter.mutable_criteria(0)->set_required(false);
  ASSERT_EQ(Import("import-2", {stricter})->added(), 1);
  const auto decided = Decide("triage-1", 1);
  ASSERT_THAT(decided, IsOk());
  EXPECT_EQ(decided->complexity(), v1::MONO);
  EXPECT_EQ(decided->table_version(), 1) << "by the new table it would be multi";
  EXPECT_THAT(decided->not_held(), ElementsAre("several_life_areas", "avoids_care"));
}

// shows: ACC-1
TEST_F(TriageTest, AProfessionalDecidesOtherwiseWithAReason) {
  ASSERT_THAT(Open("open-1", 1), IsOk());
  ASSERT_THAT(Analyse(AnalysisRequest("analysis-1", 1, true, false)), IsOk());
  EXPECT_THAT(Override(OverrideRequest("override-1", 1, v1::MULTI)),
              Fails(absl::StatusCode::kFailedPrecondition, "TRIAGE_MISSING"));
  ASSERT_THAT(Decide("triage-1", 1), IsOk());
  const auto otherwise = Override(OverrideRequest("override-1", 1, v1::MULTI));
  ASSERT_THAT(otherwise, IsOk());
  EXPECT_EQ(otherwise->complexity(), v1::MULTI);
  EXPECT_TRUE(otherwise->overridden());
  EXPECT_EQ(otherwise->author(), "persons/test.access-professional");
  EXPECT_THAT(otherwise->held(), ElementsAre("several_life_areas"));
  EXPECT_THAT(otherwise->explanation(),
              HasSubstr("Een professional besliste anders dan de tabel: multi in plaats van mono. De tabel zei: Mono"));
  ASSERT_THAT(Override(OverrideRequest("override-1", 1, v1::MULTI)), IsOk());
  const auto announced = AnnouncedOf<v1::TriageDecided>();
  ASSERT_THAT(announced, SizeIs(2)) << "once for a repeat";
  EXPECT_THAT(world_.metrics()->Text(), HasSubstr("clientroute_triage_overrides_total{complexity=\"MULTI\"} 1\n"));
  EXPECT_TRUE(announced[1].overridden());
  EXPECT_EQ(announced[1].complexity(), v1::MULTI);
  EXPECT_EQ(announced[1].table_version(), 1);
  EXPECT_THAT(announced[1].explanation(), Not(HasSubstr("REDEN")));
  EXPECT_TRUE(Decide("triage-2", 1)->overridden()) << "a repeated command does not undo it";
}

TEST_F(TriageTest, AnOverrideIsRefusedWithAReason) {
  EXPECT_THAT(Override(OverrideRequest("o", 1, v1::MULTI)), Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
  BringToPlan("one", 1);
  EXPECT_THAT(FieldsOf(Override(OverrideRequest("o", 1, v1::MULTI)).status()), ElementsAre("complexity"))
      << "it is multi already";
  EXPECT_THAT(Override(OverrideRequest("o", 1, static_cast<v1::Complexity>(7))),
              Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  v1::OverrideTriageRequest wordless = OverrideRequest("o", 1, v1::MONO);
  wordless.clear_reason();
  EXPECT_THAT(Override(wordless), Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  EXPECT_THAT(Override(OverrideRequest("o", 1, v1::MONO), Professional({kHeiloo})),
              Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
  v1::TakeDecisionRequest refusal = GrantRequest("decision-1", 1);
  refusal.set_outcome(v1::Decision::REFUSE);
  refusal.set_refusal_reason(v1::CARE_NOT_SUITABLE);
  refusal.clear_lines();
  ASSERT_THAT(TakeDecision(refusal), IsOk());
  EXPECT_THAT(Override(OverrideRequest("o", 1, v1::MONO)),
              Fails(absl::StatusCode::kFailedPrecondition, "DECISION_TAKEN"));
  EXPECT_THAT(AnnouncedOf<v1::TriageDecided>(), SizeIs(1));
}

TEST_F(TriageTest, WhileAGrantStandsMultiBecomesMonoWithoutANewApplication) {
  BringToPlan("one", 1);
  ASSERT_THAT(TakeDecision(GrantRequest("decision-1", 1)), IsOk());
  EXPECT_THAT(Override(OverrideRequest("o", 1, v1::MONO)), IsOk());
  EXPECT_THAT(AnnouncedOf<v1::TriageDecided>(), SizeIs(2));
}

TEST_F(TriageTest, AProfessionalMayFollowTheTableAfterAll) {
  const std::string name = BringToPlan("one", 1);
  ASSERT_THAT(Override(OverrideRequest("override-1", 1, v1::MONO)), IsOk());
  const auto back = Override(OverrideRequest("override-2", 1, v1::MULTI));
  ASSERT_THAT(back, IsOk());
  EXPECT_FALSE(back->overridden());
  EXPECT_THAT(back->explanation(), HasSubstr("Een professional volgt alsnog de tabel: multi."));
  EXPECT_EQ(Get(name)->routes(0).triage().author(), "persons/test.access-professional");
}

}  // namespace
}  // namespace clientroute::access
