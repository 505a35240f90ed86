#ifndef CLIENTROUTE_SERVICES_CONTRACTING_CATALOGUE_ROWS_STORE_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_CATALOGUE_ROWS_STORE_H_

#include <utility>

#include "services/contracting/catalogue.h"
#include "services/contracting/catalogue_store.h"
#include "services/platform/store/database.h"

namespace clientroute::contracting {

/// The columns that each row is read from, in the order of the functions below. For the stores of this service alone;
/// pure, thread-safe. A row that breaks its own shape is a damaged file or a defect: the process stops.
#define CLIENTROUTE_MUNICIPALITY_COLUMNS "code, display_name, latitude_microdegrees, longitude_microdegrees"
#define CLIENTROUTE_PROVIDER_COLUMNS "code, display_name, valid_from, valid_until"
#define CLIENTROUTE_PRODUCT_COLUMNS \
  "law, category, code, display_name, segment, unit, age_from, age_until, valid_from, valid_until, description"
#define CLIENTROUTE_CONTRACT_COLUMNS \
  "id, code, provider, lot, valid_from, valid_until, duty_to_accept, yearly_ceiling_cents, recorded_at"
#define CLIENTROUTE_TARIFF_COLUMNS "contract, category, code, unit, amount_cents, valid_from, valid_until, recorded_at"
#define CLIENTROUTE_INTENSITY_COLUMNS "i.lot, i.segment, i.talks_per_year, i.display_name, i.valid_from, i.valid_until"
#define CLIENTROUTE_MEASURE_COLUMNS                                                                       \
  "m.code, m.display_name, m.source, m.figure, m.of_figures, m.of_contract, m.weight, m.full_points_at, " \
  "m.no_points_at, m.share, m.valid_from, m.valid_until"

Municipality ReadMunicipality(const Row& row);
Provider ReadProvider(const Row& row);
CatalogueProduct ReadProduct(const Row& row);
/// With the row's id; municipalities and products are in tables of their own.
std::pair<std::int64_t, Recorded<Contract>> ReadContract(const Row& row);
Recorded<Tariff> ReadTariff(const Row& row);
/// Beside other columns: theirs begin at `first`.
TalkIntensity ReadIntensity(const Row& row, int first);
PerformanceMeasure ReadMeasure(const Row& row, int first);

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_CATALOGUE_ROWS_STORE_H_
