#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_CLAIM_TABLES_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_CLAIM_TABLES_H_

#include "services/messaging/standard/composites.h"

// Message 323: claim of a month (declaratie), and 325: the answer to it. The answer is a forward message of its own,
// from the municipality, yet each of its classes ends with return codes; clients and claim lines are those of the
// claim.

namespace clientroute::messaging {

namespace claim {
using namespace literals;  // NOLINT(google-build-using-namespace)

inline constexpr std::string_view kLineKey[] = {"ProductReferentie/ReferentieNummer",
                                                "ProductReferentie/VorigReferentieNummer"};
inline constexpr Element kLineRows[] = {
    {"ProductReferentie", composite::kClaimReference},
    {"ToewijzingNummer", "Nummer"_type},
    {"ProductCategorie", "ProductCategorie"_type},
    {"ProductCode", "ProductCode"_type},
    {"ProductPeriode", composite::kClosedPeriod},
    {"GeleverdVolume", "Volume"_type},
    {"Eenheid", "Eenheid"_type},
    {"ProductTarief", "Bedrag"_type, kOptional},
    {"IngediendBedrag", composite::kAmount},
};
inline constexpr MessageClass kLine{"Prestatie", kLineRows, kLineKey};

inline constexpr std::string_view kClientKey[] = {"Bsn"};
inline constexpr Element kClientRows[] = {
    {"Bsn", "BurgerServicenummer"_type},
    {"Prestaties", ListOf{kLine}},
};
inline constexpr MessageClass kClient{"Client", kClientRows, kClientKey};

inline constexpr std::string_view kClaimKey[] = {"DeclaratieNummer"};
inline constexpr Element kClaimRows[] = {
    {"DeclaratieNummer", "IdentificatieDeclaratie"_type, Pattern::kAlphanumeric},  // CS319
    {"DeclaratiePeriode", composite::kClosedPeriod},
    {"DeclaratieDagtekening", "Datum"_type},
    {"TotaalIngediendBedrag", composite::kTotalAmount},
    {"Clienten", ListOf{kClient}},
};
inline constexpr MessageClass kClaim{"Declaratie", kClaimRows, kClaimKey};

inline constexpr Element kAnswerHeaderRows[] = {
    {"DeclaratieIdentificatie", composite::kIdentification},
    {"XsltVersie", "Versie"_type, kOptional},
    {"XsdVersieDeclaratie", composite::kXsdVersion},
};
inline constexpr Element kAnswerRows[] = {
    {"DeclaratieNummer", "IdentificatieDeclaratie"_type},
    {"TotaalIngediendBedrag", composite::kTotalAmount},
    {"TotaalToegekendBedrag", composite::kTotalAmount},
    {"Clienten", ListOf{kClient}, kOptional},
};
inline constexpr MessageClass kAnswer{"DeclaratieAntwoord", kAnswerRows, kClaimKey};

}  // namespace claim

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_CLAIM_TABLES_H_
