#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_ROUTE_CODEC_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_ROUTE_CODEC_H_

#include <string>
#include <string_view>
#include <vector>

#include "clientroute/orchestrator/v1/orchestrator.pb.h"
#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/store/command_store.h"
#include "services/orchestrator/store/route_store.h"

/// Rows as people and machines see them. Pure, thread-safe.
namespace clientroute::orchestrator {

/// The route without its tasks, the tries of its commands and its timeline. `definition` may be null when the version
/// is not loaded; then titles are missing.
v1::Route ToProto(const RouteRow& row, const Definition* definition);
v1::Incident ToProto(const IncidentRow& row);
/// Why a person paused a route, in Dutch, with the name of the note where there is one.
std::string DutchPauseReason(const v1::PauseRouteRequest& request);
v1::PendingCommand ToProto(const CommandRow& row);

/// The attribute of a signal that refers to what the person had to say: `notes/…` of access.
inline constexpr std::string_view kNoteAttribute = "note";

/// Says in Dutch what the route waits for, from its open tasks, commands and timers.
void AddWaits(const Definition* definition, v1::Route* route);
/// Everything that happened, oldest first, by sequence from 1.
void AddTimeline(const Definition* definition, const std::vector<v1::JournalRecord>& records, v1::Route* route);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_ROUTE_CODEC_H_
