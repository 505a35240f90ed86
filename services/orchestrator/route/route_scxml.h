#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_SCXML_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_SCXML_H_

#include <string>

#include "services/orchestrator/definition/definition.h"

namespace clientroute::orchestrator {

/// A definition as SCXML (W3C State Chart XML 1.0, ECMAScript data model), for other tools to read.
///
///  - the main chart is one document, with the interrupting chart beside it: its end leads to the history of the main
///    chart, or to where it lets the route go on; each part chart is a document of its own, of which one runs per line.
///    What runs in the main chart goes on during the interruption: by SCXML alone its timers would be cancelled and its
///    commands sent again, so a host holds it rather than leaves it;
///  - facts are data, unknown is null; a guard is a `cond` on what the event says and what is known;
///  - `timer.NAME` and `task.NAME.OUTCOME` are the events of timers and tasks; `everywhere` stands with the chart, and
///    is kept out of states that say something of the same trigger themselves;
///  - commands, tasks and parts are sent to the host by `type="clientroute"`; when a timer is due only the host can
///    say, which knows the calendar: `due(unit, count, after)`; it does not run while `after` is unknown;
///  - in the namespace `urn:clientroute:route`: the events that there are, which of them a person tells (`signal`) and
///    which are about a part; what a part takes from its line of care (`line`), and in which states it has ended though
///    it can begin again (`ended`); and for which events the main chart waits until a state says something of them
///    (`defers`), which an interruption may go on by, but not learn from.
///
/// `chart` is the main chart or a part chart. The same definition always gives the same text. Pure, thread-safe.
std::string WriteScxml(const Definition& definition, ChartId chart);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_SCXML_H_
