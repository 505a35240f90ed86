#include "services/messaging/control/content_rule.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

constexpr FieldId kKind = "Soort"_field;
constexpr FieldId kHouse = "Adres/Huis/Huisnummer"_field;
constexpr FieldId kPostcode = "Adres/Postcode"_field;
constexpr FieldId kCountry = "Adres/LandCode"_field;
constexpr FieldId kStart = "Periode/Begindatum"_field;
constexpr FieldId kEnd = "Periode/Einddatum"_field;
constexpr std::string_view kNetherlands = "NL";

bool HasAddress(const InstanceView& contact) {
  return contact.Has(kHouse) || contact.Has(kPostcode) || contact.Has("Adres/Straatnaam"_field) ||
         contact.Has("Adres/Plaatsnaam"_field) || contact.Has(kCountry);
}

Violation CanBeReached(const InstanceView& contact, const ContentFacts&) {
  const bool telephone = contact.Has("Telefoon/Telefoon01/Telefoonnummer"_field);
  if (telephone || (contact.Has(kHouse) && contact.Has(kPostcode))) return std::nullopt;
  return "een contact heeft een telefoonnummer, of huis en postcode";
}

Violation CountryGoesWithPostcode(const InstanceView& contact, const ContentFacts&) {
  if (contact.Has(kPostcode) == contact.Has(kCountry)) return std::nullopt;
  return contact.Has(kPostcode) ? "bij een postcode hoort een landcode" : "een landcode hoort alleen bij een postcode";
}

Violation PeriodIsForTemporaryAddress(const InstanceView& contact, const ContentFacts&) {
  if ((!contact.Has(kStart) && !contact.Has(kEnd)) || contact.Get(kKind) == "04") return std::nullopt;
  return "een periode hoort alleen bij een tijdelijk verblijfadres (04)";
}

Violation DutchAddressHasHouse(const InstanceView& contact, const ContentFacts&) {
  if (contact.Get(kCountry) != kNetherlands || contact.Has(kHouse)) return std::nullopt;
  return "bij een adres in Nederland hoort een huis";
}

/// Judged where there is an address: a contact may also be a telephone number alone (TR006).
Violation ResidenceHasPostcode(const InstanceView& contact, const ContentFacts&) {
  const std::string_view kind = contact.Get(kKind);
  if ((kind != "01" && kind != "03") || !HasAddress(contact) || contact.Has(kPostcode)) return std::nullopt;
  return "bij een BRP- of verblijfadres hoort een postcode";
}

/// Four digits, of which the first is not 0, and two capitals, without a space (RS045).
bool IsDutchPostcode(std::string_view postcode) {
  constexpr std::size_t kLength = 6;
  constexpr std::size_t kDigits = 4;
  if (postcode.size() != kLength || postcode[0] == '0') return false;
  for (std::size_t i = 0; i < kLength; ++i) {
    const bool digit = postcode[i] >= '0' && postcode[i] <= '9';
    const bool capital = postcode[i] >= 'A' && postcode[i] <= 'Z';
    if (i < kDigits ? !digit : !capital) return false;
  }
  return true;
}

Violation DutchPostcodeHasItsForm(const InstanceView& contact, const ContentFacts&) {
  if (contact.Get(kCountry) != kNetherlands || !contact.Has(kPostcode) || IsDutchPostcode(contact.Get(kPostcode))) {
    return std::nullopt;
  }
  return "een Nederlandse postcode is vier cijfers en twee hoofdletters zonder spatie";
}

Violation PeriodEndsAfterItsStart(const InstanceView& contact, const ContentFacts&) {
  const std::optional<Date> start = Date::Parse(contact.Get(kStart));
  const std::optional<Date> end = Date::Parse(contact.Get(kEnd));
  if (!start.has_value() || !end.has_value() || *end >= *start) return std::nullopt;
  return "de einddatum ligt voor de begindatum";
}

constexpr InstanceRule kRules[] = {
    {"TR006", "Contact"_class, "Telefoon", kKind, CanBeReached},
    {"CD005", "Contact"_class, "Adres/LandCode", kCountry, CountryGoesWithPostcode},
    {"CD009", "Contact"_class, "Periode", kStart, PeriodIsForTemporaryAddress},
    {"CD025", "Contact"_class, "Adres/Huis", kHouse, DutchAddressHasHouse},
    {"CD034", "Contact"_class, "Adres/Postcode", kPostcode, ResidenceHasPostcode},
    {"CS089", "Contact"_class, "Adres/Postcode", kPostcode, DutchPostcodeHasItsForm},
    {"CS003", "Contact"_class, "Periode/Einddatum", kEnd, PeriodEndsAfterItsStart},
};

}  // namespace

std::span<const InstanceRule> ContactRules() { return kRules; }

}  // namespace clientroute::messaging
