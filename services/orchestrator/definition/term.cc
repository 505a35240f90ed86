#include "services/orchestrator/definition/term.h"

#include <chrono>

namespace clientroute::orchestrator {
namespace {

// Days outside these years are a mistake of whoever wrote them; the calendar's own ends stay far away.
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2999;
constexpr int kDaysOfWeek = 7;

bool InCalendar(Date day) {
  const int year = static_cast<int>(day.ymd().year());
  return year >= kFirstYear && year <= kLastYear;
}

Date Counted(const Term& term, Date from) {
  switch (term.unit) {
    case TermUnit::kWorkingDays:
      return AddWorkingDays(from, term.count);
    case TermUnit::kMonths:
      return from.AddMonths(term.count);
    case TermUnit::kWeeks:
      return from.AddDays(kDaysOfWeek * term.count);
    case TermUnit::kBirthday:
      // The last day of the term is the one before it.
      return from.BirthdayAt(term.count).AddDays(-1);
    case TermUnit::kDays:
    case TermUnit::kHours:
      break;
  }
  return from.AddDays(term.count);
}

std::string UnitName(TermUnit unit, bool one) {
  switch (unit) {
    case TermUnit::kHours:
      return "uur";
    case TermUnit::kDays:
      return one ? "dag" : "dagen";
    case TermUnit::kWorkingDays:
      return one ? "werkdag" : "werkdagen";
    case TermUnit::kMonths:
      return one ? "maand" : "maanden";
    case TermUnit::kWeeks:
      return one ? "week" : "weken";
    case TermUnit::kBirthday:
      return "verjaardag";
  }
  return "?";
}

}  // namespace

std::optional<Instant> EndOf(const Term& term, const FactView& facts, Instant start) {
  if (term.unit == TermUnit::kHours) return start + std::chrono::hours(term.count);
  Date from = LocalDate(start);
  if (term.after) {
    const FactValue& days = facts[*term.after];
    if (!days) return std::nullopt;
    from = Date(std::chrono::sys_days(std::chrono::days(*days)));
  }
  if (!InCalendar(from)) return std::nullopt;
  const Date last = Counted(term, from);
  if (!InCalendar(last)) return std::nullopt;
  return EndOfTerm(last);
}

std::string DescribeTerm(const Term& term, std::string_view after) {
  if (term.unit == TermUnit::kBirthday) {
    return std::to_string(term.count) + "e " + UnitName(term.unit, true) + " (" + std::string(after) + ")";
  }
  std::string text;
  if (term.count != 0 || after.empty()) text = std::to_string(term.count) + " " + UnitName(term.unit, term.count == 1);
  if (after.empty()) return text;
  if (!text.empty()) text += " ";
  return text + "na " + std::string(after);
}

}  // namespace clientroute::orchestrator
