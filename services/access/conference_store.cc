#include "services/access/conference_store.h"

#include "services/access/wire_code.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::access {
namespace {

template <typename Enum>
Enum EnumIn(const Row& row, int column) {
  return FromCode<Enum>(static_cast<int>(row.Int(column))).value_or(Enum::kLast);
}

Parameter MaybeSealed(const std::optional<std::string>& sealed) {
  return sealed ? Parameter(Blob{*sealed}) : Parameter(nullptr);
}

// The records of all routes by their own row, and those rows as a set for the next query.
template <typename Record>
std::map<std::int64_t, Record*> ByRow(std::map<std::int64_t, std::vector<Record>>* records, TextSet* rows) {
  std::map<std::int64_t, Record*> by_row;
  for (auto& [route, of_route] : *records) {
    for (Record& record : of_route) {
      by_row.emplace(record.row, &record);
      rows->Add(record.row);
    }
  }
  return by_row;
}

// What both kinds of record have in their last columns, from `first` on: author, notes, time.
template <typename Record>
void ReadEnd(const Row& row, int first, Record* record) {
  record->author = std::string(row.Text(first));
  if (!row.IsNull(first + 1)) record->sealed_notes = std::string(row.Bytes(first + 1));
  record->create_time = FromMicros(row.Int(first + 2));
}

}  // namespace

absl::Status ConferenceStore::Add(std::int64_t route_row, const ConferenceRecord& conference) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO conference (uuid, case_route, outcome, author, sealed_notes, created_at) "
                   "VALUES ($1, $2, $3, $4, $5, $6)",
                   {ToColumn(conference.id), route_row, std::int64_t{ToCode(conference.outcome)}, conference.author,
                    MaybeSealed(conference.sealed_notes), ToMicros(conference.create_time)})
          .status());
  const std::int64_t row = connection_.LastInsertedRow();
  std::vector<std::vector<Parameter>> participants;
  for (const ParticipantRecord& participant : conference.participants) {
    participants.push_back({row, static_cast<std::int64_t>(participants.size()), std::int64_t{ToCode(participant.role)},
                            Blob{participant.sealed_name}});
  }
  return connection_.ExecuteMany(
      "INSERT INTO participant (conference, ordinal, role, sealed_name) VALUES ($1, $2, $3, $4)", participants);
}

absl::StatusOr<std::map<std::int64_t, std::vector<ConferenceRecord>>> ConferenceStore::Conferences(
    const std::vector<std::int64_t>& route_rows) {
  TextSet routes = TextSetOf(route_rows);
  std::map<std::int64_t, std::vector<ConferenceRecord>> conferences;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT case_route, id, uuid, outcome, author, sealed_notes, created_at FROM conference "
                        "WHERE case_route IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY id",
                        {routes.parameter()}, [&](const Row& row) {
                          ConferenceRecord& conference = conferences[row.Int(0)].emplace_back();
                          conference.row = row.Int(1);
                          conference.id = Uuid::FromBytes(row.Bytes(2)).value_or(Uuid());
                          conference.outcome = EnumIn<ConferenceOutcome>(row, 3);
                          ReadEnd(row, 4, &conference);
                          return absl::OkStatus();
                        }));
  TextSet rows;
  const auto by_row = ByRow(&conferences, &rows);
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT conference, role, sealed_name FROM participant "
      "WHERE conference IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY conference, ordinal",
      {rows.parameter()}, [&](const Row& row) {
        by_row.at(row.Int(0))->participants.push_back({EnumIn<ParticipantRole>(row, 1), std::string(row.Bytes(2))});
        return absl::OkStatus();
      }));
  return conferences;
}

absl::Status ConferenceStore::AddExpertTeam(std::int64_t route_row, const ExpertTeamRecord& decided) {
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_
          .Execute("INSERT INTO expert_team_outcome (uuid, case_route, finding, outcome, author, sealed_notes, "
                   "created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                   {ToColumn(decided.id), route_row, std::int64_t{ToCode(decided.finding)},
                    std::int64_t{ToCode(decided.outcome)}, decided.author, MaybeSealed(decided.sealed_notes),
                    ToMicros(decided.create_time)})
          .status());
  const std::int64_t row = connection_.LastInsertedRow();
  std::vector<std::vector<Parameter>> members;
  for (const std::string& member : decided.members) {
    members.push_back({row, static_cast<std::int64_t>(members.size()), std::string_view(member)});
  }
  return connection_.ExecuteMany(
      "INSERT INTO expert_team_member (expert_team_outcome, ordinal, person) VALUES ($1, $2, $3)", members);
}

absl::StatusOr<std::map<std::int64_t, std::vector<ExpertTeamRecord>>> ConferenceStore::ExpertTeams(
    const std::vector<std::int64_t>& route_rows) {
  TextSet routes = TextSetOf(route_rows);
  std::map<std::int64_t, std::vector<ExpertTeamRecord>> teams;
  CLIENTROUTE_RETURN_IF_ERROR(connection_.Query(
      "SELECT case_route, id, uuid, finding, outcome, author, sealed_notes, created_at FROM expert_team_outcome "
      "WHERE case_route IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY id",
      {routes.parameter()}, [&](const Row& row) {
        ExpertTeamRecord& decided = teams[row.Int(0)].emplace_back();
        decided.row = row.Int(1);
        decided.id = Uuid::FromBytes(row.Bytes(2)).value_or(Uuid());
        decided.finding = EnumIn<ExpertFinding>(row, 3);
        decided.outcome = EnumIn<ExpertOutcome>(row, 4);
        ReadEnd(row, 5, &decided);
        return absl::OkStatus();
      }));
  TextSet rows;
  const auto by_row = ByRow(&teams, &rows);
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT expert_team_outcome, person FROM expert_team_member WHERE expert_team_outcome IN "
                        "(SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY expert_team_outcome, ordinal",
                        {rows.parameter()}, [&](const Row& row) {
                          by_row.at(row.Int(0))->members.emplace_back(row.Text(1));
                          return absl::OkStatus();
                        }));
  return teams;
}

}  // namespace clientroute::access
