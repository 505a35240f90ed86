#include "services/messaging/standard/code_lists.h"

namespace clientroute::messaging {
namespace {

constexpr Code kSexCodes[] = {
    {"0", "Onbekend"},
    {"1", "Mannelijk"},
    {"2", "Vrouwelijk"},
};

constexpr Code kDateUseCodes[] = {
    {"1", "Dag onbekend: alleen maand en jaar gelden"},
    {"2", "Dag en maand onbekend: alleen het jaar geldt"},
    {"3", "Datum geheel onbekend"},
};

constexpr Code kNameUseCodes[] = {
    {"1", "Eigen naam"},
    {"2", "Naam van de partner of alternatieve naam"},
    {"3", "Naam van de partner, dan eigen naam"},
    {"4", "Eigen naam, dan naam van de partner"},
    {"5", "Pseudoniem"},
    {"6", "Niet-natuurlijk persoon"},
};

constexpr Code kCommunicationFormCodes[] = {
    {"1", "Tolk taal"},
    {"2", "Doventolk"},
    {"3", "Doofblindentolk"},
};

constexpr Code kAddressKindCodes[] = {
    {"01", "BRP-adres"},
    {"02", "Correspondentieadres"},
    {"03", "Verblijfadres"},
    {"04", "Tijdelijk verblijfadres"},
};

constexpr Code kAddressIndicationCodes[] = {
    {"AB", "Aan boord"},
    {"BY", "Bij"},
    {"TO", "Tegenover"},
    {"WW", "Woonwagen"},
};

constexpr Code kRelationCodes[] = {
    {"03", "Curator"},
    {"04", "Financieel gemachtigde"},
    {"05", "Financieel toetser"},
    {"06", "Leefeenheid"},
    {"07", "Hulpverlener"},
    {"08", "Specialist"},
    {"09", "Anders"},
    {"10", "Ouder"},
    {"11", "Voogd"},
    {"12", "Partner of echtgenoot"},
    {"13", "Pleegouder"},
    {"14", "Bewindvoerder"},
    {"15", "Mentor"},
    {"16", "Zoon of dochter"},
    {"17", "Familielid"},
    {"18", "Gezinslid"},
    {"19", "Buur"},
    {"20", "Vriend(in) of kennis"},
    {"21", "Cliëntondersteuner"},
    {"22", "Huisarts"},
    {"23", "Erven"},
    {"24", "Werkgever"},
    {"25", "Wijkcoach"},
};

constexpr Code kLegalStatusCodes[] = {
    {"01", "Rechterlijke machtiging, voorlopig of voortgezet"},
    {"02", "Rechterlijke machtiging op eigen verzoek"},
    {"03", "Rechterlijke machtiging met voorwaardelijk ontslag"},
    {"04", "Ondertoezichtstelling"},
    {"05", "Inbewaringstelling"},
    {"11", "Strafrechtelijk contact, terbeschikkingstelling"},
    {"12", "Strafrechtelijk contact, overig"},
};

constexpr Code kLegalRepresentationCodes[] = {
    {"06", "Voogdij"},        {"07", "Bewindvoering"}, {"08", "Mentorschap"}, {"09", "Ondercuratelestelling"},
    {"10", "Zaakwaarneming"},
};

constexpr Code kYesNoCodes[] = {
    {"1", "Ja"},
    {"2", "Nee"},
};

static_assert(Ascends(kSexCodes) && Ascends(kDateUseCodes) && Ascends(kNameUseCodes));
static_assert(Ascends(kCommunicationFormCodes) && Ascends(kAddressKindCodes) && Ascends(kAddressIndicationCodes));
static_assert(Ascends(kRelationCodes) && Ascends(kLegalStatusCodes) && Ascends(kLegalRepresentationCodes));
static_assert(Ascends(kYesNoCodes));

}  // namespace

constinit const CodeList kSexes{"COD046", "Geslacht", kSexCodes};
constinit const CodeList kDateUses{"COD170", "Datumgebruik", kDateUseCodes};
constinit const CodeList kNameUses{"COD700", "Naamgebruik", kNameUseCodes};
constinit const CodeList kCommunicationForms{"COD747", "Communicatievorm", kCommunicationFormCodes};
constinit const CodeList kAddressKinds{"COD757", "Soort adres", kAddressKindCodes};
constinit const CodeList kAddressIndications{"NUM061", "Aanduiding woonadres", kAddressIndicationCodes};
constinit const CodeList kRelations{"COD472", "Soort relatie", kRelationCodes};
constinit const CodeList kLegalStatuses{"WJ232", "Juridische status", kLegalStatusCodes};
constinit const CodeList kLegalRepresentations{"WJ003", "Wettelijke vertegenwoordiging", kLegalRepresentationCodes};
constinit const CodeList kYesNo{"COD260", "Ja of nee", kYesNoCodes};

}  // namespace clientroute::messaging
