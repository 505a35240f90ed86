#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_EVENT_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_EVENT_H_

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "services/platform/values/calendar.h"

/// What can happen to a route. Plain values without identifying data; thread-safe.
namespace clientroute::orchestrator {

/// Attributes by name, as text: `true`, `12`, `2026-04-01`, `MULTI`, `clients/…`. Absent ones are not there.
using Attributes = std::map<std::string, std::string>;

/// Short names of events.
using EventNames = std::set<std::string, std::less<>>;

/// A line of care that an event carries.
struct EventLine {
  /// `line-1`; the key of the part that it may start.
  std::string key;
  Attributes attributes;
  /// The line as it travelled, for commands to hand on; opaque here.
  std::string payload;
  /// The attributes say nothing that cannot be read from the payload again: a record need not repeat them, and where
  /// nothing asks for them they were not read.
  bool payload_says_all = false;
};

/// A service announced it, or a person told it.
struct Announced {
  /// Short name: `CareStarted`.
  std::string type;
  /// The part that it is about; empty for the route.
  std::string part;
  Attributes attributes;
  std::vector<EventLine> lines;
  /// Lines that the route has already, as they are now.
  std::vector<EventLine> changed = {};
};

/// A timer of the route fell due.
struct TimerExpired {
  std::int64_t timer = 0;  // OpenTimer::number
};

/// A person completed a task here.
struct TaskCompleted {
  std::int64_t task = 0;  // OpenTask::number
  std::string outcome;
  /// `notes/…` of access, where what was said stands; decides nothing (MSG-5).
  std::string note = {};
};

/// A command could not be delivered for good.
struct CommandFailed {
  std::int64_t command = 0;  // Command::number
  std::string name;
  std::string part;
};

/// The route was moved to another version of its definition. With both versions and the mapping, enough to do it again.
struct Migrated {
  int from_version = 0;
  int to_version = 0;
  /// The mapping as it is recorded; opaque here.
  std::string mapping;
};

struct Event {
  std::string id;
  /// When it happened. Terms run from here, also when it is taken in later.
  Instant time;
  /// Who did it: `persons/…`, `providers/…`, `services/…`.
  std::string actor;
  /// What led to it.
  std::string cause;
  std::variant<Announced, TimerExpired, TaskCompleted, CommandFailed, Migrated> what;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_EVENT_H_
