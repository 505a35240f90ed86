#include "services/suite/demo/provider.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/control/level2.h"
#include "services/platform/status/status.h"
#include "services/platform/values/codes.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/message_reading.h"
#include "services/suite/demo/stage.h"

namespace clientroute::suite {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class ProviderTest : public testing::Test {
 protected:
  ProviderTest() {
    std::string pattern = testing::TempDir() + "provider-XXXXXX";
    exchange_ = mkdtemp(pattern.data());
    for (const char* box : {"in", "out"}) std::filesystem::create_directories(exchange_ + "/0361/" + box);
    provider_ = std::make_unique<Provider>(std::string(kZeewering), std::string(kAlkmaar), exchange_);
  }
  ~ProviderTest() override { std::filesystem::remove_all(exchange_); }

  static StoryFile Request() {
    return *MessageMaker(std::string(kZeewering), std::string(kAlkmaar), 1)
                .Request(StoryDay(3, 2), Duinker(), GuidanceAndDayTreatment());
  }

  void ExpectClean(const StoryFile& file) {
    messaging::ParseOutcome parsed = messaging::ParseMessage(file.content);
    ASSERT_TRUE(parsed.ok()) << parsed.errors.front().path << ": " << parsed.errors.front().reason;
    for (const auto& finding : messaging::CheckContent(*parsed.message)) {
      ADD_FAILURE() << finding.rule << " " << finding.class_path << ": " << finding.explanation;
    }
  }

  std::string exchange_;
  std::unique_ptr<Provider> provider_;
  const AllocatedProduct allocated_{"ref", "1001", "45", "45A05", StoryDay(3, 16)};
};

TEST_F(ProviderTest, WritesMessagesThatPassLevelsOneAndTwo) {
  ExpectClean(Request());
  ExpectClean(*provider_->maker().Start(StoryDay(3, 17), Duinker(), allocated_, StoryDay(3, 16)));
  ExpectClean(*provider_->maker().Stop(StoryDay(10, 1), Duinker(), allocated_, StoryDay(3, 16), StoryDay(9, 30), "31"));
}

TEST_F(ProviderTest, WritesChangesAndClaimsThatPassLevelsOneAndTwo) {
  const AllocatedProduct kept{"ref-2", "1002", "41", "41A02", StoryDay(4, 1)};
  ExpectClean(
      *provider_->maker().Change(StoryDay(6, 1), Duinker(),
                                 {.reference = "ref-3",
                                  .reason = "1",
                                  .kept = {kept},
                                  .changed = {{allocated_, StoryDay(7, 1), StoryDay(12, 31), 6, "04", "2"}},
                                  .added = {{"", "45", "45A04", StoryDay(7, 1), StoryDay(12, 31), 2, "04", "2"}}}));
  constexpr std::int64_t kTariff = 7'790;
  ExpectClean(*provider_->maker().Claim(StoryDay(4, 8),
                                        {"DECL1",
                                         StoryDay(3, 1),
                                         StoryDay(3, 31),
                                         Duinker(),
                                         {{"L1", "", allocated_, StoryDay(3, 16), StoryDay(3, 31), 9, "04", kTariff},
                                          {"L2", "", kept, StoryDay(3, 16), StoryDay(3, 31), 3, "16", kTariff}}}));
  ExpectClean(*provider_->maker().Claim(
      StoryDay(5, 8), {"DECL2",
                       StoryDay(4, 1),
                       StoryDay(4, 30),
                       Duinker(),
                       {{"L3", "L1", allocated_, StoryDay(3, 16), StoryDay(3, 31), 9, "04", kTariff}}}));
}

TEST_F(ProviderTest, TheClientIsNobody) {
  EXPECT_TRUE(CitizenNumber::Parse(Duinker().citizen_number));
  EXPECT_GE(Duinker().citizen_number, "999900006");
}

TEST_F(ProviderTest, TheSameStoryGivesTheSameBytes) { EXPECT_EQ(Request().content, Request().content); }

TEST_F(ProviderTest, AFileArrivesWholeUnderItsName) {
  StoryFile file = Request();
  ASSERT_TRUE(provider_->Send(file).ok());
  std::ifstream stream(exchange_ + "/0361/in/" + file.file_name, std::ios::binary);
  EXPECT_EQ(std::string((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>()), file.content);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(exchange_ + "/0361/in"), {}), 1);
}

TEST_F(ProviderTest, AFileIsReceivedOnceAndMayNotChange) {
  // A return message of its own serves as something that the municipality wrote.
  StoryFile request = Request();
  StoryFile answer = *provider_->maker().Approval(StoryDay(3, 2), request);
  std::string path = exchange_ + "/0361/out/" + answer.file_name;
  std::ofstream(path, std::ios::binary) << answer.content;
  std::ofstream(exchange_ + "/0361/out/.unfinished.xml") << "<";
  EXPECT_THAT(*provider_->Receive(), SizeIs(1));
  EXPECT_THAT(*provider_->Receive(), SizeIs(0));
  std::ofstream(path, std::ios::binary) << provider_->maker().Approval(StoryDay(3, 2), request)->content;
  EXPECT_EQ(ReasonOf(provider_->Receive().status()), "FILE_CHANGED");
}

TEST_F(ProviderTest, WhatIsNoMessageIsNotReceived) {
  std::ofstream(exchange_ + "/0361/out/broken.xml") << "<Bericht";
  EXPECT_EQ(provider_->Receive().status().code(), absl::StatusCode::kInternal);
}

TEST_F(ProviderTest, ReadsApprovalOutOfAReturnMessage) {
  StoryFile request = Request();
  EXPECT_TRUE(*Approves(*provider_->maker().Approval(StoryDay(3, 2), request)));
  EXPECT_FALSE(Approves(request).ok());
}

TEST_F(ProviderTest, DescribesEveryClassWithItsValues) {
  auto lines = Describe(Request());
  ASSERT_TRUE(lines.ok());
  ASSERT_THAT(*lines, SizeIs(4));
  EXPECT_THAT((*lines)[3], HasSubstr("Product/Code 41A02"));
}

}  // namespace
}  // namespace clientroute::suite
