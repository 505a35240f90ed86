#include "services/intake/consent_store.h"

#include "services/platform/store/columns.h"

namespace clientroute::intake {

absl::Status ConsentStore::Add(std::int64_t client_row, const Consent& consent) {
  return connection_
      .Execute(
          "INSERT INTO consent (uuid, client, recipient, purpose, given, recorder, created_at) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7)",
          {ToColumn(consent.id), client_row, consent.recipient, consent.purpose, std::int64_t{consent.given ? 1 : 0},
           consent.recorder, ToMicros(consent.create_time)})
      .status();
}

absl::StatusOr<std::vector<Consent>> ConsentStore::List(std::int64_t client_row, std::optional<std::int64_t> before,
                                                        int limit) {
  return connection_.QueryAll(
      "SELECT id, uuid, recipient, purpose, given, recorder, created_at FROM consent "
      "WHERE client = $1 AND ($2 IS NULL OR id < $2) ORDER BY id DESC LIMIT $3",
      {client_row, Maybe(before), std::int64_t{limit}}, [](const Row& row) {
        return Consent{row.Int(0),
                       Uuid::FromBytes(row.Bytes(1)).value_or(Uuid()),
                       std::string(row.Text(2)),
                       std::string(row.Text(3)),
                       row.Int(4) != 0,
                       std::string(row.Text(5)),
                       FromMicros(row.Int(6))};
      });
}

}  // namespace clientroute::intake
