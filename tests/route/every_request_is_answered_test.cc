// Every request of a provider (315, 317) that was approved gets one answer, a 301 or a 319, and its term closes with
// that (OP344, OP274, OP346), wherever its route stands.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/beginnings.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/message_reading.h"
#include "services/suite/demo/request_answers.h"
#include "tests/programs/own_stage.h"

namespace clientroute::suite {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view kReference = "ZW-2026-0117-1";
constexpr std::string_view kAccordingToPlan = "31";  // JZ588
constexpr const char* kHour = "04";                  // WJ756
constexpr const char* kPerWeek = "2";                // WMO757
constexpr const char* kSituationChanged = "1";       // WJ758
const Date kValidUntil = StoryDay(2027, 12, 31);

/// One client's route at a suite of its own, played as the stories are.
class EveryRequestIsAnswered : public testing::Test {
 protected:
  void SetUp() override {
    provider_ = stage_->AddProvider(kZeewering, kAlkmaar);
    route_ = std::make_unique<RoutePlay>(stage_.get(), provider_, Duinker());
  }

  static void Do(const absl::Status& status) { ASSERT_TRUE(status.ok()) << status; }

  /// In care with an allocation that is valid until after the watch for a return: a change may be asked until then.
  void BringIntoCare() {
    StoryProduct guidance = GuidanceAndDayTreatment().front();
    guidance.until = kValidUntil;
    Do(suite::BringIntoCare(*stage_, *route_, {guidance}));
    Do(route_->Start(kReference, StoryDay(3, 16)));
  }
  void LeaveCare(bool aftercare) {
    Do(route_->Stop(kReference, StoryDay(3, 16), StoryDay(6, 30), kAccordingToPlan));
    Do(route_->LeaveCare(access::v1::Outflow::HOME, access::v1::Outflow::NONE, StoryDay(6, 30), aftercare));
  }
  StoryFile ChangeFile(const std::string& reference, Date wanted, Date until) {
    StoryChange change;
    change.reference = reference;
    change.reason = kSituationChanged;
    change.changed.push_back({*route_->Allocated(kReference), wanted, until, 6, kHour, kPerWeek});
    auto file = provider_->maker().Change(stage_->Today(), Duinker(), change);
    EXPECT_TRUE(file.ok()) << file.status();
    return file.ok() ? *file : StoryFile();
  }
  /// The provider asks for more hours; `kinds` come at once.
  void AskForChange(const std::string& reference, Date wanted, Date until, const std::vector<std::string>& kinds) {
    Do(stage_->Send(provider_, ChangeFile(reference, wanted, until), "verzoek om wijziging"));
    Came(kinds);
  }
  /// These came for the provider, and nothing else. A return message approves; an answer is approved by the provider.
  void Came(const std::vector<std::string>& kinds) {
    const auto files = stage_->Receive(provider_, kinds, "antwoord");
    ASSERT_TRUE(files.ok()) << files.status() << (stage_->files().empty() ? "" : stage_->files().back().content);
    for (const StoryFile& file : *files) {
      if (file.kind.ends_with("318")) EXPECT_TRUE(Approves(file).value_or(false)) << file.content;
      if (!file.kind.ends_with("319")) continue;
      const auto approval = provider_->maker().Approval(stage_->Today(), file);
      ASSERT_TRUE(approval.ok()) << approval.status();
      Do(stage_->Send(provider_, *approval, "retourbericht"));
    }
  }
  void Withdraw(intake::v1::WithdrawCause cause) {
    const auto route = route_->Look();
    ASSERT_TRUE(route.ok()) << route.status();
    intake::v1::WithdrawReferralRequest request;
    request.set_name(route->referral());
    request.set_reason("Er is geen vraag meer.");
    request.set_cause(cause);
    Do(stage_->Do(stage_->access(), &intake::v1::Intake::Stub::WithdrawReferral, request).status());
  }
  std::vector<RequestAnswer> Refusals() const {
    std::vector<RequestAnswer> found;
    for (const StoryFile& file : stage_->files()) {
      if (!file.kind.ends_with("319")) continue;
      auto answer = ReadRequestAnswer(file);
      EXPECT_TRUE(answer.ok()) << answer.status();
      if (answer.ok()) found.push_back(*std::move(answer));
    }
    return found;
  }
  std::vector<std::string> Faults(bool all_answered) { return Faults(all_answered, stage_->files()); }
  std::vector<std::string> Faults(bool all_answered, const std::vector<StoryFile>& files) {
    messaging::v1::ListMessagesRequest all;
    all.set_page_size(1'000);
    const auto listed = stage_->back_office().Ask(&messaging::v1::Messaging::Stub::ListMessages, all);
    EXPECT_TRUE(listed.ok()) << listed.status();
    if (!listed.ok()) return {"no messages"};
    std::vector<const messaging::v1::Message*> messages;
    for (const auto& message : listed->messages()) messages.push_back(&message);
    auto faults = WronglyAnswered(files, messages, all_answered);
    EXPECT_TRUE(faults.ok()) << faults.status();
    return faults.ok() ? *std::move(faults) : std::vector<std::string>{"unreadable"};
  }
  /// All is answered, once, and the suite has nothing left to say or to mend.
  void ExpectAnswered() {
    Came({});
    EXPECT_THAT(Faults(/*all_answered=*/true), IsEmpty());
    const auto incidents = stage_->operators().Ask(&orchestrator::v1::Orchestrator::Stub::ListIncidents,
                                                   orchestrator::v1::ListIncidentsRequest());
    ASSERT_TRUE(incidents.ok()) << incidents.status();
    EXPECT_EQ(incidents->incidents_size(), 0) << incidents->DebugString();
  }

  OwnStage stage_;
  Provider* provider_ = nullptr;
  std::unique_ptr<RoutePlay> route_;
};

// shows: MSG-1, MSG-3
TEST_F(EveryRequestIsAnswered, AChangeOnARouteThatIsClosed) {
  BringIntoCare();
  LeaveCare(/*aftercare=*/false);
  Do(stage_->MoveTo(StoryDay(2027, 7, 5)));
  Do(route_->ExpectState("closed"));
  AskForChange("ZW-2027-0001", StoryDay(2027, 8, 2), kValidUntil, {"JW318", "JW319"});
  EXPECT_THAT(Refusals(), Contains(RequestAnswer{"ZW-2027-0001", "1", "1"})) << "no change, but a new request";
  ExpectAnswered();
  // And asked again it is answered again: nothing of the first keeps the provider (TR374).
  AskForChange("ZW-2027-0002", StoryDay(2027, 8, 2), kValidUntil, {"JW318", "JW319"});
  ExpectAnswered();
}

// shows: MSG-1, MSG-3
TEST_F(EveryRequestIsAnswered, AChangeOnARouteThatIsClosedWhileCareGoesOnIsAnsweredByAPerson) {
  const auto run = [&](std::vector<std::string> words) {
    words.insert(words.end(), {"--data", stage_.suite().folder()});
    const ProgramRun ran = RunProgram(std::move(words));
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    return ran.out;
  };
  BringIntoCare();
  LeaveCare(/*aftercare=*/false);
  Do(stage_->MoveTo(StoryDay(2027, 7, 5)));
  Do(route_->ExpectState("closed"));
  Do(route_->Start(kReference, StoryDay(2027, 7, 5)));
  Do(route_->ExpectState("closed"));
  EXPECT_THAT(run({"status"}), HasSubstr("Voor een mens       geen berichten"));
  Do(stage_->MoveTo(StoryDay(2027, 7, 12)));
  AskForChange("ZW-2027-0003", StoryDay(2027, 8, 2), kValidUntil, {"JW318"});
  EXPECT_THAT(Faults(/*all_answered=*/false), IsEmpty()) << "its term runs";
  EXPECT_THAT(run({"status"}), HasSubstr("berichten: 1 gevraagd op een afgeronde route (clientroute message open)"));
  EXPECT_THAT(run({"status", "--json"}), HasSubstr("\"requestsOnEndedRoutes\": 1"));
  const auto closed = route_->Look();
  ASSERT_TRUE(closed.ok()) << closed.status();
  EXPECT_THAT(closed->DebugString(), HasSubstr("Wijziging gevraagd op een afgeronde route"));

  messaging::v1::ListMessagesRequest left;
  left.set_left_to_person(true);
  const auto open = stage_->back_office().Ask(&messaging::v1::Messaging::Stub::ListMessages, left);
  ASSERT_TRUE(open.ok()) << open.status();
  ASSERT_EQ(open->messages_size(), 1);
  const std::string message = open->messages(0).name();
  EXPECT_THAT(run({"message", "open"}), HasSubstr("JW317"));
  EXPECT_THAT(run({"message", "show", message}), HasSubstr("clientroute message answer"));
  run({"message", "answer", message, "--investigate"});
  Do(stage_->Settle());
  Came({"JW319"});
  EXPECT_THAT(Faults(/*all_answered=*/false), IsEmpty());
  run({"message", "answer", message, "--refuse", "--reason", "geen-wijziging"});
  Do(stage_->Settle());
  Came({"JW319"});
  EXPECT_THAT(Refusals(), Contains(RequestAnswer{"ZW-2027-0003", "1", "1"}));
  EXPECT_THAT(run({"message", "open"}), HasSubstr("Geen berichten."));
  ExpectAnswered();
}

// shows: MSG-1, MSG-3
TEST_F(EveryRequestIsAnswered, ARequestWhoseReferralIsWithdrawn) {
  Do(route_->RequestAllocation(GuidanceAndDayTreatment()));
  EXPECT_THAT(Faults(/*all_answered=*/false), IsEmpty()) << "the term runs while it waits";
  EXPECT_EQ(Faults(/*all_answered=*/true).size(), 2U);
  // Who analyses is involved from then on, and may withdraw.
  Do(route_->Analyse({.held = {"several_life_areas"},
                      .narrative = "Het loopt thuis en op school vast.",
                      .lighter_help_considered = "School en het jeugdteam hielpen een half jaar."}));
  Withdraw(intake::v1::NO_LONGER_NEEDED);
  Came({"JW319", "JW319"});
  Do(route_->ExpectState("withdrawn"));
  EXPECT_THAT(Refusals(), Contains(RequestAnswer{"ZW-2026-0117-2", "1", "7"}));
  ExpectAnswered();
}

// shows: MSG-1
TEST_F(EveryRequestIsAnswered, AChangeThatIsConsideredWhenTheReferralIsWithdrawn) {
  BringIntoCare();
  Do(stage_->MoveTo(StoryDay(5, 4)));
  AskForChange("ZW-2026-0301", StoryDay(6, 1), kValidUntil, {"JW318"});
  Withdraw(intake::v1::NO_LONGER_NEEDED);
  Came({"JW319"});
  ExpectAnswered();
}

// shows: MSG-1, MSG-3
TEST_F(EveryRequestIsAnswered, ARequestForAClientWhoDied) {
  Do(route_->RequestAllocation(GuidanceAndDayTreatment()));
  Do(route_->Report("ClientDied", "Bij een ongeval."));
  Came({"JW319", "JW319"});
  Do(route_->ExpectState("deceased"));
  ExpectAnswered();
}

// shows: MSG-3
TEST_F(EveryRequestIsAnswered, WhatIsRemarkedOnSuchAnAnswerAndWhatIsNeverReturnedIsCountedForAPerson) {
  const auto status = [&] { return RunProgram({"status", "--data", stage_.suite().folder()}).out; };
  Do(route_->RequestAllocation(GuidanceAndDayTreatment()));
  Do(route_->Report("ClientDied", "Bij een ongeval."));
  EXPECT_THAT(status(), HasSubstr("Voor een mens       geen berichten"));
  const auto answers = stage_->Receive(provider_, {"JW319", "JW319"}, "antwoord");
  ASSERT_TRUE(answers.ok()) << answers.status();
  const auto remark = provider_->maker().Remark(stage_->Today(), answers->front(), "Antwoord[1]", "9355");
  ASSERT_TRUE(remark.ok()) << remark.status();
  Do(stage_->Send(provider_, *remark, "retourbericht"));
  EXPECT_THAT(status(),
              HasSubstr("berichten: 1 door de aanbieder met fouten beantwoord, het nieuwste van 2 maart 2026"));
  Do(stage_->MoveTo(StoryDay(4, 1)));
  EXPECT_THAT(status(), HasSubstr("berichten: 1 te laat beantwoord (clientroute message late); 1 door de aanbieder"));
  EXPECT_THAT(RunProgram({"message", "late", "--data", stage_.suite().folder()}).out, HasSubstr("JW319"));
  // No route waits for it any more: it has one of its own, with a task that says which message it is.
  const auto back_office = [&](std::vector<std::string> words) {
    words.insert(words.end(), {"--as", "back-office", "--data", stage_.suite().folder()});
    ProgramRun run = RunProgram(words);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return run.out;
  };
  const std::string what =
      Cat("Vraag de aanbieder om een retourbericht dat uitblijft: JW319 aan aanbieder ", kZeewering);
  const std::string tasks = back_office({"task", "list"});
  ASSERT_THAT(tasks, HasSubstr(what));
  std::istringstream lines(tasks);
  std::string task;
  for (std::string line; std::getline(lines, line);) {
    if (line.find(what) != std::string::npos) task = line.substr(0, line.find(' '));
  }
  EXPECT_THAT(back_office({"task", "complete", task, "--outcome", "seen_to"}), HasSubstr("afgerond"));
  EXPECT_THAT(back_office({"task", "list"}), Not(HasSubstr(what)));
}

// shows: MSG-1
TEST_F(EveryRequestIsAnswered, AReferenceThatIsAllocatedTwiceIsFound) {
  BringIntoCare();
  EXPECT_THAT(Faults(/*all_answered=*/true), IsEmpty());
  std::vector<StoryFile> files = stage_->files();
  const auto told = std::ranges::find(files, "JW301", &StoryFile::kind);
  ASSERT_NE(told, files.end());
  const StoryFile again = *told;
  files.push_back(again);
  EXPECT_THAT(Faults(/*all_answered=*/true, files), ElementsAre(HasSubstr("ZW-2026-0117-1 is 2 keer toegewezen")));
}

// shows: MSG-1, MSG-3
TEST_F(EveryRequestIsAnswered, AChangeForAClientWhoDiedAndWhoseRouteHasEnded) {
  BringIntoCare();
  Do(stage_->MoveTo(StoryDay(5, 4)));
  Do(route_->Report("ClientDied", "Bij een ongeval."));
  Do(route_->Stop(kReference, StoryDay(3, 16), StoryDay(5, 4), kAccordingToPlan));
  Do(route_->ExpectState("deceased"));
  AskForChange("ZW-2026-0301", StoryDay(6, 1), kValidUntil, {"JW318", "JW319"});
  ExpectAnswered();
}

// shows: MSG-1, MSG-3, ROU-7
TEST_F(EveryRequestIsAnswered, AChangeThatComesInACrisis) {
  BringIntoCare();
  Do(stage_->MoveTo(StoryDay(5, 4)));
  Do(route_->Report("CrisisReported", "Vannacht liep het uit de hand."));
  AskForChange("ZW-2026-0301", StoryDay(6, 1), kValidUntil, {"JW318"});
  EXPECT_THAT(Faults(/*all_answered=*/false), IsEmpty()) << "its term runs through the crisis";
  Do(route_->AnswerTask("crisis_response", "resolved", "Het is weer rustig."));
  Do(route_->ExpectState("considering_change"));
  Do(route_->DecideChange(access::v1::Decision::REFUSE, "De doelen zijn ook met vier uur te halen."));
  Came({"JW319"});
  ExpectAnswered();
}

// shows: MSG-1, MSG-3
TEST_F(EveryRequestIsAnswered, AChangeThatWaitsInACrisisInWhichTheClientDies) {
  BringIntoCare();
  Do(stage_->MoveTo(StoryDay(5, 4)));
  Do(route_->Report("CrisisReported", "Vannacht liep het uit de hand."));
  AskForChange("ZW-2026-0301", StoryDay(6, 1), kValidUntil, {"JW318"});
  Do(route_->Report("ClientDied", "In het ziekenhuis."));
  Do(route_->AnswerTask("crisis_response", "resolved", "Hij is overleden."));
  Came({"JW319"});
  Do(route_->Stop(kReference, StoryDay(3, 16), StoryDay(5, 4), kAccordingToPlan));
  Do(route_->ExpectState("deceased"));
  ExpectAnswered();
}

// shows: MSG-1, MSG-3, ROU-4
TEST_F(EveryRequestIsAnswered, AChangeThatComesInAftercare) {
  BringIntoCare();
  LeaveCare(/*aftercare=*/true);
  Do(route_->ExpectState("in_aftercare"));
  Do(stage_->MoveTo(StoryDay(7, 20)));
  AskForChange("ZW-2026-0301", StoryDay(8, 3), kValidUntil, {"JW318"});
  Do(route_->ExpectState("considering_change"));
  Do(route_->DecideChange(access::v1::Decision::REFUSE, "In de nazorg is contact genoeg."));
  Came({"JW319"});
  Do(route_->ExpectState("in_aftercare"));
  ExpectAnswered();
}

/// The same house, under the standard of social support.
class EveryWmoRequestIsAnswered : public EveryRequestIsAnswered {
 protected:
  void SetUp() override {
    EveryRequestIsAnswered::SetUp();
    provider_ = stage_->AddProvider(kNoorderzon, kAlkmaar, kSocialStandard);
    route_ = std::make_unique<RoutePlay>(stage_.get(), provider_, Zandstra());
    Do(route_->RequestAllocation(
        {{std::string(kWmoReference), "02", "02W02", StoryDay(3, 16), kValidUntil, 4, kHour, kPerWeek}}));
    Do(route_->Analyse({.held = {"avoids_care"},
                        .narrative = "Mijdt hulp, maar laat de begeleider binnen.",
                        .lighter_help_considered = "De buurt en zijn zus hielpen; dat houdt op."}));
    Do(stage_->MoveTo(StoryDay(3, 4)));
    Do(route_->RecordPlan({.goals = {{"Blijft zelfstandig wonen", {"line-1"}}},
                           .perspective = "Eigen huis, eigen regie.",
                           .orientation = access::v1::SUPPORT_ORIENTED,
                           .result_expected = StoryDay(12, 31)}));
    Do(route_->Grant("Zonder begeleiding verliest hij zijn huis."));
    Do(route_->ReceiveAllocation(1, StoryDay(3, 5)));
    Do(route_->Start(kWmoReference, StoryDay(3, 16)));
  }
  StoryFile WmoChange(const std::string& reference, Date wanted, Date until) {
    StoryChange change;
    change.reference = reference;
    change.reason = kSituationChanged;
    change.changed.push_back({*route_->Allocated(kWmoReference), wanted, until, 5, kHour, kPerWeek});
    auto file = provider_->maker().Change(stage_->Today(), Zandstra(), change);
    EXPECT_TRUE(file.ok()) << file.status();
    return file.ok() ? *file : StoryFile();
  }

  static constexpr std::string_view kWmoReference = "NZ-2026-0042-1";
};

// shows: MSG-1, MSG-3, REG-2
TEST_F(EveryWmoRequestIsAnswered, AChangeIsRefusedOrTakenOverByAnAllocation) {
  Do(stage_->MoveTo(StoryDay(5, 4)));
  Do(stage_->Send(provider_, WmoChange("NZ-2026-0300", StoryDay(6, 1), kValidUntil), "verzoek om wijziging"));
  Came({"WMO318"});
  Do(route_->ExpectState("considering_change"));
  Do(route_->DecideChange(access::v1::Decision::REFUSE, "Vier uur volstaat."));
  Came({"WMO319"});
  ExpectAnswered();
  Do(stage_->MoveTo(StoryDay(5, 18)));
  Do(stage_->Send(provider_, WmoChange("NZ-2026-0301", StoryDay(7, 1), kValidUntil), "verzoek om wijziging"));
  Came({"WMO318"});
  Do(route_->DecideChange(access::v1::Decision::GRANT, "Een uur erbij houdt het vol."));
  Do(route_->ReceiveChangedAllocations(StoryDay(5, 19)));
  ExpectAnswered();
}

// shows: MSG-1, MSG-3
TEST_F(EveryWmoRequestIsAnswered, AChangeOnARouteThatIsClosed) {
  Do(route_->Stop(kWmoReference, StoryDay(3, 16), StoryDay(6, 30), "19"));
  Do(route_->LeaveCare(access::v1::Outflow::REGULAR_PROVISIONS, access::v1::Outflow::NONE, StoryDay(6, 30),
                       /*aftercare=*/false));
  Do(stage_->MoveTo(StoryDay(2027, 7, 5)));
  Do(route_->ExpectState("closed"));
  Do(stage_->Send(provider_, WmoChange("NZ-2027-0001", StoryDay(2027, 8, 2), kValidUntil), "verzoek om wijziging"));
  Came({"WMO318", "WMO319"});
  ExpectAnswered();
}

}  // namespace
}  // namespace clientroute::suite
