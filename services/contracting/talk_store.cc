#include "services/contracting/talk_store.h"

#include <map>
#include <utility>

#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::contracting {
namespace {

#define CLIENTROUTE_TALK_COLUMNS                                                                               \
  "t.id, t.uuid, t.contract, t.provider, t.created_at, t.revision, t.state, t.day, t.cancel_reason, t.author," \
  " t.recorded_at, t.state = 1 AND NOT EXISTS (SELECT 1 FROM talk_now AS n WHERE n.contract = t.contract"      \
  " AND n.state = 1 AND (n.day, n.id) < (t.day, t.id))"
#define CLIENTROUTE_AGREEMENTS                                                                                    \
  "SELECT a.id, a.uuid, t.uuid, t.contract, t.provider, a.what, a.party, a.due_day, s.outcome, s.note, s.author," \
  " s.recorded_at FROM agreement AS a JOIN talk AS t ON t.id = a.talk_id"                                         \
  " LEFT JOIN agreement_settlement AS s ON s.agreement_id = a.id"
// $1 contract, $2 provider, $3 municipalities that may be seen, $4 provider that may see its own.
#define CLIENTROUTE_TALK_FILTER                                                             \
  "($1 IS NULL OR t.contract = $1) AND ($2 IS NULL OR t.provider = $2)"                     \
  " AND ($3 IS NULL OR t.provider = $4 OR EXISTS (SELECT 1 FROM contract_municipality AS m" \
  " WHERE m.contract_id = (SELECT max(id) FROM contract AS c WHERE c.code = t.contract)"    \
  " AND m.municipality IN (SELECT key FROM json_each($3))))"

// What was checked when it was written is never missing when it is read.
template <typename Value>
Value Whole(std::optional<Value> value) {
  if (!value) StopOnDefect("contracting: a stored row of a talk is damaged");
  return *std::move(value);
}

Uuid ReadId(const Row& row, int column) { return Whole(Uuid::FromBytes(row.Bytes(column))); }

Talk ReadTalk(const Row& row) {
  return {.row = row.Int(0),
          .id = ReadId(row, 1),
          .contract = std::string(row.Text(2)),
          .provider = Whole(ProviderCode::Parse(row.Text(3))),
          .revision = row.Int(5),
          .state = static_cast<TalkState>(row.Int(6)),
          .day = FromDays(row.Int(7)),
          .is_next = row.Int(11) == 1,
          .participants = {},
          .agenda = {},
          .agreements = {},
          .cancel_reason = std::string(row.Text(8)),
          .changed_by = std::string(row.Text(9)),
          .created_at = FromMicros(row.Int(4)),
          .changed_at = FromMicros(row.Int(10))};
}

Agreement ReadAgreement(const Row& row) {
  Agreement agreement{.row = row.Int(0),
                      .id = ReadId(row, 1),
                      .talk = ReadId(row, 2),
                      .contract = std::string(row.Text(3)),
                      .provider = Whole(ProviderCode::Parse(row.Text(4))),
                      .what = std::string(row.Text(5)),
                      .party = static_cast<Party>(row.Int(6)),
                      .due = FromDays(row.Int(7)),
                      .state = AgreementState::kOpen,
                      .note = {},
                      .settled_by = {},
                      .settled_at = {}};
  if (row.IsNull(8)) return agreement;
  agreement.state = static_cast<AgreementState>(row.Int(8));
  agreement.note = row.Text(9);
  agreement.settled_by = row.Text(10);
  agreement.settled_at = FromMicros(row.Int(11));
  return agreement;
}

// The filter as parameters, which look at it and at `visible`.
struct FilterParameters {
  explicit FilterParameters(const TalkStore::Filter& filter) {
    if (filter.visible) visible = TextSetOf(*filter.visible);
    values = {MaybeText(filter.contract),
              MaybeText(filter.provider),
              filter.visible ? Parameter(visible.parameter()) : Parameter(nullptr),
              MaybeText(filter.visible_provider),
              Maybe(filter.state),
              Maybe(filter.overdue_on)};
  }
  void AddPosition(const std::optional<TalkStore::Position>& after, int limit) {
    values.push_back(after ? Parameter(after->day) : Parameter(nullptr));
    values.push_back(after ? Parameter(after->row) : Parameter(nullptr));
    values.emplace_back(std::int64_t{limit});
  }
  TextSet visible;
  std::vector<Parameter> values;
};

}  // namespace

absl::StatusOr<std::optional<Talk>> TalkStore::FindTalk(const Uuid& id) {
  CLIENTROUTE_ASSIGN(std::vector<Talk> found,
                     connection_.QueryAll("SELECT " CLIENTROUTE_TALK_COLUMNS " FROM talk_now AS t WHERE t.uuid = $1",
                                          {ToColumn(id)}, ReadTalk));
  if (found.empty()) return std::optional<Talk>();
  CLIENTROUTE_RETURN_IF_ERROR(FillParts(&found));
  return std::optional(std::move(found.front()));
}

absl::StatusOr<std::optional<Agreement>> TalkStore::FindAgreement(const Uuid& id) {
  return connection_.QueryOne(CLIENTROUTE_AGREEMENTS " WHERE a.uuid = $1", {ToColumn(id)}, ReadAgreement);
}

absl::StatusOr<std::vector<Agreement>> TalkStore::OpenAgreements(std::string_view contract) {
  return connection_.QueryAll(CLIENTROUTE_AGREEMENTS
                              " WHERE t.contract = $1 AND s.outcome IS NULL ORDER BY a.due_day, a.id",
                              {contract}, ReadAgreement);
}

absl::StatusOr<std::vector<Agreement>> TalkStore::AgreementsDue(std::string_view contract, const Period& period) {
  return connection_.QueryAll(CLIENTROUTE_AGREEMENTS
                              " WHERE t.contract = $1 AND a.due_day >= $2"
                              " AND ($3 IS NULL OR a.due_day <= $3) ORDER BY a.due_day, a.id",
                              {contract, ToDays(period.start()), Maybe(period.end())}, ReadAgreement);
}

absl::StatusOr<std::string> TalkStore::LastAuthor(std::string_view contract) {
  CLIENTROUTE_ASSIGN(
      const auto author,
      connection_.QueryOne("SELECT author FROM (SELECT r.author AS author, r.recorded_at AS recorded_at"
                           " FROM talk_revision AS r JOIN talk AS t ON t.id = r.talk_id WHERE t.contract = $1"
                           " UNION ALL SELECT s.author, s.recorded_at FROM agreement_settlement AS s"
                           " JOIN agreement AS a ON a.id = s.agreement_id JOIN talk AS t ON t.id = a.talk_id"
                           " WHERE t.contract = $1) AS w ORDER BY recorded_at DESC LIMIT 1",
                           {contract}, [](const Row& row) { return std::string(row.Text(0)); }));
  return author.value_or("");
}

absl::Status TalkStore::Add(Talk* talk) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO talk (uuid, contract, provider, created_at) VALUES ($1, $2, $3, $4)",
                   {ToColumn(talk->id), std::string_view(talk->contract), std::string_view(talk->provider.ToString()),
                    ToMicros(talk->created_at)})
          .status());
  talk->row = connection_.LastInsertedRow();
  return AddRevision(*talk);
}

absl::Status TalkStore::AddRevision(const Talk& talk) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO talk_revision (talk_id, revision, state, day, cancel_reason, author, recorded_at)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7)",
                   {talk.row, talk.revision, static_cast<std::int64_t>(talk.state), ToDays(talk.day),
                    std::string_view(talk.cancel_reason), std::string_view(talk.changed_by), ToMicros(talk.changed_at)})
          .status());
  std::vector<std::vector<Parameter>> sets;
  for (const TalkParticipant& participant : talk.participants) {
    sets.push_back({talk.row, talk.revision, static_cast<std::int64_t>(sets.size()),
                    static_cast<std::int64_t>(participant.party), std::string_view(participant.function)});
  }
  CLIENTROUTE_RETURN_IF_ERROR(connection_.ExecuteMany(
      "INSERT INTO talk_participant (talk_id, revision, position, party, function) VALUES ($1, $2, $3, $4, $5)", sets));
  sets.clear();
  for (const AgendaItem& item : talk.agenda) {
    // Until it is held, what joins by itself is looked up whenever the talk is read.
    if (item.by_itself && talk.state != TalkState::kHeld) continue;
    sets.push_back({talk.row, talk.revision, static_cast<std::int64_t>(sets.size()), std::string_view(item.item),
                    std::string_view(item.subject), std::string_view(item.figure), std::string_view(item.municipality),
                    item.agreement ? ToColumn(*item.agreement) : Parameter(nullptr), std::int64_t{item.by_itself},
                    std::string_view(item.report)});
  }
  return connection_.ExecuteMany(
      "INSERT INTO agenda_item (talk_id, revision, position, item, subject, figure, municipality, agreement_id,"
      " by_itself, report)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT id FROM agreement WHERE uuid = $8), $9, $10)",
      sets);
}

absl::Status TalkStore::AddAgreements(std::int64_t talk_row, const std::vector<Agreement>& agreements, Instant now) {
  std::vector<std::vector<Parameter>> sets;
  for (const Agreement& agreement : agreements) {
    sets.push_back({ToColumn(agreement.id), talk_row, std::string_view(agreement.what),
                    static_cast<std::int64_t>(agreement.party), ToDays(agreement.due), ToMicros(now)});
  }
  return connection_.ExecuteMany(
      "INSERT INTO agreement (uuid, talk_id, what, party, due_day, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)", sets);
}

absl::Status TalkStore::Settle(const std::vector<Settlement>& settlements, std::string_view author, Instant now) {
  std::vector<std::vector<Parameter>> sets;
  for (const Settlement& one : settlements) {
    sets.push_back({one.agreement->row, static_cast<std::int64_t>(one.outcome), std::string_view(one.note), author,
                    ToMicros(now)});
  }
  return connection_.ExecuteMany(
      "INSERT INTO agreement_settlement (agreement_id, outcome, note, author, recorded_at) VALUES ($1, $2, $3, $4, $5)",
      sets);
}

absl::StatusOr<std::vector<Talk>> TalkStore::ListTalks(const Filter& filter, bool earliest_first,
                                                       const std::optional<Position>& after, int limit) {
  FilterParameters parameters(filter);
  parameters.AddPosition(after, limit);
  const auto order = [&](const char* before, const char* direction) {
    return Cat("SELECT " CLIENTROUTE_TALK_COLUMNS " FROM talk_now AS t WHERE " CLIENTROUTE_TALK_FILTER
               " AND ($5 IS NULL OR t.state = $5) AND ($6 IS NULL OR (t.state = 1 AND t.day < $6))"
               " AND ($7 IS NULL OR (t.day, t.id) ",
               before, " ($7, $8)) ORDER BY t.day ", direction, ", t.id ", direction, " LIMIT $9");
  };
  std::vector<Talk> talks;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(earliest_first ? order(">", "ASC") : order("<", "DESC"),
                                                parameters.values, [&](const Row& row) {
                                                  talks.push_back(ReadTalk(row));
                                                  return absl::OkStatus();
                                                }));
  CLIENTROUTE_RETURN_IF_ERROR(FillParts(&talks));
  return talks;
}

absl::StatusOr<std::vector<Agreement>> TalkStore::ListAgreements(const Filter& filter,
                                                                 const std::optional<Position>& after, int limit) {
  FilterParameters parameters(filter);
  parameters.AddPosition(after, limit);
  std::vector<Agreement> agreements;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      CLIENTROUTE_AGREEMENTS " WHERE " CLIENTROUTE_TALK_FILTER " AND ($5 IS NULL OR coalesce(s.outcome, 1) = $5)"
                             " AND ($6 IS NULL OR (s.outcome IS NULL AND a.due_day < $6))"
                             " AND ($7 IS NULL OR (a.due_day, a.id) > ($7, $8)) ORDER BY a.due_day, a.id LIMIT $9",
      parameters.values, [&](const Row& row) {
        agreements.push_back(ReadAgreement(row));
        return absl::OkStatus();
      }));
  return agreements;
}

absl::Status TalkStore::FillParts(std::vector<Talk>* talks) {
  TextSet rows;
  std::map<std::int64_t, Talk*> by_row;
  for (Talk& talk : *talks) {
    rows.Add(talk.row);
    by_row[talk.row] = &talk;
  }
  const Parameter wanted = rows.parameter();
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT p.talk_id, p.party, p.function FROM talk_participant AS p"
      " JOIN talk_now AS t ON t.id = p.talk_id AND t.revision = p.revision"
      " WHERE t.id IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY p.talk_id, p.position",
      {wanted}, [&](const Row& row) {
        by_row[row.Int(0)]->participants.push_back({static_cast<Party>(row.Int(1)), std::string(row.Text(2))});
        return absl::OkStatus();
      }));
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT i.talk_id, i.item, i.subject, i.figure, i.municipality, a.uuid, i.by_itself, i.report"
                        " FROM agenda_item AS i JOIN talk_now AS t ON t.id = i.talk_id AND t.revision = i.revision"
                        " LEFT JOIN agreement AS a ON a.id = i.agreement_id"
                        " WHERE t.id IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY i.talk_id, i.position",
                        {wanted}, [&](const Row& row) {
                          AgendaItem item{std::string(row.Text(1)),
                                          std::string(row.Text(2)),
                                          std::string(row.Text(3)),
                                          std::string(row.Text(4)),
                                          std::nullopt,
                                          row.Int(6) == 1,
                                          std::string(row.Text(7))};
                          if (!row.IsNull(5)) item.agreement = ReadId(row, 5);
                          by_row[row.Int(0)]->agenda.push_back(std::move(item));
                          return absl::OkStatus();
                        }));
  std::map<Uuid, Talk*> by_id;
  for (Talk& talk : *talks) by_id[talk.id] = &talk;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      CLIENTROUTE_AGREEMENTS " WHERE t.id IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY a.id", {wanted},
      [&](const Row& row) {
        Agreement agreement = ReadAgreement(row);
        by_id[agreement.talk]->agreements.push_back(std::move(agreement));
        return absl::OkStatus();
      }));
  return FillOpenAgreements(talks);
}

absl::Status TalkStore::FillOpenAgreements(std::vector<Talk>* talks) {
  TextSet contracts;
  for (const Talk& talk : *talks) {
    if (talk.is_next) contracts.Add(talk.contract);
  }
  CLIENTROUTE_ASSIGN(const std::vector<Agreement> open,
                     connection_.QueryAll(CLIENTROUTE_AGREEMENTS " WHERE t.contract IN (SELECT key FROM json_each($1))"
                                                                 " AND s.outcome IS NULL ORDER BY a.due_day, a.id",
                                          {contracts.parameter()}, ReadAgreement));
  for (Talk& talk : *talks) AddOpenAgreements(open, &talk);
  return absl::OkStatus();
}

}  // namespace clientroute::contracting
