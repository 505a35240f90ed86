#include "services/suite/serve/region_goals.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "services/monitoring/figure_definition.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/arguments.h"

namespace clientroute::suite {
namespace {

constexpr int kClientsLeastFewest = 2;  // of one client nothing may be told
constexpr int kClientsLeastMost = 1'000;
constexpr int kDaysAfterMost = 90;  // a year's report would come after the next year's budget otherwise
constexpr int kYearFirst = 2000;
constexpr int kYearLast = 2100;
constexpr int kPercentLeast = -100;  // nothing is left
constexpr int kPercentMost = 1'000;
constexpr std::int64_t kBasisPointsAPercent = 100;

bool IsYear(int year) { return kYearFirst <= year && year <= kYearLast; }

bool IsCode(const std::string& code) {
  return !code.empty() && std::ranges::all_of(code, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

int LastBaseYear(const region::v1::Target& target) {
  return target.has_base_last_year() ? target.base_last_year() : target.base_year();
}

absl::Status CheckTarget(const region::v1::Target& target, std::set<std::string>* codes) {
  if (!IsCode(target.code())) {
    return WrongUse(Cat("targets: code '", target.code(), "' wil kleine letters en lage strepen"));
  }
  const std::string where = Cat("targets: ", target.code(), ": ");
  if (!codes->insert(target.code()).second) return WrongUse(Cat(where, "staat er twee keer"));
  if (target.display_name().empty()) return WrongUse(Cat(where, "display_name is leeg"));
  const monitoring::FigureDefinition* figure = monitoring::FindFigure(target.figure());
  if (figure == nullptr) return WrongUse(Cat(where, "figure '", target.figure(), "' bestaat niet"));
  if (figure->measure != monitoring::Measure::kCount) {
    return WrongUse(Cat(where, "figure '", target.figure(), "' telt niet: alleen een aantal kan een doel zijn"));
  }
  const int last = LastBaseYear(target);
  if (!IsYear(target.base_year()) || !IsYear(last) || !IsYear(target.goal_year())) {
    return WrongUse(Cat(where, "jaren willen ", kYearFirst, " tot en met ", kYearLast));
  }
  if (last < target.base_year()) {
    return WrongUse(Cat(where, "base_last_year ", last, " ligt voor base_year ", target.base_year()));
  }
  if (target.goal_year() <= last) {
    return WrongUse(Cat(where, "goal_year ", target.goal_year(), " ligt niet na het laatste basisjaar ", last));
  }
  if (target.percent() < kPercentLeast || target.percent() > kPercentMost || target.percent() == 0) {
    return WrongUse(
        Cat(where, "percent ", target.percent(), " wil ", kPercentLeast, " tot en met ", kPercentMost, ", en niet 0"));
  }
  return absl::OkStatus();
}

absl::Status CheckBudgets(const region::v1::Region& region) {
  const std::set<std::string> municipalities(region.municipalities().begin(), region.municipalities().end());
  monitoring::MunicipalBudgets budgets;
  for (const region::v1::MunicipalBudget& budget : region.budgets()) {
    const std::string where = Cat("budgets: gemeente ", budget.municipality(), ", ", budget.year(), ": ");
    if (!municipalities.contains(budget.municipality())) return WrongUse(Cat(where, "hoort niet bij de regio"));
    if (!IsYear(budget.year())) return WrongUse(Cat(where, "jaar wil ", kYearFirst, " tot en met ", kYearLast));
    if (budget.amount().cents() <= 0) return WrongUse(Cat(where, "amount is niet meer dan nul"));
    if (!budgets[budget.year()].emplace(budget.municipality(), budget.amount().cents()).second) {
      return WrongUse(Cat(where, "staat er twee keer"));
    }
  }
  // What the region may spend is the sum of all of them: one that is missing would make it too little.
  for (const auto& [year, of_year] : budgets) {
    for (const std::string& municipality : municipalities) {
      if (!of_year.contains(municipality)) {
        return WrongUse(Cat("budgets: gemeente ", municipality, " ontbreekt in ", year, ", en andere hebben er een"));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckGoals(const region::v1::Region& region) {
  const int least = region.publish_clients_least();
  if (region.has_publish_clients_least() && (least < kClientsLeastFewest || least > kClientsLeastMost)) {
    return WrongUse(
        Cat("publish_clients_least ", least, " wil ", kClientsLeastFewest, " tot en met ", kClientsLeastMost));
  }
  const int days = region.publish_days_after();
  if (region.has_publish_days_after() && (days < 0 || days > kDaysAfterMost)) {
    return WrongUse(Cat("publish_days_after ", days, " wil 0 tot en met ", kDaysAfterMost));
  }
  std::set<std::string> codes;
  for (const region::v1::Target& target : region.targets()) {
    CLIENTROUTE_RETURN_IF_ERROR(CheckTarget(target, &codes));
  }
  return CheckBudgets(region);
}

absl::Status CheckMeasures(const region::v1::Catalogue& catalogue) {
  for (const auto& measure : catalogue.performance_measures()) {
    const bool share = !measure.of_figures().empty();
    std::vector<std::string> figures(measure.of_figures().begin(), measure.of_figures().end());
    if (!measure.figure().empty()) figures.push_back(measure.figure());
    for (const std::string& code : figures) {
      const std::string where = Cat("performance_measures: ", measure.code(), ": cijfer '", code, "' ");
      const monitoring::FigureDefinition* figure = monitoring::FindFigure(code);
      if (figure == nullptr) return WrongUse(Cat(where, "bestaat niet"));
      if (figure->standing != monitoring::Standing::kNone) {
        return WrongUse(Cat(where, "is een stand aan het eind van een maand, en heeft over een periode geen waarde"));
      }
      const bool counts =
          figure->measure == monitoring::Measure::kCount || figure->measure == monitoring::Measure::kSum;
      if (share && !counts) return WrongUse(Cat(where, "telt niet: van een deel telt elk cijfer"));
    }
  }
  return absl::OkStatus();
}

monitoring::PublishWork::Options PublishChoices(const region::v1::Region& region) {
  monitoring::PublishWork::Options options;
  if (region.has_publish_clients_least()) options.least = region.publish_clients_least();
  if (region.has_publish_days_after()) options.days_after = region.publish_days_after();
  return options;
}

std::vector<monitoring::TargetChoice> TargetChoices(const region::v1::Region& region) {
  if (region.targets().empty()) return monitoring::UsualTargets();
  std::vector<monitoring::TargetChoice> targets;
  for (const region::v1::Target& target : region.targets()) {
    targets.push_back({target.code(), target.display_name(), target.figure(), target.base_year(), LastBaseYear(target),
                       target.goal_year(), target.percent() * kBasisPointsAPercent});
  }
  return targets;
}

monitoring::MunicipalBudgets BudgetChoices(const region::v1::Region& region) {
  monitoring::MunicipalBudgets budgets;
  for (const region::v1::MunicipalBudget& budget : region.budgets()) {
    budgets[budget.year()][budget.municipality()] = budget.amount().cents();
  }
  return budgets;
}

}  // namespace clientroute::suite
