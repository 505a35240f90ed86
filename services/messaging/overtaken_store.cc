#include "services/messaging/overtaken_store.h"

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/timers/timers.h"

namespace clientroute::messaging {

absl::StatusOr<Overtaken> FindOvertaken(Connection& connection, std::int64_t message) {
  CLIENTROUTE_ASSIGN(const auto found,
                     connection.QueryOne("SELECT waits, over, tries FROM overtaken_message WHERE message = $1",
                                         {message}, [](const Row& row) {
                                           return Overtaken{row.Int(0) != 0, row.Int(1) != 0, row.Int(2)};
                                         }));
  return found.value_or(Overtaken());
}

absl::Status WaitForStart(Connection& connection, const MessageRecord& record, std::int64_t tries, Instant now) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute("INSERT INTO overtaken_message (message, queue, waits, over, tries)"
                   " SELECT number, queue, 1, 0, $2 FROM message WHERE number = $1 AND queue IS NOT NULL"
                   " ON CONFLICT (message) DO UPDATE SET waits = 1 - over, tries = $2",
                   {record.number, tries})
          .status());
  if (tries > 1) return absl::OkStatus();
  return SetTimer(connection, NameOfMessage(record.id), kOvertakenTimer, now + kOvertakenWait).status();
}

absl::Status WaitWithEarlier(Connection& connection, std::int64_t message, std::int64_t earlier) {
  return connection
      .Execute(
          "INSERT INTO overtaken_message (message, queue, waits, over, tries, repeats)"
          " SELECT $1, queue, 1, 0, 1, $2 FROM overtaken_message WHERE message = $2"
          " ON CONFLICT (message) DO UPDATE SET waits = 1",
          {message, earlier})
      .status();
}

absl::Status EndWait(Connection& connection, const Uuid& message) {
  return connection
      .Execute(
          "UPDATE overtaken_message SET waits = 0, over = 1"
          " WHERE message = (SELECT number FROM message WHERE message_id = $1)",
          {ToColumn(message)})
      .status();
}

absl::Status WakeOvertaken(Connection& connection, std::int64_t message) {
  return connection
      .Execute(
          "UPDATE overtaken_message SET waits = 0 WHERE message <> $1"
          " AND queue = (SELECT queue FROM message WHERE number = $1)",
          {message})
      .status();
}

absl::Status WakeRepeats(Connection& connection, std::int64_t message) {
  return connection.Execute("UPDATE overtaken_message SET waits = 0 WHERE repeats = $1", {message}).status();
}

absl::Status ForgetOvertaken(Connection& connection, const MessageRecord& record) {
  CLIENTROUTE_RETURN_IF_ERROR(WakeRepeats(connection, record.number));
  CLIENTROUTE_ASSIGN(const std::int64_t waited,
                     connection.Execute("DELETE FROM overtaken_message WHERE message = $1", {record.number}));
  return waited == 0 ? absl::OkStatus() : CancelTimer(connection, NameOfMessage(record.id), kOvertakenTimer);
}

}  // namespace clientroute::messaging
