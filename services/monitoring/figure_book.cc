#include "services/monitoring/figure_book.h"

#include <algorithm>
#include <utility>

namespace clientroute::monitoring {
namespace {

constexpr std::uint32_t kRoutesABlock = 256;

}  // namespace

FigureBook::FigureBook() : figures_(FigureDefinitions().size()), sums_(FigureDefinitions().size()) {}

void FigureBook::Put(const RouteRecord& route) {
  const auto [place, is_new] = owners_.try_emplace(route.route, static_cast<std::uint32_t>(owners_.size()));
  if (is_new) clients_.emplace_back();
  clients_[place->second] = route.client.IsNil() ? route.route : route.client;
  risks_.Put(place->second, route, segments_);
  // Its referral comes with an event of another service; without it nobody may see what it is of.
  const bool known = !route.municipality.empty();
  if (known) first_month_ = std::min(first_month_.value_or(Month::Of(route.received)), Month::Of(route.received));
  std::vector<Contribution> contributions;
  for (std::size_t figure = 0; figure < figures_.size(); ++figure) {
    const FigureDefinition& definition = FigureDefinitions()[figure];
    if (definition.count == nullptr) continue;
    contributions.clear();
    if (known) definition.count(route, segments_, &contributions);
    if (!is_new || !contributions.empty()) PutFigure(figure, place->second, contributions);
  }
  PutHousehold(route);
}

void FigureBook::PutHousehold(const RouteRecord& route) {
  std::vector<Contribution> contributions;
  for (const std::uint32_t household : households_.Put(route)) {
    for (std::size_t figure = 0; figure < figures_.size(); ++figure) {
      const FigureDefinition& definition = FigureDefinitions()[figure];
      if (definition.of_household == nullptr) continue;
      contributions.clear();
      definition.of_household(households_.RoutesOf(household), &contributions);
      PutFigure(figure, household, contributions);
    }
  }
}

void FigureBook::PutFigure(std::size_t figure, std::uint32_t owner, const std::vector<Contribution>& contributions) {
  std::vector<Block>& blocks = figures_[figure];
  const std::size_t number = owner / kRoutesABlock;
  if (number >= blocks.size()) {
    if (contributions.empty()) return;
    blocks.resize(number + 1);
  }
  Block& block = blocks[number];
  std::erase_if(block, [&](const Thing& thing) { return thing.owner == owner; });
  const std::size_t begin = block.size();
  for (const Contribution& contribution : contributions) {
    for (const ContributionLine& line : contribution.lines) {
      block.push_back(ThingOf(contribution, line));
      block.back().owner = owner;
    }
  }
  std::stable_sort(block.begin() + static_cast<std::ptrdiff_t>(begin), block.end(),
                   [](const Thing& one, const Thing& other) { return one.number < other.number; });
}

FigureBook::Thing FigureBook::ThingOf(const Contribution& contribution, const ContributionLine& line) {
  Thing thing;
  thing.number = contribution.thing;
  thing.from = contribution.from;
  thing.until = contribution.until;
  thing.amount = contribution.amount;
  thing.place = places_.NumberOf({.municipality = names_.NameOf(contribution.municipality),
                                  .provider = names_.NameOf(line.provider),
                                  .product = names_.NameOf(line.product),
                                  .segment = names_.NameOf(std::string(segments_.SegmentOf(line.product))),
                                  .contract = names_.NameOf(line.contract),
                                  .kind = names_.NameOf(contribution.kind)});
  return thing;
}

void FigureBook::Add(const ClaimCounted& claim) {
  costs_.Add(claim, segments_);
  ClaimedSums sums;
  for (std::size_t figure = 0; figure < figures_.size(); ++figure) {
    const FigureDefinition& definition = FigureDefinitions()[figure];
    if (definition.claimed == nullptr) continue;
    for (const ClaimedAmount& amount : claim.amounts) {
      sums.clear();
      definition.claimed(amount, &sums);
      for (const auto& [kind, sum] : sums) {
        Contribution contribution;
        contribution.from = Month::Of(amount.month).index();
        contribution.municipality = claim.municipality;
        contribution.kind = kind;
        contribution.amount = sum;
        AddSum(figure, ThingOf(contribution, {claim.provider, amount.contract, amount.product}));
      }
    }
  }
}

void FigureBook::Add(const MessageOverdue& message) {
  for (std::size_t figure = 0; figure < figures_.size(); ++figure) {
    const FigureDefinition& definition = FigureDefinitions()[figure];
    if (definition.late == nullptr || !definition.late(message)) continue;
    Contribution contribution;
    contribution.from = Month::Of(message.due).index();
    contribution.municipality = message.municipality;
    contribution.kind = message.kind;
    AddSum(figure, ThingOf(contribution, {message.provider, "", ""}));
  }
}

void FigureBook::AddSum(std::size_t figure, Thing thing) {
  if (figures_[figure].empty()) figures_[figure].resize(1);
  Block& block = figures_[figure].front();
  constexpr int kPlaceBits = 32;
  const std::uint64_t key = static_cast<std::uint64_t>(thing.from) << kPlaceBits | thing.place;
  const auto [place, is_new] = sums_[figure].try_emplace(key, block.size());
  if (is_new) {
    block.push_back(thing);
    return;
  }
  block[place->second].amount += thing.amount;
  ++block[place->second].count;
}

}  // namespace clientroute::monitoring
