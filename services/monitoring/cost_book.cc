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

// Month, municipality, provider, product, segment, contract; 0 where not divided.
using Key = std::array<std::uint32_t, 6>;

}  // namespace

void CostBook::Add(const ClaimCounted& claim, const ProductSegments& segments) {
  for (const ClaimedAmount& amount : claim.amounts) {
    const NamedPlace place = {
        names_.NameOf(claim.municipality), names_.NameOf(claim.provider), names_.NameOf(amount.product),
        names_.NameOf(std::string(segments.SegmentOf(amount.product))), names_.NameOf(amount.contract)};
    for (const auto& [client, cents] : amount.accepted_by_client) {
      const auto [found, is_new] = places_.try_emplace(client, clients_.size());
      if (is_new) clients_.emplace_back();
      clients_[found->second].push_back({cents, Month::Of(amount.month).index(), claim.law, place});
    }
  }
}

std::vector<ClientCost> CostBook::PerClient(const FigureFilter& filter, const std::set<Division>& by) const {
  const PlaceFilter places(names_, filter);
  const auto part = [&](Division division, std::uint32_t name) { return by.contains(division) ? name : 0U; };
  const bool by_month = by.contains(Division::kMonth);
  const bool divided = by.size() > (by_month ? 1U : 0U);
  std::map<Key, ClientCost> groups;
  std::vector<std::pair<Key, std::int64_t>> own;  // of one client
  for (const std::vector<Cost>& costs : clients_) {
    own.clear();
    for (const Cost& cost : costs) {
      if (cost.month < filter.months.first.index() || cost.month > filter.months.last.index()) continue;
      if (!places.Admits(cost.place)) continue;
      Key key{};
      if (by_month) key[0] = static_cast<std::uint32_t>(cost.month);
      if (divided) {
        key[1] = part(Division::kMunicipality, cost.place.municipality);
        key[2] = part(Division::kProvider, cost.place.provider);
        key[3] = part(Division::kProduct, cost.place.product);
        key[4] = part(Division::kSegment, cost.place.segment);
        key[5] = part(Division::kContract, cost.place.contract);
      }
      const auto found = std::ranges::find(own, key, &std::pair<Key, std::int64_t>::first);
      if (found == own.end()) {
        own.emplace_back(key, cost.cents);
      } else {
        found->second += cost.cents;
      }
    }
    for (const auto& [key, cents] : own) {
      ClientCost& group = groups[key];
      ++group.clients;
      group.accepted_cents += cents;
    }
  }
  std::vector<ClientCost> told;
  for (auto& [key, group] : groups) {
    if (key[0] != 0) group.key.month = Month::At(key[0]);
    group.key.municipality = names_.TextOf(key[1]);
    group.key.provider = names_.TextOf(key[2]);
    group.key.product = names_.TextOf(key[3]);
    group.key.segment = names_.TextOf(key[4]);
    group.key.contract = names_.TextOf(key[5]);
    told.push_back(std::move(group));
  }
  std::ranges::sort(told, {}, &ClientCost::key);
  return told;
}

CostConcentration CostBook::Concentration(const FigureFilter& filter) const {
  const PlaceFilter places(names_, filter);
  CostConcentration told;
  std::map<int, CostConcentration::Law> laws;
  std::vector<std::int64_t> all;
  std::vector<std::pair<int, std::int64_t>> own;  // of one client, by law
  for (const std::vector<Cost>& costs : clients_) {
    own.clear();
    for (const Cost& cost : costs) {
      if (cost.month < filter.months.first.index() || cost.month > filter.months.last.index()) continue;
      if (!places.Admits(cost.place)) continue;
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
