#include "services/claims/ledger_store.h"

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"

namespace clientroute::claims {
namespace {

// What may be seen of what was asked for; `r` has a municipality and a provider.
constexpr std::string_view kWhichPart =
    " WHERE ($1 IS NULL OR r.municipality IN (SELECT key FROM json_each($1)) OR r.provider = $2)"
    " AND ($3 IS NULL OR r.municipality = $3) AND ($4 IS NULL OR r.provider = $4)";
// $5 is the row of the claim. A condition that also lets every claim through would find its postings by no index, and
// an order by another column than is searched by would sort them all for a page.
constexpr std::string_view kOfPosting = " AND p.claim = $5";
constexpr std::string_view kOfLine = " AND r.claim = $5";
constexpr std::string_view kOfAny = " AND $5 IS NULL";

EntryRecord ReadEntry(const Row& row) {
  EntryRecord record;
  record.posting = row.Int(0);
  record.number = row.Int(1);
  record.kind = static_cast<PostingKind>(row.Int(2));
  record.claim = Uuid::FromBytes(row.Bytes(3)).value_or(Uuid());
  record.line = row.MaybeInt(4);
  record.entry.account = {static_cast<AccountKind>(row.Int(5)), std::string(row.Text(6)), std::string(row.Text(7)),
                          std::string(row.Text(8))};
  record.entry.amount = Money::Cents(row.Int(9));
  record.created = FromMicros(row.Int(10));
  return record;
}

}  // namespace

absl::StatusOr<std::int64_t> LedgerStore::RowOf(const Account& account, std::map<Account, std::int64_t>* rows) {
  const auto known = rows->find(account);
  if (known != rows->end()) return known->second;
  const auto kind = static_cast<std::int64_t>(account.kind);
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO account (kind, municipality, provider, contract) VALUES ($1, $2, $3, $4)"
                   " ON CONFLICT (municipality, provider, kind, contract) DO NOTHING",
                   {kind, std::string_view(account.municipality), std::string_view(account.provider),
                    std::string_view(account.contract)})
          .status());
  CLIENTROUTE_ASSIGN(const auto row,
                     connection_.QueryOne("SELECT id FROM account WHERE kind = $1 AND municipality = $2"
                                          " AND provider = $3 AND contract = $4",
                                          {kind, std::string_view(account.municipality),
                                           std::string_view(account.provider), std::string_view(account.contract)},
                                          [](const Row& found) { return found.Int(0); }));
  if (!row) return Error(absl::StatusCode::kInternal, "ACCOUNT_MISSING", "an account that was just made is not there");
  rows->emplace(account, *row);
  return *row;
}

absl::Status LedgerStore::Add(const ClaimRecord& claim, const std::vector<Posting>& postings,
                              const std::vector<std::int64_t>& lines) {
  CLIENTROUTE_ASSIGN(const auto last, connection_.QueryOne("SELECT coalesce(max(id), 0) FROM posting", {},
                                                           [](const Row& row) { return row.Int(0); }));
  std::map<Account, std::int64_t> accounts;
  std::vector<std::vector<Parameter>> entries, closings;
  std::int64_t id = last.value_or(0);
  for (const Posting& posting : postings) {
    ++id;
    std::int64_t number = 0;
    for (const Entry& entry : posting.entries) {
      CLIENTROUTE_ASSIGN(const std::int64_t account, RowOf(entry.account, &accounts));
      entries.push_back({id, ++number, account, entry.amount.cents()});
    }
    const Parameter line = posting.line ? Parameter(lines.at(*posting.line)) : Parameter(nullptr);
    closings.push_back({id, static_cast<std::int64_t>(posting.kind), claim.row, line, ToMicros(claim.created)});
  }
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.ExecuteMany("INSERT INTO entry (posting, number, account, cents) VALUES ($1, $2, $3, $4)", entries));
  return connection_.ExecuteMany("INSERT INTO posting (id, kind, claim, line, created_at) VALUES ($1, $2, $3, $4, $5)",
                                 closings);
}

absl::StatusOr<Parameter> LedgerStore::RowOfClaim(const Filter& filter) {
  if (!filter.claim) return Parameter(nullptr);
  CLIENTROUTE_ASSIGN(const auto row,
                     connection_.QueryOne("SELECT id FROM claim WHERE uuid = $1", {ToColumn(*filter.claim)},
                                          [](const Row& found) { return found.Int(0); }));
  return Parameter(row.value_or(0));  // no claim has row 0
}

absl::StatusOr<std::vector<EntryRecord>> LedgerStore::List(const Filter& filter, const VisibleClaims& visible,
                                                           bool newest_first, const std::optional<Position>& after,
                                                           int limit) {
#define FROM_OLDEST(posting) \
  posting " >= $6 AND (" posting " > $6 OR e.number > $7) ORDER BY " posting ", e.number LIMIT $8"
#define FROM_NEWEST(posting) \
  posting " <= $6 AND (" posting " < $6 OR e.number > $7) ORDER BY " posting " DESC, e.number LIMIT $8"
  CLIENTROUTE_ASSIGN(const Parameter claim, RowOfClaim(filter));
  const std::string_view of_claim = newest_first ? FROM_NEWEST("p.id") : FROM_OLDEST("p.id");
  const std::string_view of_any = newest_first ? FROM_NEWEST("e.posting") : FROM_OLDEST("e.posting");
#undef FROM_NEWEST
#undef FROM_OLDEST
  const Position from = after.value_or(Position{newest_first ? INT64_MAX : 0, 0});
  return connection_.QueryAll(
      Cat("SELECT e.posting, e.number, p.kind, c.uuid, l.number, r.kind, r.municipality, r.provider, r.contract,"
          " e.cents, p.created_at FROM entry AS e JOIN posting AS p ON p.id = e.posting JOIN claim AS c ON c.id ="
          " p.claim JOIN account AS r ON r.id = e.account LEFT JOIN claim_line AS l ON l.id = p.line",
          kWhichPart, filter.claim ? " AND p.claim = $5 AND " : " AND $5 IS NULL AND ",
          filter.claim ? of_claim : of_any),
      {visible.municipalities(), visible.provider(), MaybeText(filter.municipality), MaybeText(filter.provider), claim,
       from.posting, from.number, std::int64_t{limit}},
      ReadEntry);
}

absl::StatusOr<LedgerStore::Balance> LedgerStore::Sum(const Filter& filter, const VisibleClaims& visible) {
  CLIENTROUTE_ASSIGN(const Parameter claim, RowOfClaim(filter));
  const std::initializer_list<Parameter> which = {visible.municipalities(), visible.provider(),
                                                  MaybeText(filter.municipality), MaybeText(filter.provider), claim};
  Balance balance;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query(Cat("SELECT r.kind, sum(e.cents) FROM posting AS p JOIN entry AS e ON e.posting = p.id"
                            " JOIN account AS r ON r.id = e.account",
                            kWhichPart, filter.claim ? kOfPosting : kOfAny, " GROUP BY r.kind ORDER BY r.kind"),
                        which, [&](const Row& row) {
                          const Money sum = Money::Cents(row.Int(1));
                          balance.by_kind[static_cast<AccountKind>(row.Int(0))] = sum;
                          balance.total += sum;
                          return absl::OkStatus();
                        }));
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(Cat("SELECT coalesce(sum(r.accepted_cents), 0) FROM claim_line AS r",
                                                    kWhichPart, filter.claim ? kOfLine : kOfAny, " AND r.state = 1"),
                                                which, [&](const Row& row) {
                                                  balance.accepted = Money::Cents(row.Int(0));
                                                  return absl::OkStatus();
                                                }));
  return balance;
}

}  // namespace clientroute::claims
