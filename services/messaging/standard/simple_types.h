#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_SIMPLE_TYPES_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_SIMPLE_TYPES_H_

#include <cstddef>
#include <iterator>

#include "services/messaging/standard/code_lists.h"
#include "services/messaging/standard/structure.h"

// The simple types (LDT) of the shared schema. A release takes this table and puts rows of its own in the place of
// those that differ (see Release::own_types).

namespace clientroute::messaging {

namespace simple {

constexpr SimpleType Line(std::string_view name, std::uint32_t characters_max) {
  return {.name = name, .pattern = Pattern::kOneFilledLine, .length_max = characters_max};
}
constexpr SimpleType Text(std::string_view name, std::uint32_t characters_max) {
  return {.name = name, .length_max = characters_max};
}
constexpr SimpleType Digits(std::string_view name, std::uint32_t characters_min, std::uint32_t characters_max) {
  return {.name = name, .pattern = Pattern::kDigits, .length_min = characters_min, .length_max = characters_max};
}
constexpr SimpleType Number(std::string_view name, std::int64_t max) {
  return {.name = name, .kind = ValueKind::kInteger, .value_max = max};
}
constexpr SimpleType Coded(std::string_view name, const CodeList& codes) { return {.name = name, .codes = &codes}; }

}  // namespace simple

inline constexpr SimpleType kSimpleTypes[] = {
    simple::Coded("AanduidingWoonadres", kAddressIndications),
    simple::Coded("AdresSoort", kAddressKinds),
    simple::Digits("AgbCode", 8, 8),
    simple::Number("Bedrag", 99'999'999),  // euro cents
    simple::Text("BerichtCode", 3),
    simple::Number("BerichtSubversie", 99),
    simple::Number("BerichtVersie", 99),
    simple::Number("Budget", 99'999'999),  // euro cents
    simple::Digits("BurgerServicenummer", 9, 9),
    {.name = "Commentaar", .pattern = Pattern::kFilled},
    simple::Coded("Communicatievorm", kCommunicationForms),
    {.name = "Datum", .kind = ValueKind::kDate},
    simple::Coded("DatumGebruik", kDateUses),
    simple::Coded("DebetCredit", kDebitCredit),
    simple::Coded("Eenheid", kUnits),
    simple::Line("Emailadres", 80),
    simple::Coded("Frequentie", kFrequencies),
    simple::Digits("Gemeente", 4, 4),
    simple::Coded("Geslacht", kSexes),
    simple::Line("Huisletter", 1),
    simple::Number("Huisnummer", 99'999),
    simple::Line("HuisnummerToevoeging", 4),
    simple::Line("IdentificatieBericht", 12),
    simple::Text("IdentificatieDeclaratie", 12),
    simple::Coded("JaNee", kYesNo),
    simple::Coded("JuridischeStatus", kLegalStatuses),
    simple::Coded("LandCode", kCountries),
    simple::Line("Landnummer", 4),
    simple::Line("Naam", 200),
    simple::Coded("NaamGebruik", kNameUses),
    simple::Line("NaamVerwijzer", 64),
    simple::Number("Nummer", 999'999'999),
    simple::Line("Organisatienaam", 35),
    simple::Line("Persoonsid", 20),
    simple::Line("Plaatsnaam", 80),
    simple::Line("Postcode", 8),
    simple::Coded("ProductCategorie", kYouthCategories),
    simple::Line("ProductCode", 5),
    simple::Coded("RedenAfwijzingVerzoek", kRequestRefusals),
    simple::Coded("RedenBeeindiging", kYouthStopReasons),
    simple::Coded("RedenVerzoek", kRequestReasons),
    simple::Coded("RedenWijziging", kChangeReasons),
    simple::Line("Referentie", 36),
    simple::Text("ReferentieNummer", 20),
    simple::Number("RelatieVolgorde", 99),
    simple::Coded("RetourCode", kReturnCodes),
    simple::Coded("SoortRelatie", kRelations),
    simple::Coded("StatusAanlevering", kDeliveryStatuses),
    simple::Line("Straatnaam", 24),
    simple::Line("Taal", 25),
    simple::Digits("Telefoonnummer", 1, 15),
    {.name = "Tijd", .kind = ValueKind::kTime},
    simple::Number("TotaalBedrag", 999'999'999'999),  // euro cents
    simple::Coded("TypeVerwijzer", kReferrers),
    {.name = "Versie", .pattern = Pattern::kVersion},
    simple::Coded("VerzoekAntwoord", kRequestAnswers),
    simple::Number("Volume", 99'999'999),
    {.name = "Voorletters", .pattern = Pattern::kLetters, .length_max = 6},
    simple::Line("Voorvoegsel", 10),
    simple::Coded("WettelijkeVertegenwoordiging", kLegalRepresentations),
};

namespace literals {

/// The row of a simple type; a name that the table does not have does not compile.
consteval TypeIndex operator""_type(const char* text, std::size_t length) {
  for (std::size_t row = 0; row < std::size(kSimpleTypes); ++row) {
    if (kSimpleTypes[row].name == std::string_view(text, length)) return TypeIndex{static_cast<std::uint16_t>(row)};
  }
  throw "no simple type has this name";
}

}  // namespace literals

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_SIMPLE_TYPES_H_
