#ifndef CLIENTROUTE_SERVICES_PLATFORM_CALLS_CONTEXT_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CALLS_CONTEXT_H_

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "services/platform/values/calendar.h"

namespace clientroute {

/// Who calls. A person of the region, someone of a provider, or a service of the suite (then `on_behalf_of` says for
/// whom, where a person began it).
struct Identity {
  enum class Kind { kPerson, kProvider, kService };
  Kind kind = Kind::kPerson;
  /// `persons/j.devries`, `providers/42420001`, `services/orchestrator`.
  std::string subject;
  std::string on_behalf_of;
  /// CBS codes for which the person works; empty means all, for services only.
  std::set<std::string> municipalities;
  /// `access-professional`, `contract-manager`, `operator`, …: see authorisation/authorise.h.
  std::set<std::string> roles;
};

/// What every method knows of its call. A value.
struct CallContext {
  /// Full name: `clientroute.intake.v1.Intake/AcceptReferral`.
  std::string method;
  /// The request's `request_id`; empty on reads.
  std::string request_id;
  Identity identity;
  /// Why the data is wanted: `care-allocation`, `message-exchange`, `operation`, …; required where a client is shown.
  std::string purpose;
  /// The event or request that led to this call; for the timeline.
  std::string cause;
  Instant now;
  /// When the caller stops waiting, in real time whatever clock the suite has; unset when it set no deadline.
  std::optional<std::chrono::system_clock::time_point> deadline;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CALLS_CONTEXT_H_
