#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_REFUSAL_CODEC_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_REFUSAL_CODEC_H_

#include <set>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "services/orchestrator/definition/event.h"
#include "services/orchestrator/route/step.h"
#include "services/orchestrator/store/route_store.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/context.h"

/// What the engine's methods say no with, and what they ask of every caller. Pure, thread-safe.
namespace clientroute::orchestrator {

/// Subjects of people of the region.
inline constexpr std::string_view kPersons = "persons/";

/// A refusal of the step, with its code.
absl::Status Refused(const Refusal& refusal, absl::StatusCode code, std::string_view reason);
/// The same of a task that was to be completed.
absl::Status TaskRefused(const Refusal& refusal);
/// NotFound of a resource.
absl::Status NotFound(std::string_view name);
/// PermissionDenied NOT_ALLOWED.
absl::Status MayDo(const CallContext& call, AccessQuestion::Subject subject, const std::string& municipality,
                   std::set<std::string> involved = {});
/// FailedPrecondition ROUTE_PAUSED.
absl::Status NotPaused(const RouteRow& row);
/// InvalidArgument NOTE_IS_NO_NAME: what persons have to say stands sealed with access; the journal refers to it.
absl::Status CheckNote(const std::string& note);

/// What the caller makes happen.
Event EventOf(const CallContext& call, decltype(Event::what) what);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_REFUSAL_CODEC_H_
