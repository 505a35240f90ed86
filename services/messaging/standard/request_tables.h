#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_REQUEST_TABLES_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_REQUEST_TABLES_H_

#include "services/messaging/standard/composites.h"

// Message 315: request for allocation (verzoek om toewijzing).

namespace clientroute::messaging {

namespace request {
using namespace literals;  // NOLINT(google-build-using-namespace)

inline constexpr std::string_view kRequestedProductKey[] = {"ReferentieAanbieder"};
inline constexpr Element kRequestedProductRows[] = {
    {"ReferentieAanbieder", "Referentie"_type},   {"BeschikkingNummer", "Nummer"_type, kOptional},
    {"Product", composite::kProduct, kOptional},  {"BeschikkingIngangsdatum", "Datum"_type, kOptional},
    {"ToewijzingIngangsdatum", "Datum"_type},     {"ToewijzingEinddatum", "Datum"_type, kOptional},
    {"Omvang", composite::kVolume, kOptional},    {"Budget", "Budget"_type, kOptional},
    {"Verwijzer", composite::kReferrer},          {"Raamcontract", "JaNee"_type, kOptional},
    {"Commentaar", "Commentaar"_type, kOptional},
};
inline constexpr MessageClass kRequestedProduct{"AangevraagdProduct", kRequestedProductRows, kRequestedProductKey};

inline constexpr std::string_view kClientKey[] = {"Bsn"};
inline constexpr Element kClientRows[] = {
    {"Bsn", "BurgerServicenummer"_type},
    {"Geboortedatum", composite::kBirthDate},
    {"Geslacht", "Geslacht"_type},
    {"Naam", composite::kShortName},
    {"GezagsdragerBekend", "JaNee"_type, kOptional},
    {"Commentaar", "Commentaar"_type, kOptional},
    {"AangevraagdeProducten", ListOf{kRequestedProduct}},
};
inline constexpr MessageClass kClient{"Client", kClientRows, kClientKey};

/// Of iWmo, where nobody holds authority over the client.
inline constexpr Element kSupportClientRows[] = {
    {"Bsn", "BurgerServicenummer"_type},
    {"Geboortedatum", composite::kBirthDate},
    {"Geslacht", "Geslacht"_type},
    {"Naam", composite::kShortName},
    {"Commentaar", "Commentaar"_type, kOptional},
    {"AangevraagdeProducten", ListOf{kRequestedProduct}},
};
inline constexpr MessageClass kSupportClient{"Client", kSupportClientRows, kClientKey};

}  // namespace request

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_REQUEST_TABLES_H_
