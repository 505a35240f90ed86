#ifndef CLIENTROUTE_SERVICES_MESSAGING_FAILURE_TEXT_H_
#define CLIENTROUTE_SERVICES_MESSAGING_FAILURE_TEXT_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "services/messaging/exchange_name.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {

/// So much of a failure is kept.
inline constexpr std::size_t kFailureBytesMax = 500;

/// Why something waits for a person, as it is kept and shown: `REASON: text`, without citizen numbers. Pure.
inline std::string FailureText(const absl::Status& status) {
  std::string reason = ReasonOf(status);
  if (reason.empty()) reason = absl::StatusCodeToString(status.code());
  return CutText(Cat(reason, ": ", WithoutCitizenNumbers(std::string(status.message()))), kFailureBytesMax);
}

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_FAILURE_TEXT_H_
