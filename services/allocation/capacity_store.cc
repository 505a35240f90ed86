#include "services/allocation/capacity_store.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::allocation {
namespace {

// The whole calendar: a Date beyond it is brought back to its edge.
const std::int64_t kFirstDay = ToDays(Date());
const std::int64_t kLastDay = ToDays(Date(std::chrono::sys_days(std::chrono::days(10'000'000))));

struct Range {
  DayRange days;
  std::int64_t taken = 0;
  std::int64_t places = 0;
  std::int64_t most = 0;
};

Range ReadRange(const Row& row) { return {{row.Int(0), row.Int(1)}, row.Int(2), row.Int(3), row.Int(4)}; }

}  // namespace

DayRange ToDayRange(const Period& period) {
  return {ToDays(period.start()), period.end() ? ToDays(*period.end()) : kLastDay};
}

Period FromDayRange(const DayRange& days) {
  const Date first = FromDays(days.first);
  if (days.last >= kLastDay) return Period::From(first);
  return Period::Of(first, FromDays(days.last)).value_or(Period::From(first));
}

std::optional<DayRange> AddedDays(const std::optional<DayRange>& before, const std::optional<DayRange>& after) {
  if (!before || !after) return after;
  if (after->last <= before->last) return std::nullopt;
  return DayRange{std::max(after->first, before->last + 1), after->last};
}

absl::Status CapacityStore::SetPlaces(std::int64_t capacity, int places) {
  CLIENTROUTE_ASSIGN(const std::int64_t changed,
                     connection_.Execute("UPDATE capacity_range SET places = $2,"
                                         " most = CASE WHEN taken > $2 THEN taken ELSE $2 END WHERE capacity = $1",
                                         {capacity, std::int64_t{places}}));
  if (changed > 0) return absl::OkStatus();
  return connection_
      .Execute(
          "INSERT INTO capacity_range (capacity, first_day, last_day, taken, places, most)"
          " VALUES ($1, $2, $3, 0, $4, $4)",
          {capacity, kFirstDay, kLastDay, std::int64_t{places}})
      .status();
}

absl::Status CapacityStore::Take(std::int64_t capacity, const DayRange& days) {
  return Change(capacity, days,
                "UPDATE capacity_range SET taken = taken + 1"
                " WHERE capacity = $1 AND first_day >= $2 AND first_day <= $3");
}

absl::Status CapacityStore::TakeEvenIfFull(std::int64_t capacity, const DayRange& days) {
  return Change(capacity, days,
                "UPDATE capacity_range SET taken = taken + 1,"
                " most = CASE WHEN taken + 1 > places THEN taken + 1 ELSE places END"
                " WHERE capacity = $1 AND first_day >= $2 AND first_day <= $3");
}

absl::StatusOr<bool> CapacityStore::IsOverbooked(std::int64_t capacity, const DayRange& days) {
  CLIENTROUTE_ASSIGN(
      const auto found,
      connection_.QueryOne("SELECT 1 FROM capacity_range WHERE capacity = $1 AND first_day <= $3"
                           " AND last_day >= $2 AND taken > places LIMIT 1",
                           {capacity, days.first, days.last}, [](const Row& row) { return row.Int(0); }));
  return found.has_value();
}

absl::Status CapacityStore::Free(std::int64_t capacity, const DayRange& days) {
  return Change(capacity, days,
                "UPDATE capacity_range SET taken = taken - 1,"
                " most = CASE WHEN taken - 1 > places THEN taken - 1 ELSE places END"
                " WHERE capacity = $1 AND first_day >= $2 AND first_day <= $3");
}

absl::Status CapacityStore::Change(std::int64_t capacity, const DayRange& days, std::string_view change) {
  CLIENTROUTE_RETURN_IF_ERROR(Cut(capacity, days.first));
  if (days.last < kLastDay) CLIENTROUTE_RETURN_IF_ERROR(Cut(capacity, days.last + 1));
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Execute(change, {capacity, days.first, days.last}).status());
  CLIENTROUTE_RETURN_IF_ERROR(Join(capacity, days.first));
  return days.last < kLastDay ? Join(capacity, days.last + 1) : absl::OkStatus();
}

// Makes a range begin on the day.
absl::Status CapacityStore::Cut(std::int64_t capacity, std::int64_t day) {
  CLIENTROUTE_ASSIGN(const auto range,
                     connection_.QueryOne("SELECT first_day, last_day, taken, places, most FROM capacity_range"
                                          " WHERE capacity = $1 AND first_day <= $2 ORDER BY first_day DESC LIMIT 1",
                                          {capacity, day}, ReadRange));
  if (!range) {
    return Error(absl::StatusCode::kInternal, "CAPACITY_WITHOUT_RANGES", Cat("capacity ", capacity, " has no ranges"));
  }
  if (range->days.first == day) return absl::OkStatus();
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("UPDATE capacity_range SET last_day = $3 WHERE capacity = $1 AND first_day = $2",
                   {capacity, range->days.first, day - 1})
          .status());
  return connection_
      .Execute(
          "INSERT INTO capacity_range (capacity, first_day, last_day, taken, places, most)"
          " VALUES ($1, $2, $3, $4, $5, $6)",
          {capacity, day, range->days.last, range->taken, range->places, range->most})
      .status();
}

// Takes the cut at the day away again where both sides are alike, so that ranges stay few.
absl::Status CapacityStore::Join(std::int64_t capacity, std::int64_t day) {
  CLIENTROUTE_ASSIGN(const auto sides,
                     connection_.QueryAll("SELECT first_day, last_day, taken, places, most FROM capacity_range"
                                          " WHERE capacity = $1 AND first_day <= $2 ORDER BY first_day DESC LIMIT 2",
                                          {capacity, day}, ReadRange));
  if (sides.size() < 2 || sides[0].days.first != day) return absl::OkStatus();
  const Range& after = sides[0];
  const Range& before = sides[1];
  if (after.taken != before.taken || after.most != before.most) return absl::OkStatus();
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Execute("DELETE FROM capacity_range WHERE capacity = $1 AND first_day = $2", {capacity, day})
          .status());
  return connection_
      .Execute("UPDATE capacity_range SET last_day = $3 WHERE capacity = $1 AND first_day = $2",
               {capacity, before.days.first, after.days.last})
      .status();
}

absl::StatusOr<OccupancyBook> CapacityStore::Load(const std::map<std::int64_t, CapacityKey>& keys,
                                                  const DayRange& days) {
  TextSet rows;
  for (const auto& [row, key] : keys) rows.Add(row);
  OccupancyBook book;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT capacity, first_day, last_day, taken FROM capacity_range"
      " WHERE capacity IN (SELECT CAST(key AS BIGINT) FROM json_each($1))"
      " AND first_day <= $3 AND last_day >= $2 AND taken > 0",
      {rows.parameter(), days.first, days.last}, [&](const Row& row) {
        book[keys.at(row.Int(0))].Take(FromDayRange({row.Int(1), row.Int(2)}), static_cast<int>(row.Int(3)));
        return absl::OkStatus();
      }));
  return book;
}

}  // namespace clientroute::allocation
