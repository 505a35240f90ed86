#include "services/contracting/contract_check.h"

#include <functional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace clientroute::contracting {
namespace {

Date Day(const char* text) { return Date::Parse(text).value(); }
Period From(const char* start) { return Period::From(Day(start)); }
Period Between(const char* start, const char* end) { return Period::Of(Day(start), Day(end)).value(); }
ProviderCode Agb(const char* text) { return ProviderCode::Parse(text).value(); }

constexpr char kAlkmaar[] = "0361";
constexpr char kHeiloo[] = "0399";

CatalogueProduct Described(const char* category, const char* code, Period period, Law law = Law::kJeugdwet) {
  CatalogueProduct row;
  row.product = {category, code};
  row.law = law;
  row.period = period;
  return row;
}

Contract Lot(const char* code, const char* provider, std::set<Product> products, Period period) {
  return {.code = code,
          .provider = Agb(provider),
          .lot = std::string(code) + "-lot",
          .municipalities = {kAlkmaar},
          .products = std::move(products),
          .period = period,
          .duty_to_accept = false,
          .yearly_ceiling = {}};
}

// 42420001 has 45A04 by the hour and category 44 as a whole, 42420002 45A04 without a tariff, 42420003 a contract that
// ended, 42420004 took part until 2025 only.
Catalogue Region() {
  Catalogue region;
  region.Add(Described("45", "45A04", From("2024-01-01")));
  region.Add(Described("45", "45A05", Between("2024-01-01", "2025-12-31")));
  region.Add(Described("44", "44A09", From("2024-01-01")));
  region.Add(Described("02", "02A03", From("2024-01-01"), Law::kWmo));
  for (const char* code : {"42420001", "42420002", "42420003"}) {
    region.Add(Provider{Agb(code), code, From("2020-01-01")});
  }
  region.Add(Provider{Agb("42420004"), "Gestopt", Between("2020-01-01", "2025-12-31")});
  region.Add(Lot("ambulant", "42420001", {{"45", "45A04"}}, Between("2025-01-01", "2026-12-31")));
  region.Add(Lot("verblijf", "42420001", {{"44", ""}}, From("2025-01-01")));
  region.Add(Lot("zonder-tarief", "42420002", {{"45", "45A04"}}, From("2025-01-01")));
  region.Add(Lot("voorbij", "42420003", {{"45", "45A04"}}, Between("2024-01-01", "2024-12-31")));
  region.Add(
      Tariff{"ambulant", {"45", "45A04"}, Unit::kHour, Money::Cents(9'200), Between("2025-01-01", "2025-12-31")});
  region.Add(Tariff{"ambulant", {"45", "45A04"}, Unit::kHour, Money::Cents(9'840), From("2026-01-01")});
  region.Add(Tariff{"verblijf", {"44", ""}, Unit::kDayAndNight, Money::Cents(25'000), From("2025-01-01")});
  return region;
}

CareLine Asked() {
  CareLine line;
  line.line = "line-1";
  line.product = {"45", "45A04"};
  line.period = Between("2026-04-01", "2026-09-30");
  line.volume = Volume{4, Unit::kHour, Frequency::kPerWeek};
  line.provider = Agb("42420001");
  return line;
}

TEST(CheckLineTest, ConfirmsWithContractTariffAndUnit) {
  const ContractCheck check = CheckLine(Asked(), kAlkmaar, Region());
  EXPECT_EQ(check.reason, std::nullopt);
  EXPECT_EQ(check.line, "line-1");
  EXPECT_EQ(check.contract, "ambulant");
  EXPECT_EQ(check.tariff, Money::Cents(9'840));
  EXPECT_EQ(check.unit, Unit::kHour);
  EXPECT_EQ(check.explanation,
            "Product 45A04 is bij 42420001 gecontracteerd onder perceel ambulant-lot tegen € 98,40 per uur.");
}

TEST(CheckLineTest, TakesTheTariffOfTheFirstDay) {
  const struct {
    const char* day;
    std::int64_t cents;
  } cases[] = {{"2025-01-01", 9'200}, {"2025-12-31", 9'200}, {"2026-01-01", 9'840}, {"2026-12-31", 9'840}};
  for (const auto& one : cases) {
    CareLine line = Asked();
    line.period = From(one.day);
    EXPECT_EQ(CheckLine(line, kAlkmaar, Region()).tariff, Money::Cents(one.cents)) << one.day;
  }
}

// shows: ALL-1
TEST(CheckLineTest, WithoutAProviderAllWhoAreContractedAreNamed) {
  Catalogue region = Region();
  region.Add(Provider{Agb("42420005"), "Ook", From("2020-01-01")});
  region.Add(Lot("ook", "42420005", {{"45", "45A04"}}, From("2025-01-01")));
  region.Add(Tariff{"ook", {"45", "45A04"}, Unit::kHour, Money::Cents(9'500), From("2025-01-01")});
  CareLine line = Asked();
  line.provider.reset();
  const ContractCheck check = CheckLine(line, kAlkmaar, region);
  EXPECT_EQ(check.reason, std::nullopt);
  EXPECT_EQ(check.contract, "") << "which one is allocation's choice";
  EXPECT_EQ(check.tariff, std::nullopt);
  ASSERT_EQ(check.offers.size(), 2u) << "not who has no tariff, ended or left";
  EXPECT_EQ(check.offers[0].provider, Agb("42420001"));
  EXPECT_EQ(check.offers[0].tariff, Money::Cents(9'840));
  EXPECT_EQ(check.offers[1].contract, "ook");
  EXPECT_EQ(check.explanation,
            "Product 45A04 is gecontracteerd bij 42420001, 42420005; wie het geeft, volgt uit de beste plek.");
}

TEST(CheckLineTest, SaysWhyNot) {
  const struct {
    const char* name;
    std::function<void(CareLine&)> change;
    const char* municipality;
    NotContracted reason;
    const char* explanation;
  } cases[] = {
      {"unknown code", [](CareLine& line) { line.product.code = "45A99"; }, kAlkmaar, NotContracted::kUnknownProduct,
       "Product 45A99 staat op 1 april 2026 niet in de productcatalogus (Jeugdwet)."},
      {"code out of force", [](CareLine& line) { line.product.code = "45A05"; }, kAlkmaar,
       NotContracted::kUnknownProduct, "Product 45A05 staat op 1 april 2026 niet in de productcatalogus (Jeugdwet)."},
      {"code of another category (TR381)", [](CareLine& line) { line.product.category = "44"; }, kAlkmaar,
       NotContracted::kUnknownProduct, "Product 45A04 hoort bij categorie 45, niet bij categorie 44."},
      {"code of another law", [](CareLine& line) { line.law = Law::kWmo; }, kAlkmaar, NotContracted::kUnknownProduct,
       "Product 45A04 staat op 1 april 2026 niet in de productcatalogus (Wmo)."},
      {"unknown category",
       [](CareLine& line) {
         line.product = {"53", ""};
       },
       kAlkmaar, NotContracted::kUnknownProduct,
       "Categorie 53 staat op 1 april 2026 niet in de productcatalogus (Jeugdwet)."},
      {"no provider, and nobody for the municipality", [](CareLine& line) { line.provider.reset(); }, kHeiloo,
       NotContracted::kNoContractForProduct,
       "Geen aanbieder is op 1 april 2026 voor gemeente 0399 gecontracteerd voor product 45A04."},
      {"unknown provider", [](CareLine& line) { line.provider = Agb("42429999"); }, kAlkmaar,
       NotContracted::kUnknownProvider, "Aanbieder 42429999 is in deze regio niet bekend."},
      {"provider that left", [](CareLine& line) { line.provider = Agb("42420004"); }, kAlkmaar,
       NotContracted::kUnknownProvider, "Aanbieder 42420004 neemt op 1 april 2026 niet deel aan het berichtenverkeer."},
      {"product of others",
       [](CareLine& line) {
         line.provider = Agb("42420002");
         line.product = {"44", "44A09"};
       },
       kAlkmaar, NotContracted::kNoContractForProduct, "Aanbieder 42420002 heeft geen contract voor product 44A09."},
      {"other municipality", [](CareLine&) {}, kHeiloo, NotContracted::kNotForMunicipality,
       "Het contract van 42420001 voor product 45A04 geldt niet voor gemeente 0399."},
      {"contract that ended", [](CareLine& line) { line.provider = Agb("42420003"); }, kAlkmaar,
       NotContracted::kNotOnDate,
       "Het contract van 42420003 voor product 45A04 geldt niet op 1 april 2026, maar vanaf 1 januari 2024 tot en met "
       "31 "
       "december 2024."},
      {"no tariff", [](CareLine& line) { line.provider = Agb("42420002"); }, kAlkmaar, NotContracted::kNoTariff,
       "Product 45A04 is bij 42420002 gecontracteerd onder perceel zonder-tarief-lot, maar zonder tarief op 1 april "
       "2026."},
      {"other unit", [](CareLine& line) { line.volume->unit = Unit::kPartDay; }, kAlkmaar, NotContracted::kOtherUnit,
       "Product 45A04 is bij 42420001 gecontracteerd onder perceel ambulant-lot per uur, maar gevraagd is per "
       "dagdeel."},
  };
  for (const auto& one : cases) {
    CareLine line = Asked();
    one.change(line);
    const ContractCheck check = CheckLine(line, one.municipality, Region());
    EXPECT_EQ(check.reason, one.reason) << one.name;
    EXPECT_EQ(check.explanation, one.explanation) << one.name;
  }
}

TEST(CheckLineTest, AnAllocationByCategoryOrBudgetNeedsNoTariffOfAProduct) {
  CareLine category = Asked();
  category.product = {"45", ""};
  const ContractCheck by_category = CheckLine(category, kAlkmaar, Region());
  EXPECT_EQ(by_category.reason, std::nullopt);
  EXPECT_EQ(by_category.contract, "ambulant");
  EXPECT_EQ(by_category.tariff, std::nullopt);
  EXPECT_EQ(by_category.explanation, "Categorie 45 is bij 42420001 gecontracteerd onder perceel ambulant-lot.");

  CareLine budget = Asked();
  budget.product = {};
  budget.volume.reset();
  budget.budget = Money::Cents(500'000);
  const ContractCheck by_budget = CheckLine(budget, kAlkmaar, Region());
  EXPECT_EQ(by_budget.reason, std::nullopt);
  EXPECT_EQ(by_budget.explanation,
            "Zorg zonder vast product is bij 42420001 gecontracteerd onder perceel ambulant-lot.");
  budget.provider = Agb("42420003");
  EXPECT_EQ(CheckLine(budget, kAlkmaar, Region()).reason, NotContracted::kNotOnDate);
}

TEST(CheckLineTest, AContractForACategoryServesItsProducts) {
  CareLine line = Asked();
  line.product = {"44", "44A09"};
  line.volume = Volume{7, Unit::kDayAndNight, Frequency::kPerWeek};
  const ContractCheck check = CheckLine(line, kAlkmaar, Region());
  EXPECT_EQ(check.reason, std::nullopt);
  EXPECT_EQ(check.contract, "verblijf");
  EXPECT_EQ(check.tariff, Money::Cents(25'000));
}

TEST(CheckLineTest, OfSeveralContractsTheFittingTariffGoesFirst) {
  Catalogue region = Region();
  region.Add(Lot("a-dagdeel", "42420001", {{"45", "45A04"}}, From("2025-01-01")));
  region.Add(Lot("a-zonder", "42420001", {{"45", "45A04"}}, From("2025-01-01")));
  region.Add(Tariff{"a-dagdeel", {"45", "45A04"}, Unit::kPartDay, Money::Cents(20'000), From("2025-01-01")});
  EXPECT_EQ(CheckLine(Asked(), kAlkmaar, region).contract, "ambulant");
  CareLine line = Asked();
  line.volume->unit = Unit::kMinute;
  const ContractCheck check = CheckLine(line, kAlkmaar, region);
  EXPECT_EQ(check.reason, NotContracted::kOtherUnit);
  EXPECT_EQ(check.contract, "a-dagdeel");
  line.volume.reset();
  EXPECT_EQ(CheckLine(line, kAlkmaar, region).contract, "a-dagdeel");
}

TEST(CheckLineTest, ATariffOfTheProductGoesBeforeOneOfItsCategory) {
  Catalogue region = Region();
  region.Add(Tariff{"verblijf", {"44", "44A09"}, Unit::kDayAndNight, Money::Cents(31'000), From("2026-01-01")});
  CareLine line = Asked();
  line.product = {"44", "44A09"};
  line.volume.reset();
  EXPECT_EQ(CheckLine(line, kAlkmaar, region).tariff, Money::Cents(31'000));
  line.period = From("2025-06-01");
  EXPECT_EQ(CheckLine(line, kAlkmaar, region).tariff, Money::Cents(25'000));
}

TEST(ExplainTest, IsASentencePerLine) {
  ContractCheck one, other;
  one.explanation = "Een.";
  other.explanation = "Twee.";
  EXPECT_EQ(Explain({one, other}), "Een. Twee.");
  EXPECT_EQ(Explain({}), "");
}

}  // namespace
}  // namespace clientroute::contracting
