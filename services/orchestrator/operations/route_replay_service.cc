#include <algorithm>
#include <utility>

#include "services/orchestrator/engine/route_writer.h"
#include "services/orchestrator/operations/history_codec.h"
#include "services/orchestrator/operations/route_filter_codec.h"
#include "services/orchestrator/operations/route_finder.h"
#include "services/orchestrator/operations/route_operations_service.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/status/status.h"

// Histories against another version, and moving routes there, of RouteOperationsService.
namespace clientroute::orchestrator {
namespace {

constexpr std::string_view kService = "clientroute.orchestrator.v1.RouteOperations/";
/// Routes that are read at a time: their histories stand in memory together.
constexpr int kRoutesAtATime = 50;

/// The key in a page token: opening and id of the last route.
absl::StatusOr<std::optional<RouteKey>> AfterOf(const google::protobuf::Message& request) {
  CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(request, 2));
  if (key.empty()) return std::optional<RouteKey>();
  return std::optional<RouteKey>(RouteKey{NumberIn(key[0]), NumberIn(key[1])});
}

RouteKey KeyOf(const RouteRow& row) { return {row.created.time_since_epoch().count(), row.id}; }

std::string TokenAfter(const google::protobuf::Message& request, const RouteKey& key) {
  return MakePageToken(request, {KeyPart(key.value), KeyPart(key.id)});
}

Event MoveEvent(const CallContext& call, const v1::RouteMapping& record) {
  return {call.request_id, call.now, call.identity.subject, call.request_id,
          Migrated{record.from_version(), record.to_version(), record.SerializeAsString()}};
}

}  // namespace

absl::Status RouteOperationsService::ReplayOne(const RecordedRoute& route, int version, const ReadMapping* mapping,
                                               RecordedMappings* recorded, clientroute::Look& look,
                                               v1::ReplayRoutesResponse* response) const {
  const Definition* target = definitions().Find(route.row.definition, version);
  if (target == nullptr) {
    const std::string label = Cat(route.row.definition, "@", version);
    return Error(absl::StatusCode::kFailedPrecondition, "DEFINITION_NOT_LOADED", Cat(label, " is not loaded"),
                 {{"definition", label}});
  }
  const bool maps = mapping != nullptr && mapping->mapping.to == target;
  CLIENTROUTE_ASSIGN(const HistoryComparison comparison,
                     RunAgainst(definitions(), recorded, route, *target, maps ? &mapping->mapping : nullptr));
  response->set_replayed(response->replayed() + 1);
  if (!comparison.first && !comparison.damage) return absl::OkStatus();
  *response->add_differences() = DifferenceOf(route, *target, comparison);
  Show(route.row.client, route.row.municipality, look);
  return absl::OkStatus();
}

absl::Status RouteOperationsService::Replay(Connection& connection, const CallContext& call,
                                            const v1::ReplayRoutesRequest& request, clientroute::Look& look,
                                            v1::ReplayRoutesResponse* response) const {
  CLIENTROUTE_ASSIGN(const int rows, PageRows(request.page_size()));
  std::optional<ReadMapping> mapping;
  if (!request.mapping().empty()) {
    CLIENTROUTE_ASSIGN(mapping, LoadMapping(definitions(), request.mapping_file(), request.mapping()));
  }
  const ReadMapping* used = mapping ? &*mapping : nullptr;
  RecordedMappings recorded(&definitions());
  if (!request.route().empty()) {
    CLIENTROUTE_ASSIGN(const RecordedRoute route, ReadRecorded(connection, call, request.route()));
    return ReplayOne(route, request.against_version(), used, &recorded, look, response);
  }
  v1::RouteFilter filter;
  filter.set_municipality(request.municipality());
  filter.set_definition(request.definition());
  filter.set_open_only(!request.include_closed());
  CLIENTROUTE_ASSIGN(const RouteQuery query, QueryOf(filter, call));
  CLIENTROUTE_ASSIGN(std::optional<RouteKey> after, AfterOf(request));
  for (int left = rows; left > 0;) {
    const int asked = std::min(left, kRoutesAtATime);
    CLIENTROUTE_ASSIGN(const std::vector<RecordedRoute> page, ReadPage(connection, query, after, asked));
    for (const RecordedRoute& route : page) {
      after = KeyOf(route.row);
      // Of the definitions that have no such version nothing is asked.
      if (definitions().Find(route.row.definition, request.against_version()) == nullptr) continue;
      CLIENTROUTE_RETURN_IF_ERROR(ReplayOne(route, request.against_version(), used, &recorded, look, response));
    }
    if (static_cast<int>(page.size()) < asked) return absl::OkStatus();
    left -= asked;
  }
  response->set_next_page_token(TokenAfter(request, *after));
  return absl::OkStatus();
}

grpc::Status RouteOperationsService::ReplayRoutes(grpc::ServerContext* context, const v1::ReplayRoutesRequest* request,
                                                  v1::ReplayRoutesResponse* response) {
  return calls_.Look(context, Cat(kService, "ReplayRoutes"), *request,
                     [&](const CallContext& call, clientroute::Look& look) -> absl::Status {
                       const auto& all = definitions().all();
                       const bool known = std::any_of(all.begin(), all.end(), [&](const auto& definition) {
                         return definition->version == request->against_version() &&
                                (request->definition().empty() || definition->name == request->definition());
                       });
                       if (!known) {
                         const std::string label =
                             Cat(request->definition().empty() ? "any definition" : request->definition(), "@",
                                 request->against_version());
                         return Error(absl::StatusCode::kFailedPrecondition, "DEFINITION_NOT_LOADED",
                                      Cat(label, " is not loaded"), {{"definition", label}});
                       }
                       return calls_.stack().database->Read(
                           [&](Connection& connection) { return Replay(connection, call, *request, look, response); });
                     });
}

absl::Status RouteOperationsService::Check(Connection& connection, const CallContext& call,
                                           const v1::CheckMigrationRequest& request, const ReadMapping& mapping,
                                           clientroute::Look& look, v1::CheckMigrationResponse* response) const {
  CLIENTROUTE_ASSIGN(const int rows, PageRows(request.page_size()));
  response->set_definition(mapping.record.definition());
  response->set_from_version(mapping.record.from_version());
  response->set_to_version(mapping.record.to_version());
  RecordedMappings recorded(&definitions());
  const auto add = [&](const RecordedRoute& route) -> absl::Status {
    CLIENTROUTE_ASSIGN(*response->add_routes(), CheckMove(definitions(), &recorded, route, mapping.mapping,
                                                          MoveEvent(call, mapping.record), call.now));
    Show(route.row.client, route.row.municipality, look);
    return absl::OkStatus();
  };
  if (!request.route().empty()) {
    CLIENTROUTE_ASSIGN(const RecordedRoute route, ReadRecorded(connection, call, request.route()));
    const bool runs_on_it = route.row.definition == mapping.record.definition() &&
                            route.row.version == mapping.record.from_version() && !route.row.closed;
    return runs_on_it ? add(route) : absl::OkStatus();
  }
  v1::RouteFilter filter;
  filter.set_definition(mapping.record.definition());
  filter.set_definition_version(mapping.record.from_version());
  filter.set_open_only(true);
  CLIENTROUTE_ASSIGN(const RouteQuery query, QueryOf(filter, call));
  CLIENTROUTE_ASSIGN(std::optional<RouteKey> after, AfterOf(request));
  for (int left = rows; left > 0;) {
    const int asked = std::min(left, kRoutesAtATime);
    CLIENTROUTE_ASSIGN(const std::vector<RecordedRoute> page, ReadPage(connection, query, after, asked));
    for (const RecordedRoute& route : page) {
      after = KeyOf(route.row);
      CLIENTROUTE_RETURN_IF_ERROR(add(route));
    }
    if (static_cast<int>(page.size()) < asked) return absl::OkStatus();
    left -= asked;
  }
  response->set_next_page_token(TokenAfter(request, *after));
  return absl::OkStatus();
}

grpc::Status RouteOperationsService::CheckMigration(grpc::ServerContext* context,
                                                    const v1::CheckMigrationRequest* request,
                                                    v1::CheckMigrationResponse* response) {
  return calls_.Look(context, Cat(kService, "CheckMigration"), *request,
                     [&](const CallContext& call, clientroute::Look& look) -> absl::Status {
                       CLIENTROUTE_ASSIGN(const ReadMapping mapping,
                                          LoadMapping(definitions(), request->mapping_file(), request->mapping()));
                       return calls_.stack().database->Read([&](Connection& connection) {
                         return Check(connection, call, *request, mapping, look, response);
                       });
                     });
}

grpc::Status RouteOperationsService::MigrateRoute(grpc::ServerContext* context, const v1::MigrateRouteRequest* request,
                                                  v1::MigrateRouteResponse* response) {
  return calls_.Submit(context, Cat(kService, "MigrateRoute"), *request,
                       [&](const CallContext& call) { return engine_->Migrate(call, *request, response); });
}

}  // namespace clientroute::orchestrator
