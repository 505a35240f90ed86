#ifndef CLIENTROUTE_SERVICES_SUITE_VERSION_H_
#define CLIENTROUTE_SERVICES_SUITE_VERSION_H_

#include <string_view>

namespace clientroute::suite {

/// The version of the product; the build checks that it is the project's.
inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_VERSION_H_
