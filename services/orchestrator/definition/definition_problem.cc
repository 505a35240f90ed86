#include "services/orchestrator/definition/definition_problem.h"

#include <algorithm>
#include <iterator>

namespace clientroute::orchestrator {

namespace {

struct KindName {
  ProblemKind kind;
  std::string_view name;
};
constexpr KindName kKindNames[] = {
    {ProblemKind::kSyntax, "syntax"},
    {ProblemKind::kBadName, "bad-name"},
    {ProblemKind::kBadVersion, "bad-version"},
    {ProblemKind::kMissingText, "missing-text"},
    {ProblemKind::kMissingRole, "missing-role"},
    {ProblemKind::kUnknownRole, "unknown-role"},
    {ProblemKind::kMissingPart, "missing-part"},
    {ProblemKind::kDuplicateName, "duplicate-name"},
    {ProblemKind::kReservedName, "reserved-name"},
    {ProblemKind::kUnknownName, "unknown-name"},
    {ProblemKind::kUnknownEvent, "unknown-event"},
    {ProblemKind::kUnknownMethod, "unknown-method"},
    {ProblemKind::kUnknownCommand, "unknown-command"},
    {ProblemKind::kNotAnnounced, "not-announced"},
    {ProblemKind::kTypeMismatch, "type-mismatch"},
    {ProblemKind::kWrongConstantCount, "wrong-constant-count"},
    {ProblemKind::kBadFact, "bad-fact"},
    {ProblemKind::kBadTerm, "bad-term"},
    {ProblemKind::kOutOfScope, "out-of-scope"},
    {ProblemKind::kTwoScopes, "two-scopes"},
    {ProblemKind::kNoTrigger, "no-trigger"},
    {ProblemKind::kFinalStateActs, "final-state-acts"},
    {ProblemKind::kNotFinal, "not-final"},
    {ProblemKind::kNoFinalState, "no-final-state"},
    {ProblemKind::kUnreachable, "unreachable"},
    {ProblemKind::kNoWayToEnd, "no-way-to-end"},
    {ProblemKind::kAmbiguous, "ambiguous"},
    {ProblemKind::kNeverHolds, "never-holds"},
    {ProblemKind::kGap, "gap"},
    {ProblemKind::kAutomaticLoop, "automatic-loop"},
    {ProblemKind::kTimerUnanswered, "timer-unanswered"},
    {ProblemKind::kTaskUnanswered, "task-unanswered"},
    {ProblemKind::kCommandUnanswered, "command-unanswered"},
    {ProblemKind::kUnknownDate, "unknown-date"},
    {ProblemKind::kUnknownReference, "unknown-reference"},
    {ProblemKind::kNeverUsed, "never-used"},
    {ProblemKind::kNeverSet, "never-set"},
    {ProblemKind::kInterruptShadows, "interrupt-shadows"},
    {ProblemKind::kTooMany, "too-many"},
};
static_assert(std::size(kKindNames) == static_cast<std::size_t>(ProblemKind::kTooMany) + 1, "every kind has a name");

}  // namespace

std::string_view ToString(ProblemKind kind) {
  const auto* found =
      std::find_if(std::begin(kKindNames), std::end(kKindNames), [&](const KindName& one) { return one.kind == kind; });
  return found == std::end(kKindNames) ? "?" : found->name;
}

std::string Describe(std::string_view file, const Problem& problem) {
  std::string text(problem.place.file.empty() ? file : problem.place.file);
  if (problem.place.line > 0) {
    text += ":" + std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column);
  }
  text += ": ";
  if (!problem.where.empty()) text += problem.where + ": ";
  return text + problem.message + " [" + std::string(ToString(problem.kind)) + "]";
}

}  // namespace clientroute::orchestrator
