#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "services/monitoring/figure_book.h"

namespace clientroute::monitoring {
namespace {

constexpr int kMonthsAYear = 12;

// What of a year's ceiling is a month's: twelfths in whole cents that are the ceiling together.
std::int64_t MonthOfCeiling(std::int64_t ceiling_cents, Month month) {
  const std::int64_t place = month.index() % kMonthsAYear;
  const std::int64_t whole = ceiling_cents / kMonthsAYear;
  const std::int64_t rest = ceiling_cents % kMonthsAYear;
  return whole + rest * (place + 1) / kMonthsAYear - rest * place / kMonthsAYear;
}

bool RunsIn(const ContractKnown& contract, Month month) {
  return contract.first_day <= month.LastDay() && (!contract.last_day || month.FirstDay() <= *contract.last_day);
}

bool IsAsked(const ContractKnown& contract, const FigureFilter& filter) {
  if (!contract.ceiling_cents) return false;
  if (!filter.contract.empty() && contract.contract != filter.contract) return false;
  if (!filter.provider.empty() && contract.provider != filter.provider) return false;
  if (filter.visible_provider) return contract.provider == *filter.visible_provider;
  // What is spent under a contract is seen by who sees every municipality of it.
  return !filter.visible_municipalities || std::ranges::all_of(contract.municipalities, [&](const auto& municipality) {
    return filter.visible_municipalities->contains(municipality);
  });
}

}  // namespace

std::vector<FigureNumber> FigureBook::CountAgainstCeiling(const FigureDefinition& figure, const FigureFilter& filter,
                                                          const std::set<Division>& by) const {
  const bool of_parts = !filter.municipality.empty() || !filter.product.empty() || !filter.segment.empty();
  if (of_parts || by.contains(Division::kMunicipality) || by.contains(Division::kProduct) ||
      by.contains(Division::kSegment)) {
    return {};
  }
  std::map<std::pair<NameTable::Name, std::int32_t>, std::int64_t> accepted;  // by contract and month
  for (const Block& block : figures_[PlaceOf(figure)]) {
    for (const Thing& thing : block) accepted[{places_.At(thing.place).contract, thing.from}] += thing.amount;
  }
  std::map<FigureKey, FigureNumber> numbers;
  for (const ContractKnown& contract : contracts_) {
    if (!IsAsked(contract, filter)) continue;
    const NameTable::Name name = names_.Find(contract.contract);
    for (Month month = filter.months.first; month <= filter.months.last; month = month.Next()) {
      if (!RunsIn(contract, month)) continue;
      FigureKey key;
      if (by.contains(Division::kMonth)) key.month = month;
      if (by.contains(Division::kProvider)) key.provider = contract.provider;
      if (by.contains(Division::kContract)) key.contract = contract.contract;
      FigureNumber& number = numbers[key];
      number.count += MonthOfCeiling(*contract.ceiling_cents, month);
      if (const auto found = accepted.find({name, month.index()}); found != accepted.end()) number.sum += found->second;
    }
  }
  std::vector<FigureNumber> told;
  for (auto& [key, number] : numbers) {
    if (number.count == 0) continue;
    number.key = key;
    told.push_back(std::move(number));
  }
  return told;
}

}  // namespace clientroute::monitoring
