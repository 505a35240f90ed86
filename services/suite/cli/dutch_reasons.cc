#include "services/suite/cli/dutch_reasons.h"

#include <algorithm>
#include <iterator>

namespace clientroute::suite {
namespace {

struct Meaning {
  std::string_view reason;
  std::string_view dutch;
};

// By reason, as the services' protos name them.
constexpr Meaning kMeanings[] = {
    {"AFTERCARE_NOT_RUNNING",
     "er loopt geen nazorg: bij de uitstroom niet afgesproken, of een contactmoment beëindigde haar"},
    {"ALLOCATION_NOT_FOUND", "die toewijzing is er niet, of u mag haar niet zien"},
    {"ANALYSIS_MISSING", "er is nog geen probleemanalyse; leg die eerst vast"},
    {"AUDIENCE_REFUSED", "dit is niet voor wie u bent"},
    {"CASE_NOT_FOUND", "die casus is er niet, of u mag haar niet zien; wie bij de cliënt betrokken is, ziet haar"},
    {"CHANGE_DECIDED", "over dit verzoek om wijziging is al besloten"},
    {"CHANGE_IN_HAND",
     "er ligt een verzoek om wijziging: noem dat met --change-request, of zeg wat voor besluit dit is"},
    {"CHANGE_NOT_IN_HAND", "de route wacht op een besluit over een ander verzoek om wijziging; dat gaat voor"},
    {"CLIENT_ERASED", "de gegevens van deze cliënt zijn gewist; er wordt niets meer vastgelegd"},
    {"CLIENT_NOT_FOUND",
     "die cliënt is er niet, of u mag hem niet zien; wie betrokken is en een passend doel heeft (--purpose), ziet hem"},
    {"CONTRACT_NOT_FOUND", "dat contract is er niet"},
    {"DECISION_NUMBERS_USED_UP", "alle beschikkingsnummers van de gemeente zijn gebruikt"},
    {"DECISION_TAKEN", "wat gevraagd was, is al afgewezen"},
    {"EVENT_DOES_NOT_FIT", "dit past niet bij waar de route staat"},
    {"GRANT_MISSING", "er is niets toegekend dat kan worden ingetrokken"},
    {"HOUSEHOLD_NOT_FOUND", "dat huishouden is er niet, of u mag het niet zien; wie betrokken is, ziet het"},
    {"IDENTITY_MISSING", "wie u bent, is niet gezegd"},
    {"NOTE_IS_NO_NAME", "een toelichting staat in de casus en wordt hier bij haar naam genoemd: notes/…"},
    {"OUTCOME_NOT_ALLOWED", "zo kan deze taak niet eindigen; 'task show' noemt de uitkomsten"},
    {"PLAN_MISSING", "er is nog geen perspectiefplan; leg dat eerst vast"},
    {"PURPOSE_MISSING", "zeg met --purpose waarvoor u dit wilt"},
    {"REFERRAL_NOT_FOUND", "die verwijzing is er niet, of u mag haar niet zien"},
    {"REFERRAL_NOT_RUNNING", "die verwijzing is al ingetrokken of afgerond"},
    {"ROLE_REFUSED", "dit is niet voor uw rol; met --as werkt u als een ander"},
    {"ROUTE_AMBIGUOUS", "dat begin past bij meer dan één route; geef meer tekens"},
    {"ROUTE_CLOSED", "de route is afgerond"},
    {"ROUTE_NOT_FOUND", "die route is er niet, hoort nog niet bij een casus, of u mag er niet aan werken"},
    {"ROUTE_PAUSED", "de route is stilgezet; een beheerder laat haar weer verdergaan"},
    {"TASK_ANSWERED_ELSEWHERE",
     "deze taak eindigt als u vastlegt waar zij om vraagt; 'task show' zegt met welke opdracht"},
    {"TASK_CLOSED", "deze taak is al afgerond of vervallen"},
    {"TASK_NOT_TAKEN", "neem de taak eerst in behandeling met 'task take'"},
    {"TASK_OF_OTHER_ROLE", "deze taak is voor een andere rol"},
    {"TASK_TAKEN", "een ander heeft deze taak in behandeling; hij kan haar overdragen met 'task hand-over'"},
    {"TRIAGE_DECIDED", "de triage is al gedaan"},
    {"TRIAGE_MISSING", "er is nog geen triage; leg eerst de probleemanalyse vast"},
    {"TRIAGE_TABLE_MISSING", "voor deze wet is nu geen triagetabel van kracht"},
    {"TRIAGE_TABLE_NOT_FOUND", "voor deze wet is op die dag geen triagetabel van kracht"},
};

}  // namespace

std::string_view DutchReason(std::string_view reason) {
  const auto* found = std::ranges::find(kMeanings, reason, &Meaning::reason);
  return found == std::end(kMeanings) ? std::string_view() : found->dutch;
}

}  // namespace clientroute::suite
