#ifndef CLIENTROUTE_SERVICES_MONITORING_FACT_CODEC_H_
#define CLIENTROUTE_SERVICES_MONITORING_FACT_CODEC_H_

#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "clientroute/type/v1/event.pb.h"
#include "services/monitoring/fact.h"

namespace clientroute::monitoring {

/// Full names of the events that are counted.
std::set<std::string> CountedTypes();

/// What the event says, as far as it is counted. Its day, where the event names none, is the one on which it happened.
/// Errors: InvalidArgument EVENT_TYPE_UNKNOWN when events of its type are not counted, EVENT_DAMAGED when it does not
/// say what its type has. Pure, thread-safe.
absl::StatusOr<Fact> ToFact(const type::v1::Event& event);

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_FACT_CODEC_H_
