#ifndef CLIENTROUTE_SERVICES_MONITORING_FILTER_PARAMETERS_STORE_H_
#define CLIENTROUTE_SERVICES_MONITORING_FILTER_PARAMETERS_STORE_H_

#include <optional>
#include <string>

#include "services/monitoring/figure.h"
#include "services/platform/store/database.h"
#include "services/platform/store/text_set.h"

namespace clientroute::monitoring {

/// Of what figures are wanted and what may be seen of them, as the first seven parameters of a query over rows `f` with
/// month, municipality, provider and product.
#define CLIENTROUTE_FIGURE_FILTER                                          \
  "f.month BETWEEN $1 AND $2 AND ($3 = '' OR f.municipality = $3)"         \
  " AND ($4 IS NULL OR f.municipality IN (SELECT key FROM json_each($4)))" \
  " AND ($5 = '' OR f.provider = $5) AND ($6 IS NULL OR f.provider = $6) AND ($7 = '' OR f.product = $7)"

/// The parameters look at this object and at the filter, which outlives it.
class FilterParameters {
 public:
  explicit FilterParameters(const FigureFilter& filter) : filter_(filter) {
    // A provider sees what names it, in whatever municipality; everyone else what is of his municipalities.
    if (filter.visible_provider || !filter.visible_municipalities) return;
    TextSet set = TextSetOf(*filter.visible_municipalities);
    municipalities_ = std::string(set.parameter());
  }
  FilterParameters(const FilterParameters&) = delete;
  FilterParameters& operator=(const FilterParameters&) = delete;

  Parameter first_month() const { return std::int64_t{filter_.months.first.index()}; }
  Parameter last_month() const { return std::int64_t{filter_.months.last.index()}; }
  Parameter municipality() const { return std::string_view(filter_.municipality); }
  Parameter visible_municipalities() const { return MaybeText(municipalities_); }
  Parameter provider() const { return std::string_view(filter_.provider); }
  Parameter visible_provider() const { return MaybeText(filter_.visible_provider); }
  Parameter product() const { return std::string_view(filter_.product); }

 private:
  const FigureFilter& filter_;
  std::optional<std::string> municipalities_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_FILTER_PARAMETERS_STORE_H_
