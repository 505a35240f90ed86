#ifndef CLIENTROUTE_TESTS_SERVICE_ORCHESTRATOR_REFERRAL_H_
#define CLIENTROUTE_TESTS_SERVICE_ORCHESTRATOR_REFERRAL_H_

#include <string>

#include "tests/service/orchestrator/orchestrator_world.h"

namespace clientroute::orchestrator {

/// Opens a route on a referral that no provider asked for by message, so that nobody waits for an answer to it.
void OpenWithoutRequest(OrchestratorWorld& orchestrator, const std::string& route);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_SERVICE_ORCHESTRATOR_REFERRAL_H_
