#include "services/access/decision.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/values/calendar.h"

namespace clientroute::access {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Date Day(const char* text) { return Date::Parse(text).value(); }
Period Between(const char* start, const char* end) { return Period::Of(Day(start), Day(end)).value(); }

TEST(ObjectionUntilTest, IsSixWeeksLaterOrTheNextWorkingDay) {
  const struct {
    const char* decided;
    const char* until;
    const char* why;
  } cases[] = {
      {"2026-04-01", "2026-05-13", "a Wednesday"},
      {"2026-04-02", "2026-05-15", "14 May 2026 is Ascension Day"},
      {"2026-04-11", "2026-05-26", "a Saturday before Whit Sunday and Whit Monday"},
      {"2026-04-04", "2026-05-18", "a Saturday"},
      {"2026-04-05", "2026-05-18", "a Sunday"},
      {"2026-11-13", "2026-12-28", "Christmas Day, a Friday, then Boxing Day and a Sunday"},
      {"2025-11-20", "2026-01-02", "New Year's Day"},
      {"2026-02-20", "2026-04-07", "Good Friday, then the weekend and Easter Monday"},
      {"2026-03-16", "2026-04-28", "King's Day"},
      {"2024-01-18", "2024-02-29", "a leap day"},
  };
  for (const auto& one : cases) EXPECT_EQ(ObjectionUntil(Day(one.decided)), Day(one.until)) << one.why;
}

TEST(ObjectionUntilTest, NeverEndsEarlierThanSixWeeksNorOnADayOff) {
  for (Date day = Day("2025-01-01"); day < Day("2029-01-01"); day = day.AddDays(1)) {
    const Date until = ObjectionUntil(day);
    EXPECT_TRUE(IsWorkingDay(until)) << day.ToString();
    EXPECT_GE(until.DaysSince(day), 42) << day.ToString();
    for (Date between = day.AddDays(42); between < until; between = between.AddDays(1)) {
      EXPECT_FALSE(IsWorkingDay(between)) << day.ToString();
    }
  }
}

CareLine ByVolume() {
  CareLine line;
  line.line = "line-1";
  line.product = {"45", "45A04"};
  line.period = Between("2026-04-01", "2026-09-30");
  line.volume = Volume{4, Unit::kHour, Frequency::kPerWeek};
  line.provider = ProviderCode::Parse("42420001");
  line.provider_reference = "ref-1";
  return line;
}

CareLine ByBudget() {
  CareLine line;
  line.line = "line-2";
  line.period = Period::From(Day("2026-04-01"));
  line.budget = Money::Cents(500'000);
  return line;
}

CareLine ByCategory() {
  CareLine line;
  line.line = "line-3";
  line.product = {"45", ""};
  line.period = Between("2026-04-01", "2026-09-30");
  return line;
}

const std::vector<CareLine> kAsked = {ByVolume(), ByBudget(), ByCategory()};

TEST(GrantLinesTest, NothingChosenGrantsAllAsAsked) {
  const Granted granted = GrantLines(kAsked, {});
  EXPECT_EQ(granted.lines, kAsked);
  EXPECT_THAT(granted.problems, IsEmpty());
}

TEST(GrantLinesTest, GrantsPartOfWhatWasAskedFor) {
  CareLine less = ByVolume();
  less.volume->amount = 2;
  less.period = Between("2026-05-01", "2026-07-31");
  const Granted granted = GrantLines(kAsked, {less});
  EXPECT_THAT(granted.problems, IsEmpty());
  EXPECT_THAT(granted.lines, ElementsAre(less));
}

TEST(GrantLinesTest, WhatIsLeftOutIsRefusedAsItWasAskedFor) {
  CareLine second = ByVolume();
  second.line = "line-2";
  second.provider_reference = "ref-2";
  CareLine chosen = ByVolume();
  chosen.volume->amount = 1;
  const Granted granted = GrantLines({ByVolume(), second}, {chosen});
  ASSERT_EQ(granted.refused.size(), 1U);
  EXPECT_EQ(granted.refused[0].line, "line-2");
  EXPECT_EQ(granted.refused[0].provider_reference, "ref-2");
  EXPECT_THAT(GrantLines({ByVolume(), second}, {}).refused, IsEmpty());
  chosen.volume->amount = 100;
  EXPECT_THAT(GrantLines({ByVolume(), second}, {chosen}).refused, IsEmpty()) << "what is wrong decides nothing";
}

TEST(CheckRefusingTest, AReasonComesWithARefusalAndFitsIt) {
  using Reason = RefusalReason;
  const auto elsewhere = MunicipalityCode::Parse("0363");
  const struct {
    std::optional<Reason> reason;
    std::optional<MunicipalityCode> responsible;
    bool refuses;
    bool change;
    Law law;
    const char* field;
  } cases[] = {
      {std::nullopt, std::nullopt, false, false, Law::kJeugdwet, ""},
      {std::nullopt, std::nullopt, true, false, Law::kJeugdwet, "refusal_reason"},
      {Reason::kNoContract, std::nullopt, true, false, Law::kJeugdwet, ""},
      {Reason::kNoContract, std::nullopt, false, false, Law::kJeugdwet, "refusal_reason"},
      {Reason::kNotAChange, std::nullopt, true, false, Law::kJeugdwet, "refusal_reason"},
      {Reason::kNotAChange, std::nullopt, true, true, Law::kJeugdwet, ""},
      {Reason::kResidencePrinciple, std::nullopt, true, false, Law::kJeugdwet, "responsible_municipality"},
      {Reason::kResidencePrinciple, elsewhere, true, false, Law::kJeugdwet, ""},
      {Reason::kResidencePrinciple, std::nullopt, true, false, Law::kWmo, ""},
      {Reason::kOtherMunicipality, elsewhere, true, false, Law::kJeugdwet, "responsible_municipality"},
      {std::nullopt, elsewhere, false, false, Law::kJeugdwet, "responsible_municipality"},
  };
  for (const auto& one : cases) {
    const Problems problems = CheckRefusing({one.reason, one.responsible}, one.refuses, one.change, one.law);
    const std::string field = problems.empty() ? "" : problems.front().field;
    EXPECT_EQ(field, one.field) << (&one - cases);
    EXPECT_LE(problems.size(), 1U) << (&one - cases);
  }
}

TEST(GrantLinesTest, ProviderAndReferenceAreThoseOfTheRequest) {
  CareLine chosen = ByVolume();
  chosen.provider.reset();
  chosen.provider_reference.clear();
  EXPECT_THAT(GrantLines(kAsked, {chosen}).lines, ElementsAre(ByVolume()));
  CareLine chosen_provider = ByBudget();
  chosen_provider.provider = ProviderCode::Parse("42420002");
  EXPECT_THAT(GrantLines(kAsked, {chosen_provider}).lines, ElementsAre(chosen_provider));
}

TEST(GrantLinesTest, OnlyWhatADecisionSaysIsTakenFromALine) {
  CareLine chosen = ByVolume();
  chosen.tariff = Money::Cents(1);
  chosen.contract = "contracts/duin";
  chosen.location = "locations/duin";
  chosen.allocation = "allocations/1";
  chosen.allocation_number = 7;
  EXPECT_THAT(GrantLines(kAsked, {chosen}).lines, ElementsAre(ByVolume()));
}

TEST(GrantLinesTest, NothingWiderThanAskedIsGranted) {
  const struct {
    const char* name;
    CareLine line;
    std::function<void(CareLine&)> change;
    std::vector<std::string> fields;
  } cases[] = {
      {"the same", ByVolume(), [](CareLine&) {}, {}},
      {"the same budget", ByBudget(), [](CareLine&) {}, {}},
      {"a product of the category", ByCategory(), [](CareLine& line) { line.product.code = "45A04"; }, {}},
      {"a volume where none was said",
       ByCategory(),
       [](CareLine& line) {
         line.volume = Volume{1, Unit::kHour, Frequency::kPerWeek};
       },
       {}},
      {"an end where there was none",
       ByBudget(),
       [](CareLine& line) { line.period = Between("2026-04-01", "2026-12-31"); },
       {}},
      {"unknown line", ByVolume(), [](CareLine& line) { line.line = "line-9"; }, {"lines[0].line"}},
      {"other law", ByVolume(), [](CareLine& line) { line.law = Law::kWmo; }, {"lines[0].law"}},
      {"other product", ByVolume(), [](CareLine& line) { line.product.code = "45A05"; }, {"lines[0].product"}},
      {"the whole category of it", ByVolume(), [](CareLine& line) { line.product.code = ""; }, {"lines[0].product"}},
      {"a product where a budget was asked for",
       ByBudget(),
       [](CareLine& line) {
         line.product = {"45", "45A04"};
       },
       {"lines[0].product"}},
      {"a day earlier",
       ByVolume(),
       [](CareLine& line) { line.period = Between("2026-03-31", "2026-09-30"); },
       {"lines[0].period"}},
      {"a day longer",
       ByVolume(),
       [](CareLine& line) { line.period = Between("2026-04-01", "2026-10-01"); },
       {"lines[0].period"}},
      {"no end",
       ByVolume(),
       [](CareLine& line) { line.period = Period::From(Day("2026-04-01")); },
       {"lines[0].period"}},
      {"more volume", ByVolume(), [](CareLine& line) { line.volume->amount = 5; }, {"lines[0].volume"}},
      {"other unit", ByVolume(), [](CareLine& line) { line.volume->unit = Unit::kPartDay; }, {"lines[0].volume"}},
      {"other frequency",
       ByVolume(),
       [](CareLine& line) { line.volume->frequency = Frequency::kPerDay; },
       {"lines[0].volume"}},
      {"no volume", ByVolume(), [](CareLine& line) { line.volume.reset(); }, {"lines[0].volume"}},
      {"a budget for a volume",
       ByVolume(),
       [](CareLine& line) { line.volume.reset(), line.budget = Money::Cents(1); },
       {"lines[0].budget"}},
      {"a volume for a budget",
       ByBudget(),
       [](CareLine& line) {
         line.budget.reset();
         line.volume = Volume{1, Unit::kHour, Frequency::kPerWeek};
       },
       {"lines[0].volume"}},
      {"a cent more", ByBudget(), [](CareLine& line) { line.budget = Money::Cents(500'001); }, {"lines[0].budget"}},
      {"no budget", ByBudget(), [](CareLine& line) { line.budget.reset(); }, {"lines[0].budget"}},
      {"another provider",
       ByVolume(),
       [](CareLine& line) { line.provider = ProviderCode::Parse("42420002"); },
       {"lines[0].provider"}},
      {"another reference",
       ByVolume(),
       [](CareLine& line) { line.provider_reference = "ref-2"; },
       {"lines[0].provider_reference"}},
      {"two faults",
       ByVolume(),
       [](CareLine& line) { line.volume->amount = 5, line.law = Law::kWmo; },
       {"lines[0].law", "lines[0].volume"}},
  };
  for (const auto& one : cases) {
    CareLine chosen = one.line;
    one.change(chosen);
    const Granted granted = GrantLines(kAsked, {chosen});
    std::vector<std::string> fields;
    for (const Problem& problem : granted.problems) fields.push_back(problem.field);
    EXPECT_EQ(fields, one.fields) << one.name;
    EXPECT_EQ(granted.lines.size(), one.fields.empty() ? 1U : 0U) << one.name;
  }
}

TEST(GrantLinesTest, OneWrongLineGrantsNone) {
  CareLine more = ByBudget();
  more.budget = Money::Cents(500'001);
  const Granted granted = GrantLines(kAsked, {ByVolume(), more, ByVolume()});
  EXPECT_THAT(granted.problems, ElementsAre(Problem{"lines[1].budget", "is more than was asked for"},
                                            Problem{"lines[2].line", "comes twice"}));
  EXPECT_THAT(granted.lines, IsEmpty());
}

TEST(DecisionOutcomeTest, KnowsItsCodesAlone) {
  EXPECT_EQ(DecisionOutcomeOf(1), DecisionOutcome::kGrant);
  EXPECT_EQ(DecisionOutcomeOf(2), DecisionOutcome::kRefuse);
  for (const int code : {-1, 0, 3}) EXPECT_EQ(DecisionOutcomeOf(code), std::nullopt) << code;
}

TEST(FindKindTest, FitsOutcomeAndChangeRequest) {
  using Kind = DecisionKind;
  constexpr auto kGrant = DecisionOutcome::kGrant;
  constexpr auto kRefuse = DecisionOutcome::kRefuse;
  const struct {
    DecisionOutcome outcome;
    std::optional<Kind> said;
    bool answers_change;
    std::optional<Kind> kind;
  } cases[] = {
      {kGrant, std::nullopt, false, Kind::kGrant},    {kGrant, std::nullopt, true, Kind::kChange},
      {kRefuse, std::nullopt, false, Kind::kRefuse},  {kRefuse, std::nullopt, true, Kind::kRefuse},
      {kGrant, Kind::kGrant, false, Kind::kGrant},    {kGrant, Kind::kGrant, true, std::nullopt},
      {kGrant, Kind::kChange, false, Kind::kChange},  {kGrant, Kind::kChange, true, Kind::kChange},
      {kGrant, Kind::kRefuse, false, std::nullopt},   {kGrant, Kind::kWithdraw, false, std::nullopt},
      {kRefuse, Kind::kRefuse, true, Kind::kRefuse},  {kRefuse, Kind::kWithdraw, false, Kind::kWithdraw},
      {kRefuse, Kind::kWithdraw, true, std::nullopt}, {kRefuse, Kind::kGrant, false, std::nullopt},
      {kRefuse, Kind::kChange, true, std::nullopt},
  };
  int index = 0;
  for (const auto& one : cases) {
    const KindOfDecision found = FindKind(one.outcome, one.said, one.answers_change);
    EXPECT_EQ(found.kind, one.kind) << index;
    EXPECT_EQ(found.problems.empty(), one.kind.has_value()) << index;
    ++index;
  }
}

TEST(IsGrantedTest, FollowsTheLastGrantOrWithdrawal) {
  using Kind = DecisionKind;
  EXPECT_FALSE(IsGranted({}));
  EXPECT_FALSE(IsGranted({Kind::kRefuse}));
  EXPECT_TRUE(IsGranted({Kind::kGrant, Kind::kRefuse}));
  EXPECT_TRUE(IsGranted({Kind::kChange}));
  EXPECT_FALSE(IsGranted({Kind::kGrant, Kind::kWithdraw}));
  EXPECT_TRUE(IsGranted({Kind::kGrant, Kind::kWithdraw, Kind::kGrant}));
}

TEST(ChangeLinesTest, MayBeMoreThanWasAskedForButOfTheSameLawAndOnce) {
  CareLine more = ByVolume();
  more.volume->amount = 400;
  EXPECT_THAT(ChangeLines(Law::kJeugdwet, {more}).lines, ElementsAre(more));
  EXPECT_THAT(ChangeLines(Law::kJeugdwet, {}).lines, IsEmpty());
  const Granted wrong = ChangeLines(Law::kWmo, {more, more});
  EXPECT_THAT(wrong.lines, IsEmpty());
  ASSERT_EQ(wrong.problems.size(), 3U);
  EXPECT_EQ(wrong.problems[0].field, "lines[0].law");
  EXPECT_EQ(wrong.problems[1].field, "lines[1].law");
  EXPECT_EQ(wrong.problems[2].field, "lines[1].line");
}

}  // namespace
}  // namespace clientroute::access
