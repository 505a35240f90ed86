#include "services/monitoring/suppression.h"

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/monitoring/published_cube.h"
#include "services/platform/status/status.h"

namespace clientroute::monitoring {
namespace {

Uuid ClientOf(std::uint64_t number) { return Uuid::Derive(kClientrouteSpace, Cat("clients/", number)); }

// A region in small, with providers and products that are not everywhere and some that are at one place only.
std::vector<CubeThing> DrawnThings(std::uint64_t seed, std::size_t count) {
  std::mt19937_64 draw(seed);
  std::vector<CubeThing> things;
  for (std::size_t i = 0; i < count; ++i) {
    // Few have most of it, as anywhere.
    const std::uint64_t municipality = std::min(draw() % 6, draw() % 6);
    const std::uint64_t provider = std::min(draw() % 14, draw() % 14);
    const std::uint64_t product = (provider + std::min(draw() % 4, draw() % 4)) % 9;
    things.push_back(
        {{Cat("036", municipality), Cat("segment/", product / 3), Cat("45A0", product), Cat("424200", 10 + provider)},
         ClientOf(draw() % count)});
  }
  return things;
}

bool Tells(const CubeKey& cell, const CubeKey& finest) {
  return (cell.municipality.empty() || cell.municipality == finest.municipality) &&
         (cell.segment.empty() || cell.segment == finest.segment) &&
         (cell.product.empty() || cell.product == finest.product) &&
         (cell.provider.empty() || cell.provider == finest.provider);
}

/// Who knows all that is published, and which finest cells there are, and solves the equations for them: by plain
/// elimination of a full matrix, with numbers of another field than the suppression uses.
class Attacker {
 public:
  explicit Attacker(const std::set<CubeKey>& finest) : finest_(finest.begin(), finest.end()) {}

  void Sees(const CubeKey& cell) {
    std::vector<std::int64_t> row = RowOf(cell);
    if (const int first = Reduce(&row); first >= 0) {
      const std::int64_t inverse = Power(row[static_cast<std::size_t>(first)], kPrime - 2);
      for (std::int64_t& factor : row) factor = factor * inverse % kPrime;
      rows_.emplace(first, std::move(row));
    }
  }
  bool FindsOut(const CubeKey& cell) const {
    std::vector<std::int64_t> row = RowOf(cell);
    return Reduce(&row) < 0;
  }

 private:
  static constexpr std::int64_t kPrime = 1'000'000'007;

  static std::int64_t Power(std::int64_t base, std::int64_t exponent) {
    std::int64_t result = 1;
    for (; exponent > 0; exponent /= 2) {
      if (exponent % 2 == 1) result = result * base % kPrime;
      base = base * base % kPrime;
    }
    return result;
  }
  std::vector<std::int64_t> RowOf(const CubeKey& cell) const {
    std::vector<std::int64_t> row;
    for (const CubeKey& finest : finest_) row.push_back(Tells(cell, finest) ? 1 : 0);
    return row;
  }
  // The place of the first factor that is left; -1 when none is.
  int Reduce(std::vector<std::int64_t>* row) const {
    int first = -1;
    for (std::size_t i = 0; i < row->size(); ++i) {
      const std::int64_t factor = (*row)[i];
      if (factor == 0) continue;
      const auto known = rows_.find(static_cast<int>(i));
      if (known == rows_.end()) {
        if (first < 0) first = static_cast<int>(i);
        continue;
      }
      for (std::size_t j = i; j < row->size(); ++j) {
        (*row)[j] = ((*row)[j] + (kPrime - factor) * known->second[j]) % kPrime;
      }
    }
    return first;
  }

  std::vector<CubeKey> finest_;
  std::map<int, std::vector<std::int64_t>> rows_;
};

std::set<CubeKey> FinestOf(const std::vector<CubeThing>& things) {
  std::set<CubeKey> finest;
  for (const CubeThing& thing : things) finest.insert(thing.key);
  return finest;
}

TEST(SuppressionTest, OneSmallCellIsHeldBackTogetherWithAnotherSoThatTheTotalDoesNotTellIt) {
  const std::vector<CubeCell> cells = {{{0, 1, 2}, 45}, {{0}, 4}, {{1}, 25}, {{2}, 16}};
  const std::vector<CubeDivision> divisions = {{0, {1, 2, 3}}};
  EXPECT_THAT(Publishable(cells, divisions, 10), testing::ElementsAre(true, false, true, false));
  EXPECT_THAT(Publishable(cells, divisions, 4), testing::ElementsAre(true, true, true, true));
  // Three of one client each are three cells, and told by the rest that is less than ten.
  const std::vector<CubeCell> tiny = {{{0, 1, 2, 3}, 33}, {{0}, 1}, {{1}, 1}, {{2}, 1}, {{3}, 30}};
  EXPECT_THAT(Publishable(tiny, {{0, {1, 2, 3, 4}}}, 10), testing::ElementsAre(true, false, false, false, false));
}

TEST(SuppressionTest, SumsThatCanBeMadeAreKnownAsSuch) {
  SumSpace space;
  space.Add({0, 1, 2});
  space.Add({1, 2, 3});
  space.Add({0, 3});
  EXPECT_TRUE(space.Contains({0}));
  EXPECT_TRUE(space.Contains({1, 2}));
  EXPECT_FALSE(space.Contains({1}));
  space.Add({2});
  EXPECT_TRUE(space.Contains({1}));
}

// shows: PRI-2, MON-5
TEST(SuppressionTest, WhoSubtractsEverythingHeCanSeeFindsOutNoCellThatIsHeldBack) {
  std::size_t held_back = 0;
  std::size_t published = 0;
  std::size_t besides = 0;
  for (const auto& [seed, count] : {std::pair(1U, 150U), std::pair(2U, 400U), std::pair(3U, 900U), std::pair(4U, 40U),
                                    std::pair(5U, 600U), std::pair(6U, 5U)}) {
    const std::vector<CubeThing> things = DrawnThings(seed, count);
    const std::vector<PublishedCell> cube = MakeCube(things, kClientsLeast, {});
    Attacker attacker(FinestOf(things));
    for (const PublishedCell& cell : cube) {
      if (!cell.held_back) attacker.Sees(cell.key);
    }
    for (const PublishedCell& cell : cube) {
      std::set<Uuid> clients;
      for (const CubeThing& thing : things) {
        if (Tells(cell.key, thing.key)) clients.insert(thing.client);
      }
      const bool small = std::ssize(clients) < kClientsLeast;
      if (small) EXPECT_TRUE(cell.held_back);
      if (cell.held_back) {
        EXPECT_FALSE(attacker.FindsOut(cell.key))
            << "seed " << seed << ": " << cell.key.municipality << " " << cell.key.product << " " << cell.key.provider;
      }
      held_back += cell.held_back ? 1 : 0;
      besides += cell.held_back && !small ? 1 : 0;
      published += cell.held_back ? 0 : 1;
    }
  }
  EXPECT_GT(held_back, 500U);
  EXPECT_GT(besides, 20U);
  EXPECT_GT(published, 150U);
}

// The attack is one that works: without cells held back beside, it finds some out.
TEST(SuppressionTest, WhereOnlySmallCellsAreHeldBackTheyAreFoundOut) {
  const std::vector<CubeThing> things = DrawnThings(2, 400);
  const std::vector<PublishedCell> cube = MakeCube(things, kClientsLeast, {});
  Attacker attacker(FinestOf(things));
  std::vector<CubeKey> small;
  for (const PublishedCell& cell : cube) {
    if (cell.routes >= kClientsLeast) {
      attacker.Sees(cell.key);
    } else {
      small.push_back(cell.key);
    }
  }
  EXPECT_TRUE(std::ranges::any_of(small, [&](const CubeKey& key) { return attacker.FindsOut(key); }));
}

TEST(SuppressionTest, EveryCellIsCountedAndWhatWasHeldBackBeforeStaysSo) {
  const std::vector<CubeThing> things = DrawnThings(7, 500);
  const std::vector<PublishedCell> first = MakeCube(things, kClientsLeast, {});
  for (const PublishedCell& cell : first) {
    EXPECT_EQ(cell.routes,
              std::ranges::count_if(things, [&](const CubeThing& thing) { return Tells(cell.key, thing.key); }));
  }
  std::vector<CubeThing> corrected = things;
  for (std::uint64_t i = 0; i < 60; ++i) corrected.push_back({things[0].key, ClientOf(1'000 + i)});
  const std::vector<PublishedCell> second = MakeCube(corrected, kClientsLeast, first);
  std::set<CubeKey> held;
  for (const PublishedCell& cell : second) {
    if (cell.held_back) held.insert(cell.key);
  }
  for (const PublishedCell& cell : first) {
    if (cell.held_back) EXPECT_TRUE(held.contains(cell.key));
  }
}

}  // namespace
}  // namespace clientroute::monitoring
