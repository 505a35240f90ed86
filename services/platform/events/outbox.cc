#include "services/platform/events/outbox.h"

#include <string>

#include "services/platform/calls/proto_values.h"
#include "services/platform/events/relay.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute {
namespace {

constexpr std::string_view kPackage = "clientroute.";
constexpr std::string_view kTypeUrl = "type.googleapis.com/";
constexpr int kEventsListedMost = 1'000;

absl::Status CheckEvent(std::string_view aggregate, std::string_view type, const std::string& payload) {
  if (!aggregate.empty() && payload.size() <= kEventBytesMost) return absl::OkStatus();
  return Error(absl::StatusCode::kInternal, "EVENT_INVALID",
               Cat(type, aggregate.empty() ? " names no aggregate" : " is larger than an event may be"));
}

}  // namespace

Uuid EventId(std::string_view source, std::string_view request_id, int number) {
  return Uuid::Derive(kClientrouteSpace, Cat(source, "/", request_id, "/event-", number));
}

std::string_view SourceOf(std::string_view type) {
  const std::string_view package = type.substr(0, type.rfind('.'));
  if (!package.starts_with(kPackage)) return package;
  const std::string_view rest = package.substr(kPackage.size());
  return rest.substr(0, rest.find('.'));
}

std::string_view TypeOf(const type::v1::Event& event) {
  const std::string_view url = event.payload().type_url();
  return url.substr(url.rfind('/') + 1);
}

absl::StatusOr<OutboxRow> MakeOutboxRow(const CallContext& call, int number, std::string_view aggregate,
                                        const google::protobuf::Message& payload) {
  return MakeOutboxRow(call, number, aggregate, payload.GetDescriptor()->full_name(), payload.SerializeAsString());
}

absl::StatusOr<OutboxRow> MakeOutboxRow(const CallContext& call, int number, std::string_view aggregate,
                                        std::string_view type, std::string payload) {
  OutboxRow row;
  row.type = type;
  row.payload = std::move(payload);
  CLIENTROUTE_RETURN_IF_ERROR(CheckEvent(aggregate, row.type, row.payload));
  row.source = SourceOf(row.type);
  row.id = EventId(row.source, call.request_id, number);
  row.aggregate = aggregate;
  row.occurred = call.now;
  row.actor = call.identity.on_behalf_of.empty() ? call.identity.subject : call.identity.on_behalf_of;
  row.cause = call.cause.empty() ? call.request_id : call.cause;
  return row;
}

absl::StatusOr<std::int64_t> LastSequence(Connection& connection, std::string_view aggregate) {
  CLIENTROUTE_ASSIGN(
      auto last, connection.QueryOne("SELECT COALESCE(MAX(sequence), 0) FROM outbox WHERE aggregate = $1", {aggregate},
                                     [](const Row& row) { return row.Int(0); }));
  return last.value_or(0);
}

absl::Status InsertOutboxRow(Connection& connection, const OutboxRow& row) {
  return connection
      .Execute(
          "INSERT INTO outbox (event_id, source, aggregate, sequence, type, payload, occurred_at, actor, cause) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
          {ToColumn(row.id), row.source, row.aggregate, row.sequence, row.type, Blob{row.payload},
           ToMicros(row.occurred), row.actor, row.cause})
      .status();
}

absl::StatusOr<type::v1::Event> AppendEvent(Connection& connection, const CallContext& call, int number,
                                            std::string_view aggregate, const google::protobuf::Message& payload) {
  CLIENTROUTE_ASSIGN(OutboxRow row, MakeOutboxRow(call, number, aggregate, payload));
  CLIENTROUTE_ASSIGN(const std::int64_t last, LastSequence(connection, aggregate));
  row.sequence = last + 1;
  CLIENTROUTE_RETURN_IF_ERROR(InsertOutboxRow(connection, row));
  type::v1::Event event;
  event.set_position(connection.LastInsertedRow());
  event.set_id(row.id.ToString());
  event.set_source(std::move(row.source));
  event.set_aggregate(std::move(row.aggregate));
  event.set_sequence(row.sequence);
  event.mutable_payload()->set_type_url(Cat(kTypeUrl, row.type));
  event.mutable_payload()->set_value(std::move(row.payload));
  *event.mutable_occur_time() = ToProto(row.occurred);
  event.set_actor(std::move(row.actor));
  event.set_cause(std::move(row.cause));
  return event;
}

type::v1::Event ReadEvent(const Row& row) {
  type::v1::Event event;
  event.set_position(row.Int(0));
  event.set_id(Uuid::FromBytes(row.Bytes(1)).value_or(Uuid()).ToString());
  event.set_source(std::string(row.Text(2)));
  event.set_aggregate(std::string(row.Text(3)));
  event.set_sequence(row.Int(4));
  event.mutable_payload()->set_type_url(Cat(kTypeUrl, row.Text(5)));
  event.mutable_payload()->set_value(std::string(row.Bytes(6)));
  *event.mutable_occur_time() = ToProto(FromMicros(row.Int(7)));
  event.set_actor(std::string(row.Text(8)));
  event.set_cause(std::string(row.Text(9)));
  return event;
}

absl::StatusOr<std::vector<type::v1::Event>> ListEvents(Connection& connection, std::int64_t position, int limit) {
  if (limit < 1 || limit > kEventsListedMost) {
    return InvalidFields("LIMIT_INVALID", {{"limit", Cat("is not 1 to ", kEventsListedMost)}});
  }
  return connection.QueryAll(
      Cat("SELECT ", kEventColumns, " FROM outbox WHERE position > $1 ORDER BY position LIMIT $2"), {position, limit},
      ReadEvent);
}

}  // namespace clientroute
