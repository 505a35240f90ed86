#include "services/provider/book_store.h"

#include "services/platform/status/status.h"

namespace clientroute::provider {
namespace {

constexpr std::string_view kColumns =
    "allocation, provider, municipality, standard, number, bsn, category, code, first_day, last_day, amount, unit,"
    " frequency, budget, state, began, stopped";

std::optional<Date> MaybeDay(const Row& row, int column) {
  return row.IsNull(column) ? std::nullopt : Date::Parse(row.Text(column));
}

std::optional<std::string> TextOf(const std::optional<Date>& day) {
  return day ? std::optional<std::string>(day->ToString()) : std::nullopt;
}

Allocation ReadAllocation(const Row& row) {
  Allocation allocation;
  int column = 0;
  allocation.id = row.Int(column++);
  for (std::string* text : {&allocation.provider, &allocation.municipality, &allocation.standard, &allocation.number,
                            &allocation.bsn, &allocation.category, &allocation.code}) {
    *text = row.Text(column++);
  }
  allocation.first = MaybeDay(row, column++).value_or(Date());
  allocation.last = MaybeDay(row, column++);
  allocation.amount = row.Int(column++);
  allocation.unit = row.Text(column++);
  allocation.frequency = row.Text(column++);
  allocation.budget_cents = row.Int(column++);
  allocation.state = static_cast<CareState>(row.Int(column++));
  allocation.began = MaybeDay(row, column++);
  allocation.stopped = MaybeDay(row, column++);
  return allocation;
}

}  // namespace

absl::StatusOr<std::string> KeepSetting(Connection& connection, std::string_view name, std::string_view value) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection.Execute("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", {name, value})
          .status());
  CLIENTROUTE_ASSIGN(const auto kept, connection.QueryOne("SELECT value FROM setting WHERE name = $1", {name},
                                                          [](const Row& row) { return std::string(row.Text(0)); }));
  return kept.value_or("");
}

absl::StatusOr<std::int64_t> NextNumber(Connection& connection, std::string_view provider, std::string_view what) {
  CLIENTROUTE_ASSIGN(const auto next,
                     connection.QueryOne("INSERT INTO counter (provider, what, last) VALUES ($1, $2, 1)"
                                         " ON CONFLICT (provider, what) DO UPDATE SET last = last + 1 RETURNING last",
                                         {provider, what}, [](const Row& row) { return row.Int(0); }));
  return next.value_or(0);
}

absl::Status SavePerson(Connection& connection, const Person& person) {
  const std::string birth_date = person.birth_date.ToString();
  return connection
      .Execute(
          "INSERT INTO client (bsn, family_name, initials, birth_date, birth_date_use, sex)"
          " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (bsn) DO UPDATE SET family_name = excluded.family_name,"
          " initials = excluded.initials, birth_date = excluded.birth_date,"
          " birth_date_use = excluded.birth_date_use, sex = excluded.sex",
          {std::string_view(person.bsn), std::string_view(person.family_name), std::string_view(person.initials),
           std::string_view(birth_date), std::string_view(person.birth_date_use), std::string_view(person.sex)})
      .status();
}

absl::StatusOr<Person> LoadPerson(Connection& connection, std::string_view bsn) {
  CLIENTROUTE_ASSIGN(
      const auto found,
      connection.QueryOne("SELECT bsn, family_name, initials, birth_date, birth_date_use, sex FROM client"
                          " WHERE bsn = $1",
                          {bsn}, [](const Row& row) {
                            return Person{std::string(row.Text(0)), std::string(row.Text(1)),
                                          std::string(row.Text(2)), Date::Parse(row.Text(3)).value_or(Date()),
                                          std::string(row.Text(4)), std::string(row.Text(5))};
                          }));
  if (!found) return Error(absl::StatusCode::kNotFound, "CLIENT_UNKNOWN", "the books have no such client");
  return *found;
}

absl::StatusOr<std::string> FindOtherPerson(Connection& connection, std::string_view bsn) {
  CLIENTROUTE_ASSIGN(const auto found,
                     connection.QueryOne("SELECT bsn FROM client WHERE bsn <> $1 ORDER BY bsn LIMIT 1", {bsn},
                                         [](const Row& row) { return std::string(row.Text(0)); }));
  return found.value_or("");
}

absl::Status SaveAllocation(Connection& connection, Allocation* allocation) {
  const Allocation& a = *allocation;
  const std::string first = a.first.ToString();
  const auto last = TextOf(a.last);
  const auto began = TextOf(a.began);
  const auto stopped = TextOf(a.stopped);
  CLIENTROUTE_ASSIGN(
      const auto id,
      connection.QueryOne(
          "INSERT INTO allocation (provider, municipality, standard, number, bsn, category, code, first_day, last_day,"
          " amount, unit, frequency, budget, state, began, stopped)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
          " ON CONFLICT (provider, municipality, standard, number) DO UPDATE SET first_day = excluded.first_day,"
          " last_day = excluded.last_day, amount = excluded.amount, unit = excluded.unit,"
          " frequency = excluded.frequency, budget = excluded.budget, state = excluded.state, began = excluded.began,"
          " stopped = excluded.stopped RETURNING allocation",
          {std::string_view(a.provider), std::string_view(a.municipality), std::string_view(a.standard),
           std::string_view(a.number), std::string_view(a.bsn), std::string_view(a.category), std::string_view(a.code),
           std::string_view(first), MaybeText(last), a.amount, std::string_view(a.unit), std::string_view(a.frequency),
           a.budget_cents, static_cast<std::int64_t>(a.state), MaybeText(began), MaybeText(stopped)},
          [](const Row& row) { return row.Int(0); }));
  allocation->id = id.value_or(0);
  return absl::OkStatus();
}

absl::StatusOr<Allocation> LoadAllocation(Connection& connection, std::int64_t id) {
  CLIENTROUTE_ASSIGN(
      const auto found,
      connection.QueryOne(Cat("SELECT ", kColumns, " FROM allocation WHERE allocation = $1"), {id}, ReadAllocation));
  if (!found) return Error(absl::StatusCode::kNotFound, "ALLOCATION_UNKNOWN", "the books have no such allocation");
  return *found;
}

absl::StatusOr<std::optional<Allocation>> FindAllocation(Connection& connection, const Allocation& like) {
  return connection.QueryOne(Cat("SELECT ", kColumns,
                                 " FROM allocation WHERE provider = $1 AND municipality = $2 AND standard = $3"
                                 " AND number = $4"),
                             {std::string_view(like.provider), std::string_view(like.municipality),
                              std::string_view(like.standard), std::string_view(like.number)},
                             ReadAllocation);
}

absl::StatusOr<std::vector<Allocation>> ListValid(Connection& connection, const Allocation& like, Date day) {
  const std::string on = day.ToString();
  return connection.QueryAll(
      Cat("SELECT ", kColumns,
          " FROM allocation WHERE bsn = $1 AND provider = $2 AND municipality = $3 AND standard = $4 AND state <> $5"
          " AND (last_day IS NULL OR last_day >= $6) ORDER BY allocation"),
      {std::string_view(like.bsn), std::string_view(like.provider), std::string_view(like.municipality),
       std::string_view(like.standard), static_cast<std::int64_t>(CareState::kTakenBack), std::string_view(on)},
      ReadAllocation);
}

absl::Status BeginStay(Connection& connection, std::int64_t allocation, Date began) {
  const std::string day = began.ToString();
  return connection
      .Execute("INSERT INTO stay (allocation, began) VALUES ($1, $2) ON CONFLICT DO NOTHING",
               {allocation, std::string_view(day)})
      .status();
}

absl::Status EndStay(Connection& connection, std::int64_t allocation, Date began, std::optional<Date> ended) {
  const std::string day = began.ToString();
  const auto last = TextOf(ended);
  return connection
      .Execute("UPDATE stay SET ended = $3 WHERE allocation = $1 AND began = $2",
               {allocation, std::string_view(day), MaybeText(last)})
      .status();
}

absl::Status DropStay(Connection& connection, std::int64_t allocation, Date began) {
  const std::string day = began.ToString();
  return connection
      .Execute("DELETE FROM stay WHERE allocation = $1 AND began = $2", {allocation, std::string_view(day)})
      .status();
}

absl::StatusOr<std::vector<Stay>> ListStays(Connection& connection, std::int64_t allocation) {
  return connection.QueryAll("SELECT began, ended FROM stay WHERE allocation = $1 ORDER BY began", {allocation},
                             [](const Row& row) {
                               return Stay{Date::Parse(row.Text(0)).value_or(Date()), MaybeDay(row, 1)};
                             });
}

absl::Status AddRequest(Connection& connection, const Request& request) {
  return connection
      .Execute(
          "INSERT INTO request (provider, reference, municipality, standard, bsn, state)"
          " VALUES ($1, $2, $3, $4, $5, $6)",
          {std::string_view(request.provider), std::string_view(request.reference),
           std::string_view(request.municipality), std::string_view(request.standard), std::string_view(request.bsn),
           static_cast<std::int64_t>(request.state)})
      .status();
}

absl::Status SaveRequestState(Connection& connection, std::string_view provider, std::string_view reference,
                              RequestState state) {
  return connection
      .Execute("UPDATE request SET state = $3 WHERE provider = $1 AND reference = $2",
               {provider, reference, static_cast<std::int64_t>(state)})
      .status();
}

absl::StatusOr<bool> HasOpenRequest(Connection& connection, std::string_view provider, std::string_view bsn) {
  CLIENTROUTE_ASSIGN(const auto found, connection.QueryOne("SELECT 1 FROM request WHERE bsn = $1 AND provider = $2"
                                                           " AND state IN (1, 2) LIMIT 1",
                                                           {bsn, provider}, [](const Row&) { return true; }));
  return found.has_value();
}

absl::StatusOr<std::string> EarlierReference(Connection& connection, std::string_view provider,
                                             std::string_view standard) {
  CLIENTROUTE_ASSIGN(
      const auto found,
      connection.QueryOne("SELECT reference FROM request WHERE provider = $1 AND standard = $2"
                          " AND state <> 5 ORDER BY reference LIMIT 1",
                          {provider, standard}, [](const Row& row) { return std::string(row.Text(0)); }));
  return found.value_or("");
}

}  // namespace clientroute::provider
