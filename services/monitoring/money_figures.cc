#include <algorithm>
#include <array>

#include "services/monitoring/claim_counting.h"
#include "services/monitoring/figure_table.h"
#include "services/monitoring/route_counting.h"

namespace clientroute::monitoring {
namespace {

constexpr std::array kMoneyFigures = {
    FigureDefinition{.code = "allocated_amount",
                     .display_name = "Toegewezen bedrag",
                     .description =
                         "Bedrag van de toewijzingen die in de maand zijn gemaakt, zoals ze zijn gemaakt of daarna "
                         "gewijzigd: hun budget, of hun volume over de hele looptijd tegen hun tarief (een week is "
                         "zeven dagen, een maand een twaalfde van 365). Dat een toewijzing eerder met de hulp eindigt "
                         "verandert haar bedrag niet. Zonder tarief, of per dag, week of maand zonder einddatum, is "
                         "er geen bedrag en telt een toewijzing niet; een ingetrokken toewijzing ook niet.",
                     .unit = FigureUnit::kCents,
                     .measure = Measure::kSum,
                     .sources = CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED,
                     .count = &CountAllocatedAmount},
    FigureDefinition{
        .code = "delivered_amount",
        .display_name = "Geleverd bedrag",
        .description =
            "Deel van het toegewezen bedrag dat hoort bij de dagen in de maand waarop volgens de start- en "
            "stopberichten hulp liep, binnen de dagen van de toewijzing, en gelijk verdeeld over de dagen waarvoor zij "
            "is gemaakt of daarna gewijzigd: wat eerder met de hulp eindigt is per dag niet meer waard. De lopende "
            "maand staat er tot haar einde in zolang geen stop is gemeld, latere maanden niet. Een toewijzing zonder "
            "bedrag of einddatum telt niet, een ingetrokken toewijzing ook niet. Het is een berekening: wat de "
            "aanbieder ervoor vraagt staat bij de ingediende declaraties.",
        .unit = FigureUnit::kCents,
        .measure = Measure::kSum,
        .sources = CLIENTROUTE_REFERRAL CLIENTROUTE_ALLOCATED CLIENTROUTE_STARTS CLIENTROUTE_STOPS,
        .count = &CountDeliveredAmount,
        .until_today = true},
    FigureDefinition{
        .code = "late_answers",
        .display_name = "Te late antwoorden van ons",
        .description =
            "Berichten van aanbieders waarvan de laatste dag van de termijn voor ons antwoord in de maand viel en "
            "verliep zonder antwoord, naar soort bericht.",
        .unit = FigureUnit::kMessages,
        .sources = "clientroute.messaging.v1.MessageLate",
        .kinds = "soort bericht",
        .late = &IsOurs},
    FigureDefinition{.code = "late_returns",
                     .display_name = "Te late antwoorden van aanbieders",
                     .description = "Berichten van ons waarvan de laatste dag van de termijn voor het antwoord van de "
                                    "aanbieder in de maand viel "
                                    "en verliep zonder antwoord, naar soort bericht.",
                     .unit = FigureUnit::kMessages,
                     .sources = "clientroute.messaging.v1.MessageLate",
                     .kinds = "soort bericht",
                     .late = &IsTheirs},
    FigureDefinition{
        .code = "lines_accepted",
        .display_name = "Toegekende declaratieregels",
        .description = "Declaratieregels voor hulp in de maand die zijn toegekend, creditregels inbegrepen.",
        .unit = FigureUnit::kLines,
        .measure = Measure::kSum,
        .sources = "clientroute.claims.v1.ClaimJudged",
        .claimed = &SumLinesAccepted},
    FigureDefinition{.code = "lines_refused",
                     .display_name = "Afgewezen declaratieregels",
                     .description = "Declaratieregels voor hulp in de maand die zijn afgewezen.",
                     .unit = FigureUnit::kLines,
                     .measure = Measure::kSum,
                     .sources = "clientroute.claims.v1.ClaimJudged",
                     .claimed = &SumLinesRefused},
    FigureDefinition{.code = "refused_amount_by_code",
                     .display_name = "Afgewezen bedrag naar reden",
                     .description =
                         "Bedrag van de afgewezen declaratieregels voor hulp in de maand, zoals ingediend, naar "
                         "retourcode. Een regel met twee codes telt bij beide, dus samen kan het meer zijn dan het "
                         "afgewezen bedrag.",
                     .unit = FigureUnit::kCents,
                     .measure = Measure::kSum,
                     .sources = "clientroute.claims.v1.ClaimJudged",
                     .kinds = "retourcode (WJ001)",
                     .claimed = &SumRefusedCentsByCode},
    FigureDefinition{.code = "refused_by_code",
                     .display_name = "Afgewezen declaratieregels naar reden",
                     .description =
                         "Declaratieregels voor hulp in de maand die zijn afgewezen, naar retourcode. Een regel met "
                         "twee codes telt bij beide.",
                     .unit = FigureUnit::kLines,
                     .measure = Measure::kSum,
                     .sources = "clientroute.claims.v1.ClaimJudged",
                     .kinds = "retourcode (WJ001)",
                     .claimed = &SumRefusedByCode},
    FigureDefinition{.code = "spend_accepted",
                     .display_name = "Toegekende declaraties",
                     .description =
                         "Bedrag van de toegekende declaratieregels voor hulp in de maand; creditregels zijn ervan "
                         "afgetrokken. Met de toekenning is het ook ter betaling opgedragen.",
                     .unit = FigureUnit::kCents,
                     .measure = Measure::kSum,
                     .sources = "clientroute.claims.v1.ClaimJudged",
                     .claimed = &SumAccepted},
    FigureDefinition{
        .code = "spend_against_ceiling",
        .display_name = "Toegekend tegen het plafond",
        .description =
            "Toegekende declaraties voor hulp in de gevraagde maanden, van contracten met een plafond, als deel van "
            "het plafond van die maanden: een twaalfde van het jaarplafond voor elke maand waarin het contract loopt. "
            "Het aantal is dat plafond in eurocenten. Een plafond geldt voor een heel contract: naar gemeente, "
            "product of segment is er geen cijfer, en wie niet elke gemeente van een contract mag zien krijgt het "
            "niet.",
        .unit = FigureUnit::kBasisPoints,
        .measure = Measure::kShare,
        .sources = "clientroute.claims.v1.ClaimJudged clientroute.contracting.v1.ContractRecorded",
        .claimed = &SumAccepted,
        .against_ceiling = true},
    FigureDefinition{.code = "spend_refused",
                     .display_name = "Afgewezen declaraties",
                     .description =
                         "Bedrag van de afgewezen declaratieregels voor hulp in de maand, zoals ingediend. Een "
                         "declaratie die in haar geheel is afgewezen telt niet mee: daarvan is geen regel "
                         "beoordeeld.",
                     .unit = FigureUnit::kCents,
                     .measure = Measure::kSum,
                     .sources = "clientroute.claims.v1.ClaimJudged",
                     .claimed = &SumRefused},
    FigureDefinition{.code = "spend_submitted",
                     .display_name = "Ingediende declaraties",
                     .description =
                         "Bedrag van de beoordeelde declaratieregels voor hulp in de maand: wat is toegekend en wat is "
                         "afgewezen samen; creditregels zijn ervan afgetrokken.",
                     .unit = FigureUnit::kCents,
                     .measure = Measure::kSum,
                     .sources = "clientroute.claims.v1.ClaimJudged",
                     .claimed = &SumSubmitted},
};

static_assert(std::ranges::is_sorted(kMoneyFigures, {}, &FigureDefinition::code));

}  // namespace

std::span<const FigureDefinition> MoneyFigures() { return kMoneyFigures; }

}  // namespace clientroute::monitoring
