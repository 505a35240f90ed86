#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/messaging/codec/message_reader.h"
#include "services/messaging/control/return_message.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/message_reading.h"
#include "services/suite/demo/provider.h"
#include "services/suite/demo/stage.h"
#include "tests/programs/own_suite.h"

namespace clientroute::suite {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// A suite with a provider at its door, who makes mistakes.
class BadInput : public testing::Test {
 protected:
  BadInput() { EXPECT_TRUE(started_.ok()) << started_; }

  static MessageMaker MakerFrom(int number) { return {std::string(kZeewering), std::string(kAlkmaar), number}; }
  StoryFile Request(int number) {
    return *MakerFrom(number).Request(StoryDay(3, 2), Duinker(), GuidanceAndDayTreatment());
  }

  /// Puts files at the door and waits until they are handled; what came back, by name.
  std::vector<StoryFile> Exchange(const std::vector<StoryFile>& files) {
    for (const StoryFile& file : files) EXPECT_TRUE(provider_->Send(file).ok());
    const absl::Status settled =
        operator_.Ask(&platform::v1::Operations::Stub::AdvanceTime, platform::v1::AdvanceTimeRequest()).status();
    EXPECT_TRUE(settled.ok()) << settled;
    absl::StatusOr<std::vector<StoryFile>> came = provider_->Receive();
    EXPECT_TRUE(came.ok()) << came.status();
    return came.ok() ? *came : std::vector<StoryFile>();
  }

  /// The texts of the reports in refused/.
  std::vector<std::string> Reports() {
    std::vector<std::string> texts;
    for (const auto& entry : std::filesystem::directory_iterator(provider_->Folder("refused")))
      texts.push_back(ReadFile(entry.path()));
    return texts;
  }

  int CountRoutes() {
    auto routes =
        operator_.Ask(&orchestrator::v1::Orchestrator::Stub::ListRoutes, orchestrator::v1::ListRoutesRequest());
    EXPECT_TRUE(routes.ok()) << routes.status();
    return routes.ok() ? routes->routes_size() : -1;
  }

  std::vector<messaging::v1::Message> Messages(const std::string& kind) {
    messaging::v1::ListMessagesRequest request;
    request.set_kind(kind);
    auto listed = back_office_.Ask(&messaging::v1::Messaging::Stub::ListMessages, request);
    EXPECT_TRUE(listed.ok()) << listed.status();
    return listed.ok() ? std::vector<messaging::v1::Message>(listed->messages().begin(), listed->messages().end())
                       : std::vector<messaging::v1::Message>();
  }

  OwnSuite suite_;
  const absl::Status started_ = suite_.process().Start();  // before those that reach it
  const std::unique_ptr<Provider> provider_ =
      std::make_unique<Provider>(std::string(kZeewering), std::string(kAlkmaar), suite_.folder() + "/exchange");
  SuiteLink operator_ = suite_.As("operator");
  SuiteLink back_office_ = suite_.As("back-office");
};

/// The codes of a return message with the place where each stands.
std::vector<std::string> CodesOf(const StoryFile& file) {
  messaging::ParseOutcome parsed = messaging::ParseMessage(file.content);
  EXPECT_TRUE(parsed.ok()) << file.file_name;
  std::vector<std::string> codes;
  if (!parsed.ok()) return codes;
  for (const auto& verdict : messaging::ReadReturnMessage(*parsed.message).verdicts) {
    codes.push_back(Cat(verdict.class_path, " ", verdict.return_code));
  }
  return codes;
}

TEST_F(BadInput, WhatIsNoXmlIsRefusedWithAReportAndNoReturnMessage) {
  EXPECT_THAT(Exchange({{"", true, "junk.xml", "this is not a message"}}), IsEmpty());
  EXPECT_THAT(Reports(), Contains(HasSubstr("junk.xml")));
  EXPECT_EQ(CountRoutes(), 0);
}

// shows: MSG-2
TEST_F(BadInput, WhatBreaksTheSchemaIsRefusedWithElementLineAndReason) {
  StoryFile file = Request(1);
  file.content = Replaced(file.content, "2016-09-14", "14-09-2016");
  EXPECT_THAT(Exchange({file}), IsEmpty());
  EXPECT_THAT(Reports(), Contains(testing::AllOf(HasSubstr(file.file_name), HasSubstr("Geboortedatum"))));
  for (const std::string& report : Reports()) {
    EXPECT_THAT(report, testing::Not(HasSubstr(Duinker().citizen_number))) << "a report names nobody";
  }
  EXPECT_EQ(CountRoutes(), 0);
}

// shows: MSG-2
TEST_F(BadInput, ABrokenRuleOfTheMessageItselfComesBackAs0001InTheHeader) {
  StoryFile file = Request(1);
  // Nine digits that do not keep the eleven test (CS002).
  file.content = Replaced(file.content, Duinker().citizen_number, "999990018");
  std::vector<StoryFile> came = Exchange({file});
  ASSERT_EQ(came.size(), 1u);
  EXPECT_EQ(came[0].kind, "JW316");
  EXPECT_THAT(CodesOf(came[0]), ElementsAre("Header 0001"));
  ASSERT_EQ(Messages("JW315").size(), 1u);
  EXPECT_EQ(Messages("JW315")[0].state(), messaging::v1::Message::REJECTED);
  EXPECT_EQ(Messages("JW315")[0].findings(0).rule(), "CS002");
  EXPECT_EQ(CountRoutes(), 0);
}

// shows: MSG-2
TEST_F(BadInput, AnUnknownProductComesBackWithACodeAtItsClass) {
  StoryFile file = Request(1);
  file.content = Replaced(file.content, "41A02", "41Z99");
  std::vector<StoryFile> came = Exchange({file});
  ASSERT_EQ(came.size(), 1u);
  std::vector<std::string> codes = CodesOf(came[0]);
  EXPECT_THAT(codes, Contains(testing::StartsWith("Client[1]/AangevraagdeProducten/AangevraagdProduct[2] ")));
  EXPECT_THAT(codes, Contains("Client[1]/AangevraagdeProducten/AangevraagdProduct[1] 0200"));
  EXPECT_EQ(CountRoutes(), 0);
}

// shows: INT-8, MSG-4
TEST_F(BadInput, TheSameFileAgainMakesNothingNew) {
  StoryFile file = Request(1);
  ASSERT_EQ(Exchange({file}).size(), 1u);
  StoryFile again = file;
  again.file_name = "again.xml";
  for (const StoryFile& came : Exchange({again})) EXPECT_TRUE(*Approves(came)) << came.file_name;
  EXPECT_EQ(CountRoutes(), 1);
}

TEST_F(BadInput, OtherBytesUnderAUsedIdentificationComeBackAs9056) {
  ASSERT_EQ(Exchange({Request(1)}).size(), 1u);
  StoryFile other = Request(1);
  other.content = Replaced(other.content, "ZW-2026-0117-1", "ZW-2026-0117-9");
  other.file_name = "other.xml";
  std::vector<StoryFile> came = Exchange({other});
  ASSERT_EQ(came.size(), 1u);
  EXPECT_THAT(CodesOf(came[0]), ElementsAre("Header 9056"));
  EXPECT_EQ(CountRoutes(), 1);
}

TEST_F(BadInput, OneBadFileNeverStopsTheFolder) {
  std::vector<StoryFile> came =
      Exchange({{"", true, "a.xml", ""},
                {"", true, "b.xml", "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e \"e\">]><x>&e;</x>"},
                {"", true, "c.xml", std::string(100'000, '<')},
                Request(1),
                {"", true, "z.xml", "<Bericht/>"}});
  ASSERT_EQ(came.size(), 1u);
  EXPECT_TRUE(*Approves(came[0]));
  EXPECT_EQ(CountRoutes(), 1);
  EXPECT_TRUE(std::filesystem::is_empty(provider_->Folder("in")));
}

// shows: MSG-2
TEST_F(BadInput, AStartOfNoAllocationComesBackAs9019) {
  const AllocatedProduct nothing{"ref", "4711", "45", "45A05", StoryDay(3, 16)};
  std::vector<StoryFile> came = Exchange({*MakerFrom(1).Start(StoryDay(3, 2), Duinker(), nothing, StoryDay(3, 2))});
  ASSERT_EQ(came.size(), 1u);
  EXPECT_EQ(came[0].kind, "JW306");
  EXPECT_THAT(CodesOf(came[0]), Contains("Client[1]/StartProducten/StartProduct[1] 9019"));
}

}  // namespace
}  // namespace clientroute::suite
