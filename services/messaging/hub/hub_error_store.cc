#include "services/messaging/hub/hub_error_store.h"

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::messaging {
namespace {

constexpr std::string_view kSelect =
    "SELECT number, reference, way, cross_reference, municipality, party, code, explanation, failure, attempts, "
    "noted_at, closed_at, route FROM hub_error WHERE ";

HubError ReadHubError(const Row& row) {
  HubError error;
  error.number = row.Int(0);
  error.reference = row.Text(1);
  error.way = static_cast<HubErrorWay>(row.Int(2));
  error.cross_reference = row.Text(3);
  error.municipality = row.Text(4);
  error.party = row.Text(5);
  error.code = row.Text(6);
  error.explanation = row.Text(7);
  error.failure = row.Text(8);
  error.attempts = static_cast<int>(row.Int(9));
  error.noted_at = FromMicros(row.Int(10));
  if (const auto closed = row.MaybeInt(11)) error.closed_at = FromMicros(*closed);
  if (!row.IsNull(12)) error.route = Uuid::FromBytes(row.Bytes(12));
  return error;
}

}  // namespace

absl::Status AddHubError(Connection& connection, const HubError& error) {
  return connection
      .Execute(
          "INSERT INTO hub_error (reference, way, cross_reference, municipality, party, code, explanation, failure, "
          "attempts, noted_at, route) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (reference) DO "
          "NOTHING",
          {std::string_view(error.reference), static_cast<std::int64_t>(error.way),
           std::string_view(error.cross_reference), std::string_view(error.municipality), std::string_view(error.party),
           std::string_view(error.code), std::string_view(error.explanation), std::string_view(error.failure),
           std::int64_t{error.attempts}, ToMicros(error.noted_at),
           error.route ? ToColumn(*error.route) : Parameter(nullptr)})
      .status();
}

absl::StatusOr<std::optional<HubError>> FindHubError(Connection& connection, std::string_view reference) {
  return connection.QueryOne(Cat(kSelect, "reference = $1"), {reference}, ReadHubError);
}

absl::Status CloseHubError(Connection& connection, std::string_view reference, Instant now) {
  return connection
      .Execute("UPDATE hub_error SET closed_at = $2 WHERE reference = $1 AND closed_at IS NULL",
               {reference, ToMicros(now)})
      .status();
}

absl::StatusOr<std::vector<HubError>> ListHubErrors(Connection& connection,
                                                    const std::optional<std::set<std::string>>& visible,
                                                    std::string_view municipality, bool oldest_first, std::int64_t from,
                                                    int limit) {
  if (visible && visible->empty()) return std::vector<HubError>();
  TextSet seen = visible ? TextSetOf(*visible) : TextSet();
  return connection.QueryAll(
      Cat(kSelect, "closed_at IS NULL AND ", oldest_first ? "number > $1" : "($1 = 0 OR number < $1)",
          " AND ($2 = '' OR municipality = $2) AND ",
          visible ? "(municipality = '' OR municipality IN (SELECT key FROM json_each($4)))" : "$4 IS NULL",
          oldest_first ? " ORDER BY number LIMIT $3" : " ORDER BY number DESC LIMIT $3"),
      {from, municipality, std::int64_t{limit}, visible ? seen.parameter() : Parameter(nullptr)}, ReadHubError);
}

absl::StatusOr<std::int64_t> CountHubErrors(Connection& connection) {
  CLIENTROUTE_ASSIGN(const auto count, connection.QueryOne("SELECT COUNT(*) FROM hub_error WHERE closed_at IS NULL", {},
                                                           [](const Row& row) { return row.Int(0); }));
  return count.value_or(0);
}

}  // namespace clientroute::messaging
