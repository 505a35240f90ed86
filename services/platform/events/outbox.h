#ifndef CLIENTROUTE_SERVICES_PLATFORM_EVENTS_OUTBOX_H_
#define CLIENTROUTE_SERVICES_PLATFORM_EVENTS_OUTBOX_H_

#include <functional>
#include <string_view>

#include "absl/status/statusor.h"
#include "clientroute/type/v1/event.pb.h"
#include "google/protobuf/message.h"
#include "services/platform/calls/context.h"
#include "services/platform/store/database.h"
#include "services/platform/values/uuid.h"

namespace clientroute {

/// Bytes of one event at most: it carries references and facts, never documents.
inline constexpr std::size_t kEventBytesMost = 256 * 1024;

/// The id of the `number`-th event (from 1) that a request makes in the service `source`. The service is part of it,
/// because one event delivered to two services is one request id in both.
Uuid EventId(std::string_view source, std::string_view request_id, int number);
/// The service whose event this is, by its package: `clientroute.intake.v1.ReferralAccepted` gives `intake`.
std::string_view SourceOf(std::string_view type);

/// Writes the `number`-th event of the call to the outbox, within the caller's transaction; returns it as it will be
/// delivered, with id, sequence and position. Actor: for whom the caller acts, or else the caller. Cause: the call's,
/// or else its request id. Errors: Internal EVENT_INVALID (no aggregate, too large); those of Connection.
absl::StatusOr<type::v1::Event> AppendEvent(Connection& connection, const CallContext& call, int number,
                                            std::string_view aggregate, const google::protobuf::Message& payload);

/// A row of the outbox, for a writer that collects those of many requests and writes them together.
struct OutboxRow {
  Uuid id;
  std::string source;
  std::string aggregate;
  /// Within the aggregate, without gaps; the writer counts it on from LastSequence.
  std::int64_t sequence = 0;
  std::string type;
  std::string payload;
  Instant occurred;
  std::string actor;
  std::string cause;
};
/// The row of the `number`-th event of the call, without its sequence. Errors: EVENT_INVALID.
absl::StatusOr<OutboxRow> MakeOutboxRow(const CallContext& call, int number, std::string_view aggregate,
                                        const google::protobuf::Message& payload);
/// The same of the full name and the bytes of an event's message.
absl::StatusOr<OutboxRow> MakeOutboxRow(const CallContext& call, int number, std::string_view aggregate,
                                        std::string_view type, std::string payload);
/// Of the aggregate's events; 0 without any. Errors: those of Connection.
absl::StatusOr<std::int64_t> LastSequence(Connection& connection, std::string_view aggregate);
/// Errors: those of Connection.
absl::Status InsertOutboxRow(Connection& connection, const OutboxRow& row);

/// The columns of an event in the order that ReadEvent takes them, for `SELECT … FROM outbox`.
inline constexpr std::string_view kEventColumns =
    "position, event_id, source, aggregate, sequence, type, payload, occurred_at, actor, cause";
type::v1::Event ReadEvent(const Row& row);
/// `clientroute.intake.v1.ReferralAccepted`.
std::string_view TypeOf(const type::v1::Event& event);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_EVENTS_OUTBOX_H_
