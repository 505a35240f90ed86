#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_RUN_NAMES_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_RUN_NAMES_H_

#include <cstdint>
#include <set>
#include <string>

#include "services/orchestrator/route/route_mapping.h"
#include "services/orchestrator/route/step.h"

/// What runs and is open on a route, by name instead of by number or place, so that routes of two versions can be
/// compared. Pure, thread-safe.
namespace clientroute::orchestrator {

/// A timer or task of a route; `name` is empty when there is none.
struct NamedThing {
  /// Of the run: the chart's name, and the part's key.
  std::string chart;
  std::string part;
  std::string name;
  /// Of an attention task: the event or command that it is about.
  std::string about;
  /// Which one of those that are the same in all this, from 0.
  std::size_t nth = 0;
};

/// By number; without a name when the route has none.
NamedThing FindTimer(const Definition& definition, const Route& route, std::int64_t number);
NamedThing FindTask(const Definition& definition, const Route& route, std::int64_t number);
/// And back; 0 when the route has none.
std::int64_t TimerNumber(const Definition& definition, const Route& route, const NamedThing& timer);
std::int64_t TaskNumber(const Definition& definition, const Route& route, const NamedThing& task);

/// `main triaging` · `part line-1 in_care`.
std::set<std::string> StatesOf(const Definition& definition, const Route& route);
/// `decision_term tot 2026-04-10`, with the part in front where it has one.
std::set<std::string> TimersOf(const Definition& definition, const Route& route);
std::set<std::string> TasksOf(const Definition& definition, const Route& route);
/// Those that a step gave.
std::set<std::string> CommandsOf(const Transition& transition);

/// The same of a route of the old version, in the names of the new one.
class RunNames {
 public:
  /// nullptr: every name is the same. Outlives it.
  explicit RunNames(const RouteMapping* mapping) : mapping_(mapping) {}

  NamedThing Timer(const Definition& definition, NamedThing timer) const;
  NamedThing Task(const Definition& definition, NamedThing task) const;
  std::set<std::string> States(const Definition& definition, const Route& route) const;
  std::set<std::string> Timers(const Definition& definition, const Route& route) const;
  std::set<std::string> Tasks(const Definition& definition, const Route& route) const;

 private:
  bool Applies(const Definition& definition) const { return mapping_ != nullptr && mapping_->from == &definition; }

  const RouteMapping* mapping_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_RUN_NAMES_H_
