#ifndef CLIENTROUTE_SERVICES_PLATFORM_VALUES_CALENDAR_H_
#define CLIENTROUTE_SERVICES_PLATFORM_VALUES_CALENDAR_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "services/platform/values/date.h"

namespace clientroute {

/// An instant in UTC, to the microsecond: what every stored and sent moment is.
using Instant = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;

/// `2026-04-03T09:15:00.000000Z`.
std::string ToIso(Instant instant);
/// Reads what ToIso writes (fraction of one to six digits or none, `Z` required); nullopt otherwise.
std::optional<Instant> ParseIso(std::string_view text);

/// The only place where instants and Dutch local days meet (Europe/Amsterdam, from the system's tzdata). Free
/// functions, pure, thread-safe. They stop the process when the machine has no tzdata: without it no term can be
/// trusted.
Date LocalDate(Instant instant);
/// The instant at which the local day begins; when its midnight does not exist, the first that does.
Instant LocalMidnight(Date day);
/// `3 april 2026 om 11:15`, local, for people.
std::string ToDutchLocal(Instant instant);
/// `HH:MM:SS`, local, as the messages write a time.
std::string LocalTime(Instant instant);

/// Western Easter Sunday of the year; by the Gregorian rule, so historical from 1583.
Date EasterSunday(int year);
/// A day on which the terms of the messages do not run: New Year's Day, Good Friday, Easter Monday, King's Day (27
/// April, or the 26th when that is a Sunday), Liberation Day (5 May), Ascension Day, Whit Monday and both Christmas
/// days: those of the Algemene termijnenwet, art. 3, where 5 May counts every year and Good Friday is put on a par.
bool IsHoliday(Date day);
/// Monday to Friday and no holiday.
bool IsWorkingDay(Date day);
/// The `count`-th working day after `day` (count >= 0; 0 gives `day` itself, working day or not).
Date AddWorkingDays(Date day, int count);
/// Working days after `from` up to and including `to`; 0 when `to` is not later.
int WorkingDaysBetween(Date from, Date to);
/// A term ends at local midnight after its last day.
inline Instant EndOfTerm(Date last_day) { return LocalMidnight(last_day.AddDays(1)); }

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_VALUES_CALENDAR_H_
