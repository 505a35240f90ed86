#include "services/monitoring/figure_definition.h"

#include <algorithm>
#include <iterator>

#include "services/monitoring/figure_table.h"

namespace clientroute::monitoring {
namespace {

const std::vector<FigureDefinition>& Figures() {
  static const auto& figures = *[] {
    auto* const all = new std::vector<FigureDefinition>;
    std::ranges::merge(RouteFigures(), MoneyFigures(), std::back_inserter(*all), {}, &FigureDefinition::code,
                       &FigureDefinition::code);
    return all;
  }();
  return figures;
}

}  // namespace

std::span<const FigureDefinition> FigureDefinitions() { return Figures(); }

const FigureDefinition* FindFigure(std::string_view code) {
  const std::vector<FigureDefinition>& figures = Figures();
  const auto found = std::ranges::lower_bound(figures, code, {}, &FigureDefinition::code);
  return found != figures.end() && found->code == code ? &*found : nullptr;
}

}  // namespace clientroute::monitoring
