#ifndef CLIENTROUTE_TESTS_SERVICE_MONITORING_SLOW_FIGURES_H_
#define CLIENTROUTE_TESTS_SERVICE_MONITORING_SLOW_FIGURES_H_

#include <set>
#include <string>
#include <vector>

#include "services/monitoring/figure.h"
#include "services/platform/store/database.h"
#include "services/platform/values/date.h"

namespace clientroute::monitoring {

/// The codes of every figure that can be counted slowly.
std::set<std::string> SlowFigures();

/// A figure over 2026 counted by a plain query over everything that was heard, of a definition of its own, and by
/// putting what it finds in a list: nothing is shared with how figures are answered. Each row as
/// `2026-04 0361 42420001 45A04 HOME: count sum median ninetieth most` with what it is divided by. Errors: those of
/// Connection.
absl::StatusOr<std::vector<std::string>> CountSlowly(Connection& connection, const std::string& figure,
                                                     const std::set<Division>& by, Date today);

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_TESTS_SERVICE_MONITORING_SLOW_FIGURES_H_
