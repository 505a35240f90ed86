#include <optional>
#include <utility>

#include "services/orchestrator/engine/refusal_codec.h"
#include "services/orchestrator/engine/route_codec.h"
#include "services/orchestrator/engine/route_engine.h"
#include "services/orchestrator/engine/task_codec.h"
#include "services/orchestrator/store/task_store.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

// What people do with their tasks, of RouteEngine.
namespace clientroute::orchestrator {
namespace {

/// Whether the caller may see the task at all: as GetTask answers. What he may not see is not there.
absl::StatusOr<bool> MaySeeTask(Connection& connection, const CallContext& call, const TaskRow& task) {
  AccessQuestion question;
  const bool own = call.identity.kind == Identity::Kind::kService || call.identity.roles.contains(task.role);
  question.subject = own ? AccessQuestion::Subject::kTask : AccessQuestion::Subject::kRoute;
  question.municipality = task.municipality;
  CLIENTROUTE_ASSIGN(question.involved, ListInvolved(connection, task.route));
  return !Denied(call.identity, call.purpose, question);
}

/// Who sees it does it when it is of his role.
absl::Status MayDoTask(const CallContext& call, const TaskRow& task) {
  if (call.identity.kind == Identity::Kind::kService || call.identity.roles.contains(task.role))
    return absl::OkStatus();
  return Error(absl::StatusCode::kPermissionDenied, "TASK_OF_OTHER_ROLE", Cat("this task is for the role ", task.role),
               {{"role", task.role}});
}

/// A task that is still to be done and that the caller may do, whoever took it.
absl::StatusOr<TaskRow> UndoneTaskOf(Connection& connection, const CallContext& call, const std::string& name) {
  const std::optional<Uuid> uid = IdIn(name, "tasks");
  if (!uid) return NotFound(name);
  CLIENTROUTE_ASSIGN(std::optional<TaskRow> task, FindTask(connection, *uid));
  if (!task) return NotFound(name);
  CLIENTROUTE_ASSIGN(const bool seen, MaySeeTask(connection, call, *task));
  if (!seen) return NotFound(name);
  CLIENTROUTE_RETURN_IF_ERROR(MayDoTask(call, *task));
  if (task->state == TaskState::kCompleted || task->state == TaskState::kCancelled) {
    const std::string how = task->state == TaskState::kCancelled ? "the task is no longer needed"
                            : task->outcome.empty()
                                ? Cat(task->completer, " did the task")
                                : Cat(task->completer, " completed the task with '", task->outcome, "'");
    return Error(absl::StatusCode::kFailedPrecondition, "TASK_CLOSED", how,
                 {{"completer", task->completer}, {"outcome", task->outcome}});
  }
  return *std::move(task);
}

/// The same, and nobody else took it.
absl::StatusOr<TaskRow> OpenTaskOf(Connection& connection, const CallContext& call, const std::string& name) {
  CLIENTROUTE_ASSIGN(TaskRow task, UndoneTaskOf(connection, call, name));
  if (task.state == TaskState::kTaken && task.assignee != call.identity.subject) {
    return Error(absl::StatusCode::kFailedPrecondition, "TASK_TAKEN",
                 Cat(task.assignee, " works on the task, and can hand it over"), {{"assignee", task.assignee}});
  }
  return task;
}

}  // namespace

absl::Status RouteEngine::TakeTask(const CallContext& call, const v1::TakeTaskRequest& request, v1::Task* answer) {
  return Once(call, request, answer, [&](Connection& connection, RouteWriter&) -> absl::Status {
    CLIENTROUTE_ASSIGN(TaskRow task, OpenTaskOf(connection, call, request.name()));
    CLIENTROUTE_RETURN_IF_ERROR(AssignTask(connection, task.id, call.identity.subject));
    CLIENTROUTE_RETURN_IF_ERROR(AddInvolved(connection, task.route, call.identity.subject));
    task.state = TaskState::kTaken;
    task.assignee = call.identity.subject;
    *answer = ToProto(task, definitions_->Find(task.definition, task.version), call);
    return absl::OkStatus();
  });
}

absl::Status RouteEngine::HandOverTask(const CallContext& call, const v1::HandOverTaskRequest& request,
                                       v1::Task* answer) {
  const std::string& to = request.to();
  const bool person = to.starts_with(kPersons) && to.size() > kPersons.size() && to.find(' ') == std::string::npos;
  if (!to.empty() && !person) {
    return Error(absl::StatusCode::kInvalidArgument, "NO_PERSON", Cat("'", to, "' is no person: persons/…"),
                 {{"field", "to"}});
  }
  if (to == call.identity.subject) {
    return Error(absl::StatusCode::kInvalidArgument, "OWN_HANDS", "a task is handed over to another; TakeTask takes it",
                 {{"field", "to"}});
  }
  return Once(call, request, answer, [&](Connection& connection, RouteWriter& writer) -> absl::Status {
    // Who took it may be ill or never existed: anyone of the role may put it back, not pass it on.
    CLIENTROUTE_ASSIGN(TaskRow task, to.empty() ? UndoneTaskOf(connection, call, request.name())
                                                : OpenTaskOf(connection, call, request.name()));
    if (to.empty() && task.state == TaskState::kOpen) {
      return Error(absl::StatusCode::kFailedPrecondition, "TASK_NOT_TAKEN", "nobody took the task");
    }
    CLIENTROUTE_RETURN_IF_ERROR(writer.HandOver(task, to));
    task.state = to.empty() ? TaskState::kOpen : TaskState::kTaken;
    task.assignee = to;
    *answer = ToProto(task, definitions_->Find(task.definition, task.version), call);
    return absl::OkStatus();
  });
}

absl::Status RouteEngine::CompleteTask(const CallContext& call, const v1::CompleteTaskRequest& request,
                                       v1::Task* answer) {
  CLIENTROUTE_RETURN_IF_ERROR(CheckNote(request.note()));
  return Once(call, request, answer, [&](Connection& connection, RouteWriter& writer) -> absl::Status {
    CLIENTROUTE_ASSIGN(const TaskRow task, OpenTaskOf(connection, call, request.name()));
    CLIENTROUTE_ASSIGN(const std::optional<RouteRow> row, FindRouteById(connection, task.route));
    if (!row) return NotFound(request.name());
    CLIENTROUTE_RETURN_IF_ERROR(NotPaused(*row));
    CLIENTROUTE_ASSIGN(
        const Taken taken,
        writer.Take(task.route_uid, EventOf(call, TaskCompleted{task.number, request.outcome(), request.note()})));
    if (taken.how == Taken::How::kRefused) return TaskRefused(taken.refusal);
    CLIENTROUTE_ASSIGN(const std::optional<TaskRow> after, FindTask(connection, task.uid));
    *answer = ToProto(after.value_or(task), definitions_->Find(task.definition, task.version), call);
    return absl::OkStatus();
  });
}

}  // namespace clientroute::orchestrator
