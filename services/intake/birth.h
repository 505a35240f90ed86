#ifndef CLIENTROUTE_SERVICES_INTAKE_BIRTH_H_
#define CLIENTROUTE_SERVICES_INTAKE_BIRTH_H_

#include <string>

#include "services/intake/person.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/date.h"
#include "services/platform/values/problem.h"

namespace clientroute::intake {

/// That a child was born who was referred before (INT-3). What is left empty keeps what was known of it. Identifying: a
/// value that is never logged.
struct Birth {
  CitizenNumber citizen_number;
  Date birth_date;
  std::string family_name;
  std::string prefix;
  std::string first_names;
  std::string initials;
  Gender gender = Gender::kUnknown;
};

/// How far a birth may lie from the day on which it was expected: what is farther is another child or a slip.
inline constexpr int kBirthDaysAwayMax = 180;

/// The child as it is known from then on. Pure, thread-safe.
Person Born(const Person& expected, const Birth& birth);

/// What is wrong with the birth, told on `today`, of a child that was `expected`: yet to come, too far from when it was
/// expected, or something that CheckPerson finds wrong with the child. Pure, thread-safe.
Problems CheckBirth(const Person& expected, const Birth& birth, Date today);

}  // namespace clientroute::intake

#endif  // CLIENTROUTE_SERVICES_INTAKE_BIRTH_H_
