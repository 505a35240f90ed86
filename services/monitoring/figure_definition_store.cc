#include "services/monitoring/figure_definition_store.h"

#include <algorithm>
#include <array>

namespace clientroute::monitoring {
namespace {

#define CLIENTROUTE_REFERRAL "clientroute.intake.v1.ReferralAccepted"
#define CLIENTROUTE_ALLOCATED                                                               \
  " clientroute.allocation.v1.AllocationsMade clientroute.allocation.v1.AllocationsChanged" \
  " clientroute.allocation.v1.AllocationsWithdrawn"
#define CLIENTROUTE_STARTS " clientroute.allocation.v1.CareStarted clientroute.allocation.v1.CareStartRemoved"
#define CLIENTROUTE_STOPS " clientroute.allocation.v1.CareStopped clientroute.allocation.v1.CareStopRemoved"

// By whom and with what the route of `r` is helped: what was allocated, or as long as nothing is, what was asked for.
#define CLIENTROUTE_LINE \
  "COALESCE(a.provider, k.provider, '') AS provider, COALESCE(a.product, k.product, '') AS product"
#define CLIENTROUTE_LINES                                              \
  " LEFT JOIN allocated AS a ON a.route = r.route AND a.withdrawn = 0" \
  " LEFT JOIN asked_line AS k ON a.allocation IS NULL AND k.route = r.route"

// Who waits on the last day ($15): referred, and neither withdrawn, ended nor started by then.
#define CLIENTROUTE_WAITING                                                                           \
  "SELECT $1 AS month, r.municipality, " CLIENTROUTE_LINE                                             \
  ", '' AS kind, r.route AS subject, 0 AS part,"                                                      \
  " $15 - r.received_day AS amount FROM referral AS r" CLIENTROUTE_LINES                              \
  " WHERE r.received_day <= $15 AND (r.withdrawn_day IS NULL OR r.withdrawn_day > $15)"               \
  " AND NOT EXISTS (SELECT 1 FROM route_end AS e WHERE e.route = r.route AND e.closed_day <= $15)"    \
  " AND NOT EXISTS (SELECT 1 FROM allocated AS b JOIN care_start AS s ON s.allocation = b.allocation" \
  " WHERE b.route = r.route AND s.start_day <= $15)"

// Changes of one direction that took effect.
#define CLIENTROUTE_SCALED(direction)                                                                             \
  "SELECT c.applied_month AS month, r.municipality, c.provider, COALESCE(a.product, '') AS product, '' AS kind, " \
  "c.change_request AS subject,"                                                                                  \
  " 0 AS part, 0 AS amount FROM care_change AS c JOIN referral AS r ON r.route = c.route"                         \
  " LEFT JOIN allocated AS a ON a.route = c.route AND a.provider = c.provider AND a.withdrawn = 0"                \
  " WHERE c.applied_month IS NOT NULL AND c.direction = " direction

#define CLIENTROUTE_TRIAGE                                                                        \
  "SELECT t.decided_month AS month, r.municipality, " CLIENTROUTE_LINE                            \
  ", t.complexity AS kind,"                                                                       \
  " t.route AS subject, 0 AS part, 0 AS amount FROM triage AS t JOIN referral AS r ON r.route = " \
  "t.route" CLIENTROUTE_LINES " WHERE "

#define CLIENTROUTE_CLAIMED(cents)                                                                                  \
  "SELECT k.month, k.municipality, k.provider, k.product, '' AS kind, k.claim AS subject, k.number AS part, " cents \
  " AS amount FROM claim_row AS k"

// By code.
constexpr std::array kFigures = {
    FigureDefinition{
        .code = "crisis_decisions",
        .display_name = "Spoedbesluiten",
        .description =
            "Clientroutes waarop in de maand een besluit is genomen als besluit in een crisis, dus ook zonder plan, op "
            "het woord van wie besloot.",
        .sources = "clientroute.access.v1.DecisionTaken " CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
        .facts = "SELECT d.decided_month AS month, r.municipality, " CLIENTROUTE_LINE ", '' AS kind,"
                 " d.route AS subject, 0 AS part, 0 AS amount FROM crisis_decision AS d"
                 " JOIN referral AS r ON r.route = d.route" CLIENTROUTE_LINES},
    FigureDefinition{
        .code = "inflow",
        .display_name = "Instroom",
        .description =
            "Clientroutes waarvan de verwijzing in de maand is ontvangen (ontvangstdatum), ook als ze later is "
            "ingetrokken. Product en aanbieder zijn die van de aanvraag.",
        .sources = CLIENTROUTE_REFERRAL,
        .kinds = "type verwijzer (COD327)",
        .facts = "SELECT r.received_month AS month, r.municipality, a.provider, a.product,"
                 " CAST(r.referrer_type AS TEXT) AS kind, r.route AS subject, 0 AS part, 0 AS amount"
                 " FROM referral AS r JOIN asked_line AS a ON a.route = r.route"},
    FigureDefinition{
        .code = "outflow",
        .display_name = "Uitstroom",
        .description =
            "Clientroutes waarvan de laatste dag van de hulp volgens de vastgelegde uitstroom in de maand valt, "
            "naar bestemming. Wordt de uitstroom opnieuw vastgelegd, dan telt alleen de laatste.",
        .sources = "clientroute.access.v1.OutflowRecorded clientroute.access.v1.OutflowUndone " CLIENTROUTE_REFERRAL
            CLIENTROUTE_ALLOCATED,
        .kinds = "bestemming",
        .facts = "SELECT o.end_month AS month, r.municipality, " CLIENTROUTE_LINE ", o.destination AS kind,"
                 " o.route AS subject, 0 AS part, 0 AS amount FROM outflow AS o JOIN referral AS r ON r.route = "
                 "o.route" CLIENTROUTE_LINES},
    FigureDefinition{
        .code = "outflow_held_up",
        .display_name = "Uitstroom met een belemmering",
        .description =
            "Clientroutes uit de uitstroom van de maand waarbij iets de uitstroom ophield, naar belemmering.",
        .sources = "clientroute.access.v1.OutflowRecorded clientroute.access.v1.OutflowUndone " CLIENTROUTE_REFERRAL
            CLIENTROUTE_ALLOCATED,
        .kinds = "belemmering",
        .facts = "SELECT o.end_month AS month, r.municipality, " CLIENTROUTE_LINE ", o.obstacle AS kind,"
                 " o.route AS subject, 0 AS part, 0 AS amount FROM outflow AS o JOIN referral AS r ON r.route = "
                 "o.route" CLIENTROUTE_LINES " WHERE o.obstacle NOT IN ('NONE', 'OBSTACLE_UNSPECIFIED')"},
    FigureDefinition{
        .code = "returns",
        .display_name = "Terugkeer in de hulp",
        .description =
            "Clientroutes van cliënten die na uitstroom, binnen de termijn waarin daarop wordt gelet, opnieuw om "
            "hulp vroegen; geteld in de maand waarin dat is herkend, onder de nieuwe route. Wordt de uitstroom "
            "teruggenomen, dan telt ook de terugkeer niet meer.",
        .sources = "clientroute.access.v1.ReturnedToCare clientroute.access.v1.OutflowUndone " CLIENTROUTE_REFERRAL
            CLIENTROUTE_ALLOCATED,
        .facts = "SELECT t.returned_month AS month, r.municipality, " CLIENTROUTE_LINE ", '' AS kind,"
                 " t.new_route AS subject, 0 AS part, 0 AS amount FROM return_to_care AS t"
                 " JOIN referral AS r ON r.route = t.new_route" CLIENTROUTE_LINES},
    FigureDefinition{.code = "scaled_down",
                     .display_name = "Afgeschaald",
                     .description = "Verzoeken om wijziging om minder hulp die in de maand zijn doorgevoerd.",
                     .unit = FigureUnit::kChanges,
                     .sources = "clientroute.allocation.v1.ChangeRequested " CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
                     .facts = CLIENTROUTE_SCALED("2")},
    FigureDefinition{.code = "scaled_up",
                     .display_name = "Opgeschaald",
                     .description = "Verzoeken om wijziging om meer of andere hulp die in de maand zijn doorgevoerd.",
                     .unit = FigureUnit::kChanges,
                     .sources = "clientroute.allocation.v1.ChangeRequested " CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
                     .facts = CLIENTROUTE_SCALED("1")},
    FigureDefinition{
        .code = "second_best",
        .display_name = "Op een na beste plaatsingen",
        .description =
            "Toewijzingen die in de maand zijn gemaakt op plaatsen die in een crisis pasten maar niet de eerste "
            "keus waren (vol of te ver).",
        .unit = FigureUnit::kAllocations,
        .sources = "clientroute.allocation.v1.PlacesReserved " CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
        .facts = "SELECT a.allocated_month AS month, r.municipality, a.provider, a.product, '' AS kind,"
                 " a.allocation AS subject, 0 AS part, 0 AS amount FROM allocated AS a"
                 " JOIN referral AS r ON r.route = a.route WHERE a.second_best = 1 AND a.withdrawn = 0"},
    FigureDefinition{.code = "spend_accepted",
                     .display_name = "Toegekende declaraties",
                     .description =
                         "Bedrag van de toegekende declaratieregels voor hulp in de maand; creditregels zijn ervan "
                         "afgetrokken.",
                     .unit = FigureUnit::kCents,
                     .measure = Measure::kSum,
                     .sources = "clientroute.claims.v1.ClaimJudged",
                     .facts = CLIENTROUTE_CLAIMED("k.accepted_cents")},
    FigureDefinition{
        .code = "spend_refused",
        .display_name = "Afgewezen declaraties",
        .description =
            "Bedrag van de afgewezen declaratieregels voor hulp in de maand, zoals ingediend. Een declaratie die in "
            "haar geheel is afgewezen telt niet mee: daarvan is geen regel beoordeeld.",
        .unit = FigureUnit::kCents,
        .measure = Measure::kSum,
        .sources = "clientroute.claims.v1.ClaimJudged",
        .facts = CLIENTROUTE_CLAIMED("k.refused_cents")},
    FigureDefinition{
        .code = "through_flow",
        .display_name = "Doorstroom",
        .description =
            "Clientroutes waarop voor de maand begon hulp was gestart die op de laatste dag van de maand (of nu) nog "
            "liep. Onderbroken hulp loopt niet. Een ingetrokken start telt nooit.",
        .sources = CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED CLIENTROUTE_STARTS CLIENTROUTE_STOPS,
        .standing = true,
        .facts = "SELECT $1 AS month, r.municipality, p.provider, p.product, '' AS kind, p.route AS subject, 0 AS part,"
                 " 0 AS amount FROM care_period AS p JOIN referral AS r ON r.route = p.route"
                 " WHERE p.start_day < $14 AND (p.stop_day IS NULL OR p.stop_day >= $15)"},
    FigureDefinition{
        .code = "triage",
        .display_name = "Triage",
        .description =
            "Clientroutes waarvan de laatste triage in de maand viel, naar enkelvoudig (MONO) of meervoudig (MULTI).",
        .sources = "clientroute.access.v1.TriageDecided " CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
        .kinds = "enkelvoudig of meervoudig",
        .facts = CLIENTROUTE_TRIAGE "1 = 1"},
    FigureDefinition{
        .code = "triage_overridden",
        .display_name = "Triage anders besloten",
        .description =
            "Clientroutes waarvan de laatste triage in de maand viel en waarbij een professional met reden anders "
            "besloot dan de criteria.",
        .sources = "clientroute.access.v1.TriageDecided " CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
        .kinds = "waartoe is besloten",
        .facts = CLIENTROUTE_TRIAGE "t.overridden = 1"},
    FigureDefinition{
        .code = "waiting",
        .display_name = "Wachtenden",
        .description =
            "Clientroutes die op de laatste dag van de maand (of nu) wachten: verwezen, en nog zonder gestarte hulp, "
            "intrekking of einde van de route. Een ingetrokken start telt nooit.",
        .sources =
            CLIENTROUTE_REFERRAL " clientroute.intake.v1.ReferralWithdrawn"
                                 " clientroute.orchestrator.v1.RouteClosed" CLIENTROUTE_ALLOCATED CLIENTROUTE_STARTS,
        .standing = true,
        .facts = CLIENTROUTE_WAITING},
    FigureDefinition{
        .code = "waiting_days",
        .display_name = "Hoe lang wachtenden al wachten",
        .description =
            "Gemiddeld aantal dagen sinds de ontvangst van de verwijzing, van wie op de laatste dag van de maand (of "
            "nu) wacht; met het langste.",
        .unit = FigureUnit::kDays,
        .measure = Measure::kAverage,
        .sources =
            CLIENTROUTE_REFERRAL " clientroute.intake.v1.ReferralWithdrawn"
                                 " clientroute.orchestrator.v1.RouteClosed" CLIENTROUTE_ALLOCATED CLIENTROUTE_STARTS,
        .standing = true,
        .facts = CLIENTROUTE_WAITING},
    FigureDefinition{
        .code = "waiting_time",
        .display_name = "Wachttijd tot de start",
        .description =
            "Gemiddeld aantal dagen van de ontvangst van de verwijzing tot de eerste dag hulp, van de clientroutes "
            "waarop de hulp in de maand voor het eerst startte; met het langste. Een ingetrokken start telt nooit.",
        .unit = FigureUnit::kDays,
        .measure = Measure::kAverage,
        .sources = CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED CLIENTROUTE_STARTS,
        .facts =
            "SELECT s.start_month AS month, r.municipality, " CLIENTROUTE_LINE ", '' AS kind, r.route AS subject,"
            " 0 AS part, CASE WHEN s.start_day > r.received_day THEN s.start_day - r.received_day ELSE 0 END AS amount"
            " FROM first_start AS s JOIN referral AS r ON r.route = s.route" CLIENTROUTE_LINES},
};

static_assert(std::ranges::is_sorted(kFigures, {}, &FigureDefinition::code));

}  // namespace

std::span<const FigureDefinition> FigureDefinitions() { return kFigures; }

const FigureDefinition* FindFigure(std::string_view code) {
  const auto found = std::ranges::lower_bound(kFigures, code, {}, &FigureDefinition::code);
  return found != kFigures.end() && found->code == code ? &*found : nullptr;
}

}  // namespace clientroute::monitoring
