#ifndef CLIENTROUTE_SERVICES_PLATFORM_CALLS_TIMESTAMP_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CALLS_TIMESTAMP_H_

#include "google/protobuf/timestamp.pb.h"
#include "services/platform/values/calendar.h"

namespace clientroute {

/// Moments on the wire, to the microsecond. Pure, thread-safe.
google::protobuf::Timestamp ToTimestamp(Instant instant);
/// What is finer than a microsecond is dropped. The wrapper has checked that it lies in the years 1 to 9999
/// (calls/validate.h).
Instant FromTimestamp(const google::protobuf::Timestamp& timestamp);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CALLS_TIMESTAMP_H_
