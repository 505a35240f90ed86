#include "services/provider/post_store.h"

#include "services/platform/status/status.h"

namespace clientroute::provider {
namespace {

constexpr std::string_view kLetterColumns =
    "letter, provider, municipality, kind, identification, act, habit, subject, detail, attempt, mistake, written_on,"
    " file_name, content, way, outcome";
constexpr std::string_view kEntryColumns =
    "entry, due, provider, municipality, standard, act, habit, subject, detail, attempt";

Date DayIn(const Row& row, int column) { return Date::Parse(row.Text(column)).value_or(Date()); }

Letter ReadLetter(const Row& row) {
  Letter letter;
  int column = 0;
  letter.id = row.Int(column++);
  for (std::string* text : {&letter.provider, &letter.municipality, &letter.kind, &letter.identification}) {
    *text = row.Text(column++);
  }
  letter.act = static_cast<Act>(row.Int(column++));
  letter.habit = row.Text(column++);
  letter.subject = row.Int(column++);
  letter.detail = row.Text(column++);
  letter.attempt = static_cast<int>(row.Int(column++));
  letter.mistake = row.Text(column++);
  letter.written_on = DayIn(row, column++);
  letter.file_name = row.Text(column++);
  letter.content = row.Bytes(column++);
  letter.way = static_cast<LetterWay>(row.Int(column++));
  letter.outcome = static_cast<LetterOutcome>(row.Int(column++));
  return letter;
}

Entry ReadEntry(const Row& row) {
  Entry entry;
  int column = 0;
  entry.id = row.Int(column++);
  entry.due = DayIn(row, column++);
  for (std::string* text : {&entry.provider, &entry.municipality, &entry.standard}) *text = row.Text(column++);
  entry.act = static_cast<Act>(row.Int(column++));
  entry.habit = row.Text(column++);
  entry.subject = row.Int(column++);
  entry.detail = row.Text(column++);
  entry.attempt = static_cast<int>(row.Int(column++));
  return entry;
}

}  // namespace

absl::Status AddLetter(Connection& connection, Letter* letter) {
  const std::string written_on = letter->written_on.ToString();
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute("INSERT INTO letter (provider, municipality, kind, identification, act, habit, subject, detail,"
                   " attempt, mistake, written_on, file_name, content, way)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                   {std::string_view(letter->provider), std::string_view(letter->municipality),
                    std::string_view(letter->kind), std::string_view(letter->identification),
                    static_cast<std::int64_t>(letter->act), std::string_view(letter->habit), letter->subject,
                    std::string_view(letter->detail), static_cast<std::int64_t>(letter->attempt),
                    std::string_view(letter->mistake), std::string_view(written_on),
                    std::string_view(letter->file_name), Blob{letter->content}, static_cast<std::int64_t>(letter->way)})
          .status());
  letter->id = connection.LastInsertedRow();
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Letter>> ListUnsent(Connection& connection) {
  return connection.QueryAll(Cat("SELECT ", kLetterColumns, " FROM letter WHERE way < 3 ORDER BY letter"), {},
                             ReadLetter);
}

absl::Status SaveWay(Connection& connection, std::int64_t letter, LetterWay way) {
  return connection.Execute("UPDATE letter SET way = $2 WHERE letter = $1", {letter, static_cast<std::int64_t>(way)})
      .status();
}

absl::Status SaveOutcome(Connection& connection, std::int64_t letter, LetterOutcome outcome, std::string_view codes) {
  return connection
      .Execute("UPDATE letter SET outcome = $2, codes = $3 WHERE letter = $1",
               {letter, static_cast<std::int64_t>(outcome), codes})
      .status();
}

absl::StatusOr<std::optional<Letter>> FindLetter(Connection& connection, std::string_view provider,
                                                 std::string_view kind, std::string_view identification) {
  return connection.QueryOne(Cat("SELECT ", kLetterColumns,
                                 " FROM letter WHERE provider = $1 AND kind = $2 AND identification = $3"
                                 " AND outcome = 0 ORDER BY letter LIMIT 1"),
                             {provider, kind, identification}, ReadLetter);
}

absl::StatusOr<std::string> EarlierIdentification(Connection& connection, std::string_view provider,
                                                  std::string_view kind) {
  // Answered, so that the answer to the one that takes its identification is known for what it is.
  CLIENTROUTE_ASSIGN(const auto found,
                     connection.QueryOne("SELECT identification FROM letter WHERE provider = $1 AND kind = $2"
                                         " AND outcome = 1 ORDER BY letter LIMIT 1",
                                         {provider, kind}, [](const Row& row) { return std::string(row.Text(0)); }));
  return found.value_or("");
}

absl::StatusOr<std::optional<std::int64_t>> AddArrival(Connection& connection, const Arrival& arrival) {
  CLIENTROUTE_ASSIGN(const std::int64_t repeated,
                     connection.Execute("UPDATE arrival SET repeats = repeats + 1 WHERE municipality = $1"
                                        " AND file_name = $2 AND content = $3",
                                        {std::string_view(arrival.municipality), std::string_view(arrival.file_name),
                                         Blob{arrival.content}}));
  if (repeated > 0) return std::optional<std::int64_t>();
  const std::string came_on = arrival.came_on.ToString();
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute("INSERT INTO arrival (provider, municipality, kind, file_name, content, came_on)"
                   " VALUES ($1, $2, $3, $4, $5, $6)",
                   {std::string_view(arrival.provider), std::string_view(arrival.municipality),
                    std::string_view(arrival.kind), std::string_view(arrival.file_name), Blob{arrival.content},
                    std::string_view(came_on)})
          .status());
  return std::optional<std::int64_t>(connection.LastInsertedRow());
}

absl::StatusOr<Arrival> LoadArrival(Connection& connection, std::int64_t id) {
  CLIENTROUTE_ASSIGN(const auto found,
                     connection.QueryOne("SELECT arrival, provider, municipality, kind, file_name, content, came_on"
                                         " FROM arrival WHERE arrival = $1",
                                         {id}, [](const Row& row) {
                                           return Arrival{row.Int(0),
                                                          std::string(row.Text(1)),
                                                          std::string(row.Text(2)),
                                                          std::string(row.Text(3)),
                                                          std::string(row.Text(4)),
                                                          std::string(row.Bytes(5)),
                                                          DayIn(row, 6)};
                                         }));
  if (!found) return Error(absl::StatusCode::kNotFound, "ARRIVAL_UNKNOWN", "no such message came");
  return *found;
}

absl::Status AddEntry(Connection& connection, const Entry& entry) {
  const std::string due = entry.due.ToString();
  return connection
      .Execute(
          "INSERT INTO agenda (due, provider, municipality, standard, act, habit, subject, detail, attempt)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
          {std::string_view(due), std::string_view(entry.provider), std::string_view(entry.municipality),
           std::string_view(entry.standard), static_cast<std::int64_t>(entry.act), std::string_view(entry.habit),
           entry.subject, std::string_view(entry.detail), static_cast<std::int64_t>(entry.attempt)})
      .status();
}

absl::StatusOr<std::vector<Entry>> ListDue(Connection& connection, Date day) {
  const std::string on = day.ToString();
  return connection.QueryAll(Cat("SELECT ", kEntryColumns, " FROM agenda WHERE due <= $1 ORDER BY due, entry"),
                             {std::string_view(on)}, ReadEntry);
}

absl::Status DropEntry(Connection& connection, std::int64_t id) {
  return connection.Execute("DELETE FROM agenda WHERE entry = $1", {id}).status();
}

absl::Status DropEntries(Connection& connection, std::int64_t allocation) {
  // Starts, stops, deletions and changes: what has an allocation as its subject.
  return connection.Execute("DELETE FROM agenda WHERE subject = $1 AND act BETWEEN 3 AND 8", {allocation}).status();
}

absl::StatusOr<std::optional<Date>> NextDue(Connection& connection) {
  CLIENTROUTE_ASSIGN(const auto next, connection.QueryOne("SELECT due FROM agenda ORDER BY due LIMIT 1", {},
                                                          [](const Row& row) { return DayIn(row, 0); }));
  return next;
}

absl::StatusOr<std::vector<Standing>> ListStandings(Connection& connection) {
  return connection.QueryAll(
      "WITH known AS (SELECT provider FROM counter UNION SELECT provider FROM allocation UNION SELECT provider FROM"
      " arrival) SELECT provider,"
      " (SELECT count(DISTINCT bsn) FROM allocation a WHERE a.provider = known.provider),"
      " (SELECT count(*) FROM allocation a WHERE a.provider = known.provider AND state = 2),"
      " (SELECT count(*) FROM letter l WHERE l.provider = known.provider AND way = 3),"
      " (SELECT count(*) FROM letter l WHERE l.provider = known.provider AND outcome = 0 AND act <> 1),"
      " (SELECT count(*) FROM letter l WHERE l.provider = known.provider AND outcome = 2),"
      " (SELECT count(*) FROM letter l WHERE l.provider = known.provider AND mistake <> ''),"
      " (SELECT count(*) FROM arrival r WHERE r.provider = known.provider),"
      " (SELECT coalesce(sum(repeats), 0) FROM arrival r WHERE r.provider = known.provider),"
      " (SELECT coalesce(sum(submitted), 0) FROM claim c WHERE c.provider = known.provider),"
      " (SELECT coalesce(sum(granted), 0) FROM claim c WHERE c.provider = known.provider),"
      " (SELECT count(*) FROM agenda g WHERE g.provider = known.provider) FROM known ORDER BY provider",
      {}, [](const Row& row) {
        Standing standing;
        standing.provider = row.Text(0);
        int column = 1;
        for (std::int64_t* number : {&standing.clients, &standing.in_care, &standing.sent, &standing.unanswered,
                                     &standing.with_codes, &standing.mistakes, &standing.came, &standing.repeats,
                                     &standing.claimed_cents, &standing.granted_cents, &standing.to_do}) {
          *number = row.Int(column++);
        }
        return standing;
      });
}

}  // namespace clientroute::provider
