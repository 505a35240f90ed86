#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_CODEC_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_CODEC_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "services/orchestrator/definition/definition_problem.h"
#include "services/orchestrator/definition/definition_source.h"

namespace clientroute::orchestrator {

/// The most that a definition file may hold; more is refused before it is parsed.
inline constexpr std::size_t kDefinitionBytesMax = 1'000'000;

/// A definition as it was read, every piece with its line and column; or, when the text is no textproto of a
/// RouteDefinition, the places where it is not (kSyntax).
struct ParsedDefinition {
  DefinitionSource source;
  Problems problems;
};

/// The text of an included file, by the name that the definition gives; nothing when it cannot be read.
using IncludedText = std::function<std::optional<std::string>(const std::string& name)>;

/// Reads the text of a definition file, and of the files that it includes. `file` is for messages only. Thread-safe,
/// and pure but for `read`.
ParsedDefinition ParseDefinition(std::string_view file, std::string_view text, const IncludedText& read = nullptr);

/// What a definition file means with what it includes, in few letters: files that differ in layout, comments, titles
/// and explanations alone have the same. Empty for a text that is no definition. Thread-safe.
std::string FingerprintOf(std::string_view text, const IncludedText& read = nullptr);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_CODEC_H_
