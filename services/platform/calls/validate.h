#ifndef CLIENTROUTE_SERVICES_PLATFORM_CALLS_VALIDATE_H_
#define CLIENTROUTE_SERVICES_PLATFORM_CALLS_VALIDATE_H_

#include <vector>

#include "google/protobuf/message.h"
#include "services/platform/status/status.h"

namespace clientroute {

/// What a field may hold where its proto does not say (`clientroute.type.v1.limit`).
inline constexpr std::size_t kStringBytesMost = 4'096;
inline constexpr int kElementsMost = 10'000;
/// Wrong fields named at most; more tell a client nothing new.
inline constexpr std::size_t kViolationsMost = 50;

/// What is wrong with a request by its proto alone, in the order of its fields: a REQUIRED field that is absent (a text
/// or list that is empty, an enum that is unspecified; a plain number or truth value cannot be absent), an enum's
/// number that its proto does not name, a text or list over its limit, a time outside the years 1 to 9999. Goes into
/// sub-messages and lists; paths read `lines[2].period.start_date`. Pure, thread-safe.
std::vector<FieldViolation> ViolationsIn(const google::protobuf::Message& request);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_CALLS_VALIDATE_H_
