#ifndef CLIENTROUTE_SERVICES_MONITORING_LISTENER_SERVICE_H_
#define CLIENTROUTE_SERVICES_MONITORING_LISTENER_SERVICE_H_

#include <set>
#include <string>

#include "absl/status/status.h"
#include "clientroute/type/v1/event.pb.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::monitoring {

/// What monitoring hears of other services (subscriber `monitoring`): everything that a figure is counted from; see
/// fact_codec.cc. Thread-safe.
class MonitoringListener {
 public:
  /// Outlives it.
  explicit MonitoringListener(Metrics* metrics) : metrics_(*metrics) {}
  /// Full names of the events, for the subscriptions.
  static std::set<std::string> Types();
  /// Counts one event, within the delivery's transaction; one that was counted changes nothing, whenever it comes
  /// again. Errors: InvalidArgument EVENT_TYPE_UNKNOWN, EVENT_DAMAGED; Unavailable REBUILDING while events are counted
  /// anew (it is offered again); those of Connection.
  absl::Status Take(UnitOfWork& unit, const type::v1::Event& event) const;

 private:
  Metrics& metrics_;
};

/// Counts an event, unless it was. What a delivery and a rebuild have in common. Errors: InvalidArgument
/// EVENT_TYPE_UNKNOWN, EVENT_DAMAGED; those of Connection.
absl::Status Count(Connection& connection, const type::v1::Event& event);

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_LISTENER_SERVICE_H_
