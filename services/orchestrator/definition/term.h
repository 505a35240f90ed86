#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_TERM_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_TERM_H_

#include <optional>
#include <string>

#include "services/orchestrator/definition/fact.h"
#include "services/platform/values/calendar.h"

namespace clientroute::orchestrator {

/// In what a term is counted.
enum class TermUnit { kHours, kDays, kWorkingDays, kMonths, kWeeks, kBirthday };

/// How long something may take: a timer's duration, a task's due date. Days, working days, weeks and months are counted
/// in local days and end at local midnight after the last of them (OP090, OP274); a birthday ends the term when it
/// begins, at local midnight before it; hours are counted from the instant.
struct Term {
  TermUnit unit = TermUnit::kDays;
  int count = 0;
  /// Counts from the day that this fact names, instead of from the day on which it starts. Never with kHours, always
  /// with kBirthday, which counts the years from it.
  std::optional<FactRef> after;
  /// The term does not run at all while `after` is unknown; otherwise the checker proves that it is known.
  bool only_when_known = false;
};

/// The most that a term may count, so that no due date leaves the calendar: hours of a year, 100 years of days, of
/// weeks, of months; the age that nobody reaches.
inline constexpr int kMaxTermHours = 24 * 366;
inline constexpr int kMaxTermDays = 36'600;
inline constexpr int kMaxTermWeeks = 5'200;
inline constexpr int kMaxTermMonths = 1'200;
inline constexpr int kMaxTermAge = 150;
/// The most that a term of the unit may count.
constexpr int MostOf(TermUnit unit) {
  switch (unit) {
    case TermUnit::kHours:
      return kMaxTermHours;
    case TermUnit::kWeeks:
      return kMaxTermWeeks;
    case TermUnit::kMonths:
      return kMaxTermMonths;
    case TermUnit::kBirthday:
      return kMaxTermAge;
    case TermUnit::kDays:
    case TermUnit::kWorkingDays:
      break;
  }
  return kMaxTermDays;
}

/// When a term that starts at `start` ends; nullopt when the day that it counts from is unknown, or when the end lies
/// outside the calendar. May lie before `start` when that day is past.
std::optional<Instant> EndOf(const Term& term, const FactView& facts, Instant start);

/// `5 werkdagen`, `14 dagen na einddatum`, `18e verjaardag (geboortedatum)`, for people. `after` is the title of the
/// fact, empty without one.
std::string DescribeTerm(const Term& term, std::string_view after);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_TERM_H_
