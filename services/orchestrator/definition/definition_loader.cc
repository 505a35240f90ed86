#include "services/orchestrator/definition/definition_loader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "services/orchestrator/definition/definition_checker.h"
#include "services/orchestrator/definition/definition_text_codec.h"
#include "services/orchestrator/definition/event_catalogue_codec.h"
#include "services/orchestrator/definition/route_commands.h"
#include "services/orchestrator/definition/work_catalogue_codec.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

absl::Status Broken(const std::string& path, const Problems& problems) {
  std::string text;
  for (const Problem& problem : problems) text += (text.empty() ? "" : "\n") + Describe(path, problem);
  return Error(absl::StatusCode::kInvalidArgument, "DEFINITION_BROKEN", text, {{"file", path}});
}

std::optional<std::string> ReadText(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) return std::nullopt;
  return std::move(text).str();
}

/// The definition files of a folder, by name; none when it is not there.
std::vector<std::string> DefinitionFiles(const std::filesystem::path& folder) {
  std::vector<std::string> paths;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".textproto") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// For how few it is meant: a definition, a variant for a region, a variant for municipalities.
int Closeness(const Definition& definition) {
  if (!definition.variant_of) return 0;
  return definition.variant_of->municipalities.empty() ? 1 : 2;
}

bool IsFor(const Definition& definition, const std::string& municipality) {
  if (Closeness(definition) < 2) return true;
  const std::vector<std::string>& named = definition.variant_of->municipalities;
  return std::find(named.begin(), named.end(), municipality) != named.end();
}

bool ShareMunicipality(const Definition& a, const Definition& b) {
  if (Closeness(a) < 2 || Closeness(b) < 2) return true;
  const std::vector<std::string>& named = a.variant_of->municipalities;
  return std::any_of(named.begin(), named.end(), [&](const std::string& one) { return IsFor(b, one); });
}

/// Where it says for whom it is.
std::string OpeningPlace(const Definition& definition) {
  const Place& place = definition.variant_of ? definition.variant_of->place : definition.opening_place;
  const std::string& file = place.file.empty() ? definition.file : place.file;
  return Cat(file, ":", place.line, ":", place.column);
}

/// Whether the event opens a route on the definition: its guard is judged on what the event says.
bool Opens(const Definition& definition, const Announced& announced) {
  const EventDeclaration& event = definition[definition.opens_on];
  if (event.name != announced.type) return false;
  const auto municipality = announced.attributes.find("municipality");
  if (!IsFor(definition, municipality == announced.attributes.end() ? "" : municipality->second)) return false;
  Facts facts;
  for (const Fact& fact : definition.facts) facts.push_back(fact.initial);
  for (const Attribute& attribute : event.attributes) {
    const auto said = announced.attributes.find(attribute.name);
    if (!attribute.fact || attribute.fact->of_part || said == announced.attributes.end()) continue;
    facts[attribute.fact->index] = ParseFact(definition.facts[attribute.fact->index], said->second);
  }
  return Holds(definition.opens_when, FactView{facts, {}});
}

}  // namespace

IncludedText IncludedBeside(const std::string& path) {
  return [folder = std::filesystem::path(path).parent_path()](const std::string& name) -> std::optional<std::string> {
    const std::filesystem::path included(name);
    if (included.is_absolute() || std::find(included.begin(), included.end(), "..") != included.end()) {
      return std::nullopt;
    }
    return ReadText(folder / included);
  };
}

VariedText VariedFrom(const std::string& path) {
  return [path](const std::string& name, int version) -> std::optional<DefinitionText> {
    std::filesystem::path above = std::filesystem::absolute(path).parent_path();
    std::vector<std::filesystem::path> folders = {above};
    for (; above.has_relative_path(); above = above.parent_path()) folders.push_back(above.parent_path() / "routes");
    for (const std::filesystem::path& folder : folders) {
      for (const std::string& file : DefinitionFiles(folder)) {
        std::optional<std::string> text = ReadText(file);
        if (!text || LabelOf(*text) != std::pair(name, version)) continue;
        return DefinitionText{std::filesystem::proximate(file).string(), *std::move(text), IncludedBeside(file)};
      }
    }
    return std::nullopt;
  };
}

absl::StatusOr<std::shared_ptr<const DefinitionLibrary>> DefinitionLibrary::Of(std::vector<Definition> definitions) {
  std::sort(definitions.begin(), definitions.end(), [](const Definition& a, const Definition& b) {
    return std::tie(a.name, a.version) < std::tie(b.name, b.version);
  });
  auto library = std::make_shared<DefinitionLibrary>();
  for (Definition& definition : definitions) {
    if (library->Find(definition.name, definition.version) != nullptr) {
      return Error(absl::StatusCode::kInvalidArgument, "DEFINITION_REPEATED",
                   Cat(definition.file, ": ", definition.Label(), " is defined twice"), {{"file", definition.file}});
    }
    for (const Chart& chart : definition.charts) {
      for (const State& state : chart.states) {
        for (const Rule& rule : state.rules) {
          if (!rule.actions.start_parts || rule.trigger.kind != Trigger::Kind::kEvent) continue;
          library->events_that_start_parts_.insert(definition.events[rule.trigger.index].name);
        }
      }
    }
    library->definitions_.push_back(std::make_unique<const Definition>(std::move(definition)));
  }
  for (std::size_t i = 0; i < library->definitions_.size(); ++i) {
    for (std::size_t j = i + 1; j < library->definitions_.size(); ++j) {
      const Definition& a = *library->definitions_[i];
      const Definition& b = *library->definitions_[j];
      if (!library->IsNewest(i) || !library->IsNewest(j) || !library->AreAmbiguous(a, b)) continue;
      return Error(absl::StatusCode::kInvalidArgument, "DEFINITION_AMBIGUOUS",
                   Cat(OpeningPlace(b), ": ", b.Label(), " and ", a.Label(), " (", OpeningPlace(a),
                       ") can both open on ", a[a.opens_on].name),
                   {{"file", b.file}});
    }
  }
  return std::shared_ptr<const DefinitionLibrary>(std::move(library));
}

bool DefinitionLibrary::IsNewest(std::size_t place) const {
  return place + 1 == definitions_.size() || definitions_[place + 1]->name != definitions_[place]->name;
}

const Definition* DefinitionLibrary::Find(std::string_view name, int version) const {
  const auto found = std::find_if(definitions_.begin(), definitions_.end(), [&](const auto& definition) {
    return definition->name == name && definition->version == version;
  });
  return found == definitions_.end() ? nullptr : found->get();
}

std::string DefinitionLibrary::RootOf(const Definition& definition) const {
  const Definition* at = &definition;
  for (int depth = 0; at->variant_of && depth <= kVariantDepthMax; ++depth) {
    const Definition* varied = Find(at->variant_of->name, at->variant_of->version);
    if (varied == nullptr) return at->variant_of->name;
    at = varied;
  }
  return at->name;
}

bool DefinitionLibrary::AreAmbiguous(const Definition& a, const Definition& b) const {
  if (!ShareMunicipality(a, b) || !CanBothOpen(a, b)) return false;
  return Closeness(a) == Closeness(b) || RootOf(a) != RootOf(b);
}

const Definition* DefinitionLibrary::ForOpening(const Announced& announced) const {
  const Definition* closest = nullptr;
  for (std::size_t i = 0; i < definitions_.size(); ++i) {
    const Definition& definition = *definitions_[i];
    if (!IsNewest(i) || !Opens(definition, announced)) continue;
    if (closest == nullptr || Closeness(definition) > Closeness(*closest)) closest = &definition;
  }
  return closest;
}

absl::StatusOr<Definition> LoadDefinition(const std::string& path) {
  const std::optional<std::string> text = ReadText(path);
  if (!text) {
    return Error(absl::StatusCode::kNotFound, "DEFINITION_MISSING", Cat(path, ": cannot be read"), {{"file", path}});
  }
  ParsedDefinition parsed = ParseDefinition(path, *text, IncludedBeside(path), VariedFrom(path));
  if (!parsed.problems.empty()) return Broken(path, parsed.problems);
  CheckedDefinition checked =
      CheckDefinition(parsed.source, BuildEventCatalogue(), RouteCommands(), BuildWorkCatalogue());
  if (!checked.definition) return Broken(path, checked.problems);
  checked.definition->fingerprint = std::move(parsed.fingerprint);
  return *std::move(checked.definition);
}

absl::StatusOr<std::shared_ptr<const DefinitionLibrary>> LoadDefinitions(const std::string& folder,
                                                                         const std::string& variants) {
  std::vector<std::string> paths = DefinitionFiles(folder);
  if (paths.empty()) {
    return Error(absl::StatusCode::kNotFound, "DEFINITION_MISSING", Cat(folder, ": holds no route definition"),
                 {{"file", folder}});
  }
  if (!variants.empty()) {
    const std::vector<std::string> more = DefinitionFiles(variants);
    paths.insert(paths.end(), more.begin(), more.end());
  }
  std::vector<Definition> definitions;
  for (const std::string& path : paths) {
    CLIENTROUTE_ASSIGN(Definition definition, LoadDefinition(path));
    definitions.push_back(std::move(definition));
  }
  return DefinitionLibrary::Of(std::move(definitions));
}

}  // namespace clientroute::orchestrator
