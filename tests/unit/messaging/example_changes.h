#ifndef CLIENTROUTE_TESTS_UNIT_MESSAGING_EXAMPLE_CHANGES_H_
#define CLIENTROUTE_TESTS_UNIT_MESSAGING_EXAMPLE_CHANGES_H_

#include "tests/unit/messaging/example_messages.h"

// Change requests (317) and answers to requests (319) without a fault, unless their name says which.

namespace clientroute::messaging::example {

/// 317 with its request, and nothing in it yet.
inline Message ChangeHead() {
  Message message = Headed("JW317", kProvider, kMunicipality);
  const InstanceIndex client = Put(message, "Client"_class, kNoInstance, {{"Bsn"_field, kCitizen}});
  Put(message, "Verzoek"_class, client, {{"ReferentieAanbieder"_field, "WIJZIGING-1"}, {"RedenVerzoek"_field, "1"}});
  return message;
}

inline void PutWanted(Message& message, InstanceIndex product) {
  Fill(message, product,
       {{"GewensteIngangsdatum"_field, "2026-05-01"},
        {"Einddatum"_field, "2027-04-30"},
        {"Omvang/Volume"_field, "4"},
        {"Omvang/Eenheid"_field, "16"},
        {"Omvang/Frequentie"_field, "2"}});
}

inline void PutKept(Message& message) {
  Put(message, "OngewijzigdProduct"_class, message.Find("Client[1]/Verzoek[1]")->index(),
      {{"ToewijzingNummer"_field, "1001"}});
}

inline void PutChanged(Message& message) {
  PutWanted(message, Put(message, "TeWijzigenProduct"_class, message.Find("Client[1]/Verzoek[1]")->index(),
                         {{"ToewijzingNummer"_field, "1002"}}));
}

inline void PutNew(Message& message, std::string_view code) {
  PutWanted(message, Put(message, "NieuwProduct"_class, message.Find("Client[1]/Verzoek[1]")->index(),
                         {{"Product/Categorie"_field, "45"}, {"Product/Code"_field, code}}));
}

/// 317 that keeps an allocation, changes one and asks for two new products.
inline Message Change() {
  Message message = ChangeHead();
  PutKept(message);
  PutChanged(message);
  PutNew(message, "45A03");
  PutNew(message, "45A04");
  return message;
}

/// 317 that asks for something new beside what stays.
inline Message Addition() {
  Message message = ChangeHead();
  PutKept(message);
  PutNew(message, "45A03");
  return message;
}

/// 317 that asks for something new where nothing runs.
inline Message ChangeOfNothing() {
  Message message = ChangeHead();
  PutNew(message, "45A03");
  return message;
}

/// 317 in which everything stays.
inline Message ChangeIntoNothing() {
  Message message = ChangeHead();
  PutKept(message);
  return message;
}

/// 319 that refuses a request.
inline Message Refusal() {
  Message message = Headed("JW319", kMunicipality, kProvider);
  Put(message, "Antwoord"_class, kNoInstance,
      {{"ReferentieAanbieder"_field, "AANVRAAG-1"},
       {"VerzoekAntwoord"_field, "1"},
       {"RedenAfwijzingVerzoek"_field, "3"}});
  return message;
}

/// 319 that says that the request is under investigation.
inline Message Investigation() {
  Message message = Headed("JW319", kMunicipality, kProvider);
  Put(message, "Antwoord"_class, kNoInstance,
      {{"ReferentieAanbieder"_field, "AANVRAAG-1"}, {"VerzoekAntwoord"_field, "2"}});
  return message;
}

/// 319 that names the municipality where the youth belongs.
inline Message BelongsElsewhere() {
  Message message = Refusal();
  const InstanceIndex answer = message.body()->index();
  Fill(message, answer, {{"RedenAfwijzingVerzoek"_field, "8"}});
  Put(message, "Woonplaatsbeginsel"_class, answer, {{"Gemeente"_field, "0384"}});
  return message;
}

}  // namespace clientroute::messaging::example

#endif  // CLIENTROUTE_TESTS_UNIT_MESSAGING_EXAMPLE_CHANGES_H_
