#ifndef CLIENTROUTE_SERVICES_CONTRACTING_PERFORMANCE_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_PERFORMANCE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/contracting/supplier_choices.h"
#include "services/contracting/talk.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/period.h"
#include "services/platform/values/problem.h"
#include "services/platform/values/uuid.h"

/// The past performance score (CON-4): how a provider did under a contract in a period that is over, from measures and
/// weights that the region chose, in whole numbers that anybody can recompute from what is shown. All functions are
/// pure, thread-safe.
namespace clientroute::contracting {

/// The whole of a share, in basis points.
inline constexpr std::int64_t kWholeShare = 10'000;
/// Of any value: far beyond what a year of a region counts, in cents too, and far within 64 bits times 100.
inline constexpr std::int64_t kPerformanceAmountMax = 1'000'000'000'000;

/// What is given of a measure, by its code.
struct GivenValue {
  std::string measure;
  std::int64_t amount = 0;
  std::int64_t of = 0;
  std::string note;
};

/// One part of a score.
struct PerformancePart {
  PerformanceMeasure measure;
  /// Not set when nothing is known of it.
  std::optional<std::int64_t> amount;
  std::int64_t of = 0;  // of a share: of how many
  /// 0–100; not set when it is not weighed.
  std::optional<int> points;
  std::string note;

  /// What is held against the scale: the amount, or of a share its basis points, rounded half up; 0 for a share of
  /// nothing.
  std::int64_t Value() const;
};

/// A score that was recorded, or is to be.
struct PerformanceScore {
  Uuid id;
  std::string contract;  // its code
  ProviderCode provider;
  Period period;
  int score = 0;
  std::vector<PerformancePart> parts;
  std::string note;
  std::string recorded_by;  // this and the next two: of a recorded one
  std::optional<Instant> recorded_at;
  bool newest = false;
};

/// How a provider did, over its contracts.
struct ProviderPerformance {
  std::string provider;
  int score = 0;
  int contracts = 0;
  int lowest = 0;
};

/// The points of a value between the two ends of a scale, in even steps, rounded half up; 0–100.
int PointsOf(std::int64_t value, std::int64_t full_points_at, std::int64_t no_points_at);

/// Of the provider's agreements among these how many were done by their day, as that was recorded, and of how many.
/// Those that were dropped do not count; all of them are due before today.
struct KeptAgreements {
  std::int64_t kept = 0;
  std::int64_t of = 0;
};
KeptAgreements CountKept(const std::vector<Agreement>& due);

/// A part for each measure, in their order, with its points where it has a value. What does not fit (a value for no
/// measure, for one that contracting counts itself, given twice, or impossible) is added to `problems`.
std::vector<PerformancePart> Weigh(const std::vector<PerformanceMeasure>& measures,
                                   const std::vector<GivenValue>& given, const KeptAgreements& kept,
                                   Problems* problems);

/// The mean of the points of the parts that are weighed, by their weights, rounded half up; nullopt when none is.
std::optional<int> ScoreOf(const std::vector<PerformancePart>& parts);

/// In Dutch: the value, the scale, the points and the weight, or why it is not weighed.
std::string Explain(const PerformancePart& part);
/// In Dutch: how the score came of its parts.
std::string Explain(const PerformanceScore& score);
std::string Explain(const ProviderPerformance& performance);

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_PERFORMANCE_H_
