#include "services/messaging/request_store.h"

#include "services/messaging/message_record.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/timers/timers.h"
#include "services/platform/values/calendar.h"

namespace clientroute::messaging {
namespace {

/// What the term of a message hangs on.
struct Asked {
  Uuid id;
  Instant received;
  std::string signed_on;
  std::string due;  // empty when no term runs
};

constexpr std::string_view kSelectConsidered =
    "SELECT message_id, route, change_request, care_goes_on, asked_at FROM considered_message WHERE ";

ConsideredMessage ReadConsidered(const Row& row) {
  return {Uuid::FromBytes(row.Bytes(0)).value_or(Uuid()), std::string(row.Text(1)), std::string(row.Text(2)),
          row.Int(3) != 0, FromMicros(row.Int(4))};
}

}  // namespace

absl::Status AddRequest(Connection& connection, const RequestKey& key, std::int64_t message) {
  return connection
      .Execute(
          "INSERT INTO provider_request (municipality, law, provider, reference, message, standing) "
          "VALUES ($1, $2, $3, $4, $5, 0) ON CONFLICT DO NOTHING",
          {std::string_view(key.municipality), std::int64_t{CodeOf(key.law)}, std::string_view(key.provider),
           std::string_view(key.reference), message})
      .status();
}

absl::StatusOr<std::optional<RequestStanding>> FindRequest(Connection& connection, const RequestKey& key) {
  return connection.QueryOne(
      "SELECT standing FROM provider_request "
      "WHERE municipality = $1 AND law = $2 AND provider = $3 AND reference = $4",
      {std::string_view(key.municipality), std::int64_t{CodeOf(key.law)}, std::string_view(key.provider),
       std::string_view(key.reference)},
      [](const Row& row) { return static_cast<RequestStanding>(row.Int(0)); });
}

absl::StatusOr<std::optional<Date>> FindRequestDate(Connection& connection, const RequestKey& key) {
  CLIENTROUTE_ASSIGN(
      const auto signed_on,
      connection.QueryOne("SELECT m.signed_on FROM provider_request AS r JOIN message AS m ON m.number = r.message "
                          "WHERE r.municipality = $1 AND r.law = $2 AND r.provider = $3 AND r.reference = $4",
                          {std::string_view(key.municipality), std::int64_t{CodeOf(key.law)},
                           std::string_view(key.provider), std::string_view(key.reference)},
                          [](const Row& row) { return std::string(row.Text(0)); }));
  return signed_on ? Date::Parse(*signed_on) : std::nullopt;
}

absl::Status SaveStanding(Connection& connection, const RequestKey& key, RequestStanding standing,
                          const std::string& route) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute("INSERT INTO message_route (message, route) SELECT message, $5 FROM provider_request "
                   "WHERE municipality = $1 AND law = $2 AND provider = $3 AND reference = $4 ON CONFLICT DO NOTHING",
                   {std::string_view(key.municipality), std::int64_t{CodeOf(key.law)}, std::string_view(key.provider),
                    std::string_view(key.reference), std::string_view(route)})
          .status());
  CLIENTROUTE_ASSIGN(
      const auto message,
      connection.QueryOne(
          "UPDATE provider_request SET standing = $5 "
          "WHERE municipality = $1 AND law = $2 AND provider = $3 AND reference = $4 RETURNING message",
          {std::string_view(key.municipality), std::int64_t{CodeOf(key.law)}, std::string_view(key.provider),
           std::string_view(key.reference), static_cast<std::int64_t>(standing)},
          [](const Row& row) { return row.Int(0); }));
  return message ? KeepRequestTerm(connection, *message) : absl::OkStatus();
}

absl::Status KeepRequestTerm(Connection& connection, std::int64_t message) {
  CLIENTROUTE_ASSIGN(const auto asked, connection.QueryOne("SELECT message_id, created_at, COALESCE(signed_on, ''), "
                                                           "COALESCE(answer_due, '') FROM message WHERE number = $1",
                                                           {message}, [](const Row& row) {
                                                             return Asked{
                                                                 Uuid::FromBytes(row.Bytes(0)).value_or(Uuid()),
                                                                 FromMicros(row.Int(1)), std::string(row.Text(2)),
                                                                 std::string(row.Text(3))};
                                                           }));
  if (!asked) return absl::OkStatus();
  CLIENTROUTE_ASSIGN(const auto standings,
                     connection.QueryAll("SELECT standing FROM provider_request WHERE message = $1", {message},
                                         [](const Row& row) { return static_cast<RequestStanding>(row.Int(0)); }));
  const Date received = LocalDate(asked->received);
  const auto due = RequestDue(standings, received, Date::Parse(asked->signed_on).value_or(received));
  const std::string day = due ? due->ToString() : "";
  // A term that has passed is told once, and not again because something else of the message is answered.
  if (day == asked->due) return absl::OkStatus();
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute("UPDATE message SET answer_due = NULLIF($2, '') WHERE number = $1", {message, std::string_view(day)})
          .status());
  const std::string owner = NameOfMessage(asked->id);
  return due ? SetTimer(connection, owner, kAnswerTimer, EndOfTerm(*due)).status()
             : CancelTimer(connection, owner, kAnswerTimer);
}

absl::StatusOr<std::vector<RequestKey>> ListRequests(Connection& connection, std::int64_t message) {
  return connection.QueryAll(
      "SELECT municipality, law, provider, reference FROM provider_request WHERE message = $1 ORDER BY reference",
      {message}, [](const Row& row) {
        return RequestKey{std::string(row.Text(0)), LawOf(static_cast<int>(row.Int(1))).value_or(Law::kJeugdwet),
                          std::string(row.Text(2)), std::string(row.Text(3))};
      });
}

absl::Status AddConsidered(Connection& connection, const ConsideredMessage& considered) {
  return connection
      .Execute(
          "INSERT INTO considered_message (message_id, route, change_request, care_goes_on, asked_at) "
          "VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
          {ToColumn(considered.message), std::string_view(considered.route),
           std::string_view(considered.change_request), std::int64_t{considered.care_goes_on ? 1 : 0},
           ToMicros(considered.asked)})
      .status();
}

absl::StatusOr<std::optional<ConsideredMessage>> FindConsidered(Connection& connection, const Uuid& message) {
  return connection.QueryOne(Cat(kSelectConsidered, "message_id = $1"), {ToColumn(message)}, ReadConsidered);
}

absl::StatusOr<std::vector<ConsideredMessage>> ListConsidered(Connection& connection, const std::string& route) {
  return connection.QueryAll(Cat(kSelectConsidered, "route = $1 ORDER BY message_id"), {std::string_view(route)},
                             ReadConsidered);
}

absl::Status AddEndedRoute(Connection& connection, const std::string& route, Instant ended) {
  return connection
      .Execute("INSERT INTO ended_route (route, ended_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
               {std::string_view(route), ToMicros(ended)})
      .status();
}

absl::StatusOr<std::optional<Instant>> FindEnd(Connection& connection, const std::string& route) {
  return connection.QueryOne("SELECT ended_at FROM ended_route WHERE route = $1", {std::string_view(route)},
                             [](const Row& row) { return FromMicros(row.Int(0)); });
}

}  // namespace clientroute::messaging
