#include "services/intake/birth.h"

#include <cstdlib>
#include <utility>

namespace clientroute::intake {

Person Born(const Person& expected, const Birth& birth) {
  Person child = expected;
  child.citizen_number = birth.citizen_number;
  child.birth_date = birth.birth_date;
  child.birth_date_use = BirthDateUse::kWhole;
  child.expected_birth.reset();
  if (!birth.family_name.empty()) {
    child.family_name = birth.family_name;
    child.prefix = birth.prefix;
  }
  if (!birth.first_names.empty()) child.first_names = birth.first_names;
  if (!birth.initials.empty()) child.initials = birth.initials;
  if (birth.gender != Gender::kUnknown) child.gender = birth.gender;
  return child;
}

Problems CheckBirth(const Person& expected, const Birth& birth, Date today) {
  Problems problems;
  Require(!birth.family_name.empty() || birth.prefix.empty(), "prefix", "must go with a family name", &problems);
  if (birth.birth_date > today) {
    problems.push_back({"birth_date", "is yet to come"});
    return problems;
  }
  Require(
      !expected.expected_birth || std::abs(birth.birth_date.DaysSince(*expected.expected_birth)) <= kBirthDaysAwayMax,
      "birth_date", "must be within half a year of the day on which the child was expected", &problems);
  for (Problem& problem : CheckPerson(Born(expected, birth), today)) problems.push_back(std::move(problem));
  return problems;
}

}  // namespace clientroute::intake
