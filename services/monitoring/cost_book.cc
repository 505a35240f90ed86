#include "services/monitoring/cost_book.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace clientroute::monitoring {
namespace {

constexpr std::array kPercents = {1, 5, 10, 20, 50};
constexpr int kWhole = 100;

// What was accepted in one group and month of a question.
struct Cell {
  std::size_t client = 0;  // who was counted last: one more than his place; 0 for none
  std::int64_t clients = 0;
  std::int64_t cents = 0;
};

}  // namespace

void CostBook::Add(const ClaimCounted& claim, const ProductSegments& segments) {
  for (const ClaimedAmount& amount : claim.amounts) {
    const std::uint32_t place =
        places_.NumberOf({.municipality = names_.NameOf(claim.municipality),
                          .provider = names_.NameOf(claim.provider),
                          .product = names_.NameOf(amount.product),
                          .segment = names_.NameOf(std::string(segments.SegmentOf(amount.product))),
                          .contract = names_.NameOf(amount.contract)});
    for (const auto& [client, cents] : amount.accepted_by_client) {
      const auto [found, is_new] = numbers_.try_emplace(client, clients_.size());
      if (is_new) clients_.emplace_back();
      clients_[found->second].push_back({cents, Month::Of(amount.month).index(), claim.law, place});
    }
  }
}

std::vector<ClientCost> CostBook::PerClient(const FigureFilter& filter, const std::set<Division>& by) const {
  const std::int32_t first = filter.months.first.index();
  const std::int32_t last = filter.months.last.index();
  const bool by_month = by.contains(Division::kMonth);
  const std::size_t width = by_month ? static_cast<std::size_t>(last - first) + 1 : 1;
  PlaceGroups groups(names_, places_, filter, by);
  std::vector<Cell> cells;  // by group, and month where these are told apart
  for (std::size_t client = 0; client < clients_.size(); ++client) {
    for (const Cost& cost : clients_[client]) {
      if (cost.month < first || cost.month > last) continue;
      const std::uint32_t group = groups.Of(cost.place);
      if (group == PlaceGroups::kNotAsked) continue;
      const std::size_t place = group * width + (by_month ? static_cast<std::size_t>(cost.month - first) : 0);
      if (place >= cells.size()) cells.resize(groups.size() * width);
      Cell& cell = cells[place];
      if (cell.client != client + 1) ++cell.clients;
      cell.client = client + 1;
      cell.cents += cost.cents;
    }
  }
  std::vector<ClientCost> told;
  const auto in_order = groups.InOrder();
  for (std::size_t month = 0; month < width; ++month) {
    for (const auto& [key, group] : in_order) {
      const Cell& cell = cells[group * width + month];
      if (cell.clients == 0) continue;
      told.push_back({key, cell.clients, cell.cents});
      if (by_month) told.back().key.month = Month::At(std::int64_t{first} + static_cast<std::int64_t>(month));
    }
  }
  return told;
}

CostConcentration CostBook::Concentration(const FigureFilter& filter) const {
  PlaceGroups places(names_, places_, filter, {});
  CostConcentration told;
  std::map<int, CostConcentration::Law> laws;
  std::vector<std::int64_t> all;
  std::vector<std::pair<int, std::int64_t>> own;  // of one client, by law
  for (const std::vector<Cost>& costs : clients_) {
    own.clear();
    for (const Cost& cost : costs) {
      if (cost.month < filter.months.first.index() || cost.month > filter.months.last.index()) continue;
      if (places.Of(cost.place) == PlaceGroups::kNotAsked) continue;
      const auto found = std::ranges::find(own, cost.law, &std::pair<int, std::int64_t>::first);
      if (found == own.end()) {
        own.emplace_back(cost.law, cost.cents);
      } else {
        found->second += cost.cents;
      }
    }
    if (own.empty()) continue;
    std::int64_t sum = 0;
    for (const auto& [law, cents] : own) {
      sum += cents;
      laws[law].law = law;
      ++laws[law].clients;
      laws[law].accepted_cents += cents;
    }
    all.push_back(sum);
    told.accepted_cents += sum;
    if (own.size() > 1) {
      ++told.several_laws_clients;
      told.several_laws_cents += sum;
    }
  }
  told.clients = std::ssize(all);
  for (const auto& [law, cost] : laws) told.laws.push_back(cost);
  std::ranges::sort(all, std::greater());
  for (const int percent : kPercents) {
    CostConcentration::Part part{percent, (told.clients * percent + kWhole - 1) / kWhole, 0};
    for (std::int64_t i = 0; i < part.clients; ++i) part.accepted_cents += all[static_cast<std::size_t>(i)];
    told.dearest.push_back(part);
  }
  return told;
}

}  // namespace clientroute::monitoring
