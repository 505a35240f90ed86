#include "services/messaging/exchange_store.h"

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::messaging {
namespace {

std::int64_t Number(const Row& row) { return row.Int(0); }

}  // namespace

absl::StatusOr<std::int64_t> CountName(Connection& connection, std::string_view municipality,
                                       std::string_view known_name) {
  CLIENTROUTE_RETURN_IF_ERROR(connection
                                  .Execute("INSERT INTO arrival_name (municipality, name, uses) VALUES ($1, $2, 1) "
                                           "ON CONFLICT (municipality, name) DO UPDATE SET uses = uses + 1",
                                           {municipality, known_name})
                                  .status());
  CLIENTROUTE_ASSIGN(const auto uses,
                     connection.QueryOne("SELECT uses FROM arrival_name WHERE municipality = $1 AND name = $2",
                                         {municipality, known_name}, Number));
  return uses.value_or(1);
}

absl::Status AddArrival(Connection& connection, std::int64_t message, std::string_view municipality,
                        std::string_view mark) {
  CLIENTROUTE_RETURN_IF_ERROR(connection
                                  .Execute("INSERT INTO arrival (message, municipality, mark) VALUES ($1, $2, $3)",
                                           {message, municipality, mark})
                                  .status());
  return connection.Execute("UPDATE hub_receipt SET message = $1 WHERE reference = $2", {message, mark}).status();
}

absl::StatusOr<std::map<ArrivalKey, std::int64_t>> ListStoredArrivals(Connection& connection) {
  std::map<ArrivalKey, std::int64_t> stored;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection.Query("SELECT message, municipality, mark FROM arrival", {}, [&](const Row& row) {
        stored.emplace(ArrivalKey(row.Text(1), row.Text(2)), row.Int(0));
        return absl::OkStatus();
      }));
  return stored;
}

absl::Status ForgetArrival(Connection& connection, std::int64_t message) {
  return connection.Execute("DELETE FROM arrival WHERE message = $1", {message}).status();
}

absl::Status AddFile(Connection& connection, const ExchangeFile& file, std::optional<Instant> since) {
  return connection
      .Execute(
          "INSERT INTO exchange_file (message, box, municipality, name, content, answers, waiting_since, conversation) "
          "SELECT $1, $2, $3, $4, $5, $6, COALESCE($7, m.created_at), CASE WHEN $2 <> 1 THEN '' ELSE "
          "m.municipality || '/' || m.provider || '/' || COALESCE((SELECT MIN(c.client) FROM message_client AS c "
          "WHERE c.message = m.number HAVING COUNT(*) = 1), '') END FROM message AS m WHERE m.number = $1",
          {file.message, static_cast<std::int64_t>(file.box), std::string_view(file.municipality),
           std::string_view(file.name), file.content ? Parameter(Blob{*file.content}) : Parameter(nullptr),
           Maybe(file.answers), since ? Parameter(ToMicros(*since)) : Parameter(nullptr)})
      .status();
}

absl::StatusOr<std::vector<WaitingFile>> ListWaitingFiles(Connection& connection) {
  return connection.QueryAll(
      "SELECT number, box, conversation FROM exchange_file WHERE written_at IS NULL AND dead_at IS NULL "
      "ORDER BY number",
      {}, [](const Row& row) {
        return WaitingFile{row.Int(0), static_cast<Box>(row.Int(1)), std::string(row.Text(2))};
      });
}

absl::StatusOr<std::optional<ExchangeFile>> LoadWaitingFile(Connection& connection, std::int64_t number) {
  return connection.QueryOne(
      "SELECT number, message, box, municipality, name, content, answers, given_up FROM exchange_file "
      "WHERE number = $1 AND written_at IS NULL AND dead_at IS NULL",
      {number}, [](const Row& row) {
        ExchangeFile file{row.Int(0),
                          row.Int(1),
                          static_cast<Box>(row.Int(2)),
                          std::string(row.Text(3)),
                          std::string(row.Text(4)),
                          std::nullopt,
                          row.MaybeInt(6),
                          row.Int(7)};
        if (!row.IsNull(5)) file.content = std::string(row.Bytes(5));
        return file;
      });
}

absl::Status MarkFileWritten(Connection& connection, std::int64_t number, Instant now) {
  return connection
      .Execute("UPDATE exchange_file SET written_at = $2, content = NULL WHERE number = $1", {number, ToMicros(now)})
      .status();
}

absl::StatusOr<bool> IsInboundDone(Connection& connection) {
  CLIENTROUTE_ASSIGN(const auto open,
                     connection.QueryOne("SELECT EXISTS (SELECT 1 FROM message WHERE stage < 3 AND state <> 9 "
                                         "AND number NOT IN (SELECT message FROM overtaken_message WHERE waits = 1)) "
                                         "OR EXISTS (SELECT 1 FROM arrival)",
                                         {}, Number));
  return open.value_or(1) == 0;
}

absl::StatusOr<bool> AreFilesWritten(Connection& connection) {
  CLIENTROUTE_ASSIGN(
      const auto waiting,
      connection.QueryOne("SELECT EXISTS (SELECT 1 FROM exchange_file WHERE written_at IS NULL "
                          "AND dead_at IS NULL) OR EXISTS (SELECT 1 FROM hub_receipt WHERE open = 1 AND kind = 3)",
                          {}, Number));
  return waiting.value_or(1) == 0;
}

}  // namespace clientroute::messaging
