#ifndef CLIENTROUTE_SERVICES_MESSAGING_CONTROL_PRODUCT_OVERLAP_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CONTROL_PRODUCT_OVERLAP_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "services/platform/values/period.h"

namespace clientroute::messaging {

/// A product for a time, as allocated or requested. Without a code it stands for its whole category, without a category
/// for everything.
struct ProductInTime {
  std::string_view category;
  std::string_view code;
  Period period;
};

/// The products that overlap one before them in `products` of the same kind (TR302, TR386), by their place there,
/// ascending. Cost: n log n.
std::vector<std::size_t> OverlappingProducts(const std::vector<ProductInTime>& products);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CONTROL_PRODUCT_OVERLAP_H_
