#include "services/messaging/hub/transport_code.h"

#include <algorithm>
#include <iterator>

namespace clientroute::messaging {
namespace {

constexpr TransportCode kCodes[] = {
    {"IB001", "Bericht voldoet niet aan XSD."},
    {"IB002", "De verzendende organisatie is niet geautoriseerd om gebruik te maken van het GGK."},
    {"IB003", "Het ontvangen bericht overschrijdt de maximaal toegestane bestandsgrootte van 25MB."},
    {"IB004", "De functie wordt niet ondersteund."},
    {"IB005", "Gemeentecode is niet bekend bij het GGK, controleer de StUF-envelop."},
    {"IB006", "Zendend systeem niet geautoriseerd voor combinatie van berichtcode, entiteittype en functie."},
    {"IB007", "Combinatie functie en organisatie is niet toegestaan."},
    {"IB008", "Indienende partij beschikt niet over juiste rol voor dit berichttype."},
    {"IB009", "Indiener heeft geen toestemmingsverklaring van afzender voor dit berichttype."},
    {"IB010", "Geadresseerde partij niet aangesloten bij VECOZO of AGB is incorrect."},
    {"IB011", "Geadresseerde partij beschikt niet over juiste rol voor dit berichttype."},
    {"IB012", "Payload is groter dan toegestaan (max. 25MB)."},
    {"IB013", "Bestand bevat een virus en is verwijderd."},
    {"IB014", "Payload voldoet niet aan de XSD."},
    {"IB015", "Bericht bevat niet-toegestane persoonsgegevens."},
    {"IB016", "Referentienummer is niet uniek."},
    {"IB017", "Applicatiegegevens niet of onjuist gevuld."},
    {"IB018", "Applicatiegegevens niet of onjuist gevuld."},
    {"IB019", "Declaratie-antwoord reeds ingediend."},
    {"IB020", "Declaratie-antwoord reeds ingediend."},
    {"IB021", "AlsAntwoordOp niet gevuld."},
    {"IB022", "AlsAntwoordOp niet gevuld."},
    {"IB023", "Functie is niet actief."},
    {"IB901", "Geen geldig ZIP-bestand aangeleverd."},
    {"IB902", "ZIP-bestand bevat meer bestanden dan toegestaan."},
    {"IB903", "ZIP-bestand bevat wachtwoordbeveiliging."},
    {"IB904", "Bestand in ZIP-bestand is groter dan toegestaan (max. 25MB)."},
    {"IB905", "ZIP-bestand bevat minder bestanden dan toegestaan."},
};

}  // namespace

std::span<const TransportCode> TransportCodes() { return kCodes; }

const TransportCode* FindTransportCode(std::string_view code) {
  const auto* const found =
      std::find_if(std::begin(kCodes), std::end(kCodes), [&](const TransportCode& one) { return one.code == code; });
  return found == std::end(kCodes) ? nullptr : found;
}

FaultMeaning MeaningOf(const LetterFault& fault, int offers) {
  // IB019 and IB020 say the same of a claim answer.
  const bool came_before = fault.code == kReferenceNotUnique || fault.code == "IB019" || fault.code == "IB020";
  if (came_before && offers > 1) return FaultMeaning::kHas;
  if (FindTransportCode(fault.code) == nullptr && fault.place == kPlaceServer) return FaultMeaning::kPassing;
  return FaultMeaning::kLasting;
}

}  // namespace clientroute::messaging
