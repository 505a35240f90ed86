#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_MAPPING_CODEC_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_MAPPING_CODEC_H_

#include <string_view>

#include "clientroute/orchestrator/v1/route_mapping.pb.h"
#include "services/orchestrator/definition/definition_problem.h"
#include "services/orchestrator/route/route_mapping.h"

namespace clientroute::orchestrator {

/// A mapping as it was read, every piece with its line and column, and as it is recorded; or the places where the text
/// is no textproto of a RouteMapping (kSyntax), or does not say from where to where (kMissingPart, kBadVersion).
struct ParsedMapping {
  MappingSource source;
  v1::RouteMapping record;
  Problems problems;
};

/// The most that a mapping may hold; more is refused before it is parsed.
inline constexpr std::size_t kMappingBytesMax = 1'000'000;

/// Reads the text of a mapping file. Pure, thread-safe.
ParsedMapping ParseMapping(std::string_view text);
/// A mapping that was recorded; without places.
MappingSource SourceOf(const v1::RouteMapping& record);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_MAPPING_CODEC_H_
