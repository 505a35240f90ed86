#include "services/messaging/answer_message.h"

#include "services/messaging/message_kinds.h"

namespace clientroute::messaging {

using namespace literals;  // NOLINT(google-build-using-namespace)

Message BuildAnswerMessage(const AnswerMessage& content) {
  const MessageSchema& schema = *FindKind(content.law, kRequestAnswerMessage);
  Message message(schema);
  message.Set(0, "Afzender"_field, content.municipality);
  message.Set(0, "Ontvanger"_field, content.provider);
  message.Set(0, "BerichtIdentificatie/Identificatie"_field, content.identification);
  message.Set(0, "BerichtIdentificatie/Dagtekening"_field, content.signed_on.ToString());
  message.Set(0, "XsdVersie/BasisschemaXsdVersie"_field, schema.release().basis_xsd_version);
  message.Set(0, "XsdVersie/BerichtXsdVersie"_field, schema.release().message_xsd_version);
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
