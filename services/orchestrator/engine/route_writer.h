#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_ROUTE_WRITER_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_ROUTE_WRITER_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "services/orchestrator/definition/definition_loader.h"
#include "services/orchestrator/definition/event.h"
#include "services/orchestrator/engine/write_batch.h"
#include "services/orchestrator/route/route_mapping.h"
#include "services/orchestrator/route/step.h"
#include "services/orchestrator/store/route_store.h"
#include "services/orchestrator/store/task_store.h"
#include "services/platform/calls/context.h"
#include "services/platform/store/database.h"

namespace clientroute::orchestrator {

/// What became of an event.
struct Taken {
  enum class How {
    kTaken,    // it will stand in the journal
    kKept,     // the route is paused, or was paused by this; it waits
    kRefused,  // nothing was written
  };
  How how = How::kTaken;
  /// Of kTaken: of the step.
  Reception reception = Reception::kTaken;
  /// Of kRefused.
  Refusal refusal;
};

/// Applies what happens to routes: journal, state, commands, timers, tasks and announcements, as rows of the writer's
/// batch ("write before you speak"). For one call; one thread.
class RouteWriter {
 public:
  /// All outlive it. `call` says who and why, and its request id names the announcements.
  RouteWriter(WriteBatch* batch, const DefinitionLibrary* definitions, const CallContext* call)
      : batch_(batch), definitions_(definitions), call_(call) {}

  /// Takes the event in; the first event of a route opens it. Errors: FailedPrecondition ROUTE_UNKNOWN when there is no
  /// such route and the event opens none; DEFINITION_NOT_LOADED; those of Connection.
  absl::StatusOr<Taken> Take(const Uuid& route, const Event& event);
  /// The same, of a route that FindById gave.
  absl::StatusOr<Taken> Take(LiveRoute& live, const Event& event);
  /// The route of a row; nullptr when there is none. Valid until it is forgotten. Errors: those of Connection.
  absl::StatusOr<LiveRoute*> FindById(std::int64_t id);

  /// Lets a paused route go on: what waited is taken in, in order. What is refused then becomes an incident, but for a
  /// timer that went stale meanwhile; when an invariant breaks again, the route is paused again and the rest waits on.
  /// Errors: as above.
  absl::Status Resume(const RouteRow& row);
  /// Stops the route from moving. Errors: those of Connection.
  absl::Status Pause(const RouteRow& row, std::string_view reason);
  /// Gives an open task to a person, who is involved with the route from then on; to nobody when `to` is empty. Errors:
  /// those of Connection.
  absl::Status HandOver(const TaskRow& task, const std::string& to);
  /// Moves the route to the mapping's new version; `event` is the Migrated one. FailedPrecondition ROUTE_STRANDED;
  /// NotFound; those of Connection.
  absl::Status MoveToVersion(const Uuid& route, const RouteMapping& mapping, const Event& event);

 private:
  absl::StatusOr<LiveRoute*> Find(const Uuid& uid);
  absl::StatusOr<LiveRoute*> Load(RouteRow row);
  absl::StatusOr<LiveRoute*> Open(const Uuid& uid, const Event& event);
  absl::StatusOr<Taken> Keep(const RouteRow& row, const Event& event);
  absl::Status StopOnBroken(const RouteRow& row, const Event& event, const BrokenInvariant& broken);
  absl::Status InsertBare(LiveRoute& live);
  absl::Status KeepDefinition(const Definition& definition);
  absl::Status Write(LiveRoute& live, const Event& event, Transition& transition);
  absl::StatusOr<std::int64_t> NextRecord();
  void WriteState(LiveRoute& live, RouteChange change);
  void WriteProviders(LiveRoute& live);
  absl::Status WriteCommands(LiveRoute& live, const Transition& transition);
  absl::Status Resolve(Connection& record, const RouteRow& row, std::int64_t number, IncidentEnding ending);
  void WriteTimers(const LiveRoute& live, const Transition& transition);
  absl::Status WriteTasks(LiveRoute& live, const Event& event, const Transition& transition);
  absl::Status NoteRefused(const RouteRow& row, std::int64_t waiting_id, const Refusal& refusal);
  /// An incident of the route itself. `about`: what tells it from others of the same call.
  absl::Status NoteIncident(const RouteRow& row, std::string_view about, std::string error);
  absl::Status AnnounceOpening(LiveRoute& live);
  absl::Status AnnounceMoves(LiveRoute& live, const Event& event, const Transition& transition);
  absl::Status AnnounceMove(LiveRoute& live, const Event& event, const std::string& from, const std::string& to);
  /// An event of texts alone, behind the route's name; one of anything; and one of any type by the full name of its
  /// message and its bytes.
  template <typename Payload>
  absl::Status Announce(LiveRoute& live, std::initializer_list<std::pair<int, std::string_view>> texts);
  absl::Status Announce(LiveRoute& live, const google::protobuf::Message& payload);
  absl::Status Announce(LiveRoute& live, const std::string& type, std::string payload);

  WriteBatch* batch_;
  const DefinitionLibrary* definitions_;
  const CallContext* call_;
  int announced_ = 0;
};

/// `routes/<uuid>`.
std::string RouteName(const Uuid& route);
/// Request id of a command: `<uuid>-<number>`.
std::string CommandRequestId(const Uuid& route, std::int64_t number);
/// Short name of what happened: `CareStarted`, `TimerExpired`, `TaskCompleted`, `CommandFailed`.
std::string EventName(const Event& event);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_ROUTE_WRITER_H_
