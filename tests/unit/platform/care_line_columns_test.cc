#include "services/platform/store/care_line_columns.h"

#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "services/platform/testing/status_matchers.h"

namespace clientroute {
namespace {

const std::vector<Migration> kTable = {
    {1, "lines",
     "CREATE TABLE lines (id INTEGER PRIMARY KEY, line TEXT NOT NULL, category TEXT NOT NULL, code TEXT NOT NULL, "
     "start_day INTEGER NOT NULL, end_day INTEGER, amount INTEGER, unit INTEGER, frequency INTEGER, budget_cents "
     "INTEGER, "
     "provider TEXT NOT NULL, provider_reference TEXT NOT NULL) STRICT;"}};

Date Day(std::string_view text) { return Date::Parse(text).value(); }

CareLine Whole() {
  CareLine line;
  line.line = "line-1";
  line.law = Law::kWmo;
  line.product = {"45", "45A04"};
  line.period = Period::Of(Day("2026-04-01"), Day("2026-09-30")).value();
  line.volume = Volume{4, Unit::kHour, Frequency::kPerWeek};
  line.provider = ProviderCode::Parse("42420001");
  line.provider_reference = "REF-1";
  return line;
}

TEST(CareLineColumnsTest, WhatIsAskedForComesBackAsItWas) {
  CareLine bare;
  bare.line = "line-2";
  bare.law = Law::kWmo;
  bare.period = Period::From(Day("1969-12-31"));
  CareLine budget = Whole();
  budget.line = "line-3";
  budget.product.code.clear();
  budget.volume.reset();
  budget.budget = Money::Cents(250'000);
  const std::vector<CareLine> lines = {Whole(), bare, budget};

  auto database = OpenSqlite({.path = ":memory:"}, kTable);
  ASSERT_THAT(database, IsOk());
  std::vector<CareLine> read;
  ASSERT_THAT((*database)->Write([&](Connection& db) -> absl::Status {
    std::vector<std::vector<Parameter>> rows;
    for (const CareLine& line : lines) AddCareLine(line, &rows.emplace_back());
    CLIENTROUTE_RETURN_IF_ERROR(db.ExecuteMany(
        "INSERT INTO lines (line, category, code, start_day, end_day, amount, unit, frequency, budget_cents, provider, "
        "provider_reference) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        rows));
    CLIENTROUTE_ASSIGN(read, db.QueryAll("SELECT * FROM lines ORDER BY id", {},
                                         [](const Row& row) { return CareLineIn(row, 1, Law::kWmo); }));
    return absl::OkStatus();
  }),
              IsOk());
  EXPECT_EQ(read, lines);
}

TEST(CareLineColumnsTest, ThereAreAsManyAsItSays) {
  std::vector<Parameter> parameters;
  AddCareLine(Whole(), &parameters);
  EXPECT_EQ(parameters.size(), static_cast<std::size_t>(kCareLineColumns));
}

}  // namespace
}  // namespace clientroute
