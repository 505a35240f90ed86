#include "services/messaging/standard/rule_tables.h"

namespace clientroute::messaging {
namespace {

constexpr ControlLevel kContent = ControlLevel::kContent;
constexpr ControlLevel kAcross = ControlLevel::kAcrossMessages;
constexpr ControlLevel kOutside = ControlLevel::kOutside;
constexpr MessageSet kAllForward{301, 305, 307, 315, 317, 319, 323, 325};

// The technical rules (TR) of iJw 3.2 and iWmo 3.2, by id.
// One rule a line.
// clang-format off
constexpr Rule kRules[] = {
    {"TR002", kContent, "0001", {301, 305, 307, 315}, "Een bekende geboortedatum ligt ten hoogste 120 jaar voor de dagtekening"},
    {"TR006", kContent, "0001", {301}, "Een contact heeft een telefoonnummer, of huis en postcode"},
    {"TR018", kContent, "0001", {307}, "De einddatum ligt niet voor de begindatum"},
    {"TR019", kAcross, "9019", {305, 307}, "Start en stop horen bij een toewijzing met dat nummer"},
    {"TR056", kAcross, "9056", kAllForward, "De identificatie is per berichtsoort uniek voor de afzender"},
    {"TR061", kContent, "0001", {301}, "Een cliënt heeft een BRP-, correspondentie- of verblijfadres"},
    {"TR063", kAcross, "9063", {305, 307}, "Verwijderd wordt alleen wat eerder met dezelfde sleutel is aangeleverd"},
    {"TR071", kAcross, "9071", {305}, "Een start die al is gestopt kan niet worden verwijderd"},
    {"TR074", kAcross, "9074", {305, 307}, "De sleutel van een eerste aanlevering is niet eerder gebruikt"},
    {"TR101", kContent, "0001", {301, 305, 307, 315, 317, 323, 325}, "Een logische sleutel komt in een bericht eenmaal voor"},
    {"TR134", kContent, "0001", {301, 305, 307, 315, 323, 325}, "De datum ligt niet na de dagtekening"},
    {"TR135", kOutside, "8848", kAllForward, "De dagtekening ligt niet in de toekomst"},
    {"TR137", kContent, "0001", {323, 325}, "De datum ligt niet voor het begin van de periode en niet na de dagtekening"},
    {"TR302", kContent, "0001", {301}, "Toewijzingen van hetzelfde product overlappen elkaar niet"},
    {"TR304", kAcross, "8187", {317, 323, 325}, "Het burgerservicenummer is dat van de cliënt"},
    {"TR307", kAcross, "9307", {323}, "De productperiode begint niet voor de toewijzing"},
    {"TR308", kAcross, "9308", {323}, "De productperiode eindigt niet na de toewijzing"},
    {"TR314", kAcross, "8021", {323}, "Het referentienummer van een prestatie is uniek voor de aanbieder"},
    {"TR315", kContent, "0001", {323}, "Een vorig referentienummer komt in een bericht eenmaal voor"},
    {"TR316", kContent, "0001", {323}, "Een debetregel wordt niet in hetzelfde bericht gecrediteerd"},
    {"TR318", kAcross, "8214", {323}, "Declaratieperioden volgen elkaar op zolang er zorg is"},
    {"TR319", kAcross, "9319", {323}, "Een productperiode ligt in deze of een eerdere declaratieperiode"},
    {"TR321", kAcross, "9321", {323}, "Het geleverde volume past in de toegewezen omvang"},
    {"TR322", kAcross, "9322", {323}, "Alle geleverde volumes samen passen in de toegewezen omvang"},
    {"TR323", kAcross, "8017", {323}, "Een creditregel hoort bij een goedgekeurde debetregel"},
    {"TR326", kAcross, "9326", {305}, "Een start kan pas als er voor de toewijzing geen levering loopt"},
    {"TR332", kAcross, "9332", {301}, "Een toewijzingnummer is uniek binnen gemeente en wet"},
    {"TR333", kAcross, "9333", {323}, "Een declaratienummer is uniek voor de aanbieder"},
    {"TR335", kContent, "0001", {323}, "De productperiode eindigt ten hoogste vijf jaar voor de declaratie"},
    {"TR337", kAcross, "", {325}, "Het antwoord hoort bij een ontvangen declaratiebericht"},
    {"TR338", kAcross, "9338", {323}, "Een prestatie hoort bij een toewijzing met dat nummer"},
    {"TR339", kAcross, "9339", {323}, "De productcategorie is die van de toewijzing"},
    {"TR340", kAcross, "9340", {323}, "De productcode is die van de toewijzing"},
    {"TR341", kAcross, "9341", {323}, "De eenheid past bij die van de toewijzing; uren mogen in minuten"},
    {"TR342", kContent, "0001", {325}, "Alleen afgewezen prestaties staan in het antwoord, en zij verklaren het verschil"},
    {"TR346", kOutside, "9346", {323}, "Het bedrag is volume maal tarief, behalve bij de eenheid euro's"},
    {"TR347", kAcross, "9347", {315, 317}, "De referentie van de aanbieder is niet eerder gebruikt"},
    {"TR349", kAcross, "9349", {317}, "Alle actuele toewijzingen van de cliënt staan in het verzoek"},
    {"TR350", kAcross, "9350", {317}, "Een ongewijzigd product hoort bij een actuele toewijzing"},
    {"TR351", kAcross, "9351", {317}, "Een te wijzigen product hoort bij een actuele toewijzing"},
    {"TR352", kContent, "0001", {317}, "Er is ten minste één ongewijzigd of te wijzigen product"},
    {"TR353", kContent, "0001", {317}, "Er is ten minste één te wijzigen of nieuw product"},
    {"TR355", kAcross, "9355", {319}, "De referentie is die van een eerder verzoek"},
    {"TR357", kAcross, "9357", {317}, "Een wijziging met terugwerkende kracht geldt vanaf het begin van de toewijzing"},
    {"TR358", kContent, "0001", {323}, "Het totaal is de som van de prestaties, credit afgetrokken"},
    {"TR359", kAcross, "9359", {319}, "Op het verzoek is nog geen toewijzing gestuurd"},
    {"TR360", kAcross, "9360", {319}, "'In onderzoek' kan alleen als er nog geen antwoord is"},
    {"TR361", kAcross, "9361", {317}, "Aangevraagde producten overlappen elkaar en de toewijzingen niet"},
    {"TR365", kAcross, "9365", {319}, "Na een eindantwoord volgt geen ander antwoord"},
    {"TR366", kAcross, "9366", {325}, "Een prestatie in het antwoord staat in de declaratie"},
    {"TR367", kAcross, "9367", {325}, "De waarde is die van de declaratie"},
    {"TR369", kAcross, "9369", {323}, "Alle gedeclareerde bedragen samen passen in het toegewezen budget"},
    {"TR371", kAcross, "", {325}, "De schemaversie is die van de declaratie"},
    {"TR373", kAcross, "9373", {317}, "Een ander budget of totaal geldt vanaf het begin van de toewijzing"},
    {"TR374", kAcross, "9374", {315, 317}, "Voor de cliënt loopt nog geen ander verzoek van deze aanbieder"},
    {"TR375", kAcross, "9375", {317}, "Een toewijzing zonder product houdt geen omvang"},
    {"TR376", kAcross, "", {325}, "Het declaratienummer is dat van een ontvangen declaratie"},
    {"TR377", kContent, "0001", {319}, "Een afwijzing op woonplaatsbeginsel noemt de gemeente", Standard::kIjw},
    {"TR378", kOutside, "S300", kAllForward, "De gemeentecode bestaat op de ingangsdatum"},
    {"TR379", kAcross, "9379", {301}, "De referentie van de aanbieder is die van het verzoek dat wordt gehonoreerd"},
    {"TR380", kContent, "0001", {317}, "De datum ligt na de dagtekening"},
    {"TR381", kOutside, "S329", {301, 305, 307, 315, 317, 323}, "De productcode past bij de productcategorie"},
    {"TR382", kAcross, "9069", {307}, "Een stop heeft de sleutel van de start die hij beëindigt"},
    {"TR383", kContent, "0001", {315}, "Elk aangevraagd product heeft een eigen referentie"},
    {"TR384", kAcross, "9384", {323}, "Op een verwijderde toewijzing wordt niet gedeclareerd"},
    {"TR385", kAcross, "9385", {301}, "Een toewijzing met goedgekeurde prestaties wordt niet verwijderd"},
    {"TR386", kContent, "0001", {315}, "Aanvragen van hetzelfde product overlappen elkaar niet"},
    {"TR387", kAcross, "9387", {323}, "De productperiode begint op de eerste dag van de maand of van de toewijzing"},
    {"TR388", kAcross, "9388", {323}, "De productperiode eindigt op de laatste dag van de maand of van de toewijzing"},
    {"TR389", kAcross, "9389", {323}, "Voor dezelfde periode is er niet al een debetregel die niet is gecrediteerd"},
    {"TR390", kAcross, "9390", {323}, "Een prestatie wordt eenmaal gecrediteerd"},
    {"TR409", kContent, "0001", {319}, "Alleen een afwijzing op woonplaatsbeginsel noemt een gemeente", Standard::kIjw},
    {"TR410", kContent, "0001", {317}, "Nieuwe producten van dezelfde soort overlappen elkaar niet"},
    {"TR411", kAcross, "9411", {317}, "Een toewijzing met productcode houdt een omvang"},
    {"TR412", kAcross, "9412", {317}, "Een toewijzing zonder productcode houdt geen omvang"},
    {"TR413", kAcross, "9413", {307}, "Een levering die tijdelijk is gestopt wordt niet nog eens tijdelijk gestopt"},
    {"TR414", kAcross, "9414", {307}, "Een volgende stop eindigt niet voor de eerdere"},
    {"TR415", kAcross, "9415", {307}, "Een levering die definitief is gestopt wordt niet nog eens gestopt"},
    {"TR416", kContent, "0001", {323}, "Een periode van een product staat eenmaal als debet in een bericht"},
    {"TR418", kAcross, "0611", {323}, "Het tarief is het gecontracteerde tarief"},
};
// clang-format on

}  // namespace

std::span<const Rule> TechnicalRules() { return kRules; }

}  // namespace clientroute::messaging
