#include "services/contracting/catalogue_rows_store.h"

#include <sstream>
#include <string>

#include "services/platform/status/defect.h"
#include "services/platform/store/columns.h"

namespace clientroute::contracting {
namespace {

// What was checked when it was written is never missing when it is read.
template <typename Value>
Value Whole(std::optional<Value> value, const char* what) {
  if (!value) StopOnDefect(std::string("contracting: a stored row has no valid ") + what);
  return *std::move(value);
}

Period ReadPeriod(const Row& row, int first) {
  std::optional<Date> until;
  if (!row.IsNull(first + 1)) until = FromDays(row.Int(first + 1));
  return Whole(Period::Of(FromDays(row.Int(first)), until), "period");
}

Unit ReadUnit(const Row& row, int column) { return Whole(UnitOf(static_cast<int>(row.Int(column))), "unit"); }

}  // namespace

Municipality ReadMunicipality(const Row& row) {
  return {Whole(MunicipalityCode::Parse(row.Text(0)), "municipality"),
          std::string(row.Text(1)),
          {static_cast<std::int32_t>(row.Int(2)), static_cast<std::int32_t>(row.Int(3))}};
}

Provider ReadProvider(const Row& row) {
  return {Whole(ProviderCode::Parse(row.Text(0)), "provider"), std::string(row.Text(1)), ReadPeriod(row, 2)};
}

CatalogueProduct ReadProduct(const Row& row) {
  CatalogueProduct product;
  product.law = Whole(LawOf(static_cast<int>(row.Int(0))), "law");
  product.product = {std::string(row.Text(1)), std::string(row.Text(2))};
  product.display_name = row.Text(3);
  product.segment = row.Text(4);
  product.unit = ReadUnit(row, 5);
  product.age_from = static_cast<int>(row.Int(6));
  if (!row.IsNull(7)) product.age_until = static_cast<int>(row.Int(7));
  product.period = ReadPeriod(row, 8);
  product.description = row.Text(10);
  return product;
}

std::pair<std::int64_t, Recorded<Contract>> ReadContract(const Row& row) {
  Contract contract{.code = std::string(row.Text(1)),
                    .provider = Whole(ProviderCode::Parse(row.Text(2)), "provider"),
                    .lot = std::string(row.Text(3)),
                    .municipalities = {},
                    .products = {},
                    .period = ReadPeriod(row, 4),
                    .duty_to_accept = row.Int(6) == 1,
                    .yearly_ceiling = {}};
  if (!row.IsNull(7)) contract.yearly_ceiling = Money::Cents(row.Int(7));
  return {row.Int(0), {std::move(contract), FromMicros(row.Int(8))}};
}

Recorded<Tariff> ReadTariff(const Row& row) {
  return {{.contract = std::string(row.Text(0)),
           .product = {std::string(row.Text(1)), std::string(row.Text(2))},
           .unit = ReadUnit(row, 3),
           .amount = Money::Cents(row.Int(4)),
           .period = ReadPeriod(row, 5)},
          FromMicros(row.Int(7))};
}

TalkIntensity ReadIntensity(const Row& row, int first) {
  return {.lot = std::string(row.Text(first)),
          .segment = std::string(row.Text(first + 1)),
          .talks_per_year = static_cast<int>(row.Int(first + 2)),
          .display_name = std::string(row.Text(first + 3)),
          .period = ReadPeriod(row, first + 4)};
}

PerformanceMeasure ReadMeasure(const Row& row, int first) {
  PerformanceMeasure measure{.code = std::string(row.Text(first)),
                             .display_name = std::string(row.Text(first + 1)),
                             .source = static_cast<MeasureSource>(row.Int(first + 2)),
                             .figure = std::string(row.Text(first + 3)),
                             .of_figures = {},
                             .of_contract = row.Int(first + 5) == 1,
                             .weight = static_cast<int>(row.Int(first + 6)),
                             .full_points_at = row.Int(first + 7),
                             .no_points_at = row.Int(first + 8),
                             .share = row.Int(first + 9) == 1,
                             .period = ReadPeriod(row, first + 10)};
  std::istringstream words{std::string(row.Text(first + 4))};
  for (std::string word; words >> word;) measure.of_figures.push_back(word);
  return measure;
}

}  // namespace clientroute::contracting
