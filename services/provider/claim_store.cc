#include "services/provider/claim_store.h"

#include "services/platform/status/status.h"

namespace clientroute::provider {
namespace {

constexpr std::string_view kColumns =
    "l.line, l.claim, l.allocation, l.reference, l.credits, l.first_day, l.last_day, l.volume, l.unit, l.tariff,"
    " l.amount, l.attempt, l.state";
/// With $1 provider, $2 municipality, $3 standard.
constexpr std::string_view kOfDebtor =
    " FROM claim_line l JOIN claim c ON c.claim = l.claim WHERE c.provider = $1 AND c.municipality = $2"
    " AND c.standard = $3";

Date DayIn(const Row& row, int column) { return Date::Parse(row.Text(column)).value_or(Date()); }

ClaimLine ReadLine(const Row& row) {
  ClaimLine line;
  int column = 0;
  for (std::int64_t* number : {&line.id, &line.claim, &line.allocation}) *number = row.Int(column++);
  line.reference = row.Text(column++);
  line.credits = row.Text(column++);
  line.first = DayIn(row, column++);
  line.last = DayIn(row, column++);
  line.volume = row.Int(column++);
  line.unit = row.Text(column++);
  line.tariff_cents = row.Int(column++);
  line.amount_cents = row.Int(column++);
  line.attempt = static_cast<int>(row.Int(column++));
  line.state = static_cast<LineState>(row.Int(column++));
  return line;
}

absl::StatusOr<std::string> FirstText(Connection& connection, const std::string& sql, const Debtor& debtor) {
  CLIENTROUTE_ASSIGN(const auto found,
                     connection.QueryOne(sql,
                                         {std::string_view(debtor.provider), std::string_view(debtor.municipality),
                                          std::string_view(debtor.standard)},
                                         [](const Row& row) { return std::string(row.Text(0)); }));
  return found.value_or("");
}

}  // namespace

absl::StatusOr<std::vector<std::pair<Debtor, Date>>> ListDebtors(Connection& connection) {
  return connection.QueryAll(
      "SELECT a.provider, a.municipality, a.standard, min(s.began) FROM allocation a JOIN stay s USING (allocation)"
      " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
      {}, [](const Row& row) {
        return std::pair(Debtor{std::string(row.Text(0)), std::string(row.Text(1)), std::string(row.Text(2))},
                         DayIn(row, 3));
      });
}

absl::StatusOr<std::vector<std::int64_t>> ListClaimable(Connection& connection, const Debtor& debtor, Date month) {
  const std::string first = month.FirstOfMonth().ToString();
  const std::string last = month.LastOfMonth().ToString();
  return connection.QueryAll(
      "SELECT a.allocation FROM allocation a WHERE a.provider = $1 AND a.municipality = $2 AND a.standard = $3"
      " AND a.state <> 5 AND EXISTS (SELECT 1 FROM stay s WHERE s.allocation = a.allocation AND s.began <= $5"
      " AND (s.ended IS NULL OR s.ended >= $4)) AND NOT EXISTS (SELECT 1 FROM claim_line l"
      " WHERE l.allocation = a.allocation AND l.first_day BETWEEN $4 AND $5) ORDER BY a.allocation",
      {std::string_view(debtor.provider), std::string_view(debtor.municipality), std::string_view(debtor.standard),
       std::string_view(first), std::string_view(last)},
      [](const Row& row) { return row.Int(0); });
}

absl::StatusOr<std::vector<ClaimLine>> ListRefused(Connection& connection, const Debtor& debtor, int attempts) {
  return connection.QueryAll(
      Cat("SELECT ", kColumns, kOfDebtor, " AND l.state = 3 AND l.credits = '' AND l.attempt < $4 ORDER BY l.line"),
      {std::string_view(debtor.provider), std::string_view(debtor.municipality), std::string_view(debtor.standard),
       static_cast<std::int64_t>(attempts)},
      ReadLine);
}

absl::StatusOr<std::vector<ClaimLine>> ListToCredit(Connection& connection, const Debtor& debtor) {
  return connection.QueryAll(
      Cat("SELECT ", kColumns, kOfDebtor,
          " AND l.state = 2 AND l.line IN (SELECT subject FROM agenda WHERE act = 10) ORDER BY l.line"),
      {std::string_view(debtor.provider), std::string_view(debtor.municipality), std::string_view(debtor.standard)},
      ReadLine);
}

absl::Status DropCredit(Connection& connection, std::int64_t line) {
  return connection.Execute("DELETE FROM agenda WHERE act = 10 AND subject = $1", {line}).status();
}

absl::StatusOr<std::optional<Date>> LatestMonth(Connection& connection, const Debtor& debtor) {
  CLIENTROUTE_ASSIGN(const std::string month,
                     FirstText(connection,
                               "SELECT month FROM claim WHERE provider = $1 AND municipality = $2 AND standard = $3"
                               " ORDER BY month DESC LIMIT 1",
                               debtor));
  return Date::Parse(month);
}

absl::Status AddClaim(Connection& connection, ClaimBook* claim) {
  const std::string month = claim->month.ToString();
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute("INSERT INTO claim (provider, municipality, standard, number, month, submitted)"
                   " VALUES ($1, $2, $3, $4, $5, $6)",
                   {std::string_view(claim->provider), std::string_view(claim->municipality),
                    std::string_view(claim->standard), std::string_view(claim->number), std::string_view(month),
                    claim->submitted_cents})
          .status());
  claim->id = connection.LastInsertedRow();
  return absl::OkStatus();
}

absl::Status SaveGranted(Connection& connection, std::int64_t claim, std::int64_t granted_cents) {
  return connection.Execute("UPDATE claim SET granted = $2 WHERE claim = $1", {claim, granted_cents}).status();
}

absl::StatusOr<std::optional<ClaimBook>> LoadClaim(Connection& connection, std::int64_t claim) {
  return connection.QueryOne(
      "SELECT claim, provider, municipality, standard, number, month, submitted FROM claim WHERE claim = $1", {claim},
      [](const Row& row) {
        return ClaimBook{row.Int(0),
                         std::string(row.Text(1)),
                         std::string(row.Text(2)),
                         std::string(row.Text(3)),
                         std::string(row.Text(4)),
                         DayIn(row, 5),
                         row.Int(6)};
      });
}

absl::StatusOr<std::string> EarlierClaimNumber(Connection& connection, const Debtor& debtor) {
  return FirstText(connection,
                   "SELECT number FROM claim WHERE provider = $1 AND municipality = $2 AND standard = $3"
                   " AND granted > 0 ORDER BY claim LIMIT 1",
                   debtor);
}

absl::StatusOr<std::string> EarlierLineReference(Connection& connection, const Debtor& debtor) {
  return FirstText(connection, Cat("SELECT l.reference", kOfDebtor, " AND l.state = 2 ORDER BY l.line LIMIT 1"),
                   debtor);
}

absl::Status AddLine(Connection& connection, ClaimLine* line) {
  const std::string first = line->first.ToString();
  const std::string last = line->last.ToString();
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute("INSERT INTO claim_line (claim, allocation, reference, credits, first_day, last_day, volume, unit,"
                   " tariff, amount, attempt, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                   {line->claim, line->allocation, std::string_view(line->reference), std::string_view(line->credits),
                    std::string_view(first), std::string_view(last), line->volume, std::string_view(line->unit),
                    line->tariff_cents, line->amount_cents, static_cast<std::int64_t>(line->attempt),
                    static_cast<std::int64_t>(line->state)})
          .status());
  line->id = connection.LastInsertedRow();
  return absl::OkStatus();
}

absl::StatusOr<std::vector<ClaimLine>> ListLines(Connection& connection, std::int64_t claim) {
  return connection.QueryAll(Cat("SELECT ", kColumns, " FROM claim_line l WHERE l.claim = $1 ORDER BY l.line"), {claim},
                             ReadLine);
}

absl::Status SaveLineState(Connection& connection, std::int64_t line, LineState state, std::string_view codes) {
  return connection
      .Execute("UPDATE claim_line SET state = $2, codes = $3 WHERE line = $1",
               {line, static_cast<std::int64_t>(state), codes})
      .status();
}

absl::Status MarkCredited(Connection& connection, const Debtor& debtor, std::string_view reference) {
  return connection
      .Execute(
          "UPDATE claim_line SET state = 4 WHERE reference = $4 AND claim IN (SELECT claim FROM claim"
          " WHERE provider = $1 AND municipality = $2 AND standard = $3)",
          {std::string_view(debtor.provider), std::string_view(debtor.municipality), std::string_view(debtor.standard),
           reference})
      .status();
}

}  // namespace clientroute::provider
