#ifndef CLIENTROUTE_SERVICES_PLATFORM_VALUES_MUNICIPALITIES_H_
#define CLIENTROUTE_SERVICES_PLATFORM_VALUES_MUNICIPALITIES_H_

#include "services/platform/values/codes.h"
#include "services/platform/values/date.h"

namespace clientroute {

/// Whether the municipality stood in the division of the country (CBS list) that was in force on the day: what TR378
/// asks. Exact from 1 January 2021 up to the division of 2023, the one that the standards name (342 municipalities);
/// days before are judged by the division of 1 January 2021, days after by that of 2023. Pure, thread-safe.
bool MunicipalityExistsOn(const MunicipalityCode& code, Date day);

/// How many municipalities the country had on the day, by the same table.
int MunicipalitiesOn(Date day);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_VALUES_MUNICIPALITIES_H_
