#include "services/messaging/standard/code_lists.h"

namespace clientroute::messaging {
namespace {

constexpr Code kYouthCategoryCodes[] = {
    {"31", "(2015) Zonder verblijf: wijk- of buurtteam"},
    {"32", "(2015) Zonder verblijf: ambulant bij de aanbieder"},
    {"33", "(2015) Zonder verblijf: daghulp bij de aanbieder"},
    {"34", "(2015) Zonder verblijf: in het netwerk van de jeugdige"},
    {"35", "(2015) Met verblijf: pleegzorg"},
    {"36", "(2015) Met verblijf: gezinsgericht"},
    {"37", "(2015) Met verblijf: gesloten plaatsing"},
    {"38", "(2015) Met verblijf: overig residentieel"},
    {"40", "Persoonlijke verzorging"},
    {"41", "Dagbehandeling"},
    {"42", "Vervoerdiensten"},
    {"43", "Jeugdhulp met verblijf, behandeling inbegrepen"},
    {"44", "Jeugdhulp met verblijf, zonder behandeling"},
    {"45", "Jeugdhulp ambulant"},
    {"46", "Jeugdhulp crisis"},
    {"47", "Jeugdreclassering"},
    {"48", "Jeugdbescherming"},
    {"49", "Activiteiten in het preventief justitieel kader"},
    {"50", "Maatwerkarrangementen jeugd"},
    {"51", "Generalistische basis-ggz"},
    {"52", "Specialistische ggz"},
    {"53", "Kindergeneeskunde"},
    {"54", "Jeugd-ggz"},
    {"55", "Landelijk ingekochte zorg"},
};

constexpr Code kUnitCodes[] = {
    {"01", "Minuut"},
    {"04", "Uur"},
    {"14", "Etmaal"},
    {"16", "Dagdeel (4 uur)"},
    {"82", "Stuks (output)"},
    {"83", "Euro's"},
    {"84", "Stuks (inspanning)"},
};

constexpr Code kFrequencyCodes[] = {
    {"1", "Per dag"},
    {"2", "Per week"},
    {"4", "Per maand"},
    {"6", "Totaal binnen de geldigheid van de toewijzing"},
};

constexpr Code kReferrerCodes[] = {
    {"01", "Gemeente"},
    {"02", "Huisarts"},
    {"03", "Jeugdarts"},
    {"04", "Gecertificeerde instelling"},
    {"05", "Medisch specialist"},
    {"06", "Zelfverwijzer of geen verwijzer"},
    {"08", "Rechter, officier van justitie of justitiële jeugdinrichting"},
};

constexpr Code kDeliveryStatusCodes[] = {
    {"1", "Eerste aanlevering"},
    {"2", "Gewijzigde aanlevering"},
    {"3", "Verwijderen aanlevering"},
    {"9", "Niet van toepassing (ongewijzigd)"},
};

constexpr Code kYouthStopReasonCodes[] = {
    {"02", "Overlijden"},
    {"20", "Levering tijdelijk beëindigd"},
    {"31", "Levering volgens plan beëindigd"},
    {"32", "Voortijdig afgesloten door de cliënt"},
    {"33", "Voortijdig afgesloten door de aanbieder"},
    {"34", "Voortijdig afgesloten in overleg"},
    {"35", "Voortijdig afgesloten door externe oorzaak"},
    {"36", "Op initiatief van de gemeente"},
    {"37", "In verband met een wijzigingsverzoek"},
    {"38", "Overstap naar een andere aanbieder"},
    {"39", "Uitstroom naar een ander domein"},
};

constexpr Code kChangeReasonCodes[] = {
    {"01", "Administratieve correctie (vervallen)"},
    {"02", "Cliënt overleden"},
    {"03", "Contractwijziging"},
    {"04", "Herbeoordeling: toewijzing verlengd"},
    {"05", "Herbeoordeling: toewijzing verkort"},
    {"06", "Uitstroom naar een ander domein"},
    {"07", "Verhuizing naar een andere gemeente"},
    {"08", "Andere leveringsvorm"},
    {"09", "Overstap naar een andere aanbieder"},
    {"10", "Nieuwe bekostigingssystematiek"},
    {"11", "Gemeentelijke herindeling"},
    {"12", "Op initiatief van de aanbieder"},
    {"13", "Verwijderd"},
    {"14", "Administratieve correctie"},
};

constexpr Code kSupportCategoryCodes[] = {
    {"01", "Hulp bij het huishouden"},
    {"02", "Begeleiding"},
    {"03", "Persoonlijke verzorging"},
    {"04", "Kortdurend verblijf"},
    {"05", "Woondiensten"},
    {"06", "Overige hulp aan persoon, huishouden of gezin"},
    {"07", "Dagbesteding"},
    {"08", "Vervoerdiensten"},
    {"09", "Overige hulp in een groep"},
    {"10", "Overige maatwerkarrangementen"},
    {"11", "Rolstoelen"},
    {"12", "Vervoervoorzieningen"},
    {"13", "Woonvoorzieningen"},
    {"14", "Overige hulpmiddelen"},
    {"15", "Beschermd wonen"},
    {"16", "Opvang"},
    {"17", "Spoedopvang"},
    {"18", "Beschermd wonen en opvang, overig"},
};

constexpr Code kSupportStopReasonCodes[] = {
    {"02", "Overlijden"},
    {"19", "Levering volgens plan beëindigd"},
    {"20", "Levering tijdelijk beëindigd"},
    {"21", "Eenzijdig beëindigd door de cliënt"},
    {"22", "Eenzijdig beëindigd door de aanbieder"},
    {"23", "Voortijdig beëindigd in overleg"},
    {"31", "Verhuizing naar een andere gemeente"},
    {"36", "Op initiatief van de gemeente"},
    {"37", "In verband met een wijzigingsverzoek"},
    {"38", "Overstap naar een andere aanbieder"},
    {"39", "Uitstroom naar een ander domein"},
};

static_assert(Ascends(kYouthCategoryCodes) && Ascends(kUnitCodes) && Ascends(kFrequencyCodes));
static_assert(Ascends(kReferrerCodes) && Ascends(kDeliveryStatusCodes) && Ascends(kYouthStopReasonCodes));
static_assert(Ascends(kChangeReasonCodes) && Ascends(kSupportCategoryCodes) && Ascends(kSupportStopReasonCodes));

}  // namespace

constinit const CodeList kYouthCategories{"JZ020", "Productcategorie Jeugdwet", kYouthCategoryCodes};
constinit const CodeList kSupportCategories{"WMO020", "Productcategorie Wmo", kSupportCategoryCodes};
constinit const CodeList kUnits{"WJ756", "Eenheid", kUnitCodes};
constinit const CodeList kFrequencies{"WMO757", "Frequentie", kFrequencyCodes};
constinit const CodeList kReferrers{"COD327", "Type verwijzer", kReferrerCodes};
constinit const CodeList kDeliveryStatuses{"COD467", "Status aanlevering", kDeliveryStatusCodes};
constinit const CodeList kYouthStopReasons{"JZ588", "Reden beëindiging", kYouthStopReasonCodes};
constinit const CodeList kSupportStopReasons{"WMO588", "Reden beëindiging Wmo", kSupportStopReasonCodes};
constinit const CodeList kChangeReasons{"JZ002", "Reden wijziging toewijzing", kChangeReasonCodes};

}  // namespace clientroute::messaging
