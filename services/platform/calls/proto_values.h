#ifndef CLIENTROUTE_SERVICES_PLATFORM_CALLS_PROTO_VALUES_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CALLS_PROTO_VALUES_H_

#include <optional>

#include "clientroute/type/v1/care.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/date.h"
#include "services/platform/values/money.h"
#include "services/platform/values/period.h"
#include "services/platform/values/volume.h"

namespace clientroute {

/// Between the wire and the values, for every codec. Pure, thread-safe. What comes from outside may be wrong: nullopt
/// then.
std::optional<Date> FromProto(const type::v1::Date& date);
/// nullopt for a missing or impossible start, an impossible end, or an end before the start.
std::optional<Period> FromProto(const type::v1::Period& period);
/// nullopt for an unknown unit or frequency, or an amount that is not positive.
std::optional<Volume> FromProto(const type::v1::Volume& volume);
Money FromProto(const type::v1::Money& money);
/// nullopt outside years 1–9999.
std::optional<Instant> FromProto(const google::protobuf::Timestamp& timestamp);

type::v1::Date ToProto(Date date);
type::v1::Period ToProto(const Period& period);
type::v1::Volume ToProto(const Volume& volume);
type::v1::Money ToProto(Money money);
google::protobuf::Timestamp ToProto(Instant instant);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CALLS_PROTO_VALUES_H_
