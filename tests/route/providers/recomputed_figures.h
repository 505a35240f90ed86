#ifndef CLIENTROUTE_TESTS_ROUTE_PROVIDERS_RECOMPUTED_FIGURES_H_
#define CLIENTROUTE_TESTS_ROUTE_PROVIDERS_RECOMPUTED_FIGURES_H_

#include <string>
#include <vector>

#include "clientroute/monitoring/v1/monitoring.pb.h"

namespace clientroute::suite {

/// A figure, and a query over the services' own records that finds the same.
struct Recomputed {
  std::string figure;
  std::vector<monitoring::v1::Division> by;
  /// SELECT of one text a row: what it is divided by, and the value; of an average or a share ` of ` how many.
  std::string sql;
  bool with_count = false;
  /// Only of the month in which the clock stands: what the services have on record is how things stand now.
  bool now_only = false;
  /// Only of 2026: a ceiling is of a year.
  bool of_2026 = false;
};

/// Those that have a source in the records of intake, access, allocation, contracting, orchestrator and claims, each
/// database attached under its name, over 2026 and 2027.
std::vector<Recomputed> RecomputedFrom();

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_TESTS_ROUTE_PROVIDERS_RECOMPUTED_FIGURES_H_
