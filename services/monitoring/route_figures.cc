#include <algorithm>
#include <array>

#include "services/monitoring/figure_table.h"
#include "services/monitoring/household_counting.h"
#include "services/monitoring/route_counting.h"

namespace clientroute::monitoring {
namespace {

#define CLIENTROUTE_LEFT "clientroute.access.v1.OutflowRecorded clientroute.access.v1.OutflowUndone "
#define CLIENTROUTE_PRODUCTS " clientroute.contracting.v1.ProductRecorded"

#define CLIENTROUTE_SEARCHED " clientroute.allocation.v1.PlacesReserved clientroute.allocation.v1.NoPlaceFound"
#define CLIENTROUTE_URGENCY "urgentie: 0 gewoon, 1 spoed, 2 crisis; leeg zolang geen plaats is gezocht"

// What an average is of is told with its median, its ninetieth percentile and the most.
constexpr std::array kRouteFigures = {
    FigureDefinition{.code = "at_school",
                     .display_name = "Hulp op school",
                     .description =
                         "Deel van de toewijzingen waarop op de laatste dag van de maand (of nu) hulp loopt waarvan de "
                         "locatie op een school is, zoals dat was toen de toewijzing is gemaakt of het laatst is "
                         "gewijzigd. Onderbroken hulp loopt niet.",
                     .unit = FigureUnit::kBasisPoints,
                     .measure = Measure::kShare,
                     .sources = CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED CLIENTROUTE_STARTS CLIENTROUTE_STOPS,
                     .standing = Standing::kOnTheDay,
                     .count = &CountAtSchool},
    FigureDefinition{.code = "care_stopped",
                     .display_name = "Beëindigde hulp",
                     .description =
                         "Definitieve beëindigingen van gestarte hulp met hun laatste dag in de maand, naar de "
                         "reden die de aanbieder meldde. Een ingetrokken beëindiging telt nooit.",
                     .unit = FigureUnit::kStops,
                     .sources = CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED CLIENTROUTE_STARTS CLIENTROUTE_STOPS,
                     .kinds = "reden beëindiging (JZ588)",
                     .count = &CountStopped},
    FigureDefinition{.code = "change_days",
                     .display_name = "Tijd tot een doorgevoerde wijziging",
                     .description =
                         "Dagen van de ontvangst van een verzoek om wijziging tot het is doorgevoerd, van de verzoeken "
                         "die in de maand zijn doorgevoerd.",
                     .unit = FigureUnit::kDays,
                     .measure = Measure::kAverage,
                     .sources = "clientroute.allocation.v1.ChangeRequested " CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
                     .count = &CountChangeDays},
    FigureDefinition{.code = "crisis_decisions",
                     .display_name = "Spoedbesluiten",
                     .description =
                         "Clientroutes waarop in de maand een besluit is genomen als besluit in een crisis, dus ook "
                         "zonder plan, op het woord van wie besloot.",
                     .sources = "clientroute.access.v1.DecisionTaken " CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
                     .count = &CountCrisisDecisions},
    FigureDefinition{.code = "decided_in_time",
                     .display_name = "Besloten binnen de termijn",
                     .description =
                         "Deel van de clientroutes met hun eerste besluit in de maand waarbij dat besluit er binnen "
                         "acht weken na de ontvangst van de verwijzing was.",
                     .unit = FigureUnit::kBasisPoints,
                     .measure = Measure::kShare,
                     .sources = "clientroute.access.v1.DecisionTaken " CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
                     .count = &CountDecidedInTime},
    FigureDefinition{.code = "decision_days",
                     .display_name = "Tijd tot het besluit",
                     .description =
                         "Dagen van de ontvangst van de verwijzing tot het eerste besluit, van de clientroutes met "
                         "dat besluit in de maand.",
                     .unit = FigureUnit::kDays,
                     .measure = Measure::kAverage,
                     .sources = "clientroute.access.v1.DecisionTaken " CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
                     .count = &CountDecisionDays},
    FigureDefinition{.code = "duration",
                     .display_name = "Duur van de hulp",
                     .description =
                         "Dagen van de eerste dag hulp tot en met de laatste dag volgens de vastgelegde uitstroom, "
                         "van de clientroutes uit de uitstroom van de maand waarop hulp was gestart.",
                     .unit = FigureUnit::kDays,
                     .measure = Measure::kAverage,
                     .sources = CLIENTROUTE_LEFT CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED CLIENTROUTE_STARTS,
                     .count = &CountDuration},
    FigureDefinition{
        .code = "family_setting",
        .display_name = "Verblijf in een gezin",
        .description = "Deel van de allocaties met verblijf waarop op de laatste dag van de maand (of nu) hulp "
                       "loopt dat in een gezin is: pleegzorg of gezinshuis.",
        .unit = FigureUnit::kBasisPoints,
        .measure = Measure::kShare,
        .sources = CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED CLIENTROUTE_STARTS CLIENTROUTE_STOPS CLIENTROUTE_PRODUCTS,
        .standing = Standing::kOnTheDay,
        .count = &CountFamilySetting},
    FigureDefinition{.code = "first_sufficed",
                     .display_name = "Eerste toewijzing volstond",
                     .description =
                         "Deel van de clientroutes uit de uitstroom van de maand waarop is toegewezen en nooit een "
                         "verzoek om meer of andere hulp is doorgevoerd.",
                     .unit = FigureUnit::kBasisPoints,
                     .measure = Measure::kShare,
                     .sources = CLIENTROUTE_LEFT CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED
                     " clientroute.allocation.v1.ChangeRequested",
                     .count = &CountFirstSufficed},
    FigureDefinition{.code = "in_care",
                     .display_name = "In zorg",
                     .description = "Clientroutes waarop op de laatste dag van de maand (of nu) gestarte hulp loopt. "
                                    "Onderbroken hulp loopt niet. Een ingetrokken start telt nooit.",
                     .sources = CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED CLIENTROUTE_STARTS CLIENTROUTE_STOPS,
                     .standing = Standing::kOnTheDay,
                     .published = true,
                     .count = &CountInCare},
    FigureDefinition{.code = "inflow",
                     .display_name = "Instroom",
                     .description =
                         "Clientroutes waarvan de verwijzing in de maand is ontvangen (ontvangstdatum), ook als ze "
                         "later is ingetrokken. Product en aanbieder zijn die van de aanvraag.",
                     .sources = CLIENTROUTE_REFERRAL,
                     .kinds = "type verwijzer (COD327)",
                     .published = true,
                     .count = &CountInflow},
    FigureDefinition{.code = "outflow",
                     .display_name = "Uitstroom",
                     .description =
                         "Clientroutes waarvan de laatste dag van de hulp volgens de vastgelegde uitstroom in de "
                         "maand valt, naar bestemming. Wordt de uitstroom opnieuw vastgelegd, dan telt alleen de "
                         "laatste.",
                     .sources = CLIENTROUTE_LEFT CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
                     .kinds = "bestemming",
                     .published = true,
                     .count = &CountOutflow},
    FigureDefinition{.code = "outflow_held_up",
                     .display_name = "Uitstroom met een belemmering",
                     .description =
                         "Clientroutes uit de uitstroom van de maand waarbij iets de uitstroom ophield, naar "
                         "belemmering.",
                     .sources = CLIENTROUTE_LEFT CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
                     .kinds = "belemmering",
                     .count = &CountOutflowHeldUp},
    FigureDefinition{
        .code = "professionals",
        .display_name = "Professionals per huishouden",
        .description = "Hoeveel professionals op de laatste dag van de maand (of nu) bij een huishouden betrokken "
                       "zijn: de verschillende personen uit de regio die betrokken zijn bij een cliënt van wie een "
                       "clientroute loopt, en de verschillende aanbieders met gestarte hulp die op zo'n clientroute "
                       "loopt. Gemiddeld over de huishoudens met een lopende clientroute: verwezen, en nog niet "
                       "ingetrokken of beëindigd. Een aanbieder telt als een, hoeveel medewerkers er ook komen. "
                       "Gemeente, product en aanbieder zijn die van de lopende clientroutes; een huishouden telt bij "
                       "elke daarvan, met al zijn professionals.",
        .unit = FigureUnit::kTenthsOfPersons,
        .measure = Measure::kAverage,
        .sources =
            "clientroute.access.v1.PersonInvolved clientroute.access.v1.InvolvementEnded " CLIENTROUTE_REFERRAL
            " clientroute.intake.v1.ReferralWithdrawn clientroute.orchestrator.v1.RouteClosed" CLIENTROUTE_ALLOCATED
                CLIENTROUTE_STARTS CLIENTROUTE_STOPS,
        .standing = Standing::kOnTheDay,
        .of_household = &CountProfessionals},
    FigureDefinition{.code = "returned_by_provider",
                     .display_name = "Teruggegeven door de aanbieder",
                     .description =
                         "Definitieve beëindigingen met hun laatste dag in de maand waarvan de aanbieder meldde dat "
                         "hij voortijdig stopte (reden 33). Een ingetrokken beëindiging telt nooit.",
                     .unit = FigureUnit::kStops,
                     .sources = CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED CLIENTROUTE_STARTS CLIENTROUTE_STOPS,
                     .count = &CountReturnedByProvider},
    FigureDefinition{
        .code = "returned_home",
        .display_name = "Terug naar huis na verblijf",
        .description = "Deel van de clientroutes met verblijf uit de uitstroom van de maand met de bestemming "
                       "thuis.",
        .unit = FigureUnit::kBasisPoints,
        .measure = Measure::kShare,
        .sources = CLIENTROUTE_LEFT CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED CLIENTROUTE_STARTS CLIENTROUTE_PRODUCTS,
        .count = &CountReturnedHome},
    FigureDefinition{
        .code = "returns",
        .display_name = "Terugkeer in de hulp",
        .description = "Clientroutes van cliënten die na uitstroom, binnen de termijn waarin daarop wordt gelet, "
                       "opnieuw om hulp vroegen; geteld in de maand waarin dat is herkend, onder de nieuwe route. "
                       "Wordt de uitstroom teruggenomen, dan telt ook de terugkeer niet meer.",
        .sources = "clientroute.access.v1.ReturnedToCare clientroute.access.v1.OutflowUndone " CLIENTROUTE_REFERRAL
            CLIENTROUTE_ALLOCATED,
        .published = true,
        .count = &CountReturns},
    FigureDefinition{.code = "scaled_down",
                     .display_name = "Afgeschaald",
                     .description = "Verzoeken om wijziging om minder hulp die in de maand zijn doorgevoerd.",
                     .unit = FigureUnit::kChanges,
                     .sources = "clientroute.allocation.v1.ChangeRequested " CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
                     .count = &CountScaledDown},
    FigureDefinition{.code = "scaled_up",
                     .display_name = "Opgeschaald",
                     .description = "Verzoeken om wijziging om meer of andere hulp die in de maand zijn doorgevoerd.",
                     .unit = FigureUnit::kChanges,
                     .sources = "clientroute.allocation.v1.ChangeRequested " CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
                     .count = &CountScaledUp},
    FigureDefinition{.code = "second_best",
                     .display_name = "Op een na beste plaatsingen",
                     .description =
                         "Toewijzingen die in de maand zijn gemaakt op plaatsen die in een crisis pasten maar niet "
                         "de eerste keus waren (vol of te ver).",
                     .unit = FigureUnit::kAllocations,
                     .sources = "clientroute.allocation.v1.PlacesReserved " CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
                     .count = &CountSecondBest},
    FigureDefinition{
        .code = "solved_ambulatory",
        .display_name = "Ambulant opgelost",
        .description = "Deel van de clientroutes met gestarte hulp uit de uitstroom van de maand waarop alle "
                       "gestarte hulp ambulant was.",
        .unit = FigureUnit::kBasisPoints,
        .measure = Measure::kShare,
        .sources = CLIENTROUTE_LEFT CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED CLIENTROUTE_STARTS CLIENTROUTE_PRODUCTS,
        .count = &CountSolvedAmbulatory},
    FigureDefinition{.code = "started",
                     .display_name = "Gestarte hulp",
                     .description =
                         "Clientroutes waarop de hulp in de maand voor het eerst startte. Een ingetrokken start telt "
                         "nooit.",
                     .sources = CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED CLIENTROUTE_STARTS,
                     .published = true,
                     .count = &CountStarted},
    FigureDefinition{.code = "through_flow",
                     .display_name = "Doorstroom",
                     .description =
                         "Clientroutes waarop voor de maand begon hulp was gestart die op de laatste dag van de "
                         "maand (of nu) nog liep. Onderbroken hulp loopt niet. Een ingetrokken start telt nooit.",
                     .sources = CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED CLIENTROUTE_STARTS CLIENTROUTE_STOPS,
                     .standing = Standing::kAllMonth,
                     .count = &CountInCare},
    FigureDefinition{
        .code = "to_regular",
        .display_name = "Terug naar gewone voorzieningen",
        .description = "Deel van de uitstroom van de maand met als bestemming algemene voorzieningen of onderwijs.",
        .unit = FigureUnit::kBasisPoints,
        .measure = Measure::kShare,
        .sources = CLIENTROUTE_LEFT CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
        .count = &CountToRegular},
    FigureDefinition{.code = "triage",
                     .display_name = "Triage",
                     .description =
                         "Clientroutes waarvan de laatste triage in de maand viel, naar enkelvoudig (MONO) of "
                         "meervoudig (MULTI).",
                     .sources = "clientroute.access.v1.TriageDecided " CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
                     .kinds = "enkelvoudig of meervoudig",
                     .count = &CountTriage},
    FigureDefinition{.code = "triage_overridden",
                     .display_name = "Triage anders besloten",
                     .description =
                         "Clientroutes waarvan de laatste triage in de maand viel en waarbij een professional met "
                         "reden anders besloot dan de criteria.",
                     .sources = "clientroute.access.v1.TriageDecided " CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
                     .kinds = "waartoe is besloten",
                     .count = &CountTriageOverridden},
    FigureDefinition{
        .code = "waiting",
        .display_name = "Wachtenden",
        .description =
            "Clientroutes die op de laatste dag van de maand (of nu) wachten: verwezen, en nog zonder "
            "gestarte hulp, intrekking of einde van de route. Een ingetrokken start telt nooit. De urgentie is "
            "die waarmee het laatst een plaats is gezocht.",
        .sources = CLIENTROUTE_REFERRAL
        " clientroute.intake.v1.ReferralWithdrawn clientroute.orchestrator.v1.RouteClosed" CLIENTROUTE_ALLOCATED
            CLIENTROUTE_STARTS CLIENTROUTE_SEARCHED,
        .standing = Standing::kOnTheDay,
        .kinds = CLIENTROUTE_URGENCY,
        .published = true,
        .count = &CountWaiting},
    FigureDefinition{
        .code = "waiting_days",
        .display_name = "Hoe lang wachtenden al wachten",
        .description = "Dagen sinds de ontvangst van de verwijzing, van wie op de laatste dag van de maand (of nu) "
                       "wacht.",
        .unit = FigureUnit::kDays,
        .measure = Measure::kAverage,
        .sources = CLIENTROUTE_REFERRAL
        " clientroute.intake.v1.ReferralWithdrawn clientroute.orchestrator.v1.RouteClosed" CLIENTROUTE_ALLOCATED
            CLIENTROUTE_STARTS CLIENTROUTE_SEARCHED,
        .standing = Standing::kGrowing,
        .kinds = CLIENTROUTE_URGENCY,
        .count = &CountWaiting},
    FigureDefinition{.code = "waiting_time",
                     .display_name = "Wachttijd tot de start",
                     .description =
                         "Dagen van de ontvangst van de verwijzing tot de eerste dag hulp, van de clientroutes "
                         "waarop de hulp in de maand voor het eerst startte. Een ingetrokken start telt nooit.",
                     .unit = FigureUnit::kDays,
                     .measure = Measure::kAverage,
                     .sources = CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED CLIENTROUTE_STARTS CLIENTROUTE_SEARCHED,
                     .kinds = CLIENTROUTE_URGENCY,
                     .count = &CountWaitingTime},
};

static_assert(std::ranges::is_sorted(kRouteFigures, {}, &FigureDefinition::code));
// A published cell is of routes, whose clients are known to be few or many.
static_assert(std::ranges::none_of(kRouteFigures, [](const FigureDefinition& figure) {
  return figure.published && figure.of_household != nullptr;
}));

}  // namespace

std::span<const FigureDefinition> RouteFigures() { return kRouteFigures; }

}  // namespace clientroute::monitoring
