#include <string>
#include <string_view>

#include "services/orchestrator/definition/definition_linker.h"

namespace clientroute::orchestrator {
namespace {

std::string Quoted(std::string_view name) { return "'" + std::string(name) + "'"; }

}  // namespace

std::optional<Term> Linker::LinkTerm(const std::optional<TermSource>& source, std::optional<ChartId> chart,
                                     const Place& place, const std::string& where) {
  if (!source || !source->unit) {
    Report(ProblemKind::kBadTerm, source ? source->place : place, where, "the length of the term is missing");
    return std::nullopt;
  }
  Term term;
  term.unit = *source->unit;
  term.count = source->count;
  term.only_when_known = source->only_when_known;
  const int most = MostOf(term.unit);
  const bool forwards = term.unit == TermUnit::kWorkingDays || term.unit == TermUnit::kBirthday;
  const bool backwards = !source->after.empty() && !forwards;
  const int least = backwards ? -most : source->after.empty() ? 1 : 0;
  if (term.count < least || term.count > most) {
    Report(ProblemKind::kBadTerm, source->place, where,
           "the term must count from " + std::to_string(least) + " to " + std::to_string(most));
  }
  if (source->after.empty()) {
    if (term.unit == TermUnit::kBirthday) {
      Report(ProblemKind::kBadTerm, source->place, where, "a birthday needs the fact that says the day of birth");
    }
    if (source->only_when_known) {
      Report(ProblemKind::kBadTerm, source->place, where, "only_when_known needs the fact that the term counts from");
    }
    return term;
  }
  term.after = LinkFactRef(source->after, chart, source->place, where);
  if (term.after && FactOf(*term.after, chart).type != FactType::kDate) {
    Report(ProblemKind::kTypeMismatch, source->place, where,
           "a term counts from a date; " + Quoted(source->after) + " is none");
  }
  if (term.unit == TermUnit::kHours) {
    Report(ProblemKind::kBadTerm, source->place, where, "hours count from a moment, not from a day");
  }
  return term;
}

}  // namespace clientroute::orchestrator
