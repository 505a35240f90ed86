#ifndef CLIENTROUTE_SERVICES_MONITORING_FIGURE_STORE_H_
#define CLIENTROUTE_SERVICES_MONITORING_FIGURE_STORE_H_

#include <set>
#include <vector>

#include "absl/status/statusor.h"
#include "services/monitoring/figure.h"
#include "services/monitoring/figure_definition_store.h"
#include "services/platform/store/database.h"

namespace clientroute::monitoring {

/// Counts figures. What the caller may not see is left out in the query. Lives for one transaction; one thread. Errors
/// of all: those of Connection.
class FigureStore {
 public:
  /// Outlives it.
  explicit FigureStore(Connection* connection) : connection_(*connection) {}

  /// Numbers by key, from the first after `after` (unset: from the start), at most `limit`. A standing always has its
  /// month as part of the key; months after `today` have none. Cost: the facts of the months asked for; for a standing
  /// those of all time, once a month.
  absl::StatusOr<std::vector<FigureNumber>> List(const FigureDefinition& figure, const FigureFilter& filter,
                                                 std::set<Division> by, const std::optional<FigureKey>& after,
                                                 Date today, int limit);

 private:
  absl::Status Query(const FigureDefinition& figure, const FigureFilter& filter, const std::set<Division>& by,
                     const std::optional<FigureKey>& after, Date today, int limit, std::vector<FigureNumber>* numbers);

  Connection& connection_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_FIGURE_STORE_H_
