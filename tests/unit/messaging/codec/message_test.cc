#include "services/messaging/codec/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/messaging/codec/class_paths.h"
#include "services/messaging/codec/text_arena.h"
#include "tests/unit/messaging/example_messages.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

TEST(MessageTest, BeginsWithAHeaderThatKnowsItsMessage) {
  const Message message(*Catalogue::Default().FindByName("JW305"));
  EXPECT_EQ(message.size(), 1U);
  EXPECT_EQ(message.header().class_name(), "Header");
  EXPECT_EQ(message.header().Get("BerichtCode"_field), "438");
  EXPECT_FALSE(message.body().has_value());
}

TEST(MessageTest, EveryInstanceIsFoundByItsClassPath) {
  const Message message = example::Allocation();
  const ClassPaths all(message);
  std::vector<std::string> paths;
  for (InstanceIndex index = 0; index < message.size(); ++index) {
    paths.push_back(message.at(index).path());
    ASSERT_TRUE(message.Find(paths.back()).has_value()) << paths.back();
    EXPECT_EQ(message.Find(paths.back())->index(), index) << paths.back();
    ASSERT_TRUE(all.Find(paths.back()).has_value()) << paths.back();
    EXPECT_EQ(all.Find(paths.back())->index(), index) << paths.back();
  }
  EXPECT_THAT(paths,
              testing::ElementsAre("Header", "Client[1]", "Client[1]/Relaties/Relatie[1]",
                                   "Client[1]/Relaties/Relatie[1]/Contact[1]", "Client[1]/Contactgegevens/Contact[1]",
                                   "Client[1]/ToegewezenProducten/ToegewezenProduct[1]",
                                   "Client[1]/ToegewezenProducten/ToegewezenProduct[2]"));
}

TEST(MessageTest, AClassPathThatIsNotThereFindsNothing) {
  const Message message = example::Allocation();
  for (const char* path : {"",
                           "Client",
                           "Client[2]",
                           "Client[0]",
                           "Client[1]/",
                           "Client[1]/Contactgegevens",
                           "Client[1]/Contact[1]",
                           "Client[1]/ToegewezenProducten/ToegewezenProduct[3]",
                           "Client[1]/Relaties/ToegewezenProduct[1]",
                           "Client[x]",
                           "Client[]",
                           "Client[1",
                           "/Client[1]",
                           "Header/Client[1]",
                           "Client[1]//Relatie[1]",
                           "Client[99999999999]",
                           "Client[1]/Relaties/Contactgegevens/Contact[1]",
                           "]",
                           "[1]",
                           "header"}) {
    EXPECT_FALSE(message.Find(path).has_value()) << path;
    EXPECT_FALSE(ClassPaths(message).Find(path).has_value()) << path;
  }
}

TEST(MessageTest, OrdinalsCountWithinOneClassOfOneParent) {
  Message message = example::Allocation();
  const InstanceIndex client = message.Find("Client[1]")->index();
  message.Add("ToegewezenProduct"_class, client);
  message.Add("Contact"_class, client);
  message.Add("ToegewezenProduct"_class, client);
  EXPECT_EQ(message.at(message.size() - 1).path(), "Client[1]/ToegewezenProducten/ToegewezenProduct[4]");
  EXPECT_EQ(message.at(message.size() - 2).path(), "Client[1]/Contactgegevens/Contact[2]");
}

TEST(MessageTest, AClassGoesOnlyWhereTheSchemaHasIt) {
  Message message = example::Start();
  const InstanceIndex client = message.Find("Client[1]")->index();
  EXPECT_FALSE(message.Add("StopProduct"_class, client).has_value());
  EXPECT_FALSE(message.Add("StartProduct"_class, 0).has_value());
  EXPECT_FALSE(message.Add("StartProduct"_class, kNoInstance).has_value());
  EXPECT_FALSE(message.Add("Client"_class, kNoInstance).has_value()) << "there is one already";
  EXPECT_FALSE(message.Add("Header"_class, kNoInstance).has_value());
  EXPECT_FALSE(message.Add("StartProduct"_class, 1000).has_value());
}

TEST(MessageTest, AValueIsSetReplacedAndRemoved) {
  Message message = example::Start();
  const InstanceIndex client = message.Find("Client[1]")->index();
  EXPECT_EQ(message.at(client).Get("Geslacht"_field), "2");
  EXPECT_TRUE(message.Set(client, "Geslacht"_field, "0"));
  EXPECT_EQ(message.at(client).Get("Geslacht"_field), "0");
  EXPECT_TRUE(message.Set(client, "Geslacht"_field, ""));
  EXPECT_FALSE(message.at(client).Has("Geslacht"_field));
  for (const auto& [field, text] : message.at(client).values()) EXPECT_NE(field, "Geslacht"_field) << text;
  EXPECT_TRUE(message.Set(client, "Geslacht"_field, "1"));
  EXPECT_EQ(message.at(client).Get("Geslacht"_field), "1");
  EXPECT_FALSE(message.Set(client, "Budget"_field, "1"));
  EXPECT_FALSE(message.Set(1000, "Bsn"_field, "999900006"));
}

TEST(MessageTest, OnlyAReturnMessageCarriesReturnCodes) {
  Message forward = example::Start();
  EXPECT_FALSE(forward.AddReturnCode(0, "0001"));
  Message answer(*Catalogue::Default().FindByName("JW306"));
  EXPECT_TRUE(answer.AddReturnCode(0, "9056"));
  EXPECT_TRUE(answer.AddReturnCode(0, "8848"));
  EXPECT_THAT(answer.header().return_codes(), testing::ElementsAre("9056", "8848"));
}

TEST(MessageTest, TextsStayWhenItIsMoved) {
  Message message = example::Request();
  const std::string_view sender = message.sender();
  const Message moved = std::move(message);
  EXPECT_EQ(moved.sender(), example::kProvider);
  EXPECT_EQ(moved.sender().data(), sender.data());
}

TEST(MessageTest, ListsTheInstancesOfAClass) {
  const Message message = example::Allocation();
  EXPECT_EQ(message.All("Contact"_class).size(), 2U);
  EXPECT_EQ(message.Inside(*message.body(), "Contact"_class).size(), 1U);
  EXPECT_EQ(message.Inside(*message.body(), "ToegewezenProduct"_class).size(), 2U);
  EXPECT_TRUE(message.Inside(message.header(), "Contact"_class).empty());
}

TEST(TextArenaTest, KeepsEveryTextWholeAcrossBlocks) {
  TextArena arena;
  std::vector<std::pair<std::string_view, std::string>> kept;
  for (std::size_t i = 0; i < 3000; ++i) {
    const std::string text(i % 700, static_cast<char>('a' + i % 26));
    kept.emplace_back(arena.Copy(text), text);
  }
  const std::string huge(1'000'000, 'x');
  kept.emplace_back(arena.Copy(huge), huge);
  for (const auto& [view, text] : kept) EXPECT_EQ(view, text);
}

}  // namespace
}  // namespace clientroute::messaging
