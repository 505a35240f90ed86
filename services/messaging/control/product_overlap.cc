#include "services/messaging/control/product_overlap.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

namespace clientroute::messaging {
namespace {

constexpr Date kForever{std::chrono::year{9999} / 12 / 31};

/// The latest end of the periods seen so far.
class LatestEnd {
 public:
  void Add(const Period& period) { latest_ = std::max(latest_.value_or(Date()), period.end().value_or(kForever)); }
  /// Precondition: `period` starts no earlier than those that were added.
  bool Reaches(const Period& period) const { return latest_.has_value() && *latest_ >= period.start(); }

 private:
  std::optional<Date> latest_;
};

/// Products in the order of their start, kept by what they stand for.
class Timeline {
 public:
  /// Whether `product` overlaps one that was added before; adds it.
  bool OverlapsThenAdd(const ProductInTime& product) {
    const bool overlaps = Overlaps(product);
    everything_.Add(product.period);
    if (product.category.empty()) {
      without_category_.Add(product.period);
      return overlaps;
    }
    in_category_[product.category].Add(product.period);
    by_code_[{product.category, product.code}].Add(product.period);
    return overlaps;
  }

 private:
  bool Overlaps(const ProductInTime& product) {
    if (product.category.empty()) return everything_.Reaches(product.period);
    if (without_category_.Reaches(product.period)) return true;
    if (product.code.empty()) return in_category_[product.category].Reaches(product.period);
    return by_code_[{product.category, {}}].Reaches(product.period) ||
           by_code_[{product.category, product.code}].Reaches(product.period);
  }

  LatestEnd everything_;
  LatestEnd without_category_;
  std::map<std::string_view, LatestEnd> in_category_;
  std::map<std::pair<std::string_view, std::string_view>, LatestEnd> by_code_;
};

}  // namespace

std::vector<std::size_t> OverlappingProducts(const std::vector<ProductInTime>& products) {
  std::vector<std::size_t> order(products.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return products[i].period.start(); });
  Timeline timeline;
  std::vector<std::size_t> overlapping;
  for (const std::size_t i : order) {
    if (timeline.OverlapsThenAdd(products[i])) overlapping.push_back(i);
  }
  std::ranges::sort(overlapping);
  return overlapping;
}

}  // namespace clientroute::messaging
