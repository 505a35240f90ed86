#include "services/messaging/control/content_rule.h"
#include "services/platform/values/codes.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

constexpr FieldId kBirthDate = "Geboortedatum/Datum"_field;
constexpr FieldId kBirthDateUse = "Geboortedatum/DatumGebruik"_field;
constexpr FieldId kNameUse = "Naam/NaamGebruik"_field;
constexpr std::string_view kUnknownBirthDate = "1900-01-01";
constexpr int kAgeYearsMax = 120;

Violation CitizenNumberKeepsElevenTest(const InstanceView& client, const ContentFacts&) {
  if (CitizenNumber::Parse(client.Get("Bsn"_field)).has_value()) return std::nullopt;
  return "het burgerservicenummer doorstaat de elfproef niet";
}

Violation BirthDateIsWithinLifetime(const InstanceView& person, const ContentFacts& facts) {
  const std::optional<Date> born = Date::Parse(person.Get(kBirthDate));
  const bool unknown = person.Get(kBirthDateUse) == "3" && person.Get(kBirthDate) == kUnknownBirthDate;
  if (!born.has_value() || unknown || *born >= facts.signed_on.AddYears(-kAgeYearsMax)) return std::nullopt;
  return "de geboortedatum ligt meer dan 120 jaar voor de dagtekening";
}

Violation BirthDateIsNotAfterSigning(const InstanceView& person, const ContentFacts& facts) {
  const std::optional<Date> born = Date::Parse(person.Get(kBirthDate));
  if (!born.has_value() || *born <= facts.signed_on) return std::nullopt;
  return "de geboortedatum ligt na de dagtekening";
}

/// What is unknown is written as 01; wholly unknown as 1900-01-01.
Violation BirthDateAgreesWithItsUse(const InstanceView& person, const ContentFacts&) {
  const std::string_view use = person.Get(kBirthDateUse);
  const std::string_view date = person.Get(kBirthDate);
  if (use == "1" && !date.ends_with("-01")) return "de dag is onbekend, maar niet als 01 geschreven";
  if (use == "2" && !date.ends_with("-01-01")) return "dag en maand zijn onbekend, maar niet als 01-01 geschreven";
  if (use == "3" && date != kUnknownBirthDate) return "de datum is onbekend, maar niet als 1900-01-01 geschreven";
  return std::nullopt;
}

Violation NameUseFitsPartnerName(const InstanceView& person, const ContentFacts&) {
  const std::string_view use = person.Get(kNameUse);
  if (person.Has("Naam/Partnernaam/Achternaam"_field)) {
    if (use >= "1" && use <= "4") return std::nullopt;
    return "met een partnernaam is NaamGebruik 1, 2, 3 of 4";
  }
  if (use == "1" || use == "6") return std::nullopt;
  return "zonder partnernaam is NaamGebruik 1 of 6";
}

Violation ClientIsNaturalPerson(const InstanceView& client, const ContentFacts&) {
  if (client.Get(kNameUse) != "6") return std::nullopt;
  return "een cliënt is een natuurlijk persoon; NaamGebruik 6 kan niet";
}

Violation LanguageGoesWithInterpreter(const InstanceView& client, const ContentFacts&) {
  const bool interpreter = client.Get("Communicatie/Vorm"_field) == "1";
  const bool language = client.Has("Communicatie/Taal"_field);
  if (interpreter == language) return std::nullopt;
  return interpreter ? "bij een tolk hoort een taal" : "een taal hoort alleen bij een tolk";
}

constexpr InstanceRule kRules[] = {
    {"CS002", "Client"_class, "Bsn", "Bsn"_field, CitizenNumberKeepsElevenTest},
    {"TR002", "Client"_class, "Geboortedatum/Datum", kBirthDate, BirthDateIsWithinLifetime},
    {"TR134", "Client"_class, "Geboortedatum/Datum", kBirthDate, BirthDateIsNotAfterSigning},
    {"CS139", "Client"_class, "Geboortedatum/DatumGebruik", kBirthDateUse, BirthDateAgreesWithItsUse},
    {"CS050", "Client"_class, "Naam/NaamGebruik", kNameUse, NameUseFitsPartnerName},
    {"CS318", "Client"_class, "Naam", kNameUse, ClientIsNaturalPerson},
    {"CD007", "Client"_class, "Communicatie/Taal", "Communicatie/Vorm"_field, LanguageGoesWithInterpreter},
    {"TR002", "Relatie"_class, "Geboortedatum/Datum", kBirthDate, BirthDateIsWithinLifetime},
    {"TR134", "Relatie"_class, "Geboortedatum/Datum", kBirthDate, BirthDateIsNotAfterSigning},
    {"CS139", "Relatie"_class, "Geboortedatum/DatumGebruik", kBirthDateUse, BirthDateAgreesWithItsUse},
    {"CS050", "Relatie"_class, "Naam/NaamGebruik", kNameUse, NameUseFitsPartnerName},
};

}  // namespace

std::span<const InstanceRule> PersonRules() { return kRules; }

}  // namespace clientroute::messaging
