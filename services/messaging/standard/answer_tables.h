#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_ANSWER_TABLES_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_ANSWER_TABLES_H_

#include "services/messaging/standard/composites.h"

// Message 319: answer to a request for allocation or change that is not an allocation (yet): refused, or under
// investigation. It names no person.

namespace clientroute::messaging {

namespace answer {
using namespace literals;  // NOLINT(google-build-using-namespace)

/// Which municipality the youth belongs to instead; in youth care alone (TR377).
inline constexpr std::string_view kResidenceKey[] = {"Gemeente"};
inline constexpr Element kResidenceRows[] = {
    {"Gemeente", "Gemeente"_type},
};
inline constexpr MessageClass kResidence{"Woonplaatsbeginsel", kResidenceRows, kResidenceKey};

inline constexpr std::string_view kAnswerKey[] = {"ReferentieAanbieder", "VerzoekAntwoord"};
inline constexpr Element kAnswerRows[] = {
    {"ReferentieAanbieder", "Referentie"_type},
    {"VerzoekAntwoord", "VerzoekAntwoord"_type},
    {"RedenAfwijzingVerzoek", "RedenAfwijzingVerzoek"_type, kOptional},
    {"Woonplaatsbeginsel", kResidence, kOptional},
};
inline constexpr MessageClass kAnswer{"Antwoord", kAnswerRows, kAnswerKey};

/// Of iWmo.
inline constexpr Element kSupportAnswerRows[] = {
    {"ReferentieAanbieder", "Referentie"_type},
    {"VerzoekAntwoord", "VerzoekAntwoord"_type},
    {"RedenAfwijzingVerzoek", "RedenAfwijzingVerzoek"_type, kOptional},
};
inline constexpr MessageClass kSupportAnswer{"Antwoord", kSupportAnswerRows, kAnswerKey};

}  // namespace answer

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_ANSWER_TABLES_H_
