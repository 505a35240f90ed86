#include "services/allocation/capacity_store.h"

#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/allocation/migrations.h"
#include "services/platform/store/columns.h"
#include "services/platform/testing/status_matchers.h"

namespace clientroute::allocation {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

constexpr std::int64_t kCapacity = 1;

// One location with one product of `places` places, in a database of its own.
class CapacityStoreTest : public testing::Test {
 protected:
  CapacityStoreTest() {
    Write([](Connection& connection) -> absl::Status {
      CLIENTROUTE_RETURN_IF_ERROR(
          connection
              .Execute("INSERT INTO location (id, code, provider, display_name, municipality, latitude_microdegrees,"
                       " longitude_microdegrees, changed_at) VALUES (1, 'a', '42420001', 'A', '0361', 0, 0, 0)")
              .status());
      CLIENTROUTE_RETURN_IF_ERROR(connection
                                      .Execute("INSERT INTO capacity (id, location, category, code, places, age_from)"
                                               " VALUES (1, 1, '45', '45A04', 2, 0)")
                                      .status());
      return CapacityStore(&connection).SetPlaces(kCapacity, 2);
    });
  }
  void Write(const std::function<absl::Status(Connection&)>& work) { ASSERT_THAT(database_->Write(work), IsOk()); }
  absl::Status Try(const std::function<absl::Status(CapacityStore&)>& work) {
    return database_->Write([&](Connection& connection) {
      CapacityStore store(&connection);
      return work(store);
    });
  }
  absl::Status Take(DayRange days) {
    return Try([&](CapacityStore& store) { return store.Take(kCapacity, days); });
  }
  absl::Status Free(DayRange days) {
    return Try([&](CapacityStore& store) { return store.Free(kCapacity, days); });
  }
  // `first-last:taken/most` of every range on which something is taken; `edges` counts all ranges.
  std::vector<std::string> Ranges(int* edges = nullptr) {
    std::vector<std::string> ranges;
    std::int64_t expected = ToDays(Date());
    int count = 0;
    Write([&](Connection& connection) {
      return connection.Query("SELECT first_day, last_day, taken, most FROM capacity_range ORDER BY first_day", {},
                              [&](const Row& row) {
                                EXPECT_EQ(row.Int(0), expected) << "ranges lie side by side";
                                expected = row.Int(1) + 1;
                                ++count;
                                if (row.Int(2) > 0) {
                                  ranges.push_back(Cat(row.Int(0), "-", row.Int(1), ":", row.Int(2), "/", row.Int(3)));
                                }
                                return absl::OkStatus();
                              });
    });
    EXPECT_EQ(expected, ToDays(Date::Parse("9999-12-31").value()) + 1);
    if (edges != nullptr) *edges = count;
    return ranges;
  }

  std::unique_ptr<Database> database_ = OpenSqlite({.path = ":memory:"}, AllocationMigrations()).value();
};

TEST_F(CapacityStoreTest, CountsPerDay) {
  ASSERT_THAT(Take({100, 199}), IsOk());
  ASSERT_THAT(Take({150, 249}), IsOk());
  EXPECT_THAT(Ranges(), ElementsAre("100-149:1/2", "150-199:2/2", "200-249:1/2"));
}

TEST_F(CapacityStoreTest, IsNeverOverAllocatedOnAnyDay) {
  ASSERT_THAT(Take({100, 199}), IsOk());
  ASSERT_THAT(Take({150, 249}), IsOk());
  for (const DayRange days : {DayRange{199, 300}, {150, 150}, {0, 150}, {0, 1'000}, {160, 170}}) {
    EXPECT_THAT(Take(days), Fails(absl::StatusCode::kFailedPrecondition, "")) << days.first;
  }
  EXPECT_THAT(Ranges(), ElementsAre("100-149:1/2", "150-199:2/2", "200-249:1/2")) << "a refusal changes nothing";
  EXPECT_THAT(Take({0, 149}), IsOk());
  EXPECT_THAT(Take({200, 300}), IsOk());
  EXPECT_THAT(Ranges(), ElementsAre("0-99:1/2", "100-249:2/2", "250-300:1/2"));
}

TEST_F(CapacityStoreTest, NothingStaysBehindWhenAllIsFreed) {
  int edges = 0;
  Ranges(&edges);
  EXPECT_EQ(edges, 1);
  ASSERT_THAT(Take({100, 199}), IsOk());
  ASSERT_THAT(Take({150, 249}), IsOk());
  ASSERT_THAT(Free({100, 199}), IsOk());
  EXPECT_THAT(Ranges(&edges), ElementsAre("150-249:1/2"));
  EXPECT_EQ(edges, 3);
  ASSERT_THAT(Free({150, 249}), IsOk());
  EXPECT_THAT(Ranges(&edges), SizeIs(0));
  EXPECT_EQ(edges, 1);
  EXPECT_THAT(Free({1, 2}), Fails(absl::StatusCode::kFailedPrecondition, "")) << "what was not taken cannot be freed";
}

TEST_F(CapacityStoreTest, AnOpenPeriodGoesToTheEndOfTheCalendar) {
  const DayRange open = ToDayRange(Period::From(FromDays(100)));
  EXPECT_EQ(FromDayRange(open), Period::From(FromDays(100)));
  ASSERT_THAT(Take(open), IsOk());
  ASSERT_THAT(Take(open), IsOk());
  EXPECT_THAT(Take({1'000'000, 1'000'001}), Fails(absl::StatusCode::kFailedPrecondition, ""));
  ASSERT_THAT(Free({200, open.last}), IsOk());
  EXPECT_THAT(Take({200, 300}), IsOk());
}

TEST_F(CapacityStoreTest, LoweredPlacesKeepWhatIsTakenAndLetNobodyIn) {
  ASSERT_THAT(Take({100, 199}), IsOk());
  ASSERT_THAT(Take({150, 249}), IsOk());
  ASSERT_THAT(Try([](CapacityStore& store) { return store.SetPlaces(kCapacity, 1); }), IsOk());
  EXPECT_THAT(Ranges(), ElementsAre("100-149:1/1", "150-199:2/2", "200-249:1/1"));
  EXPECT_THAT(Take({120, 120}), Fails(absl::StatusCode::kFailedPrecondition, ""));
  EXPECT_THAT(Take({250, 260}), IsOk());
  ASSERT_THAT(Free({100, 199}), IsOk());
  EXPECT_THAT(Take({150, 150}), Fails(absl::StatusCode::kFailedPrecondition, "")) << "one place, and it is taken";
  EXPECT_THAT(Take({100, 149}), IsOk());
  ASSERT_THAT(Try([](CapacityStore& store) { return store.SetPlaces(kCapacity, 3); }), IsOk());
  EXPECT_THAT(Take({150, 150}), IsOk());
}

TEST_F(CapacityStoreTest, SomeoneWhoIsThereIsCountedEvenWhereAllIsTaken) {
  ASSERT_THAT(Take({100, 199}), IsOk());
  ASSERT_THAT(Take({100, 199}), IsOk());
  ASSERT_THAT(Try([](CapacityStore& store) { return store.TakeEvenIfFull(kCapacity, {150, 249}); }), IsOk());
  EXPECT_THAT(Ranges(), ElementsAre("100-149:2/2", "150-199:3/3", "200-249:1/2"));
  EXPECT_THAT(Take({150, 150}), Fails(absl::StatusCode::kFailedPrecondition, ""));
  ASSERT_THAT(Free({100, 199}), IsOk());
  EXPECT_THAT(Take({150, 150}), Fails(absl::StatusCode::kFailedPrecondition, ""));
  ASSERT_THAT(Free({150, 249}), IsOk());
  EXPECT_THAT(Take({150, 150}), IsOk());
}

TEST_F(CapacityStoreTest, LoadsWhatIsTakenWithinTheDays) {
  ASSERT_THAT(Take({100, 199}), IsOk());
  const CapacityKey key{"a", {"45", "45A04"}};
  const std::map<std::int64_t, CapacityKey> keys = {{kCapacity, key}};
  Write([&](Connection& connection) -> absl::Status {
    CapacityStore store(&connection);
    CLIENTROUTE_ASSIGN(const OccupancyBook book, store.Load(keys, {150, 400}));
    EXPECT_EQ(book.at(key).MostTaken(Period::From(FromDays(150))), 1);
    EXPECT_EQ(book.at(key).MostTaken(Period::From(FromDays(200))), 0);
    CLIENTROUTE_ASSIGN(const OccupancyBook later, store.Load(keys, {200, 400}));
    EXPECT_THAT(later, SizeIs(0));
    return absl::OkStatus();
  });
}

// Against a count per day: the store refuses exactly when a day would be over its places.
TEST_F(CapacityStoreTest, EqualsACountPerDay) {
  constexpr int kDays = 60;
  std::mt19937 random(20'260'401);
  std::vector<int> taken(kDays, 0);
  int places = 2;
  std::vector<DayRange> held;
  for (int step = 0; step < 1'500; ++step) {
    const std::int64_t first = random() % kDays;
    const std::int64_t last = first + random() % (kDays - first);
    const auto action = random() % 10;
    if (action < 5) {
      bool fits = true;
      for (std::int64_t day = first; day <= last; ++day) fits = fits && taken[day] < places;
      ASSERT_EQ(Take({first, last}).ok(), fits) << step;
      if (!fits) continue;
      held.push_back({first, last});
      for (std::int64_t day = first; day <= last; ++day) ++taken[day];
    } else if (action < 9 && !held.empty()) {
      const std::size_t which = random() % held.size();
      const DayRange days = held[which];
      held.erase(held.begin() + static_cast<std::ptrdiff_t>(which));
      ASSERT_THAT(Free(days), IsOk()) << step;
      for (std::int64_t day = days.first; day <= days.last; ++day) --taken[day];
    } else if (action == 9) {
      places = static_cast<int>(random() % 5);
      ASSERT_THAT(Try([&](CapacityStore& store) { return store.SetPlaces(kCapacity, places); }), IsOk());
    }
  }
  for (const DayRange& days : held) ASSERT_THAT(Free(days), IsOk());
  int edges = 0;
  EXPECT_THAT(Ranges(&edges), SizeIs(0));
  EXPECT_EQ(edges, 1);
}

}  // namespace
}  // namespace clientroute::allocation
