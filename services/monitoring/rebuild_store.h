#ifndef CLIENTROUTE_SERVICES_MONITORING_REBUILD_STORE_H_
#define CLIENTROUTE_SERVICES_MONITORING_REBUILD_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"

namespace clientroute::monitoring {

/// How far a rebuild is.
struct RebuildProgress {
  struct Source {
    std::string service;
    std::int64_t position = 0;
    bool done = false;
  };
  /// Counts the rebuilds that were asked for; 0 when there never was one.
  std::int64_t run = 0;
  std::optional<Instant> begun;
  std::optional<Instant> ended;
  std::vector<Source> sources;

  bool running() const { return run > 0 && !ended; }
};

/// The record of the rebuild. Lives for one transaction; one thread. Errors of all: those of Connection.
class RebuildStore {
 public:
  /// Outlives it.
  explicit RebuildStore(Connection* connection) : connection_(*connection) {}

  absl::StatusOr<RebuildProgress> Load();
  absl::StatusOr<bool> Running();
  /// A new run over these services, from their first events.
  absl::Status Begin(const std::vector<std::string>& services, Instant now);
  /// A service was read up to this position; `done`: it had announced nothing more.
  absl::Status Reach(const std::string& service, std::int64_t position, bool done);
  /// Ends the run when every service is done.
  absl::Status EndWhenDone(Instant now);

 private:
  Connection& connection_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_REBUILD_STORE_H_
