#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_KNOWN_FACTS_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_KNOWN_FACTS_H_

#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "services/orchestrator/definition/definition.h"

namespace clientroute::orchestrator {

/// What is known for certain, whatever path led there.
struct Known {
  std::vector<bool> of_route;
  std::vector<bool> of_part;
  std::vector<bool> references;
  bool operator[](FactRef ref) const { return ref.of_part ? of_part[ref.index] : of_route[ref.index]; }
};

/// For every state of a definition what is known on entering it, and as long as it lasts. What was said once is unsaid
/// only by an event that comes without an optional attribute of which nothing was known at first; where paths meet,
/// what both know remains. Lets the checker prove that a term has a day to count from and that a command has what its
/// request needs. Pure; thread-safe once made.
class KnownFacts {
 public:
  explicit KnownFacts(const Definition& definition);

  /// Nothing when no path leads to the state.
  const std::optional<Known>& In(ChartId chart, StateId state) const { return known_[Index(chart)][Index(state)]; }
  /// Once what sets a transition off has come, in a state of the chart in which `before` was known.
  Known With(const Known& before, ChartId chart, const Trigger& trigger) const;
  /// After the rule was taken in a state of the chart in which `before` was known.
  Known Along(const Known& before, ChartId chart, const Rule& rule) const;
  /// What is known of a route of which nothing was said yet.
  Known AtFirst(ChartId chart) const;

 private:
  void Meet(ChartId chart, StateId state, const Known& with);
  void Spread(ChartId chart, StateId state);
  /// Whether the event that opens a route takes it through this state, where it never comes again: nothing else can
  /// happen there.
  bool IsPassedAtOnce(StateId state) const;
  void StartParts(ChartId chart, const Known& known);
  void FindBroughtWith();
  static std::vector<bool>::reference PlaceOf(Known& known, const Attribute& attribute);
  /// Whether nothing may be known of what the attribute fills after it came, or did not.
  bool CanBeUnsaid(const Attribute& attribute, ChartId chart) const;
  bool CanUnsay(const EventDeclaration& event) const;
  /// Whether the chart goes on by the event without learning what it says: it waits for the main chart.
  bool LeavesAlone(ChartId chart, EventId event) const;
  void Unsay(Known& known, const EventDeclaration& event) const;
  void Carry(Known& known, const std::vector<Attribute>& attributes, ChartId chart) const;

  const Definition& definition_;
  /// Beside the facts of the route: references that are known wherever the fact is, because one event alone says it and
  /// always brings them along.
  std::vector<std::vector<std::uint16_t>> brought_with_;
  /// Of route facts and references: what no event of the route, or none during an interruption, can unsay. Parts run
  /// beside all of them.
  Known kept_beside_;
  Known kept_while_interrupted_;
  std::vector<std::vector<std::optional<Known>>> known_;
  /// States of which what is known was narrowed and must be passed on; empty once made.
  std::set<std::pair<ChartId, StateId>> changed_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_KNOWN_FACTS_H_
