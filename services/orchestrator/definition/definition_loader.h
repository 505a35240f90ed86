#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_LOADER_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_LOADER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/definition_text_codec.h"
#include "services/orchestrator/definition/event.h"

namespace clientroute::orchestrator {

/// The definitions that routes run on, every version of each. Never changed once loaded; thread-safe.
class DefinitionLibrary {
 public:
  /// InvalidArgument DEFINITION_REPEATED when a name and version comes twice, DEFINITION_AMBIGUOUS when the newest
  /// versions of two could open a route on the same event, and neither is a variant for fewer municipalities of what
  /// the other varies or is.
  static absl::StatusOr<std::shared_ptr<const DefinitionLibrary>> Of(std::vector<Definition> definitions);

  /// nullptr when it is not loaded.
  const Definition* Find(std::string_view name, int version) const;
  /// The newest version of the definition that this event opens a route on: the variant of its municipality, else that
  /// of the region, else what they vary; nullptr when none does.
  const Definition* ForOpening(const Announced& announced) const;
  /// By name, then version.
  const std::vector<std::unique_ptr<const Definition>>& all() const { return definitions_; }
  /// The events on which any of them starts parts, and so asks for attributes of lines.
  const EventNames& events_that_start_parts() const { return events_that_start_parts_; }

 private:
  /// Of its name; they stand by name, then version.
  bool IsNewest(std::size_t place) const;
  /// The name of what a definition is a variant of in the end.
  std::string RootOf(const Definition& definition) const;
  /// Whether it would be left to chance on which of two a route opens.
  bool AreAmbiguous(const Definition& a, const Definition& b) const;

  std::vector<std::unique_ptr<const Definition>> definitions_;
  EventNames events_that_start_parts_;
};

/// Reads what the definition in the file `path` includes: files in its own folder or below it.
IncludedText IncludedBeside(const std::string& path);
/// Finds what the variant in the file `path` varies: in its own folder, or in a folder `routes` of a folder above it.
VariedText VariedFrom(const std::string& path);
/// Reads and checks a definition file with what it includes and varies. Errors: NotFound DEFINITION_MISSING;
/// InvalidArgument DEFINITION_BROKEN with every problem, a line each, with file, line and place.
absl::StatusOr<Definition> LoadDefinition(const std::string& path);
/// All `*.textproto` in a folder, and in the folder of a region's variants, which need not be there. Errors: as above;
/// NotFound when the first folder is not there or holds none.
absl::StatusOr<std::shared_ptr<const DefinitionLibrary>> LoadDefinitions(const std::string& folder,
                                                                         const std::string& variants = {});

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_LOADER_H_
