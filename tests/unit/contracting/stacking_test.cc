#include "services/contracting/stacking.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace clientroute::contracting {
namespace {

using testing::Eq;
using testing::Optional;

const Product kHelp{"45", "45A04"};
const Product kGroup{"45", "45A05"};
const Product kStay{"44", "44A01"};

Date Day(const char* text) { return Date::Parse(text).value(); }
Period Days(const char* start, const char* end) {
  return Period::Of(Day(start), end == nullptr ? std::nullopt : std::optional(Day(end))).value();
}
Volume Hours(std::int64_t amount, Frequency frequency = Frequency::kPerWeek) {
  return {amount, Unit::kHour, frequency};
}

CareLine Line(const Product& product, Volume volume = Hours(4), const char* start = "2026-04-01",
              const char* end = "2026-09-30") {
  CareLine line;
  line.product = product;
  line.period = Days(start, end);
  line.volume = volume;
  return line;
}

StackingRule Rule(const Product& product, const Product& other, bool allowed, const char* reason = "omdat",
                  Period period = Period::From(Date::Parse("2026-01-01").value())) {
  return {product, other, Law::kJeugdwet, allowed, reason, period};
}

TEST(StackingTest, TheNarrowestRuleDecides) {
  const Product all45{"45", ""}, all44{"44", ""};
  struct Case {
    const char* name;
    std::vector<StackingRule> rules;
    std::optional<std::string> trouble;
  };
  const std::string no = "Product 45A04 mag niet naast product 44A01: omdat.";
  const Case cases[] = {
      {"no rule", {}, std::nullopt},
      {"two categories", {Rule(all44, all45, false)}, no},
      {"two categories that may", {Rule(all44, all45, true)}, std::nullopt},
      {"a product goes before its category", {Rule(all44, all45, false), Rule(all44, kHelp, true)}, std::nullopt},
      {"two products go before one", {Rule(all44, kHelp, true), Rule(kStay, kHelp, false)}, no},
      {"of equally narrow ones the strict one", {Rule(kStay, all45, true), Rule(all44, kHelp, false)}, no},
      {"and in the other order", {Rule(all44, kHelp, false), Rule(kStay, all45, true)}, no},
      {"another product", {Rule(kStay, kGroup, false)}, std::nullopt},
      {"not yet on the first common day",
       {Rule(kStay, kHelp, false, "omdat", Days("2026-06-02", nullptr))},
       std::nullopt},
      {"on the first common day", {Rule(kStay, kHelp, false, "omdat", Days("2026-06-01", "2026-06-01"))}, no},
  };
  for (const Case& one : cases) {
    const StackingMatrix matrix{one.rules, {}};
    const CareLine stay = Line(kStay, Hours(4), "2026-06-01", nullptr);
    EXPECT_EQ(StackingTrouble(Line(kHelp), stay, matrix), one.trouble) << one.name;
    EXPECT_EQ(StackingTrouble(stay, Line(kHelp), matrix).has_value(), one.trouble.has_value()) << one.name;
  }
}

TEST(StackingTest, OnlyWhatRunsOnTheSameDayUnderTheSameLaw) {
  const StackingMatrix matrix{{Rule(kHelp, kHelp, false)}, {}};
  EXPECT_TRUE(StackingTrouble(Line(kHelp), Line(kHelp, Hours(4), "2026-09-30", nullptr), matrix));
  EXPECT_FALSE(StackingTrouble(Line(kHelp), Line(kHelp, Hours(4), "2026-10-01", nullptr), matrix));
  CareLine wmo = Line(kHelp);
  wmo.law = Law::kWmo;
  EXPECT_FALSE(StackingTrouble(Line(kHelp), wmo, matrix));
  EXPECT_FALSE(StackingTrouble(wmo, wmo, matrix));
}

ProductLimit Limit(const Product& product, Volume volume,
                   Period period = Period::From(Date::Parse("2026-01-01").value())) {
  return {product, Law::kJeugdwet, volume, "afgesproken maximum", period};
}

TEST(LimitTest, TheFullestDayMayNotExceedIt) {
  struct Case {
    const char* name;
    ProductLimit limit;
    CareLine line;
    std::vector<CareLine> others;
    bool too_much;
  };
  const ProductLimit ten = Limit({"45", ""}, Hours(10));
  const Case cases[] = {
      {"alone, the most", ten, Line(kHelp, Hours(10)), {}, false},
      {"alone, too much", ten, Line(kHelp, Hours(11)), {}, true},
      {"together the most", ten, Line(kHelp, Hours(4)), {Line(kGroup, Hours(6))}, false},
      {"together too much", ten, Line(kHelp, Hours(4)), {Line(kGroup, Hours(7))}, true},
      {"one after the other",
       ten,
       Line(kHelp, Hours(4)),
       {Line(kGroup, Hours(6), "2026-04-01", "2026-06-30"), Line(kGroup, Hours(6), "2026-07-01", "2026-09-30")},
       false},
      {"on one day in the middle",
       ten,
       Line(kHelp, Hours(4)),
       {Line(kGroup, Hours(6), "2026-04-01", "2026-07-01"), Line(kGroup, Hours(6), "2026-07-01", "2026-09-30")},
       true},
      {"what ran before does not count",
       ten,
       Line(kHelp, Hours(4)),
       {Line(kGroup, Hours(9), "2026-01-01", "2026-03-31")},
       false},
      {"what began before and goes on does",
       ten,
       Line(kHelp, Hours(4)),
       {Line(kGroup, Hours(7), "2026-01-01", nullptr)},
       true},
      {"minutes are hours", ten, Line(kHelp, {601, Unit::kMinute, Frequency::kPerWeek}), {}, true},
      {"and no more than that", ten, Line(kHelp, {600, Unit::kMinute, Frequency::kPerWeek}), {}, false},
      {"two a day are fourteen a week", ten, Line(kHelp, Hours(2, Frequency::kPerDay)), {}, true},
      {"a limit a day holds for a week", Limit(kHelp, Hours(1, Frequency::kPerDay)), Line(kHelp, Hours(8)), {}, true},
      {"a month cannot be compared", ten, Line(kHelp, Hours(99, Frequency::kPerMonth)), {}, false},
      {"another unit cannot be compared", ten, Line(kHelp, {99, Unit::kPartDay, Frequency::kPerWeek}), {}, false},
      {"totals are added up",
       Limit(kHelp, Hours(100, Frequency::kTotal)),
       Line(kHelp, Hours(60, Frequency::kTotal)),
       {Line(kHelp, Hours(41, Frequency::kTotal), "2026-09-01", "2026-12-31")},
       true},
      {"another category", Limit({"44", ""}, Hours(1)), Line(kHelp, Hours(4)), {}, false},
      {"another product does not count",
       Limit(kHelp, Hours(4)),
       Line(kHelp, Hours(4)),
       {Line(kGroup, Hours(9))},
       false},
      {"not in force on the first day", Limit(kHelp, Hours(1), Days("2026-04-02", nullptr)), Line(kHelp), {}, false},
      {"in force on the first day", Limit(kHelp, Hours(1), Days("2026-04-01", "2026-04-01")), Line(kHelp), {}, true},
  };
  for (const Case& one : cases) {
    const StackingMatrix matrix{{}, {one.limit}};
    EXPECT_EQ(LimitTrouble(one.line, one.others, matrix).has_value(), one.too_much) << one.name;
  }
}

TEST(LimitTest, IsExplainedInTheUnitsOfTheLimit) {
  const StackingMatrix matrix{{}, {Limit({"45", ""}, Hours(10))}};
  EXPECT_THAT(
      LimitTrouble(Line(kHelp, Hours(4)), {Line(kGroup, Hours(8))}, matrix),
      Optional(Eq("Product 45A04 komt met wat er al loopt op 12 uur per week, meer dan het maximum van 10 uur per "
                  "week: afgesproken maximum.")));
  EXPECT_THAT(LimitTrouble(Line(kHelp, {601, Unit::kMinute, Frequency::kPerWeek}), {}, matrix),
              Optional(testing::HasSubstr("601 minuten per week")));
}

}  // namespace
}  // namespace clientroute::contracting
