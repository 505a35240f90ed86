#include "services/platform/calls/timestamp.h"

namespace clientroute {

google::protobuf::Timestamp ToTimestamp(Instant instant) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds.time_since_epoch().count());
  timestamp.set_nanos(static_cast<std::int32_t>(std::chrono::nanoseconds(instant - seconds).count()));
  return timestamp;
}

Instant FromTimestamp(const google::protobuf::Timestamp& timestamp) {
  return Instant(std::chrono::seconds(timestamp.seconds()) + std::chrono::microseconds(timestamp.nanos() / 1'000));
}

}  // namespace clientroute
