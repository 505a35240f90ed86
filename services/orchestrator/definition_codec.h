#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_CODEC_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_CODEC_H_

#include <string>
#include <string_view>

#include "services/orchestrator/definition_problem.h"
#include "services/orchestrator/definition_source.h"

namespace clientroute::orchestrator {

/// The most that a definition file may hold; more is refused before it is parsed.
inline constexpr std::size_t kDefinitionBytesMax = 1'000'000;

/// A definition as it was read, every piece with its line and column; or, when the text is no textproto of a
/// RouteDefinition, the places where it is not (kSyntax).
struct ParsedDefinition {
  DefinitionSource source;
  Problems problems;
};

/// Reads the text of a definition file. `file` is for messages only. Pure, thread-safe.
ParsedDefinition ParseDefinition(std::string_view file, std::string_view text);

/// What a definition file means, in few letters: files that differ in layout, comments, titles and explanations alone
/// have the same. Empty for a text that is no definition. Pure, thread-safe.
std::string FingerprintOf(std::string_view text);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_CODEC_H_
