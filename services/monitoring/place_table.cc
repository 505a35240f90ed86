#include "services/monitoring/place_table.h"

#include <algorithm>
#include <string_view>

namespace clientroute::monitoring {
namespace {

// Whether the path is the segment or stands below it.
bool IsWithin(std::string_view path, std::string_view segment) {
  return path.starts_with(segment) && (path.size() == segment.size() || path[segment.size()] == '/');
}

std::optional<NameTable::Name> Narrow(const NameTable& names, const std::string& text) {
  if (text.empty()) return std::nullopt;
  return names.Find(text);
}

}  // namespace

PlaceFilter::PlaceFilter(const NameTable& names, const FigureFilter& filter)
    : provider_(Narrow(names, filter.provider)),
      product_(Narrow(names, filter.product)),
      contract_(Narrow(names, filter.contract)) {
  if (filter.visible_provider) visible_provider_ = names.Find(*filter.visible_provider);
  // A provider sees what names it, in whatever municipality; everyone else what is of his municipalities.
  const bool hidden = filter.visible_municipalities.has_value() && !filter.visible_provider;
  if (hidden || !filter.municipality.empty()) {
    municipalities_.assign(names.size(), false);
    for (NameTable::Name name = 0; name < names.size(); ++name) {
      const std::string& code = names.TextOf(name);
      municipalities_[name] = (filter.municipality.empty() || code == filter.municipality) &&
                              (!hidden || filter.visible_municipalities->contains(code));
    }
  }
  if (filter.segment.empty()) return;
  segments_.assign(names.size(), false);
  for (NameTable::Name name = 0; name < names.size(); ++name) {
    segments_[name] = IsWithin(names.TextOf(name), filter.segment);
  }
}

std::size_t NamedPlaceHash::operator()(const NamedPlace& place) const noexcept {
  std::uint64_t hash = 0;
  for (const NameTable::Name part :
       {place.municipality, place.provider, place.product, place.segment, place.contract, place.kind}) {
    hash = (hash ^ part) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 29U;
  }
  return static_cast<std::size_t>(hash);
}

PlaceGroups::PlaceGroups(const NameTable& names, const PlaceTable& places, const FigureFilter& filter,
                         const std::set<Division>& by)
    : names_(names),
      places_(places),
      filter_(names, filter),
      by_municipality_(by.contains(Division::kMunicipality)),
      by_provider_(by.contains(Division::kProvider)),
      by_product_(by.contains(Division::kProduct)),
      by_kind_(by.contains(Division::kKind)),
      by_segment_(by.contains(Division::kSegment)),
      by_contract_(by.contains(Division::kContract)),
      groups_(places.size(), kNotMet) {}

std::uint32_t PlaceGroups::Meet(const NamedPlace& place) {
  if (!filter_.Admits(place)) return kNotAsked;
  return keys_.NumberOf({.municipality = by_municipality_ ? place.municipality : 0,
                         .provider = by_provider_ ? place.provider : 0,
                         .product = by_product_ ? place.product : 0,
                         .segment = by_segment_ ? place.segment : 0,
                         .contract = by_contract_ ? place.contract : 0,
                         .kind = by_kind_ ? place.kind : 0});
}

std::vector<std::pair<FigureKey, std::uint32_t>> PlaceGroups::InOrder() const {
  std::vector<std::pair<FigureKey, std::uint32_t>> told;
  told.reserve(keys_.size());
  for (std::uint32_t group = 0; group < keys_.size(); ++group) {
    const NamedPlace& place = keys_.At(group);
    FigureKey key;
    key.municipality = names_.TextOf(place.municipality);
    key.provider = names_.TextOf(place.provider);
    key.product = names_.TextOf(place.product);
    key.kind = names_.TextOf(place.kind);
    key.segment = names_.TextOf(place.segment);
    key.contract = names_.TextOf(place.contract);
    told.emplace_back(std::move(key), group);
  }
  std::ranges::sort(told);
  return told;
}

}  // namespace clientroute::monitoring
