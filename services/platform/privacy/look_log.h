#ifndef CLIENTROUTE_SERVICES_PLATFORM_PRIVACY_LOOK_LOG_H_
#define CLIENTROUTE_SERVICES_PLATFORM_PRIVACY_LOOK_LOG_H_

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/calls/context.h"
#include "services/platform/store/database.h"

namespace clientroute {

/// The clients that a call showed (PRI-1); filled by the method, written by the wrapper. One call's, one thread.
class Look {
 public:
  /// `clients/<uuid>`; repeats are one.
  void Saw(std::string client);
  const std::vector<std::string>& clients() const { return clients_; }

 private:
  std::vector<std::string> clients_;
  std::unordered_set<std::string> seen_;
};

/// A row of the append-only log. `hash` (32 bytes) is SHA-256 over the hash of the entry before (none before the first)
/// and all other fields of this one, each with its length before it; `number` counts from 1 without gaps.
struct LookEntry {
  std::int64_t number = 0;
  Instant at;
  std::string subject;
  std::string on_behalf_of;
  std::string purpose;
  std::string method;
  std::vector<std::string> clients;
  std::string hash;
};

/// Appends one row for the call; nothing when no client was seen. Errors: InvalidArgument LOOK_CLIENT_NAME for a client
/// without a name; those of Connection.
absl::Status AppendLook(Connection& connection, const CallContext& call, const Look& look);
/// Entries after `after`, at most `limit` (1–1,000), oldest first; of one client where given. Errors: InvalidArgument
/// LOOK_LIMIT; those of Connection.
absl::StatusOr<std::vector<LookEntry>> ListLooks(Connection& connection, std::int64_t after, int limit,
                                                 const std::optional<std::string>& client);
/// The number of the first entry that is missing, whose hash does not follow from what stands before, or whose clients
/// are listed otherwise; nullopt when the chain is whole from the first entry to the last. Whoever can rewrite the
/// whole file can make a new chain: publish a hash now and then to prove against that. Reads everything, in bounded
/// memory. Errors: those of Connection.
absl::StatusOr<std::optional<std::int64_t>> FindBrokenLook(Connection& connection);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_PRIVACY_LOOK_LOG_H_
