#ifndef CLIENTROUTE_SERVICES_MONITORING_FIGURE_DEFINITION_STORE_H_
#define CLIENTROUTE_SERVICES_MONITORING_FIGURE_DEFINITION_STORE_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace clientroute::monitoring {

/// What a value counts; the numbers are those of the wire.
enum class FigureUnit : std::uint8_t { kRoutes = 1, kDays = 2, kAllocations = 3, kChanges = 4, kCents = 5 };
/// How the things of a figure make one value: how many, the average of their amounts, or the sum of these.
enum class Measure : std::uint8_t { kCount, kAverage, kSum };

/// A figure, in words and in code: the one place where it is said what it is.
struct FigureDefinition {
  std::string_view code;
  std::string_view display_name;          // Dutch
  std::string_view description;           // Dutch
  FigureUnit unit = FigureUnit::kRoutes;  // of the value
  Measure measure = Measure::kCount;
  /// Full names of the events, separated by spaces.
  std::string_view sources;
  /// A standing at the last day of each month, or today in the running one.
  bool standing = false;
  std::string_view kinds;  // what Division::kKind tells apart, in Dutch; empty when it has none
  /// SELECT of (month, municipality, provider, product, kind, subject, part, amount): a row for each thing and each
  /// provider and product that it has to do with. Counted are the different (subject, part). For a standing $1 is the
  /// month, $14 its first day and $15 its last, or today.
  std::string_view facts;
};

/// All figures, by code. Free functions, pure, thread-safe.
std::span<const FigureDefinition> FigureDefinitions();
/// Null when there is none of this code.
const FigureDefinition* FindFigure(std::string_view code);

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_FIGURE_DEFINITION_STORE_H_
