#ifndef CLIENTROUTE_SERVICES_PLATFORM_EVENTS_PARKED_EVENTS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_EVENTS_PARKED_EVENTS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/type/v1/event.pb.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"

namespace clientroute {

/// The record of one subscriber's relay: how far it is, and what it passed without delivering. All of one aggregate is
/// either waiting to be tried again, or dead until a person asks for it. Errors of all: those of Connection.

/// An event of a batch, and whether others of its aggregate are parked.
struct OutboxEvent {
  type::v1::Event event;
  bool aggregate_parked = false;
};
absl::StatusOr<std::vector<OutboxEvent>> ReadOutbox(Connection& connection, std::string_view subscriber,
                                                    std::int64_t after, int limit);

absl::StatusOr<std::int64_t> ReadCursor(Connection& connection, std::string_view subscriber);
absl::Status WriteCursor(Connection& connection, std::string_view subscriber, std::int64_t position);

/// The aggregates that wait to be tried again, that of the oldest event first.
absl::StatusOr<std::vector<std::string>> WaitingAggregates(Connection& connection, std::string_view subscriber,
                                                           int limit);
/// The waiting events of one aggregate, in order.
absl::StatusOr<std::vector<type::v1::Event>> WaitingEvents(Connection& connection, std::string_view subscriber,
                                                           std::string_view aggregate, int limit);
/// Parks an event: dead when others of its aggregate are, else as `dead` says.
absl::Status Park(Connection& connection, std::string_view subscriber, const type::v1::Event& event, bool dead,
                  std::string_view error, Instant now);
absl::Status Unpark(Connection& connection, std::string_view subscriber, std::int64_t position);
/// Makes all parked events of the aggregate dead; `error` belongs to the one at `position`.
absl::Status Bury(Connection& connection, std::string_view subscriber, std::string_view aggregate,
                  std::int64_t position, std::string_view error, Instant now);

/// The last position of the outbox, and whether anything waits to be tried again for the subscriber.
struct RelayState {
  std::int64_t last_position = 0;
  bool waiting = false;
};
absl::StatusOr<RelayState> ReadRelayState(Connection& connection, std::string_view subscriber);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_EVENTS_PARKED_EVENTS_H_
