#ifndef CLIENTROUTE_SERVICES_MONITORING_FIGURE_H_
#define CLIENTROUTE_SERVICES_MONITORING_FIGURE_H_

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "services/monitoring/month.h"
#include "services/platform/values/date.h"

namespace clientroute::monitoring {

/// What a figure can be divided by; the numbers are those of the wire.
enum class Division : std::uint8_t {
  kMonth = 1,
  kMunicipality = 2,
  kProvider = 3,
  kProduct = 4,
  kKind = 5,
  kSegment = 6,
  kContract = 7
};

/// Months, both included.
struct MonthRange {
  Month first;
  Month last;
  friend bool operator==(const MonthRange&, const MonthRange&) = default;
};
/// Months in one question at most: ten years.
inline constexpr int kMonthsMost = 120;

/// Of what figures are wanted, and what the caller may see of them (values of authorisation/authorise.h).
struct FigureFilter {
  MonthRange months;
  std::string municipality;  // CBS code; empty for all
  std::string provider;      // AGB code; empty for all
  std::string product;       // empty for all
  std::string segment;       // path, with all that stands below it; empty for all
  std::string contract;      // `contracts/…`; empty for all
  /// nullopt: every municipality may be seen.
  std::optional<std::set<std::string>> visible_municipalities;
  /// Only what names this provider may be seen.
  std::optional<std::string> visible_provider;
  friend bool operator==(const FigureFilter&, const FigureFilter&) = default;
};

/// What a number is of; what was not divided by is empty.
struct FigureKey {
  std::optional<Month> month;
  std::string municipality;
  std::string provider;
  std::string product;
  std::string kind;
  std::string segment;
  std::string contract;
  friend auto operator<=>(const FigureKey&, const FigureKey&) = default;
};

/// One number of a figure.
struct FigureNumber {
  FigureKey key;
  std::int64_t count = 0;  // things that were counted, or averaged or summed over
  std::int64_t sum = 0;    // of what is averaged or summed
  std::int64_t most = 0;   // the largest of it
  /// Of what is averaged: the smallest amount that at least half, and at least nine in ten, of the things do not
  /// exceed.
  std::int64_t median = 0;
  std::int64_t ninetieth = 0;
};

/// The whole number nearest to sum / count, half up; 0 when nothing was counted. `sum` is not negative.
inline std::int64_t Average(std::int64_t sum, std::int64_t count) {
  return count == 0 ? 0 : (2 * sum + count) / (2 * count);
}

/// As Average, half away from nought where it is negative.
inline std::int64_t AverageOf(std::int64_t sum, std::int64_t count) {
  return sum < 0 ? -Average(-sum, count) : Average(sum, count);
}

/// What was claimed for one contract, municipality, provider, product and month of care. In cents; what goes back is
/// counted off.
struct Spend {
  std::optional<Month> month;
  std::string contract;
  std::string municipality;
  std::string provider;
  std::string product;
  std::int64_t accepted_cents = 0;
  std::int64_t refused_cents = 0;
  std::int64_t lines_accepted = 0;
  std::int64_t lines_refused = 0;
  std::map<std::string, std::int64_t> refused_by_code;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_FIGURE_H_
