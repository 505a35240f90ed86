#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_EVENT_CATALOGUE_CODEC_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_EVENT_CATALOGUE_CODEC_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/type/v1/event.pb.h"
#include "google/protobuf/descriptor.h"
#include "services/orchestrator/definition/event.h"
#include "services/orchestrator/definition/event_catalogue.h"

/// From the events of the other services to what a definition can react to. By reflection: a field that is added to an
/// event can be used in a definition without a line of code. Pure, thread-safe.
///   route           names the route, part the part: neither is an attribute
///   bool, integers  always there
///   enum            by the name of its value; the zero value means that it is not said
///   string          text; empty means that it is not said. One that may be absent also gives a boolean `has_<name>`
///   Date            a day, `2026-04-01`
///   other messages  their fields, as `<name>_<field>`
///   repeated        the first day of days in order, as `<name>_first`; `lines`, the lines of care, and `changed`,
///   those
///                   that are known already; otherwise none
/// What may be absent is everything but booleans, integers and what is marked REQUIRED.
namespace clientroute::orchestrator {

/// The messages of all services' events that name a route.
const std::vector<const google::protobuf::Descriptor*>& RouteEvents();
/// Their full names, for the subscriptions of the relays: `clientroute.intake.v1.ReferralAccepted`. Ordered.
std::vector<std::string> RouteEventTypes();
EventCatalogue BuildEventCatalogue();

/// What an event says, and about which route.
struct ReadEvent {
  /// `routes/…`.
  std::string route;
  Event event;
};
/// Errors: InvalidArgument EVENT_TYPE_UNKNOWN for a payload that is no event about a route; EVENT_DAMAGED when it
/// cannot be parsed, has no time, or names no route.
/// `lines_of`, when given, are the events (by short name) of which the attributes of lines are read; of others only
/// their keys and payloads are. Those of changed lines always are.
absl::StatusOr<ReadEvent> ReadRouteEvent(const type::v1::Event& event, const EventNames* lines_of = nullptr);

/// The attributes of a line, of the payload that ReadRouteEvent gave it; nothing when it is no line.
std::optional<Attributes> ReadLineAttributes(const std::string& payload);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_EVENT_CATALOGUE_CODEC_H_
