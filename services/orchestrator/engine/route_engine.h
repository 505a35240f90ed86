#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_ROUTE_ENGINE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_ROUTE_ENGINE_H_

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clientroute/orchestrator/v1/orchestrator.pb.h"
#include "clientroute/orchestrator/v1/route_operations.pb.h"
#include "clientroute/platform/v1/event_sink.pb.h"
#include "services/orchestrator/definition/definition_loader.h"
#include "services/orchestrator/engine/group_commit.h"
#include "services/orchestrator/engine/route_writer.h"
#include "services/orchestrator/store/command_store.h"
#include "services/platform/calls/context.h"
#include "services/platform/clock/clock.h"
#include "services/platform/store/database.h"
#include "services/platform/timers/near_timers.h"

namespace clientroute::orchestrator {

/// By what the answer to a request is found again where it stands with the transition that the request brought.
struct AnswerKey {
  AnswerKey(const CallContext& call, const google::protobuf::Message& request);
  Uuid id;
  std::string digest;
};

/// Everything that moves a route: events of other services, what people do, timers, commands that fail. Each comes
/// through the one writer, once a request id, and is answered after the commit. Thread-safe.
/// Errors of every method beside its own: ROUTE_WRITER_BUSY, REQUEST_ID_REUSED, those of RouteWriter and Connection.
class RouteEngine {
 public:
  /// All outlive it.
  RouteEngine(Database* database, std::shared_ptr<const DefinitionLibrary> definitions, const Clock* clock)
      : definitions_(std::move(definitions)),
        clock_(clock),
        near_timers_(NearTimers::Make(database)),
        commits_(database, near_timers_.get()) {}

  /// An event that another service announced. InvalidArgument EVENT_TYPE_UNKNOWN, EVENT_DAMAGED; FailedPrecondition
  /// ROUTE_UNKNOWN, EVENT_REFUSED with the refusal's code: dead letters.
  absl::Status Deliver(const CallContext& call, const platform::v1::DeliverRequest& request,
                       platform::v1::DeliverResponse* answer);
  /// The same without waiting: `done` gets the answer after the commit, on the writer's thread, or at once on this one.
  void DeliverLater(CallContext call, std::shared_ptr<const platform::v1::DeliverRequest> request,
                    std::function<void(absl::Status)> done);
  /// The events that Deliver takes: those of routes, and who is involved with a client.
  static std::vector<std::string> EventTypes();

  /// What a person tells. NotFound; InvalidArgument EVENT_REFUSED; FailedPrecondition EVENT_DOES_NOT_FIT, ROUTE_PAUSED.
  absl::Status Signal(const CallContext& call, const v1::SignalRouteRequest& request, v1::Route* answer);
  absl::Status Pause(const CallContext& call, const v1::PauseRouteRequest& request, v1::Route* answer);
  absl::Status Resume(const CallContext& call, const v1::ResumeRouteRequest& request, v1::Route* answer);

  absl::Status TakeTask(const CallContext& call, const v1::TakeTaskRequest& request, v1::Task* answer);
  absl::Status HandOverTask(const CallContext& call, const v1::HandOverTaskRequest& request, v1::Task* answer);
  absl::Status CompleteTask(const CallContext& call, const v1::CompleteTaskRequest& request, v1::Task* answer);
  absl::Status RetryIncident(const CallContext& call, const v1::RetryIncidentRequest& request, v1::Incident* answer);
  /// Lets a command go, or what was refused after waiting. NOTHING_TO_SKIP.
  absl::Status SkipIncident(const CallContext& call, const v1::SkipIncidentRequest& request, v1::Incident* answer);
  /// Moves a route to another version of its definition (migration_prepare.h).
  absl::Status Migrate(const CallContext& call, const v1::MigrateRouteRequest& request,
                       v1::MigrateRouteResponse* answer);

  /// Timers of route rows fell due, of different routes, in their order; the row of each goes with the transition, or
  /// because it was stale. The answer of each.
  std::vector<absl::Status> FireAll(std::span<const NumberedTimer> timers);
  /// Those that fall due next.
  NearTimers* near_timers() { return near_timers_.get(); }

  /// The command was delivered: its outcome comes back as an event.
  absl::Status NoteDelivered(const CommandRow& command);
  /// An attempt failed and will be repeated after a pause.
  absl::Status NoteFailedAttempt(const CommandRow& command, const std::string& error, std::chrono::milliseconds pause);
  /// The command keeps failing: an incident, and a task for a person.
  absl::Status GiveUp(const CommandRow& command, const std::string& error);

  /// Drops what is kept in memory of the record: after a person mended a row by hand.
  void Forget() { commits_.Forget(); }

  const DefinitionLibrary& definitions() const { return *definitions_; }

 private:
  /// An event on its way to the writer.
  struct Delivery {
    CallContext call;
    AnswerKey key;
    /// Of an event of a route.
    Uuid route;
    Event event;
    /// Of an event about who is involved with a client.
    std::string client;
    std::string person;
    bool begins = false;
  };
  absl::StatusOr<Delivery> Prepare(CallContext call, const platform::v1::DeliverRequest& request) const;
  absl::Status TakeDelivery(const Delivery& delivery, const platform::v1::DeliverRequest& request,
                            WriteBatch& batch) const;

  using Job = std::function<absl::Status(Connection&, RouteWriter&)>;
  /// Runs the job once the request id; its answer is stored with it.
  absl::Status Once(const CallContext& call, const google::protobuf::Message& request,
                    google::protobuf::Message* answer, const Job& job);
  absl::Status TakeExpiry(const NumberedTimer& timer, WriteBatch& batch) const;
  absl::Status Show(Connection& connection, std::int64_t route, v1::Route* answer) const;
  absl::Status EndIncident(const CallContext& call, std::string_view outcome, const std::string& note,
                           Connection& connection, RouteWriter& writer, const IncidentRow& incident);
  absl::StatusOr<RouteRow> Told(Connection& connection, const CallContext& call, const std::string& name);
  CallContext Own(std::string request_id, std::string cause) const;

  std::shared_ptr<const DefinitionLibrary> definitions_;
  const Clock* clock_;
  const std::shared_ptr<NearTimers> near_timers_;
  GroupCommit commits_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_ROUTE_ENGINE_H_
