#ifndef CLIENTROUTE_TESTS_UNIT_MESSAGING_EXAMPLE_MESSAGES_H_
#define CLIENTROUTE_TESTS_UNIT_MESSAGING_EXAMPLE_MESSAGES_H_

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/codec/message.h"
#include "services/messaging/standard/catalogue.h"

// Messages without a fault at level 1 and 2, for tests to start from. All of them are signed on kSignedOn.

namespace clientroute::messaging::example {

using namespace literals;  // NOLINT(google-build-using-namespace): the tests read by them

inline constexpr std::string_view kMunicipality = "9001";
inline constexpr std::string_view kProvider = "42420001";
inline constexpr std::string_view kCitizen = "999900006";
inline constexpr std::string_view kSignedOn = "2026-04-15";

struct Field {
  FieldId field;
  std::string_view text;
};

inline void Fill(Message& message, InstanceIndex instance, std::initializer_list<Field> fields) {
  for (const Field& field : fields) message.Set(instance, field.field, field.text);
}

/// Adds an instance with its values. Precondition: the message has that class there.
inline InstanceIndex Put(Message& message, ClassId id, InstanceIndex parent, std::initializer_list<Field> fields) {
  const InstanceIndex instance = message.Add(id, parent).value();
  Fill(message, instance, fields);
  return instance;
}

/// A message with its header alone.
inline Message Headed(std::string_view name, std::string_view sender, std::string_view receiver) {
  Message message(*Catalogue::Default().FindByName(name));
  Fill(message, 0,
       {{"Afzender"_field, sender},
        {"Ontvanger"_field, receiver},
        {"BerichtIdentificatie/Identificatie"_field, "2026-0001"},
        {"BerichtIdentificatie/Dagtekening"_field, kSignedOn},
        {"XsdVersie/BasisschemaXsdVersie"_field, "1.0.0"},
        {"XsdVersie/BerichtXsdVersie"_field, "1.0.0"}});
  return message;
}

inline void FillPerson(Message& message, InstanceIndex person) {
  Fill(message, person,
       {{"Geboortedatum/Datum"_field, "2012-05-20"},
        {"Geslacht"_field, "2"},
        {"Naam/Geslachtsnaam/Achternaam"_field, "Dijkstra"},
        {"Naam/Voornamen"_field, "Sanne"},
        {"Naam/Voorletters"_field, "S"}});
}

inline InstanceIndex PutContact(Message& message, InstanceIndex parent, std::string_view kind) {
  return Put(message, "Contact"_class, parent,
             {{"Soort"_field, kind},
              {"Adres/Huis/Huisnummer"_field, "12"},
              {"Adres/Postcode"_field, "1234AB"},
              {"Adres/Straatnaam"_field, "Dorpsstraat"},
              {"Adres/Plaatsnaam"_field, "Meer & Duin"},
              {"Adres/LandCode"_field, "NL"}});
}

inline InstanceIndex PutAllocation(Message& message, InstanceIndex client, std::string_view number,
                                   std::string_view code) {
  return Put(message, "ToegewezenProduct"_class, client,
             {{"ToewijzingNummer"_field, number},
              {"Product/Categorie"_field, "45"},
              {"Product/Code"_field, code},
              {"Toewijzingsdatum"_field, "2026-04-14"},
              {"Toewijzingstijd"_field, "10:30:00"},
              {"Ingangsdatum"_field, "2026-05-01"},
              {"Einddatum"_field, "2027-04-30"},
              {"Omvang/Volume"_field, "120"},
              {"Omvang/Eenheid"_field, "01"},
              {"Omvang/Frequentie"_field, "2"}});
}

/// 301 with a relation, an address and two allocated products.
inline Message Allocation() {
  Message message = Headed("JW301", kMunicipality, kProvider);
  const InstanceIndex client = Put(message, "Client"_class, kNoInstance, {{"Bsn"_field, kCitizen}});
  FillPerson(message, client);
  Fill(message, client, {{"Naam/NaamGebruik"_field, "1"}});
  const InstanceIndex relation = Put(message, "Relatie"_class, client, {{"Nummer"_field, "1"}, {"Soort"_field, "10"}});
  Fill(message, relation, {{"Naam/Geslachtsnaam/Achternaam"_field, "Dijkstra"}, {"Naam/NaamGebruik"_field, "1"}});
  Put(message, "Contact"_class, relation,
      {{"Soort"_field, "03"},
       {"Telefoon/Telefoon01/Telefoonnummer"_field, "0612345678"},
       {"Telefoon/Telefoon01/Landnummer"_field, "0031"}});
  PutContact(message, client, "01");
  PutAllocation(message, client, "1001", "45A01");
  PutAllocation(message, client, "1002", "45A02");
  return message;
}

/// A client as 305, 307 and 315 carry him.
inline InstanceIndex PutClient(Message& message) {
  const InstanceIndex client = Put(message, "Client"_class, kNoInstance, {{"Bsn"_field, kCitizen}});
  FillPerson(message, client);
  return client;
}

/// 305 with two started products.
inline Message Start() {
  Message message = Headed("JW305", kProvider, kMunicipality);
  const InstanceIndex client = PutClient(message);
  for (const std::string_view number : {"1001", "1002"}) {
    Put(message, "StartProduct"_class, client,
        {{"ToewijzingNummer"_field, number},
         {"Product/Categorie"_field, "45"},
         {"Product/Code"_field, "45A01"},
         {"ToewijzingIngangsdatum"_field, "2026-04-01"},
         {"Begindatum"_field, "2026-04-10"},
         {"StatusAanlevering"_field, "1"}});
  }
  return message;
}

/// 307 with one stopped product.
inline Message Stop() {
  Message message = Headed("JW307", kProvider, kMunicipality);
  const InstanceIndex client = PutClient(message);
  Put(message, "StopProduct"_class, client,
      {{"ToewijzingNummer"_field, "1001"},
       {"Product/Categorie"_field, "45"},
       {"Product/Code"_field, "45A01"},
       {"ToewijzingIngangsdatum"_field, "2026-03-01"},
       {"Begindatum"_field, "2026-03-10"},
       {"RedenBeeindiging"_field, "31"},
       {"Einddatum"_field, "2026-04-12"},
       {"StatusAanlevering"_field, "1"}});
  return message;
}

/// 315 with two requested products.
inline Message Request() {
  Message message = Headed("JW315", kProvider, kMunicipality);
  const InstanceIndex client = PutClient(message);
  Fill(message, client, {{"GezagsdragerBekend"_field, "1"}});
  for (const std::string_view code : {"45A01", "45A02"}) {
    Put(message, "AangevraagdProduct"_class, client,
        {{"ReferentieAanbieder"_field, code == "45A01" ? "AANVRAAG-1" : "AANVRAAG-2"},
         {"Product/Categorie"_field, "45"},
         {"Product/Code"_field, code},
         {"ToewijzingIngangsdatum"_field, "2026-05-01"},
         {"ToewijzingEinddatum"_field, "2027-04-30"},
         {"Omvang/Volume"_field, "4"},
         {"Omvang/Eenheid"_field, "16"},
         {"Omvang/Frequentie"_field, "2"},
         {"Verwijzer/Type"_field, "02"},
         {"Verwijzer/ZorgverlenerCode"_field, "01012345"}});
  }
  return message;
}

/// The same message in iWmo: its product categories take the place of those of youth care, and what social support does
/// not have is left out.
inline Message InSocialSupport(const Message& youth) {
  const std::string name = "WMO" + std::to_string(youth.number());
  Message support(*Catalogue::Default().FindByName(name));
  std::vector<InstanceIndex> places(youth.size(), kNoInstance);  // in the copy; the header stays the first
  for (InstanceIndex index = 0; index < youth.size(); ++index) {
    const InstanceView from = youth.at(index);
    const InstanceIndex parent = from.has_parent() ? places[from.parent().index()] : kNoInstance;
    const std::optional<InstanceIndex> to = index == 0 ? 0 : support.Add(from.class_id(), parent);
    if (!to.has_value()) continue;
    places[index] = *to;
    for (const auto& [field, value] : from.values()) {
      const bool category = field == "Product/Categorie"_field || field == "ProductCategorie"_field;
      if (field != "BerichtCode"_field) support.Set(*to, field, !category ? value : value == "45" ? "02" : "03");
    }
    for (const std::string_view code : from.return_codes()) support.AddReturnCode(*to, code);
  }
  return support;
}

}  // namespace clientroute::messaging::example

#endif  // CLIENTROUTE_TESTS_UNIT_MESSAGING_EXAMPLE_MESSAGES_H_
