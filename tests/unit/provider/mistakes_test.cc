#include "services/provider/mistakes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "services/messaging/control/level2.h"
#include "services/messaging/standard/rule.h"
#include "services/provider/letter_writer.h"
#include "services/provider/profile.h"

namespace clientroute::provider {
namespace {

using messaging::Message;
using testing::HasSubstr;

const Date kToday = *Date::Of(2026, 5, 4);

Person Anyone() { return {"999990019", "Wulp", "S", *Date::Of(2016, 9, 14), "", "2"}; }

Allocation AllocationOf(std::string_view standard) {
  Allocation allocation;
  allocation.provider = "42420001";
  allocation.municipality = "0361";
  allocation.standard = standard;
  allocation.number = "17";
  allocation.bsn = Anyone().bsn;
  allocation.category = standard == kYouth ? "45" : "02";
  allocation.code = standard == kYouth ? "45A05" : "02W02";
  allocation.first = *Date::Of(2026, 3, 16);
  allocation.last = Date::Of(2026, 12, 31);
  allocation.amount = 4;
  allocation.unit = "04";
  allocation.frequency = "2";
  return allocation;
}

Message Letter(int kind, std::string_view standard) {
  const LetterHead head{std::string(standard), "42420001", "0361", "000000000101", kToday};
  const Allocation allocation = AllocationOf(standard);
  switch (kind) {
    case 305:
      return WriteStart(head, Anyone(), allocation, *Date::Of(2026, 4, 30), "1");
    case 307:
      return WriteStop(head, Anyone(), allocation, *Date::Of(2026, 4, 1), *Date::Of(2026, 4, 30),
                       standard == kYouth ? "31" : "19", "1");
    case 315:
      return WriteRequest(
          head, Anyone(),
          {{"R1", allocation.category, allocation.code, kToday.AddDays(14), kToday.AddDays(200), 4, "04", "2"}});
    case 317: {
      Allocation kept = allocation;
      kept.number = "18";
      return WriteChange(head, {"R2", allocation, *Date::Of(2026, 7, 1), 5, {kept}});
    }
    default: {
      WrittenLine line{allocation, allocation.code, {}};
      line.line.reference = "P1";
      line.line.first = *Date::Of(2026, 4, 1);
      line.line.last = *Date::Of(2026, 4, 30);
      line.line.volume = 16;
      line.line.unit = "04";
      line.line.tariff_cents = 7'790;
      line.line.amount_cents = 16 * 7'790;
      return WriteClaim(head, "D1", line.line.first, {line});
    }
  }
}

const Earlier kEarlier{"000000000007", "P0", "D0", "999990020"};

TEST(Letters, AreWithoutAnythingToRemarkAtLevelsOneAndTwo) {
  for (const std::string_view standard : {kYouth, kSocial}) {
    for (const int kind : {305, 307, 315, 317, 323}) {
      const auto written = messaging::WriteMessage(Letter(kind, standard));
      ASSERT_TRUE(written.ok()) << standard << kind << " " << written.errors.front().reason;
      const auto read = messaging::ParseMessage(written.bytes);
      ASSERT_TRUE(read.ok()) << standard << kind;
      const auto found = messaging::CheckContent(*read.message);
      EXPECT_TRUE(found.empty()) << standard << kind << " " << found.front().rule << " " << found.front().explanation;
    }
  }
}

// What a mistake says that it breaks is what the municipality's control finds: at level 2 here, at the others nothing
// of level 2, so that the owner is asked.
TEST(Mistakes, BreakTheirOwnRuleAndNoOtherBeforeIt) {
  for (const Mistake& mistake : Mistakes()) {
    for (const int kind : mistake.kinds) {
      for (const std::string_view standard : {kYouth, kSocial}) {
        Message message = Letter(kind, standard);
        if (mistake.spoil == nullptr) {
          const auto written = messaging::WriteMessage(message);
          EXPECT_FALSE(messaging::ParseMessage(BreakFile(written.bytes)).ok()) << mistake.name;
          continue;
        }
        ASSERT_TRUE(mistake.spoil(message, kEarlier)) << mistake.name << " " << standard << kind;
        const auto written = messaging::WriteMessage(message);
        ASSERT_TRUE(written.ok()) << mistake.name << " " << standard << kind << " " << written.errors.front().reason;
        const auto read = messaging::ParseMessage(written.bytes);
        ASSERT_TRUE(read.ok()) << mistake.name;
        std::set<std::string> rules;
        for (const auto& finding : messaging::CheckContent(*read.message)) rules.emplace(finding.rule);
        if (mistake.return_code == "0001") {
          EXPECT_TRUE(rules.contains(std::string(mistake.rule))) << mistake.name << " " << standard << kind;
        } else {
          EXPECT_TRUE(rules.empty()) << mistake.name << " " << standard << kind << " " << *rules.begin();
        }
      }
    }
  }
}

TEST(Mistakes, NameARuleThatTheStandardKnowsWithItsCode) {
  for (const Mistake& mistake : Mistakes()) {
    EXPECT_FALSE(mistake.says.empty());
    if (mistake.rule == "schema") continue;
    const messaging::Rule* rule = messaging::FindRule(mistake.rule);
    ASSERT_NE(rule, nullptr) << mistake.name;
    EXPECT_EQ(rule->return_code, mistake.return_code) << mistake.name;
  }
}

TEST(Mistakes, WithoutAnOccasionNothingIsChanged) {
  for (const Mistake& mistake : Mistakes()) {
    if (mistake.spoil == nullptr) continue;
    for (const int kind : mistake.kinds) {
      Message message = Letter(kind, kYouth);
      const std::string before = messaging::WriteMessage(message).bytes;
      if (mistake.spoil(message, Earlier())) {
        EXPECT_NE(messaging::WriteMessage(message).bytes, before) << mistake.name;
      } else {
        EXPECT_EQ(messaging::WriteMessage(message).bytes, before) << mistake.name;
      }
    }
  }
}

TEST(Mistakes, RatesAreReadAndChanceFollowsThem) {
  std::string why;
  const auto rates = ParseMistakes("wrong-product=3%,wrong-total", &why);
  ASSERT_TRUE(rates.has_value()) << why;
  EXPECT_EQ(rates->at("wrong-product"), 3);
  EXPECT_EQ(rates->at("wrong-total"), 100);
  EXPECT_FALSE(ParseMistakes("verzonnen", &why).has_value());
  EXPECT_THAT(why, HasSubstr("--list-mistakes"));
  EXPECT_FALSE(ParseMistakes("wrong-total=200%", &why).has_value());
  EXPECT_THAT(why, HasSubstr("percentage"));
  const Chance chance(1);
  EXPECT_EQ(MistakeFor(305, "x", {{"wrong-total", 100}}, chance), nullptr);
  ASSERT_NE(MistakeFor(323, "x", {{"wrong-total", 100}}, chance), nullptr);
  EXPECT_EQ(MistakeFor(323, "x", {{"wrong-total", 0}}, chance), nullptr);
}

}  // namespace
}  // namespace clientroute::provider
