#ifndef CLIENTROUTE_SERVICES_CONTRACTING_CATALOGUE_IMPORT_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_CATALOGUE_IMPORT_H_

#include <set>
#include <string>
#include <vector>

#include "services/contracting/catalogue.h"
#include "services/contracting/stacking.h"
#include "services/contracting/supplier_choices.h"

namespace clientroute::contracting {

/// A row of an import with its place in the request, for naming it.
template <typename Row>
struct Imported {
  /// `tariffs[3]`.
  std::string field;
  Row row;
};

/// What is to be taken in: the rows that could be read.
struct Import {
  std::vector<Imported<Municipality>> municipalities;
  std::vector<Imported<Provider>> providers;
  std::vector<Imported<CatalogueProduct>> products;
  std::vector<Imported<Contract>> contracts;
  std::vector<Imported<Tariff>> tariffs;
  std::vector<Imported<StackingRule>> stacking_rules;
  std::vector<Imported<ProductLimit>> product_limits;
  std::vector<Imported<TalkIntensity>> talk_intensities;
  std::vector<Imported<PerformanceMeasure>> performance_measures;
  /// Codes of municipalities, providers, products and contracts in rows that could not be read: named in the refusal
  /// already, so that a row that refers to them is not named for that as well.
  std::set<std::string> unreadable;
};

/// All rows that hold now, without those that a newer row replaced.
struct CurrentRows {
  std::vector<Municipality> municipalities;
  std::vector<Provider> providers;
  std::vector<CatalogueProduct> products;
  std::vector<Contract> contracts;
  std::vector<Tariff> tariffs;
  StackingMatrix matrix = {};
  SupplierChoices choices = {};
};

/// A row that may not be taken in.
struct WrongRow {
  std::string field;
  /// In English, for the people who keep the catalogue.
  std::string why;
};

/// Everything that is wrong with an import into what holds now: rows that come twice; a municipality that is not in the
/// country's division today or lies outside the country; periods of one product, or of one contract's tariffs for one
/// product, that overlap; a reference to a provider, municipality, product or contract that is neither here nor in the
/// import; a contract that changes provider; a tariff for what its contract does not cover, outside the contract's
/// period, or in another unit than its product has; a rule of stacking or a limit for a product or category that is not
/// in the catalogue, or beside another one for the same on the same day; a choice how often to talk for a lot without a
/// contract or a segment without a product, or beside another one for the same on the same day, and so a measure of
/// past performance. Empty when all may be taken in. Pure, thread-safe.
std::vector<WrongRow> FindWrong(const Import& import, const CurrentRows& current, Date today);

/// The rows that are new or differ from what holds now; the others are left (an identical import is empty). Pure,
/// thread-safe.
CurrentRows NewRows(const Import& import, const CurrentRows& current);

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_CATALOGUE_IMPORT_H_
