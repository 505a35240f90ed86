#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_HISTORY_CODEC_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_HISTORY_CODEC_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/orchestrator/v1/journal.pb.h"
#include "services/orchestrator/definition/definition_loader.h"
#include "services/orchestrator/route/history.h"
#include "services/orchestrator/route/replay.h"
#include "services/orchestrator/route/route_mapping.h"
#include "services/orchestrator/route/route_mapping_codec.h"

namespace clientroute::orchestrator {

/// What happened, as it is run again. DataLoss JOURNAL_DAMAGED names the record that cannot be read. Pure, thread-safe.
absl::StatusOr<std::vector<TakenEvent>> EventsOf(const std::vector<v1::JournalRecord>& records);

/// The version that a route opened on, which now runs on `version`. Pure, thread-safe.
int OpenedOn(const std::vector<v1::JournalRecord>& records, int version);

/// A mapping as text, between two versions that are loaded. Looks at the library while it lives.
struct ReadMapping {
  RouteMapping mapping;
  v1::RouteMapping record;
};
/// InvalidArgument MAPPING_BROKEN with every fault, a line each, with file, line and place; FailedPrecondition
/// DEFINITION_NOT_LOADED. Pure, thread-safe.
absl::StatusOr<ReadMapping> LoadMapping(const DefinitionLibrary& library, const std::string& file,
                                        const std::string& text);

/// The mappings of moves that stand in journals, each linked once. The library outlives it. One thread.
class RecordedMappings {
 public:
  explicit RecordedMappings(const DefinitionLibrary* library) : library_(library) {}
  /// nullptr when a version is not loaded, or the mapping does not fit them. Lives as long as this.
  const RouteMapping* Of(const Migrated& migrated);

 private:
  const DefinitionLibrary* library_;
  std::map<std::string, std::unique_ptr<RouteMapping>> mappings_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_OPERATIONS_HISTORY_CODEC_H_
