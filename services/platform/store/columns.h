#ifndef CLIENTROUTE_SERVICES_PLATFORM_STORE_COLUMNS_H_
#define CLIENTROUTE_SERVICES_PLATFORM_STORE_COLUMNS_H_

#include <cstdint>
#include <optional>

#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/date.h"
#include "services/platform/values/uuid.h"

namespace clientroute {

/// How moments stand in a column: microseconds since 1970, UTC.
inline std::int64_t ToMicros(Instant instant) { return instant.time_since_epoch().count(); }
inline Instant FromMicros(std::int64_t micros) { return Instant(std::chrono::microseconds(micros)); }
inline Parameter Maybe(const std::optional<Instant>& instant) {
  return instant ? Parameter(ToMicros(*instant)) : Parameter(nullptr);
}

/// How days stand in a column: days since 1970-01-01.
inline std::int64_t ToDays(Date day) { return day.days().time_since_epoch().count(); }
inline Date FromDays(std::int64_t days) { return Date(std::chrono::sys_days(std::chrono::days(days))); }
inline Parameter Maybe(const std::optional<Date>& day) { return day ? Parameter(ToDays(*day)) : Parameter(nullptr); }

/// How ids stand in a column: sixteen bytes.
inline Parameter ToColumn(const Uuid& id) { return Blob{id.bytes()}; }

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_STORE_COLUMNS_H_
