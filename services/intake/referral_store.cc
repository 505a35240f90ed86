#include "services/intake/referral_store.h"

#include "services/platform/status/status.h"
#include "services/platform/store/care_line_columns.h"
#include "services/platform/store/columns.h"

namespace clientroute::intake {
namespace {

// The referrals in `page` with their lines, one row a line, newest referral first.
constexpr std::string_view kSelect =
    "SELECT r.id, r.uuid, r.route, c.uuid, h.uuid, r.state, r.municipality, r.referrer_type, r.practitioner_code, "
    "r.sealed_display_name, r.law, r.legal_frame, r.client_asks_himself, r.sender, r.reference, r.message, "
    "r.content_hash, r.receive_day, r.revision, r.created_at, c.wrapped_key, "
    "r.sealed_withdraw_reason, CASE WHEN c.number_hash IS NULL THEN 0 ELSE 1 END, r.withdraw_cause, "
    "l.line, l.category, l.code, l.start_day, l.end_day, l.amount, l.unit, l.frequency, l.budget_cents, l.provider, "
    "l.provider_reference "
    "FROM (SELECT p.* FROM referral p WHERE ";
constexpr std::string_view kWithLines =
    ") r JOIN client c ON c.id = r.client JOIN household h ON h.id = c.household "
    "JOIN referral_line l ON l.referral = r.id ORDER BY r.id DESC, l.ordinal";
constexpr int kFirstLineColumn = 24;

// Who may see the referral p; $1 and $2 are those of VisibleRows.
constexpr std::string_view kIsVisible =
    "($1 IS NULL OR p.municipality IN (SELECT key FROM json_each($1))) "
    "AND ($2 IS NULL OR EXISTS (SELECT 1 FROM involvement i WHERE i.client = p.client AND i.person = $2))";

Uuid IdOf(const Row& row, int column) { return Uuid::FromBytes(row.Bytes(column)).value_or(Uuid()); }

std::optional<std::string> MaybeBytes(const Row& row, int column) {
  if (row.IsNull(column)) return std::nullopt;
  return std::string(row.Bytes(column));
}

int CodeIn(const Row& row, int column) { return static_cast<int>(row.Int(column)); }

ReferralRecord ReadReferral(const Row& row) {
  ReferralRecord record;
  record.row = row.Int(0);
  record.id = IdOf(row, 1);
  record.route = IdOf(row, 2);
  record.client = IdOf(row, 3);
  record.household = IdOf(row, 4);
  record.state = static_cast<ReferralState>(row.Int(5));
  record.referral.municipality = std::string(row.Text(6));
  record.referral.referrer.type = ReferrerTypeOf(CodeIn(row, 7)).value_or(ReferrerType::kMunicipality);
  record.referral.referrer.practitioner_code = std::string(row.Text(8));
  record.sealed_display_name = MaybeBytes(row, 9);
  record.referral.law = LawOf(CodeIn(row, 10)).value_or(Law::kJeugdwet);
  record.referral.legal_frame = LegalFrameOf(CodeIn(row, 11)).value_or(LegalFrame::kVoluntary);
  record.referral.client_asks_himself = row.Int(12) != 0;
  record.referral.source = {std::string(row.Text(13)), std::string(row.Text(14)), std::string(row.Text(15))};
  record.content_hash = std::string(row.Bytes(16));
  record.referral.receive_date = FromDays(row.Int(17));
  record.revision = row.Int(18);
  record.create_time = FromMicros(row.Int(19));
  record.wrapped_key = MaybeBytes(row, 20);
  record.sealed_withdraw_reason = MaybeBytes(row, 21);
  record.client_has_number = row.Int(22) != 0;
  if (!row.IsNull(23)) record.withdraw_cause = WithdrawCauseOf(CodeIn(row, 23));
  return record;
}

}  // namespace

absl::StatusOr<std::vector<ReferralRecord>> ReferralStore::Read(std::string_view sql,
                                                                std::initializer_list<Parameter> parameters) {
  std::vector<ReferralRecord> records;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(sql, parameters, [&](const Row& row) {
    if (records.empty() || records.back().row != row.Int(0)) records.push_back(ReadReferral(row));
    Referral& referral = records.back().referral;
    referral.lines.push_back(CareLineIn(row, kFirstLineColumn, referral.law));
    return absl::OkStatus();
  }));
  return records;
}

absl::StatusOr<std::optional<ReferralRecord>> ReferralStore::ReadOne(std::string_view sql,
                                                                     std::initializer_list<Parameter> parameters) {
  CLIENTROUTE_ASSIGN(std::vector<ReferralRecord> records, Read(sql, parameters));
  if (records.empty()) return std::optional<ReferralRecord>();
  return std::optional<ReferralRecord>(std::move(records.front()));
}

absl::StatusOr<std::optional<ReferralRecord>> ReferralStore::FindVisible(const Uuid& id, const VisibleRows& visible) {
  return ReadOne(Cat(kSelect, kIsVisible, " AND p.uuid = $3", kWithLines),
                 {visible.municipalities(), visible.person(), ToColumn(id)});
}

absl::StatusOr<std::optional<ReferralRecord>> ReferralStore::FindBySource(const Source& source) {
  return ReadOne(Cat(kSelect, "p.sender = $1 AND p.reference = $2", kWithLines), {source.sender, source.reference});
}

absl::StatusOr<std::vector<ReferralRecord>> ReferralStore::List(const Filter& filter, const VisibleRows& visible,
                                                                std::optional<std::int64_t> before, int limit) {
  constexpr std::string_view kPage = " AND ($3 IS NULL OR p.id < $3) ORDER BY p.id DESC LIMIT $4";
  if (filter.client) {
    return Read(Cat(kSelect, kIsVisible,
                    " AND p.client = (SELECT id FROM client WHERE uuid = $5) AND ($6 IS NULL OR p.municipality = $6)",
                    kPage, kWithLines),
                {visible.municipalities(), visible.person(), Maybe(before), std::int64_t{limit},
                 ToColumn(*filter.client), MaybeText(filter.municipality)});
  }
  return Read(
      Cat(kSelect, kIsVisible, " AND ($5 IS NULL OR p.municipality = $5)", kPage, kWithLines),
      {visible.municipalities(), visible.person(), Maybe(before), std::int64_t{limit}, MaybeText(filter.municipality)});
}

absl::StatusOr<std::vector<Uuid>> ReferralStore::OfHousehold(std::int64_t household_row) {
  return connection_.QueryAll(
      "SELECT r.uuid FROM referral r JOIN client c ON c.id = r.client WHERE c.household = $1 ORDER BY r.id",
      {household_row}, [](const Row& row) { return IdOf(row, 0); });
}

absl::StatusOr<bool> ReferralStore::HasRunning(std::int64_t client_row) {
  CLIENTROUTE_ASSIGN(auto found, connection_.QueryOne("SELECT 1 FROM referral WHERE client = $1 AND state = $2 LIMIT 1",
                                                      {client_row, static_cast<std::int64_t>(ReferralState::kAccepted)},
                                                      [](const Row& row) { return row.Int(0); }));
  return found.has_value();
}

absl::Status ReferralStore::Add(const NewReferral& added, Instant now) {
  const Referral& referral = added.referral;
  const Uuid route = RouteOf(added.id);
  auto inserted = connection_.Execute(
      "INSERT INTO referral (uuid, route, client, state, municipality, referrer_type, practitioner_code, "
      "sealed_display_name, law, legal_frame, client_asks_himself, sender, reference, message, content_hash, "
      "receive_day, revision, created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1, $17)",
      {ToColumn(added.id), ToColumn(route), added.client_row, static_cast<std::int64_t>(ReferralState::kAccepted),
       referral.municipality, static_cast<std::int64_t>(referral.referrer.type), referral.referrer.practitioner_code,
       added.sealed_display_name ? Parameter(Blob{*added.sealed_display_name}) : Parameter(nullptr),
       std::int64_t{CodeOf(referral.law)}, static_cast<std::int64_t>(referral.legal_frame),
       std::int64_t{referral.client_asks_himself ? 1 : 0}, referral.source.sender, referral.source.reference,
       referral.source.message, Blob{added.content_hash}, ToDays(referral.receive_date), ToMicros(now)});
  if (!inserted.ok()) return std::move(inserted).status();
  const std::int64_t row = connection_.LastInsertedRow();
  std::vector<std::vector<Parameter>> lines;
  for (const CareLine& line : referral.lines) {
    lines.push_back({row, static_cast<std::int64_t>(lines.size())});
    AddCareLine(line, &lines.back());
  }
  return connection_.ExecuteMany(
      "INSERT INTO referral_line (referral, ordinal, line, category, code, start_day, end_day, amount, unit, "
      "frequency, budget_cents, provider, provider_reference) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      lines);
}

absl::StatusOr<std::vector<Uuid>> ReferralStore::RunningRoutes(std::int64_t client_row) {
  return connection_.QueryAll("SELECT route FROM referral WHERE client = $1 AND state = $2 ORDER BY id",
                              {client_row, static_cast<std::int64_t>(ReferralState::kAccepted)},
                              [](const Row& row) { return IdOf(row, 0); });
}

absl::Status ReferralStore::Withdraw(std::int64_t row, WithdrawCause cause, std::string_view sealed_reason) {
  return connection_
      .Execute(
          "UPDATE referral SET state = $2, sealed_withdraw_reason = $3, withdraw_cause = $4, "
          "revision = revision + 1 WHERE id = $1",
          {row, static_cast<std::int64_t>(ReferralState::kWithdrawn), Blob{sealed_reason},
           static_cast<std::int64_t>(cause)})
      .status();
}

absl::Status ReferralStore::Complete(const Uuid& route) {
  return connection_
      .Execute("UPDATE referral SET state = $2, revision = revision + 1 WHERE route = $1 AND state = $3",
               {ToColumn(route), static_cast<std::int64_t>(ReferralState::kCompleted),
                static_cast<std::int64_t>(ReferralState::kAccepted)})
      .status();
}

absl::Status ReferralStore::EraseTexts(std::int64_t client_row) {
  return connection_
      .Execute("UPDATE referral SET sealed_display_name = NULL, sealed_withdraw_reason = NULL WHERE client = $1",
               {client_row})
      .status();
}

}  // namespace clientroute::intake
