#ifndef CLIENTROUTE_SERVICES_PLATFORM_PRIVACY_LOOK_LOG_H_
#define CLIENTROUTE_SERVICES_PLATFORM_PRIVACY_LOOK_LOG_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/calls/context.h"
#include "services/platform/store/database.h"

namespace clientroute {

/// The clients that a call showed (PRI-1); filled by the method, written by the wrapper.
class Look {
 public:
  /// `clients/<uuid>`; repeats are one.
  void Saw(std::string client);
  const std::vector<std::string>& clients() const { return clients_; }

 private:
  std::vector<std::string> clients_;
};

/// A row of the append-only log: entry = SHA-256 over the previous entry and this row's fields.
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

/// Appends one row for the call; nothing when no client was seen. Errors: those of Connection.
absl::Status AppendLook(Connection& connection, const CallContext& call, const Look& look);
/// Entries after `after`, at most `limit` (1–1,000), oldest first; of one client where given.
absl::StatusOr<std::vector<LookEntry>> ListLooks(Connection& connection, std::int64_t after, int limit,
                                                 const std::optional<std::string>& client);
/// The number of the first entry whose hash does not follow from what stands before; nullopt when the chain is whole.
absl::StatusOr<std::optional<std::int64_t>> FindBrokenLook(Connection& connection);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_PRIVACY_LOOK_LOG_H_
