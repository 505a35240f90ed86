#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_ALLOCATION_TABLES_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_ALLOCATION_TABLES_H_

#include "services/messaging/standard/composites.h"

// Message 301: allocation (toewijzing).

namespace clientroute::messaging {

namespace allocation {
using namespace literals;  // NOLINT(google-build-using-namespace)

inline constexpr std::string_view kContactKey[] = {"Soort"};
inline constexpr Element kContactRows[] = {
    {"Soort", "AdresSoort"_type},
    {"Adres", composite::kAddress, kOptional},
    {"Organisatie", "Organisatienaam"_type, kOptional},
    {"Telefoon", composite::kTelephones, kOptional},
    {"Emailadres", "Emailadres"_type, kOptional},
    {"Periode", composite::kOpenPeriod, kOptional},
};
inline constexpr MessageClass kContact{"Contact", kContactRows, kContactKey};

inline constexpr std::string_view kRelationKey[] = {"Nummer"};
inline constexpr Element kRelationRows[] = {
    {"Nummer", "Persoonsid"_type},
    {"Volgorde", "RelatieVolgorde"_type, kOptional},
    {"Soort", "SoortRelatie"_type},
    {"Geboortedatum", composite::kBirthDate, kOptional},
    {"Geslacht", "Geslacht"_type, kOptional},
    {"Naam", composite::kFullName},
    {"Contact", kContact},
};
inline constexpr MessageClass kRelation{"Relatie", kRelationRows, kRelationKey};

inline constexpr std::string_view kAllocatedProductKey[] = {"ToewijzingNummer"};
inline constexpr Element kAllocatedProductRows[] = {
    {"ToewijzingNummer", "Nummer"_type},
    {"ReferentieAanbieder", "Referentie"_type, kOptional},
    {"Product", composite::kProduct, kOptional},
    {"Toewijzingsdatum", "Datum"_type},
    {"Toewijzingstijd", "Tijd"_type},
    {"Ingangsdatum", "Datum"_type},
    {"Einddatum", "Datum"_type, kOptional},
    {"RedenWijziging", "RedenWijziging"_type, kOptional},
    {"Omvang", composite::kVolume, kOptional},
    {"Budget", "Budget"_type, kOptional},
    {"Commentaar", "Commentaar"_type, kOptional},
};
inline constexpr MessageClass kAllocatedProduct{"ToegewezenProduct", kAllocatedProductRows, kAllocatedProductKey};

inline constexpr std::string_view kClientKey[] = {"Bsn"};
inline constexpr Element kClientRows[] = {
    {"Bsn", "BurgerServicenummer"_type},
    {"Geboortedatum", composite::kBirthDate},
    {"Geslacht", "Geslacht"_type},
    {"Naam", composite::kFullName},
    {"Communicatie", composite::kCommunication, kOptional},
    {"JuridischeStatus", "JuridischeStatus"_type, kOptional},
    {"WettelijkeVertegenwoordiging", "WettelijkeVertegenwoordiging"_type, kOptional},
    {"Commentaar", "Commentaar"_type, kOptional},
    {"Relaties", ListOf{kRelation}, kOptional},
    {"Contactgegevens", ListOf{kContact}},
    {"ToegewezenProducten", ListOf{kAllocatedProduct}},
};
inline constexpr MessageClass kClient{"Client", kClientRows, kClientKey};

}  // namespace allocation

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_ALLOCATION_TABLES_H_
