#include "services/orchestrator/operations/route_operations_service.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "services/orchestrator/commands/command_policies.h"
#include "services/orchestrator/engine/route_writer.h"
#include "services/orchestrator/operations/route_filter_codec.h"
#include "services/orchestrator/operations/route_finder.h"
#include "services/orchestrator/store/history_store.h"
#include "services/orchestrator/store/workload_store.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/clock/clock.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

constexpr std::string_view kService = "clientroute.orchestrator.v1.RouteOperations/";
/// Records of one route that are read for an export or a replay; a route of a lifetime has some hundreds.
constexpr int kRecordsMost = 100'000;

absl::StatusOr<RouteProperty> PropertyOf(v1::CountRoutesRequest::Property property) {
  switch (property) {
    case v1::CountRoutesRequest::STATE:
      return RouteProperty::kState;
    case v1::CountRoutesRequest::MUNICIPALITY:
      return RouteProperty::kMunicipality;
    case v1::CountRoutesRequest::PROVIDER:
      return RouteProperty::kProvider;
    case v1::CountRoutesRequest::DEFINITION:
      return RouteProperty::kDefinition;
    default:
      return Error(absl::StatusCode::kInvalidArgument, "PROPERTY_UNKNOWN",
                   "routes are counted by state, municipality, provider or definition", {{"field", "by"}});
  }
}

/// Of a state, in the newest version of a definition that has it.
std::string TitleOfState(const DefinitionLibrary& definitions, const std::string& name) {
  std::string title;
  for (const auto& definition : definitions.all()) {
    const Chart& chart = definition->main_chart();
    if (const std::optional<StateId> state = chart.FindState(name)) title = chart[*state].title;
  }
  return title;
}

void AddQueue(const CommandQueueRow& row, v1::CommandQueue* queue) {
  queue->set_waiting(queue->waiting() + row.waiting);
  queue->set_retrying(queue->retrying() + row.retrying);
  queue->set_held_back(queue->held_back() + row.held_back);
  queue->set_given_up(queue->given_up() + row.given_up);
  if (!row.last_error.empty()) queue->set_last_error(Cat(row.command, ": ", row.last_error));
  if (!row.oldest) return;
  const std::optional<Instant> known = queue->has_oldest_time() ? FromProto(queue->oldest_time()) : std::nullopt;
  if (!known || *row.oldest < *known) *queue->mutable_oldest_time() = ToProto(*row.oldest);
}

/// Takes away what is no client's: routes of definitions without client, of whatever version.
absl::Status LeaveClients(Connection& connection, const DefinitionLibrary& definitions, Instant now,
                          WorkloadRow* workload) {
  std::set<std::string> names;
  for (const auto& definition : definitions.all()) {
    if (definition->without_client) names.insert(definition->name);
  }
  for (const std::string& name : names) {
    RouteQuery query;
    query.definition = name;
    query.open_only = true;
    CLIENTROUTE_ASSIGN(const std::int64_t open, CountRoutes(connection, query));
    query.due_before = now;
    CLIENTROUTE_ASSIGN(const std::int64_t late, CountRoutes(connection, query));
    workload->open_routes -= open;
    workload->late_routes -= late;
  }
  return absl::OkStatus();
}

}  // namespace

RouteOperationsService::RouteOperationsService(CallStack stack, RouteEngine* engine, RetryBudget* budget,
                                               const WatchLimits& limits)
    : calls_(std::move(stack)), engine_(engine), budget_(budget), hub_(std::make_shared<WatchHub>(limits)) {
  // The database may outlive this service.
  calls_.stack().database->OnCommit([hub = hub_] { hub->Wake(); });
}

grpc::Status RouteOperationsService::CountRoutes(grpc::ServerContext* context, const v1::CountRoutesRequest* request,
                                                 v1::CountRoutesResponse* response) {
  return calls_.Read(context, Cat(kService, "CountRoutes"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_ASSIGN(const RouteProperty property, PropertyOf(request->by()));
    CLIENTROUTE_ASSIGN(const RouteQuery query, QueryOf(request->filter(), call));
    return calls_.stack().database->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(const std::vector<RouteCountRow> counts, CountRoutesBy(connection, query, property, call.now));
      for (const RouteCountRow& row : counts) {
        v1::RouteCount* count = response->add_counts();
        count->set_value(row.value);
        if (property == RouteProperty::kState) count->set_title(TitleOfState(definitions(), row.value));
        count->set_count(row.count);
        count->set_late(row.late);
      }
      CLIENTROUTE_ASSIGN(const std::int64_t total, orchestrator::CountRoutes(connection, query));
      response->set_total(total);
      return absl::OkStatus();
    });
  });
}

absl::StatusOr<RecordedRoute> RouteOperationsService::ReadRecorded(Connection& connection, const CallContext& call,
                                                                   const std::string& name) const {
  RecordedRoute route;
  CLIENTROUTE_ASSIGN(route.row, FindVisibleRoute(connection, call, name));
  CLIENTROUTE_ASSIGN(route.records, ReadJournalAfter(connection, route.row.id, 0, kRecordsMost));
  return route;
}

absl::StatusOr<std::vector<RecordedRoute>> RouteOperationsService::ReadPage(Connection& connection,
                                                                            const RouteQuery& query,
                                                                            const std::optional<RouteKey>& after,
                                                                            int rows) const {
  CLIENTROUTE_ASSIGN(std::vector<FoundRoute> found, FindRoutes(connection, query, RouteOrder::kOldest, after, rows));
  std::vector<RecordedRoute> routes;
  for (FoundRoute& one : found) {
    RecordedRoute& route = routes.emplace_back();
    route.row = std::move(one.row);
    CLIENTROUTE_ASSIGN(route.records, ReadJournalAfter(connection, route.row.id, 0, kRecordsMost));
  }
  return routes;
}

grpc::Status RouteOperationsService::ExportRoute(grpc::ServerContext* context, const v1::ExportRouteRequest* request,
                                                 v1::RouteHistory* response) {
  return calls_.Look(context, Cat(kService, "ExportRoute"), *request,
                     [&](const CallContext& call, clientroute::Look& look) -> absl::Status {
                       return calls_.stack().database->Read([&](Connection& connection) -> absl::Status {
                         CLIENTROUTE_ASSIGN(RecordedRoute route, ReadRecorded(connection, call, request->name()));
                         response->set_route(RouteName(route.row.uid));
                         response->set_definition(route.row.definition);
                         response->set_version(OpenedOn(route.records, route.row.version));
                         for (v1::JournalRecord& record : route.records) *response->add_records() = std::move(record);
                         Show(route.row.client, route.row.municipality, look);
                         return absl::OkStatus();
                       });
                     });
}

grpc::Status RouteOperationsService::GetWorkload(grpc::ServerContext* context, const v1::GetWorkloadRequest* request,
                                                 v1::Workload* response) {
  return calls_.Read(context, Cat(kService, "GetWorkload"), *request, [&](const CallContext& call) -> absl::Status {
    WorkloadRow workload;
    std::vector<CommandQueueRow> commands;
    CLIENTROUTE_RETURN_IF_ERROR(calls_.stack().database->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(workload, CountWorkload(connection, call.now));
      CLIENTROUTE_RETURN_IF_ERROR(LeaveClients(connection, definitions(), call.now, &workload));
      CLIENTROUTE_ASSIGN(commands, CountCommands(connection));
      return absl::OkStatus();
    }));
    std::map<std::string, v1::CommandQueue, std::less<>> queues;
    for (const ServicePolicy& policy : ServicePolicies()) {
      v1::CommandQueue& queue = queues[std::string(policy.service)];
      queue.set_service(std::string(policy.service));
      queue.set_retries_left(budget_->Left(policy.service, Elapsed()));
    }
    for (const CommandQueueRow& row : commands) {
      v1::CommandQueue& queue = queues[std::string(PolicyOfCommand(row.command).service)];
      AddQueue(row, &queue);
    }
    *response->mutable_time() = ToProto(call.now);
    for (const auto& [service, queue] : queues) *response->add_commands() = queue;
    response->set_timers_due(workload.timers_due);
    if (workload.next_timer) {
      *response->mutable_next_timer_time() = ToProto(*workload.next_timer);
      const auto lag = call.now - *workload.next_timer;
      if (lag.count() > 0) {
        response->mutable_timer_lag()->set_seconds(std::chrono::duration_cast<std::chrono::seconds>(lag).count());
      }
    }
    response->set_paused_routes(workload.paused_routes);
    response->set_waiting_events(workload.waiting_events);
    response->set_open_incidents(workload.open_incidents);
    response->set_open_tasks(workload.open_tasks);
    response->set_late_tasks(workload.late_tasks);
    response->set_open_routes(workload.open_routes);
    response->set_late_routes(workload.late_routes);
    return absl::OkStatus();
  });
}

}  // namespace clientroute::orchestrator
