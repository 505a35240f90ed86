#include "services/messaging/hub/delivery_store.h"

#include "services/messaging/hub/hub_error_store.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::messaging {

absl::StatusOr<Offer> CountOffer(Connection& connection, std::int64_t file, std::string_view reference, Instant now) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute("UPDATE exchange_file SET attempts = attempts + 1, offers = offers + 1, "
                   "reference = COALESCE(reference, $2), offered_at = COALESCE(offered_at, $3) WHERE number = $1",
                   {file, reference, ToMicros(now)})
          .status());
  CLIENTROUTE_ASSIGN(
      auto offer,
      connection.QueryOne("SELECT f.reference, f.offered_at, f.offers, f.attempts, COALESCE((SELECT r.reference "
                          "FROM hub_receipt AS r WHERE r.message = COALESCE(f.answers, m.counterpart)), '') "
                          "FROM exchange_file AS f JOIN message AS m ON m.number = f.message WHERE f.number = $1",
                          {file}, [](const Row& row) {
                            return Offer{std::string(row.Text(0)), FromMicros(row.Int(1)), static_cast<int>(row.Int(2)),
                                         static_cast<int>(row.Int(3)), std::string(row.Text(4))};
                          }));
  if (!offer) return Error(absl::StatusCode::kNotFound, "FILE_NOT_FOUND", "there is no such file");
  return *std::move(offer);
}

absl::Status GiveUpFile(Connection& connection, std::int64_t file, const GiveUp& why, Instant now) {
  return connection
      .Execute(
          "UPDATE exchange_file SET dead_at = $2, code = $3, failure = $4, answered = $5, content = NULL, "
          "written_at = NULL, given_up = given_up + 1 WHERE number = $1",
          {file, ToMicros(now), std::string_view(why.code), std::string_view(why.failure),
           std::int64_t{why.answered ? 1 : 0}})
      .status();
}

absl::StatusOr<std::optional<OfferedFile>> FindOffered(Connection& connection, std::string_view reference) {
  return connection.QueryOne(
      "SELECT number, message, offers, attempts, given_up, written_at IS NOT NULL, dead_at IS NOT NULL FROM "
      "exchange_file "
      "WHERE reference = $1",
      {reference}, [](const Row& row) {
        return OfferedFile{
            row.Int(0),      row.Int(1),     static_cast<int>(row.Int(2)), static_cast<int>(row.Int(3)), row.Int(4),
            row.Int(5) != 0, row.Int(6) != 0};
      });
}

absl::Status WaitAgain(Connection& connection, std::int64_t file, Instant now) {
  return connection
      .Execute(
          "UPDATE exchange_file SET written_at = NULL, waiting_since = $2, reference = NULL, offered_at = NULL, "
          "offers = 0 WHERE number = $1",
          {file, ToMicros(now)})
      .status();
}

absl::StatusOr<bool> ReviveFile(Connection& connection, std::int64_t message, std::string_view sealed_content,
                                Instant now) {
  CLIENTROUTE_ASSIGN(
      const auto revived,
      connection.Execute(
          "UPDATE exchange_file SET dead_at = NULL, code = '', failure = '', attempts = 0, content = $2, "
          "waiting_since = $3, reference = CASE answered WHEN 0 THEN reference END, "
          "offered_at = CASE answered WHEN 0 THEN offered_at END, "
          "offers = CASE answered WHEN 0 THEN offers ELSE 0 END, answered = 0 "
          "WHERE number = (SELECT MAX(number) FROM exchange_file WHERE message = $1 AND box = 1 "
          "AND dead_at IS NOT NULL)",
          {message, Blob{sealed_content}, ToMicros(now)}));
  return revived > 0;
}

absl::StatusOr<bool> IsOnItsWay(Connection& connection, std::int64_t message) {
  CLIENTROUTE_ASSIGN(const auto found, connection.QueryOne("SELECT 1 FROM exchange_file WHERE message = $1 AND box = 1 "
                                                           "AND written_at IS NULL AND dead_at IS NULL LIMIT 1",
                                                           {message}, [](const Row& row) { return row.Int(0); }));
  return found.has_value();
}

absl::StatusOr<std::vector<DeadFile>> ListDeadFiles(Connection& connection,
                                                    const std::optional<std::set<std::string>>& visible,
                                                    std::string_view municipality, bool oldest_first, std::int64_t from,
                                                    int limit) {
  TextSet seen = visible ? TextSetOf(*visible) : TextSet();
  return connection.QueryAll(
      Cat("SELECT number, message, COALESCE(reference, ''), attempts, code, failure, dead_at FROM exchange_file "
          "WHERE dead_at IS NOT NULL AND ",
          oldest_first ? "number > $1" : "($1 = 0 OR number < $1)", " AND ($2 = '' OR municipality = $2) AND ",
          visible ? "municipality IN (SELECT key FROM json_each($4))" : "$4 IS NULL",
          oldest_first ? " ORDER BY number LIMIT $3" : " ORDER BY number DESC LIMIT $3"),
      {from, municipality, std::int64_t{limit}, visible ? seen.parameter() : Parameter(nullptr)}, [](const Row& row) {
        return DeadFile{row.Int(0),
                        row.Int(1),
                        std::string(row.Text(2)),
                        static_cast<int>(row.Int(3)),
                        std::string(row.Text(4)),
                        std::string(row.Text(5)),
                        FromMicros(row.Int(6))};
      });
}

absl::StatusOr<QueueFigures> CountQueue(Connection& connection) {
  CLIENTROUTE_ASSIGN(
      auto figures,
      connection.QueryOne("SELECT COUNT(*), COALESCE(SUM(attempts > 0), 0), MIN(waiting_since), "
                          "(SELECT COUNT(*) FROM exchange_file WHERE dead_at IS NOT NULL) FROM exchange_file "
                          "WHERE written_at IS NULL AND dead_at IS NULL AND box = 1",
                          {}, [](const Row& row) {
                            QueueFigures read{row.Int(0), row.Int(1), std::nullopt, row.Int(3), 0};
                            if (const auto oldest = row.MaybeInt(2)) read.oldest = FromMicros(*oldest);
                            return read;
                          }));
  if (!figures) figures = QueueFigures();
  CLIENTROUTE_ASSIGN(figures->errors, CountHubErrors(connection));
  return *figures;
}

}  // namespace clientroute::messaging
