#include "services/monitoring/listener_service.h"

#include <chrono>
#include <optional>

#include "services/monitoring/fact_codec.h"
#include "services/monitoring/fact_store.h"
#include "services/monitoring/rebuild_store.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::monitoring {

std::set<std::string> MonitoringListener::Types() { return CountedTypes(); }

absl::Status MonitoringListener::Take(UnitOfWork& unit, const type::v1::Event& event) const {
  // Counted in the middle of a rebuild, a late event would hide the earlier ones of its aggregate.
  CLIENTROUTE_ASSIGN(const bool rebuilding, RebuildStore(&unit.db()).Running());
  if (rebuilding) {
    return Error(absl::StatusCode::kUnavailable, "REBUILDING",
                 "events are being counted anew; this one is taken after");
  }
  CLIENTROUTE_RETURN_IF_ERROR(Count(unit.db(), event));
  if (const std::optional<Instant> occurred = FromProto(event.occur_time())) {
    metrics_.Observe("clientroute_figures_behind_seconds", {{"service", event.source()}},
                     std::chrono::duration<double>(unit.now() - *occurred).count());
  }
  return absl::OkStatus();
}

absl::Status Count(Connection& connection, const type::v1::Event& event) {
  CLIENTROUTE_ASSIGN(const Fact fact, ToFact(event));
  if (event.source().empty() || event.aggregate().empty() || event.sequence() < 1) {
    return Error(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED", "the event has no place in its aggregate",
                 {{"event", event.id()}});
  }
  FactStore store(&connection);
  CLIENTROUTE_ASSIGN(const bool is_new, store.MarkCounted(event.source(), event.aggregate(), event.sequence()));
  if (!is_new) return absl::OkStatus();
  CLIENTROUTE_RETURN_IF_ERROR(store.Keep(fact));
  const std::optional<Uuid> route = IdIn(event.aggregate(), "routes");
  return route ? store.MarkChanged(Changed::kRoute, *route) : absl::OkStatus();
}

}  // namespace clientroute::monitoring
