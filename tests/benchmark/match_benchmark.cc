#include <string>
#include <vector>

#include "services/allocation/matching.h"
#include "services/platform/status/status.h"
#include "tests/benchmark/benchmarks.h"

// The match of two lines among 350 locations, of which a third gives the product. The yardstick copies the location's
// names into a list, as every explained match must at the least.
namespace clientroute::benchmark {
namespace {

using allocation::Location;

constexpr int kLocations = 350;

std::vector<Location> Region(allocation::OccupancyBook* taken) {
  std::vector<Location> locations;
  const Period year = *Period::Of(*Date::Of(2026, 1, 1), *Date::Of(2026, 12, 31));
  for (int i = 0; i < kLocations; ++i) {
    const Product product{"45", i % 3 == 0 ? "45A04" : "45A53"};
    Location location{.code = Cat("locatie-", i),
                      .provider = *ProviderCode::Parse(i % 2 == 0 ? "42420001" : "42420002"),
                      .display_name = Cat("Locatie ", i),
                      .municipality = *MunicipalityCode::Parse("0361"),
                      .place = {52'600'000 + i * 500, 4'750'000 - i * 300},
                      .capacities = {{product, 12, 4, 18}},
                      .expertise = {"autisme", "trauma"},
                      .languages = {}};
    (*taken)[{location.code, product}].Take(year, i % 13);
    locations.push_back(std::move(location));
  }
  return locations;
}

allocation::PlaceWanted Wanted(const char* name) {
  CareLine line;
  line.line = name;
  line.product = {"45", "45A04"};
  line.period = *Period::Of(*Date::Of(2026, 4, 1), *Date::Of(2026, 9, 30));
  line.provider = *ProviderCode::Parse("42420001");
  line.contract = "contracts/duin";
  return {line, 12};
}

}  // namespace

absl::StatusOr<std::vector<Figure>> MeasureMatch(const Effort& effort) {
  allocation::OccupancyBook taken;
  const std::vector<Location> locations = Region(&taken);
  allocation::MatchQuestion question;
  question.wanted = {Wanted("line-1"), Wanted("line-2")};
  question.home = allocation::Home{*MunicipalityCode::Parse("0361"), "Alkmaar", {52'632'000, 4'750'000}};
  question.expertise = {"autisme"};
  const allocation::MatchingWeights weights{.version = 1,
                                            .asking_provider = 300,
                                            .nearness = 200,
                                            .distance_zero_points_km = 25,
                                            .one_provider = 100,
                                            .free_places = 100,
                                            .expertise = 50,
                                            .distance_max_km = 30};
  if (!allocation::FindPlaces(question, locations, taken, weights).complete) {
    return absl::InternalError("the match found no place");
  }
  Figure figure;
  figure.what = "match";
  figure.per_second = PerSecond(effort, [&] { Keep(allocation::FindPlaces(question, locations, taken, weights)); });
  figure.yardstick_per_second = PerSecond(effort, [&] {
    std::vector<std::string> names;
    for (std::size_t line = 0; line < question.wanted.size(); ++line) {
      for (const Location& location : locations) names.push_back(location.code);
    }
    Keep(names);
  });
  figure.note = Cat("2 lines among ", kLocations,
                    " locations, every one explained; yardstick: the names of all locations in a list, a line");
  return std::vector<Figure>{figure};
}

}  // namespace clientroute::benchmark
