#ifndef CLIENTROUTE_SERVICES_PLATFORM_EVENTS_RELAY_H_
#define CLIENTROUTE_SERVICES_PLATFORM_EVENTS_RELAY_H_

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clientroute/type/v1/event.pb.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/ids/random.h"
#include "services/platform/logging/logger.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/store/database.h"

namespace clientroute {

/// Who wants to hear what from a service.
struct Subscription {
  /// Names the cursor in the announcing service's record: `orchestrator`. Never reused for something else.
  std::string subscriber;
  /// Full names of the events' messages: `clientroute.intake.v1.ReferralAccepted`. Empty means all.
  std::set<std::string> types;
  /// Delivers one event, at least once; its request id is the event's id, so the receiver takes it once. Transient
  /// errors are repeated with backoff; any other error puts the event, and those of its aggregate that follow, among
  /// the dead letters.
  std::function<absl::Status(const type::v1::Event&)> deliver;
};

/// Carries a service's outbox to one subscriber, in order per aggregate. One Work per subscription. An event that is
/// delivered moves the cursor in the same database; outbox rows stay.
std::unique_ptr<Work> MakeRelay(std::string service, Database* database, Subscription subscription, Clock* clock,
                                Random* random, Logger* logger, Metrics* metrics);

/// Reads the outbox: events after `position`, at most `limit` (1–1,000), in order.
absl::StatusOr<std::vector<type::v1::Event>> ListEvents(Connection& connection, std::int64_t position, int limit);

/// An event that its subscriber refused for good.
struct DeadLetter {
  std::int64_t position = 0;
  std::string subscriber;
  std::string event_id;
  std::string type;
  std::string aggregate;
  std::string error;
  Instant at;
};
absl::StatusOr<std::vector<DeadLetter>> ListDeadLetters(Connection& connection, int limit);
/// Asks for another delivery of all dead letters of the aggregate to the subscriber, in order. NotFound when there are
/// none.
absl::Status ResendDeadLetters(Connection& connection, std::string_view subscriber, std::string_view aggregate);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_EVENTS_RELAY_H_
