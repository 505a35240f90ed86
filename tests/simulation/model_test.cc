#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "services/orchestrator/definition/definition_text_codec.h"
#include "tests/simulation/plain_interpreter.h"
#include "tests/simulation/random_definition.h"
#include "tests/unit/orchestrator/definitions.h"
#include "tests/unit/orchestrator/random_events.h"
#include "tests/unit/orchestrator/route_driver.h"
#include "tests/unit/orchestrator/sequences.h"

/// Random definitions, and random events on a route of each: the step and the plain interpreter must say the same of
/// every event, and hold the same route after it. CLIENTROUTE_SEQUENCES runs so many sequences instead of a few
/// hundred; a sequence is repeated from its number alone.
namespace clientroute::orchestrator {
namespace {

constexpr int kSequences = 300;
constexpr int kEventsMax = 100;
/// One definition serves so many sequences.
constexpr int kSequencesPerDefinition = 10;

std::string VerdictOf(const StepResult& result) {
  if (const auto* transition = std::get_if<Transition>(&result)) {
    switch (transition->reception) {
      case Reception::kTaken:
        return "taken";
      case Reception::kDeferred:
        return "deferred";
      case Reception::kUnexpected:
        return "unexpected";
      case Reception::kNoted:
        return "noted";
    }
  }
  return Verdict(result);
}

/// As SmallEvents, but that it can be said whom a look was about.
const EventCatalogue& DrawnEvents() {
  static const EventCatalogue kEvents = [] {
    EventCatalogue events = SmallEvents();
    for (CatalogueEvent& event : events.events) {
      if (event.name == "Looked") event.attributes.push_back({"who", AttributeType::kText, {}, true});
    }
    return events;
  }();
  return kEvents;
}

struct Drawn {
  DefinitionSource source;
  Definition definition;
};

/// The first whole definition from a seed on; `drawn` counts those that the checker saw.
std::unique_ptr<Drawn> DrawWhole(std::uint64_t seed, int& drawn, std::string& why) {
  for (std::uint64_t i = 0; i < 50; ++i) {
    ++drawn;
    ParsedDefinition parsed = ParseDefinition("drawn.textproto", DrawDefinitionText(seed * 1'000 + i));
    if (!parsed.problems.empty()) {
      why = Describe("drawn.textproto", parsed.problems.front());
      continue;
    }
    CheckedDefinition checked = CheckDefinition(parsed.source, DrawnEvents(), SmallCommands(), SmallWork());
    if (checked.definition)
      return std::make_unique<Drawn>(Drawn{std::move(parsed.source), *std::move(checked.definition)});
    why = Describe("drawn.textproto", checked.problems.front());
  }
  return nullptr;
}

/// Holds a route and its plain double against each other.
class Pair {
 public:
  explicit Pair(const Drawn& drawn)
      : definition_(drawn.definition), plain_(drawn.source, SmallCommands()), driver_(drawn.definition) {
    driver_.Watch([this](const Event& event, Instant now, const StepResult& result) { Compare(event, now, result); });
  }
  RouteDriver& driver() { return driver_; }
  bool same() const { return difference_.empty(); }
  const std::string& difference() const { return difference_; }
  const std::map<std::string, int>& verdicts() const { return verdicts_; }

 private:
  void Compare(const Event& event, Instant now, const StepResult& result) {
    const std::string verdict = VerdictOf(result);
    ++verdicts_[verdict];
    const std::string plain_verdict = plain_.Take(event, now);
    std::string issued;
    std::string plain_issued;
    if (const auto* transition = std::get_if<Transition>(&result)) {
      last_ = Dump(definition_, transition->route);
      for (const Command& one : transition->commands)
        issued += " " + one.name + "(" + one.part + ")#" + std::to_string(one.number);
    }
    for (const std::string& one : plain_.issued()) plain_issued += " " + one;
    const auto* announced = std::get_if<Announced>(&event.what);
    const std::string what = event.id + (announced == nullptr ? "" : " " + announced->type);
    if (verdict + issued != plain_verdict + plain_issued) {
      Differ(what + ": " + verdict + issued + "\n  and plainly " + plain_verdict + plain_issued);
    } else if (std::holds_alternative<Transition>(result) && last_ != plain_.Dump()) {
      Differ(what + ":\n  " + last_ + "\n  and plainly\n  " + plain_.Dump());
    }
  }
  void Differ(const std::string& text) {
    if (difference_.empty()) difference_ = text;
  }

  const Definition& definition_;
  PlainRoute plain_;
  RouteDriver driver_;
  std::string last_;
  std::string difference_;
  std::map<std::string, int> verdicts_;
};

TEST(Model, TheStepAndThePlainInterpreterAgreeOnRandomDefinitionsAndEvents) {
  const int sequences = SequencesOr(kSequences);
  int drawn = 0;
  int definitions = 0;
  std::unique_ptr<Drawn> at_hand;
  std::map<std::string, int> verdicts;
  for (int i = 0; i < sequences; ++i) {
    if (i % kSequencesPerDefinition == 0) {
      std::string why;
      at_hand = DrawWhole(static_cast<std::uint64_t>(i / kSequencesPerDefinition), drawn, why);
      ASSERT_NE(at_hand, nullptr) << "no definition of seed " << i / kSequencesPerDefinition << " is whole: " << why;
      ++definitions;
    }
    Pair pair(*at_hand);
    RandomEvents events(at_hand->definition, static_cast<std::uint64_t>(i));
    pair.driver().Take(Announced{"Asked", "", SmallAsked(), {}});
    for (int k = 0; k < kEventsMax && pair.same(); ++k) events.TakeOne(pair.driver());
    ASSERT_TRUE(pair.same()) << "sequence " << i << ", " << pair.difference();
    for (const auto& [verdict, count] : pair.verdicts()) verdicts[verdict] += count;
  }
  // The sequences reach what they should; and most that is drawn is whole, so that little is thrown away.
  for (const char* verdict : {"taken", "deferred", "unexpected", "EVENT_DOES_NOT_FIT", "BAD_ATTRIBUTE"})
    EXPECT_GT(verdicts[verdict], 0) << verdict;
  EXPECT_EQ(verdicts.count("broken"), 0u);
  EXPECT_LT(drawn, 20 * definitions);
  std::printf("%d sequences on %d definitions (of %d drawn):", sequences, definitions, drawn);
  for (const auto& [verdict, count] : verdicts) std::printf(" %s %d", verdict.c_str(), count);
  std::printf("\n");
}

}  // namespace
}  // namespace clientroute::orchestrator
