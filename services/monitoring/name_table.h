#ifndef CLIENTROUTE_SERVICES_MONITORING_NAME_TABLE_H_
#define CLIENTROUTE_SERVICES_MONITORING_NAME_TABLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "services/monitoring/figure.h"

namespace clientroute::monitoring {

/// Codes and names as small numbers, so that what is counted is small and quickly compared. Const methods are
/// thread-safe.
class NameTable {
 public:
  using Name = std::uint32_t;
  static constexpr Name kNothing = ~Name{0};  // nothing has this name

  /// Given when it was not there; 0 is the empty text.
  Name NameOf(const std::string& text) {
    const auto [place, is_new] = names_.try_emplace(text, static_cast<Name>(texts_.size()));
    if (is_new) texts_.push_back(text);
    return place->second;
  }
  /// kNothing when it is not there.
  Name Find(const std::string& text) const {
    const auto found = names_.find(text);
    return found == names_.end() ? kNothing : found->second;
  }
  const std::string& TextOf(Name name) const { return texts_[name]; }
  std::size_t size() const { return texts_.size(); }

 private:
  std::vector<std::string> texts_ = std::vector<std::string>(1);
  std::unordered_map<std::string, Name> names_ = {{"", 0}};
};

/// Of what something that is counted is.
struct NamedPlace {
  NameTable::Name municipality = 0;
  NameTable::Name provider = 0;
  NameTable::Name product = 0;
  NameTable::Name segment = 0;
  NameTable::Name contract = 0;
};

/// What a question asks for and its caller may see. The table and the filter outlive it.
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

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_NAME_TABLE_H_
