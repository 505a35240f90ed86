#include "services/orchestrator/engine/task_codec.h"

#include <array>
#include <utility>

#include "services/orchestrator/engine/route_writer.h"
#include "services/orchestrator/route/step.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::orchestrator {
namespace {

using clientroute::ToProto;

const TaskDeclaration* DeclarationOf(const Definition* definition, std::string_view kind) {
  if (definition == nullptr) return nullptr;
  for (const Chart& chart : definition->charts) {
    if (const std::optional<TaskId> id = chart.FindTask(kind)) return &chart.tasks[Index(*id)];
  }
  return nullptr;
}

std::string ExplanationOf(const Definition* definition, std::string_view kind) {
  if (definition == nullptr) return {};
  if (kind == kUnexpectedEventTask) return definition->unexpected_event.explanation;
  if (kind == kFailedCommandTask) return definition->failed_command.explanation;
  const TaskDeclaration* declared = DeclarationOf(definition, kind);
  return declared == nullptr ? std::string() : declared->explanation;
}

std::string DutchRole(const std::string& role) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kRoles = {{
      {"access-professional", "medewerker van de toegang"},
      {"access-manager", "leidinggevende van de toegang"},
      {"case-director", "casusregisseur"},
      {"contract-manager", "contractmanager"},
      {"back-office", "medewerker van de backoffice"},
      {"operator", "beheerder"},
  }};
  for (const auto& [name, title] : kRoles) {
    if (name == role) return std::string(title);
  }
  return role;
}

/// Why the caller sees it: by his role, by his role with a client whom he knows, or as a part of a route.
std::string SayWhySeen(const TaskRow& row, const CallContext& call) {
  const std::string role = DutchRole(row.role);
  const std::string where = row.municipality.empty() ? "" : Cat(" voor gemeente ", row.municipality);
  if (!call.identity.roles.contains(row.role)) {
    return Cat("U ziet deze taak bij haar route; zij is voor een ", role, where, ".");
  }
  const bool involved = Visible(call.identity, call.purpose, AccessQuestion::Subject::kTask).involved_only;
  return Cat("U ziet deze taak omdat u ", role, " bent", where, involved ? " en bij deze cliënt betrokken bent." : ".");
}

/// In whose hands it is.
std::string SayWhoseTurn(const TaskRow& row, const CallContext& call) {
  switch (row.state) {
    case TaskState::kOpen:
      return "Niemand heeft haar in handen.";
    case TaskState::kTaken:
      return row.assignee == call.identity.subject ? std::string("U hebt haar in handen.")
                                                   : Cat(row.assignee, " heeft haar in handen.");
    case TaskState::kCompleted:
      return "Zij is afgerond.";
    case TaskState::kCancelled:
      return "Zij is niet meer nodig.";
  }
  return {};
}

}  // namespace

std::string TitleOfOutcome(const Definition* definition, std::string_view kind, const std::string& outcome) {
  if (kind == kUnexpectedEventTask && outcome == kSeenOutcome) return "Gezien";
  if (kind == kFailedCommandTask && outcome == kRetryOutcome) return "Opnieuw aanbieden";
  if (kind == kFailedCommandTask && outcome == kSettledOutcome) return "Anders opgelost";
  if (const TaskDeclaration* declared = DeclarationOf(definition, kind)) {
    for (const Outcome& one : declared->outcomes) {
      if (one.name == outcome) return one.title;
    }
  }
  return outcome;
}

v1::Task ToProto(const TaskRow& row, const Definition* definition, const CallContext& call) {
  v1::Task task;
  task.set_name(NameOf("tasks", row.uid));
  task.set_etag(Cat(static_cast<int>(row.state), "-", row.assignee));
  *task.mutable_create_time() = ToProto(row.opened);
  task.set_kind(row.kind);
  task.set_title(row.title);
  task.set_state(static_cast<v1::Task::State>(row.state));
  task.set_route(RouteName(row.route_uid));
  task.set_part(row.part);
  task.set_municipality(row.municipality);
  task.set_role(row.role);
  if (row.due) *task.mutable_due_time() = ToProto(*row.due);
  for (const std::string& outcome : row.outcomes) {
    task.add_outcomes(outcome);
    task.add_outcome_titles(TitleOfOutcome(definition, row.kind, outcome));
  }
  task.set_answered_by(row.answered_by);
  task.set_assignee(row.assignee);
  task.set_outcome(row.outcome);
  if (!row.outcome.empty()) task.set_outcome_title(TitleOfOutcome(definition, row.kind, row.outcome));
  task.set_completer(row.completer);
  if (row.ended) *task.mutable_end_time() = ToProto(*row.ended);
  task.set_explanation(ExplanationOf(definition, row.kind));
  if (call.identity.kind == Identity::Kind::kPerson) {
    task.set_reason(Cat(SayWhySeen(row, call), " ", SayWhoseTurn(row, call)));
  }
  return task;
}

}  // namespace clientroute::orchestrator
