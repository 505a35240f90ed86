#include "services/messaging/message_store.h"

#include <limits>

#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::messaging {
namespace {

// Whether a person answers the message: it was asked after the route had ended, and care goes on.
#define CLIENTROUTE_LEFT_TO_PERSON                                               \
  "(m.answer_due IS NOT NULL AND EXISTS (SELECT 1 FROM considered_message AS w " \
  "JOIN ended_route AS e ON e.route = w.route "                                  \
  "WHERE w.message_id = m.message_id AND w.care_goes_on = 1 AND w.asked_at > e.ended_at))"

// What ReadRecord reads.
constexpr std::string_view kSelect =
    "SELECT m.number, m.message_id, m.direction, m.state, m.stage, m.kind, m.municipality, m.provider, "
    "m.identification, m.signed_on, m.file_name, m.digest, m.created_at, m.answer_due, m.route, m.counterpart, "
    "m.repeats, (SELECT c.message_id FROM message AS c WHERE c.number = m.counterpart), m.failure, "
    "m.failures, " CLIENTROUTE_LEFT_TO_PERSON " FROM message AS m WHERE ";

std::optional<Date> DateIn(const Row& row, int column) {
  return row.IsNull(column) ? std::nullopt : Date::Parse(row.Text(column));
}

MessageRecord ReadRecord(const Row& row) {
  MessageRecord record;
  record.number = row.Int(0);
  record.id = Uuid::FromBytes(row.Bytes(1)).value_or(Uuid());
  record.way = static_cast<MessageWay>(row.Int(2));
  record.state = static_cast<MessageState>(row.Int(3));
  record.stage = static_cast<MessageStage>(row.Int(4));
  record.kind = row.Text(5);
  record.municipality = row.Text(6);
  record.provider = row.Text(7);
  record.identification = row.Text(8);
  record.signed_on = DateIn(row, 9);
  record.file_name = row.Text(10);
  record.digest = row.Bytes(11);
  record.created_at = FromMicros(row.Int(12));
  record.answer_due = DateIn(row, 13);
  record.route = row.Text(14);
  record.counterpart = row.MaybeInt(15);
  record.repeats = row.MaybeInt(16);
  if (!row.IsNull(17)) record.counterpart_id = Uuid::FromBytes(row.Bytes(17));
  record.failure = row.Text(18);
  record.failures = row.Int(19);
  record.left_to_person = row.Int(20) != 0;
  return record;
}

Parameter ToColumn(MessageState state) { return static_cast<std::int64_t>(state); }

absl::Status InsertNames(Connection& connection, std::string_view sql, std::int64_t number,
                         const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    CLIENTROUTE_RETURN_IF_ERROR(connection.Execute(sql, {number, std::string_view(name)}).status());
  }
  return absl::OkStatus();
}

absl::Status InsertRoutes(Connection& connection, std::int64_t number, const std::vector<std::string>& routes) {
  return InsertNames(connection, "INSERT INTO message_route (message, route) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                     number, routes);
}

absl::Status InsertFindings(Connection& connection, std::int64_t number, const std::vector<MessageFinding>& findings) {
  std::vector<std::vector<Parameter>> rows;
  for (const MessageFinding& finding : findings) {
    rows.push_back({number, static_cast<std::int64_t>(rows.size()), std::string_view(finding.class_path),
                    std::string_view(finding.rule), std::string_view(finding.return_code), finding.line,
                    std::string_view(finding.explanation)});
  }
  return connection.ExecuteMany(
      "INSERT INTO message_finding (message, ordinal, class_path, rule, return_code, line, explanation) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      rows);
}

/// How much of a message is loaded beside its row.
struct Depth {
  std::int64_t findings_max = std::numeric_limits<std::int64_t>::max();
  std::int64_t clients_max = std::numeric_limits<std::int64_t>::max();
};

absl::Status LoadDetails(Connection& connection, const Depth& depth, MessageRecord* record) {
  const auto text = [](const Row& row) { return std::string(row.Text(0)); };
  CLIENTROUTE_ASSIGN(
      record->routes,
      connection.QueryAll("SELECT route FROM message_route WHERE message = $1 ORDER BY route", {record->number}, text));
  CLIENTROUTE_ASSIGN(
      record->clients,
      connection.QueryAll("SELECT client FROM message_client WHERE message = $1 ORDER BY client LIMIT $2",
                          {record->number, depth.clients_max}, text));
  CLIENTROUTE_ASSIGN(record->findings,
                     connection.QueryAll("SELECT class_path, rule, return_code, line, explanation "
                                         "FROM message_finding WHERE message = $1 AND ordinal < $2 ORDER BY ordinal",
                                         {record->number, depth.findings_max}, [](const Row& row) {
                                           return MessageFinding{std::string(row.Text(0)), std::string(row.Text(1)),
                                                                 std::string(row.Text(2)), row.Int(3),
                                                                 std::string(row.Text(4))};
                                         }));
  return absl::OkStatus();
}

absl::StatusOr<MessageRecord> WithDetails(Connection& connection, absl::StatusOr<std::optional<MessageRecord>> found) {
  if (!found.ok()) return found.status();
  if (!*found) return Error(absl::StatusCode::kNotFound, "MESSAGE_NOT_FOUND", "there is no such message");
  MessageRecord record = *std::move(*found);
  CLIENTROUTE_RETURN_IF_ERROR(LoadDetails(connection, Depth(), &record));
  return record;
}

}  // namespace

absl::Status InsertMessage(Connection& connection, MessageRecord* record) {
  CLIENTROUTE_ASSIGN(const auto next, connection.QueryOne("SELECT COALESCE(MAX(number), 0) + 1 FROM message", {},
                                                          [](const Row& row) { return row.Int(0); }));
  record->number = next.value_or(1);
  if (record->id.IsNil()) {
    record->id = Uuid::Derive(kClientrouteSpace,
                              Cat("messages/", record->municipality, "/", record->number, "/", Hex(record->digest)));
  }
  const std::string signed_on = record->signed_on ? record->signed_on->ToString() : "";
  const std::string answer_due = record->answer_due ? record->answer_due->ToString() : "";
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? Parameter(nullptr) : Parameter(std::string_view(text));
  };
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute(
              "INSERT INTO message (number, message_id, direction, state, stage, kind, municipality, provider, "
              "identification, signed_on, file_name, digest, created_at, answer_due, route, counterpart, repeats) "
              "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
              {record->number, clientroute::ToColumn(record->id), static_cast<std::int64_t>(record->way),
               ToColumn(record->state), static_cast<std::int64_t>(record->stage), std::string_view(record->kind),
               std::string_view(record->municipality), std::string_view(record->provider),
               std::string_view(record->identification), text_or_null(signed_on), std::string_view(record->file_name),
               Blob{record->digest}, ToMicros(record->created_at), text_or_null(answer_due),
               std::string_view(record->route), Maybe(record->counterpart), Maybe(record->repeats)})
          .status());
  CLIENTROUTE_RETURN_IF_ERROR(InsertRoutes(connection, record->number, record->routes));
  CLIENTROUTE_RETURN_IF_ERROR(SaveClients(connection, record->number, record->clients));
  return InsertFindings(connection, record->number, record->findings);
}

absl::Status FinishMessage(Connection& connection, const MessageOutcome& outcome) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute("UPDATE message SET state = $2, stage = 3, route = CASE WHEN $3 = '' THEN route ELSE $3 END, "
                   "counterpart = $4, repeats = $5, queue = NULL, answer_due = NULL, failure = '' WHERE number = $1",
                   {outcome.number, ToColumn(outcome.state), std::string_view(outcome.route),
                    Maybe(outcome.counterpart), Maybe(outcome.repeats)})
          .status());
  CLIENTROUTE_RETURN_IF_ERROR(InsertRoutes(connection, outcome.number, outcome.routes));
  CLIENTROUTE_RETURN_IF_ERROR(SaveClients(connection, outcome.number, outcome.clients));
  return InsertFindings(connection, outcome.number, outcome.findings);
}

absl::Status SaveJudged(Connection& connection, const MessageRecord& record, std::string_view queue) {
  const std::string signed_on = record.signed_on ? record.signed_on->ToString() : "";
  const std::string answer_due = record.answer_due ? record.answer_due->ToString() : "";
  return connection
      .Execute(
          "UPDATE message SET stage = 2, kind = $2, provider = $3, identification = $4, "
          "signed_on = NULLIF($5, ''), answer_due = NULLIF($6, ''), queue = $7 WHERE number = $1",
          {record.number, std::string_view(record.kind), std::string_view(record.provider),
           std::string_view(record.identification), std::string_view(signed_on), std::string_view(answer_due),
           queue.empty() ? Parameter(nullptr) : Parameter(Blob{queue})})
      .status();
}

absl::Status SaveState(Connection& connection, std::int64_t number, MessageState state) {
  return connection.Execute("UPDATE message SET state = $2 WHERE number = $1", {number, ToColumn(state)}).status();
}

absl::Status SaveFailure(Connection& connection, std::int64_t number, std::string_view failure) {
  return connection
      .Execute("UPDATE message SET state = $2, failure = $3, failures = failures + 1 WHERE number = $1",
               {number, ToColumn(MessageState::kFailed), failure})
      .status();
}

absl::StatusOr<bool> TakeUpAgain(Connection& connection, std::int64_t number) {
  CLIENTROUTE_ASSIGN(const auto changed,
                     connection.Execute("UPDATE message SET state = $2, failure = '' WHERE number = $1 AND state = $3",
                                        {number, ToColumn(MessageState::kWaiting), ToColumn(MessageState::kFailed)}));
  return changed > 0;
}

absl::Status SaveClients(Connection& connection, std::int64_t number, const std::vector<std::string>& clients) {
  return InsertNames(connection, "INSERT INTO message_client (message, client) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                     number, clients);
}

absl::StatusOr<MessageRecord> LoadMessage(Connection& connection, std::int64_t number) {
  return WithDetails(connection, connection.QueryOne(Cat(kSelect, "m.number = $1"), {number}, ReadRecord));
}

absl::StatusOr<MessageRecord> FindMessage(Connection& connection, const Uuid& id) {
  return WithDetails(connection,
                     connection.QueryOne(Cat(kSelect, "m.message_id = $1"), {clientroute::ToColumn(id)}, ReadRecord));
}

absl::StatusOr<std::vector<std::int64_t>> ListOpenMessages(Connection& connection) {
  return connection.QueryAll(
      "SELECT number FROM message WHERE stage < 3 AND state <> 9"
      " AND number NOT IN (SELECT message FROM overtaken_message WHERE waits = 1) ORDER BY number",
      {}, [](const Row& row) { return row.Int(0); });
}

absl::StatusOr<bool> HasOlderInQueue(Connection& connection, std::int64_t number) {
  CLIENTROUTE_ASSIGN(
      const auto older,
      connection.QueryOne("SELECT older.number FROM message AS mine JOIN message AS older "
                          "ON older.queue = mine.queue AND older.number < mine.number AND older.state <> 9 "
                          "AND older.number NOT IN (SELECT message FROM overtaken_message WHERE waits = 1) "
                          "WHERE mine.number = $1 LIMIT 1",
                          {number}, [](const Row& row) { return row.Int(0); }));
  return older.has_value();
}

absl::StatusOr<std::optional<std::int64_t>> FindSent(Connection& connection, std::string_view municipality,
                                                     std::string_view provider, std::string_view kind,
                                                     std::string_view identification) {
  return connection.QueryOne(
      "SELECT number FROM message WHERE direction = 2 AND provider = $2 AND kind = $3 AND identification = $4 "
      "AND municipality = $1",
      {municipality, provider, kind, identification}, [](const Row& row) { return row.Int(0); });
}

absl::StatusOr<std::int64_t> CountUnanswered(Connection& connection, std::string_view route) {
  CLIENTROUTE_ASSIGN(
      const auto count,
      connection.QueryOne("SELECT COUNT(*) FROM message WHERE direction = 2 AND state = 5 AND route = $1 "
                          "AND counterpart IS NULL AND kind IN ('JW301', 'WMO301')",
                          {route}, [](const Row& row) { return row.Int(0); }));
  return count.value_or(0);
}

MessagePosition PositionOf(const MessageRecord& record) {
  return {record.number, record.answer_due ? record.answer_due->ToString() : std::string()};
}

absl::StatusOr<std::vector<MessageRecord>> ListMessages(Connection& connection, const MessageFilter& filter,
                                                        MessageOrder order, const std::optional<MessagePosition>& after,
                                                        int limit) {
  struct OrderText {
    std::string_view place;
    std::string_view by;
  };
  constexpr OrderText kTexts[] = {
      {"($1 = 0 OR m.number < $1)", "m.number DESC"},
      {"m.number > $1", "m.number"},
      {"m.answer_due IS NOT NULL AND (m.answer_due, m.number) > ($2, $1)", "m.answer_due, m.number"},
  };
  const OrderText& text = kTexts[static_cast<std::size_t>(order)];
  const MessagePosition from = after.value_or(MessagePosition());
  std::string sql = Cat(kSelect, text.place);
  std::vector<Parameter> parameters = {from.number, std::string_view(from.due)};
  // By their term, messages are found by it alone: another index would find more, and sort them.
  const std::string_view column = order == MessageOrder::kDue ? " AND +m." : " AND m.";
  const auto narrow = [&](std::string_view condition, Parameter value) {
    parameters.push_back(value);
    const std::size_t place = condition.find('?');
    sql += Cat(column, condition.substr(0, place), "$", parameters.size(), condition.substr(place + 1));
  };
  TextSet visible;
  if (filter.own_provider) {
    narrow("provider = ?", std::string_view(*filter.own_provider));
  } else if (filter.visible) {
    visible = TextSetOf(*filter.visible);
    parameters.push_back(visible.parameter());
    sql += Cat(" AND +m.municipality IN (SELECT key FROM json_each($", parameters.size(), "))");
  }
  if (!filter.municipality.empty()) narrow("municipality = ?", std::string_view(filter.municipality));
  if (!filter.provider.empty()) narrow("provider = ?", std::string_view(filter.provider));
  if (!filter.kind.empty()) narrow("kind = ?", std::string_view(filter.kind));
  if (!filter.route.empty()) {
    narrow("number IN (SELECT message FROM message_route WHERE route = ?)", std::string_view(filter.route));
  }
  TextSet states;
  for (const MessageState state : filter.states) states.Add(static_cast<std::int64_t>(state));
  if (filter.states.size() == 1) {
    narrow("state = ?", ToColumn(*filter.states.begin()));
  } else if (!filter.states.empty()) {
    parameters.push_back(states.parameter());
    sql += Cat(" AND +m.state IN (SELECT CAST(key AS BIGINT) FROM json_each($", parameters.size(), "))");
  }
  const std::string day = filter.due_before ? filter.due_before->ToString() : std::string();
  if (filter.due_before) {
    // Where it is not the order, what is late is picked out of the order.
    parameters.push_back(std::string_view(day));
    sql += Cat(" AND ", order == MessageOrder::kDue ? "m" : "+m", ".answer_due < $", parameters.size());
  }
  if (filter.left_to_person) sql += " AND " CLIENTROUTE_LEFT_TO_PERSON;
  parameters.push_back(std::int64_t{limit});
  sql += Cat(" ORDER BY ", text.by, " LIMIT $", parameters.size());

  std::vector<MessageRecord> records;
  CLIENTROUTE_RETURN_IF_ERROR(connection.Query(sql, Parameters(parameters), [&](const Row& row) {
    records.push_back(ReadRecord(row));
    return absl::OkStatus();
  }));
  for (MessageRecord& record : records) {
    CLIENTROUTE_RETURN_IF_ERROR(LoadDetails(connection, {kListedFindingsMax, kListedClientsMax}, &record));
  }
  return records;
}

absl::Status SaveContent(Connection& connection, std::int64_t number, const SealedContent& content) {
  return connection
      .Execute(
          "INSERT INTO message_content (message, client, sealed) VALUES ($1, $2, $3) "
          "ON CONFLICT (message) DO UPDATE SET client = excluded.client, sealed = excluded.sealed",
          {number, std::string_view(content.client), Blob{content.sealed}})
      .status();
}

absl::StatusOr<SealedContent> LoadContent(Connection& connection, std::int64_t number) {
  CLIENTROUTE_ASSIGN(
      auto content,
      connection.QueryOne("SELECT c.client, c.sealed FROM message AS m "
                          "JOIN message_content AS c ON c.message = COALESCE(m.repeats, m.number) WHERE m.number = $1",
                          {number}, [](const Row& row) {
                            return SealedContent{std::string(row.Text(0)), std::string(row.Bytes(1))};
                          }));
  if (!content) return Error(absl::StatusCode::kNotFound, "CONTENT_NOT_FOUND", "there is no content of this message");
  return *std::move(content);
}

absl::Status DropContent(Connection& connection, std::int64_t number) {
  return connection.Execute("DELETE FROM message_content WHERE message = $1", {number}).status();
}

}  // namespace clientroute::messaging
