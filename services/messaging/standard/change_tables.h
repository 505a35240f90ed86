#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_CHANGE_TABLES_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_CHANGE_TABLES_H_

#include "services/messaging/standard/composites.h"

// Message 317: request for change (verzoek om wijziging). It names every allocation that the client has at the
// provider, kept or changed, and what is asked anew.

namespace clientroute::messaging {

namespace change {
using namespace literals;  // NOLINT(google-build-using-namespace)

inline constexpr std::string_view kAllocationKey[] = {"ToewijzingNummer"};
inline constexpr Element kKeptProductRows[] = {
    {"ToewijzingNummer", "Nummer"_type},
};
inline constexpr MessageClass kKeptProduct{"OngewijzigdProduct", kKeptProductRows, kAllocationKey};

inline constexpr Element kChangedProductRows[] = {
    {"ToewijzingNummer", "Nummer"_type},    {"GewensteIngangsdatum", "Datum"_type},
    {"Einddatum", "Datum"_type, kOptional}, {"Omvang", composite::kVolume, kOptional},
    {"Budget", "Budget"_type, kOptional},
};
inline constexpr MessageClass kChangedProduct{"TeWijzigenProduct", kChangedProductRows, kAllocationKey};

inline constexpr std::string_view kNewProductKey[] = {"Product/Categorie", "Product/Code", "GewensteIngangsdatum"};
inline constexpr Element kNewProductRows[] = {
    {"Product", composite::kProduct, kOptional}, {"GewensteIngangsdatum", "Datum"_type},
    {"Einddatum", "Datum"_type, kOptional},      {"Omvang", composite::kVolume, kOptional},
    {"Budget", "Budget"_type, kOptional},
};
inline constexpr MessageClass kNewProduct{"NieuwProduct", kNewProductRows, kNewProductKey};

inline constexpr std::string_view kRequestKey[] = {"ReferentieAanbieder"};
inline constexpr Element kRequestRows[] = {
    {"ReferentieAanbieder", "Referentie"_type},
    {"RedenVerzoek", "RedenVerzoek"_type},
    {"OngewijzigdeProducten", ListOf{kKeptProduct}, kOptional},
    {"TeWijzigenProducten", ListOf{kChangedProduct}, kOptional},
    {"NieuweProducten", ListOf{kNewProduct}, kOptional},
};
inline constexpr MessageClass kRequest{"Verzoek", kRequestRows, kRequestKey};

inline constexpr std::string_view kClientKey[] = {"Bsn"};
inline constexpr Element kClientRows[] = {
    {"Bsn", "BurgerServicenummer"_type},
    {"Verzoek", kRequest},
};
inline constexpr MessageClass kClient{"Client", kClientRows, kClientKey};

}  // namespace change

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_CHANGE_TABLES_H_
