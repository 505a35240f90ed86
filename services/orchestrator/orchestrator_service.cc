#include "services/orchestrator/orchestrator_service.h"

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "services/orchestrator/engine/dispatcher.h"
#include "services/orchestrator/engine/route_codec.h"
#include "services/orchestrator/engine/task_codec.h"
#include "services/orchestrator/operations/route_filter_codec.h"
#include "services/orchestrator/operations/route_finder.h"
#include "services/orchestrator/route/route_diagram.h"
#include "services/orchestrator/store/command_store.h"
#include "services/orchestrator/store/definition_store.h"
#include "services/orchestrator/store/history_store.h"
#include "services/orchestrator/store/route_query_store.h"
#include "services/orchestrator/store/task_store.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/server/event_sink_service.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/timers/numbered_timers.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::orchestrator {
namespace {

using Subject = AccessQuestion::Subject;

constexpr std::string_view kService = "clientroute.orchestrator.v1.Orchestrator/";

std::string Method(std::string_view name) { return Cat(kService, name); }

absl::Status NotFound(std::string_view name) {
  return Error(absl::StatusCode::kNotFound, "NOT_FOUND", Cat("there is no ", name), {{"name", std::string(name)}});
}

/// What may not be seen is not there.
bool MaySee(const CallContext& call, Subject subject, const std::string& municipality,
            const std::set<std::string>& involved) {
  AccessQuestion question;
  question.subject = subject;
  question.municipality = municipality;
  question.involved = involved;
  return !Denied(call.identity, call.purpose, question);
}

absl::StatusOr<TaskFilter> FilterOf(const v1::ListTasksRequest& request, const CallContext& call) {
  TaskFilter filter;
  if (!request.route().empty()) {
    filter.route = IdIn(request.route(), "routes");
    if (!filter.route) return NotFound(request.route());
  }
  if (request.mine() && !request.assignee().empty() && request.assignee() != call.identity.subject) {
    return InvalidFields("FILTER_INVALID", {{"assignee", "is another than the caller, whose own are asked for"}});
  }
  filter.assignee = request.mine() ? call.identity.subject : request.assignee();
  filter.role = request.role();
  const Visibility visible = Visible(call.identity, call.purpose, Subject::kTask);
  filter.municipalities = Narrowed(visible.municipalities, request.municipality());
  if (visible.involved_only) filter.involved = call.identity.subject;
  if (call.identity.kind != Identity::Kind::kService) filter.roles = call.identity.roles;
  filter.include_ended = request.include_ended();
  // The numbers are those of v1::ListTasksRequest::Order, of which the wrapper lets no other through.
  filter.order = static_cast<TaskOrder>(request.order());
  return filter;
}

}  // namespace

absl::StatusOr<std::unique_ptr<OrchestratorService>> OrchestratorService::Create(
    CallStack stack, std::shared_ptr<const DefinitionLibrary> definitions) {
  CLIENTROUTE_RETURN_IF_ERROR(
      stack.database->Read([&](Connection& connection) { return CheckUsedDefinitions(connection, *definitions); }));
  return std::make_unique<OrchestratorService>(std::move(stack), std::move(definitions));
}

OrchestratorService::OrchestratorService(CallStack stack, std::shared_ptr<const DefinitionLibrary> definitions)
    : calls_(stack),
      engine_(stack.database, std::move(definitions), stack.clock),
      operations_(stack, &engine_, &budget_) {}

absl::Status OrchestratorService::FillWaits(Connection& connection, const CallContext& call, const RouteRow& row,
                                            v1::Route* route) const {
  const Definition* definition = engine_.definitions().Find(row.definition, row.version);
  CLIENTROUTE_ASSIGN(const std::vector<TaskRow> tasks, ListOpenTasks(connection, row.id));
  for (const TaskRow& task : tasks) *route->add_open_tasks() = ToProto(task, definition, call);
  CLIENTROUTE_ASSIGN(const std::vector<CommandRow> commands, ListCommands(connection, row.id));
  for (const CommandRow& command : commands) *route->add_pending_commands() = ToProto(command);
  // Those of one route are delivered in order.
  for (int i = 1; i < route->pending_commands_size(); ++i) {
    route->mutable_pending_commands(i)->set_held_back_by(route->pending_commands(0).request_id());
  }
  AddWaits(definition, route);
  return absl::OkStatus();
}

absl::Status OrchestratorService::FillRoute(Connection& connection, const CallContext& call,
                                            const v1::GetRouteRequest& request, v1::Route* response,
                                            clientroute::Look& look) const {
  CLIENTROUTE_ASSIGN(const RouteRow row, FindVisibleRoute(connection, call, request.name()));
  const Definition* definition = engine_.definitions().Find(row.definition, row.version);
  *response = ToProto(row, definition);
  CLIENTROUTE_RETURN_IF_ERROR(FillWaits(connection, call, row, response));
  if (!request.without_timeline()) {
    CLIENTROUTE_ASSIGN(const std::vector<v1::JournalRecord> records, ReadJournal(connection, row.id));
    AddTimeline(definition, records, response);
  }
  Show(row.client, row.municipality, look);
  return absl::OkStatus();
}

grpc::Status OrchestratorService::GetRoute(grpc::ServerContext* context, const v1::GetRouteRequest* request,
                                           v1::Route* response) {
  return calls_.Look(context, Method("GetRoute"), *request, [&](const CallContext& call, clientroute::Look& look) {
    return calls_.stack().database->Read(
        [&](Connection& connection) { return FillRoute(connection, call, *request, response, look); });
  });
}

grpc::Status OrchestratorService::ListRoutes(grpc::ServerContext* context, const v1::ListRoutesRequest* request,
                                             v1::ListRoutesResponse* response) {
  return calls_.Look(
      context, Method("ListRoutes"), *request, [&](const CallContext& call, clientroute::Look& look) -> absl::Status {
        CLIENTROUTE_ASSIGN(const int rows, PageRows(request->page_size()));
        CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(*request, 2));
        CLIENTROUTE_ASSIGN(const RouteQuery query, QueryOf(request->filter(), call));
        CLIENTROUTE_ASSIGN(const RouteOrder order, OrderOf(request->order()));
        std::optional<RouteKey> after;
        if (!key.empty()) after = RouteKey{NumberIn(key[0]), NumberIn(key[1])};
        return calls_.stack().database->Read([&](Connection& connection) -> absl::Status {
          CLIENTROUTE_ASSIGN(std::vector<FoundRoute> found, FindRoutes(connection, query, order, after, rows + 1));
          if (found.size() > static_cast<std::size_t>(rows)) {
            found.pop_back();
            const RouteKey& last = found.back().key;
            response->set_next_page_token(MakePageToken(*request, {KeyPart(last.value), KeyPart(last.id)}));
          }
          for (const FoundRoute& one : found) {
            const RouteRow& row = one.row;
            v1::Route& route = *response->add_routes();
            route = ToProto(row, engine_.definitions().Find(row.definition, row.version));
            CLIENTROUTE_RETURN_IF_ERROR(FillWaits(connection, call, row, &route));
            Show(row.client, row.municipality, look);
          }
          return absl::OkStatus();
        });
      });
}

absl::Status OrchestratorService::LogLook(const CallContext& call, const v1::Route& shown) const {
  return calls_.stack().database->Write([&](Connection& connection) {
    clientroute::Look look;
    Show(shown.client(), shown.municipality(), look);
    return AppendLook(connection, call, look);
  });
}

absl::Status OrchestratorService::LogLook(const CallContext& call, const v1::Task& shown) const {
  const std::optional<Uuid> uid = IdIn(shown.name(), "tasks");
  if (!uid) return NotFound(shown.name());
  return calls_.stack().database->Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const std::optional<TaskRow> task, FindTask(connection, *uid));
    if (!task) return NotFound(shown.name());
    clientroute::Look look;
    Show(task->client, task->municipality, look);
    return AppendLook(connection, call, look);
  });
}

grpc::Status OrchestratorService::SignalRoute(grpc::ServerContext* context, const v1::SignalRouteRequest* request,
                                              v1::Route* response) {
  return calls_.Submit(context, Method("SignalRoute"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(engine_.Signal(call, *request, response));
    return LogLook(call, *response);
  });
}

grpc::Status OrchestratorService::PauseRoute(grpc::ServerContext* context, const v1::PauseRouteRequest* request,
                                             v1::Route* response) {
  return calls_.Submit(context, Method("PauseRoute"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(engine_.Pause(call, *request, response));
    return LogLook(call, *response);
  });
}

grpc::Status OrchestratorService::ResumeRoute(grpc::ServerContext* context, const v1::ResumeRouteRequest* request,
                                              v1::Route* response) {
  return calls_.Submit(context, Method("ResumeRoute"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(engine_.Resume(call, *request, response));
    return LogLook(call, *response);
  });
}

grpc::Status OrchestratorService::GetTask(grpc::ServerContext* context, const v1::GetTaskRequest* request,
                                          v1::Task* response) {
  return calls_.Look(
      context, Method("GetTask"), *request, [&](const CallContext& call, clientroute::Look& look) -> absl::Status {
        const std::optional<Uuid> uid = IdIn(request->name(), "tasks");
        if (!uid) return NotFound(request->name());
        return calls_.stack().database->Read([&](Connection& connection) -> absl::Status {
          CLIENTROUTE_ASSIGN(const std::optional<TaskRow> task, FindTask(connection, *uid));
          if (!task) return NotFound(request->name());
          CLIENTROUTE_ASSIGN(const std::set<std::string> involved, ListInvolved(connection, task->route));
          // Somebody else's task is part of the route: who may not see that sees no more than his own worklist.
          const bool own = call.identity.kind == Identity::Kind::kService || call.identity.roles.contains(task->role);
          const Subject asked = own ? Subject::kTask : Subject::kRoute;
          if (!MaySee(call, asked, task->municipality, involved)) return NotFound(request->name());
          *response = ToProto(*task, engine_.definitions().Find(task->definition, task->version), call);
          Show(task->client, task->municipality, look);
          return absl::OkStatus();
        });
      });
}

grpc::Status OrchestratorService::ListTasks(grpc::ServerContext* context, const v1::ListTasksRequest* request,
                                            v1::ListTasksResponse* response) {
  return calls_.Look(
      context, Method("ListTasks"), *request, [&](const CallContext& call, clientroute::Look& look) -> absl::Status {
        CLIENTROUTE_ASSIGN(const int rows, PageRows(request->page_size()));
        CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(*request, 2));
        CLIENTROUTE_ASSIGN(TaskFilter filter, FilterOf(*request, call));
        if (!key.empty()) filter.after = {NumberIn(key[0]), NumberIn(key[1])};
        return calls_.stack().database->Read([&](Connection& connection) -> absl::Status {
          CLIENTROUTE_ASSIGN(std::vector<TaskRow> found, ListTaskRows(connection, filter, rows + 1));
          if (found.size() > static_cast<std::size_t>(rows)) {
            found.pop_back();
            const TaskKey last = KeyOf(found.back(), filter.order);
            response->set_next_page_token(MakePageToken(*request, {KeyPart(last.value), KeyPart(last.id)}));
          }
          for (const TaskRow& row : found) {
            *response->add_tasks() = ToProto(row, engine_.definitions().Find(row.definition, row.version), call);
            Show(row.client, row.municipality, look);
          }
          return absl::OkStatus();
        });
      });
}

grpc::Status OrchestratorService::TakeTask(grpc::ServerContext* context, const v1::TakeTaskRequest* request,
                                           v1::Task* response) {
  return calls_.Submit(context, Method("TakeTask"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(engine_.TakeTask(call, *request, response));
    return LogLook(call, *response);
  });
}

grpc::Status OrchestratorService::HandOverTask(grpc::ServerContext* context, const v1::HandOverTaskRequest* request,
                                               v1::Task* response) {
  return calls_.Submit(context, Method("HandOverTask"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(engine_.HandOverTask(call, *request, response));
    return LogLook(call, *response);
  });
}

grpc::Status OrchestratorService::CompleteTask(grpc::ServerContext* context, const v1::CompleteTaskRequest* request,
                                               v1::Task* response) {
  return calls_.Submit(context, Method("CompleteTask"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(engine_.CompleteTask(call, *request, response));
    return LogLook(call, *response);
  });
}

grpc::Status OrchestratorService::ListIncidents(grpc::ServerContext* context, const v1::ListIncidentsRequest* request,
                                                v1::ListIncidentsResponse* response) {
  return calls_.Read(context, Method("ListIncidents"), *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_ASSIGN(const int rows, PageRows(request->page_size()));
    CLIENTROUTE_ASSIGN(const std::vector<std::string> key, ReadPageToken(*request, 1));
    IncidentFilter filter;
    if (!request->route().empty()) {
      filter.route = IdIn(request->route(), "routes");
      if (!filter.route) return NotFound(request->route());
    }
    filter.municipalities =
        Narrowed(VisibleMunicipalities(call.identity, call.purpose, Subject::kRoute), request->municipality());
    filter.command = request->command();
    filter.include_resolved = request->include_resolved();
    filter.before_id = key.empty() ? 0 : NumberIn(key[0]);
    return calls_.stack().database->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(std::vector<IncidentRow> found, ListIncidentRows(connection, filter, rows + 1));
      if (found.size() > static_cast<std::size_t>(rows)) {
        found.pop_back();
        response->set_next_page_token(MakePageToken(*request, {KeyPart(found.back().id)}));
      }
      for (const IncidentRow& row : found) *response->add_incidents() = ToProto(row);
      return absl::OkStatus();
    });
  });
}

grpc::Status OrchestratorService::RetryIncident(grpc::ServerContext* context, const v1::RetryIncidentRequest* request,
                                                v1::Incident* response) {
  return calls_.Submit(context, Method("RetryIncident"), *request,
                       [&](const CallContext& call) { return engine_.RetryIncident(call, *request, response); });
}

grpc::Status OrchestratorService::SkipIncident(grpc::ServerContext* context, const v1::SkipIncidentRequest* request,
                                               v1::Incident* response) {
  return calls_.Submit(context, Method("SkipIncident"), *request,
                       [&](const CallContext& call) { return engine_.SkipIncident(call, *request, response); });
}

grpc::Status OrchestratorService::ListDefinitions(grpc::ServerContext* context,
                                                  const v1::ListDefinitionsRequest* request,
                                                  v1::ListDefinitionsResponse* response) {
  return calls_.Read(context, Method("ListDefinitions"), *request, [&](const CallContext&) {
    for (const auto& definition : engine_.definitions().all()) {
      v1::DefinitionSummary* summary = response->add_definitions();
      summary->set_name(definition->name);
      summary->set_version(definition->version);
      summary->set_diagram_dot(DrawDefinition(*definition));
    }
    return absl::OkStatus();
  });
}

void OrchestratorService::Receive(const grpc::ServerContextBase& context, const platform::v1::DeliverRequest& request,
                                  ServerCalls::Reply reply) {
  calls_.SubmitLater(
      context, EventSinkService::kMethod, request,
      [&](CallContext call, ServerCalls::Done done) {
        // gRPC keeps the request until the call is answered, and the engine does not look at it after that.
        std::shared_ptr<const platform::v1::DeliverRequest> kept(std::shared_ptr<void>(), &request);
        engine_.DeliverLater(std::move(call), std::move(kept), std::move(done));
      },
      std::move(reply));
}

std::vector<std::string> OrchestratorService::EventTypes() { return RouteEngine::EventTypes(); }

std::vector<std::unique_ptr<Work>> OrchestratorService::MakeWorks(const CommandTargets* targets, Random* random) {
  const CallStack& stack = calls_.stack();
  std::vector<std::unique_ptr<Work>> works =
      MakeDispatchers({stack.database, &engine_, targets, &budget_, random, stack.logger, stack.metrics});
  works.push_back(MakeNumberedTimerWork(
      "orchestrator.timers", engine_.near_timers(), stack.clock,
      [this](std::span<const NumberedTimer> timers) { return engine_.FireAll(timers); }, stack.logger));
  return works;
}

}  // namespace clientroute::orchestrator
