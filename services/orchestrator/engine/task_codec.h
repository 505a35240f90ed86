#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_TASK_CODEC_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_TASK_CODEC_H_

#include <string>
#include <string_view>

#include "clientroute/orchestrator/v1/orchestrator.pb.h"
#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/store/task_store.h"
#include "services/platform/calls/context.h"

/// Tasks as people and machines see them. Pure, thread-safe.
namespace clientroute::orchestrator {

/// The task with its words, for who asks. `definition` is that of its route; it may be null when the version is not
/// loaded: then the explanation is missing, and outcomes are called by their names.
v1::Task ToProto(const TaskRow& row, const Definition* definition, const CallContext& call);

/// What a task of this kind can end with, in Dutch: `Mono volstaat`. Its own name where nobody gave it another.
std::string TitleOfOutcome(const Definition* definition, std::string_view kind, const std::string& outcome);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ENGINE_TASK_CODEC_H_
