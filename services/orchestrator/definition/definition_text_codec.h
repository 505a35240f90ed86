#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_TEXT_CODEC_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_TEXT_CODEC_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

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
  /// What it means with what it includes and varies, in few letters: files that differ in layout, comments, titles and
  /// explanations alone have the same. Empty when there are problems.
  std::string fingerprint = {};
};

/// The text of an included file, by the name that the definition gives; nothing when it cannot be read.
using IncludedText = std::function<std::optional<std::string>(const std::string& name)>;

/// A definition that another varies.
struct DefinitionText {
  /// For messages.
  std::string file;
  std::string text;
  /// What stands beside it.
  IncludedText read;
};
/// The definition of that name and version; nothing when there is none.
using VariedText = std::function<std::optional<DefinitionText>(const std::string& name, int version)>;
/// How often variants may be varied: a region's, then a municipality's, and some.
inline constexpr int kVariantDepthMax = 4;

/// Reads the text of a definition file, and of the files that it includes and varies. `file` is for messages only;
/// places in other files name those. Thread-safe, and pure but for `read` and `varied`.
ParsedDefinition ParseDefinition(std::string_view file, std::string_view text, const IncludedText& read = nullptr,
                                 const VariedText& varied = nullptr);

/// The fingerprint of a definition that varies none; empty for a text that is none. Thread-safe.
std::string FingerprintOf(std::string_view text, const IncludedText& read = nullptr);
/// Name and version of the definition in a text; nothing when it is none. Thread-safe.
std::optional<std::pair<std::string, int>> LabelOf(std::string_view text);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_TEXT_CODEC_H_
