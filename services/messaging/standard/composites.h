#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_COMPOSITES_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_COMPOSITES_H_

#include "services/messaging/standard/simple_types.h"

// The composite data types (CDT) that the messages share.

namespace clientroute::messaging::composite {

using namespace literals;  // NOLINT(google-build-using-namespace): the tables read by their literals

inline constexpr Element kSurnameRows[] = {
    {"Achternaam", "Naam"_type},
    {"Voorvoegsel", "Voorvoegsel"_type, kOptional},
};
inline constexpr Composite kSurname{"Achternaam", kSurnameRows};

inline constexpr Element kShortNameRows[] = {
    {"Geslachtsnaam", kSurname},
    {"Voornamen", "Naam"_type, kOptional},
    {"Voorletters", "Voorletters"_type, kOptional},
};
inline constexpr Element kFullNameRows[] = {
    {"Geslachtsnaam", kSurname},           {"Partnernaam", kSurname, kOptional},
    {"Voornamen", "Naam"_type, kOptional}, {"Voorletters", "Voorletters"_type, kOptional},
    {"NaamGebruik", "NaamGebruik"_type},
};
inline constexpr Element kBirthDateRows[] = {
    {"Datum", "Datum"_type},
    {"DatumGebruik", "DatumGebruik"_type, kOptional},
};
inline constexpr Element kCommunicationRows[] = {
    {"Vorm", "Communicatievorm"_type},
    {"Taal", "Taal"_type, kOptional},
};
inline constexpr Element kHouseRows[] = {
    {"Huisnummer", "Huisnummer"_type},
    {"Huisletter", "Huisletter"_type, kOptional},
    {"HuisnummerToevoeging", "HuisnummerToevoeging"_type, kOptional},
    {"AanduidingWoonadres", "AanduidingWoonadres"_type, kOptional},
};
inline constexpr Composite kShortName{"VerkorteNaam", kShortNameRows};
inline constexpr Composite kFullName{"VolledigeNaam", kFullNameRows};
inline constexpr Composite kBirthDate{"Geboortedatum", kBirthDateRows};
inline constexpr Composite kCommunication{"Communicatie", kCommunicationRows};
inline constexpr Composite kHouse{"Huis", kHouseRows};

inline constexpr Element kAddressRows[] = {
    {"Huis", kHouse, kOptional},
    {"Postcode", "Postcode"_type, kOptional},
    {"Straatnaam", "Straatnaam"_type, kOptional},
    {"Plaatsnaam", "Plaatsnaam"_type, kOptional},
    {"LandCode", "LandCode"_type, kOptional},
};
inline constexpr Element kTelephoneRows[] = {
    {"Telefoonnummer", "Telefoonnummer"_type},
    {"Landnummer", "Landnummer"_type},
};
inline constexpr Element kOpenPeriodRows[] = {
    {"Begindatum", "Datum"_type, kOptional},
    {"Einddatum", "Datum"_type, kOptional},
};
inline constexpr Element kClosedPeriodRows[] = {
    {"Begindatum", "Datum"_type},
    {"Einddatum", "Datum"_type},
};
inline constexpr Element kProductRows[] = {
    {"Categorie", "ProductCategorie"_type},
    {"Code", "ProductCode"_type, kOptional},
};
inline constexpr Element kVolumeRows[] = {
    {"Volume", "Volume"_type},
    {"Eenheid", "Eenheid"_type},
    {"Frequentie", "Frequentie"_type},
};
inline constexpr Element kReferrerRows[] = {
    {"Type", "TypeVerwijzer"_type},
    {"Naam", "NaamVerwijzer"_type, kOptional},
    {"ZorgverlenerCode", "AgbCode"_type, kOptional},
};
inline constexpr Element kClaimReferenceRows[] = {
    {"ReferentieNummer", "ReferentieNummer"_type},
    {"VorigReferentieNummer", "ReferentieNummer"_type, kOptional},
};
inline constexpr Element kAmountRows[] = {
    {"Bedrag", "Bedrag"_type},
    {"DebetCredit", "DebetCredit"_type},
};
inline constexpr Element kTotalAmountRows[] = {
    {"TotaalBedrag", "TotaalBedrag"_type},
    {"DebetCredit", "DebetCredit"_type},
};
inline constexpr Element kIdentificationRows[] = {
    {"Identificatie", "IdentificatieBericht"_type},
    {"Dagtekening", "Datum"_type},
};
inline constexpr Element kXsdVersionRows[] = {
    {"BasisschemaXsdVersie", "Versie"_type},
    {"BerichtXsdVersie", "Versie"_type},
};
inline constexpr Composite kAddress{"Adres", kAddressRows};
inline constexpr Composite kTelephone{"Telefoon", kTelephoneRows};
inline constexpr Composite kOpenPeriod{"OpenPeriode", kOpenPeriodRows};
inline constexpr Composite kClosedPeriod{"GeslotenPeriode", kClosedPeriodRows};
inline constexpr Composite kProduct{"Product", kProductRows};
inline constexpr Composite kVolume{"Omvang", kVolumeRows};
inline constexpr Composite kReferrer{"Verwijzer", kReferrerRows};
inline constexpr Composite kClaimReference{"Referentie", kClaimReferenceRows};
inline constexpr Composite kAmount{"BedragMetDC", kAmountRows};
inline constexpr Composite kTotalAmount{"TotaalBedragMetDC", kTotalAmountRows};
inline constexpr Composite kIdentification{"BerichtIdentificatie", kIdentificationRows};
inline constexpr Composite kXsdVersion{"XsdVersie", kXsdVersionRows};

inline constexpr Element kTelephonesRows[] = {
    {"Telefoon01", kTelephone},
    {"Telefoon02", kTelephone, kOptional},
};
inline constexpr Composite kTelephones{"Telefoonnummers", kTelephonesRows};

}  // namespace clientroute::messaging::composite

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_COMPOSITES_H_
