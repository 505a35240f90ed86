#include "services/messaging/request_store.h"

#include "services/platform/status/status.h"

namespace clientroute::messaging {

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
  return connection
      .Execute(
          "UPDATE provider_request SET standing = $5 "
          "WHERE municipality = $1 AND law = $2 AND provider = $3 AND reference = $4",
          {std::string_view(key.municipality), std::int64_t{CodeOf(key.law)}, std::string_view(key.provider),
           std::string_view(key.reference), static_cast<std::int64_t>(standing)})
      .status();
}

absl::StatusOr<std::vector<RequestKey>> ListRequests(Connection& connection, std::int64_t message) {
  return connection.QueryAll(
      "SELECT municipality, law, provider, reference FROM provider_request WHERE message = $1 ORDER BY reference",
      {message}, [](const Row& row) {
        return RequestKey{std::string(row.Text(0)), LawOf(static_cast<int>(row.Int(1))).value_or(Law::kJeugdwet),
                          std::string(row.Text(2)), std::string(row.Text(3))};
      });
}

}  // namespace clientroute::messaging
