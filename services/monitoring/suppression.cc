#include "services/monitoring/suppression.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace clientroute::monitoring {
namespace {

constexpr std::uint64_t kField = 2'147'483'647;  // a prime; products of two fit 64 bits

std::uint64_t Inverse(std::uint64_t number) {
  std::uint64_t power = number;
  std::uint64_t inverse = 1;
  for (std::uint64_t rest = kField - 2; rest > 0; rest >>= 1U) {
    if ((rest & 1U) != 0) inverse = inverse * power % kField;
    power = power * power % kField;
  }
  return inverse;
}

// Cells that are sums of the same finest cells are published or held back together: they tell the same.
class Choice {
 public:
  Choice(const std::vector<CubeCell>& cells, const std::vector<CubeDivision>& divisions, std::int64_t least)
      : least_(least) {
    std::map<std::vector<std::uint32_t>, std::size_t> same;
    for (const CubeCell& cell : cells) {
      const auto [place, is_new] = same.try_emplace(cell.parts, kinds_.size());
      if (is_new) {
        kinds_.push_back(&cell);
        published_.push_back(cell.clients >= least);
      }
      if (cell.held_back) published_[place->second] = false;
      kind_of_.push_back(place->second);
    }
    for (const CubeDivision& division : divisions) {
      Group group{kind_of_[division.whole], {}};
      for (const std::size_t cell : division.cells) group.cells.push_back(kind_of_[cell]);
      // A division into one cell is the cell itself.
      if (group.cells.size() > 1) groups_.push_back(std::move(group));
    }
  }

  std::vector<bool> Make() {
    constexpr int kRoundsMost = 200;
    for (int round = 0; round < kRoundsMost; ++round) {
      HoldBackBesides();
      if (!HoldBackWhatGivesAway()) return Result();
    }
    published_.assign(published_.size(), false);
    return Result();
  }

 private:
  struct Group {
    std::size_t whole;
    std::vector<std::size_t> cells;
  };

  // The published cell of fewest clients, if any; the first where there are several.
  std::optional<std::size_t> Smallest(const std::vector<std::size_t>& cells) const {
    std::optional<std::size_t> smallest;
    for (const std::size_t cell : cells) {
      if (published_[cell] && (!smallest || kinds_[cell]->clients < kinds_[*smallest]->clients)) smallest = cell;
    }
    return smallest;
  }

  // In each division: a whole less what is published of it must not tell of one cell, nor of few clients.
  void HoldBackBesides() {
    for (bool changed = true; changed;) {
      changed = false;
      for (const Group& group : groups_) {
        if (!published_[group.whole]) continue;
        std::int64_t clients = 0;
        std::size_t held = 0;
        for (const std::size_t cell : group.cells) {
          if (published_[cell]) continue;
          ++held;
          clients += kinds_[cell]->clients;
        }
        if (held == 0 || (held > 1 && clients >= least_)) continue;
        // Without another cell to hold back the whole itself tells too much.
        published_[Smallest(group.cells).value_or(group.whole)] = false;
        changed = true;
      }
    }
  }

  // Whether something that is held back can be made of what is published; then one more cell beside it is held back.
  bool HoldBackWhatGivesAway() {
    SumSpace space;
    for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
      if (published_[kind]) space.Add(kinds_[kind]->parts);
    }
    bool found = false;
    for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
      if (published_[kind] || !space.Contains(kinds_[kind]->parts)) continue;
      found = true;
      std::vector<std::size_t> beside;
      for (const Group& group : groups_) {
        if (published_[group.whole] && std::ranges::find(group.cells, kind) != group.cells.end()) {
          beside.insert(beside.end(), group.cells.begin(), group.cells.end());
          beside.push_back(group.whole);
        }
      }
      if (!Smallest(beside)) {
        beside.resize(kinds_.size());
        std::iota(beside.begin(), beside.end(), std::size_t{0});
        std::erase_if(beside, [&](std::size_t other) { return !Overlaps(other, kind); });
      }
      if (const auto smallest = Smallest(beside)) published_[*smallest] = false;
    }
    return found;
  }

  bool Overlaps(std::size_t one, std::size_t other) const {
    const auto& longer = kinds_[one]->parts;
    return std::ranges::any_of(kinds_[other]->parts,
                               [&](std::uint32_t part) { return std::ranges::binary_search(longer, part); });
  }

  std::vector<bool> Result() const {
    std::vector<bool> result;
    for (const std::size_t kind : kind_of_) result.push_back(published_[kind]);
    return result;
  }

  std::int64_t least_;
  std::vector<const CubeCell*> kinds_;
  std::vector<std::size_t> kind_of_;  // by cell
  std::vector<bool> published_;       // by kind
  std::vector<Group> groups_;         // of kinds
};

}  // namespace

SumSpace::Sum SumSpace::Reduced(const std::vector<std::uint32_t>& parts) const {
  std::map<std::uint32_t, std::uint64_t> left;
  for (const std::uint32_t part : parts) left[part] = 1;
  Sum reduced;
  while (!left.empty()) {
    const auto [cell, factor] = *left.begin();
    left.erase(left.begin());
    if (factor == 0) continue;
    const auto known = known_.find(cell);
    if (known == known_.end()) {
      reduced.emplace_back(cell, factor);
      continue;
    }
    for (std::size_t i = 1; i < known->second.size(); ++i) {
      std::uint64_t& other = left[known->second[i].first];
      other = (other + (kField - factor) * known->second[i].second) % kField;
    }
  }
  return reduced;
}

void SumSpace::Add(const std::vector<std::uint32_t>& parts) {
  Sum sum = Reduced(parts);
  if (sum.empty()) return;
  const std::uint64_t inverse = Inverse(sum.front().second);
  for (auto& [cell, factor] : sum) factor = factor * inverse % kField;
  const std::uint32_t first = sum.front().first;
  known_.emplace(first, std::move(sum));
}

bool SumSpace::Contains(const std::vector<std::uint32_t>& parts) const { return Reduced(parts).empty(); }

std::vector<bool> Publishable(const std::vector<CubeCell>& cells, const std::vector<CubeDivision>& divisions,
                              std::int64_t least) {
  return Choice(cells, divisions, least).Make();
}

}  // namespace clientroute::monitoring
