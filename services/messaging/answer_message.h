#ifndef CLIENTROUTE_SERVICES_MESSAGING_ANSWER_MESSAGE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_ANSWER_MESSAGE_H_

#include <string>

#include "services/messaging/codec/message.h"
#include "services/platform/values/care_line.h"
#include "services/platform/values/date.h"

// The answer to a provider's request (319), from values. Pure, thread-safe.

namespace clientroute::messaging {

struct AnswerMessage {
  Law law = Law::kJeugdwet;
  std::string municipality;    // CBS code
  std::string provider;        // AGB code
  std::string identification;  // twelve positions
  Date signed_on;              // Dagtekening
  std::string reference;       // ReferentieAanbieder of the request
  int answer = 0;              // VerzoekAntwoord (WJ760)
  std::string reason;          // RedenAfwijzingVerzoek (WJ759); empty unless refused
  /// CBS code of the municipality that the youth belongs to; empty unless refused for that (TR377). Under the Wmo the
  /// message has no place for it.
  std::string responsible_municipality;
};

/// The message. Precondition: the law has messages.
Message BuildAnswerMessage(const AnswerMessage& content);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_ANSWER_MESSAGE_H_
