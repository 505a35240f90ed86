#include "services/orchestrator/store/definition_store.h"

#include <string>
#include <vector>

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::orchestrator {
namespace {

struct UsedDefinition {
  std::string name;
  int version = 0;
  std::string fingerprint;
};

absl::Status Wrong(std::string_view reason, const UsedDefinition& used, std::string_view what) {
  const std::string label = Cat(used.name, "@", used.version);
  return Error(absl::StatusCode::kFailedPrecondition, reason, Cat(label, " ", what), {{"definition", label}});
}

}  // namespace

absl::Status KeepUsedDefinition(Connection& connection, const Definition& definition, Instant now) {
  return connection
      .Execute(
          "INSERT INTO used_definition (name, version, fingerprint, first_used_at) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (name, version) DO NOTHING",
          {std::string_view(definition.name), std::int64_t{definition.version},
           std::string_view(definition.fingerprint), ToMicros(now)})
      .status();
}

absl::Status CheckUsedDefinitions(Connection& connection, const DefinitionLibrary& library) {
  CLIENTROUTE_ASSIGN(
      const std::vector<UsedDefinition> all,
      connection.QueryAll(
          "SELECT name, version, fingerprint FROM used_definition ORDER BY name, version", {}, [](const Row& row) {
            return UsedDefinition{std::string(row.Text(0)), static_cast<int>(row.Int(1)), std::string(row.Text(2))};
          }));
  for (const UsedDefinition& used : all) {
    const Definition* loaded = library.Find(used.name, used.version);
    if (loaded == nullptr) {
      return Wrong("DEFINITION_NOT_LOADED", used, "has routes that began on it, and no file defines it");
    }
    if (!used.fingerprint.empty() && used.fingerprint != loaded->fingerprint) {
      return Wrong("DEFINITION_CHANGED", used,
                   "was changed after routes began on it: give the change a version of its own");
    }
  }
  return absl::OkStatus();
}

}  // namespace clientroute::orchestrator
