#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_EDITOR_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_EDITOR_H_

#include <string>
#include <vector>

#include "services/orchestrator/route/step.h"

namespace clientroute::orchestrator {

/// Changes a route as the actions of a definition say, and keeps account of everything that it changes. Used by the
/// step alone, for the length of one. One thread.
class RouteEditor {
 public:
  /// Looks at the definition while it lives. Terms run from `start`.
  RouteEditor(const Definition& definition, const Route& route, Instant start);

  Route& route() { return out_.route; }
  const Route& route() const { return out_.route; }
  Transition& out() { return out_; }

  /// From now on terms run from another moment: that of an event that was kept back.
  void StartFrom(Instant start) { start_ = start; }

  /// Takes the rule: leaves the state where it leads elsewhere, does what it says, enters the next. `lines` are those
  /// of the event.
  void Take(ChartRun& run, const Rule& rule, const std::vector<EventLine>& lines);
  /// Enters a state without a rule: a start, or where an interruption lets the route go on.
  void Enter(ChartRun& run, StateId state, bool began, std::string explanation);
  void Leave(ChartRun& run);
  /// Starts the interrupting chart.
  void Interrupt();
  /// Sets the facts and references that the event carries. The attributes were checked.
  void Learn(ChartRun& run, const EventDeclaration& event, const Announced& announced) {
    LearnFactsOf(run, event, announced);
    LearnReferences(event, announced);
  }
  void LearnFactsOf(ChartRun& run, const EventDeclaration& event, const Announced& announced);
  void LearnReferences(const EventDeclaration& event, const Announced& announced);
  /// The route's lines of care are those of the event, unless it leaves them or has none.
  void LearnLines(const EventDeclaration& event, const std::vector<EventLine>& lines);

  /// Lines as they are now: what the route keeps of them, and what their parts took from them, with the terms that
  /// count from it.
  void Change(const std::vector<EventLine>& lines);

  /// Starts a timer (anew), or opens a task that is not open; it ends with the state `while_in` where one is given.
  void StartTimer(ChartRun& run, TimerId timer, std::optional<StateId> while_in);
  void OpenATask(ChartRun& run, TaskId task, std::optional<StateId> while_in);
  /// Ends a timer that fell due.
  void Fire(ChartRun& run, std::int64_t timer);
  void EndTask(ChartRun& run, std::int64_t task, TaskEnding how, const std::string& outcome);
  /// Ends what waited for this event: commands of which it is an outcome, and the tasks that look at their failure.
  void Answer(ChartRun& run, const EventDeclaration& event);
  /// Ends the tasks that are answered by this event.
  void AnswerTasks(ChartRun& run, EventId event);

  /// Makes a task for a person, unless there are too many already.
  void CallAttention(AttentionTask::Kind kind, const std::string& part, const std::string& about, std::int64_t command);
  void EndAttention(std::int64_t task, TaskEnding how, const std::string& outcome);
  void Note(std::string text) { out_.notes.push_back(std::move(text)); }
  void CountParts();

 private:
  /// For people: what came and, where the definition says so, what to do now that the route has ended.
  std::string TitleOfAttention(const Attention& declared, AttentionTask::Kind kind, const std::string& about) const;
  void Do(ChartRun& run, const Actions& actions, const std::vector<EventLine>& lines);
  void ChangePart(ChartRun& part, const EventLine& line);
  void StartParts(ChartId chart, const std::vector<EventLine>& lines);
  void Issue(ChartRun& run, const std::vector<std::string>& commands);
  void CancelTimer(ChartRun& run, TimerId timer);
  void CloseTask(ChartRun& run, TaskId task);
  void EndRun(ChartRun& run);
  void EndRoute();
  void DropCommands(ChartRun& run);
  void EndAttentionOf(std::int64_t command);
  std::int64_t NextNumber() { return out_.route.next_number++; }
  FactView FactsOf(const ChartRun& run) const { return {out_.route.facts, run.facts}; }
  bool ComesBack(const std::string& command) const;

  const Definition& definition_;
  Instant start_;
  Transition out_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_ROUTE_ROUTE_EDITOR_H_
