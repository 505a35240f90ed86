#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_WORK_CATALOGUE_CODEC_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_WORK_CATALOGUE_CODEC_H_

#include "services/orchestrator/definition/work_catalogue.h"

namespace clientroute::orchestrator {

/// The roles that may see tasks, and every method of the other services that is for people and changes something, read
/// from the protos themselves. Pure, thread-safe.
WorkCatalogue BuildWorkCatalogue();

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_WORK_CATALOGUE_CODEC_H_
