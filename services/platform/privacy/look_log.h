#ifndef CLIENTROUTE_SERVICES_PLATFORM_PRIVACY_LOOK_LOG_H_
#define CLIENTROUTE_SERVICES_PLATFORM_PRIVACY_LOOK_LOG_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/calls/context.h"
#include "services/platform/store/database.h"

namespace clientroute {

/// The clients that a call showed (PRI-1); filled by the method, written by the wrapper. One call's, one thread.
class Look {
 public:
  /// `clients/<uuid>`, and the municipality (CBS code) in which he is: whose privacy officer may ask about the look;
  /// empty where none is known yet. Repeats are one, with what was said first.
  void Saw(std::string client, std::string municipality);
  const std::vector<std::string>& clients() const { return clients_; }
  /// One of each client, in their order.
  const std::vector<std::string>& municipalities() const { return municipalities_; }

 private:
  std::vector<std::string> clients_;
  std::vector<std::string> municipalities_;
  std::unordered_set<std::string> seen_;
};

/// The municipality of clients who were shown before it was kept.
inline constexpr std::string_view kNotKept = "-";

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
  /// One of each client, in their order.
  std::vector<std::string> municipalities;
  std::string hash;
};

/// Appends one row for the call; nothing when no client was seen. Errors: InvalidArgument LOOK_CLIENT_NAME for a client
/// without a name; those of Connection.
absl::Status AppendLook(Connection& connection, const CallContext& call, const Look& look);

/// What a list of looks shows, and in which order.
struct LookView {
  /// Municipalities of which the caller may see looks, and in them the clients. nullopt: of all, and those at clients
  /// of whom none was known.
  std::optional<std::set<std::string>> municipalities;
  /// Then entries before `after` are listed, from the largest number down.
  bool newest_first = false;
};
/// Entries after `after`, at most `limit` (1–1,001), oldest first; of one client where given. Cost: of one client, his
/// looks until the page is full; otherwise all of which the page is picked. Errors: InvalidArgument LOOK_LIMIT; those
/// of Connection.
absl::StatusOr<std::vector<LookEntry>> ListLooks(Connection& connection, std::int64_t after, int limit,
                                                 const std::optional<std::string>& client, const LookView& view = {});
/// The number of the first entry that is missing, whose hash does not follow from what stands before, or whose clients
/// are listed otherwise; nullopt when the chain is whole from the first entry to the last. Whoever can rewrite the
/// whole file can make a new chain: publish a hash now and then to prove against that. Reads everything, in bounded
/// memory. Errors: those of Connection.
absl::StatusOr<std::optional<std::int64_t>> FindBrokenLook(Connection& connection);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_PRIVACY_LOOK_LOG_H_
