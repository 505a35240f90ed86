#ifndef CLIENTROUTE_SERVICES_CONTRACTING_PERFORMANCE_STORE_H_
#define CLIENTROUTE_SERVICES_CONTRACTING_PERFORMANCE_STORE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/contracting/performance.h"
#include "services/platform/store/database.h"

namespace clientroute::contracting {

/// The tables of past performance, inside one transaction or snapshot, whose connection it uses. Rows are added and
/// never changed. One thread. Errors of all methods: those of Connection.
class PerformanceStore {
 public:
  explicit PerformanceStore(Connection* connection) : connection_(*connection) {}

  /// The measures in force on the day, as known now, by code.
  absl::StatusOr<std::vector<PerformanceMeasure>> MeasuresOn(Date day);
  absl::StatusOr<std::optional<PerformanceScore>> Find(const Uuid& id);
  /// Adds a score with its parts, whose measures are those that MeasuresOn gave in this transaction.
  absl::Status Add(const PerformanceScore& score, Instant now);

  /// Which rows a list shows; what is not set does not narrow it.
  struct Filter {
    std::optional<std::string> contract;
    std::optional<std::string> provider;
    bool newest = false;
    /// Of contracts for at least one of these municipalities, or of this provider.
    std::optional<std::set<std::string>> visible;
    std::optional<std::string> visible_provider;
  };
  /// Where a list of scores goes on.
  struct Position {
    std::int64_t last_day = INT64_MAX;
    std::int64_t row = INT64_MAX;
  };
  struct StoredScore {
    std::int64_t row = 0;
    PerformanceScore score;
  };
  /// At most `limit` scores after the position, the latest last day first, then what was recorded last.
  absl::StatusOr<std::vector<StoredScore>> List(const Filter& filter, const Position& after, int limit);

  /// The numbers are those of v1::ListProviderPerformanceRequest::Order.
  enum class ProviderOrder : std::uint8_t { kProvider, kHighest, kLowest };
  /// Where a list of providers goes on: behind this one, with this value of its order.
  struct ProviderPosition {
    std::int64_t value = INT64_MIN;
    std::string provider;
  };
  static ProviderPosition PositionOf(const ProviderPerformance& performance, ProviderOrder order);
  /// At most `limit` providers after the position, by the newest score of each of their contracts that the filter
  /// shows. Cost: all of those are looked at.
  absl::StatusOr<std::vector<ProviderPerformance>> ListProviders(const Filter& filter, ProviderOrder order,
                                                                 const ProviderPosition& after, int limit);

 private:
  absl::Status FillParts(std::vector<StoredScore>* scores);

  Connection& connection_;
};

}  // namespace clientroute::contracting

#endif  // CLIENTROUTE_SERVICES_CONTRACTING_PERFORMANCE_STORE_H_
