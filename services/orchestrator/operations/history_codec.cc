#include "services/orchestrator/operations/history_codec.h"

#include <optional>
#include <utility>
#include <variant>

#include "services/orchestrator/store/journal_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

absl::Status Broken(const std::string& file, const Problems& problems) {
  const std::string name = file.empty() ? "mapping" : file;
  std::string text;
  for (const Problem& problem : problems) text += (text.empty() ? "" : "\n") + Describe(name, problem);
  return Error(absl::StatusCode::kInvalidArgument, "MAPPING_BROKEN", text, {{"file", name}});
}

absl::Status NotLoaded(const std::string& definition, int version) {
  const std::string label = Cat(definition, "@", version);
  return Error(absl::StatusCode::kFailedPrecondition, "DEFINITION_NOT_LOADED", Cat(label, " is not loaded"),
               {{"definition", label}});
}

}  // namespace

absl::StatusOr<std::vector<TakenEvent>> EventsOf(const std::vector<v1::JournalRecord>& records) {
  std::vector<TakenEvent> events;
  events.reserve(records.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    std::optional<Event> event = FromRecord(records[i].event());
    const std::optional<Instant> taken = FromProto(records[i].take_time());
    if (!event || !taken) {
      return Error(absl::StatusCode::kDataLoss, "JOURNAL_DAMAGED", Cat("record ", i + 1, " says not what happened"));
    }
    events.push_back({*std::move(event), *taken});
  }
  return events;
}

int OpenedOn(const std::vector<v1::JournalRecord>& records, int version) {
  for (const v1::JournalRecord& record : records) {
    if (record.event().has_migrated()) return record.event().migrated().from_version();
  }
  return version;
}

absl::StatusOr<ReadMapping> LoadMapping(const DefinitionLibrary& library, const std::string& file,
                                        const std::string& text) {
  ParsedMapping parsed = ParseMapping(text);
  if (!parsed.problems.empty()) return Broken(file, parsed.problems);
  const MappingSource& source = parsed.source;
  const Definition* from = library.Find(source.definition, source.from_version);
  if (from == nullptr) return NotLoaded(source.definition, source.from_version);
  const Definition* to = library.Find(source.definition, source.to_version);
  if (to == nullptr) return NotLoaded(source.definition, source.to_version);
  auto linked = LinkMapping(source, *from, *to);
  if (const auto* problems = std::get_if<Problems>(&linked)) return Broken(file, *problems);
  return ReadMapping{std::get<RouteMapping>(std::move(linked)), std::move(parsed.record)};
}

const RouteMapping* RecordedMappings::Of(const Migrated& migrated) {
  const auto [place, is_new] = mappings_.try_emplace(migrated.mapping);
  if (!is_new) return place->second.get();
  v1::RouteMapping record;
  if (!record.ParseFromString(migrated.mapping)) return nullptr;
  const Definition* from = library_->Find(record.definition(), record.from_version());
  const Definition* to = library_->Find(record.definition(), record.to_version());
  if (from == nullptr || to == nullptr) return nullptr;
  auto linked = LinkMapping(SourceOf(record), *from, *to);
  if (auto* mapping = std::get_if<RouteMapping>(&linked)) {
    place->second = std::make_unique<RouteMapping>(std::move(*mapping));
  }
  return place->second.get();
}

}  // namespace clientroute::orchestrator
