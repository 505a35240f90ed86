#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_SCXML_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_SCXML_H_

#include <string>

#include "services/orchestrator/definition/definition.h"

namespace clientroute::orchestrator {

/// A definition as SCXML (W3C State Chart XML 1.0, ECMAScript data model), for other tools to read.
///
///  - the main chart is one document, with the interrupting chart beside it: its end leads to the history of the main
///    chart, or to where it lets the route go on; each part chart is a document of its own, of which one runs per line;
///  - facts are data, unknown is null; a guard is a `cond` on what the event says and what is known;
///  - `timer.NAME` and `task.NAME.OUTCOME` are the events of timers and tasks; `everywhere` stands with the chart;
///  - commands, tasks and parts are sent to the host by `type="clientroute"`; when a timer is due only the host can
///  say,
///    which knows the calendar: `due(unit, count, after)`.
///
/// `chart` is the main chart or a part chart. The same definition always gives the same text. Pure, thread-safe.
std::string WriteScxml(const Definition& definition, ChartId chart);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_SCXML_H_
