#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_HEADER_TABLES_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_HEADER_TABLES_H_

#include "services/messaging/standard/composites.h"

// The header of every forward message, and what a return message adds to it (its RetourCodes come last, by the rule
// that derives return messages).

namespace clientroute::messaging {

namespace header {
using namespace literals;  // NOLINT(google-build-using-namespace)

inline constexpr Element kHeaderRows[] = {
    {"BerichtCode", "BerichtCode"_type, HeaderValue::kMessageCode},
    {"BerichtVersie", "BerichtVersie"_type, HeaderValue::kVersion},
    {"BerichtSubversie", "BerichtSubversie"_type, HeaderValue::kSubversion},
    {"Afzender", "Gemeente"_type, HeaderValue::kSender},
    {"Ontvanger", "AgbCode"_type, HeaderValue::kReceiver},
    {"BerichtIdentificatie", composite::kIdentification},
    {"XsdVersie", composite::kXsdVersion},
};

inline constexpr Element kReturnHeaderRows[] = {
    {"IdentificatieRetour", "IdentificatieBericht"_type},
    {"DagtekeningRetour", "Datum"_type},
    {"XsltVersie", "Versie"_type, kOptional},
    {"XsdVersieRetour", composite::kXsdVersion},
};

inline constexpr MessageClass kHeader{"Header", kHeaderRows};

}  // namespace header

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_HEADER_TABLES_H_
