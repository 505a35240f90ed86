#include "services/messaging/standard/code_lists.h"

namespace clientroute::messaging {
namespace {

constexpr Code kRequestReasonCodes[] = {
    {"1", "De situatie van de cliënt is veranderd"},
    {"2", "Het zorgplan is gewijzigd"},
};

constexpr Code kRequestAnswerCodes[] = {
    {"1", "Verzoek afgewezen"},
    {"2", "Verzoek in onderzoek"},
};

constexpr Code kRequestRefusalCodes[] = {
    {"1", "Geen wijziging, maar een nieuwe aanvraag"},
    {"2", "Past niet binnen het budget"},
    {"3", "Geen contract"},
    {"4", "Past niet binnen het contract"},
    {"5", "Andere gemeente"},
    {"6", "Stapeling"},
    {"7", "Afgewezen op inhoud van de zorg"},
    {"8", "Woonplaatsbeginsel"},
    {"9", "Leeftijdsgrens bereikt"},
};

constexpr Code kDebitCreditCodes[] = {
    {"C", "Credit"},
    {"D", "Debet"},
};

static_assert(Ascends(kRequestReasonCodes) && Ascends(kRequestAnswerCodes));
static_assert(Ascends(kRequestRefusalCodes) && Ascends(kDebitCreditCodes));

}  // namespace

constinit const CodeList kRequestReasons{"WJ758", "Reden verzoek", kRequestReasonCodes};
constinit const CodeList kRequestAnswers{"WJ760", "Antwoord op verzoek", kRequestAnswerCodes};
constinit const CodeList kRequestRefusals{"WJ759", "Reden afwijzing verzoek", kRequestRefusalCodes};
constinit const CodeList kDebitCredit{"COD043", "Debet of credit", kDebitCreditCodes};

}  // namespace clientroute::messaging
