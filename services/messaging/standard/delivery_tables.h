#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_DELIVERY_TABLES_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_DELIVERY_TABLES_H_

#include "services/messaging/standard/composites.h"

// Messages 305 and 307: start and stop of a delivery.

namespace clientroute::messaging {

namespace delivery {
using namespace literals;  // NOLINT(google-build-using-namespace)

inline constexpr std::string_view kClientKey[] = {"Bsn"};

inline constexpr std::string_view kStartProductKey[] = {"ToewijzingNummer", "Product/Categorie", "Product/Code",
                                                        "Begindatum"};
inline constexpr Element kStartProductRows[] = {
    {"ToewijzingNummer", "Nummer"_type, kOptional},      {"Product", composite::kProduct, kOptional},
    {"ToewijzingIngangsdatum", "Datum"_type, kOptional}, {"Begindatum", "Datum"_type},
    {"StatusAanlevering", "StatusAanlevering"_type},
};
inline constexpr MessageClass kStartProduct{"StartProduct", kStartProductRows, kStartProductKey};

inline constexpr Element kStartClientRows[] = {
    {"Bsn", "BurgerServicenummer"_type}, {"Geboortedatum", composite::kBirthDate},  {"Geslacht", "Geslacht"_type},
    {"Naam", composite::kShortName},     {"StartProducten", ListOf{kStartProduct}},
};
inline constexpr MessageClass kStartClient{"Client", kStartClientRows, kClientKey};

inline constexpr std::string_view kStopProductKey[] = {"ToewijzingNummer", "Product/Categorie", "Product/Code",
                                                       "Begindatum",       "RedenBeeindiging",  "Einddatum"};
inline constexpr Element kStopProductRows[] = {
    {"ToewijzingNummer", "Nummer"_type, kOptional},      {"Product", composite::kProduct, kOptional},
    {"ToewijzingIngangsdatum", "Datum"_type, kOptional}, {"Begindatum", "Datum"_type},
    {"RedenBeeindiging", "RedenBeeindiging"_type},       {"Einddatum", "Datum"_type},
    {"StatusAanlevering", "StatusAanlevering"_type},
};
inline constexpr MessageClass kStopProduct{"StopProduct", kStopProductRows, kStopProductKey};

inline constexpr Element kStopClientRows[] = {
    {"Bsn", "BurgerServicenummer"_type}, {"Geboortedatum", composite::kBirthDate}, {"Geslacht", "Geslacht"_type},
    {"Naam", composite::kShortName},     {"StopProducten", ListOf{kStopProduct}},
};
inline constexpr MessageClass kStopClient{"Client", kStopClientRows, kClientKey};

}  // namespace delivery

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_DELIVERY_TABLES_H_
