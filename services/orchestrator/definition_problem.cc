#include "services/orchestrator/definition_problem.h"

namespace clientroute::orchestrator {

std::string_view ToString(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::kSyntax:
      return "syntax";
    case ProblemKind::kBadName:
      return "bad-name";
    case ProblemKind::kBadVersion:
      return "bad-version";
    case ProblemKind::kMissingText:
      return "missing-text";
    case ProblemKind::kMissingRole:
      return "missing-role";
    case ProblemKind::kUnknownRole:
      return "unknown-role";
    case ProblemKind::kMissingPart:
      return "missing-part";
    case ProblemKind::kDuplicateName:
      return "duplicate-name";
    case ProblemKind::kReservedName:
      return "reserved-name";
    case ProblemKind::kUnknownName:
      return "unknown-name";
    case ProblemKind::kUnknownEvent:
      return "unknown-event";
    case ProblemKind::kUnknownMethod:
      return "unknown-method";
    case ProblemKind::kUnknownCommand:
      return "unknown-command";
    case ProblemKind::kNotAnnounced:
      return "not-announced";
    case ProblemKind::kTypeMismatch:
      return "type-mismatch";
    case ProblemKind::kWrongConstantCount:
      return "wrong-constant-count";
    case ProblemKind::kBadFact:
      return "bad-fact";
    case ProblemKind::kBadTerm:
      return "bad-term";
    case ProblemKind::kOutOfScope:
      return "out-of-scope";
    case ProblemKind::kTwoScopes:
      return "two-scopes";
    case ProblemKind::kNoTrigger:
      return "no-trigger";
    case ProblemKind::kFinalStateActs:
      return "final-state-acts";
    case ProblemKind::kNotFinal:
      return "not-final";
    case ProblemKind::kNoFinalState:
      return "no-final-state";
    case ProblemKind::kUnreachable:
      return "unreachable";
    case ProblemKind::kNoWayToEnd:
      return "no-way-to-end";
    case ProblemKind::kAmbiguous:
      return "ambiguous";
    case ProblemKind::kNeverHolds:
      return "never-holds";
    case ProblemKind::kGap:
      return "gap";
    case ProblemKind::kAutomaticLoop:
      return "automatic-loop";
    case ProblemKind::kTimerUnanswered:
      return "timer-unanswered";
    case ProblemKind::kTaskUnanswered:
      return "task-unanswered";
    case ProblemKind::kCommandUnanswered:
      return "command-unanswered";
    case ProblemKind::kUnknownDate:
      return "unknown-date";
    case ProblemKind::kUnknownReference:
      return "unknown-reference";
    case ProblemKind::kNeverUsed:
      return "never-used";
    case ProblemKind::kNeverSet:
      return "never-set";
    case ProblemKind::kInterruptShadows:
      return "interrupt-shadows";
    case ProblemKind::kTooMany:
      return "too-many";
  }
  return "?";
}

std::string Describe(std::string_view file, const Problem& problem) {
  std::string text(file);
  if (problem.place.line > 0) {
    text += ":" + std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column);
  }
  text += ": ";
  if (!problem.where.empty()) text += problem.where + ": ";
  return text + problem.message + " [" + std::string(ToString(problem.kind)) + "]";
}

}  // namespace clientroute::orchestrator
