#ifndef CLIENTROUTE_SERVICES_MESSAGING_MESSAGING_PARTS_H_
#define CLIENTROUTE_SERVICES_MESSAGING_MESSAGING_PARTS_H_

#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "services/messaging/content_vault.h"
#include "services/messaging/hub.h"
#include "services/messaging/message_record.h"
#include "services/messaging/peer_calls.h"
#include "services/platform/clock/clock.h"
#include "services/platform/ids/random.h"
#include "services/platform/logging/logger.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/store/database.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::messaging {

/// What the parts of messaging share; all of it outlives them, and is thread-safe.
struct MessagingParts {
  Database* database = nullptr;
  Clock* clock = nullptr;
  Random* random = nullptr;
  Logger* logger = nullptr;
  Metrics* metrics = nullptr;
  Hub* hub = nullptr;
  const PeerCalls* peers = nullptr;
  const ContentVault* vault = nullptr;
  /// Called after each step that cannot be undone, with its name (`received`, `answered`, …); tests stop the work there
  /// as a kill would. May be empty.
  std::function<void(std::string_view)> after_step;

  void Stepped(std::string_view step) const {
    if (after_step) after_step(step);
  }
};

/// Runs a write of messaging's own work once: the request id is `<message uuid>/<step>`, the cause is the message.
/// Errors: what `work` returns; those of Connection.
absl::Status RecordStep(const MessagingParts& parts, const MessageRecord& message, std::string_view step,
                        const std::function<absl::Status(UnitOfWork&)>& work);

/// The same of an error between us and the hub: the request id is `<reference>/<step>`, the cause the error.
absl::Status RecordErrorStep(Database& database, const Clock& clock, std::string_view reference, std::string_view step,
                             const std::function<absl::Status(UnitOfWork&)>& work);

/// Counts and logs that a message came to its end.
void ReportOutcome(const MessagingParts& parts, const MessageRecord& message, MessageState state);
/// `RECEIVED`, `ACCEPTED`, …
std::string_view NameOf(MessageState state);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_MESSAGING_PARTS_H_
