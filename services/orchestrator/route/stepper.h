#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_STEPPER_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_STEPPER_H_

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/orchestrator/route/route_editor.h"
#include "services/orchestrator/route/step.h"

namespace clientroute::orchestrator {

/// One step (step.h), for the length of it; used by Step alone. Looks at what it is given while it lives. One thread.
class Stepper {
 public:
  Stepper(const Definition& definition, const Route& route, const Event& event, Instant now)
      : definition_(definition), event_(event), now_(now), editor_(definition, route, std::min(event.time, now)) {}

  StepResult Run();

 private:
  // What arrives (step.cc, step_work.cc).
  void Receive(const Announced& announced);
  bool IsAboutOther(const Announced& announced, const EventDeclaration& event);
  void ReceiveForPart(const Announced& announced, EventId id);
  void ReceiveForRoute(const Announced& announced, EventId id);
  void ReceiveBeside(EventId id, bool other);
  void Receive(const TimerExpired& expired);
  void Receive(const TaskCompleted& completed);
  bool ReceiveAttention(const TaskCompleted& completed);
  void Receive(const CommandFailed& failed);
  /// The route stands in this version already (migrate.h); what it may do there by itself follows.
  void Receive(const Migrated&) {}

  // What is made of it (step.cc), and what waits for its turn (step_waiting.cc).
  bool TakeIn(ChartRun& run, const Trigger& trigger, const Announced* announced, bool other = false);
  void BeUnexpected(const Announced& announced);
  void Defer();
  void Settle();
  bool TakeAutomatic(ChartRun& run);
  bool TakeOneAutomatic();
  std::vector<Event>::iterator NextDeferred();
  void TakeDeferred(const Event& event);
  void EndInterruption();

  void Refuse(RefusalReason reason, std::string message) { refusal_ = Refusal{reason, std::move(message)}; }
  const Rule* FindRule(const ChartRun& run, const Trigger& trigger, bool other) const;
  const Rule* LearnAndFind(ChartRun& run, const Trigger& trigger, const Announced& announced, bool other);

  Route& route() { return editor_.route(); }

  const Definition& definition_;
  const Event& event_;
  const Instant now_;
  RouteEditor editor_;
  std::optional<Refusal> refusal_;
  std::optional<BrokenInvariant> broken_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_STEPPER_H_
