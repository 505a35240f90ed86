#include "services/contracting/catalogue_import.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "services/platform/values/municipalities.h"

namespace clientroute::contracting {
namespace {

// European Netherlands with some room, so that swapped or missing coordinates are seen.
constexpr std::int32_t kSouth = 50'000'000;
constexpr std::int32_t kNorth = 54'000'000;
constexpr std::int32_t kWest = 3'000'000;
constexpr std::int32_t kEast = 8'000'000;

std::string KeyOf(const Municipality& row) { return row.code.ToString(); }
std::string KeyOf(const Provider& row) { return row.code.ToString(); }
std::string KeyOf(const Contract& row) { return row.code; }
std::tuple<Law, std::string, Date> KeyOf(const CatalogueProduct& row) {
  return {row.law, row.product.code, row.period.start()};
}
std::tuple<std::string, Product, Date> KeyOf(const Tariff& row) {
  return {row.contract, row.product, row.period.start()};
}

std::tuple<Law, Product, Product, Date> KeyOf(const StackingRule& row) {
  return {row.law, row.product, row.other, row.period.start()};
}
std::tuple<Law, Product, int, int, Date> KeyOf(const ProductLimit& row) {
  return {row.law, row.product, CodeOf(row.volume.unit), CodeOf(row.volume.frequency), row.period.start()};
}

std::tuple<std::string, std::string, Date> KeyOf(const TalkIntensity& row) {
  return {row.lot, row.segment, row.period.start()};
}
std::pair<std::string, Date> KeyOf(const PerformanceMeasure& row) { return {row.code, row.period.start()}; }

template <typename Row>
using ByKey = std::map<decltype(KeyOf(std::declval<Row>())), Row>;

template <typename Row>
ByKey<Row> Indexed(const std::vector<Row>& rows) {
  ByKey<Row> found;
  for (const Row& row : rows) found.emplace(KeyOf(row), row);
  return found;
}

// What would hold after the import.
template <typename Row>
ByKey<Row> After(const std::vector<Imported<Row>>& imported, const std::vector<Row>& current) {
  ByKey<Row> rows = Indexed(current);
  for (const Imported<Row>& one : imported) rows.insert_or_assign(KeyOf(one.row), one.row);
  return rows;
}

class ImportCheck {
 public:
  ImportCheck(const Import& import, const CurrentRows& current, Date today)
      : import_(import),
        today_(today),
        municipalities_(After(import.municipalities, current.municipalities)),
        providers_(After(import.providers, current.providers)),
        products_(After(import.products, current.products)),
        contracts_before_(Indexed(current.contracts)),
        contracts_(After(import.contracts, current.contracts)),
        tariffs_(After(import.tariffs, current.tariffs)),
        rules_(After(import.stacking_rules, current.matrix.rules)),
        limits_(After(import.product_limits, current.matrix.limits)),
        intensities_(After(import.talk_intensities, current.choices.intensities)),
        measures_(After(import.performance_measures, current.choices.measures)) {}

  std::vector<WrongRow> Run() {
    for (const auto& one : import_.municipalities) CheckMunicipality(one);
    for (const auto& one : import_.contracts) CheckContract(one);
    for (const auto& one : import_.tariffs) CheckTariff(one);
    for (const auto& one : import_.stacking_rules) {
      CheckKnown(one.field + ".product", one.row.law, one.row.product);
      CheckKnown(one.field + ".other", one.row.law, one.row.other);
    }
    for (const auto& one : import_.product_limits) CheckKnown(one.field + ".product", one.row.law, one.row.product);
    for (const auto& one : import_.talk_intensities) CheckIntensity(one);
    FindRepeats(import_.municipalities);
    FindRepeats(import_.providers);
    FindRepeats(import_.products);
    FindRepeats(import_.contracts);
    FindRepeats(import_.tariffs);
    FindRepeats(import_.stacking_rules);
    FindRepeats(import_.product_limits);
    FindRepeats(import_.talk_intensities);
    FindRepeats(import_.performance_measures);
    FindOverlaps(import_.stacking_rules, rules_,
                 [](const StackingRule& row) { return std::tuple(row.law, row.product, row.other); });
    FindOverlaps(import_.product_limits, limits_, [](const ProductLimit& row) {
      return std::tuple(row.law, row.product, row.volume.unit, row.volume.frequency);
    });
    FindOverlaps(import_.talk_intensities, intensities_,
                 [](const TalkIntensity& row) { return std::pair(row.lot, row.segment); });
    FindOverlaps(import_.performance_measures, measures_, [](const PerformanceMeasure& row) { return row.code; });
    FindOverlaps(import_.products, products_,
                 [](const CatalogueProduct& row) { return std::pair(row.law, row.product.code); });
    FindOverlaps(import_.tariffs, tariffs_, [](const Tariff& row) { return std::pair(row.contract, row.product); });
    return std::move(wrong_);
  }

 private:
  void Refuse(const std::string& field, std::string why) { wrong_.push_back({field, std::move(why)}); }
  bool Unreadable(const std::string& code) const { return import_.unreadable.contains(code); }

  void CheckMunicipality(const Imported<Municipality>& one) {
    if (!MunicipalityExistsOn(one.row.code, today_)) {
      Refuse(one.field + ".code", one.row.code.ToString() + " is no municipality on " + today_.ToString());
    }
    const Place& place = one.row.place;
    if (place.latitude_microdegrees < kSouth || place.latitude_microdegrees > kNorth ||
        place.longitude_microdegrees < kWest || place.longitude_microdegrees > kEast) {
      Refuse(one.field + ".place", "lies outside the Netherlands");
    }
  }

  void CheckContract(const Imported<Contract>& one) {
    const Contract& contract = one.row;
    const std::string provider = contract.provider.ToString();
    if (!providers_.contains(provider) && !Unreadable(provider)) {
      Refuse(one.field + ".provider", provider + " is no provider that is known");
    }
    if (const auto before = contracts_before_.find(contract.code);
        before != contracts_before_.end() && before->second.provider != contract.provider) {
      Refuse(one.field + ".provider", "is " + before->second.provider.ToString() + " already and does not change");
    }
    for (const std::string& code : contract.municipalities) {
      if (!municipalities_.contains(code) && !Unreadable(code)) {
        Refuse(one.field + ".municipalities", code + " is no municipality of the region");
      }
    }
    for (const Product& product : contract.products) {
      const std::string& name = product.code.empty() ? product.category : product.code;
      if (!Unreadable(name) && !InCatalogue(product, contract.period)) {
        Refuse(one.field + ".products", name + " is not in the catalogue during the contract");
      }
    }
  }

  bool InCatalogue(const Product& product, const Period& period) const {
    return std::any_of(products_.begin(), products_.end(), [&](const auto& entry) {
      return product.Covers(entry.second.product) && entry.second.period.Overlaps(period);
    });
  }

  void CheckKnown(const std::string& field, Law law, const Product& product) {
    const std::string& name = product.code.empty() ? product.category : product.code;
    const bool known = std::any_of(products_.begin(), products_.end(), [&](const auto& entry) {
      return entry.second.law == law && product.Covers(entry.second.product);
    });
    if (!known && !Unreadable(name)) Refuse(field, name + " is not in the catalogue under this law");
  }

  void CheckTariff(const Imported<Tariff>& one) {
    const Tariff& tariff = one.row;
    const auto contract = contracts_.find(tariff.contract);
    if (contract == contracts_.end()) {
      if (!Unreadable(tariff.contract))
        Refuse(one.field + ".contract", tariff.contract + " is no contract that is known");
      return;
    }
    if (!contract->second.Covers(tariff.product)) {
      Refuse(one.field + ".product", "is not in contract " + tariff.contract);
    }
    if (!contract->second.period.Contains(tariff.period.start())) {
      Refuse(one.field + ".period", "begins outside the period of contract " + tariff.contract);
    }
    for (const auto& [key, product] : products_) {
      if (product.product != tariff.product || !product.period.Contains(tariff.period.start())) continue;
      if (product.unit != tariff.unit) {
        Refuse(one.field + ".unit", "is not the unit of product " + product.product.code + " (" +
                                        std::to_string(CodeOf(product.unit)) + ")");
      }
    }
  }

  void CheckIntensity(const Imported<TalkIntensity>& one) {
    // The lot or segment may be that of a row that could not be read.
    if (!import_.unreadable.empty()) return;
    const auto has_lot = [&](const auto& entry) { return entry.second.lot == one.row.lot; };
    if (!one.row.lot.empty() && std::none_of(contracts_.begin(), contracts_.end(), has_lot)) {
      Refuse(one.field + ".lot", one.row.lot + " is no lot of any contract");
    }
    const std::string below = one.row.segment + "/";
    const auto is_in = [&](const auto& entry) {
      return entry.second.segment == one.row.segment || entry.second.segment.starts_with(below);
    };
    if (!one.row.segment.empty() && std::none_of(products_.begin(), products_.end(), is_in)) {
      Refuse(one.field + ".segment", one.row.segment + " is no segment of any product");
    }
  }

  template <typename Row>
  void FindRepeats(const std::vector<Imported<Row>>& rows) {
    std::map<decltype(KeyOf(std::declval<Row>())), std::string> first;
    for (const Imported<Row>& one : rows) {
      const auto [at, is_first] = first.emplace(KeyOf(one.row), one.field);
      if (!is_first) Refuse(one.field, "comes twice: it is " + at->second + " too");
    }
  }

  // Rows of one group may not hold on the same day. Every imported row that overlaps another is named.
  template <typename Row, typename GroupOf>
  void FindOverlaps(const std::vector<Imported<Row>>& imported, const ByKey<Row>& after, GroupOf group_of) {
    std::map<decltype(group_of(std::declval<Row>())), std::vector<const Row*>> groups;
    for (const auto& [key, row] : after) groups[group_of(row)].push_back(&row);
    for (const Imported<Row>& one : imported) {
      for (const Row* other : groups[group_of(one.row)]) {
        if (KeyOf(*other) == KeyOf(one.row) || !other->period.Overlaps(one.row.period)) continue;
        Refuse(one.field + ".period", "overlaps the row of " + other->period.ToString());
      }
    }
  }

  const Import& import_;
  const Date today_;
  const ByKey<Municipality> municipalities_;
  const ByKey<Provider> providers_;
  const ByKey<CatalogueProduct> products_;
  const ByKey<Contract> contracts_before_;
  const ByKey<Contract> contracts_;
  const ByKey<Tariff> tariffs_;
  const ByKey<StackingRule> rules_;
  const ByKey<ProductLimit> limits_;
  const ByKey<TalkIntensity> intensities_;
  const ByKey<PerformanceMeasure> measures_;
  std::vector<WrongRow> wrong_;
};

template <typename Row>
std::vector<Row> New(const std::vector<Imported<Row>>& imported, const std::vector<Row>& current) {
  const ByKey<Row> before = Indexed(current);
  std::vector<Row> rows;
  for (const Imported<Row>& one : imported) {
    const auto found = before.find(KeyOf(one.row));
    if (found == before.end() || !(found->second == one.row)) rows.push_back(one.row);
  }
  return rows;
}

}  // namespace

std::vector<WrongRow> FindWrong(const Import& import, const CurrentRows& current, Date today) {
  return ImportCheck(import, current, today).Run();
}

CurrentRows NewRows(const Import& import, const CurrentRows& current) {
  return {New(import.municipalities, current.municipalities),
          New(import.providers, current.providers),
          New(import.products, current.products),
          New(import.contracts, current.contracts),
          New(import.tariffs, current.tariffs),
          {New(import.stacking_rules, current.matrix.rules), New(import.product_limits, current.matrix.limits)},
          {New(import.talk_intensities, current.choices.intensities),
           New(import.performance_measures, current.choices.measures)}};
}

}  // namespace clientroute::contracting
