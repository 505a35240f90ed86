#include "services/messaging/answer_message.h"

#include "services/messaging/message_kinds.h"
#include "services/messaging/own_header.h"

namespace clientroute::messaging {

using namespace literals;  // NOLINT(google-build-using-namespace)

Message BuildAnswerMessage(const AnswerMessage& content) {
  const MessageSchema& schema = *FindKind(content.law, kRequestAnswerMessage);
  Message message =
      BeginOwnMessage(schema, {content.municipality, content.provider, content.identification, content.signed_on});
  const auto answer = message.Add("Antwoord"_class, kNoInstance);
  if (!answer) return message;
  message.Set(*answer, "ReferentieAanbieder"_field, content.reference);
  message.Set(*answer, "VerzoekAntwoord"_field, std::to_string(content.answer));
  message.Set(*answer, "RedenAfwijzingVerzoek"_field, content.reason);
  if (content.responsible_municipality.empty()) return message;
  if (const auto residence = message.Add("Woonplaatsbeginsel"_class, *answer)) {
    message.Set(*residence, "Gemeente"_field, content.responsible_municipality);
  }
  return message;
}

}  // namespace clientroute::messaging
