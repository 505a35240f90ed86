#ifndef CLIENTROUTE_SERVICES_MESSAGING_RETRY_LOG_H_
#define CLIENTROUTE_SERVICES_MESSAGING_RETRY_LOG_H_

#include <bit>
#include <string_view>

#include "absl/status/status.h"
#include "services/messaging/messaging_parts.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {

/// Logs that something failed and is tried again: at the first failure, the second, the fourth, and so on, so that what
/// keeps failing is seen and drowns nothing. An error that repeats cannot mend by itself is of level error. `subject`
/// is a safe name.
inline void LogRetry(const MessagingParts& parts, std::string_view what, std::string_view subject, int failures,
                     const absl::Status& status) {
  if (!std::has_single_bit(static_cast<unsigned>(failures))) return;
  const std::string code = absl::StatusCodeToString(status.code());
  const std::string reason = ReasonOf(status);
  const std::string error(status.message());
  parts.logger->Write(IsTransient(status) ? LogLevel::kWarning : LogLevel::kError, "messaging", what,
                      {{"subject", subject},
                       {"code", std::string_view(code)},
                       {"reason", std::string_view(reason)},
                       {"error", std::string_view(error)},
                       {"failures", std::int64_t{failures}}});
}

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_RETRY_LOG_H_
