#ifndef CLIENTROUTE_SERVICES_MONITORING_FIGURE_DEFINITION_H_
#define CLIENTROUTE_SERVICES_MONITORING_FIGURE_DEFINITION_H_

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/monitoring/contribution.h"
#include "services/monitoring/fact.h"
#include "services/monitoring/household_route.h"
#include "services/monitoring/product_segments.h"
#include "services/monitoring/route_record.h"

namespace clientroute::monitoring {

/// What a value counts; the numbers are those of the wire.
enum class FigureUnit : std::uint8_t {
  kRoutes = 1,
  kDays = 2,
  kAllocations = 3,
  kChanges = 4,
  kCents = 5,
  kBasisPoints = 6,
  kDecisions = 7,
  kStops = 8,
  kLines = 9,
  kMessages = 10,
  kTenthsOfPersons = 11
};
/// How the things of a figure make one value: how many, the average of their amounts, the sum of these, or how many of
/// them (amount 1) in ten thousand.
enum class Measure : std::uint8_t { kCount = 1, kAverage = 2, kSum = 3, kShare = 4 };
/// When a standing is looked at: on the last day of a month (or today in the running one), and what stands then ...
enum class Standing : std::uint8_t {
  kNone = 0,  // not a standing: what happened in a month
  kOnTheDay,  // ... is counted
  kAllMonth,  // ... and stood before the month began is counted
  kGrowing,   // ... is counted, with the days since its amount was 0
};

/// Sums by kind; the kind is empty where none are told apart.
using ClaimedSums = std::map<std::string, std::int64_t>;

/// A figure, in words and in code: the one place where it is said what it is.
struct FigureDefinition {
  std::string_view code;
  std::string_view display_name;          // Dutch
  std::string_view description;           // Dutch
  FigureUnit unit = FigureUnit::kRoutes;  // of the value
  Measure measure = Measure::kCount;
  /// Full names of the events, separated by spaces.
  std::string_view sources;
  Standing standing = Standing::kNone;
  std::string_view kinds;  // what Division::kKind tells apart, in Dutch; empty when it has none
  /// Whether it can be published to those who may see no single client: counts of routes, each of one line.
  bool published = false;
  /// What a route adds to it, appended (route_counting.h). Null for another figure.
  void (*count)(const RouteRecord& route, const ProductSegments& segments, std::vector<Contribution>* out) = nullptr;
  /// What a household adds to it, by its routes, appended (household_counting.h). Null for another figure.
  void (*of_household)(std::span<const HouseholdRoute> routes, std::vector<Contribution>* out) = nullptr;
  /// What the lines of a claim for one product in one month add to it, by kind (claim_counting.h). Null for another
  /// figure.
  void (*claimed)(const ClaimedAmount& amount, ClaimedSums* out) = nullptr;
  /// Whether it is what claims add (`claimed`), against the ceilings of their contracts (figure_book_ceiling.cc).
  bool against_ceiling = false;
  /// Whether months after the running one are not told, though what routes add to them is known.
  bool until_today = false;
  /// Whether a late message counts (claim_counting.h). Null for another figure.
  bool (*late)(const MessageOverdue& message) = nullptr;
};

/// All figures, by code. Free functions, pure, thread-safe.
std::span<const FigureDefinition> FigureDefinitions();
/// Null when there is none of this code.
const FigureDefinition* FindFigure(std::string_view code);

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_FIGURE_DEFINITION_H_
