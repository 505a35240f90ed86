#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/messaging/hub/hub_client.h"
#include "services/messaging/hub/letter_writer.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/message_maker.h"
#include "tests/hub/small_hub.h"
#include "tests/hub/suite_address.h"
#include "tests/programs/own_suite.h"

// A suite on an HTTP hub, as its people see it.
namespace clientroute::suite {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class HubCommands : public testing::Test {
 protected:
  HubCommands() {
    hub::SmallHubOptions options;
    options.folder = providers_.path();
    options.municipalities = {std::string(kAlkmaar)};
    options.suite_url = [this] { return suite_ == nullptr ? "" : hub::SuiteAddressIn(suite_->folder()); };
    hub_ = *hub::SmallHub::Open(std::move(options));
    suite_ = std::make_unique<OwnSuite>(std::vector<std::string>{"--hub", hub_->url(), "--hub-listen", "127.0.0.1:0"});
  }
  fs::path Box(const std::string& box) const { return fs::path(providers_.path()) / kAlkmaar / box; }
  ProgramRun Ask(std::vector<std::string> words) {
    words.insert(words.end(), {"--data", suite_->folder()});
    ProgramRun run = RunProgram(std::move(words));
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return run;
  }
  /// A message's task is about no case: what there is to say about a client has no place there, and it says where.
  void ExpectNoNoteIsTaken() {
    const std::string tasks = Ask({"task", "list", "--as", "back-office", "--json"}).out;
    const std::size_t name = tasks.rfind("tasks/", tasks.find("Zorg dat een bericht aankomt"));
    ASSERT_NE(name, std::string::npos) << tasks;
    constexpr std::size_t kNameLength = 42;
    const ProgramRun refused = RunProgram({"task", "complete", tasks.substr(name, kNameLength), "--outcome", "seen_to",
                                           "--note", "Gebeld.", "--as", "back-office", "--data", suite_->folder()});
    EXPECT_NE(refused.exit_code, 0);
    EXPECT_THAT(refused.err, HasSubstr("er is geen casus om de toelichting in te bewaren"));
    EXPECT_THAT(refused.err, HasSubstr("schrijf haar in de casus van de cliënt"));
  }
  void Settle() {
    SuiteLink as_operator = suite_->As("operator");
    EXPECT_TRUE(as_operator.Ask(&platform::v1::Operations::Stub::AdvanceTime, platform::v1::AdvanceTimeRequest()).ok());
  }

  OwnFolder providers_;
  std::unique_ptr<hub::SmallHub> hub_;
  std::unique_ptr<OwnSuite> suite_;
};

// shows: MSG-4
TEST_F(HubCommands, WhatTheHubRefusesIsSeenAndSentAgain) {
  ASSERT_TRUE(suite_->process().Start().ok());
  EXPECT_THAT(Ask({"status"}).out, HasSubstr("over de hub: alles is verstuurd"));
  EXPECT_THAT(Ask({"message", "dead"}).out, HasSubstr("Geen onbestelbare berichten."));

  hub_->SetFaults(*hub::ReadFaults("refuse=1000&code=IB011", {}));
  MessageMaker maker(std::string(kZeewering), std::string(kAlkmaar), 1);
  const auto request = maker.Request(*Date::Of(2026, 3, 2), Duinker(), {GuidanceAndDayTreatment().front()});
  ASSERT_TRUE(request.ok()) << request.status();
  std::ofstream(Box("in") / "verzoek.tmp", std::ios::binary) << request->content;
  fs::rename(Box("in") / "verzoek.tmp", Box("in") / "verzoek.xml");
  ASSERT_EQ(hub_->Bring(), 1);
  Settle();
  const ProgramRun dead = Ask({"message", "dead"});
  EXPECT_THAT(dead.out, HasSubstr("HUB_REFUSED: IB011"));
  EXPECT_THAT(dead.out, HasSubstr("JW316"));
  EXPECT_THAT(Ask({"status"}).out, HasSubstr("1 onbestelbaar (clientroute message dead)"));
  const std::string task = "Zorg dat een bericht aankomt: JW316 aan aanbieder " + std::string(kZeewering);
  EXPECT_THAT(Ask({"task", "list", "--as", "back-office"}).out, HasSubstr(task));
  EXPECT_TRUE(fs::is_empty(Box("out")));
  ExpectNoNoteIsTaken();

  hub_->SetFaults({});
  const std::string json = Ask({"message", "dead", "--json"}).out;
  const std::size_t name = json.find("messages/");
  ASSERT_NE(name, std::string::npos) << json;
  constexpr std::size_t kNameLength = 45;
  Ask({"message", "resend", json.substr(name, kNameLength)});
  Settle();
  EXPECT_FALSE(fs::is_empty(Box("out")));
  EXPECT_THAT(Ask({"status"}).out, Not(HasSubstr("onbestelbaar (clientroute")));
  EXPECT_THAT(Ask({"task", "list", "--as", "back-office"}).out, Not(HasSubstr(task)));
}

// shows: MSG-4
TEST_F(HubCommands, AnErrorOfTheHubAboutNoMessageOfOursIsSeenAndPutAway) {
  ASSERT_TRUE(suite_->process().Start().ok());
  EXPECT_THAT(Ask({"message", "errors"}).out, HasSubstr("Geen fouten waar niets mee gebeurde."));
  messaging::Letter error;
  error.kind = messaging::LetterKind::kFault;
  error.sender = {"IB", "GGK", "", ""};
  error.receiver = {std::string(kAlkmaar), "Clientroute", "", ""};
  error.reference = messaging::LetterReferenceOf("the error itself");
  error.cross_reference = messaging::LetterReferenceOf("nobody knows it.");
  error.sent_at = "20260302090000";
  error.fault = {"IB010", std::string(messaging::kPlaceClient), "niet aangesloten", ""};
  auto client = messaging::HubClient::Open({hub::SuiteAddressIn(suite_->folder()), {}, std::chrono::seconds(10)});
  ASSERT_TRUE(client.ok()) << client.status();
  const auto taken = (*client)->Post(messaging::SoapActionOf(error.kind), messaging::WriteLetter(error));
  ASSERT_TRUE(taken.ok()) << taken.status();
  EXPECT_EQ(taken->status, 200);
  Settle();
  const ProgramRun errors = Ask({"message", "errors"});
  EXPECT_THAT(errors.out, HasSubstr("IB010"));
  EXPECT_THAT(errors.out, HasSubstr("niet aangesloten"));
  EXPECT_THAT(errors.out, HasSubstr(error.reference));
  EXPECT_THAT(Ask({"status"}).out, HasSubstr("1 fout zonder gevolg (clientroute message errors)"));
  const std::string task = "Zoek een fout van of voor de hub uit: fout IB010 van IB";
  EXPECT_THAT(Ask({"task", "list", "--as", "back-office"}).out, HasSubstr(task));
  Ask({"message", "close-error", error.reference});
  Settle();
  EXPECT_THAT(Ask({"task", "list", "--as", "back-office"}).out, Not(HasSubstr(task)));
  EXPECT_THAT(Ask({"message", "errors"}).out, Not(HasSubstr("IB010")));
  EXPECT_THAT(Ask({"status"}).out, Not(HasSubstr("zonder gevolg")));
}

}  // namespace
}  // namespace clientroute::suite
