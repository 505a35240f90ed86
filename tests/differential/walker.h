#ifndef CLIENTROUTE_TESTS_DIFFERENTIAL_WALKER_H_
#define CLIENTROUTE_TESTS_DIFFERENTIAL_WALKER_H_

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/route/step.h"
#include "tests/unit/orchestrator/route_driver.h"

namespace clientroute::orchestrator {

/// A sequence of events, and what the step said of each.
struct Walk {
  /// An event each, as JSON.
  std::vector<std::string> events;
  /// Beside them, in the words of route.mjs.
  std::vector<std::string> answers;
  /// The verdicts alone, by how often.
  std::map<std::string, int> verdicts;
};

/// Walks one route through random events, mostly such as its states answer, and writes each down as JSON: what
/// happened, and nothing of what came of it. The same seed walks the same.
class Walker {
 public:
  /// Looks at the definition while it lives.
  Walker(const Definition& definition, std::uint64_t seed);
  Walk Run(int events);

 private:
  using Runs = std::vector<const ChartRun*>;
  std::size_t Below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_); }
  void TakeOne();
  void TakeEvent(EventId id, const ChartRun& run, const Guard& when);
  void TakeTimer(const ChartRun& run);
  void TakeTask(const ChartRun& run);
  void TakeWhatIsNotThere();
  void TakeWhatIsKeptOrInterrupts();
  Attributes DrawAttributes(const std::vector<Attribute>& declared, ChartId chart, const Guard& when);
  void Note(const StepResult& result);
  std::string Describe(const StepResult& result) const;

  const Definition& definition_;
  std::mt19937_64 random_;
  RouteDriver driver_;
  Walk walk_;
  /// How often a timer of a part was started, by its name; and which start a running one is, by its number.
  std::map<std::string, int> starts_;
  std::map<std::int64_t, int> start_of_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_DIFFERENTIAL_WALKER_H_
