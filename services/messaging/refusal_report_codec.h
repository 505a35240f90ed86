#ifndef CLIENTROUTE_SERVICES_MESSAGING_REFUSAL_REPORT_CODEC_H_
#define CLIENTROUTE_SERVICES_MESSAGING_REFUSAL_REPORT_CODEC_H_

#include <string>
#include <vector>

#include "services/messaging/message_record.h"

namespace clientroute::messaging {

/// What is put beside a refused file: which file, and where and why it is wrong. Neither holds a value of the file.
/// Pure, thread-safe.

/// For machines: {"file", "municipality", "message", "kind", "received", "errors": [{"line", "element", "rule",
/// "reason"}]}.
std::string RefusalAsJson(const MessageRecord& message, const std::vector<MessageFinding>& findings);
/// For people, in Dutch.
std::string RefusalAsText(const MessageRecord& message, const std::vector<MessageFinding>& findings);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_REFUSAL_REPORT_CODEC_H_
