#include "services/access/note_store.h"

#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::access {

absl::Status NoteStore::Add(std::int64_t route_row, const NoteRecord& note) {
  return connection_
      .Execute("INSERT INTO note (uuid, case_route, author, sealed_text, created_at) VALUES ($1, $2, $3, $4, $5)",
               {ToColumn(note.id), route_row, note.author, Blob{note.sealed_text}, ToMicros(note.create_time)})
      .status();
}

absl::StatusOr<std::map<std::int64_t, std::vector<NoteRecord>>> NoteStore::Notes(
    const std::vector<std::int64_t>& route_rows) {
  TextSet routes = TextSetOf(route_rows);
  std::map<std::int64_t, std::vector<NoteRecord>> notes;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT case_route, uuid, author, sealed_text, created_at FROM note "
                        "WHERE case_route IN (SELECT CAST(key AS BIGINT) FROM json_each($1)) ORDER BY id",
                        {routes.parameter()}, [&](const Row& row) {
                          NoteRecord& note = notes[row.Int(0)].emplace_back();
                          note.id = Uuid::FromBytes(row.Bytes(1)).value_or(Uuid());
                          note.author = std::string(row.Text(2));
                          note.sealed_text = std::string(row.Bytes(3));
                          note.create_time = FromMicros(row.Int(4));
                          return absl::OkStatus();
                        }));
  return notes;
}

}  // namespace clientroute::access
