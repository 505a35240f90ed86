#include "services/messaging/message_term.h"

#include "services/messaging/late_message.h"
#include "services/messaging/overtaken_store.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::messaging {

absl::Status FireTerm(const MessagingParts& parts, const Timer& timer) {
  if (timer.name != kOvertakenTimer) return AnnounceLate(parts, timer);
  const auto id = IdIn(timer.owner, "messages");
  if (!id) return Error(absl::StatusCode::kInternal, "TIMER_OWNER_UNKNOWN", Cat("timer of ", timer.owner));
  return parts.database->Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const bool taken, TakeTimer(connection, timer));
    return taken ? EndWait(connection, *id) : absl::OkStatus();
  });
}

}  // namespace clientroute::messaging
