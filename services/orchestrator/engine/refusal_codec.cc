#include "services/orchestrator/engine/refusal_codec.h"

#include <utility>

#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::orchestrator {

absl::Status Refused(const Refusal& refusal, absl::StatusCode code, std::string_view reason) {
  return Error(code, reason, Cat(ToString(refusal.reason), ": ", refusal.message),
               {{"refusal", std::string(ToString(refusal.reason))}});
}

absl::Status TaskRefused(const Refusal& refusal) {
  switch (refusal.reason) {
    case RefusalReason::kTaskNotOpen:
      return Refused(refusal, absl::StatusCode::kFailedPrecondition, "TASK_CLOSED");
    case RefusalReason::kUnknownOutcome:
      return Refused(refusal, absl::StatusCode::kInvalidArgument, "OUTCOME_NOT_ALLOWED");
    case RefusalReason::kAnsweredElsewhere:
      return Refused(refusal, absl::StatusCode::kFailedPrecondition, "TASK_ANSWERED_ELSEWHERE");
    default:
      return Refused(refusal, absl::StatusCode::kFailedPrecondition, "EVENT_REFUSED");
  }
}

absl::Status NotFound(std::string_view name) {
  return Error(absl::StatusCode::kNotFound, "NOT_FOUND", Cat("there is no ", name), {{"name", std::string(name)}});
}

absl::Status MayDo(const CallContext& call, AccessQuestion::Subject subject, const std::string& municipality,
                   std::set<std::string> involved) {
  AccessQuestion question;
  question.subject = subject;
  question.municipality = municipality;
  question.involved = std::move(involved);
  const auto denied = Denied(call.identity, call.purpose, question);
  if (!denied) return absl::OkStatus();
  return Error(absl::StatusCode::kPermissionDenied, "NOT_ALLOWED", Cat("not allowed: ", ToString(*denied)),
               {{"denied", std::string(ToString(*denied))}});
}

absl::Status NotPaused(const RouteRow& row) {
  if (!row.paused) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "ROUTE_PAUSED", Cat("the route is paused: ", row.pause_reason));
}

absl::Status CheckNote(const std::string& note) {
  if (note.empty() || IdIn(note, "notes")) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, "NOTE_IS_NO_NAME",
               "a note is given by its name, notes/…, and never as text", {{"field", "note"}});
}

Event EventOf(const CallContext& call, decltype(Event::what) what) {
  const std::string& actor = call.identity.on_behalf_of.empty() ? call.identity.subject : call.identity.on_behalf_of;
  return Event{call.request_id, call.now, actor, call.cause.empty() ? call.request_id : call.cause, std::move(what)};
}

}  // namespace clientroute::orchestrator
