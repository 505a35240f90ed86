#ifndef CLIENTROUTE_SERVICES_MONITORING_TARGET_H_
#define CLIENTROUTE_SERVICES_MONITORING_TARGET_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace clientroute::monitoring {

/// A goal of the region: a figure that changes by so much between years. Values.
struct TargetChoice {
  std::string code;
  std::string display_name;  // Dutch
  std::string figure;        // one that counts
  int base_year = 0;         // the base is the average of these years
  int base_last_year = 0;
  int goal_year = 0;
  std::int64_t change = 0;  // in ten-thousandths
};

/// The goals of the care agreements, where a region does not choose others (MON-1): 29 percent less in care by 2029
/// than in 2021; half as many waiting, and nobody back in care, against 2018 to 2020.
std::vector<TargetChoice> UsualTargets();

/// Where a goal stands.
struct TargetStanding {
  struct Year {
    int year = 0;
    std::optional<std::int64_t> line;
    std::optional<std::int64_t> value;
  };
  std::optional<std::int64_t> base;
  std::optional<std::int64_t> goal;
  std::vector<Year> years;  // from the last base year to the goal year
};

/// `averages`: of a month, by year, of the years that anything is known of. Without one of them for each base year
/// there is no base and no line. Pure, thread-safe.
TargetStanding StandingOf(const TargetChoice& target, const std::map<int, std::int64_t>& averages);

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_TARGET_H_
