#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_DIAGRAM_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_DIAGRAM_H_

#include <string>

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/route/route.h"

namespace clientroute::orchestrator {

/// How a definition is drawn.
struct DiagramOptions {
  /// Transitions that stay in their state too: complete, and crowded.
  bool all_transitions = false;
  /// Marks where this route stands; not with it when null.
  const Route* route = nullptr;
};

/// The definition as Graphviz DOT text, titles in Dutch: each chart a box, each state a node, each transition that
/// leads elsewhere an arrow. The same definition always gives the same text. Pure, thread-safe.
std::string DrawDefinition(const Definition& definition, const DiagramOptions& options = {});

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_DIAGRAM_H_
