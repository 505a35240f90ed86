#include "services/allocation/matching.h"

#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace clientroute::allocation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Date Day(const char* text) { return Date::Parse(text).value(); }
ProviderCode Agb(const char* text) { return ProviderCode::Parse(text).value(); }
MunicipalityCode Cbs(const char* text) { return MunicipalityCode::Parse(text).value(); }

const Product kGuidance{"45", "45A04"};
const Product kTreatment{"45", "45A05"};

// 111.2 km a degree: places `km` north of Alkmaar.
GeoPoint North(int km) { return {52'000'000 + km * 8'993, 4'750'000}; }

Location At(const char* code, const char* provider, int km, std::vector<ProductCapacity> capacities) {
  return {.code = code,
          .provider = Agb(provider),
          .display_name = std::string("Locatie ") + code,
          .municipality = Cbs("0361"),
          .place = North(km),
          .capacities = std::move(capacities),
          .expertise = {},
          .languages = {}};
}

ProductCapacity Places(const Product& product, int places, int age_from = 0, std::optional<int> age_until = {}) {
  return {product, places, age_from, age_until};
}

MatchingWeights Weights() {
  return {.version = 3,
          .asking_provider = 300,
          .nearness = 200,
          .distance_zero_points_km = 25,
          .one_provider = 100,
          .free_places = 100,
          .expertise = 50,
          .distance_max_km = 30};
}

PlaceWanted Wanted(const char* name, const Product& product = kGuidance, const char* provider = "42420001") {
  CareLine line;
  line.line = name;
  line.product = product;
  line.period = Period::Of(Day("2026-04-01"), Day("2026-09-30")).value();
  line.provider = Agb(provider);
  line.provider_reference = "REF-1";
  line.contract = "contracts/duin";
  return {line, 12};
}

MatchQuestion Asking(std::vector<PlaceWanted> wanted) {
  return {std::move(wanted), Home{Cbs("0361"), "Alkmaar", North(0)}, {}};
}

OccupancyBook Full(const char* location, const Product& product, int taken,
                   Period period = Period::From(Day("2026-01-01"))) {
  OccupancyBook book;
  book[{location, product}].Take(period, taken);
  return book;
}

std::vector<std::string> Order(const LineMatch& match) {
  std::vector<std::string> codes;
  for (const Candidate& candidate : match.candidates) codes.push_back(candidate.capacity.location);
  return codes;
}

std::string Points(const Candidate& candidate) {
  std::string text;
  for (const ScorePart& part : candidate.parts)
    text += part.criterion + " " + std::to_string(part.points) + ": " + part.explanation + "\n";
  return text;
}

TEST(FindPlacesTest, TheBestScoreGetsTheClientAndEveryPointIsExplained) {
  const std::vector<Location> locations = {At("ver", "42420001", 15, {Places(kGuidance, 10)}),
                                           At("dichtbij", "42420001", 2, {Places(kGuidance, 10)})};
  const Match match = FindPlaces(Asking({Wanted("line-1")}), locations, Full("dichtbij", kGuidance, 4), Weights());
  ASSERT_TRUE(match.complete);
  ASSERT_EQ(match.lines.size(), 1U);
  EXPECT_THAT(Order(match.lines[0]), ElementsAre("dichtbij", "ver"));
  EXPECT_EQ(match.lines[0].chosen, 0U);
  EXPECT_EQ(match.lines[0].candidates[0].score, 660);
  EXPECT_EQ(Points(match.lines[0].candidates[0]),
            "asking_provider 300: de aanbieder vroeg zelf om deze toewijzing\n"
            "nearness 200: 2 km van het midden van Alkmaar\n"
            "one_provider 100: alle hulp van de route bij één aanbieder\n"
            "free_places 60: 6 van 10 plaatsen vrij\n");
  EXPECT_EQ(match.lines[0].candidates[1].score, 600);
  EXPECT_EQ(match.lines[0].explanation,
            "Product 45A04: plek bij Locatie dichtbij met 660 punten, de hoogste score van 2 locaties.");
}

TEST(FindPlacesTest, NearnessFallsFromFiveKilometresToNothing) {
  const struct {
    int km;
    int points;
  } cases[] = {{0, 200}, {5, 200}, {6, 190}, {15, 100}, {24, 10}, {25, 0}, {30, 0}};
  for (const auto& one : cases) {
    const Match match =
        FindPlaces(Asking({Wanted("line-1")}), {At("a", "42420001", one.km, {Places(kGuidance, 1)})}, {}, Weights());
    ASSERT_TRUE(match.complete) << one.km;
    EXPECT_EQ(match.lines[0].candidates[0].parts[1].points, one.points) << one.km;
  }
}

TEST(FindPlacesTest, EveryLocationThatFallsAwayHasItsReason) {
  const struct {
    const char* name;
    Location location;
    std::function<void(MatchQuestion&)> change;
    FallReason reason;
    const char* explanation;
  } cases[] = {
      {"other product", At("a", "42420001", 1, {Places(kTreatment, 5)}), [](MatchQuestion&) {},
       FallReason::kOtherProduct, "geeft product 45A04 niet"},
      {"no places left by an import", At("a", "42420001", 1, {Places(kGuidance, 0)}), [](MatchQuestion&) {},
       FallReason::kOtherProduct, "geeft product 45A04 niet"},
      {"no contract", At("a", "42420001", 1, {Places(kGuidance, 5)}),
       [](MatchQuestion& question) { question.wanted[0].line.contract.clear(); }, FallReason::kNotContracted,
       "voor deze regel is geen contract bevestigd"},
      {"other provider", At("a", "42420002", 1, {Places(kGuidance, 5)}), [](MatchQuestion&) {},
       FallReason::kOtherProvider, "is van 42420002; het contract is bevestigd met 42420001"},
      {"too young", At("a", "42420001", 1, {Places(kGuidance, 5, 13, 18)}), [](MatchQuestion&) {}, FallReason::kAge,
       "voor 13 tot en met 18 jaar; de cliënt is dan 12 jaar"},
      {"too old", At("a", "42420001", 1, {Places(kGuidance, 5, 0, 11)}), [](MatchQuestion&) {}, FallReason::kAge,
       "voor 0 tot en met 11 jaar; de cliënt is dan 12 jaar"},
      {"too young, no bound above", At("a", "42420001", 1, {Places(kGuidance, 5, 18)}), [](MatchQuestion&) {},
       FallReason::kAge, "voor vanaf 18 jaar; de cliënt is dan 12 jaar"},
      {"too far", At("a", "42420001", 31, {Places(kGuidance, 5)}), [](MatchQuestion&) {}, FallReason::kTooFar,
       "31 km van het midden van Alkmaar, verder dan 30 km"},
      {"full", At("vol", "42420001", 1, {Places(kGuidance, 4)}), [](MatchQuestion&) {}, FallReason::kFull,
       "alle 4 plaatsen zijn in deze periode bezet of toegezegd"},
      {"overbooked, one place", At("vol", "42420001", 1, {Places(kGuidance, 1)}), [](MatchQuestion&) {},
       FallReason::kFull, "de enige plaats is in deze periode bezet of toegezegd"},
  };
  for (const auto& one : cases) {
    MatchQuestion question = Asking({Wanted("line-1")});
    one.change(question);
    const Match match = FindPlaces(question, {one.location}, Full("vol", kGuidance, 4), Weights());
    EXPECT_FALSE(match.complete) << one.name;
    EXPECT_THAT(match.lines[0].candidates, IsEmpty()) << one.name;
    ASSERT_EQ(match.lines[0].fallen_away.size(), 1U) << one.name;
    EXPECT_EQ(match.lines[0].fallen_away[0].reason, one.reason) << one.name;
    EXPECT_EQ(match.lines[0].fallen_away[0].explanation, one.explanation) << one.name;
  }
}

TEST(FindPlacesTest, APlaceMustBeFreeOnEveryDayOfThePeriod) {
  const std::vector<Location> locations = {At("a", "42420001", 1, {Places(kGuidance, 1)})};
  const struct {
    const char* first;
    const char* last;
    bool free;
  } cases[] = {
      {"2026-01-01", "2026-03-31", true},  {"2026-01-01", "2026-04-01", false}, {"2026-06-15", "2026-06-15", false},
      {"2026-09-30", "2026-12-31", false}, {"2026-10-01", "2026-12-31", true},
  };
  for (const auto& one : cases) {
    const Period period = Period::Of(Day(one.first), Day(one.last)).value();
    EXPECT_EQ(FindPlaces(Asking({Wanted("line-1")}), locations, Full("a", kGuidance, 1, period), Weights()).complete,
              one.free)
        << period.ToString();
  }
}

TEST(FindPlacesTest, ExpertiseAskedForGivesPoints) {
  std::vector<Location> locations = {At("a", "42420001", 1, {Places(kGuidance, 1)}),
                                     At("b", "42420001", 1, {Places(kGuidance, 1)})};
  locations[1].expertise = {"autism", "adhd"};
  MatchQuestion question = Asking({Wanted("line-1")});
  question.expertise = {"autism", "trauma"};
  const Match match = FindPlaces(question, locations, {}, Weights());
  EXPECT_THAT(Order(match.lines[0]), ElementsAre("b", "a"));
  EXPECT_EQ(match.lines[0].candidates[0].parts.back().explanation, "1 van 2 gevraagde deskundigheden (autism)");
  EXPECT_EQ(match.lines[0].candidates[0].parts.back().points, 25);
  EXPECT_EQ(match.lines[0].candidates[1].parts.back().explanation, "0 van 2 gevraagde deskundigheden");
}

TEST(FindPlacesTest, WithoutBirthDateOrHomeTheirRulesDoNotApply) {
  const std::vector<Location> locations = {At("a", "42420001", 200, {Places(kGuidance, 1, 4, 6)})};
  MatchQuestion question = Asking({Wanted("line-1")});
  question.home.reset();
  question.wanted[0].client_age.reset();
  const Match match = FindPlaces(question, locations, {}, Weights());
  ASSERT_TRUE(match.complete);
  EXPECT_EQ(match.lines[0].candidates[0].parts[1].explanation, "afstand tot huis niet bekend");
}

TEST(FindPlacesTest, TiesGoByCodeWhateverTheOrderOfTheLocations) {
  std::vector<Location> locations = {At("c", "42420001", 1, {Places(kGuidance, 2)}),
                                     At("a", "42420001", 1, {Places(kGuidance, 2)}),
                                     At("b", "42420001", 1, {Places(kGuidance, 2)})};
  for (int i = 0; i < 6; ++i) {
    EXPECT_THAT(Order(FindPlaces(Asking({Wanted("line-1")}), locations, {}, Weights()).lines[0]),
                ElementsAre("a", "b", "c"));
    std::next_permutation(locations.begin(), locations.end(),
                          [](const Location& a, const Location& b) { return a.code < b.code; });
  }
}

TEST(FindPlacesTest, TwoLinesDoNotShareTheLastPlace) {
  const std::vector<Location> locations = {At("dichtbij", "42420001", 1, {Places(kGuidance, 1)}),
                                           At("ver", "42420001", 20, {Places(kGuidance, 1, 0, 12)})};
  std::vector<PlaceWanted> wanted = {Wanted("line-1"), Wanted("line-2")};
  const Match match = FindPlaces(Asking(wanted), locations, {}, Weights());
  ASSERT_TRUE(match.complete);
  EXPECT_EQ(match.lines[0].candidates[*match.lines[0].chosen].capacity.location, "dichtbij");
  EXPECT_EQ(match.lines[1].candidates[*match.lines[1].chosen].capacity.location, "ver");
  EXPECT_EQ(match.lines[1].explanation,
            "Product 45A04: plek bij Locatie ver met 550 punten, de hoogste score die samengaat met de andere regels.");

  // The second line can only go nearby, so the first one gives way.
  wanted[1].client_age = 13;
  const Match other = FindPlaces(Asking(wanted), locations, {}, Weights());
  ASSERT_TRUE(other.complete);
  EXPECT_EQ(other.lines[0].candidates[*other.lines[0].chosen].capacity.location, "ver");
  EXPECT_EQ(other.lines[1].candidates[*other.lines[1].chosen].capacity.location, "dichtbij");
}

TEST(FindPlacesTest, LinesAfterEachOtherShareAPlace) {
  const std::vector<Location> locations = {At("a", "42420001", 1, {Places(kGuidance, 1)})};
  std::vector<PlaceWanted> wanted = {Wanted("line-1"), Wanted("line-2")};
  EXPECT_FALSE(FindPlaces(Asking(wanted), locations, {}, Weights()).complete);
  wanted[1].line.period = Period::From(Day("2026-10-01"));
  EXPECT_TRUE(FindPlaces(Asking(wanted), locations, {}, Weights()).complete);
  wanted[1].line.period = Period::From(Day("2026-09-30"));
  EXPECT_FALSE(FindPlaces(Asking(wanted), locations, {}, Weights()).complete);
}

TEST(FindPlacesTest, OneLineWithoutAPlaceLeavesAllWithout) {
  const std::vector<Location> locations = {At("a", "42420001", 1, {Places(kGuidance, 5)})};
  const Match match = FindPlaces(Asking({Wanted("line-1"), Wanted("line-2", kTreatment)}), locations, {}, Weights());
  EXPECT_FALSE(match.complete);
  EXPECT_EQ(match.lines[0].chosen, std::nullopt);
  EXPECT_EQ(
      match.lines[0].explanation,
      "Product 45A04: er is plek bij Locatie a, maar niet voor alle regels tegelijk; er wordt niets vastgehouden.");
  EXPECT_EQ(match.lines[1].explanation, "Product 45A05: geen plek; 1 locatie valt af (1 ander product).");
  EXPECT_EQ(FindPlaces(Asking({Wanted("line-1")}), {}, {}, Weights()).lines[0].explanation,
            "Product 45A04: geen plek; geen enkele locatie geeft dit.");
}

TEST(FindPlacesTest, LinesOfSeveralProvidersLoseThePointsForOne) {
  const std::vector<Location> locations = {At("a", "42420001", 1, {Places(kGuidance, 5)}),
                                           At("b", "42420002", 1, {Places(kTreatment, 5)})};
  const Match match =
      FindPlaces(Asking({Wanted("line-1"), Wanted("line-2", kTreatment, "42420002")}), locations, {}, Weights());
  ASSERT_TRUE(match.complete);
  EXPECT_EQ(match.lines[0].candidates[0].parts[2].points, 0);
  EXPECT_EQ(match.lines[0].candidates[0].parts[2].explanation, "de hulp van de route komt van 2 aanbieders");
}

TEST(FindPlacesTest, ACategoryOrBudgetTakesTheProductWithMostPlacesFree) {
  const std::vector<Location> locations = {
      At("a", "42420001", 1, {Places(kGuidance, 3), Places(kTreatment, 5), Places({"46", "46A01"}, 9)})};
  const OccupancyBook taken = Full("a", kTreatment, 1);
  EXPECT_EQ(FindPlaces(Asking({Wanted("line-1", {"45", ""})}), locations, taken, Weights())
                .lines[0]
                .candidates[0]
                .capacity.product,
            kTreatment);
  EXPECT_EQ(
      FindPlaces(Asking({Wanted("line-1", {})}), locations, taken, Weights()).lines[0].candidates[0].capacity.product,
      (Product{"46", "46A01"}));
  // A capacity for a whole category serves each of its products.
  EXPECT_TRUE(FindPlaces(Asking({Wanted("line-1")}), {At("b", "42420001", 1, {Places({"45", ""}, 1)})}, {}, Weights())
                  .complete);
}

TEST(FindPlacesTest, ManyLinesForFewPlacesEndInBoundedTime) {
  std::vector<Location> locations;
  for (int i = 0; i < 19; ++i) {
    locations.push_back(At(("loc-" + std::to_string(i)).c_str(), "42420001", 1, {Places(kGuidance, 1)}));
  }
  std::vector<PlaceWanted> wanted;
  for (int i = 0; i < 20; ++i) wanted.push_back(Wanted(("line-" + std::to_string(i)).c_str()));
  EXPECT_FALSE(FindPlaces(Asking(wanted), locations, {}, Weights()).complete);
  wanted.pop_back();
  EXPECT_TRUE(FindPlaces(Asking(wanted), locations, {}, Weights()).complete);
}

}  // namespace
}  // namespace clientroute::allocation
