#include "services/claims/history_store.h"

#include <algorithm>
#include <set>
#include <string>

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::claims {
namespace {

KnownDebit ReadDebit(const Row& row) {
  KnownDebit debit;
  debit.row = row.Int(1);
  if (!row.IsNull(2)) debit.client = Uuid::FromBytes(row.Bytes(2));
  debit.allocation_number = row.Int(3);
  debit.product = {std::string(row.Text(4)), std::string(row.Text(5))};
  debit.period = Period::Of(FromDays(row.Int(6)), FromDays(row.Int(7))).value_or(Period());
  debit.volume = {row.Int(8), UnitOf(static_cast<int>(row.Int(9))).value_or(Unit::kHour)};
  debit.amount = Money::Cents(row.Int(10));
  debit.contract = row.Text(11);
  debit.credited = row.Int(12) == 1;
  return debit;
}

}  // namespace

absl::Status HistoryStore::Load(const Claim& claim, Knowledge* known) {
  CLIENTROUTE_RETURN_IF_ERROR(LoadClaims(claim, known));
  CLIENTROUTE_RETURN_IF_ERROR(LoadReferences(claim, known));
  CLIENTROUTE_RETURN_IF_ERROR(LoadDebits(claim, known));
  return LoadAllocations(claim, known);
}

absl::Status HistoryStore::LoadClaims(const Claim& claim, Knowledge* known) {
  const std::int64_t law = CodeOf(claim.law);
  CLIENTROUTE_ASSIGN(
      const auto used,
      connection_.QueryOne(
          "SELECT 1 FROM claim WHERE provider = $1 AND law = $2 AND claim_number = $3 AND state = 1 LIMIT 1",
          {std::string_view(claim.provider.ToString()), law, std::string_view(claim.number)},
          [](const Row&) { return true; }));
  known->claim_number_used = used.has_value();
  CLIENTROUTE_ASSIGN(
      known->latest_month,
      connection_.QueryOne(
          "SELECT first_day FROM claim WHERE municipality = $1 AND provider = $2 AND law = $3"
          " AND state = 1 ORDER BY first_day DESC LIMIT 1",
          {std::string_view(claim.municipality.ToString()), std::string_view(claim.provider.ToString()), law},
          [](const Row& row) { return FromDays(row.Int(0)).FirstOfMonth(); }));
  return absl::OkStatus();
}

absl::Status HistoryStore::LoadReferences(const Claim& claim, Knowledge* known) {
  TextSet references;
  for (const ClaimLine& line : claim.lines) references.Add(line.reference);
  return connection_.Query(
      "SELECT DISTINCT reference FROM claim_line WHERE provider = $1 AND law = $2"
      " AND reference IN (SELECT key FROM json_each($3))",
      {std::string_view(claim.provider.ToString()), std::int64_t{CodeOf(claim.law)}, references.parameter()},
      [&](const Row& row) {
        known->used_references.emplace(row.Text(0));
        return absl::OkStatus();
      });
}

absl::Status HistoryStore::LoadDebits(const Claim& claim, Knowledge* known) {
  TextSet references;
  for (const ClaimLine& line : claim.lines) {
    if (line.credit) references.Add(line.previous_reference);
  }
  return connection_.Query(
      "SELECT d.reference, d.id, d.client, d.allocation_number, d.category, d.code, d.start_day, d.end_day, d.volume,"
      " d.unit, d.amount_cents, d.contract, EXISTS (SELECT 1 FROM claim_line AS c WHERE c.credits = d.id)"
      " FROM claim_line AS d WHERE d.provider = $1 AND d.law = $2 AND d.municipality = $3 AND d.state = 1"
      " AND d.credit = 0 AND d.reference IN (SELECT key FROM json_each($4))",
      {std::string_view(claim.provider.ToString()), std::int64_t{CodeOf(claim.law)},
       std::string_view(claim.municipality.ToString()), references.parameter()},
      [&](const Row& row) {
        known->debits.emplace(row.Text(0), ReadDebit(row));
        return absl::OkStatus();
      });
}

absl::Status HistoryStore::LoadAllocations(const Claim& claim, Knowledge* known) {
  if (claim.lines.empty()) return absl::OkStatus();
  std::set<std::int64_t> numbers;
  Date first = claim.lines.front().Month(), last = first;
  for (const ClaimLine& line : claim.lines) {
    numbers.insert(line.allocation_number);
    first = std::min(first, line.Month());
    last = std::max(last, line.Month());
  }
  TextSet set = TextSetOf(numbers);
  const std::int64_t law = CodeOf(claim.law);
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT allocation_number, unit, sum(CASE credit WHEN 1 THEN -volume ELSE volume END), sum(accepted_cents)"
      " FROM claim_line WHERE municipality = $1 AND law = $2 AND state = 1"
      " AND allocation_number IN (SELECT CAST(key AS BIGINT) FROM json_each($3)) GROUP BY allocation_number, unit",
      {std::string_view(claim.municipality.ToString()), law, set.parameter()}, [&](const Row& row) {
        Used& used = known->used[row.Int(0)];
        used.volume += Counted({row.Int(2), UnitOf(static_cast<int>(row.Int(1))).value_or(Unit::kHour)});
        used.amount += Money::Cents(row.Int(3));
        return absl::OkStatus();
      }));
  // Of the months of the claim's lines alone: no other can be claimed twice by it.
  return connection_.Query(
      "SELECT DISTINCT d.allocation_number, d.category, d.code, d.start_day FROM claim_line AS d"
      " WHERE d.municipality = $1 AND d.law = $2 AND d.state = 1 AND d.credit = 0 AND d.start_day BETWEEN $4 AND $5"
      " AND d.allocation_number IN (SELECT CAST(key AS BIGINT) FROM json_each($3))"
      " AND NOT EXISTS (SELECT 1 FROM claim_line AS c WHERE c.credits = d.id)",
      {std::string_view(claim.municipality.ToString()), law, set.parameter(), ToDays(first),
       ToDays(last.LastOfMonth())},
      [&](const Row& row) {
        known->open_debits.insert(
            {row.Int(0), {std::string(row.Text(1)), std::string(row.Text(2))}, FromDays(row.Int(3)).FirstOfMonth()});
        return absl::OkStatus();
      });
}

}  // namespace clientroute::claims
