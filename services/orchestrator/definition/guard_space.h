#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_GUARD_SPACE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_GUARD_SPACE_H_

#include <optional>
#include <string>
#include <vector>

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/definition/known_facts.h"

namespace clientroute::orchestrator {

/// Decides about guards by trying them: the constants of the guards cut what a fact can be into finitely many pieces
/// that no guard tells apart, so one value of each piece stands for all. Pure, thread-safe.
class GuardSpace {
 public:
  /// At most so many combinations are tried before FindGap gives up.
  static constexpr std::size_t kCombinationsMax = 65'536;

  /// Looks at the definition and at `known` while it lives.
  GuardSpace(const Definition& definition, ChartId chart, const Known& known)
      : definition_(definition), chart_(chart), known_(known) {}

  /// Values for which both guards hold, as `outcome = grant`; `always` when there is nothing to say; nullopt when there
  /// are none.
  std::optional<std::string> FindOverlap(const Guard& a, const Guard& b) const;
  /// Whether there are values for which it holds.
  bool CanHold(const Guard& guard) const { return FindOverlap(guard, guard).has_value(); }

  struct Gap {
    bool too_many = false;
    /// Values for which none of the guards holds.
    std::string example;
  };
  /// nullopt when one of the guards holds whatever the values.
  std::optional<Gap> FindGap(const std::vector<const Guard*>& guards) const;
  /// One value for each piece into which the guards cut the fact.
  std::vector<FactValue> Pieces(FactRef fact, const std::vector<const Guard*>& guards) const;
  /// The facts that the guards ask for, each once.
  static std::vector<FactRef> FactsOf(const std::vector<const Guard*>& guards);

 private:
  std::string Say(const std::vector<FactRef>& facts, const std::vector<FactValue>& values) const;

  const Definition& definition_;
  ChartId chart_;
  const Known& known_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_GUARD_SPACE_H_
