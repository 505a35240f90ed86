#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_MERMAID_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_MERMAID_H_

#include <string>

#include "services/orchestrator/definition/definition.h"

namespace clientroute::orchestrator {

/// A definition as a Mermaid state diagram (`stateDiagram-v2`), titles in Dutch: each chart a composite state, each
/// transition that leads elsewhere an arrow. The same definition always gives the same text. Pure, thread-safe.
std::string WriteMermaid(const Definition& definition);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_MERMAID_H_
