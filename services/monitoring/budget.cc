#include "services/monitoring/budget.h"

#include <set>

namespace clientroute::monitoring {

std::optional<std::int64_t> BudgetOf(const MunicipalBudgets& budgets, int year, const FigureFilter& filter) {
  const bool all_care = filter.provider.empty() && filter.product.empty() && filter.segment.empty() &&
                        filter.contract.empty() && !filter.visible_provider;
  const auto of_year = budgets.find(year);
  if (!all_care || of_year == budgets.end()) return std::nullopt;
  std::set<std::string> asked;
  if (filter.visible_municipalities) asked = *filter.visible_municipalities;
  if (!filter.visible_municipalities) {
    for (const auto& [municipality, cents] : of_year->second) asked.insert(municipality);
  }
  asked.erase("");  // what is of no municipality
  if (!filter.municipality.empty()) {
    if (filter.visible_municipalities && !asked.contains(filter.municipality)) return std::nullopt;
    asked = {filter.municipality};
  }
  if (asked.empty()) return std::nullopt;
  std::int64_t sum = 0;
  for (const std::string& municipality : asked) {
    const auto budget = of_year->second.find(municipality);
    if (budget == of_year->second.end()) return std::nullopt;
    sum += budget->second;
  }
  return sum;
}

}  // namespace clientroute::monitoring
