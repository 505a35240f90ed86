#ifndef CLIENTROUTE_SERVICES_MONITORING_CONTRIBUTION_H_
#define CLIENTROUTE_SERVICES_MONITORING_CONTRIBUTION_H_

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace clientroute::monitoring {

/// By whom, with what and under which contract something that is counted is done.
struct ContributionLine {
  std::string provider;
  std::string contract;
  std::string product;
};

/// One thing that a figure counts, and when. Counted once, whatever the number of its lines; where a figure is divided
/// by provider, contract, segment or product, once for each of those that its lines have. A value.
struct Contribution {
  static constexpr std::int32_t kForGood = std::numeric_limits<std::int32_t>::max();

  /// Which thing of its route it is: two of the same route and thing count once.
  std::int32_t thing = 0;
  /// Of what happened: the month (Month::index) in `from`. Of a standing: days since 1970-01-01, from the first on
  /// which it stands until, and not on, the day on which it stands no more (kForGood: not yet over).
  std::int32_t from = 0;
  std::int32_t until = kForGood;
  std::string municipality;
  std::string kind;
  /// What is averaged or summed, in the unit of the figure; of a share, whether it is one of those (1) or not (0). Of
  /// a standing whose amount grows by a day a day: the day (since 1970-01-01) on which it was 0.
  std::int64_t amount = 0;
  std::vector<ContributionLine> lines;  // at least one
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_CONTRIBUTION_H_
