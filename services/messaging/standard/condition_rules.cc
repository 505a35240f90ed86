#include "services/messaging/standard/rule_tables.h"

namespace clientroute::messaging {
namespace {

constexpr ControlLevel kSchema = ControlLevel::kSchema;
constexpr ControlLevel kContent = ControlLevel::kContent;
constexpr MessageSet kAllForward{301, 305, 307, 315, 317, 319, 323, 325};
constexpr MessageSet kAll{301, 302, 305, 306, 307, 308, 315, 316, 317, 318, 319, 320, 323, 325};

// Conditions (CD): when an element must or must not be filled.
// One rule a line.
// clang-format off
constexpr Rule kConditions[] = {
    {"CD005", kContent, "0001", {301}, "LandCode is gevuld als Postcode gevuld is, en anders leeg"},
    {"CD007", kContent, "0001", {301}, "Taal is gevuld bij communicatievorm 1 (tolk taal), en anders leeg"},
    {"CD009", kContent, "0001", {301}, "Periode mag alleen bij adressoort 04 (tijdelijk verblijfadres)"},
    {"CD025", kContent, "0001", {301}, "Huis is gevuld als LandCode NL is"},
    {"CD034", kContent, "0001", {301}, "Postcode is gevuld bij adressoort 01 (BRP-adres) en 03 (verblijfadres)"},
    {"CD041", kContent, "0001", {301, 315, 317}, "Omvang is gevuld als een productcode gevuld is"},
    {"CD043", kContent, "0001", {315}, "BeschikkingIngangsdatum is gevuld als BeschikkingNummer gevuld is, en anders leeg"},
    {"CD060", kContent, "0001", {323, 325}, "VorigReferentieNummer is gevuld bij credit, en anders leeg"},
    {"CD066", kContent, "0001", {315}, "Naam van verwijzer 02 tot en met 05 is leeg als ZorgverlenerCode gevuld is"},
    {"CD067", kContent, "0001", {315}, "Naam van verwijzer 02 tot en met 05 is gevuld als ZorgverlenerCode leeg is"},
    {"CD068", kContent, "0001", {315}, "ZorgverlenerCode mag alleen bij verwijzer 02 tot en met 05"},
    {"CD075", kContent, "0001", {301, 315, 317}, "De einddatum is gevuld als Budget gevuld is"},
    {"CD076", kContent, "0001", {301, 315, 317}, "De einddatum is gevuld bij frequentie 2 (per week)"},
    {"CD077", kContent, "0001", {301, 315, 317}, "Omvang is leeg als Budget gevuld is"},
    {"CD078", kContent, "0001", {301, 315, 317}, "Budget is leeg als Omvang gevuld is"},
    {"CD079", kContent, "0001", {301, 315, 317}, "Product is gevuld als Budget leeg is"},
    {"CD080", kContent, "0001", {301}, "Omvang is leeg zonder productcode, als de toewijzing na 31-12-2020 doorloopt"},
    {"CD085", kContent, "0001", {319}, "RedenAfwijzingVerzoek is gevuld bij antwoord 1 (afgewezen)"},
    {"CD086", kContent, "0001", {319}, "RedenAfwijzingVerzoek is leeg bij antwoord 2 (in onderzoek)"},
    {"CD087", kContent, "0001", {323}, "ProductTarief is gevuld, en bij eenheid 83 (euro's) leeg"},
    {"CD095", kContent, "0001", {315}, "Omvang is leeg zonder productcode, als de aanvraag na 31-12-2020 doorloopt"},
    {"CD096", kContent, "0001", {317}, "Omvang is leeg zonder productcode, als het nieuwe product na 31-12-2020 doorloopt"},
};
// clang-format on

// Constraints (CS): what a filled element must hold.
// One rule a line.
// clang-format off
constexpr Rule kConstraints[] = {
    {"CS002", kContent, "0001", {301, 305, 307, 315, 317, 323, 325}, "Het burgerservicenummer doorstaat de elfproef"},
    {"CS003", kContent, "0001", {301, 315, 317}, "De einddatum ligt niet voor het begin van de periode"},
    {"CS015", kSchema, "", kAllForward, "BerichtSubversie is die van de release"},
    {"CS025", kSchema, "", kAllForward, "BerichtVersie is die van de release"},
    {"CS050", kContent, "0001", {301}, "NaamGebruik is 1 tot en met 4 met partnernaam, en 1 of 6 zonder"},
    {"CS058", kContent, "0001", {305, 307}, "StatusAanlevering is 1 (eerste) of 3 (verwijderen)"},
    {"CS089", kContent, "0001", {301}, "Een postcode in Nederland heeft de Nederlandse vorm"},
    {"CS100", kContent, "0001", {323}, "De periode begint en eindigt op of na 01-01-2021"},
    {"CS139", kContent, "0001", {301, 305, 307, 315}, "Geboortedatum en DatumGebruik spreken elkaar niet tegen"},
    {"CS318", kContent, "0001", {301}, "NaamGebruik van een cliënt is niet 6 (niet-natuurlijk persoon)"},
    {"CS319", kSchema, "", {323}, "DeclaratieNummer bestaat uit cijfers en letters"},
    {"CS325", kContent, "0001", {323, 325}, "Een bedrag van 0 is debet"},
    {"CS335", kContent, "0001", {301}, "RedenWijziging 13 (verwijderd) mag alleen als begin en einde gelijk zijn"},
    {"CS336", kContent, "0001", {301}, "RedenWijziging 01 is vervallen"},
    {"CS337", kContent, "0001", {323}, "Een productperiode ligt binnen één kalendermaand"},
    {"CS338", kContent, "0001", {301, 317}, "Eenheid 14, 16, 83 en 84 gaan met frequentie 2, 4 of 6"},
    {"CS339", kContent, "0001", {323}, "Bij eenheid 83 (euro's) is het bedrag gelijk aan het volume"},
    {"CS340", kContent, "0001", {323}, "Een declaratieperiode is één hele kalendermaand"},
    {"CS343", kContent, "0001", {315}, "Eenheid 14, 16, 83 en 84 gaan met frequentie 2, 4 of 6"},
};
// clang-format on

// Restrictions (RS): what the schema itself holds a value to; the reader judges them by the type of the element. The
// schema allows a group of nothing but optional elements without any of them: RS033 is judged there at level 2.
// One rule a line.
// clang-format off
constexpr Rule kRestrictions[] = {
    {"RS001", kSchema, "", kAll, "Ten minste 0"},
    {"RS002", kSchema, "", kAll, "Ten hoogste 99"},
    {"RS004", kSchema, "", kAll, "Ten hoogste 99999"},
    {"RS005", kSchema, "", kAll, "Ten hoogste 99999999"},
    {"RS006", kSchema, "", kAll, "Ten hoogste 999999999"},
    {"RS008", kSchema, "", kAll, "Ten hoogste 1 teken"},
    {"RS009", kSchema, "", kAll, "Ten hoogste 2 tekens"},
    {"RS010", kSchema, "", kAll, "Ten hoogste 3 tekens"},
    {"RS011", kSchema, "", kAll, "Ten hoogste 4 tekens"},
    {"RS012", kSchema, "", kAll, "Ten hoogste 5 tekens"},
    {"RS013", kSchema, "", kAll, "Ten hoogste 6 tekens"},
    {"RS014", kSchema, "", kAll, "Ten hoogste 8 tekens"},
    {"RS015", kSchema, "", kAll, "Ten hoogste 9 tekens"},
    {"RS016", kSchema, "", kAll, "Ten hoogste 10 tekens"},
    {"RS017", kSchema, "", kAll, "Ten hoogste 12 tekens"},
    {"RS018", kSchema, "", kAll, "Ten hoogste 15 tekens"},
    {"RS019", kSchema, "", kAll, "Ten hoogste 20 tekens"},
    {"RS020", kSchema, "", kAll, "Ten hoogste 24 tekens"},
    {"RS021", kSchema, "", kAll, "Ten hoogste 25 tekens"},
    {"RS023", kSchema, "", kAll, "Ten hoogste 35 tekens"},
    {"RS024", kSchema, "", kAll, "Ten hoogste 36 tekens"},
    {"RS025", kSchema, "", kAll, "Ten hoogste 64 tekens"},
    {"RS026", kSchema, "", kAll, "Ten hoogste 80 tekens"},
    {"RS028", kSchema, "", kAll, "Ten hoogste 200 tekens"},
    {"RS031", kSchema, "", kAll, "Een commentaar is niet leeg"},
    {"RS032", kSchema, "", kAll, "Een datum heeft geen tijdzone"},
    {"RS033", kSchema, "", kAll, "Een element is niet leeg"},
    {"RS034", kSchema, "", kAll, "Een tijd heeft geen tijdzone"},
    {"RS035", kSchema, "", kAll, "Precies 4 cijfers"},
    {"RS036", kSchema, "", kAll, "Precies 8 cijfers"},
    {"RS037", kSchema, "", kAll, "Precies 9 cijfers"},
    {"RS040", kSchema, "", kAll, "Ten hoogste 999999999999"},
    {"RS045", kSchema, "", kAll, "Aaneengesloten, zonder punten en spaties"},
    {"RS046", kSchema, "", kAll, "Aaneengesloten cijfers"},
    {"RS047", kSchema, "", kAll, "De code van het bericht"},
    {"RS048", kSchema, "", kAll, "Een versie van drie gehele getallen met punten ertussen"},
};
// clang-format on

}  // namespace

std::span<const Rule> Conditions() { return kConditions; }
std::span<const Rule> Constraints() { return kConstraints; }
std::span<const Rule> Restrictions() { return kRestrictions; }

}  // namespace clientroute::messaging
