#ifndef CLIENTROUTE_SERVICES_MESSAGING_CONTROL_LEVEL2_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CONTROL_LEVEL2_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/codec/message.h"
#include "services/platform/values/date.h"

namespace clientroute::messaging {

/// One rule that a message breaks, at one place.
struct Finding {
  std::string_view rule;         // "CS002"; its row is FindRule(rule)
  std::string_view return_code;  // what the header of the return message carries: 0001 at level 2
  std::string class_path;        // "Client[1]/StartProducten/StartProduct[2]"
  std::string element;      // path of the value or group inside the class: "Begindatum"; "" for the class as a whole
  std::uint32_t line = 0;   // in the file; 0 when the message was not read from one
  std::string explanation;  // in Dutch, without values that identify a person
};

/// How many findings of one message are kept; the first is enough to refuse it.
inline constexpr std::size_t kFindingsMax = 1000;

/// Level 2: judges a forward message by itself, with every rule of the standard for it, and hands over every rule that
/// is broken at every place, in the order of the file, until `visit` gives false. A return message is not judged.
/// Precondition: it passed level 1. Pure; cost linear in the message, plus a sort of the keys; memory: some 30 bytes a
/// class instance, whatever the number of findings.
void VisitFindings(const Message& message, const std::function<bool(const Finding&)>& visit);

/// The first `kFindingsMax` of them; empty when nothing is wrong.
std::vector<Finding> CheckContent(const Message& message);

/// TR135 (level 4, code 8848): the Dagtekening must not lie after `today`, the local date of reception.
std::vector<Finding> CheckSignedOn(const Message& message, Date today);

/// The ids of the rules that `CheckContent` judges, ascending, for documentation and for the test that none is missing.
std::vector<std::string_view> JudgedRules();

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CONTROL_LEVEL2_H_
