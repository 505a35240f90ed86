#ifndef CLIENTROUTE_SERVICES_MONITORING_BUDGET_H_
#define CLIENTROUTE_SERVICES_MONITORING_BUDGET_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "services/monitoring/figure.h"

namespace clientroute::monitoring {

/// What municipalities (CBS code) may spend on care in a year, in cents: the region's choice.
using MunicipalBudgets = std::map<int, std::map<std::string, std::int64_t>>;

/// The budget of what is asked: of the municipality, or of all that the caller may see. nullopt where that is less than
/// municipalities with all their care, or where one of them has no budget in that year. Pure, thread-safe.
std::optional<std::int64_t> BudgetOf(const MunicipalBudgets& budgets, int year, const FigureFilter& filter);

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_BUDGET_H_
