#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_NAMES_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_NAMES_H_

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

// The names by which the rest of the service reads a message:
//
//   product.Get("Omvang/Volume"_field)      instance.class_id() == "AangevraagdProduct"_class
//
// Both literals are looked up while compiling: a name that no table has does not compile, and at run time only a small
// number is compared. The numbers change when a row is added: never store them.

namespace clientroute::messaging {

/// A value inside a class, by its path there.
enum class FieldId : std::uint16_t {};

/// A message class.
enum class ClassId : std::uint8_t {};

inline constexpr std::string_view kFieldPaths[] = {
    // Header
    "BerichtCode",
    "BerichtVersie",
    "BerichtSubversie",
    "Afzender",
    "Ontvanger",
    "BerichtIdentificatie/Identificatie",
    "BerichtIdentificatie/Dagtekening",
    "XsdVersie/BasisschemaXsdVersie",
    "XsdVersie/BerichtXsdVersie",
    "IdentificatieRetour",
    "DagtekeningRetour",
    "XsltVersie",
    "XsdVersieRetour/BasisschemaXsdVersie",
    "XsdVersieRetour/BerichtXsdVersie",
    "DeclaratieIdentificatie/Identificatie",
    "DeclaratieIdentificatie/Dagtekening",
    "XsdVersieDeclaratie/BasisschemaXsdVersie",
    "XsdVersieDeclaratie/BerichtXsdVersie",
    // Client and Relatie
    "Bsn",
    "Geboortedatum/Datum",
    "Geboortedatum/DatumGebruik",
    "Geslacht",
    "Naam/Geslachtsnaam/Achternaam",
    "Naam/Geslachtsnaam/Voorvoegsel",
    "Naam/Partnernaam/Achternaam",
    "Naam/Partnernaam/Voorvoegsel",
    "Naam/Voornamen",
    "Naam/Voorletters",
    "Naam/NaamGebruik",
    "Communicatie/Vorm",
    "Communicatie/Taal",
    "JuridischeStatus",
    "WettelijkeVertegenwoordiging",
    "GezagsdragerBekend",
    "Nummer",
    "Volgorde",
    "Soort",
    // Contact
    "Adres/Huis/Huisnummer",
    "Adres/Huis/Huisletter",
    "Adres/Huis/HuisnummerToevoeging",
    "Adres/Huis/AanduidingWoonadres",
    "Adres/Postcode",
    "Adres/Straatnaam",
    "Adres/Plaatsnaam",
    "Adres/LandCode",
    "Organisatie",
    "Telefoon/Telefoon01/Telefoonnummer",
    "Telefoon/Telefoon01/Landnummer",
    "Telefoon/Telefoon02/Telefoonnummer",
    "Telefoon/Telefoon02/Landnummer",
    "Emailadres",
    "Periode/Begindatum",
    "Periode/Einddatum",
    // Products
    "ToewijzingNummer",
    "ReferentieAanbieder",
    "BeschikkingNummer",
    "BeschikkingIngangsdatum",
    "Product/Categorie",
    "Product/Code",
    "Toewijzingsdatum",
    "Toewijzingstijd",
    "Ingangsdatum",
    "ToewijzingIngangsdatum",
    "ToewijzingEinddatum",
    "Begindatum",
    "Einddatum",
    "RedenWijziging",
    "RedenBeeindiging",
    "StatusAanlevering",
    "Omvang/Volume",
    "Omvang/Eenheid",
    "Omvang/Frequentie",
    "Budget",
    "Verwijzer/Type",
    "Verwijzer/Naam",
    "Verwijzer/ZorgverlenerCode",
    "Raamcontract",
    "Commentaar",
    // Change requests and answers
    "RedenVerzoek",
    "GewensteIngangsdatum",
    "VerzoekAntwoord",
    "RedenAfwijzingVerzoek",
    "Gemeente",
    // Claims
    "DeclaratieNummer",
    "DeclaratiePeriode/Begindatum",
    "DeclaratiePeriode/Einddatum",
    "DeclaratieDagtekening",
    "TotaalIngediendBedrag/TotaalBedrag",
    "TotaalIngediendBedrag/DebetCredit",
    "TotaalToegekendBedrag/TotaalBedrag",
    "TotaalToegekendBedrag/DebetCredit",
    "ProductReferentie/ReferentieNummer",
    "ProductReferentie/VorigReferentieNummer",
    "ProductCategorie",
    "ProductCode",
    "ProductPeriode/Begindatum",
    "ProductPeriode/Einddatum",
    "GeleverdVolume",
    "Eenheid",
    "ProductTarief",
    "IngediendBedrag/Bedrag",
    "IngediendBedrag/DebetCredit",
};

inline constexpr std::string_view kClassNames[] = {
    "Header",
    "Client",
    "Relatie",
    "Contact",
    "StartProduct",
    "StopProduct",
    "ToegewezenProduct",
    "AangevraagdProduct",
    "Verzoek",
    "OngewijzigdProduct",
    "TeWijzigenProduct",
    "NieuwProduct",
    "Antwoord",
    "Woonplaatsbeginsel",
    "Declaratie",
    "DeclaratieAntwoord",
    "Prestatie",
};

/// The path or name that an id stands for.
constexpr std::string_view PathOf(FieldId field) { return kFieldPaths[static_cast<std::size_t>(field)]; }
constexpr std::string_view NameOf(ClassId id) { return kClassNames[static_cast<std::size_t>(id)]; }

/// The row of `name` in `names`, or the number of rows when it has none.
template <std::size_t N>
constexpr std::size_t RowOf(const std::string_view (&names)[N], std::string_view name) {
  for (std::size_t row = 0; row < N; ++row) {
    if (names[row] == name) return row;
  }
  return N;
}

namespace literals {

consteval FieldId operator""_field(const char* text, std::size_t length) {
  const std::size_t row = RowOf(kFieldPaths, std::string_view(text, length));
  if (row == std::size(kFieldPaths)) throw "no table has this field";
  return static_cast<FieldId>(row);
}

consteval ClassId operator""_class(const char* text, std::size_t length) {
  const std::size_t row = RowOf(kClassNames, std::string_view(text, length));
  if (row == std::size(kClassNames)) throw "no table has this class";
  return static_cast<ClassId>(row);
}

}  // namespace literals

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_NAMES_H_
