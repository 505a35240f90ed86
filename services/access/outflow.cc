#include "services/access/outflow.h"

#include <algorithm>
#include <cstdlib>

namespace clientroute::access {
namespace {

bool AsksAgain(const CareLine& asked, const CareLine& earlier) {
  return asked.law == earlier.law && (asked.product.category.empty() || earlier.product.category.empty() ||
                                      asked.product.category == earlier.product.category);
}

bool AskAgain(const std::vector<CareLine>& asked, const std::vector<CareLine>& earlier) {
  return std::any_of(asked.begin(), asked.end(), [&](const CareLine& line) {
    return std::any_of(earlier.begin(), earlier.end(), [&](const CareLine& had) { return AsksAgain(line, had); });
  });
}

}  // namespace

bool AreSound(const ReturnRules& rules) {
  return rules.watch_months >= 1 && rules.watch_months <= kWatchMonthsMax && rules.first_provider_months >= 0 &&
         rules.first_provider_months <= kWatchMonthsMax;
}

Problems CheckEnd(Date end, Date today) {
  Problems problems;
  Require(std::abs(end.DaysSince(today)) <= kEndDaysAwayMax, "end_date", "must be at most a year back or ahead",
          &problems);
  return problems;
}

Date WatchUntil(Date end, const ReturnRules& rules) { return end.AddMonths(rules.watch_months); }

std::optional<ProviderCode> OnlyProvider(const std::vector<CareLine>& lines) {
  std::optional<ProviderCode> only;
  for (const CareLine& line : lines) {
    if (!line.provider) continue;
    if (only && *only != *line.provider) return std::nullopt;
    only = line.provider;
  }
  return only;
}

bool AftercareRuns(bool aftercare, const std::vector<PastContact>& contacts) {
  return aftercare && std::all_of(contacts.begin(), contacts.end(), [](const PastContact& contact) {
           return contact.outcome == AftercareOutcome::kGoesWell || (contact.asked_restart && !contact.allocated_since);
         });
}

bool Restarts(AftercareOutcome outcome, Date today, std::optional<Date> until) {
  return outcome == AftercareOutcome::kRestart && (!until || today <= *until);
}

Problems CheckContact(Date day, Date end, Date recorded, Date today) {
  Problems problems;
  Require(day <= today, "date", "is yet to come", &problems);
  Require(day >= std::min(end, recorded), "date", "lies before the outflow", &problems);
  return problems;
}

std::optional<CareReturn> RecogniseReturn(const std::vector<EndedCare>& ended, const std::vector<CareLine>& asked,
                                          Date day, const ReturnRules& rules) {
  const EndedCare* last = nullptr;
  for (const EndedCare& care : ended) {
    if (care.runs_again || day < care.end || day > care.watch_until) continue;
    if (last == nullptr || care.end > last->end) last = &care;
  }
  if (last == nullptr) return std::nullopt;
  CareReturn found{last->route, std::nullopt, day.DaysSince(last->end)};
  const bool soon = day <= last->end.AddMonths(rules.first_provider_months);
  if (soon && AskAgain(asked, last->lines)) found.first_provider = last->provider;
  return found;
}

}  // namespace clientroute::access
