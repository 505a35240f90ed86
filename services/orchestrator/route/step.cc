#include "services/orchestrator/route/step.h"

#include <algorithm>
#include <utility>

#include "services/orchestrator/route/event_check.h"
#include "services/orchestrator/route/invariants.h"
#include "services/orchestrator/route/stepper.h"

namespace clientroute::orchestrator {
StepResult Stepper::Run() {
  if (route().sequence++ == 0) editor_.Enter(route().main, route().main.state, true, {});
  std::visit([this](const auto& what) { Receive(what); }, event_.what);
  if (!refusal_) Settle();
  if (refusal_) return std::move(*refusal_);
  if (broken_) return std::move(*broken_);
  if (auto broken = FindBroken(definition_, editor_.route())) return std::move(*broken);
  return std::move(editor_.out());
}

void Stepper::Receive(const Announced& announced) {
  const std::optional<EventId> id = definition_.FindEvent(announced.type);
  if (!id) {
    editor_.out().reception = Reception::kNoted;
    return;
  }
  const EventDeclaration& event = definition_[*id];
  if ((refusal_ = CheckEvent(definition_, route(), announced, *id))) return;
  if (IsClosed(definition_, route())) return BeUnexpected(announced);
  if (event.of_part) {
    ReceiveForPart(announced, *id);
  } else {
    ReceiveForRoute(announced, *id);
  }
}

// What a route is busy with is sure from its state: elsewhere a reference may be left from what is done.
bool Stepper::IsAboutOther(const Announced& announced, const EventDeclaration& event) {
  const State& state = definition_.main_chart()[route().main.state];
  for (const Attribute& attribute : event.about) {
    const auto found = announced.attributes.find(attribute.name);
    const std::string said = found == announced.attributes.end() ? std::string() : found->second;
    const std::string in_hand =
        state.sure_references[attribute.reference] ? route().references[attribute.reference] : std::string();
    if (said == in_hand) continue;
    editor_.Note("Dit gaat over " + (said.empty() ? "iets anders" : said) + "; de route is bezig met " +
                 (in_hand.empty() ? "iets anders" : in_hand) + ".");
    return true;
  }
  return false;
}

void Stepper::ReceiveForPart(const Announced& announced, EventId id) {
  const auto part = std::find_if(route().parts.begin(), route().parts.end(),
                                 [&](const ChartRun& one) { return one.key == announced.part; });
  if (part == route().parts.end() || part->chart != definition_[id].of_part) {
    return BeUnexpected(announced);
  }
  editor_.Answer(*part, definition_[id]);
  if (!TakeIn(*part, On(id), &announced)) BeUnexpected(announced);
}

void Stepper::ReceiveForRoute(const Announced& announced, EventId id) {
  const EventDeclaration& event = definition_[id];
  const bool other = IsAboutOther(announced, event);
  if (!other) editor_.Answer(route().main, event);
  if (!route().interrupt) {
    const bool interrupts = definition_.interrupting && definition_[*definition_.interrupting].interrupts_on == id;
    if (interrupts) {
      editor_.Learn(route().main, event, announced);
      editor_.Interrupt();
    } else if (definition_.main_chart().Defers(route().main.state, id)) {
      Defer();
    } else if (!TakeIn(route().main, On(id), &announced, other)) {
      BeUnexpected(announced);
    }
    return;
  }
  if (!other) editor_.Answer(*route().interrupt, event);
  if (definition_.main_chart().LetsWait(id)) return ReceiveBeside(id, other);
  if (TakeIn(*route().interrupt, On(id), &announced, other)) return;
  if (!definition_.Knows(definition_.main, On(id))) return BeUnexpected(announced);
  if (!other) editor_.AnswerTasks(route().main, id);
  Defer();
}

// What the main chart lets wait is the main chart's: the interruption goes on by it, and learns nothing of it.
void Stepper::ReceiveBeside(EventId id, bool other) {
  if (const Rule* rule = FindRule(*route().interrupt, On(id), other)) editor_.Take(*route().interrupt, *rule, {});
  if (!other) editor_.AnswerTasks(route().main, id);
  Defer();
}

// What is about another thing than the route is busy with answers nothing that its state waits for; of it only holds
// what holds everywhere.
bool Stepper::TakeIn(ChartRun& run, const Trigger& trigger, const Announced* announced, bool other) {
  static const std::vector<EventLine> kNoLines;
  // A part that has ended can begin again by what its state says, and by nothing else.
  if (HasEnded(definition_, run) && definition_[run.chart][run.state].rules.empty()) return false;
  const Rule* rule =
      announced == nullptr ? FindRule(run, trigger, other) : LearnAndFind(run, trigger, *announced, other);
  if (rule == nullptr) return false;
  if (trigger.kind == Trigger::Kind::kEvent && !other) editor_.AnswerTasks(run, static_cast<EventId>(trigger.index));
  if (announced != nullptr) editor_.Change(announced->changed);
  editor_.Take(run, *rule, announced == nullptr ? kNoLines : announced->lines);
  return true;
}

// The guards are judged on what the event says; when none holds, nothing was learnt.
const Rule* Stepper::LearnAndFind(ChartRun& run, const Trigger& trigger, const Announced& announced, bool other) {
  const EventDeclaration& event = definition_.events[trigger.index];
  Facts facts_of_route = route().facts;
  Facts facts_of_run = run.facts;
  editor_.LearnFactsOf(run, event, announced);
  const Rule* rule = FindRule(run, trigger, other);
  if (rule == nullptr) {
    route().facts = std::move(facts_of_route);
    run.facts = std::move(facts_of_run);
    return nullptr;
  }
  editor_.LearnReferences(event, announced);
  // What is said of something else than the whole route brings lines only where it starts their parts.
  const bool of_route = std::none_of(event.about.begin(), event.about.end(),
                                     [&](const Attribute& one) { return announced.attributes.count(one.name) != 0; });
  if (!event.of_part && (of_route || rule->actions.start_parts)) editor_.LearnLines(event, announced.lines);
  return rule;
}

const Rule* Stepper::FindRule(const ChartRun& run, const Trigger& trigger, bool other) const {
  const FactView facts{editor_.route().facts, run.facts};
  const Chart& chart = definition_[run.chart];
  for (const Rule& rule : other ? chart.everywhere : chart[run.state].rules) {
    if (rule.trigger == trigger && Holds(rule.when, facts)) return &rule;
  }
  return nullptr;
}

void Stepper::BeUnexpected(const Announced& announced) {
  const auto id = definition_.FindEvent(announced.type);
  if (id && definition_[*id].signal) {
    const State& state = definition_.main_chart()[route().main.state];
    return Refuse(RefusalReason::kDoesNotFit, announced.type + " does not fit state " + state.name);
  }
  if (id && definition_[*id].noted_after_end && IsClosed(definition_, route())) {
    editor_.out().reception = Reception::kNoted;
    return;
  }
  editor_.out().reception = Reception::kUnexpected;
  editor_.CallAttention(AttentionTask::Kind::kUnexpectedEvent, announced.part, announced.type, 0);
}

std::string_view ToString(RefusalReason reason) {
  switch (reason) {
    case RefusalReason::kMissingAttribute:
      return "MISSING_ATTRIBUTE";
    case RefusalReason::kBadAttribute:
      return "BAD_ATTRIBUTE";
    case RefusalReason::kStaleTimer:
      return "STALE_TIMER";
    case RefusalReason::kEarlyTimer:
      return "EARLY_TIMER";
    case RefusalReason::kTaskNotOpen:
      return "TASK_CLOSED";
    case RefusalReason::kUnknownOutcome:
      return "OUTCOME_NOT_ALLOWED";
    case RefusalReason::kAnsweredElsewhere:
      return "TASK_ANSWERED_ELSEWHERE";
    case RefusalReason::kDoesNotFit:
      return "EVENT_DOES_NOT_FIT";
    case RefusalReason::kCommandAnswered:
      return "COMMAND_ANSWERED";
    case RefusalReason::kTooManyDeferred:
      return "TOO_MANY_DEFERRED";
  }
  return "?";
}

StepResult Step(const Definition& definition, const Route& route, const Event& event, Instant now) {
  return Stepper(definition, route, event, now).Run();
}

}  // namespace clientroute::orchestrator
