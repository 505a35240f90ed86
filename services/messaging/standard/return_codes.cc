#include "services/messaging/standard/code_lists.h"

namespace clientroute::messaging {
namespace {

// What each code tells the party that gets it back. Which rule gives which code is in the rule tables.
constexpr Code kCodes[] = {
    {"0001", "Bericht afgekeurd: het voldoet niet aan de technische eisen"},
    {"0200", "Geen opmerking"},
    {"0233", "Niet beoordeeld"},
    {"0611", "Tarief wijkt af van het gecontracteerde tarief"},
    {"8001", "Declaratie geheel toegekend"},
    {"8017", "Bij deze creditregel is geen debetregel bekend"},
    {"8021", "Referentienummer van de prestatie is al eerder gebruikt"},
    {"8187", "Prestatie hoort niet bij deze cliënt"},
    {"8214", "Declaratieperiode sluit niet aan op de vorige, terwijl er wel zorg was"},
    {"8848", "Dagtekening ligt in de toekomst"},
    {"9019", "Start of stop hoort bij geen toewijzing"},
    {"9056", "Identificatie is al gebruikt"},
    {"9063", "Te verwijderen aanlevering is niet bekend"},
    {"9069", "Geen actuele start met dezelfde sleutel"},
    {"9071", "Start kan niet worden verwijderd: de levering is al gestopt"},
    {"9074", "Aanlevering met dezelfde sleutel is al ontvangen"},
    {"9307", "Prestatie begint buiten de toewijzing"},
    {"9308", "Prestatie eindigt buiten de toewijzing"},
    {"9319", "Productperiode valt niet geheel in een declaratieperiode"},
    {"9321", "Geleverd volume is meer dan toegewezen"},
    {"9322", "Geleverde volumes samen zijn meer dan toegewezen"},
    {"9326", "Er loopt al een levering die niet is gestopt"},
    {"9332", "Toewijzingnummer is al gebruikt"},
    {"9333", "Declaratienummer is al gebruikt"},
    {"9338", "Prestatie hoort bij geen toewijzing"},
    {"9339", "Productcategorie is niet die van de toewijzing"},
    {"9340", "Productcode is niet die van de toewijzing"},
    {"9341", "Eenheid past niet bij die van de toewijzing"},
    {"9346", "Bedrag is niet volume maal tarief"},
    {"9347", "Referentie van de aanbieder is al gebruikt"},
    {"9349", "Niet alle actuele toewijzingen van de cliënt staan in het verzoek"},
    {"9350", "Ongewijzigd product hoort bij geen actuele toewijzing"},
    {"9351", "Te wijzigen product hoort bij geen actuele toewijzing"},
    {"9355", "Referentie hoort bij geen verzoek"},
    {"9357", "Gewenste ingangsdatum is niet die van de toewijzing"},
    {"9359", "Op dit verzoek is al een toewijzing gestuurd"},
    {"9360", "Op dit verzoek is al geantwoord; 'in onderzoek' kan niet meer"},
    {"9361", "Product komt vaker voor in overlappende perioden"},
    {"9365", "Op dit verzoek is al een eindantwoord gegeven"},
    {"9366", "Referentie hoort bij geen gedeclareerde prestatie"},
    {"9367", "Waarde wijkt af van de declaratie"},
    {"9369", "Gedeclareerde bedragen zijn samen meer dan het budget"},
    {"9373", "Budgetwijziging begint niet op de ingangsdatum van de toewijzing"},
    {"9374", "Er loopt al een verzoek voor deze cliënt"},
    {"9375", "Omvang past niet bij een toewijzing zonder product"},
    {"9379", "Referentie van de aanbieder hoort bij geen verzoek"},
    {"9384", "Toewijzing is verwijderd; declareren kan niet"},
    {"9385", "Op deze toewijzing is al gedeclareerd; verwijderen kan niet"},
    {"9387", "Productperiode begint niet op de eerste dag van de maand of van de toewijzing"},
    {"9388", "Productperiode eindigt niet op de laatste dag van de maand of van de toewijzing"},
    {"9389", "Er is al een debetregel voor deze periode die niet is gecrediteerd"},
    {"9390", "Deze prestatie is al gecrediteerd"},
    {"9411", "Omvang ontbreekt bij een toewijzing met productcode"},
    {"9412", "Omvang is gevuld bij een toewijzing zonder productcode"},
    {"9413", "Levering is al tijdelijk gestopt"},
    {"9414", "Einddatum ligt voor die van de eerdere stop"},
    {"9415", "Levering is al definitief gestopt"},
    {"S300", "Gemeentecode bestaat niet op deze datum"},
    {"S329", "Productcode past niet bij de productcategorie"},
};
static_assert(Ascends(kCodes));

}  // namespace

constinit const CodeList kReturnCodes{"WJ001", "Retourcode", kCodes};

}  // namespace clientroute::messaging
