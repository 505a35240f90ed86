#ifndef CLIENTROUTE_SERVICES_CONTRACTING_STACKING_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_STACKING_H_

#include <optional>
#include <string>
#include <vector>

#include "services/platform/values/care_line.h"
#include "services/platform/values/period.h"
#include "services/platform/values/volume.h"

namespace clientroute::contracting {

/// Whether two products, or all of two categories, may run for one client on the same day (CON-6). The key is law, both
/// products and first day; the first product never comes after the other.
struct StackingRule {
  Product product;
  Product other;
  Law law = Law::kJeugdwet;
  bool allowed = false;
  /// In Dutch, for people.
  std::string reason;
  Period period;
  friend bool operator==(const StackingRule&, const StackingRule&) = default;
};

/// The most of a product, or of all of a category together, that one client may have at a time (CON-6). The key is law,
/// product, unit, frequency and first day.
struct ProductLimit {
  Product product;
  Law law = Law::kJeugdwet;
  Volume volume;
  /// In Dutch, for people.
  std::string reason;
  Period period;
  friend bool operator==(const ProductLimit&, const ProductLimit&) = default;
};

/// The stacking and limits matrix, as it was known at one moment.
struct StackingMatrix {
  std::vector<StackingRule> rules;
  std::vector<ProductLimit> limits;
};

/// Why a line may not run beside another, in Dutch; nullopt when it may: their periods have no day in common, or of the
/// rules in force on the first common day for their products the narrowest allows it (two product codes go before one,
/// one before two categories; of equally narrow ones the one that forbids), or there is none. Pure, thread-safe.
std::optional<std::string> StackingTrouble(const CareLine& line, const CareLine& other, const StackingMatrix& matrix);

/// Why a line is too much beside the others, in Dutch; nullopt when it is not. For every limit in force on the line's
/// first day that covers its product: what the client has of it on the fullest day of the line may not exceed it. Hours
/// and minutes are one, and days and weeks; of a limit by month, or on the total, only lines by month or with a total
/// count. A line that cannot be compared is not limited and does not count. Pure, thread-safe.
std::optional<std::string> LimitTrouble(const CareLine& line, const std::vector<CareLine>& others,
                                        const StackingMatrix& matrix);

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_STACKING_H_
