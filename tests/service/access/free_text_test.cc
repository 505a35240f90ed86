// Free text: sealed with keys that intake hands out, shown to few, gone with the client.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "services/platform/testing/temp_folder.h"
#include "tests/service/access/access_test_base.h"

namespace clientroute::access {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* kTexts[] = {"VERHAAL", "OVERWOGEN", "DOEL-weer", "DOEL-rust",   "PERSPECTIEF", "MOTIVERING",
                                  "REDEN",   "NAAM-van",  "NOTITIES",  "TOELICHTING", "AANTEKENING"};

class FreeTextTest : public AccessTest {
 protected:
  // A route with every kind of free text.
  std::string Fill(int number) {
    const std::string prefix = "fill-" + std::to_string(number);
    const std::string name = BringToPlan(prefix, number);
    EXPECT_THAT(Override(OverrideRequest((prefix + "/override").c_str(), number, v1::MONO)), IsOk());
    EXPECT_THAT(TakeDecision(GrantRequest((prefix + "/decision").c_str(), number)), IsOk());
    EXPECT_THAT(Confer(ConferenceRequest((prefix + "/conference").c_str(), number)), IsOk());
    EXPECT_THAT(AskExperts(ExpertRequest((prefix + "/experts").c_str(), number)), IsOk());
    EXPECT_THAT(Evaluate(EvaluationRequest((prefix + "/evaluation").c_str(), number, v1::Evaluation::LIGHTER)), IsOk());
    EXPECT_THAT(FlowOut(OutflowRequest((prefix + "/outflow").c_str(), number)), IsOk());
    EXPECT_THAT(
        Contact(ContactRequest((prefix + "/contact").c_str(), number, "2026-04-01", v1::AftercareContact::GOES_WELL)),
        IsOk());
    EXPECT_THAT(Note(prefix + "/note", number), IsOk());
    return name;
  }
  absl::StatusOr<v1::Note> Note(const std::string& request_id, int number, const Caller& caller = Professional()) {
    v1::RecordNoteRequest request;
    request.set_request_id(request_id);
    request.set_route(RouteName(number));
    request.set_text("AANTEKENING-bij-de-crisis");
    return Ask(&Stub::RecordNote, request, caller);
  }
  static void ExpectNoText(const std::string& where) {
    for (const char* text : kTexts) EXPECT_THAT(where, Not(HasSubstr(text)));
  }
};

TEST_F(FreeTextTest, IsGivenBackToWhoIsInvolved) {
  const std::string name = Fill(1);
  const auto shown = Get(name);
  ASSERT_THAT(shown, IsOk());
  const v1::CaseRoute& route = shown->routes(0);
  EXPECT_EQ(route.problem_analysis().narrative(), "VERHAAL-over-het-gezin");
  EXPECT_EQ(route.problem_analysis().lighter_help_considered(), "OVERWOGEN-eigen-netwerk");
  EXPECT_EQ(route.triage().override_reason(), "REDEN-van-de-professional");
  EXPECT_EQ(route.plan().perspective(), "PERSPECTIEF-zelfstandig");
  EXPECT_EQ(route.plan().goals(1).description(), "DOEL-rust-thuis");
  EXPECT_EQ(route.decisions(0).motivation(), "MOTIVERING-van-het-besluit");
  EXPECT_EQ(route.conferences(0).participants(0).name(), "NAAM-van-de-moeder");
  EXPECT_EQ(route.conferences(0).participants(1).name(), "NAAM-van-de-deskundige");
  EXPECT_EQ(route.conferences(0).notes(), "NOTITIES-van-het-gesprek");
  EXPECT_EQ(route.expert_team_outcomes(0).notes(), "NOTITIES-van-het-expertteam");
  EXPECT_EQ(route.evaluations(0).explanation(), "TOELICHTING-bij-de-evaluatie");
  EXPECT_EQ(route.notes(0).text(), "AANTEKENING-bij-de-crisis");
  EXPECT_EQ(route.aftercare_contacts(0).notes(), "NOTITIES-van-het-contact");
}

// shows: PRI-1
TEST_F(FreeTextTest, AContractManagerNotesHowHisTaskEndedAndIsInvolvedWithNobodyByIt) {
  const std::string name = BringToPlan("one", 1);
  const std::size_t before = AnnouncedOf<v1::PersonInvolved>().size();
  const Caller manager = Persona("contract-manager", {kAlkmaar}, "contract-management");
  ASSERT_THAT(Note("note-1", 1, manager), IsOk());
  EXPECT_THAT(AnnouncedOf<v1::PersonInvolved>(), SizeIs(before));
  EXPECT_THAT(Get(name, manager), Fails(absl::StatusCode::kNotFound, "")) << "he reads none";
  EXPECT_EQ(Get(name)->routes(0).notes_size(), 1);
  EXPECT_THAT(Note("note-2", 1, Persona("contract-manager", {"0400"}, "contract-management")),
              Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
}

TEST_F(FreeTextTest, IsGivenToNobodyElse) {
  const std::string name = Fill(1);
  const struct {
    const char* who;
    Caller caller;
    bool text;
  } cases[] = {
      {"a manager who is not involved", Persona("access-manager", {kAlkmaar}), false},
      {"the back office", Persona("back-office", {kAlkmaar}, "message-exchange"), false},
      {"an operator", Persona("operator", {kAlkmaar}, "operation"), false},
      {"a service", ServicePersona("orchestrator"), false},
      {"a privacy officer", Persona("privacy-officer", {kAlkmaar}, "client-rights"), true},
      {"the manager who is involved", Named(Persona("access-manager", {kAlkmaar}), "persons/test.access-professional"),
       true},
  };
  for (const auto& one : cases) {
    const auto shown = Get(name, one.caller);
    ASSERT_THAT(shown, IsOk()) << one.who;
    EXPECT_EQ(shown->routes(0).plan().goals_size(), 2) << one.who;
    EXPECT_EQ(shown->routes(0).problem_analysis().narrative(), one.text ? "VERHAAL-over-het-gezin" : "") << one.who;
    if (!one.text) ExpectNoText(shown->DebugString());
  }
}

TEST_F(FreeTextTest, IsNotInListsAnswersEventsOrLogs) {
  Fill(1);
  const auto listed = Ask(&Stub::ListCases, v1::ListCasesRequest(), Professional());
  ASSERT_THAT(listed, IsOk());
  ASSERT_THAT(listed->cases(), SizeIs(1));
  EXPECT_EQ(listed->cases(0).routes(0).decisions_size(), 1);
  ExpectNoText(listed->DebugString());
  for (const type::v1::Event& event : Announced()) ExpectNoText(event.SerializeAsString());
  ExpectNoText(world_.logger()->Text());
}

TEST_F(FreeTextTest, KeysAreAskedForTheCallerAndHisPurpose) {
  const std::string name = Fill(1);
  const std::size_t asked = intake_.callers().size();
  EXPECT_EQ(asked, 9U) << "analysis, plan, override, decision, conference, experts, evaluation, contact and note";
  EXPECT_THAT(intake_.uses(), Each("free-text"));
  for (const CallerHeaders& caller : intake_.callers()) {
    EXPECT_EQ(caller.identity.subject, "services/access");
    EXPECT_EQ(caller.identity.on_behalf_of, "persons/test.access-professional");
    EXPECT_EQ(caller.purpose, "care-allocation");
  }
  ASSERT_THAT(TakeDecision(GrantRequest("fill-1/decision", 1)), IsOk());
  EXPECT_THAT(intake_.callers(), SizeIs(asked)) << "a repeat needs none";
  ASSERT_THAT(Get(name, Persona("access-manager", {kAlkmaar})), IsOk());
  EXPECT_THAT(intake_.callers(), SizeIs(asked)) << "who reads no text needs none";
  v1::RecordProblemAnalysisRequest wordless = AnalysisRequest("wordless", 2, true, true);
  wordless.mutable_analysis()->clear_narrative();
  wordless.mutable_analysis()->clear_lighter_help_considered();
  ASSERT_THAT(Open("open-2", 2), IsOk());
  ASSERT_THAT(Analyse(wordless), IsOk());
  EXPECT_THAT(intake_.callers(), SizeIs(asked)) << "nor does an analysis without text";
}

TEST_F(FreeTextTest, ReadsAsEmptyOnceTheClientIsErased) {
  const std::string name = Fill(1);
  intake_.Erase(ClientName(1));
  const auto shown = Get(name);
  ASSERT_THAT(shown, IsOk());
  ExpectNoText(shown->DebugString());
  const v1::CaseRoute& route = shown->routes(0);
  EXPECT_EQ(route.problem_analysis().findings_size(), 3) << "the rest is intact";
  EXPECT_TRUE(route.triage().overridden());
  EXPECT_EQ(route.plan().goals_size(), 2);
  EXPECT_EQ(route.decisions(0).number(), 1);
  EXPECT_EQ(route.conferences(0).participants(0).role(), v1::Participant::PARENT);
  EXPECT_EQ(route.evaluations(0).outcome(), v1::Evaluation::LIGHTER);

  const absl::StatusCode refused = absl::StatusCode::kFailedPrecondition;
  EXPECT_THAT(Plan(PlanRequest("p", 1)), Fails(refused, "CLIENT_ERASED"));
  EXPECT_THAT(TakeDecision(GrantRequest("d", 1)), Fails(refused, "CLIENT_ERASED"));
  EXPECT_THAT(Override(OverrideRequest("o", 1, v1::MULTI)), Fails(refused, "CLIENT_ERASED"));
  EXPECT_THAT(Analyse(AnalysisRequest("a", 1, true, true)), Fails(refused, "CLIENT_ERASED"));
  EXPECT_THAT(Confer(ConferenceRequest("c", 1)), Fails(refused, "CLIENT_ERASED"));
  EXPECT_THAT(AskExperts(ExpertRequest("x", 1)), Fails(refused, "CLIENT_ERASED"));
  EXPECT_THAT(Evaluate(EvaluationRequest("e", 1, v1::Evaluation::AS_IT_IS)), Fails(refused, "CLIENT_ERASED"));
  EXPECT_THAT(Contact(ContactRequest("f", 1, "2026-04-01", v1::AftercareContact::END)),
              Fails(refused, "CLIENT_ERASED"));
  EXPECT_THAT(Note("n", 1), Fails(refused, "CLIENT_ERASED"));
  EXPECT_THAT(Plan(PlanRequest("fill-1/plan", 1)), IsOk()) << "what was answered stays answered";
}

TEST_F(FreeTextTest, OneErasedMemberLeavesTheOthersText) {
  const std::string name = Fill(1);
  v1::OpenCaseRequest sibling = OpenRequest("open-2", 2);
  sibling.set_household(HouseholdName(1));
  ASSERT_THAT(Ask(&Stub::OpenCase, sibling, ServicePersona("orchestrator")), IsOk());
  ASSERT_THAT(Analyse(AnalysisRequest("analysis-2", 2, true, true)), IsOk());
  intake_.Erase(ClientName(1));
  const auto shown = Get(name);
  ASSERT_THAT(shown->routes(), SizeIs(2));
  EXPECT_EQ(shown->routes(0).problem_analysis().narrative(), "");
  EXPECT_EQ(shown->routes(1).problem_analysis().narrative(), "VERHAAL-over-het-gezin");
}

TEST_F(FreeTextTest, NothingIsRecordedWhileIntakeIsDownAndTheSameRequestSucceedsLater) {
  const std::string name = Open("open-1", 1)->name();
  intake_.SetDown(true);
  EXPECT_THAT(Analyse(AnalysisRequest("a", 1, true, true)), Fails(absl::StatusCode::kUnavailable, ""));
  EXPECT_THAT(AnnouncedOf<v1::ProblemAnalysisRecorded>(), IsEmpty());
  intake_.SetDown(false);
  EXPECT_THAT(Analyse(AnalysisRequest("a", 1, true, true)), IsOk());
  intake_.SetDown(true);
  EXPECT_THAT(Get(name), Fails(absl::StatusCode::kUnavailable, "")) << "rather than half a case";
  EXPECT_THAT(Get(name, Persona("access-manager", {kAlkmaar})), IsOk());
  EXPECT_THAT(Decide("triage-1", 1), IsOk()) << "triage needs no text";
}

TEST_F(FreeTextTest, KeysOfOthersAreNotUsed) {
  ASSERT_THAT(Open("open-1", 1), IsOk());
  intake_.SetConfused(true);
  EXPECT_THAT(Analyse(AnalysisRequest("a", 1, true, true)), Fails(absl::StatusCode::kInternal, "CLIENT_KEY_INVALID"));
}

TEST_F(FreeTextTest, TextThatWasMovedToAnotherRowDoesNotOpen) {
  const std::string name = Fill(1);
  ASSERT_THAT(database_->Write([&](Connection& db) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(db.Execute("DROP TRIGGER decision_is_never_changed").status());
    return db.Execute("UPDATE decision SET sealed_motivation = (SELECT sealed_perspective FROM plan LIMIT 1)").status();
  }),
              IsOk());
  EXPECT_THAT(Get(name), Fails(absl::StatusCode::kDataLoss, ""));
}

// The same service on a file, for what stands on the disk.
// shows: PRI-2
TEST_F(FreeTextTest, NeverStandsInTheDatabase) {
  TempFolder folder;
  auto on_disk = OpenSqlite({.path = folder.File("access.db")}, AccessMigrations());
  ASSERT_THAT(on_disk, IsOk());
  AccessService service(world_.Stack("access", on_disk->get()), {world_.random(), intake_server_->InProcess()});
  const auto server = world_.Serve({&service});
  stub_ = v1::Access::NewStub(server->InProcess());
  SetUp();
  const std::string name = Fill(1);
  EXPECT_EQ(Get(name)->routes(0).problem_analysis().narrative(), "VERHAAL-over-het-gezin");

  std::size_t bytes = 0;
  bool found_the_rest = false;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    bytes += content.size();
    found_the_rest = found_the_rest || content.find("persons/test.access-professional") != std::string::npos;
    ExpectNoText(content);
  }
  EXPECT_GT(bytes, 0U);
  EXPECT_TRUE(found_the_rest) << "the files that were searched are those that were written";
  stub_ = v1::Access::NewStub(server_->InProcess());
}

// shows: PRI-2
TEST_F(FreeTextTest, ANoteIsAnsweredByNameAndAnnouncesNothing) {
  const std::string name = BringToPlan("noted", 1);
  const std::size_t before = Announced().size();
  const auto noted = Note("note-1", 1);
  ASSERT_THAT(noted, IsOk());
  EXPECT_TRUE(noted->name().starts_with("notes/")) << noted->name();
  EXPECT_EQ(noted->text(), "");
  EXPECT_EQ(Note("note-1", 1)->name(), noted->name()) << "a repeat is the same note";
  EXPECT_EQ(Get(name)->routes(0).notes_size(), 1);
  EXPECT_EQ(Get(name)->routes(0).notes(0).name(), noted->name());
  EXPECT_THAT(Announced(), SizeIs(before));
  EXPECT_THAT(Note("note-2", 9), Fails(absl::StatusCode::kNotFound, "ROUTE_NOT_FOUND"));
}

}  // namespace
}  // namespace clientroute::access
