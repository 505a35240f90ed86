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
    {"ALLOCATION_NUMBERS_USED_UP", "alle toewijzingsnummers van de gemeente voor deze wet zijn gebruikt"},
    {"ALLOCATION_OVERLAPS", "in die tijd is er al een toewijzing van dezelfde hulp"},
    {"ALLOCATION_UNKNOWN", "een van de toewijzingen is niet van deze cliënt bij deze aanbieder"},
    {"ANALYSIS_MISSING", "er is nog geen probleemanalyse; leg die eerst vast"},
    {"AUDIENCE_REFUSED", "dit is niet voor wie u bent"},
    {"BEFORE_ALLOCATION", "de wijziging begint voor de toewijzing zelf"},
    {"BELOW_DELIVERED", "er is al meer geleverd dan er na de wijziging is toegewezen"},
    {"CASE_NOT_FOUND", "die casus is er niet, of u mag haar niet zien; wie bij de cliënt betrokken is, ziet haar"},
    {"CHANGE_DECIDED", "over dit verzoek om wijziging is al besloten"},
    {"CHANGE_IN_HAND",
     "er ligt een verzoek om wijziging: noem dat met --change-request, of zeg wat voor besluit dit is"},
    {"CHANGE_NOT_IN_HAND", "de route wacht op een besluit over een ander verzoek om wijziging; dat gaat voor"},
    {"CHANGE_REQUEST_CLOSED", "over dit verzoek om wijziging is al besloten"},
    {"CHANGE_REQUEST_NOT_FOUND", "dat verzoek om wijziging is er niet, of u mag het niet zien"},
    {"CITIZEN_NUMBER_TAKEN", "dit burgerservicenummer is van een andere cliënt"},
    {"CLAIM_NOT_FOUND", "die declaratie is er niet, of u mag haar niet zien"},
    {"CLIENT_ADDRESS_UNKNOWN", "van de cliënt is geen adres bekend, en voor de gemeente is er geen ingesteld"},
    {"CLIENT_DATA_MISSING", "een bericht wil nummer, naam en geboortedatum van de cliënt; vul die aan"},
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
    {"DEFINITION_MISSING", "zeg bij een versie ook van welke definitie"},
    {"DEFINITION_NOT_LOADED", "die versie van de definitie is in deze suite niet geladen"},
    {"DEFINITION_REFUSED", "deze definitie wordt niet aangenomen; 'definition check' zegt waarom"},
    {"EARLIER_MESSAGE_FAILED", "dit herhaalt een bericht dat vastliep; probeer eerst dat opnieuw met 'message retry'"},
    {"EVENT_DOES_NOT_FIT", "dit past niet bij waar de route staat"},
    {"EVENT_REFUSED", "de route neemt dit niet aan"},
    {"FIGURE_UNKNOWN", "dat cijfer is er niet; 'figures' zonder meer noemt ze alle"},
    {"GRANT_MISSING", "er is niets toegekend dat kan worden ingetrokken"},
    {"HISTORY_DIFFERS", "met de andere versie was de route anders gelopen; zij wordt niet overgezet"},
    {"HOUSEHOLD_NOT_FOUND", "dat huishouden is er niet, of u mag het niet zien; wie betrokken is, ziet het"},
    {"IDENTIFICATIONS_USED_UP", "alle berichtnummers van de gemeente zijn gebruikt"},
    {"IDENTITY_INVALID", "wie u bent, is niet goed gezegd"},
    {"IDENTITY_MISSING", "wie u bent, is niet gezegd"},
    {"IDENTITY_NOT_VERIFIED", "wie u bent, staat niet vast"},
    {"LINE_ALLOCATED", "deze regel is al toegewezen, als iets anders"},
    {"MATCHING_WEIGHTS_MISSING", "er zijn nog geen locaties en gewichten ingelezen om mee te zoeken"},
    {"MESSAGE_NOT_FAILED", "dit bericht is niet vastgelopen; er valt niets opnieuw te proberen"},
    {"MESSAGE_NOT_FOUND", "dat bericht is er niet, of u mag het niet zien"},
    {"MESSAGE_NOT_SENT", "alleen wat is verstuurd, kan opnieuw worden verstuurd"},
    {"MISSING_ATTRIBUTE", "er ontbreekt een gegeven bij de melding"},
    {"NOTE_IS_NO_NAME", "een toelichting staat in de casus en wordt hier bij haar naam genoemd: notes/…"},
    {"NOTHING_TO_ARRANGE", "er valt niets te regelen: wat gevraagd is, is geregeld of voorbij"},
    {"NOTHING_TO_RETRY",
     "er valt niets opnieuw te proberen: het incident is opgelost, of de route is erdoor stilgezet ('route resume')"},
    {"NOTHING_TO_SEND",
     "er valt niets te sturen: niets valt onder een wet met berichten, of het is nooit aan een aanbieder verteld"},
    {"NOTHING_TO_SKIP",
     "er valt niets over te slaan: het incident is opgelost, of de route is erdoor stilgezet ('route resume')"},
    {"NOT_ALLOWED", "dit mag u niet zien of doen: het hoort bij een andere gemeente, of u bent niet betrokken"},
    {"NOT_CONTRACTED", "de aanbieder heeft hiervoor geen contract"},
    {"NOT_FOUND", "{name} is er niet, of u mag het niet zien"},
    {"NOT_QUIET", "de suite is nog bezig met: {busy}"},
    {"NO_DEAD_LETTERS", "er is geen onbestelbare gebeurtenis voor {subscriber} over {aggregate}"},
    {"NO_PERSON", "--to wil een persoon: een naam, zonder spaties"},
    {"NO_PLACE", "er is geen plek"},
    {"NO_SIGNAL",
     "deze gebeurtenis kunnen mensen niet melden; wel CrisisReported, CrisisResolved, ClientMoved en ClientDied"},
    {"ORDER_UNKNOWN", "die volgorde is er niet"},
    {"OTHER_DEFINITION", "de route loopt op een andere versie dan waar de overzetting van uitgaat"},
    {"OUTCOME_NOT_ALLOWED", "zo kan deze taak niet eindigen; 'task show' noemt de uitkomsten"},
    {"OWN_HANDS", "overdragen gaat naar een ander; met 'task take' neemt u de taak zelf"},
    {"PAGE_SIZE", "een bladzijde kan niet minder dan nul regels hebben"},
    {"PAGE_TOKEN", "deze bladzijde hoort niet bij deze vraag; begin opnieuw"},
    {"PLAN_MISSING", "er is nog geen perspectiefplan; leg dat eerst vast"},
    {"POSITION_AHEAD", "zo ver is het verloop nog niet; laat --after weg of geef een lager volgnummer"},
    {"POSITION_INVALID", "een volgnummer is 0 of hoger"},
    {"PROPERTY_UNKNOWN", "routes zijn te tellen naar stand, gemeente, aanbieder of definitie"},
    {"PURPOSE_MISSING", "zeg met --purpose waarvoor u dit wilt"},
    {"REFERENCE_MISSING", "de route weet nog niet waar dit over gaat ({reference})"},
    {"REFERRAL_NOT_FOUND", "die verwijzing is er niet, of u mag haar niet zien"},
    {"REFERRAL_NOT_RUNNING", "die verwijzing is al ingetrokken of afgerond"},
    {"REQUEST_ANSWERED", "dit verzoek is al beantwoord"},
    {"REQUEST_ID_REUSED",
     "deze --request-id is al gebruikt voor iets anders; een nieuwe wijziging wil een nieuwe naam"},
    {"REQUEST_UNKNOWN", "zo'n verzoek kwam van deze aanbieder niet binnen"},
    {"RESERVATION_DIFFERS", "de plek wordt vastgehouden voor iets anders dan wat wordt toegewezen"},
    {"RESERVATION_GONE", "voor deze regel wordt geen plek meer vastgehouden; zoek opnieuw"},
    {"ROLE_REFUSED", "dit is niet voor uw rol; met --as werkt u als een ander"},
    {"ROUTES_STRANDED", "er lopen nog routes op een versie die dan wegvalt"},
    {"ROUTE_AMBIGUOUS", "dat begin past bij meer dan één route; geef meer tekens"},
    {"ROUTE_ANSWERS", "de route loopt nog en beantwoordt dit verzoek zelf"},
    {"ROUTE_CLOSED", "de route is afgerond"},
    {"ROUTE_IN_CASE", "de route hoort al bij een casus, van een andere cliënt of verwijzing"},
    {"ROUTE_MOVED", "de route is intussen verder; kijk opnieuw"},
    {"ROUTE_NOT_FOUND", "die route is er niet, hoort nog niet bij een casus, of u mag er niet aan werken"},
    {"ROUTE_NOT_PAUSED", "de route staat niet stil"},
    {"ROUTE_OF_OTHER_CLIENT", "de route is van een andere cliënt of gemeente"},
    {"ROUTE_PAUSED", "de route is stilgezet; een beheerder laat haar weer verdergaan"},
    {"ROUTE_STRANDED", "de route kan op de andere versie niet verder vanwaar zij staat"},
    {"ROUTE_WRITER_BUSY", "er wacht te veel; probeer het zo opnieuw, met dezelfde --request-id"},
    {"SEQUENCE_AHEAD", "zo ver is de route nog niet; laat --after weg of geef een lager volgnummer"},
    {"SEQUENCE_INVALID", "een volgnummer is 0 of hoger"},
    {"SERVICE_UNKNOWN",
     "er is geen dienst '{service}'; wel intake, access, contracting, allocation, claims, orchestrator, messaging en "
     "monitoring"},
    {"SOURCE_REFERENCE_REUSED", "de verwijzer gebruikte dit kenmerk al voor een andere verwijzing"},
    {"STORE_BUSY", "de gegevens zijn in gebruik bij een ander programma; probeer het zo opnieuw"},
    {"STORE_FULL", "de schijf is vol"},
    {"STREAMS_BUSY", "er luisteren al te veel programma's; probeer het later"},
    {"TASK_ANSWERED_ELSEWHERE",
     "deze taak eindigt als u vastlegt waar zij om vraagt; 'task show' zegt met welke opdracht"},
    {"TASK_CLOSED", "deze taak is al afgerond of vervallen"},
    {"TASK_NOT_TAKEN", "neem de taak eerst in behandeling met 'task take'"},
    {"TASK_OF_OTHER_ROLE", "deze taak is voor een andere rol"},
    {"TASK_TAKEN", "een ander heeft deze taak in behandeling; hij kan haar overdragen met 'task hand-over'"},
    {"TIME_INVALID", "de tijd in de keuze ({field}) is geen tijd"},
    {"TOO_LATE", "het is te laat om dit nog te wijzigen"},
    {"TOO_MANY_ALLOCATIONS", "deze cliënt heeft meer toewijzingen dan er te lezen zijn"},
    {"TOO_MANY_DEFERRED", "er wacht te veel op deze route; los eerst op waar zij op wacht"},
    {"TRIAGE_DECIDED", "de triage is al gedaan"},
    {"TRIAGE_MISSING", "er is nog geen triage; leg eerst de probleemanalyse vast"},
    {"TRIAGE_TABLE_MISSING", "voor deze wet is nu geen triagetabel van kracht"},
    {"TRIAGE_TABLE_NOT_FOUND", "voor deze wet is op die dag geen triagetabel van kracht"},
    {"WATCHERS_MOST", "er kijken al te veel mensen mee; probeer het later"},
    {"WATCHER_GONE", "het meekijken is gestopt"},
    {"WATCHER_TOO_SLOW", "het meekijken is afgebroken omdat er niet werd gelezen"},
    {"WATCH_OVER", "een keer meekijken duurt ten hoogste een werkdag; begin opnieuw vanwaar u was"},
};

// What is wrong with the system itself, or between its services: who is at work cannot mend it, who runs it can.
constexpr std::string_view kOwnAffairs[] = {
    "ACCOUNT_MISSING",
    "ADDRESS_IN_USE",
    "ALLOCATION_INVALID",
    "ANSWER_DAMAGED",
    "ANSWER_WITHOUT_CLAIM",
    "ARRIVAL_CHANGED",
    "ARRIVAL_NOT_A_FILE",
    "ARRIVAL_TOO_LARGE",
    "BAD_ATTRIBUTE",
    "CALLER_GONE",
    "CAPACITY_WITHOUT_RANGES",
    "CHECKS_INCOMPLETE",
    "CLAIMS_NOT_CONNECTED",
    "CLIENT_INDEX_INVALID",
    "CLIENT_KEY_INVALID",
    "COMMAND_DAMAGED",
    "COMMAND_UNKNOWN",
    "CONFIG_INVALID",
    "CONTENT_NOT_FOUND",
    "DEFINITION_AMBIGUOUS",
    "DEFINITION_BROKEN",
    "DEFINITION_CHANGED",
    "DEFINITION_REPEATED",
    "EARLY_TIMER",
    "EVENT_DAMAGED",
    "EVENT_INVALID",
    "EVENT_TYPE_UNKNOWN",
    "JOURNAL_DAMAGED",
    "KEY_LENGTH",
    "KEY_MISSING",
    "LINE_DAMAGED",
    "LOOK_CLIENT_NAME",
    "LOOK_HEAD_MISSING",
    "LOOK_LIMIT",
    "MAPPING_BROKEN",
    "MEMORY",
    "METHOD_HAS_NO_POLICY",
    "METHOD_POLICY_MISMATCH",
    "MUNICIPALITY_CODE_INVALID",
    "OWN_MESSAGE_INVALID",
    "PEER_ANSWER_INVALID",
    "PERSON_DAMAGED",
    "PROPOSAL_DAMAGED",
    "PROPOSAL_LOST",
    "REASON_UNSPECIFIED",
    "REBUILDING",
    "REFERRAL_LOST",
    "RETURN_MESSAGE_INVALID",
    "ROUTE_LOST",
    "ROUTE_UNKNOWN",
    "SEALED_TEXT_DAMAGED",
    "SNAPSHOT_DAMAGED",
    "STALE_TIMER",
    "STORE_CONSTRAINT",
    "STORE_DAMAGED",
    "STORE_DUPLICATE",
    "STORE_IO",
    "STORE_MEMORY",
    "STORE_MIGRATIONS_UNORDERED",
    "STORE_MIGRATION_CHANGED",
    "STORE_MIGRATION_MISSING",
    "STORE_NEWER",
    "STORE_NOT_WAL",
    "STORE_STATEMENT",
    "SUBSCRIBER_UNKNOWN",
    "TIMER_OWNER_UNKNOWN",
    "TIMER_STILL_SET",
    "TIMER_UNKNOWN",
    "TIMER_WITHOUT_WORK",
    "TRIAGE_TABLE_LOST",
    "UNEXPECTED",
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
  const std::string reason = ReasonOf(status);
  const auto* found = std::ranges::find(kMeanings, reason, &Meaning::reason);
  if (found != std::end(kMeanings)) return Filled(found->dutch, MetadataOf(status));
  if (std::ranges::find(kOwnAffairs, reason) == std::end(kOwnAffairs)) return "";
  return Cat("dit is voor het beheer: ", std::string(status.message()));
}

}  // namespace clientroute::suite
