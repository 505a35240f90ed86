#include "services/suite/cli/dutch_reasons.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>

#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

struct Meaning {
  std::string_view reason;
  std::string_view dutch;
};

// By reason, as the services' protos name them; `{name}` is what the metadata say.
constexpr Meaning kMeanings[] = {
    {"AFTERCARE_NOT_RUNNING",
     "er loopt geen nazorg: bij de uitstroom niet afgesproken, of een contactmoment beëindigde haar"},
    {"ALLOCATIONS_MOVED", "de toewijzingen zijn intussen veranderd; probeer het opnieuw"},
    {"ALLOCATION_NOT_FOUND", "die toewijzing is er niet, of u mag haar niet zien"},
    {"ANALYSIS_MISSING", "er is nog geen probleemanalyse; leg die eerst vast"},
    {"AUDIENCE_REFUSED", "dit is niet voor wie u bent"},
    {"CASE_NOT_FOUND", "die casus is er niet, of u mag haar niet zien; wie bij de cliënt betrokken is, ziet haar"},
    {"CHANGE_DECIDED", "over dit verzoek om wijziging is al besloten"},
    {"CHANGE_IN_HAND",
     "er ligt een verzoek om wijziging: noem dat met --change-request, of zeg wat voor besluit dit is"},
    {"CHANGE_NOT_IN_HAND", "de route wacht op een besluit over een ander verzoek om wijziging; dat gaat voor"},
    {"CHANGE_REQUEST_CLOSED", "over dit verzoek om wijziging is al besloten"},
    {"CITIZEN_NUMBER_TAKEN", "dit burgerservicenummer is van een andere cliënt"},
    {"CLIENT_ERASED", "de gegevens van deze cliënt zijn gewist; er wordt niets meer vastgelegd"},
    {"CLIENT_HAS_NUMBER", "deze cliënt heeft al een burgerservicenummer"},
    {"CLIENT_HAS_RUNNING_REFERRAL",
     "er loopt nog een route van deze cliënt; die moet eerst eindigen, of de verwijzing worden ingetrokken"},
    {"CLIENT_NOT_FOUND",
     "die cliënt is er niet, of u mag hem niet zien; wie betrokken is en een passend doel heeft (--purpose), ziet hem"},
    {"CLOCK_NOT_DRIVEN", "deze suite loopt op de klok van de machine; die is hier niet te verzetten"},
    {"COMMAND_ANSWERED", "deze opdracht is intussen uitgevoerd"},
    {"CONTENT_TOO_LARGE", "de inhoud is te groot om te tonen; het bestand staat in done/ of out/"},
    {"CONTRACT_NOT_FOUND", "dat contract is er niet"},
    {"DEADLINE_PASSED", "het duurde te lang; probeer het opnieuw"},
    {"DECISION_NUMBERS_USED_UP", "alle beschikkingsnummers van de gemeente zijn gebruikt"},
    {"DECISION_TAKEN", "wat gevraagd was, is al afgewezen"},
    {"DEFINITION_NOT_LOADED", "die versie van de definitie is in deze suite niet geladen"},
    {"EVENT_DOES_NOT_FIT", "dit past niet bij waar de route staat"},
    {"EVENT_REFUSED", "de route neemt dit niet aan"},
    {"FIGURE_UNKNOWN", "dat cijfer is er niet; 'figures' zonder meer noemt ze alle"},
    {"GRANT_MISSING", "er is niets toegekend dat kan worden ingetrokken"},
    {"HOUSEHOLD_NOT_FOUND", "dat huishouden is er niet, of u mag het niet zien; wie betrokken is, ziet het"},
    {"IDENTITY_MISSING", "wie u bent, is niet gezegd"},
    {"MESSAGE_NOT_FAILED", "dit bericht is niet vastgelopen; er valt niets opnieuw te proberen"},
    {"MESSAGE_NOT_FOUND", "dat bericht is er niet, of u mag het niet zien"},
    {"MESSAGE_NOT_SENT", "alleen wat is verstuurd, kan opnieuw worden verstuurd"},
    {"MISSING_ATTRIBUTE", "er ontbreekt een gegeven bij de melding"},
    {"NOTE_IS_NO_NAME", "een toelichting staat in de casus en wordt hier bij haar naam genoemd: notes/…"},
    {"NOTHING_TO_RETRY",
     "er valt niets opnieuw te proberen: het incident is opgelost, of de route is erdoor stilgezet ('route resume')"},
    {"NOTHING_TO_SKIP",
     "er valt niets over te slaan: het incident is opgelost, of de route is erdoor stilgezet ('route resume')"},
    {"NOT_ALLOWED", "dit mag u niet zien of doen: het hoort bij een andere gemeente, of u bent niet betrokken"},
    {"NOT_FOUND", "{name} is er niet, of u mag het niet zien"},
    {"NOT_QUIET", "de suite is nog bezig met: {busy}"},
    {"NO_DEAD_LETTERS", "er is geen onbestelbare gebeurtenis voor {subscriber} over {aggregate}"},
    {"NO_PERSON", "--to wil een persoon: een naam, zonder spaties"},
    {"NO_SIGNAL",
     "deze gebeurtenis kunnen mensen niet melden; wel CrisisReported, CrisisResolved, ClientMoved en ClientDied"},
    {"OUTCOME_NOT_ALLOWED", "zo kan deze taak niet eindigen; 'task show' noemt de uitkomsten"},
    {"OWN_HANDS", "overdragen gaat naar een ander; met 'task take' neemt u de taak zelf"},
    {"PAGE_TOKEN", "deze bladzijde hoort niet bij deze vraag; begin opnieuw"},
    {"PLAN_MISSING", "er is nog geen perspectiefplan; leg dat eerst vast"},
    {"PURPOSE_MISSING", "zeg met --purpose waarvoor u dit wilt"},
    {"REFERRAL_NOT_FOUND", "die verwijzing is er niet, of u mag haar niet zien"},
    {"REFERRAL_NOT_RUNNING", "die verwijzing is al ingetrokken of afgerond"},
    {"REQUEST_ID_REUSED",
     "deze --request-id is al gebruikt voor iets anders; een nieuwe wijziging wil een nieuwe naam"},
    {"ROLE_REFUSED", "dit is niet voor uw rol; met --as werkt u als een ander"},
    {"ROUTE_AMBIGUOUS", "dat begin past bij meer dan één route; geef meer tekens"},
    {"ROUTE_CLOSED", "de route is afgerond"},
    {"ROUTE_MOVED", "de route is intussen verder; kijk opnieuw"},
    {"ROUTE_NOT_FOUND", "die route is er niet, hoort nog niet bij een casus, of u mag er niet aan werken"},
    {"ROUTE_NOT_PAUSED", "de route staat niet stil"},
    {"ROUTE_PAUSED", "de route is stilgezet; een beheerder laat haar weer verdergaan"},
    {"ROUTE_WRITER_BUSY", "er wacht te veel; probeer het zo opnieuw, met dezelfde --request-id"},
    {"SEQUENCE_AHEAD", "zo ver is de route nog niet; laat --after weg of geef een lager volgnummer"},
    {"SERVICE_UNKNOWN",
     "er is geen dienst '{service}'; wel intake, access, contracting, allocation, claims, orchestrator, messaging en "
     "monitoring"},
    {"STORE_BUSY", "de gegevens zijn in gebruik bij een ander programma; probeer het zo opnieuw"},
    {"STORE_FULL", "de schijf is vol"},
    {"TASK_ANSWERED_ELSEWHERE",
     "deze taak eindigt als u vastlegt waar zij om vraagt; 'task show' zegt met welke opdracht"},
    {"TASK_CLOSED", "deze taak is al afgerond of vervallen"},
    {"TASK_NOT_TAKEN", "neem de taak eerst in behandeling met 'task take'"},
    {"TASK_OF_OTHER_ROLE", "deze taak is voor een andere rol"},
    {"TASK_TAKEN", "een ander heeft deze taak in behandeling; hij kan haar overdragen met 'task hand-over'"},
    {"TOO_MANY_DEFERRED", "er wacht te veel op deze route; los eerst op waar zij op wacht"},
    {"TRIAGE_DECIDED", "de triage is al gedaan"},
    {"TRIAGE_MISSING", "er is nog geen triage; leg eerst de probleemanalyse vast"},
    {"TRIAGE_TABLE_MISSING", "voor deze wet is nu geen triagetabel van kracht"},
    {"TRIAGE_TABLE_NOT_FOUND", "voor deze wet is op die dag geen triagetabel van kracht"},
    {"WATCHERS_MOST", "er kijken al te veel mensen mee; probeer het later"},
    {"WATCHER_TOO_SLOW", "het meekijken is afgebroken omdat er niet werd gelezen"},
};

/// The text with the metadata's values for `{key}`.
std::string Filled(std::string_view text, const std::map<std::string, std::string>& values) {
  std::string filled;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = std::min(text.find('{', at), text.size());
    filled += text.substr(at, begin - at);
    const std::size_t end = text.find('}', begin);
    if (end == std::string_view::npos) break;
    const auto value = values.find(std::string(text.substr(begin + 1, end - begin - 1)));
    filled += value == values.end() ? "dit" : value->second;
    at = end + 1;
  }
  return filled;
}

}  // namespace

std::string DutchReason(const absl::Status& status) {
  const auto* found = std::ranges::find(kMeanings, ReasonOf(status), &Meaning::reason);
  return found == std::end(kMeanings) ? std::string() : Filled(found->dutch, MetadataOf(status));
}

}  // namespace clientroute::suite
