#include <optional>
#include <utility>
#include <variant>

#include "services/orchestrator/engine/route_engine.h"
#include "services/orchestrator/engine/route_writer.h"
#include "services/orchestrator/operations/history_codec.h"
#include "services/orchestrator/operations/migration_prepare.h"
#include "services/orchestrator/route/migrate.h"
#include "services/orchestrator/store/history_store.h"
#include "services/orchestrator/store/migration_store.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

// Moving a route to another version of its definition, of RouteWriter and RouteEngine.
namespace clientroute::orchestrator {
namespace {

/// Records of one route that are read at most.
constexpr int kRecordsMost = 100'000;

absl::Status NoRoute(const std::string& name) {
  return Error(absl::StatusCode::kNotFound, "NOT_FOUND", Cat("there is no ", name), {{"name", name}});
}

absl::Status Unfit(std::string_view reason, std::string message) {
  return Error(absl::StatusCode::kFailedPrecondition, reason, std::move(message));
}

/// The route by its name, as far as the caller may steer it.
absl::StatusOr<RouteRow> RouteToMove(Connection& connection, const CallContext& call, const std::string& name) {
  const std::optional<Uuid> uid = IdIn(name, "routes");
  if (!uid) return NoRoute(name);
  CLIENTROUTE_ASSIGN(std::optional<RouteRow> row, FindRoute(connection, *uid));
  if (!row) return NoRoute(name);
  AccessQuestion question;
  question.subject = AccessQuestion::Subject::kRoute;
  question.municipality = row->municipality;
  if (Denied(call.identity, call.purpose, question)) return NoRoute(name);
  return *std::move(row);
}

/// Whether the route runs on the mapping's old version and can be moved now.
absl::Status CanBeMoved(const RouteRow& row, const v1::RouteMapping& mapping) {
  if (row.definition != mapping.definition() || row.version != mapping.from_version()) {
    return Unfit("OTHER_DEFINITION",
                 Cat("the route runs on ", row.definition, "@", row.version, ", and the mapping is of ",
                     mapping.definition(), "@", mapping.from_version()));
  }
  if (row.closed) return Unfit("ROUTE_CLOSED", "the route has ended");
  if (row.paused) return Unfit("ROUTE_PAUSED", Cat("the route is paused: ", row.pause_reason));
  return absl::OkStatus();
}

absl::Status VerdictOf(const v1::MigrationCheck& check, bool accept_differences) {
  switch (check.verdict()) {
    case v1::MigrationCheck::FITS:
      return absl::OkStatus();
    case v1::MigrationCheck::DIFFERS:
      if (accept_differences) return absl::OkStatus();
      return Unfit("HISTORY_DIFFERS", check.why());
    default:
      return Unfit("ROUTE_STRANDED", check.why());
  }
}

}  // namespace

absl::Status RouteWriter::MoveToVersion(const Uuid& route, const RouteMapping& mapping, const Event& event) {
  CLIENTROUTE_ASSIGN(Connection * record, batch_->Direct());
  CLIENTROUTE_ASSIGN(LiveRoute * live, Find(route));
  if (live == nullptr) return NoRoute(RouteName(route));
  if (live->definition != mapping.from || !live->damage.empty()) {
    return Unfit("ROUTE_STRANDED", "the stored route does not stand on the mapping's old version");
  }
  auto moved = Migrate(mapping, live->route, event, call_->now);
  if (const auto* stranded = std::get_if<Stranded>(&moved)) return Unfit("ROUTE_STRANDED", stranded->why);
  auto& [transition, tasks_kept] = std::get<Migration>(moved);
  batch_->Touch(route);
  live->definition = mapping.to;
  live->row.version = mapping.to->version;
  CLIENTROUTE_RETURN_IF_ERROR(KeepDefinition(*mapping.to));
  CLIENTROUTE_RETURN_IF_ERROR(SetVersion(*record, live->row.id, mapping.to->version));
  for (const TaskOpened& task : tasks_kept) CLIENTROUTE_RETURN_IF_ERROR(RenameTask(*record, live->row.id, task));
  for (const Placement& placement : transition.placements) {
    if (!placement.part.empty() || placement.chart != mapping.to->main_chart().name) continue;
    if (placement.from == placement.to) continue;
    CLIENTROUTE_RETURN_IF_ERROR(AnnounceMove(*live, event, placement.from, placement.to));
  }
  return Write(*live, event, transition);
}

absl::Status RouteEngine::Migrate(const CallContext& call, const v1::MigrateRouteRequest& request,
                                  v1::MigrateRouteResponse* answer) {
  CLIENTROUTE_ASSIGN(const ReadMapping mapping, LoadMapping(*definitions_, request.mapping_file(), request.mapping()));
  const Event event{
      call.request_id, call.now, call.identity.subject, call.cause.empty() ? call.request_id : call.cause,
      Migrated{mapping.record.from_version(), mapping.record.to_version(), mapping.record.SerializeAsString()}};
  return Once(call, request, answer, [&](Connection& connection, RouteWriter& writer) -> absl::Status {
    RecordedRoute route;
    CLIENTROUTE_ASSIGN(route.row, RouteToMove(connection, call, request.name()));
    answer->set_route(RouteName(route.row.uid));
    answer->set_version(route.row.version);
    answer->set_from_state(route.row.state);
    answer->set_to_state(route.row.state);
    answer->set_sequence(route.row.sequence);
    // Moved already: what was broken off is simply asked again.
    if (route.row.definition == mapping.record.definition() && route.row.version == mapping.record.to_version()) {
      return absl::OkStatus();
    }
    CLIENTROUTE_RETURN_IF_ERROR(CanBeMoved(route.row, mapping.record));
    CLIENTROUTE_ASSIGN(route.records, ReadJournalAfter(connection, route.row.id, 0, kRecordsMost));
    RecordedMappings recorded(definitions_.get());
    CLIENTROUTE_ASSIGN(const v1::MigrationCheck check,
                       CheckMove(*definitions_, &recorded, route, mapping.mapping, event, call.now));
    CLIENTROUTE_RETURN_IF_ERROR(VerdictOf(check, request.accept_differences()));
    CLIENTROUTE_RETURN_IF_ERROR(writer.MoveToVersion(route.row.uid, mapping.mapping, event));
    CLIENTROUTE_ASSIGN(const std::optional<RouteRow> after, FindRouteById(connection, route.row.id));
    if (!after) return NoRoute(request.name());
    answer->set_moved(true);
    answer->set_version(after->version);
    answer->set_to_state(after->state);
    answer->set_sequence(after->sequence);
    return absl::OkStatus();
  });
}

}  // namespace clientroute::orchestrator
