#include "services/access/case_role.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

namespace clientroute::access {

bool IsPersonName(std::string_view name) {
  constexpr std::string_view kPersons = "persons/";
  constexpr std::size_t kBytesMax = 128;
  return name.size() > kPersons.size() && name.size() <= kBytesMax && name.starts_with(kPersons) &&
         std::none_of(name.begin(), name.end(),
                      [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; });
}

Problems CheckAbsence(Date first, std::optional<Date> expected, Date today) {
  Problems problems;
  Require(std::abs(first.DaysSince(today)) <= kAbsenceDaysAwayMax, "first_date", "must be at most a year back or ahead",
          &problems);
  Require(!expected || *expected >= first, "expected_last_date", "lies before the first day", &problems);
  return problems;
}

Problems CheckBack(Date first, Date last, Date today) {
  Problems problems;
  Require(last >= first, "last_date", "lies before the first day", &problems);
  Require(last <= today, "last_date", "is yet to come", &problems);
  return problems;
}

}  // namespace clientroute::access
