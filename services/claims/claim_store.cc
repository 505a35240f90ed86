#include "services/claims/claim_store.h"

#include <map>
#include <utility>

#include "services/claims/claim_columns_store.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::claims {
namespace {

constexpr std::int64_t kJudged = 1;
constexpr std::int64_t kRefused = 2;

Parameter Text(const std::string& text) { return std::string_view(text); }

std::int64_t CountAccepted(const ClaimJudgement& judgement) {
  std::int64_t count = 0;
  for (const LineJudgement& line : judgement.lines) count += line.accepted ? 1 : 0;
  return count;
}

// Where a verdict stands: in the order of the rules.
Verdict ReadVerdict(const Row& row) {
  return {std::string(row.Text(1)), std::string(row.Text(2)), std::string(row.Text(3)), std::string(row.Text(4))};
}

// Positions before any row and behind every row.
constexpr ClaimStore::Position kBeforeAll = {INT64_MIN, INT64_MIN};
constexpr ClaimStore::Position kBehindAll = {INT64_MAX, INT64_MAX};

}  // namespace

absl::StatusOr<std::vector<std::int64_t>> ClaimStore::Add(const ClaimJudgement& judgement, const Knowledge& known,
                                                          ClaimRecord* record) {
  CLIENTROUTE_RETURN_IF_ERROR(AddClaim(judgement, record));
  if (record->refused) return std::vector<std::int64_t>();
  CLIENTROUTE_RETURN_IF_ERROR(AddSnapshots(*record, known));
  CLIENTROUTE_ASSIGN(std::vector<std::int64_t> rows, AddLines(judgement, known, *record));
  CLIENTROUTE_RETURN_IF_ERROR(AddVerdicts(judgement.lines, rows));
  return rows;
}

absl::Status ClaimStore::AddClaim(const ClaimJudgement& judgement, ClaimRecord* record) {
  const Claim& claim = record->claim;
  record->refused = judgement.refused();
  record->accepted = judgement.accepted;
  record->lines_accepted = CountAccepted(judgement);
  record->lines_refused = static_cast<std::int64_t>(judgement.lines.size()) - record->lines_accepted;
  record->verdicts = judgement.verdicts;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO claim (uuid, state, message, provider, municipality, law, claim_number, first_day,"
                   " last_day, claim_day, submitted_cents, accepted_cents, lines_accepted, lines_refused, created_at)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
                   {ToColumn(record->id), record->refused ? kRefused : kJudged, ToColumn(claim.message),
                    Text(claim.provider.ToString()), Text(claim.municipality.ToString()),
                    std::int64_t{CodeOf(claim.law)}, Text(claim.number), ToDays(claim.period.start()),
                    ToDays(claim.LastDay()), ToDays(claim.date), claim.total.cents(), record->accepted.cents(),
                    record->lines_accepted, record->lines_refused, ToMicros(record->created)})
          .status());
  record->row = connection_.LastInsertedRow();
  std::vector<std::vector<Parameter>> sets;
  for (const Verdict& verdict : judgement.verdicts) {
    sets.push_back({record->row, static_cast<std::int64_t>(sets.size() + 1), Text(verdict.class_path),
                    Text(verdict.rule), Text(verdict.return_code), Text(verdict.explanation)});
  }
  return connection_.ExecuteMany(
      "INSERT INTO claim_verdict (claim, number, class_path, rule, return_code, explanation)"
      " VALUES ($1, $2, $3, $4, $5, $6)",
      sets);
}

absl::Status ClaimStore::AddSnapshots(const ClaimRecord& record, const Knowledge& known) {
  std::set<std::int64_t> named;
  for (const ClaimLine& line : record.claim.lines) named.insert(line.allocation_number);
  std::vector<std::vector<Parameter>> sets;
  for (const auto& [number, allocation] : known.allocations) {
    if (!named.contains(number)) continue;
    sets.push_back({record.row, number});
    AddSnapshot(allocation, &sets.back());
  }
  return connection_.ExecuteMany("INSERT INTO allocation_snapshot (claim, number, " CLIENTROUTE_SNAPSHOT_COLUMNS
                                 ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                                 sets);
}

absl::StatusOr<std::vector<std::int64_t>> ClaimStore::AddLines(const ClaimJudgement& judgement, const Knowledge& known,
                                                               const ClaimRecord& record) {
  CLIENTROUTE_ASSIGN(const auto last, connection_.QueryOne("SELECT coalesce(max(id), 0) FROM claim_line", {},
                                                           [](const Row& row) { return row.Int(0); }));
  const Claim& claim = record.claim;
  std::vector<std::int64_t> rows;
  std::vector<std::string> remarks;
  remarks.reserve(claim.lines.size());  // the parameters look at its elements
  std::vector<std::vector<Parameter>> sets;
  sets.reserve(claim.lines.size());
  for (std::size_t i = 0; i < claim.lines.size(); ++i) {
    const ClaimLine& line = claim.lines[i];
    const LineJudgement& judged = judgement.lines[i];
    const auto tariff = known.tariffs.find(TariffKeyOf(line));
    remarks.push_back(RemarksText(judged.remarks));
    const auto place = static_cast<std::int64_t>(i) + 1;
    rows.push_back(last.value_or(0) + place);
    std::vector<Parameter>& set =
        sets.emplace_back(std::vector<Parameter>{rows.back(), record.row, place, Text(claim.provider.ToString()),
                                                 Text(claim.municipality.ToString()), std::int64_t{CodeOf(claim.law)}});
    AddSubmitted(line, &set);
    AddJudged(judged, remarks.back(), &set);
    AddTariff(line.credit || tariff == known.tariffs.end() ? nullptr : &tariff->second, &set);
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection_.ExecuteMany(
      "INSERT INTO claim_line (id, claim, number, provider, municipality, law, " CLIENTROUTE_SUBMITTED_COLUMNS
      ", " CLIENTROUTE_JUDGED_COLUMNS ", " CLIENTROUTE_TARIFF_COLUMNS
      ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,"
      " $23, $24, $25, $26, $27, $28, $29, $30, $31)",
      sets));
  return rows;
}

absl::Status ClaimStore::AddVerdicts(const std::vector<LineJudgement>& lines, const std::vector<std::int64_t>& rows) {
  std::vector<std::vector<Parameter>> sets;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::int64_t number = 0;
    for (const Verdict& verdict : lines[i].verdicts) {
      sets.push_back({rows[i], ++number, Text(verdict.class_path), Text(verdict.rule), Text(verdict.return_code),
                      Text(verdict.explanation)});
    }
  }
  return connection_.ExecuteMany(
      "INSERT INTO line_verdict (line, number, class_path, rule, return_code, explanation)"
      " VALUES ($1, $2, $3, $4, $5, $6)",
      sets);
}

absl::StatusOr<std::optional<ClaimRecord>> ClaimStore::Find(const Uuid& id, const VisibleClaims& visible) {
  CLIENTROUTE_ASSIGN(
      std::vector<ClaimRecord> claims,
      connection_.QueryAll("SELECT " CLIENTROUTE_CLAIM_COLUMNS
                           " FROM claim AS r WHERE ($1 IS NULL OR r.municipality IN (SELECT key FROM json_each($1))"
                           " OR r.provider = $2) AND r.uuid = $3",
                           {visible.municipalities(), visible.provider(), ToColumn(id)}, ReadClaim));
  if (claims.empty()) return std::optional<ClaimRecord>();
  CLIENTROUTE_RETURN_IF_ERROR(FillClaimVerdicts(&claims));
  return std::optional<ClaimRecord>(std::move(claims.front()));
}

ClaimStore::Position ClaimStore::PositionOf(const ClaimRecord& claim, Order order) {
  if (order == Order::kLargest) return {claim.claim.total.cents(), claim.row};
  if (order == Order::kMostRefused) return {claim.lines_refused, claim.row};
  return {claim.row, claim.row};
}

ClaimStore::Position ClaimStore::PositionOf(const LineRecord& line, LineOrder order) {
  if (order == LineOrder::kMessage) return {line.number, line.number};
  return {line.line.credit ? -line.line.amount.cents() : line.line.amount.cents(), line.number};
}

absl::StatusOr<std::vector<ClaimRecord>> ClaimStore::List(const Filter& filter, const VisibleClaims& visible,
                                                          Order order, const std::optional<Position>& after,
                                                          int limit) {
#define CLAIMS_IN_ORDER(value, behind, direction)                                                                     \
  "SELECT " CLIENTROUTE_CLAIM_COLUMNS                                                                                 \
  " FROM claim AS r WHERE ($1 IS NULL OR r.municipality IN (SELECT key FROM json_each($1))"                           \
  " OR r.provider = $2) AND ($3 IS NULL OR r.municipality = $3) AND ($4 IS NULL OR r.provider = $4)"                  \
  " AND ($5 IS NULL OR r.first_day = $5) AND (r." value ", r.id) " behind " ($6, $7) ORDER BY r." value " " direction \
  ", r.id " direction " LIMIT $8"
  constexpr std::string_view kTexts[] = {CLAIMS_IN_ORDER("id", "<", "DESC"), CLAIMS_IN_ORDER("id", ">", "ASC"),
                                         CLAIMS_IN_ORDER("submitted_cents", "<", "DESC"),
                                         CLAIMS_IN_ORDER("lines_refused", "<", "DESC")};
#undef CLAIMS_IN_ORDER
  const Position from = after.value_or(order == Order::kOldest ? kBeforeAll : kBehindAll);
  CLIENTROUTE_ASSIGN(std::vector<ClaimRecord> claims,
                     connection_.QueryAll(kTexts[static_cast<std::size_t>(order)],
                                          {visible.municipalities(), visible.provider(), MaybeText(filter.municipality),
                                           MaybeText(filter.provider), Maybe(filter.month), from.value, from.number,
                                           std::int64_t{limit}},
                                          ReadClaim));
  CLIENTROUTE_RETURN_IF_ERROR(FillClaimVerdicts(&claims));
  return claims;
}

absl::StatusOr<std::vector<LineRecord>> ClaimStore::Lines(const ClaimRecord& claim, bool refused_only, LineOrder order,
                                                          const std::optional<Position>& after, int limit) {
#define CLAIMED "CASE l.credit WHEN 1 THEN -l.amount_cents ELSE l.amount_cents END"
#define LINES_IN_ORDER(place, order)                                                                                \
  "SELECT l.id, l.number, " CLIENTROUTE_SUBMITTED_COLUMNS ", " CLIENTROUTE_JUDGED_COLUMNS                           \
  ", " CLIENTROUTE_TARIFF_COLUMNS " FROM claim_line AS l WHERE l.claim = $1 AND ($2 = 0 OR l.state = 2) AND " place \
  " ORDER BY " order " LIMIT $5"
  constexpr std::string_view kTexts[] = {
      LINES_IN_ORDER("l.number > $4", "l.number"),
      LINES_IN_ORDER("(" CLAIMED " < $3 OR (" CLAIMED " = $3 AND l.number > $4))", CLAIMED " DESC, l.number"),
      LINES_IN_ORDER("(" CLAIMED " > $3 OR (" CLAIMED " = $3 AND l.number > $4))", CLAIMED ", l.number")};
#undef LINES_IN_ORDER
#undef CLAIMED
  const Position from = after.value_or(order == LineOrder::kLargest ? Position{kBehindAll.value, 0} : kBeforeAll);
  CLIENTROUTE_ASSIGN(std::vector<LineRecord> lines, connection_.QueryAll(kTexts[static_cast<std::size_t>(order)],
                                                                         {claim.row, std::int64_t{refused_only},
                                                                          from.value, from.number, std::int64_t{limit}},
                                                                         ReadLine));
  std::map<std::int64_t, KnownAllocation> snapshots;
  TextSet numbers;
  for (const LineRecord& line : lines) numbers.Add(line.line.allocation_number);
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT number, " CLIENTROUTE_SNAPSHOT_COLUMNS
      " FROM allocation_snapshot WHERE claim = $1 AND number IN (SELECT CAST(key AS BIGINT) FROM json_each($2))",
      {claim.row, numbers.parameter()}, [&](const Row& row) {
        snapshots.emplace(row.Int(0), ReadSnapshot(row, 1));
        return absl::OkStatus();
      }));
  for (LineRecord& line : lines) {
    const auto found = snapshots.find(line.line.allocation_number);
    if (found != snapshots.end()) line.allocation = AllocationSnapshot{found->first, found->second};
  }
  CLIENTROUTE_RETURN_IF_ERROR(FillLineVerdicts(&lines));
  return lines;
}

absl::StatusOr<std::vector<ClaimStore::LineVerdict>> ClaimStore::LineVerdicts(const Uuid& claim,
                                                                              const LineVerdict& after, int limit) {
  return connection_.QueryAll(
      "SELECT l.number, v.class_path, v.rule, v.return_code, v.explanation, v.number, v.class_path = l.client_path"
      " FROM claim AS c JOIN claim_line AS l ON l.claim = c.id JOIN line_verdict AS v ON v.line = l.id"
      " WHERE c.uuid = $1 AND l.number >= $2 AND (l.number > $2 OR v.number > $3)"
      " ORDER BY l.number, v.number LIMIT $4",
      {ToColumn(claim), after.line, after.number, std::int64_t{limit}}, [](const Row& row) {
        return LineVerdict{row.Int(0), row.Int(5), ReadVerdict(row), row.Int(6) == 1};
      });
}

absl::Status ClaimStore::FillClaimVerdicts(std::vector<ClaimRecord>* claims) {
  std::map<std::int64_t, ClaimRecord*> by_row;
  TextSet rows;
  for (ClaimRecord& claim : *claims) {
    if (!claim.refused) continue;
    by_row.emplace(claim.row, &claim);
    rows.Add(claim.row);
  }
  return connection_.Query(
      "SELECT claim, class_path, rule, return_code, explanation FROM claim_verdict"
      " WHERE claim IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY claim, number",
      {rows.parameter()}, [&](const Row& row) {
        by_row.at(row.Int(0))->verdicts.push_back(ReadVerdict(row));
        return absl::OkStatus();
      });
}

absl::Status ClaimStore::FillLineVerdicts(std::vector<LineRecord>* lines) {
  std::map<std::int64_t, LineRecord*> by_row;
  TextSet rows;
  for (LineRecord& line : *lines) {
    if (line.judgement.accepted) continue;
    by_row.emplace(line.row, &line);
    rows.Add(line.row);
  }
  return connection_.Query(
      "SELECT line, class_path, rule, return_code, explanation FROM line_verdict"
      " WHERE line IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY line, number",
      {rows.parameter()}, [&](const Row& row) {
        by_row.at(row.Int(0))->judgement.verdicts.push_back(ReadVerdict(row));
        return absl::OkStatus();
      });
}

absl::Status ClaimStore::EraseClient(const Uuid& client) {
  return connection_.Execute("UPDATE claim_line SET client = NULL WHERE client = $1", {ToColumn(client)}).status();
}

}  // namespace clientroute::claims
