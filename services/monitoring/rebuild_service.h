#ifndef CLIENTROUTE_SERVICES_MONITORING_REBUILD_SERVICE_H_
#define CLIENTROUTE_SERVICES_MONITORING_REBUILD_SERVICE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "grpcpp/channel.h"
#include "services/monitoring/rebuild_store.h"
#include "services/platform/clock/clock.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/logging/logger.h"
#include "services/platform/store/database.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::monitoring {

/// Whose events are counted, in the order in which a rebuild reads them, and where the Operations service is that lists
/// them (in one process the same for all).
using EventSources = std::map<std::string, std::shared_ptr<grpc::Channel>>;

/// Counts every event anew: a page of one service's events a step, each in one transaction with how far it came, so
/// that it goes on after a restart. Ends when every service has announced nothing more; what comes later is delivered
/// as always. An event that cannot be read is left out and logged as an error: its delivery made a dead letter of it.
class RebuildWork final : public Work {
 public:
  /// All outlive it.
  RebuildWork(Database* database, Clock* clock, Logger* logger, const EventSources& sources);

  /// Throws all figures away and begins at the first events. Errors: those of Connection.
  absl::Status Begin(UnitOfWork& unit) const;

  std::string name() const override { return "monitoring.rebuild"; }
  std::optional<std::chrono::milliseconds> Run() override;
  bool Idle() override;

 private:
  absl::StatusOr<RebuildProgress> Load();
  absl::Status ReadPage(const RebuildProgress& progress, const RebuildProgress::Source& source);
  absl::Status CountPage(Connection& connection, const platform::v1::ListEventsResponse& page);

  Database& database_;
  Clock& clock_;
  Logger& logger_;
  std::map<std::string, std::unique_ptr<platform::v1::Operations::Stub>> stubs_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_REBUILD_SERVICE_H_
