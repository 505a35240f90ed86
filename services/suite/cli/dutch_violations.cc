#include "services/suite/cli/dutch_violations.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

struct Phrase {
  std::string_view english;
  std::string_view dutch;
};

constexpr Phrase kPhrases[] = {
    {"is required", "ontbreekt"},
    {"is not a time in the years 1 to 9999", "is geen tijd in de jaren 1 tot en met 9999"},
    {"is no day", "is geen dag die bestaat"},
    {"must be a day that exists", "moet een dag zijn die bestaat"},
    {"must be a day that exists, or unset", "moet een dag zijn die bestaat, of leeg"},
    {"must be a CBS code", "moet een gemeentecode (CBS) van vier cijfers zijn"},
    {"must be a CBS code of four digits", "moet een gemeentecode (CBS) van vier cijfers zijn"},
    {"must be a CBS code, or empty", "moet een gemeentecode (CBS) van vier cijfers zijn, of leeg"},
    {"must be one of the laws", "moet een van de wetten zijn"},
    {"must be an AGB code of eight digits", "moet een AGB-code van acht cijfers zijn"},
    {"must be an AGB code of eight digits, or empty", "moet een AGB-code van acht cijfers zijn, of leeg"},
    {"must be nine digits that keep the eleven test (CS002)", "moet een burgerservicenummer zijn (elfproef, CS002)"},
    {"must be persons/ and a name, without spaces, or empty",
     "moet persons/ en een naam zijn, zonder spaties, of leeg"},
    {"must be one of the roles around a case", "moet een van de rollen rond een casus zijn"},
    {"must be one of the roles", "moet een van de rollen zijn"},
    {"must be said: a care coordinator works for a provider", "ontbreekt: een zorgcoördinator werkt bij een aanbieder"},
    {"must be someone else", "moet een ander zijn"},
    {"must be empty where nobody holds the role", "moet leeg zijn waar niemand de rol heeft"},
    {"must be said: nobody holds the role, so it cannot end",
     "ontbreekt: niemand heeft de rol, dus zij kan niet eindigen"},
    {"nobody holds it", "niemand heeft deze rol"},
    {"its holder is not absent", "wie de rol heeft, is niet afwezig"},
    {"its holder is absent already: end that first", "wie de rol heeft, is al afwezig: beëindig dat eerst"},
    {"must be support- or resolution-oriented, or unset", "moet ondersteunings- of herstelgericht zijn, of leeg"},
    {"must be one of the obstacles, or NONE", "moet een van de beletsels zijn, of geen"},
    {"must be one of the destinations", "moet een van de bestemmingen zijn"},
    {"must be one of the kinds of decision, or unset", "moet een van de soorten besluit zijn, of leeg"},
    {"must be one of the reasons, or unset", "moet een van de redenen zijn, of leeg"},
    {"must be one of the causes", "moet een van de oorzaken zijn"},
    {"must be empty: nothing is granted by it", "moet leeg zijn: er wordt niets mee toegekend"},
    {"must be MONO or MULTI", "moet mono of multi zijn"},
    {"is what triage says already", "is wat de triage al zegt"},
    {"must be 0, 1 or 2", "moet 0, 1 of 2 zijn"},
    {"holds more than 20", "telt er meer dan 20"},
    {"must be a client of the caller's municipalities", "moet een cliënt van de eigen gemeenten zijn"},
    {"must be one line of at most 500 characters", "moet één regel van ten hoogste 500 tekens zijn"},
    {"must be one line of 1 to 100 characters", "moet één regel van 1 tot 100 tekens zijn"},
};

/// `N` of a description that is `before` N `after`.
std::optional<std::string_view> Between(std::string_view text, std::string_view before, std::string_view after) {
  if (text.size() <= before.size() + after.size() || !text.starts_with(before) || !text.ends_with(after)) {
    return std::nullopt;
  }
  return text.substr(before.size(), text.size() - before.size() - after.size());
}

}  // namespace

std::string DutchViolation(std::string_view description) {
  const auto* found = std::ranges::find(kPhrases, description, &Phrase::english);
  if (found != std::end(kPhrases)) return std::string(found->dutch);
  if (const auto most = Between(description, "is longer than ", " bytes"))
    return Cat("is langer dan ", *most, " bytes");
  if (const auto most = Between(description, "holds more than ", " elements")) return Cat("telt er meer dan ", *most);
  if (const auto form = Between(description, "must be ", "/<uuid>")) return Cat("moet een naam ", *form, "/… zijn");
  if (const auto form = Between(description, "must be ", "/ and an id")) return Cat("moet een naam ", *form, "/… zijn");
  return std::string(description);
}

}  // namespace clientroute::suite
