#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_WORK_CATALOGUE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_WORK_CATALOGUE_H_

#include <set>
#include <string>

namespace clientroute::orchestrator {

/// Who can be asked to do something, and where it can be done: so that no task is made that nobody sees or that cannot
/// be answered. A value, thread-safe.
struct WorkCatalogue {
  /// Roles that see tasks: `access-professional`, `back-office`.
  std::set<std::string> roles;
  /// Methods of other services by which people record their work: `clientroute.access.v1.Access/RecordPlan`.
  std::set<std::string> methods;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_WORK_CATALOGUE_H_
