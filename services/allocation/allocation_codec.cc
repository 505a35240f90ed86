#include "services/allocation/allocation_codec.h"

#include <algorithm>
#include <utility>

#include "services/allocation/names.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {
namespace {

using clientroute::FromProto;
using clientroute::ToProto;

v1::Delivery DeliveryToProto(const Delivery& delivery, Instant created) {
  v1::Delivery out;
  out.set_kind(static_cast<v1::Delivery::Kind>(delivery.kind));
  *out.mutable_start_date() = ToProto(delivery.start);
  if (delivery.end) *out.mutable_end_date() = ToProto(*delivery.end);
  out.set_stop_reason(delivery.stop_reason);
  out.set_message(NameOf(kMessages, delivery.message));
  *out.mutable_create_time() = ToProto(created);
  out.set_removed(delivery.removed);
  return out;
}

// An id in a name that may be left out; nil then.
Uuid ReadOptional(const std::string& name, std::string_view collection, std::string_view field,
                  std::vector<FieldViolation>* violations) {
  if (name.empty()) return Uuid();
  const auto id = IdIn(name, collection);
  if (!id) violations->push_back({std::string(field), Cat("must be ", collection, "/ and an id")});
  return id.value_or(Uuid());
}

}  // namespace

type::v1::CareLine AllocatedLine(const AllocationRecord& allocation) {
  type::v1::CareLine line = ToProto(allocation.line);
  line.set_allocation(NameOf(kAllocations, allocation.id));
  line.set_allocation_number(allocation.number);
  return line;
}

v1::LineRefusal ToProto(const LineRefusal& refusal) {
  v1::LineRefusal out;
  out.set_line(refusal.line);
  out.set_reason(static_cast<v1::LineRefusal::Reason>(refusal.reason));
  out.set_explanation(refusal.explanation);
  return out;
}

v1::CareAllocation ToProto(const AllocationRecord& allocation) {
  v1::CareAllocation out;
  out.set_name(NameOf(kAllocations, allocation.id));
  out.set_etag(Cat("r", allocation.revision));
  *out.mutable_create_time() = ToProto(allocation.created);
  out.set_number(allocation.number);
  out.set_route(NameOf(kRoutes, allocation.route));
  out.set_client(NameOf(kClients, allocation.client));
  out.set_municipality(allocation.municipality);
  *out.mutable_line() = AllocatedLine(allocation);
  out.set_state(static_cast<v1::CareAllocation::State>(allocation.state));
  for (std::size_t i = 0; i < allocation.deliveries.size(); ++i) {
    *out.add_deliveries() = DeliveryToProto(allocation.deliveries[i], allocation.delivered[i]);
  }
  out.set_decision(allocation.decision);
  out.set_change_reason(allocation.change_reason);
  if (allocation.told_at) *out.mutable_message_time() = ToProto(*allocation.told_at);
  out.set_told(allocation.told);
  return out;
}

v1::AllocationsMade MadeEvent(const std::string& route, const std::vector<AllocationRecord>& allocations) {
  v1::AllocationsMade event;
  event.set_route(route);
  Date first = allocations.front().line.period.start();
  std::optional<Date> last = allocations.front().line.period.end();
  for (const AllocationRecord& allocation : allocations) {
    const Period& period = allocation.line.period;
    first = std::min(first, period.start());
    last = last && period.end() ? std::optional(std::max(*last, *period.end())) : std::nullopt;
    *event.add_lines() = AllocatedLine(allocation);
  }
  *event.mutable_first_date() = ToProto(first);
  if (last) *event.mutable_last_date() = ToProto(*last);
  return event;
}

absl::StatusOr<AllocationStore::Filter> ReadFilter(const v1::ListAllocationsRequest& request) {
  std::vector<FieldViolation> violations;
  AllocationStore::Filter filter;
  filter.client = ReadOptional(request.client(), kClients, "client", &violations);
  filter.route = ReadOptional(request.route(), kRoutes, "route", &violations);
  if (!request.provider().empty() && !ProviderCode::Parse(request.provider())) {
    violations.push_back({"provider", "must be an AGB code of eight digits"});
  }
  if (!request.municipality().empty() && !MunicipalityCode::Parse(request.municipality())) {
    violations.push_back({"municipality", "must be a CBS code"});
  }
  filter.provider = request.provider();
  filter.municipality = request.municipality();
  if (request.has_valid_on_or_after()) {
    filter.valid_on_or_after = FromProto(request.valid_on_or_after());
    if (!filter.valid_on_or_after) violations.push_back({"valid_on_or_after", "is no day"});
  }
  if (!violations.empty()) return InvalidFields("REQUEST_INVALID", std::move(violations));
  return filter;
}

}  // namespace clientroute::allocation
