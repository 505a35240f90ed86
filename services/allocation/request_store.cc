#include "services/allocation/request_store.h"

#include "services/allocation/placement_store.h"
#include "services/platform/status/status.h"
#include "services/platform/store/columns.h"
#include "services/platform/store/text_set.h"

namespace clientroute::allocation {

absl::Status RequestStore::Load(const Message& message, Knowledge* known) {
  TextSet references;
  std::set<Uuid> clients;
  if (!message.reference.empty()) references.Add(message.reference);
  for (const MessageLine& line : message.lines) {
    if (const auto* request = std::get_if<RequestedProduct>(&line.content)) references.Add(request->reference);
    if (line.client) clients.insert(*line.client);
  }
  const std::int64_t law = CodeOf(message.law);
  const std::string provider = message.provider.ToString();
  CLIENTROUTE_RETURN_IF_ERROR(
      connection_.Query("SELECT reference FROM allocation_request WHERE provider = $1 AND law = $2"
                        " AND reference IN (SELECT key FROM json_each($3))",
                        {std::string_view(provider), law, references.parameter()}, [&](const Row& row) {
                          known->used_references.emplace(row.Text(0));
                          return absl::OkStatus();
                        }));
  // A request is about one client, or a few: each is one step in the index of what is open.
  for (const Uuid& client : clients) {
    CLIENTROUTE_ASSIGN(const auto open,
                       connection_.QueryOne("SELECT 1 FROM allocation_request WHERE provider = $1 AND law = $2"
                                            " AND client = $3 AND answered_at IS NULL LIMIT 1",
                                            {std::string_view(provider), law, ToColumn(client)},
                                            [](const Row& row) { return row.Int(0); }));
    if (open) known->clients_with_open_request.insert(client);
  }
  return absl::OkStatus();
}

absl::Status RequestStore::Register(const Message& message, const MessageLine& line, Instant now) {
  const RequestedProduct& request = std::get<RequestedProduct>(line.content);
  return connection_
      .Execute(
          "INSERT INTO allocation_request (provider, law, reference, client, message, registered_at)"
          " VALUES ($1, $2, $3, $4, $5, $6)",
          {std::string_view(message.provider.ToString()), std::int64_t{CodeOf(message.law)},
           std::string_view(request.reference), ToColumn(*line.client), ToColumn(message.id), ToMicros(now)})
      .status();
}

absl::Status RequestStore::RegisterChange(const Message& message, const Uuid& client, Instant now) {
  const std::string provider = message.provider.ToString();
  return connection_
      .Execute(
          "INSERT INTO allocation_request (provider, law, reference, client, message, registered_at)"
          " VALUES ($1, $2, $3, $4, $5, $6)",
          {std::string_view(provider), std::int64_t{CodeOf(message.law)}, std::string_view(message.reference),
           ToColumn(client), ToColumn(message.id), ToMicros(now)})
      .status();
}

absl::Status RequestStore::AnswerReferences(const ProviderCode& provider, Law law,
                                            const std::set<std::string>& references, RequestAnswer answer,
                                            Instant now) {
  TextSet set = TextSetOf(references);
  const std::string code = provider.ToString();
  return connection_
      .Execute(
          "UPDATE allocation_request SET answered_at = $4, answer = $5"
          " WHERE provider = $1 AND law = $2 AND reference IN (SELECT key FROM json_each($3))"
          " AND answered_at IS NULL",
          {std::string_view(code), std::int64_t{CodeOf(law)}, set.parameter(), ToMicros(now),
           static_cast<std::int64_t>(answer)})
      .status();
}

}  // namespace clientroute::allocation
