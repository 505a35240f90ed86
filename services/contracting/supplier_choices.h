#ifndef CLIENTROUTE_SERVICES_CONTRACTING_SUPPLIER_CHOICES_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_SUPPLIER_CHOICES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "services/platform/values/period.h"

namespace clientroute::contracting {

/// How often the region wants to talk with a provider about its contract (CON-4). The key is lot, segment and first
/// day. Which of several holds for a contract is decided in the query (talk_schedule_store.cc).
struct TalkIntensity {
  std::string lot;      // of the contract; any when empty
  std::string segment;  // path, with all below it; any when empty
  int talks_per_year = 0;
  /// In Dutch, for people.
  std::string display_name;
  Period period;
  friend bool operator==(const TalkIntensity&, const TalkIntensity&) = default;
};

/// Where the value of a measure comes from. The numbers are those of the protos and of the record.
enum class MeasureSource { kAgreementsKept = 1, kFigure = 2, kObserved = 3 };

/// One part of the past performance score, as the region weighs it (CON-4). The key is code and first day.
struct PerformanceMeasure {
  std::string code;
  /// In Dutch, for people.
  std::string display_name;
  MeasureSource source = MeasureSource::kObserved;
  /// Of monitoring; empty for another source.
  std::string figure;
  /// Those whose sum `figure` is a share of.
  std::vector<std::string> of_figures;
  /// The figure is asked of the contract alone; otherwise of its provider.
  bool of_contract = false;
  int weight = 1;
  /// The two ends of the scale: basis points of a share, otherwise the unit of the figure. Never the same.
  std::int64_t full_points_at = 0;
  std::int64_t no_points_at = 0;
  bool share = false;
  Period period;
  friend bool operator==(const PerformanceMeasure&, const PerformanceMeasure&) = default;
};

/// What the region chose about its suppliers, as it was known at one moment.
struct SupplierChoices {
  std::vector<TalkIntensity> intensities;
  std::vector<PerformanceMeasure> measures;
};

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_SUPPLIER_CHOICES_H_
