#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/allocation/matching.h"

namespace clientroute::allocation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Product kCrisisBed{"46", "46A01"};
const Period kDays = Period::Of(Date::Parse("2026-04-01").value(), Date::Parse("2026-04-28").value()).value();
const ProviderCode kProvider = ProviderCode::Parse("42420001").value();

// 111.2 km a degree: places `km` north of Alkmaar.
Location At(const char* code, int km, int places, int age_until = 17) {
  return {.code = code,
          .provider = kProvider,
          .display_name = std::string("Locatie ") + code,
          .municipality = MunicipalityCode::Parse("0361").value(),
          .place = {52'000'000 + km * 8'993, 4'750'000},
          .capacities = {{kCrisisBed, places, 0, age_until}},
          .expertise = {},
          .languages = {}};
}

MatchQuestion Asking(int lines = 1) {
  MatchQuestion question;
  for (int i = 1; i <= lines; ++i) {
    CareLine line;
    line.line = "line-" + std::to_string(i);
    line.product = kCrisisBed;
    line.period = kDays;
    line.provider = kProvider;
    line.contract = "contracts/crisis";
    question.wanted.push_back({line, 12});
  }
  question.home = Home{MunicipalityCode::Parse("0361").value(), "Alkmaar", {52'000'000, 4'750'000}};
  question.crisis = true;
  return question;
}

MatchingWeights Weights() {
  return {.version = 1,
          .asking_provider = 300,
          .nearness = 200,
          .distance_zero_points_km = 25,
          .one_provider = 0,
          .free_places = 100,
          .expertise = 0,
          .distance_max_km = 30};
}

OccupancyBook Taken(const char* code, int places) {
  OccupancyBook book;
  book[{code, kCrisisBed}].Take(kDays, places);
  return book;
}

std::vector<std::string> Order(const LineMatch& match) {
  std::vector<std::string> order;
  for (const Candidate& candidate : match.candidates) order.push_back(candidate.capacity.location);
  return order;
}

// shows: ALL-2
TEST(CrisisTest, WhatIsFullOrTooFarIsSecondBestBehindWhatFits) {
  const std::vector<Location> locations = {At("a-vol", 1, 2), At("b-ver", 40, 2), At("c-past", 20, 2)};
  const Match match = FindPlaces(Asking(), locations, Taken("a-vol", 2), Weights());
  ASSERT_TRUE(match.complete);
  EXPECT_THAT(Order(match.lines[0]), ElementsAre("c-past", "a-vol", "b-ver"));
  EXPECT_FALSE(match.lines[0].second_best);
  EXPECT_EQ(match.lines[0].candidates[0].second_best, "");
  EXPECT_EQ(match.lines[0].candidates[1].second_best, "alle 2 plaatsen zijn in deze periode bezet of toegezegd");
  EXPECT_EQ(match.lines[0].candidates[2].second_best, "40 km van het midden van Alkmaar, verder dan 30 km");
  EXPECT_THAT(match.lines[0].explanation, testing::Not(HasSubstr("Tweede keus")));
}

TEST(CrisisTest, TakesTheSecondBestWhenNothingElseIsThereAndSaysSo) {
  const Match full = FindPlaces(Asking(), {At("a", 1, 1)}, Taken("a", 3), Weights());
  ASSERT_TRUE(full.complete);
  EXPECT_TRUE(full.lines[0].second_best);
  EXPECT_THAT(full.lines[0].explanation,
              HasSubstr("Tweede keus wegens crisis: de enige plaats is in deze periode bezet of toegezegd."));
  EXPECT_EQ(full.lines[0].candidates[0].parts.back().explanation, "geen plaats vrij");
  const Match both = FindPlaces(Asking(), {At("a", 50, 1)}, Taken("a", 1), Weights());
  EXPECT_THAT(both.lines[0].explanation, HasSubstr("verder dan 30 km; de enige plaats"));
}

TEST(CrisisTest, ProductContractAndAgeStayHard) {
  MatchQuestion question = Asking();
  EXPECT_FALSE(FindPlaces(question, {At("a", 1, 1, 11)}, {}, Weights()).complete) << "too old";
  question.wanted[0].line.contract.clear();
  EXPECT_FALSE(FindPlaces(question, {At("a", 1, 1)}, {}, Weights()).complete);
  question = Asking();
  question.wanted[0].line.product = {"46", "46A02"};
  EXPECT_FALSE(FindPlaces(question, {At("a", 1, 1)}, {}, Weights()).complete);
}

TEST(CrisisTest, TwoLinesForOnePlaceBothGetIt) {
  const Match match = FindPlaces(Asking(2), {At("a", 1, 1)}, {}, Weights());
  ASSERT_TRUE(match.complete);
  EXPECT_FALSE(match.lines[0].second_best);
  EXPECT_TRUE(match.lines[1].second_best);
  EXPECT_THAT(match.lines[1].explanation, HasSubstr("de plaats is ook voor een andere regel nodig"));
}

TEST(CrisisTest, WithoutACrisisTheyFallAway) {
  MatchQuestion question = Asking();
  question.crisis = false;
  const Match match = FindPlaces(question, {At("a-vol", 1, 2), At("b-ver", 40, 2)}, Taken("a-vol", 2), Weights());
  EXPECT_FALSE(match.complete);
  EXPECT_THAT(match.lines[0].candidates, IsEmpty());
}

// shows: INT-7
TEST(FirstProviderTest, CountsAsTheOneThatAsks) {
  MatchQuestion question = Asking();
  const auto asking = [&] {
    return FindPlaces(question, {At("a", 1, 1)}, {}, Weights()).lines[0].candidates[0].parts[0];
  };
  EXPECT_EQ(asking().points, 0);
  question.first_provider = kProvider;
  EXPECT_EQ(asking().points, 300);
  EXPECT_EQ(asking().explanation, "deze aanbieder hielp de cliënt eerder");
  question.first_provider = ProviderCode::Parse("42420002").value();
  EXPECT_EQ(asking().points, 0);
}

// Two providers are contracted for a line that names none; the second one's place is better.
MatchQuestion Open() {
  MatchQuestion question = Asking();
  question.crisis = false;
  PlaceWanted& wanted = question.wanted[0];
  wanted.line.provider.reset();
  wanted.line.contract.clear();
  wanted.offers = {{kProvider, "contracts/een", Money::Cents(9'000)},
                   {ProviderCode::Parse("42420002").value(), "contracts/twee", Money::Cents(9'500)}};
  return question;
}
std::vector<Location> Places() {
  std::vector<Location> places = {At("a-ver", 20, 2), At("b-dichtbij", 1, 2), At("c-van-een-ander", 1, 2)};
  places[1].provider = ProviderCode::Parse("42420002").value();
  places[2].provider = ProviderCode::Parse("42420003").value();
  return places;
}

// shows: ALL-1
TEST(OpenLineTest, GoesToTheBestPlaceOfAllWhoAreContracted) {
  const Match match = FindPlaces(Open(), Places(), {}, Weights());
  ASSERT_TRUE(match.complete);
  const Candidate& chosen = match.lines[0].candidates[*match.lines[0].chosen];
  EXPECT_EQ(chosen.capacity.location, "b-dichtbij");
  ASSERT_TRUE(chosen.offer.has_value());
  EXPECT_EQ(chosen.offer->contract, "contracts/twee");
  ASSERT_EQ(match.lines[0].fallen_away.size(), 1u);
  EXPECT_EQ(match.lines[0].fallen_away[0].reason, FallReason::kNotContracted);
}

// shows: INT-7
TEST(OpenLineTest, OfAReturnGoesToTheFirstProviderWhereverItIsAndSaysWhy) {
  MatchQuestion question = Open();
  question.first_provider = kProvider;
  const Match match = FindPlaces(question, Places(), {}, Weights());
  ASSERT_TRUE(match.complete);
  const Candidate& chosen = match.lines[0].candidates[*match.lines[0].chosen];
  EXPECT_EQ(chosen.capacity.location, "a-ver");
  EXPECT_THAT(match.lines[0].explanation, HasSubstr("gaat naar zijn eerste aanbieder, voor 1 andere locatie"));
}

// shows: INT-7
TEST(OpenLineTest, OfAReturnGoesElsewhereWhenTheFirstProviderIsFull) {
  MatchQuestion question = Open();
  question.first_provider = kProvider;
  const Match match = FindPlaces(question, Places(), Taken("a-ver", 2), Weights());
  ASSERT_TRUE(match.complete);
  EXPECT_EQ(match.lines[0].candidates[*match.lines[0].chosen].capacity.location, "b-dichtbij");
}

}  // namespace
}  // namespace clientroute::allocation
