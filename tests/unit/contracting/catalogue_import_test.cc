#include "services/contracting/catalogue_import.h"

#include <functional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace clientroute::contracting {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Date Day(const char* text) { return Date::Parse(text).value(); }
Period From(const char* start) { return Period::From(Day(start)); }
Period Between(const char* start, const char* end) { return Period::Of(Day(start), Day(end)).value(); }
ProviderCode Agb(const char* text) { return ProviderCode::Parse(text).value(); }

const Date kToday = Day("2026-04-01");

Municipality Alkmaar() { return {MunicipalityCode::Parse("0361").value(), "Alkmaar", {52'632'000, 4'749'000}}; }
Provider Duin() { return {Agb("42420001"), "Jeugdhulp Duin", From("2020-01-01")}; }
CatalogueProduct Guidance() {
  CatalogueProduct row;
  row.product = {"45", "45A04"};
  row.segment = "resolution_oriented/ambulatory";
  row.unit = Unit::kHour;
  row.period = From("2024-01-01");
  return row;
}
Contract Ambulant() {
  return {.code = "ambulant",
          .provider = Agb("42420001"),
          .lot = "ambulant-2026",
          .municipalities = {"0361"},
          .products = {{"45", "45A04"}},
          .period = Between("2026-01-01", "2027-12-31"),
          .duty_to_accept = true,
          .yearly_ceiling = {}};
}
Tariff Hour(Period period = From("2026-01-01"), std::int64_t cents = 9'840) {
  return {"ambulant", {"45", "45A04"}, Unit::kHour, Money::Cents(cents), period};
}

TalkIntensity Quarterly() { return {"ambulant-2026", "resolution_oriented", 4, "Partner", From("2026-01-01")}; }
PerformanceMeasure Kept() {
  return {.code = "agreements",
          .display_name = "Afspraken nagekomen",
          .source = MeasureSource::kAgreementsKept,
          .figure = {},
          .of_figures = {},
          .of_contract = false,
          .weight = 3,
          .full_points_at = 10'000,
          .no_points_at = 5'000,
          .share = true,
          .period = From("2026-01-01")};
}

CurrentRows Held() {
  return {{Alkmaar()}, {Duin()}, {Guidance()}, {Ambulant()}, {Hour()}, {}, {{Quarterly()}, {Kept()}}};
}

// All rows of `Held` as an import.
Import Whole() {
  Import import;
  import.municipalities = {{ "municipalities[0]", Alkmaar() }};
  import.providers = {{ "providers[0]", Duin() }};
  import.products = {{ "products[0]", Guidance() }};
  import.contracts = {{ "contracts[0]", Ambulant() }};
  import.tariffs = {{ "tariffs[0]", Hour() }};
  import.talk_intensities = {{ "talk_intensities[0]", Quarterly() }};
  import.performance_measures = {{ "performance_measures[0]", Kept() }};
  return import;
}

std::vector<std::string> Told(const std::vector<WrongRow>& wrong) {
  std::vector<std::string> told;
  for (const WrongRow& row : wrong) told.push_back(row.field + ": " + row.why);
  return told;
}

std::size_t Count(const CurrentRows& rows) {
  return rows.municipalities.size() + rows.providers.size() + rows.products.size() + rows.contracts.size() +
         rows.tariffs.size() + rows.choices.intensities.size() + rows.choices.measures.size();
}

TEST(CatalogueImportTest, AWholeCatalogueIsTakenIntoNothing) {
  EXPECT_THAT(Told(FindWrong(Whole(), {}, kToday)), IsEmpty());
  EXPECT_EQ(Count(NewRows(Whole(), {})), 7U);
}

TEST(CatalogueImportTest, TheSameAgainIsNothingNew) {
  EXPECT_THAT(Told(FindWrong(Whole(), Held(), kToday)), IsEmpty());
  EXPECT_EQ(Count(NewRows(Whole(), Held())), 0U);
}

TEST(CatalogueImportTest, WhatDiffersIsNew) {
  const struct {
    const char* name;
    std::function<void(Import&)> change;
  } cases[] = {
      {"municipality", [](Import& import) { import.municipalities[0].row.display_name = "Gemeente Alkmaar"; }},
      {"provider", [](Import& import) { import.providers[0].row.period = Between("2020-01-01", "2026-12-31"); }},
      {"product", [](Import& import) { import.products[0].row.description = "Begeleiding"; }},
      {"contract", [](Import& import) { import.contracts[0].row.duty_to_accept = false; }},
      {"tariff", [](Import& import) { import.tariffs[0].row.amount = Money::Cents(9'900); }},
      {"intensity", [](Import& import) { import.talk_intensities[0].row.talks_per_year = 2; }},
      {"measure", [](Import& import) { import.performance_measures[0].row.weight = 4; }},
  };
  for (const auto& one : cases) {
    Import import = Whole();
    one.change(import);
    EXPECT_THAT(Told(FindWrong(import, Held(), kToday)), IsEmpty()) << one.name;
    EXPECT_EQ(Count(NewRows(import, Held())), 1U) << one.name;
  }
}

TEST(CatalogueImportTest, NamesEveryWrongRow) {
  const struct {
    const char* name;
    std::function<void(Import&)> change;
    std::vector<std::string> told;
  } cases[] = {
      {"municipality that does not exist",
       [](Import& import) {
         import.municipalities.push_back({"municipalities[1]", Alkmaar()});
         import.municipalities[1].row.code = MunicipalityCode::Parse("0501").value();
       },
       {"municipalities[1].code: 0501 is no municipality on 2026-04-01"}},
      {"swapped coordinates",
       [](Import& import) {
         import.municipalities[0].row.place = {4'749'000, 52'632'000};
       },
       {"municipalities[0].place: lies outside the Netherlands"}},
      {"municipality twice",
       [](Import& import) {
         import.municipalities.push_back({"municipalities[1]", Alkmaar()});
       },
       {"municipalities[1]: comes twice: it is municipalities[0] too"}},
      {"provider twice",
       [](Import& import) {
         import.providers.push_back({"providers[1]", Duin()});
       },
       {"providers[1]: comes twice: it is providers[0] too"}},
      {"product twice",
       [](Import& import) {
         import.products.push_back({"products[1]", Guidance()});
       },
       {"products[1]: comes twice: it is products[0] too"}},
      {"contract twice",
       [](Import& import) {
         import.contracts.push_back({"contracts[1]", Ambulant()});
       },
       {"contracts[1]: comes twice: it is contracts[0] too"}},
      {"tariff twice",
       [](Import& import) {
         import.tariffs.push_back({"tariffs[1]", Hour()});
       },
       {"tariffs[1]: comes twice: it is tariffs[0] too"}},
      {"code in two categories",
       [](Import& import) {
         import.products.push_back({"products[1]", Guidance()});
         import.products[1].row.product.category = "44";
         import.products[1].row.period = From("2025-01-01");
       },
       {"products[0].period: overlaps the row of 2025-01-01..",
        "products[1].period: overlaps the row of 2024-01-01.."}},
      {"overlapping tariffs",
       [](Import& import) {
         import.tariffs.push_back({"tariffs[1]", Hour(From("2027-01-01"))});
       },
       {"tariffs[0].period: overlaps the row of 2027-01-01..", "tariffs[1].period: overlaps the row of 2026-01-01.."}},
      {"unknown provider",
       [](Import& import) { import.contracts[0].row.provider = Agb("42429999"); },
       {"contracts[0].provider: 42429999 is no provider that is known"}},
      {"municipality outside the region",
       [](Import& import) { import.contracts[0].row.municipalities.insert("0363"); },
       {"contracts[0].municipalities: 0363 is no municipality of the region"}},
      {"unknown product",
       [](Import& import) {
         import.contracts[0].row.products.insert({"45", "45A99"});
       },
       {"contracts[0].products: 45A99 is not in the catalogue during the contract"}},
      {"unknown category",
       [](Import& import) {
         import.contracts[0].row.products.insert({"44", ""});
       },
       {"contracts[0].products: 44 is not in the catalogue during the contract"}},
      {"unknown contract",
       [](Import& import) { import.tariffs[0].row.contract = "other"; },
       {"tariffs[0].contract: other is no contract that is known"}},
      {"tariff for what is not contracted",
       [](Import& import) { import.tariffs[0].row.product.code = "45A05"; },
       {"tariffs[0].product: is not in contract ambulant"}},
      {"tariff before the contract",
       [](Import& import) { import.tariffs[0].row.period = From("2025-12-31"); },
       {"tariffs[0].period: begins outside the period of contract ambulant"}},
      {"tariff after the contract",
       [](Import& import) { import.tariffs[0].row.period = From("2028-01-01"); },
       {"tariffs[0].period: begins outside the period of contract ambulant"}},
      {"tariff in another unit",
       [](Import& import) { import.tariffs[0].row.unit = Unit::kPartDay; },
       {"tariffs[0].unit: is not the unit of product 45A04 (4)"}},
      {"intensity of no lot and no segment",
       [](Import& import) {
         import.talk_intensities[0].row.lot = "ambulant-2027";
         import.talk_intensities[0].row.segment = "resolution";
       },
       {"talk_intensities[0].lot: ambulant-2027 is no lot of any contract",
        "talk_intensities[0].segment: resolution is no segment of any product"}},
      {"intensity twice and overlapping",
       [](Import& import) {
         import.talk_intensities.push_back({"talk_intensities[1]", Quarterly()});
         import.talk_intensities.push_back({"talk_intensities[2]", Quarterly()});
         import.talk_intensities[2].row.period = From("2027-01-01");
       },
       {"talk_intensities[1]: comes twice: it is talk_intensities[0] too",
        "talk_intensities[0].period: overlaps the row of 2027-01-01..",
        "talk_intensities[1].period: overlaps the row of 2027-01-01..",
        "talk_intensities[2].period: overlaps the row of 2026-01-01.."}},
      {"overlapping measures",
       [](Import& import) {
         import.performance_measures.push_back({"performance_measures[1]", Kept()});
         import.performance_measures[1].row.period = From("2027-01-01");
       },
       {"performance_measures[0].period: overlaps the row of 2027-01-01..",
        "performance_measures[1].period: overlaps the row of 2026-01-01.."}},
  };
  for (const auto& one : cases) {
    Import import = Whole();
    one.change(import);
    EXPECT_THAT(Told(FindWrong(import, {}, kToday)), testing::ElementsAreArray(one.told)) << one.name;
  }
}

TEST(CatalogueImportTest, LooksAtWhatHoldsAlready) {
  Import tariff;
  tariff.tariffs = {{"tariffs[0]", Hour(From("2027-01-01"), 10'100)}};
  EXPECT_THAT(Told(FindWrong(tariff, Held(), kToday)),
              ElementsAre("tariffs[0].period: overlaps the row of 2026-01-01.."));

  Import moved;
  moved.providers = {{"providers[0]", {Agb("42420002"), "Ander", From("2020-01-01")}}};
  moved.contracts = {{"contracts[0]", Ambulant()}};
  moved.contracts[0].row.provider = Agb("42420002");
  EXPECT_THAT(Told(FindWrong(moved, Held(), kToday)),
              ElementsAre("contracts[0].provider: is 42420001 already and does not change"));
}

TEST(CatalogueImportTest, ANewTariffFollowsOneThatIsCutOff) {
  Import import;
  import.tariffs = {{"tariffs[0]", Hour(Between("2026-01-01", "2026-12-31"))},
                    { "tariffs[1]",
                      Hour(From("2027-01-01"), 10'100) }};
  EXPECT_THAT(Told(FindWrong(import, Held(), kToday)), IsEmpty());
  EXPECT_EQ(NewRows(import, Held()).tariffs.size(), 2U);
}

TEST(CatalogueImportTest, ARowThatReferredToAnUnreadableOneIsNotNamedAsWell) {
  Import import = Whole();
  import.municipalities.clear();
  import.providers.clear();
  import.products.clear();
  import.contracts.clear();
  import.unreadable = {"ambulant"};
  EXPECT_THAT(Told(FindWrong(import, {}, kToday)), IsEmpty());
  import.contracts = {{ "contracts[0]", Ambulant() }};
  import.unreadable = {"0361", "42420001", "45A04"};
  EXPECT_THAT(Told(FindWrong(import, {}, kToday)), IsEmpty());
  import.talk_intensities[0].row.lot = "of-an-unreadable-contract";
  EXPECT_THAT(Told(FindWrong(import, {}, kToday)), IsEmpty());
}

}  // namespace
}  // namespace clientroute::contracting
