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
    {"comes twice", "staat er twee keer in"},
    {"counts within one service; say which", "telt binnen één dienst; zeg welke"},
    {"has passed", "is voorbij"},
    {"is about a change request, and none is answered",
     "hoort bij een verzoek om wijziging, en zo'n verzoek wordt hier niet beantwoord"},
    {"is another one than asked", "is een ander dan is gevraagd"},
    {"is another one than was asked for", "is een ander dan is gevraagd"},
    {"is another one than was given", "is een ander dan is opgegeven"},
    {"is given with reason 8 alone (TR377)", "hoort alleen bij reden 8 (TR377)"},
    {"is missing", "ontbreekt"},
    {"is more than was asked for", "is meer dan is gevraagd"},
    {"is needed for a child not yet born, who has no citizen number",
     "is nodig voor een kind dat nog niet geboren is en geen burgerservicenummer heeft"},
    {"is needed for someone with a citizen number, unless nothing of it is known",
     "is nodig voor wie een burgerservicenummer heeft, tenzij er niets van bekend is"},
    {"is no kind of message", "is geen soort bericht"},
    {"is no line that was asked for", "is geen regel die is gevraagd"},
    {"is no moment", "is geen moment"},
    {"is no state of a message", "is geen staat van een bericht"},
    {"is none of the divisions", "is geen van de indelingen"},
    {"is none of the values that it can have", "is geen van de mogelijke waarden"},
    {"is not 0 to 10 minutes", "moet 0 tot en met 10 minuten zijn"},
    {"is not what was asked for", "is niet wat is gevraagd"},
    {"is required with reason 8 (TR377)", "is nodig bij reden 8 (TR377)"},
    {"is stored already with other content; what was decided on it stays as it is, so raise the version",
     "staat er al met een andere inhoud; wat ermee is besloten blijft zoals het is, dus verhoog de versie"},
    {"is yet to come", "moet nog komen"},
    {"lies before from", "ligt voor het begin"},
    {"lies before the first day", "ligt voor de eerste dag"},
    {"lies before the outflow", "ligt voor de uitstroom"},
    {"lies outside the period that was asked for", "ligt buiten de periode die is gevraagd"},
    {"must be 0 to the number of optional criteria", "moet 0 tot en met het aantal facultatieve criteria zijn"},
    {"must be 0, 1, 2 or 9 (COD046)", "moet 0, 1, 2 of 9 zijn (COD046)"},
    {"must be 0-10,000", "moet 0 tot en met 10.000 zijn"},
    {"must be 0-120", "moet 0 tot en met 120 zijn"},
    {"must be 0-120 and not below age_from", "moet 0 tot en met 120 zijn en niet lager dan age_from"},
    {"must be 1 or more", "moet 1 of meer zijn"},
    {"must be 1 to 50", "moeten er 1 tot en met 50 zijn"},
    {"must be 1 to 99999", "moet 1 tot en met 99999 zijn"},
    {"must be 1-200 bytes", "moet 1 tot en met 200 bytes zijn"},
    {"must be AS_IT_IS, LIGHTER, HEAVIER or GOALS_REACHED",
     "moet zeggen hoe het verder gaat: zo, lichter, zwaarder of doelen bereikt"},
    {"must be GOES_WELL, RESTART or END", "moet zeggen hoe het gaat: goed, opnieuw beginnen of eindigen"},
    {"must be GRANT or REFUSE", "moet toekennen of afwijzen zijn"},
    {"must be MULTI_CONFIRMED, MONO_SUFFICES or ESCALATE", "moet multi-bevestigd, mono-volstaat of escaleren zijn"},
    {"must be NO_PLACE or NO_OFFER", "moet geen plek of geen aanbod zijn"},
    {"must be OFFER_DEPLOYED, OFFER_CREATED or OTHER_TABLE",
     "moet aanbod ingezet, aanbod gemaakt of andere tafel zijn"},
    {"must be a budget, as was asked for", "moet een budget zijn, zoals is gevraagd"},
    {"must be a category of two digits, with or without a code of five capitals and digits",
     "moet een categorie van twee cijfers zijn, met of zonder code van vijf hoofdletters en cijfers"},
    {"must be a grant or a change", "moet een toekenning of een wijziging zijn"},
    {"must be a refusal or a withdrawal", "moet een afwijzing of een intrekking zijn"},
    {"must be a unit of the national messages", "moet een eenheid van de landelijke berichten zijn"},
    {"must be a volume, as was asked for", "moet een omvang zijn, zoals is gevraagd"},
    {"must be above 0", "moet meer dan 0 zijn"},
    {"must be above 0 where no criterion is required, or every case would be multi",
     "moet meer dan 0 zijn waar geen criterium verplicht is; anders is elke casus multi"},
    {"must be at least one", "moet er ten minste een zijn"},
    {"must be at most 100", "moeten er ten hoogste 100 zijn"},
    {"must be at most 30 days before and 300 days after the referral",
     "moet ten hoogste 30 dagen voor en 300 dagen na de verwijzing liggen"},
    {"must be at most 36 letters, digits and -_./: that name nobody",
     "moet ten hoogste 36 letters, cijfers en -_./: zijn, zonder iemand te noemen"},
    {"must be at most 6 letters, without dots or spaces", "moet ten hoogste 6 letters zijn, zonder punten of spaties"},
    {"must be at most a year back or ahead", "moet binnen een jaar hiervoor of hierna liggen"},
    {"must be empty: a change request is granted as it was asked for; for another form of it, refuse it and agree with "
     "the provider on a new request",
     "moet leeg zijn: een verzoek om wijziging wordt toegekend zoals het is gevraagd; wijs het anders af en spreek met "
     "de aanbieder een nieuw verzoek af"},
    {"must be empty: only a change or a refusal answers one",
     "moet leeg zijn: alleen een wijziging of een afwijzing beantwoordt er een"},
    {"must be empty: only the residence principle names one (TR377)",
     "moet leeg zijn: alleen het woonplaatsbeginsel noemt er een (TR377)"},
    {"must be four digits, not beginning with 0, and two capitals",
     "moet vier cijfers zijn, niet beginnend met 0, en twee hoofdletters"},
    {"must be in the unit that was asked for", "moet in de eenheid zijn die is gevraagd"},
    {"must be later than the one before it", "moet later zijn dan die ervoor"},
    {"must be left out for a child not yet born, who has no citizen number",
     "moet weg voor een kind dat nog niet geboren is en geen burgerservicenummer heeft"},
    {"must be left out for someone with a citizen number", "moet weg voor wie een burgerservicenummer heeft"},
    {"must be lower-case letters, digits and _", "moet uit kleine letters, cijfers en _ bestaan"},
    {"must be lower-case letters, digits and hyphens", "moet uit kleine letters, cijfers en streepjes bestaan"},
    {"must be lower-case letters, digits and hyphens, at most 63",
     "moet uit ten hoogste 63 kleine letters, cijfers en streepjes bestaan"},
    {"must be lower-case letters, digits, _ and -, at most 63",
     "moet uit ten hoogste 63 kleine letters, cijfers, _ en - bestaan"},
    {"must be lower-case words with _ and / between them",
     "moet uit kleine letters bestaan, met _ en / tussen de woorden"},
    {"must be persons/ and a name, without spaces", "moet persons/ en een naam zijn, zonder spaties"},
    {"must be said: a budget was asked for", "ontbreekt: er is een budget gevraagd"},
    {"must be said: a volume was asked for", "ontbreekt: er is een omvang gevraagd"},
    {"must be said: it stands in the answer to who asked (WJ759)",
     "ontbreekt: het staat in het antwoord aan wie het vroeg (WJ759)"},
    {"must be said: the residence principle names who is responsible (TR377)",
     "ontbreekt: het woonplaatsbeginsel noemt wie verantwoordelijk is (TR377)"},
    {"must be that of the route", "moet die van de route zijn"},
    {"must be the law of the referral", "moet de wet van de verwijzing zijn"},
    {"must be triage_tables/ and lower-case letters, digits and _",
     "moet triage_tables/ zijn met kleine letters, cijfers en _"},
    {"must be two lower-case letters (ISO 639-1)", "moet uit twee kleine letters bestaan (ISO 639-1)"},
    {"must be unset: nothing that was asked for is refused",
     "moet leeg zijn: er wordt niets afgewezen van wat is gevraagd"},
    {"must be within half a year of the day on which the child was expected",
     "moet binnen een half jaar van de dag liggen waarop het kind werd verwacht"},
    {"must be within ten years", "moet binnen tien jaar liggen"},
    {"must go with a family name", "hoort bij een achternaam"},
    {"must have a category of two digits and a code of five capitals and digits",
     "moet een categorie van twee cijfers en een code van vijf hoofdletters en cijfers hebben"},
    {"must have a category of two digits, with or without a code of five capitals and digits",
     "moet een categorie van twee cijfers hebben, met of zonder code van vijf hoofdletters en cijfers"},
    {"must have a first day that exists and no last day before it",
     "moet een eerste dag hebben die bestaat, en geen laatste dag daarvoor"},
    {"must have an AGB code of eight digits", "moet een AGB-code van acht cijfers hebben"},
    {"must have the frequency that was asked for", "moet de frequentie hebben die is gevraagd"},
    {"must name a recipient: schools/…, providers/…, at most 128 characters",
     "moet een ontvanger noemen: schools/…, providers/…, ten hoogste 128 tekens"},
    {"must name at least one", "moet er ten minste een noemen"},
    {"must name the sender: providers/…, municipalities/…, persons/…, at most 128 characters",
     "moet de afzender noemen: providers/…, municipalities/…, persons/…, ten hoogste 128 tekens"},
    {"must not be below 0", "mag niet onder 0 zijn"},
    {"must not be later than the referral for someone with a citizen number",
     "mag niet na de verwijzing liggen voor wie een burgerservicenummer heeft"},
    {"must not be later than today", "mag niet na vandaag liggen"},
    {"must not be over 120 years before the referral", "mag niet meer dan 120 jaar voor de verwijzing liggen"},
    {"must not name a tariff, contract, location or allocation yet",
     "mag nog geen tarief, contract, locatie of toewijzing noemen"},
    {"must say what is asked for: at least one line", "moet zeggen wat er wordt gevraagd: ten minste één regel"},
    {"must say what is to be reached", "moet zeggen wat er bereikt moet worden"},
    {"name no allocation at all", "noemen geen enkele toewijzing"},
    {"needs an amount above 0, a known unit and a known frequency",
     "moet een aantal boven 0 hebben, met een bekende eenheid en frequentie"},
    {"needs an amount of 1-1,000,000, a known unit and a known frequency",
     "moet een aantal van 1 tot en met 1.000.000 hebben, met een bekende eenheid en frequentie"},
    {"stands instead of a volume, not beside it", "staat in de plaats van een omvang, niet ernaast"},
    {"this figure tells no kinds apart", "dit cijfer onderscheidt geen soorten"},
    {"is not what its place is held for", "is niet waarvoor de plek wordt vastgehouden"},
    {"lies outside the Netherlands", "ligt buiten Nederland"},
    {"must be 0 to 3", "moet 0 tot en met 3 zijn"},
    {"must be 0-1,000 points", "moet 0 tot en met 1.000 punten zijn"},
    {"must be 0-300", "moet 0 tot en met 300 zijn"},
    {"must be above 5 and at most 300", "moet meer dan 5 en ten hoogste 300 zijn"},
    {"must be one of the national list (COD327) or a school team",
     "moet een van de landelijke lijst (COD327) zijn, of een schoolteam"},
    {"must be voluntary or compulsory", "moet vrijwillig of gedwongen zijn"},
    {"was not asked for", "is niet gevraagd"},
};

/// A phrase around a value: a number, a name, a collection.
struct Frame {
  std::string_view before;
  std::string_view after;
  std::string_view dutch_before;
  std::string_view dutch_after;
};

constexpr Frame kFrames[] = {
    {"is longer than ", " bytes", "is langer dan ", " bytes"},
    {"holds more than ", " elements", "telt er meer dan ", ""},
    {"holds more than ", " lines", "telt meer dan ", " regels"},
    {"a message holds at most ", " bytes", "een bericht telt ten hoogste ", " bytes"},
    {"is not 1 to ", "", "moet 1 tot en met ", " zijn"},
    {"must be one line of at most ", " characters", "moet één regel van ten hoogste ", " tekens zijn"},
    {"must be one line of 1 to ", " characters", "moet één regel van 1 tot en met ", " tekens zijn"},
    {"must be one line of 1 to ", " bytes", "moet één regel van 1 tot en met ", " bytes zijn"},
    {"must be ", "/ and lower-case letters, digits and hyphens", "moet een naam ", "/… met kleine letters zijn"},
    {"must be ", "/ and an id", "moet een naam ", "/… zijn"},
    {"must be ", "/ and a code", "moet een naam ", "/… zijn"},
    {"must be ", "/<uuid>, or empty", "moet een naam ", "/… zijn, of leeg"},
    {"must be ", "/<uuid>", "moet een naam ", "/… zijn"},
    {"must say whether ", " holds", "moet zeggen of ", " geldt"},
    {"must be above ", ", which is stored", "moet hoger zijn dan ", ", die er al is"},
    {"comes twice for ", "", "staat er twee keer in voor ", ""},
    {"is another one than in version ", "", "is een ander dan in versie ", ""},
    {"is no criterion of ", "", "is geen criterium van ", ""},
    {"lies before that of version ", "", "ligt voor die van versie ", ""},
};

/// What stands between; nothing when the description is not of this frame.
std::optional<std::string_view> Between(std::string_view text, const Frame& frame) {
  if (text.size() <= frame.before.size() + frame.after.size()) return std::nullopt;
  if (!text.starts_with(frame.before) || !text.ends_with(frame.after)) return std::nullopt;
  return text.substr(frame.before.size(), text.size() - frame.before.size() - frame.after.size());
}

}  // namespace

std::string DutchViolation(std::string_view description) {
  const auto* found = std::ranges::find(kPhrases, description, &Phrase::english);
  if (found != std::end(kPhrases)) return std::string(found->dutch);
  for (const Frame& frame : kFrames) {
    if (const auto value = Between(description, frame)) return Cat(frame.dutch_before, *value, frame.dutch_after);
  }
  return Cat("klopt niet: ", description);
}

}  // namespace clientroute::suite
