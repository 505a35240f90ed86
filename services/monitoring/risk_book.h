#ifndef CLIENTROUTE_SERVICES_MONITORING_RISK_BOOK_H_
#define CLIENTROUTE_SERVICES_MONITORING_RISK_BOOK_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/monitoring/figure.h"
#include "services/monitoring/name_table.h"
#include "services/monitoring/product_segments.h"
#include "services/monitoring/route_record.h"

namespace clientroute::monitoring {

/// Something that a route has or has not, and that may go together with its going wrong (MON-3).
struct RiskFactorDefinition {
  std::string_view code;
  std::string_view display_name;  // Dutch
  bool (*holds)(const RouteRecord& route, const ProductSegments& segments) = nullptr;
};

/// All of them, by code. Pure, thread-safe.
std::span<const RiskFactorDefinition> RiskFactors();

/// Whether a route went wrong: care had to be more or other than what was first allocated, its provider gave it back,
/// or the client came back after it. Pure, thread-safe.
bool WentWrong(const RouteRecord& route);

/// What was found of one factor.
struct RiskCount {
  std::int64_t with = 0;  // ended routes that had it
  std::int64_t with_wrong = 0;
  std::int64_t without = 0;
  std::int64_t without_wrong = 0;
  std::int64_t running = 0;  // routes that run and have it
};

/// The factors of every route, in memory: part of the FigureBook. Const methods may run beside each other.
class RiskBook {
 public:
  /// What the route has now; `owner` counts routes from 0.
  void Put(std::size_t owner, const RouteRecord& route, const ProductSegments& segments);
  /// As RiskFactors, one each; only municipalities count in the filter.
  std::vector<RiskCount> Count(const FigureFilter& filter) const;

 private:
  struct Marks {
    NameTable::Name municipality = 0;
    std::uint32_t factors = 0;  // a bit each
    bool known = false;         // its referral was heard, and it was not withdrawn
    bool ended = false;
    bool wrong = false;
  };

  NameTable names_;
  std::vector<Marks> routes_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_RISK_BOOK_H_
