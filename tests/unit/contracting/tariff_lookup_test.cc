#include "services/contracting/tariff_lookup.h"

#include <chrono>

#include "gtest/gtest.h"

namespace clientroute::contracting {
namespace {

const Product kHelp{"45", "45A04"};
const ProviderCode kDuin = ProviderCode::Parse("42420001").value();

Date Day(const char* text) { return Date::Parse(text).value(); }
Instant At(int hour) { return Instant(std::chrono::hours(hour)); }

Contract ContractOf(const char* code, const char* municipality) {
  return {.code = code,
          .provider = kDuin,
          .lot = "ambulant",
          .municipalities = {municipality},
          .products = {{"45", ""}},
          .period = Period::From(Day("2025-01-01")),
          .duty_to_accept = false,
          .yearly_ceiling = {}};
}

Tariff TariffOf(const char* contract, const Product& product, Unit unit, std::int64_t cents, const char* start) {
  return {contract, product, unit, Money::Cents(cents), Period::From(Day(start))};
}

TEST(TariffLookUpTest, FindsTheRowOfTheDayOfService) {
  Catalogue catalogue;
  catalogue.Add(ContractOf("duin", "0361"));
  Tariff older = TariffOf("duin", kHelp, Unit::kHour, 9'840, "2025-01-01");
  older.period = Period::Of(Day("2025-01-01"), Day("2025-12-31")).value();
  catalogue.Add(older, At(1));
  catalogue.Add(TariffOf("duin", kHelp, Unit::kHour, 10'200, "2026-01-01"), At(2));
  struct Case {
    const char* name;
    TariffQuestion question;
    std::int64_t cents;
  };
  const Case cases[] = {
      {"the last day of the older one", {kDuin, kHelp, "0361", Day("2025-12-31"), Unit::kHour}, 9'840},
      {"the first day of the newer one", {kDuin, kHelp, "0361", Day("2026-01-01"), Unit::kHour}, 10'200},
      {"minutes of an hour", {kDuin, kHelp, "0361", Day("2026-01-01"), Unit::kMinute}, 10'200},
      {"whatever the unit", {kDuin, kHelp, "0361", Day("2026-01-01"), std::nullopt}, 10'200},
      {"before the contract", {kDuin, kHelp, "0361", Day("2024-12-31"), Unit::kHour}, 0},
      {"another municipality", {kDuin, kHelp, "0399", Day("2026-01-01"), Unit::kHour}, 0},
      {"another category", {kDuin, {"44", "44A04"}, "0361", Day("2026-01-01"), Unit::kHour}, 0},
      {"another provider", {ProviderCode::Parse("42420002").value(), kHelp, "0361", Day("2026-01-01"), {}}, 0},
  };
  for (const Case& one : cases) {
    const KnownTariff* found = LookUpTariff(one.question, catalogue);
    EXPECT_EQ(found == nullptr ? 0 : found->row.amount.cents(), one.cents) << one.name;
    if (found != nullptr) EXPECT_EQ(found->recorded_at, At(one.cents == 9'840 ? 1 : 2)) << one.name;
  }
}

TEST(TariffLookUpTest, AContractWithTheUnitGoesFirstAndAnotherUnitIsStillShown) {
  Catalogue catalogue;
  catalogue.Add(ContractOf("a-first", "0361"));
  catalogue.Add(ContractOf("b-second", "0361"));
  catalogue.Add(TariffOf("a-first", kHelp, Unit::kPartDay, 15'000, "2026-01-01"));
  catalogue.Add(TariffOf("b-second", kHelp, Unit::kHour, 9'000, "2026-01-01"));
  TariffQuestion question{kDuin, kHelp, "0361", Day("2026-02-01"), Unit::kMinute};
  EXPECT_EQ(LookUpTariff(question, catalogue)->row.contract, "b-second");
  question.unit = Unit::kDayAndNight;
  EXPECT_EQ(LookUpTariff(question, catalogue)->row.unit, Unit::kPartDay);
}

}  // namespace
}  // namespace clientroute::contracting
