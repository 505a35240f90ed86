#ifndef CLIENTROUTE_SERVICES_SUITE_COMMANDS_GRAPHVIZ_H_
#define CLIENTROUTE_SERVICES_SUITE_COMMANDS_GRAPHVIZ_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace clientroute::suite {

/// Lays a graph out by the program `dot` of Graphviz; gives the SVG without what differs between machines. Errors:
/// Unavailable GRAPHVIZ_MISSING when there is no such program; Internal GRAPHVIZ_FAILED.
absl::StatusOr<std::string> DrawSvg(std::string_view dot);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_COMMANDS_GRAPHVIZ_H_
