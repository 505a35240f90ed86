#ifndef CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_ROUTE_DRIVER_H_
#define CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_ROUTE_DRIVER_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/route/replay.h"
#include "services/orchestrator/route/route.h"
#include "services/orchestrator/route/step.h"

namespace clientroute::orchestrator {

/// Noon, local, on a day: `At("2026-03-02")`.
Instant At(std::string_view day, int hours_after_noon = 0);

/// Drives one route by hand and keeps what happened.
class RouteDriver {
 public:
  explicit RouteDriver(const Definition& definition, Instant now = At("2026-03-02"))
      : definition_(definition),
        route_(NewRoute(definition, "routes/7e0c1f5e-2d5b-5a34-8c2f-3f0a3a0f3c11")),
        now_(now) {}

  /// Each takes something in; the route moves on when it was not refused.
  StepResult Tell(std::string type, Attributes attributes = {}, std::string part = {},
                  std::vector<EventLine> lines = {});
  StepResult Expire(std::string_view timer, std::string_view part = {});
  StepResult Complete(std::string_view task, std::string outcome, std::string_view part = {});
  StepResult Take(decltype(Event::what) what);

  /// Called with everything that is told to the route and what came of it.
  void Watch(std::function<void(const Event&, Instant, const StepResult&)> watch) { watch_ = std::move(watch); }

  const Route& route() const { return route_; }
  Route& route() { return route_; }
  const std::vector<TakenEvent>& taken() const { return taken_; }
  void ForgetTaken() { taken_.clear(); }
  Instant now() const { return now_; }
  void MoveTo(Instant now) { now_ = now; }

  std::string state() const { return definition_.main_chart()[route_.main.state].name; }
  std::string interrupt_state() const;
  /// State of a part; empty when there is none.
  std::string part_state(std::string_view key) const;
  std::string fact(std::string_view name) const;
  std::string reference(std::string_view name) const;
  /// Names of what is open, sorted, joined by a space; attention tasks too.
  std::string timers(std::string_view part = {}) const;
  std::string tasks(std::string_view part = {}) const;
  std::string commands() const;
  /// Due time of a running timer.
  std::optional<Instant> due(std::string_view timer, std::string_view part = {}) const;

 private:
  std::vector<const ChartRun*> Runs(std::string_view part) const;

  const Definition& definition_;
  Route route_;
  Instant now_;
  int events_ = 0;
  std::vector<TakenEvent> taken_;
  std::function<void(const Event&, Instant, const StepResult&)> watch_;
};

/// The transition; a test failure and an empty one when the step refused.
const Transition& Taken(const StepResult& result);
/// The refusal's code, `broken NAME`, or `taken`.
std::string Verdict(const StepResult& result);
/// What a transition did, in one line: `main.planning -> main.deciding; +task decision; …`.
std::string DescribeResult(const Definition& definition, const StepResult& result);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_UNIT_ORCHESTRATOR_ROUTE_DRIVER_H_
