#include "services/messaging/identification_store.h"

#include "services/messaging/exchange_name.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

constexpr std::int64_t kIdentificationMost = 999'999'999'999;

struct Holder {
  std::int64_t message = 0;
  bool binding = false;
};

absl::StatusOr<std::optional<std::int64_t>> FindSameBytes(Connection& connection, const MessageRecord& message) {
  return connection.QueryOne(
      "SELECT number FROM message WHERE direction = 1 AND provider = $1 AND kind = $2 AND identification = $3 "
      "AND digest = $4 AND number < $5 AND state <> $6 AND repeats IS NULL ORDER BY number LIMIT 1",
      {std::string_view(message.provider), std::string_view(message.kind), std::string_view(message.identification),
       Blob{message.digest}, message.number, static_cast<std::int64_t>(MessageState::kRefused)},
      [](const Row& row) { return row.Int(0); });
}

absl::StatusOr<std::optional<Holder>> FindHolder(Connection& connection, const MessageRecord& message) {
  return connection.QueryOne(
      "SELECT message, binding FROM identification WHERE provider = $1 AND kind = $2 AND identification = $3",
      {std::string_view(message.provider), std::string_view(message.kind), std::string_view(message.identification)},
      [](const Row& row) {
        return Holder{row.Int(0), row.Int(1) != 0};
      });
}

}  // namespace

absl::StatusOr<Standing> FindStanding(Connection& connection, const MessageRecord& message, bool counts) {
  CLIENTROUTE_ASSIGN(const auto same, FindSameBytes(connection, message));
  if (same) return Standing{Standing::Kind::kRepeat, *same};
  CLIENTROUTE_ASSIGN(const auto holder, FindHolder(connection, message));
  // Level 3 is judged only when level 2 passed.
  const bool held = holder && holder->binding && holder->message != message.number;
  return held && counts ? Standing{Standing::Kind::kReused, holder->message} : Standing{};
}

absl::StatusOr<Standing> TakeIdentification(Connection& connection, const MessageRecord& message, bool counts) {
  CLIENTROUTE_ASSIGN(const Standing standing, FindStanding(connection, message, counts));
  if (standing.kind != Standing::Kind::kNew) return standing;
  CLIENTROUTE_RETURN_IF_ERROR(
      connection
          .Execute(
              "INSERT INTO identification (provider, kind, identification, message, binding) "
              "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (provider, kind, identification) "
              "DO UPDATE SET message = excluded.message, binding = excluded.binding WHERE identification.binding = 0",
              {std::string_view(message.provider), std::string_view(message.kind),
               std::string_view(message.identification), message.number, std::int64_t{counts ? 1 : 0}})
          .status());
  return standing;
}

absl::StatusOr<std::int64_t> NextIdentification(Connection& connection, std::string_view municipality) {
  CLIENTROUTE_RETURN_IF_ERROR(connection
                                  .Execute("INSERT INTO identification_sequence (municipality, last) VALUES ($1, 1) "
                                           "ON CONFLICT (municipality) DO UPDATE SET last = last + 1",
                                           {municipality})
                                  .status());
  CLIENTROUTE_ASSIGN(const auto last,
                     connection.QueryOne("SELECT last FROM identification_sequence WHERE municipality = $1",
                                         {municipality}, [](const Row& row) { return row.Int(0); }));
  if (!last || *last > kIdentificationMost) {
    return Error(absl::StatusCode::kOutOfRange, "IDENTIFICATIONS_USED_UP", Cat("of municipality ", municipality));
  }
  return *last;
}

absl::StatusOr<bool> WasAllocationSent(Connection& connection, const AllocationKey& allocation) {
  CLIENTROUTE_ASSIGN(const auto message,
                     connection.QueryOne("SELECT message FROM sent_allocation "
                                         "WHERE municipality = $1 AND law = $2 AND allocation_number = $3 LIMIT 1",
                                         {allocation.municipality, std::int64_t{allocation.law}, allocation.number},
                                         [](const Row& row) { return row.Int(0); }));
  return message.has_value();
}

absl::StatusOr<bool> WasReferenceSent(Connection& connection, const AllocationKey& allocation,
                                      std::string_view reference) {
  if (reference.empty()) return WasAllocationSent(connection, allocation);
  CLIENTROUTE_ASSIGN(
      const auto message,
      connection.QueryOne("SELECT message FROM sent_allocation WHERE municipality = $1 AND law = $2 "
                          "AND allocation_number = $3 AND provider_reference = $4",
                          {allocation.municipality, std::int64_t{allocation.law}, allocation.number, reference},
                          [](const Row& row) { return row.Int(0); }));
  return message.has_value();
}

absl::Status RecordSentAllocation(Connection& connection, const AllocationKey& allocation, std::string_view reference,
                                  std::int64_t message) {
  return connection
      .Execute(
          "INSERT INTO sent_allocation (municipality, law, allocation_number, provider_reference, message) "
          "VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
          {allocation.municipality, std::int64_t{allocation.law}, allocation.number, reference, message})
      .status();
}

}  // namespace clientroute::messaging
