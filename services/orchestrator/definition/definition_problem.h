#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_PROBLEM_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_PROBLEM_H_

#include <string>
#include <string_view>
#include <vector>

#include "services/orchestrator/definition/definition_source.h"

namespace clientroute::orchestrator {

/// What can be wrong with a definition. Every kind has a test that breaks a good definition in just that way.
enum class ProblemKind {
  kSyntax,              // the file is no textproto of a definition
  kBadName,             // a name that is empty or spelt otherwise than names are
  kBadVersion,          // a version below 1
  kMissingText,         // no Dutch text where people read one
  kMissingRole,         // a task for nobody
  kUnknownRole,         // a task for a role that sees no tasks
  kMissingPart,         // a block that a definition cannot do without: opening, attention tasks, main chart, start
  kDuplicateName,       // two of one name
  kReservedName,        // the name of a fact that every route has
  kUnknownName,         // names something that is not declared
  kUnknownEvent,        // an event that no service announces
  kUnknownMethod,       // work that is recorded where it cannot be
  kUnknownCommand,      // a command that nobody builds
  kNotAnnounced,        // an attribute that the event does not carry, or not always
  kTypeMismatch,        // a constant, an operator or an attribute that does not fit the type of the fact
  kWrongConstantCount,  // a comparison without a constant, `in` without any, `known` with one
  kBadFact,             // a symbol fact without symbols, symbols on another
  kBadTerm,             // no length, a length out of bounds, or one that does not fit its unit
  kOutOfScope,  // a part's fact, timer or event where there is no part; parts started elsewhere than in the main chart
  kTwoScopes,   // a timer or task that lasts with a state here and on through the chart there
  kNoTrigger,   // a transition that nothing sets off
  kFinalStateActs,     // a final state with transitions, timers or tasks
  kNotFinal,           // `continue_in` on a state that does not end an interruption
  kNoFinalState,       // a chart that cannot end
  kUnreachable,        // a state that no path leads to
  kNoWayToEnd,         // a state from which no path leads to an end
  kAmbiguous,          // two transitions that can hold at once
  kNeverHolds,         // a guard that contradicts itself or what is known there
  kGap,                // what happens is not said for every value
  kAutomaticLoop,      // automatic transitions that can follow each other for ever, or stay where they are
  kTimerUnanswered,    // a timer can expire in a state that says nothing of it
  kTaskUnanswered,     // a task can be completed in a state that says nothing of it, or never
  kCommandUnanswered,  // an outcome can come in a state that says nothing of it
  kUnknownDate,        // a term counts from a day that may not be known
  kUnknownReference,   // a command needs a reference that may not be known
  kNeverUsed,          // declared, and used nowhere
  kNeverSet,           // a guard asks for a fact that nothing ever sets
  kInterruptShadows,   // the event that interrupts has a transition in the main chart as well
  kTooMany,            // more than the limits allow
};
std::string_view ToString(ProblemKind kind);

struct Problem {
  ProblemKind kind = ProblemKind::kSyntax;
  Place place;
  /// Where in the definition: `chart main, state planning, on PlanRecorded`.
  std::string where;
  std::string message;
};

/// `file` is the definition's own; a problem in an included one names that.
/// `youth_standard.textproto:12:5: chart main, state planning: no state is called 'x' [unknown-name]`.
std::string Describe(std::string_view file, const Problem& problem);

using Problems = std::vector<Problem>;

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_DEFINITION_PROBLEM_H_
