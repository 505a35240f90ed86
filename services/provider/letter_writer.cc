#include "services/provider/letter_writer.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <string>

#include "services/messaging/standard/catalogue.h"
#include "services/provider/profile.h"

namespace clientroute::provider {
namespace {

using messaging::Catalogue;
using messaging::InstanceIndex;
using messaging::kNoInstance;
using messaging::Message;
using messaging::MessageSchema;
using namespace messaging::literals;  // NOLINT(google-build-using-namespace): names of fields and classes

constexpr std::string_view kDebit = "D";
constexpr std::string_view kCredit = "C";
constexpr std::string_view kSituationChanged = "1";  // WJ758
constexpr std::string_view kReferrerCode = "01420001";
constexpr std::string_view kCertifiedInstitution = "04";
constexpr std::string_view kReferrerName = "Jeugdbescherming De Vuurtoren";
/// WJ756: such a line has no tariff (CD087).
constexpr std::string_view kEuro = "83";

/// The kinds that it writes are those of the default catalogue.
const MessageSchema& SchemaOf(std::string_view standard, int kind) {
  return *Catalogue::Default().FindByName(std::string(standard) + std::to_string(kind));
}

Message Begin(const LetterHead& head, int kind) {
  const MessageSchema& schema = SchemaOf(head.standard, kind);
  Message message(schema);
  message.Set(0, "Afzender"_field, head.provider);
  message.Set(0, "Ontvanger"_field, head.municipality);
  message.Set(0, "BerichtIdentificatie/Identificatie"_field, head.identification);
  message.Set(0, "BerichtIdentificatie/Dagtekening"_field, head.signed_on.ToString());
  message.Set(0, "XsdVersie/BasisschemaXsdVersie"_field, schema.release().basis_xsd_version);
  message.Set(0, "XsdVersie/BerichtXsdVersie"_field, schema.release().message_xsd_version);
  return message;
}

InstanceIndex Add(Message& message, messaging::ClassId id, InstanceIndex parent) {
  return message.Add(id, parent).value_or(0);
}

InstanceIndex AddPerson(Message& message, const Person& person) {
  const InstanceIndex client = Add(message, "Client"_class, kNoInstance);
  message.Set(client, "Bsn"_field, person.bsn);
  message.Set(client, "Geboortedatum/Datum"_field, person.birth_date.ToString());
  message.Set(client, "Geboortedatum/DatumGebruik"_field, person.birth_date_use);
  message.Set(client, "Geslacht"_field, person.sex);
  message.Set(client, "Naam/Geslachtsnaam/Achternaam"_field, person.family_name);
  message.Set(client, "Naam/Voorletters"_field, person.initials);
  return client;
}

void SetProduct(Message& message, InstanceIndex at, std::string_view category, std::string_view code) {
  message.Set(at, "Product/Categorie"_field, category);
  message.Set(at, "Product/Code"_field, code);
}

void SetVolume(Message& message, InstanceIndex at, std::int64_t amount, std::string_view unit,
               std::string_view frequency) {
  message.Set(at, "Omvang/Volume"_field, std::to_string(amount));
  message.Set(at, "Omvang/Eenheid"_field, unit);
  message.Set(at, "Omvang/Frequentie"_field, frequency);
}

/// What start and stop of an allocation share.
void SetDelivery(Message& message, InstanceIndex at, const Allocation& allocation, Date began,
                 std::string_view status) {
  message.Set(at, "ToewijzingNummer"_field, allocation.number);
  SetProduct(message, at, allocation.category, allocation.code);
  message.Set(at, "ToewijzingIngangsdatum"_field, allocation.first.ToString());
  message.Set(at, "Begindatum"_field, began.ToString());
  message.Set(at, "StatusAanlevering"_field, status);
}

/// Who works in care is known by a code, a certified institution by its name (CD066, CD067), nobody else by either
/// (CD068).
void SetReferrer(Message& message, InstanceIndex at, std::string_view type) {
  constexpr std::array<std::string_view, 3> kInCare = {"02", "03", "05"};
  message.Set(at, "Verwijzer/Type"_field, type);
  if (std::ranges::find(kInCare, type) != kInCare.end()) {
    message.Set(at, "Verwijzer/ZorgverlenerCode"_field, kReferrerCode);
  } else if (type == kCertifiedInstitution) {
    message.Set(at, "Verwijzer/Naam"_field, kReferrerName);
  }
}

void AddLine(Message& message, InstanceIndex client, const WrittenLine& written) {
  const ClaimLine& line = written.line;
  const InstanceIndex at = Add(message, "Prestatie"_class, client);
  message.Set(at, "ProductReferentie/ReferentieNummer"_field, line.reference);
  message.Set(at, "ProductReferentie/VorigReferentieNummer"_field, line.credits);
  message.Set(at, "ToewijzingNummer"_field, written.allocation.number);
  message.Set(at, "ProductCategorie"_field, written.allocation.category);
  message.Set(at, "ProductCode"_field, written.code);
  message.Set(at, "ProductPeriode/Begindatum"_field, line.first.ToString());
  message.Set(at, "ProductPeriode/Einddatum"_field, line.last.ToString());
  message.Set(at, "GeleverdVolume"_field, std::to_string(line.volume));
  message.Set(at, "Eenheid"_field, line.unit);
  if (line.unit != kEuro) message.Set(at, "ProductTarief"_field, std::to_string(line.tariff_cents));
  message.Set(at, "IngediendBedrag/Bedrag"_field, std::to_string(line.amount_cents));
  message.Set(at, "IngediendBedrag/DebetCredit"_field, line.credits.empty() ? kDebit : kCredit);
}

}  // namespace

Message WriteRequest(const LetterHead& head, const Person& person, const std::vector<AskedProduct>& products) {
  Message message = Begin(head, 315);
  const InstanceIndex client = AddPerson(message, person);
  for (const AskedProduct& product : products) {
    const InstanceIndex at = Add(message, "AangevraagdProduct"_class, client);
    message.Set(at, "ReferentieAanbieder"_field, product.reference);
    SetProduct(message, at, product.category, product.code);
    message.Set(at, "ToewijzingIngangsdatum"_field, product.first.ToString());
    message.Set(at, "ToewijzingEinddatum"_field, product.last.ToString());
    SetVolume(message, at, product.amount, product.unit, product.frequency);
    SetReferrer(message, at, product.referrer);
    message.Set(at, "Raamcontract"_field, "1");
  }
  return message;
}

Message WriteStart(const LetterHead& head, const Person& person, const Allocation& allocation, Date began,
                   std::string_view status) {
  Message message = Begin(head, 305);
  SetDelivery(message, Add(message, "StartProduct"_class, AddPerson(message, person)), allocation, began, status);
  return message;
}

Message WriteStop(const LetterHead& head, const Person& person, const Allocation& allocation, Date began, Date ended,
                  std::string_view reason, std::string_view status) {
  Message message = Begin(head, 307);
  const InstanceIndex at = Add(message, "StopProduct"_class, AddPerson(message, person));
  SetDelivery(message, at, allocation, began, status);
  message.Set(at, "RedenBeeindiging"_field, reason);
  message.Set(at, "Einddatum"_field, ended.ToString());
  return message;
}

Message WriteChange(const LetterHead& head, const WantedChange& change) {
  Message message = Begin(head, 317);
  const InstanceIndex client = Add(message, "Client"_class, kNoInstance);
  message.Set(client, "Bsn"_field, change.changed.bsn);
  const InstanceIndex request = Add(message, "Verzoek"_class, client);
  message.Set(request, "ReferentieAanbieder"_field, change.reference);
  message.Set(request, "RedenVerzoek"_field, kSituationChanged);
  for (const Allocation& kept : change.kept) {
    message.Set(Add(message, "OngewijzigdProduct"_class, request), "ToewijzingNummer"_field, kept.number);
  }
  const InstanceIndex at = Add(message, "TeWijzigenProduct"_class, request);
  message.Set(at, "ToewijzingNummer"_field, change.changed.number);
  message.Set(at, "GewensteIngangsdatum"_field, change.from.ToString());
  if (change.changed.last) message.Set(at, "Einddatum"_field, change.changed.last->ToString());
  SetVolume(message, at, change.amount, change.changed.unit, change.changed.frequency);
  return message;
}

Message WriteClaim(const LetterHead& head, std::string_view number, Date month, const std::vector<WrittenLine>& lines) {
  Message message = Begin(head, 323);
  const InstanceIndex claim = Add(message, "Declaratie"_class, kNoInstance);
  std::int64_t total = 0;
  std::map<std::string, std::vector<const WrittenLine*>> by_client;
  for (const WrittenLine& line : lines) {
    total += line.line.credits.empty() ? line.line.amount_cents : -line.line.amount_cents;
    by_client[line.allocation.bsn].push_back(&line);
  }
  message.Set(claim, "DeclaratieNummer"_field, number);
  message.Set(claim, "DeclaratiePeriode/Begindatum"_field, month.FirstOfMonth().ToString());
  message.Set(claim, "DeclaratiePeriode/Einddatum"_field, month.LastOfMonth().ToString());
  message.Set(claim, "DeclaratieDagtekening"_field, head.signed_on.ToString());
  message.Set(claim, "TotaalIngediendBedrag/TotaalBedrag"_field, std::to_string(std::abs(total)));
  message.Set(claim, "TotaalIngediendBedrag/DebetCredit"_field, total < 0 ? kCredit : kDebit);
  for (const auto& [bsn, of_client] : by_client) {
    const InstanceIndex client = Add(message, "Client"_class, claim);
    message.Set(client, "Bsn"_field, bsn);
    for (const WrittenLine* line : of_client) AddLine(message, client, *line);
  }
  return message;
}

Message WriteApproval(const Message& forward, std::string_view identification, Date signed_on) {
  Message message(*Catalogue::Default().ReturnOf(forward.schema()));
  // The header goes back as it came; what a return message adds stands behind it.
  for (const auto& [field, value] : forward.header().values()) {
    if (field != "BerichtCode"_field) message.Set(0, field, value);
  }
  message.Set(0, "IdentificatieRetour"_field, identification);
  message.Set(0, "DagtekeningRetour"_field, signed_on.ToString());
  message.Set(0, "XsdVersieRetour/BasisschemaXsdVersie"_field, message.schema().release().basis_xsd_version);
  message.Set(0, "XsdVersieRetour/BerichtXsdVersie"_field, message.schema().release().message_xsd_version);
  return message;
}

}  // namespace clientroute::provider
