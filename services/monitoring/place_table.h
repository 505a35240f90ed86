#ifndef CLIENTROUTE_SERVICES_MONITORING_PLACE_TABLE_H_
#define CLIENTROUTE_SERVICES_MONITORING_PLACE_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "services/monitoring/figure.h"
#include "services/monitoring/name_table.h"

namespace clientroute::monitoring {

/// Of what something that is counted is, and of which kind.
struct NamedPlace {
  NameTable::Name municipality = 0;
  NameTable::Name provider = 0;
  NameTable::Name product = 0;
  NameTable::Name segment = 0;
  NameTable::Name contract = 0;
  NameTable::Name kind = 0;
  friend bool operator==(const NamedPlace&, const NamedPlace&) = default;
};

struct NamedPlaceHash {
  std::size_t operator()(const NamedPlace& place) const noexcept;
};

/// Places as small numbers, from 0: a region has some ten thousand, and what is counted has one. Const methods are
/// thread-safe.
class PlaceTable {
 public:
  /// Given when it was not there.
  std::uint32_t NumberOf(const NamedPlace& place) {
    const auto [found, is_new] = numbers_.try_emplace(place, static_cast<std::uint32_t>(places_.size()));
    if (is_new) places_.push_back(place);
    return found->second;
  }
  const NamedPlace& At(std::uint32_t number) const { return places_[number]; }
  std::size_t size() const { return places_.size(); }

 private:
  std::vector<NamedPlace> places_;
  std::unordered_map<NamedPlace, std::uint32_t, NamedPlaceHash> numbers_;
};

/// What a question asks for and its caller may see. The table outlives it.
class PlaceFilter {
 public:
  PlaceFilter(const NameTable& names, const FigureFilter& filter);

  bool Admits(const NamedPlace& place) const {
    return (!provider_ || place.provider == *provider_) && (!product_ || place.product == *product_) &&
           (!contract_ || place.contract == *contract_) &&
           (!visible_provider_ || place.provider == *visible_provider_) &&
           (municipalities_.empty() || municipalities_[place.municipality]) &&
           (segments_.empty() || segments_[place.segment]);
  }

 private:
  std::optional<NameTable::Name> provider_;
  std::optional<NameTable::Name> product_;
  std::optional<NameTable::Name> contract_;
  std::optional<NameTable::Name> visible_provider_;
  std::vector<bool> municipalities_;  // by name; empty for all
  std::vector<bool> segments_;
};

/// In which group a question counts each place, by what it divides by; months are apart. What a place is of is looked
/// at once a question, however much is counted there. The tables outlive it.
class PlaceGroups {
 public:
  static constexpr std::uint32_t kNotAsked = ~std::uint32_t{0};

  PlaceGroups(const NameTable& names, const PlaceTable& places, const FigureFilter& filter,
              const std::set<Division>& by);

  /// kNotAsked when the question does not ask for it. Groups are numbered from 0 as they are met.
  std::uint32_t Of(std::uint32_t place) {
    std::uint32_t& group = groups_[place];
    if (group == kNotMet) group = Meet(places_.At(place));
    return group;
  }
  std::size_t size() const { return keys_.size(); }
  /// Those that were met, by their key, in order; without month.
  std::vector<std::pair<FigureKey, std::uint32_t>> InOrder() const;

 private:
  static constexpr std::uint32_t kNotMet = kNotAsked - 1;
  std::uint32_t Meet(const NamedPlace& place);

  const NameTable& names_;
  const PlaceTable& places_;
  PlaceFilter filter_;
  bool by_municipality_, by_provider_, by_product_, by_kind_, by_segment_, by_contract_;
  std::vector<std::uint32_t> groups_;  // by place
  PlaceTable keys_;                    // of each group, with what is not divided by left empty
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_PLACE_TABLE_H_
