#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_LINKER_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_LINKER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/orchestrator/definition/command_catalogue.h"
#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/definition_problem.h"
#include "services/orchestrator/definition/event_catalogue.h"
#include "services/orchestrator/definition/work_catalogue.h"

namespace clientroute::orchestrator {

/// The checker's first half: turns names into places and constants into values. `definition` is as complete as the
/// problems allow and may be looked at further only when `problems` is empty.
struct LinkedDefinition {
  Definition definition;
  Problems problems;
};
LinkedDefinition LinkDefinition(const DefinitionSource& source, const EventCatalogue& events,
                                const CommandCatalogue& commands, const WorkCatalogue& work);

/// What the parts of the linker share: what is read, what is made, and what was found wrong. One thread.
class Linker {
 public:
  Linker(const DefinitionSource& source, const EventCatalogue& events, const CommandCatalogue& commands,
         const WorkCatalogue& work)
      : source_(source), catalogue_(events), commands_(commands), work_(work) {}

  /// Letters of a name or symbol.
  static constexpr std::size_t kNameLengthMax = 64;
  /// Of a CBS code.
  static constexpr std::size_t kMunicipalityDigits = 4;

  LinkedDefinition Run();

 private:
  // definition_linker.cc: what is declared.
  void LinkStartedParts();
  void LinkHeader();
  void LinkVariant();
  void LinkReferences();
  void LinkOpening();
  void CheckRequiredReferences();
  Attention LinkAttention(const std::optional<AttentionSource>& source, std::string_view name);
  std::vector<Fact> LinkFacts(const std::vector<FactSource>& sources, const std::string& where);
  Fact LinkFact(const FactSource& source, const std::string& where);

  // event_linker.cc: events and what is taken from them.
  void LinkEvent(const EventSource& source, std::optional<ChartId> chart, const std::string& where);
  void LinkAttributes(const EventSource& source, const CatalogueEvent* announced, const std::string& where,
                      EventDeclaration& event);
  /// `as` is the fact or reference that it sets. `carried` is null for a signal, which carries what its facts say.
  std::optional<Attribute> LinkAttribute(const std::string& name, const std::string& as, bool required,
                                         std::optional<ChartId> chart, const std::vector<CatalogueAttribute>* carried,
                                         const Place& place, const std::string& where);
  void CheckAttributeType(const Fact& fact, const CatalogueAttribute& carried, const Place& place,
                          const std::string& where);

  // definition_linker.cc again: charts.
  void DeclareChart(const ChartSource& source);
  void DeclareLineAttributes(const ChartSource& source, ChartId id);

  // term_linker.cc: how long something takes, and from when.
  std::optional<Term> LinkTerm(const std::optional<TermSource>& source, std::optional<ChartId> chart,
                               const Place& place, const std::string& where);

  // chart_linker.cc: charts, their timers, tasks and states.
  void LinkChart(const ChartSource& source, ChartId id);
  void LinkStart(const ChartSource& source, ChartId id, const std::string& where);
  void LinkDeferred(const ChartSource& source, ChartId id, const std::string& where);
  void LinkTimers(const ChartSource& source, ChartId id);
  void LinkTasks(const ChartSource& source, ChartId id);
  void LinkTask(const TaskSource& source, ChartId id, const std::string& where);
  std::optional<std::uint16_t> LinkTitle(const TaskSource& source, const std::string& where);
  void LinkAnswer(const TaskSource& source, ChartId id, const std::string& where, TaskDeclaration& task);
  void DeclareStates(const ChartSource& source, ChartId id);
  void LinkState(const StateSource& source, ChartId id, StateId state);
  void LinkFinalState(const StateSource& source, ChartId id, State& state, const std::string& where);
  void LinkBeginningAgain(ChartId id, const State& state, const std::string& where);
  void InheritRules(ChartId id, State& state);

  // rule_linker.cc: transitions and what they do.
  std::optional<Rule> LinkRule(const TransitionSource& source, ChartId id, const std::string& where);
  std::optional<Trigger> LinkTrigger(const TransitionSource& source, ChartId id, const std::string& where);
  void LinkAssignments(const std::vector<AssignmentSource>& sources, ChartId id, const std::string& where,
                       Actions& actions);
  Actions LinkActions(const TransitionSource& source, ChartId id, const std::string& where);
  void LinkStartOfParts(const TransitionSource& source, ChartId id, const std::string& where, Actions& actions);
  std::vector<std::string> LinkCommands(const std::vector<NameSource>& names, const std::string& where);

  // guard_linker.cc: conditions and what they name.
  Guard LinkGuard(const std::vector<ConditionSource>& sources, std::optional<ChartId> chart, const std::string& where);
  std::optional<Condition> LinkCondition(const ConditionSource& source, std::optional<ChartId> chart,
                                         const std::string& where);
  std::optional<FactRef> LinkFactRef(const std::string& name, std::optional<ChartId> chart, const Place& place,
                                     const std::string& where);
  const Fact& FactOf(FactRef ref, std::optional<ChartId> chart) const;
  std::optional<EventId> LinkEventRef(const std::string& name, ChartId chart, const Place& place,
                                      const std::string& where);

  void CheckName(const std::string& name, const Place& place, const std::string& where);
  void CheckSymbol(const std::string& name, const Place& place, const std::string& where);
  void CheckText(const std::string& text, std::string_view what, const Place& place, const std::string& where);
  void CheckRole(const std::string& role, const Place& place, const std::string& where);
  /// No name stands in the list twice.
  void CheckOnce(const std::vector<std::string>& names, std::string_view what, const Place& place,
                 const std::string& where);
  void CheckOnce(const std::vector<NameSource>& names, std::string_view what, const std::string& where);
  void CheckCount(std::size_t count, std::size_t limit, std::string_view what, const Place& place,
                  const std::string& where);
  void Report(ProblemKind kind, const Place& place, const std::string& where, std::string message);

  const DefinitionSource& source_;
  const EventCatalogue& catalogue_;
  const CommandCatalogue& commands_;
  const WorkCatalogue& work_;
  Definition out_;
  Problems problems_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_LINKER_H_
