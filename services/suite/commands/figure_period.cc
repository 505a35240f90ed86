#include "services/suite/commands/figure_period.h"

#include <optional>

#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/values/calendar.h"

namespace clientroute::suite {

absl::StatusOr<Date> Today(const Session& session) {
  CLIENTROUTE_ASSIGN(auto time, Ask(session, &platform::v1::Operations::Stub::GetTime, platform::v1::GetTimeRequest()));
  return LocalDate(FromProto(time.now()).value_or(Instant()));
}

absl::StatusOr<std::pair<Date, Date>> PeriodOf(const Session& session, const Arguments& arguments) {
  CLIENTROUTE_ASSIGN(const Date today, Today(session));
  const int year = static_cast<int>(today.ymd().year());
  constexpr unsigned kDecember = 12;
  constexpr unsigned kLastOfDecember = 31;
  Date from = Date::Of(year, 1, 1).value_or(Date());
  Date until = Date::Of(year, kDecember, kLastOfDecember).value_or(Date());
  for (auto [flag, day] : {std::pair{"from", &from}, std::pair{"until", &until}}) {
    if (!arguments.Has(flag)) continue;
    std::optional<Date> parsed = Date::Parse(arguments.Text(flag));
    if (!parsed) return WrongUse(Cat("--", flag, " wil een dag als 2026-12-31"));
    *day = *parsed;
  }
  return std::pair(from, until);
}

std::string MonthText(const type::v1::Date& day) {
  if (day.year() == 0) return "";
  return Cat(day.year(), day.month() < 10 ? "-0" : "-", day.month());
}

}  // namespace clientroute::suite
