#include "services/messaging/control/product_overlap.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace clientroute::messaging {
namespace {

constexpr Date kForever{std::chrono::year{9999} / 12 / 31};

Date EndOf(const Period& period) { return period.end().value_or(kForever); }

/// The days of the periods seen so far, as spans that do not overlap each other.
class Days {
 public:
  bool Overlap(const Period& period) const {
    const auto after = end_of_.upper_bound(EndOf(period));
    return after != end_of_.begin() && std::prev(after)->second >= period.start();
  }

  void Add(const Period& period) {
    Date start = period.start();
    Date end = EndOf(period);
    auto at = end_of_.upper_bound(end);
    while (at != end_of_.begin() && std::prev(at)->second >= start) {
      --at;
      start = std::min(start, at->first);
      end = std::max(end, at->second);
      at = end_of_.erase(at);
    }
    end_of_.emplace(start, end);
  }

 private:
  std::map<Date, Date> end_of_;  // by start
};

/// Products kept by what they stand for.
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
    if (product.category.empty()) return everything_.Overlap(product.period);
    if (without_category_.Overlap(product.period)) return true;
    if (product.code.empty()) return in_category_[product.category].Overlap(product.period);
    return by_code_[{product.category, {}}].Overlap(product.period) ||
           by_code_[{product.category, product.code}].Overlap(product.period);
  }

  Days everything_;
  Days without_category_;
  std::map<std::string_view, Days> in_category_;
  std::map<std::pair<std::string_view, std::string_view>, Days> by_code_;
};

}  // namespace

std::vector<std::size_t> OverlappingProducts(const std::vector<ProductInTime>& products) {
  Timeline timeline;
  std::vector<std::size_t> overlapping;
  for (std::size_t i = 0; i < products.size(); ++i) {
    if (timeline.OverlapsThenAdd(products[i])) overlapping.push_back(i);
  }
  return overlapping;
}

}  // namespace clientroute::messaging
