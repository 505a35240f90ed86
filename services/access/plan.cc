#include "services/access/plan.h"

#include <algorithm>
#include <set>

#include "services/platform/values/resource_name.h"

namespace clientroute::access {
namespace {

void CheckEvaluationDays(const std::vector<Date>& days, Date today, Problems* problems) {
  for (std::size_t i = 0; i < days.size(); ++i) {
    const std::string field = "evaluation_dates[" + std::to_string(i) + "]";
    Require(days[i] >= today, field, "has passed", problems);
    Require(days[i] <= today.AddYears(kEvaluationYearsMax), field, "must be within ten years", problems);
    Require(i == 0 || days[i] > days[i - 1], field, "must be later than the one before it", problems);
  }
}

}  // namespace

std::optional<Orientation> OrientationOf(int code) {
  if (code == static_cast<int>(Orientation::kSupport)) return Orientation::kSupport;
  if (code == static_cast<int>(Orientation::kResolution)) return Orientation::kResolution;
  return std::nullopt;
}

Problems CheckPlan(const Plan& plan, const std::vector<CareLine>& asked, Date today) {
  Problems problems;
  if (plan.goals.empty()) problems.push_back({"goals", "must be at least one"});
  std::set<std::string> codes;
  for (std::size_t i = 0; i < plan.goals.size(); ++i) {
    const Goal& goal = plan.goals[i];
    const std::string field = "goals[" + std::to_string(i) + "]";
    if (!IsResourceCode(goal.code)) {
      problems.push_back({field + ".code", "must be lower-case letters, digits and hyphens"});
    } else if (!codes.insert(goal.code).second) {
      problems.push_back({field + ".code", "comes twice"});
    }
    if (goal.description.empty()) problems.push_back({field + ".description", "must say what is to be reached"});
    std::set<std::string> lines;
    for (std::size_t j = 0; j < goal.lines.size(); ++j) {
      const std::string& name = goal.lines[j];
      const bool known =
          std::any_of(asked.begin(), asked.end(), [&](const CareLine& line) { return line.line == name; });
      const std::string line_field = field + ".lines[" + std::to_string(j) + "]";
      if (!known) problems.push_back({line_field, "is no line that was asked for"});
      if (!lines.insert(name).second) problems.push_back({line_field, "comes twice"});
    }
  }
  if (plan.result_expected && *plan.result_expected < today) {
    problems.push_back({"result_expected_date", "has passed"});
  }
  CheckEvaluationDays(plan.evaluation_days, today, &problems);
  return problems;
}

}  // namespace clientroute::access
