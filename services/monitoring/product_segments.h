#ifndef CLIENTROUTE_SERVICES_MONITORING_PRODUCT_SEGMENTS_H_
#define CLIENTROUTE_SERVICES_MONITORING_PRODUCT_SEGMENTS_H_

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

namespace clientroute::monitoring {

/// Where products stand in the region's tree of segments (REG-3), as contracting says: `support_oriented/ambulatory`.
/// Const methods are thread-safe.
class ProductSegments {
 public:
  void Set(const std::string& product, const std::string& segment) { segments_[product] = segment; }
  /// Empty where the product is not known.
  std::string_view SegmentOf(std::string_view product) const {
    const auto found = segments_.find(product);
    return found == segments_.end() ? std::string_view() : std::string_view(found->second);
  }
  bool IsResidence(std::string_view product) const { return Has(SegmentOf(product), "residence"); }
  bool IsAmbulatory(std::string_view product) const { return Has(SegmentOf(product), "ambulatory"); }
  /// Residence in a family: foster care or a family-style home.
  bool IsFamily(std::string_view product) const {
    static constexpr std::array<std::string_view, 2> kFamily = {"foster_care", "family_style_home"};
    const std::string_view segment = SegmentOf(product);
    return std::ranges::any_of(kFamily, [&](std::string_view part) { return Has(segment, part); });
  }
  friend bool operator==(const ProductSegments&, const ProductSegments&) = default;

 private:
  // Whether one of the steps of the path is this one.
  static bool Has(std::string_view path, std::string_view step) {
    while (!path.empty()) {
      const std::size_t slash = path.find('/');
      if (path.substr(0, slash) == step) return true;
      path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    }
    return false;
  }

  std::map<std::string, std::string, std::less<>> segments_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_PRODUCT_SEGMENTS_H_
