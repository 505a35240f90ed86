#ifndef CLIENTROUTE_SERVICES_MESSAGING_INBOUND_JUDGEMENT_H_
#define CLIENTROUTE_SERVICES_MESSAGING_INBOUND_JUDGEMENT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/codec/message.h"
#include "services/messaging/message_record.h"
#include "services/platform/values/date.h"

// What can be said of a file that came in by looking at it alone. Pure, thread-safe.

namespace clientroute::messaging {

/// How a file is judged: level 1, whether it belongs at this door, level 2, and of level 4 what needs nobody else.
struct InboundJudgement {
  /// `JW315` where the root was recognised, also of a file that is refused.
  std::string kind;
  /// AGB code of the provider that sent it; empty where it cannot be told.
  std::string provider;
  /// There when the file passed level 1.
  std::optional<Message> message;
  /// Not empty: the file is refused, without a return message.
  std::vector<MessageFinding> refusals;
  /// Not empty: the whole message is returned with 0001 (level 2).
  std::vector<MessageFinding> content_findings;
  /// Not empty: the message breaks a rule of level 4 that is judged here: TR135 (8848), and TR381 (S329) for a product
  /// code that no product list can hold.
  std::vector<MessageFinding> outside_findings;
};

/// Judges the bytes of a file that came in at the door of `municipality` (CBS code) on the local day `received`.
InboundJudgement JudgeInbound(std::string_view bytes, std::string_view municipality, Date received);

/// The return code of TR056, and that rule as a finding about the whole message.
inline constexpr std::string_view kReusedCode = "9056";
MessageFinding ReusedIdentification();

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_INBOUND_JUDGEMENT_H_
