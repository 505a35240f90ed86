#ifndef CLIENTROUTE_SERVICES_PLATFORM_EVENTS_BACKLOG_H_
#define CLIENTROUTE_SERVICES_PLATFORM_EVENTS_BACKLOG_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"

namespace clientroute {

/// How far one subscriber is with what a service announced.
struct RelayBacklog {
  std::string subscriber;
  /// Events that it has not come to, of its types and of others.
  std::int64_t waiting = 0;
  /// When the first of those happened.
  std::optional<Instant> oldest;
  /// Events that are delivered again by themselves, and those that wait for a person.
  std::int64_t retrying = 0;
  std::int64_t dead = 0;
};
/// Of every subscriber that has begun, by name. Errors: those of Connection.
absl::StatusOr<std::vector<RelayBacklog>> ListBacklog(Connection& connection);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_EVENTS_BACKLOG_H_
