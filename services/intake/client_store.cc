#include "services/intake/client_store.h"

#include <utility>

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::intake {
namespace {

constexpr std::string_view kSelectClient =
    "SELECT c.id, c.uuid, h.uuid, c.wrapped_key, c.sealed_person, c.revision, c.created_at, "
    "CASE WHEN c.number_hash IS NULL THEN 0 ELSE 1 END "
    "FROM client c JOIN household h ON h.id = c.household ";

// Who may see the client c; $2 and $3 are those of VisibleRows.
constexpr std::string_view kClientIsVisible =
    "($2 IS NULL OR EXISTS (SELECT 1 FROM referral r WHERE r.client = c.id "
    "AND r.municipality IN (SELECT key FROM json_each($2)))) "
    "AND ($3 IS NULL OR EXISTS (SELECT 1 FROM involvement i WHERE i.client = c.id AND i.person = $3))";

Uuid IdOf(const Row& row, int column) { return Uuid::FromBytes(row.Bytes(column)).value_or(Uuid()); }

std::optional<std::string> MaybeBytes(const Row& row, int column) {
  if (row.IsNull(column)) return std::nullopt;
  return std::string(row.Bytes(column));
}

Parameter MaybeBlob(const std::optional<std::string>& bytes) {
  return bytes ? Parameter(Blob{*bytes}) : Parameter(nullptr);
}

ClientRecord ReadClient(const Row& row) {
  ClientRecord client;
  client.row = row.Int(0);
  client.id = IdOf(row, 1);
  client.household = IdOf(row, 2);
  client.wrapped_key = MaybeBytes(row, 3);
  client.sealed_person = MaybeBytes(row, 4);
  client.revision = row.Int(5);
  client.create_time = FromMicros(row.Int(6));
  client.has_number = row.Int(7) != 0;
  return client;
}

}  // namespace

absl::StatusOr<std::optional<ClientRecord>> ClientStore::FindOne(std::string_view sql,
                                                                 std::initializer_list<Parameter> parameters) {
  return connection_.QueryOne(sql, parameters, ReadClient);
}

absl::StatusOr<std::optional<ClientRecord>> ClientStore::Find(const Uuid& id) {
  return FindOne(Cat(kSelectClient, "WHERE c.uuid = $1"), {ToColumn(id)});
}

absl::StatusOr<std::optional<ClientRecord>> ClientStore::FindVisible(const Uuid& id, const VisibleRows& visible) {
  return FindOne(Cat(kSelectClient, "WHERE c.uuid = $1 AND ", kClientIsVisible),
                 {ToColumn(id), visible.municipalities(), visible.person()});
}

absl::StatusOr<std::optional<ClientRecord>> ClientStore::FindByNumber(std::string_view number_hash) {
  return FindOne(Cat(kSelectClient, "WHERE c.number_hash = $1"), {Blob{number_hash}});
}

absl::StatusOr<std::optional<ClientRecord>> ClientStore::FindVisibleByNumber(std::string_view number_hash,
                                                                             const VisibleRows& visible) {
  return FindOne(Cat(kSelectClient, "WHERE c.number_hash = $1 AND ", kClientIsVisible),
                 {Blob{number_hash}, visible.municipalities(), visible.person()});
}

absl::StatusOr<std::int64_t> ClientStore::Add(const NewClient& client, Instant now) {
  auto added = connection_.Execute(
      "INSERT INTO client (uuid, household, number_hash, wrapped_key, sealed_person, revision, created_at) "
      "VALUES ($1, $2, $3, $4, $5, 1, $6)",
      {ToColumn(client.id), client.household_row, MaybeBlob(client.number_hash), Blob{client.wrapped_key},
       MaybeBlob(client.sealed_person), ToMicros(now)});
  if (!added.ok()) return std::move(added).status();
  return connection_.LastInsertedRow();
}

absl::Status ClientStore::SetPerson(std::int64_t row, std::string_view sealed_person) {
  return connection_
      .Execute("UPDATE client SET sealed_person = $2, revision = revision + 1 WHERE id = $1",
               {row, Blob{sealed_person}})
      .status();
}

absl::Status ClientStore::SetNumber(std::int64_t row, std::string_view number_hash) {
  return connection_
      .Execute("UPDATE client SET number_hash = $2, revision = revision + 1 WHERE id = $1 AND number_hash IS NULL",
               {row, Blob{number_hash}})
      .status();
}

absl::Status ClientStore::MoveTo(std::int64_t row, std::int64_t household_row) {
  return connection_
      .Execute("UPDATE client SET household = $2, revision = revision + 1 WHERE id = $1 AND household <> $2",
               {row, household_row})
      .status();
}

absl::Status ClientStore::Erase(std::int64_t row, Instant now) {
  return connection_
      .Execute(
          "UPDATE client SET wrapped_key = NULL, sealed_person = NULL, number_hash = NULL, erased_at = $2, "
          "revision = revision + 1 WHERE id = $1",
          {row, ToMicros(now)})
      .status();
}

absl::StatusOr<std::string> ClientStore::MunicipalityOf(const Uuid& client) {
  CLIENTROUTE_ASSIGN(
      auto municipality,
      connection_.QueryOne("SELECT r.municipality FROM client c JOIN client m ON m.household = c.household"
                           " JOIN referral r ON r.client = m.id WHERE c.uuid = $1"
                           " ORDER BY m.id = c.id DESC, r.id DESC LIMIT 1",
                           {ToColumn(client)}, [](const Row& row) { return std::string(row.Text(0)); }));
  return std::move(municipality).value_or(std::string());
}

absl::StatusOr<std::int64_t> ClientStore::AddHousehold(const Uuid& id, Instant now) {
  auto added =
      connection_.Execute("INSERT INTO household (uuid, created_at) VALUES ($1, $2)", {ToColumn(id), ToMicros(now)});
  if (!added.ok()) return std::move(added).status();
  return connection_.LastInsertedRow();
}

absl::StatusOr<std::optional<HouseholdRecord>> ClientStore::FindHousehold(const Uuid& id, const VisibleRows& visible) {
  CLIENTROUTE_ASSIGN(
      auto household,
      connection_.QueryOne(
          Cat("SELECT h.id, h.uuid, h.created_at FROM household h WHERE h.uuid = $1 AND (($2 IS NULL AND "
              "$3 IS NULL) OR EXISTS (SELECT 1 FROM client c WHERE c.household = h.id AND ",
              kClientIsVisible, "))"),
          {ToColumn(id), visible.municipalities(), visible.person()}, [](const Row& row) {
            return HouseholdRecord{row.Int(0), IdOf(row, 1), FromMicros(row.Int(2)), {}};
          }));
  if (!household) return std::optional<HouseholdRecord>();
  CLIENTROUTE_ASSIGN(household->clients,
                     connection_.QueryAll("SELECT uuid FROM client WHERE household = $1 ORDER BY id", {household->row},
                                          [](const Row& row) { return IdOf(row, 0); }));
  return household;
}

absl::Status ClientStore::Involve(std::int64_t client_row, std::string_view person, Instant now) {
  return connection_
      .Execute("INSERT INTO involvement (client, person, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
               {client_row, person, ToMicros(now)})
      .status();
}

absl::Status ClientStore::EndInvolvement(std::int64_t client_row, std::string_view person) {
  return connection_.Execute("DELETE FROM involvement WHERE client = $1 AND person = $2", {client_row, person})
      .status();
}

absl::Status Saw(Connection& connection, const std::vector<std::string>& clients, Look* look) {
  ClientStore store(&connection);
  for (const std::string& client : clients) {
    CLIENTROUTE_ASSIGN(std::string municipality, store.MunicipalityOf(IdIn(client, "clients").value_or(Uuid())));
    look->Saw(client, std::move(municipality));
  }
  return absl::OkStatus();
}

}  // namespace clientroute::intake
