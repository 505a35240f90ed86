#include "tests/service/messaging/provider_files.h"

#include <cstdlib>
#include <iostream>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "services/messaging/standard/catalogue.h"

namespace clientroute::messaging::testing {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

[[noreturn]] void Stop(std::string_view what) {
  std::cerr << "a test's message cannot be made: " << what << "\n";
  std::abort();
}

Message Begin(std::string_view number, const FileHeader& header) {
  const MessageSchema& schema = *Catalogue::Default().FindByName(header.standard + std::string(number));
  Message message(schema);
  message.Set(0, "Afzender"_field, header.provider);
  message.Set(0, "Ontvanger"_field, header.municipality);
  message.Set(0, "BerichtIdentificatie/Identificatie"_field, header.identification);
  message.Set(0, "BerichtIdentificatie/Dagtekening"_field, header.signed_on);
  message.Set(0, "XsdVersie/BasisschemaXsdVersie"_field, "1.0.0");
  message.Set(0, "XsdVersie/BerichtXsdVersie"_field, "1.0.0");
  return message;
}

InstanceIndex AddClient(Message& message, const std::string& bsn) {
  const InstanceIndex client = *message.Add("Client"_class, kNoInstance);
  message.Set(client, "Bsn"_field, bsn);
  message.Set(client, "Geboortedatum/Datum"_field, "2012-02-14");
  message.Set(client, "Geslacht"_field, "2");
  message.Set(client, "Naam/Geslachtsnaam/Achternaam"_field, "Voorbeeld");
  message.Set(client, "Naam/Geslachtsnaam/Voorvoegsel"_field, "van");
  message.Set(client, "Naam/Voornamen"_field, "Sanne");
  message.Set(client, "Naam/Voorletters"_field, "S");
  return client;
}

std::string Finish(const Message& message) {
  WriteOutcome written = WriteMessage(message);
  if (!written.ok()) Stop(written.errors.front().path + ": " + written.errors.front().reason);
  return std::move(written.bytes);
}

std::string WriteDelivery(std::string_view number, ClassId row_class, const FileHeader& header,
                          const std::vector<DeliveredRow>& rows) {
  Message message = Begin(number, header);
  const InstanceIndex client = AddClient(message, header.bsn);
  for (const DeliveredRow& row : rows) {
    const InstanceIndex product = *message.Add(row_class, client);
    message.Set(product, "ToewijzingNummer"_field, row.number);
    message.Set(product, "Product/Categorie"_field, row.category);
    message.Set(product, "Product/Code"_field, row.code);
    message.Set(product, "Begindatum"_field, row.start);
    message.Set(product, "Einddatum"_field, row.end);
    message.Set(product, "RedenBeeindiging"_field, row.reason);
    message.Set(product, "StatusAanlevering"_field, row.status);
  }
  return Finish(message);
}

}  // namespace

std::string WriteRequest(const FileHeader& header, const std::vector<RequestedRow>& rows, std::string_view comment) {
  Message message = Begin("315", header);
  const InstanceIndex client = AddClient(message, header.bsn);
  message.Set(client, "Commentaar"_field, comment);
  for (const RequestedRow& row : rows) {
    const InstanceIndex product = *message.Add("AangevraagdProduct"_class, client);
    message.Set(product, "ReferentieAanbieder"_field, row.reference);
    message.Set(product, "Product/Categorie"_field, row.category);
    message.Set(product, "Product/Code"_field, row.code);
    message.Set(product, "ToewijzingIngangsdatum"_field, row.start);
    message.Set(product, "ToewijzingEinddatum"_field, row.end);
    message.Set(product, "Omvang/Volume"_field, row.volume);
    message.Set(product, "Omvang/Eenheid"_field, row.unit);
    message.Set(product, "Omvang/Frequentie"_field, row.frequency);
    message.Set(product, "Verwijzer/Type"_field, row.referrer);
    message.Set(product, "Verwijzer/Naam"_field, "Huisartsenpraktijk De Linde");
    message.Set(product, "Commentaar"_field, comment);
  }
  return Finish(message);
}

std::string WriteStart(const FileHeader& header, const std::vector<DeliveredRow>& rows) {
  return WriteDelivery("305", "StartProduct"_class, header, rows);
}

std::string WriteStop(const FileHeader& header, const std::vector<DeliveredRow>& rows) {
  return WriteDelivery("307", "StopProduct"_class, header, rows);
}

std::string WriteChange(const FileHeader& header, const std::vector<ChangedRow>& rows, const std::string& reference) {
  Message message = Begin("317", header);
  const InstanceIndex client = *message.Add("Client"_class, kNoInstance);
  message.Set(client, "Bsn"_field, header.bsn);
  const InstanceIndex request = *message.Add("Verzoek"_class, client);
  message.Set(request, "ReferentieAanbieder"_field, reference);
  message.Set(request, "RedenVerzoek"_field, "1");
  for (const ChangedRow& row : rows) {
    const bool is_new = row.number.empty();
    const ClassId id = row.kept ? "OngewijzigdProduct"_class
                       : is_new ? "NieuwProduct"_class
                                : "TeWijzigenProduct"_class;
    const InstanceIndex product = *message.Add(id, request);
    message.Set(product, "ToewijzingNummer"_field, row.number);
    if (row.kept) continue;
    message.Set(product, "Product/Categorie"_field, row.category);
    message.Set(product, "Product/Code"_field, row.code);
    message.Set(product, "GewensteIngangsdatum"_field, row.start);
    message.Set(product, "Einddatum"_field, row.end);
    message.Set(product, "Omvang/Volume"_field, row.volume);
    message.Set(product, "Omvang/Eenheid"_field, row.unit);
    message.Set(product, "Omvang/Frequentie"_field, row.frequency);
  }
  return Finish(message);
}

std::string WriteClaim(const FileHeader& header, const std::vector<ClaimedRow>& rows, const std::string& number) {
  Message message = Begin("323", header);
  const InstanceIndex claim = *message.Add("Declaratie"_class, kNoInstance);
  message.Set(claim, "DeclaratieNummer"_field, number);
  message.Set(claim, "DeclaratiePeriode/Begindatum"_field, "2026-03-01");
  message.Set(claim, "DeclaratiePeriode/Einddatum"_field, "2026-03-31");
  message.Set(claim, "DeclaratieDagtekening"_field, header.signed_on);
  std::int64_t total = 0;
  InstanceIndex client = kNoInstance;
  std::string bsn;
  for (const ClaimedRow& row : rows) {
    if (row.bsn != bsn) {
      client = *message.Add("Client"_class, claim);
      message.Set(client, "Bsn"_field, bsn = row.bsn);
    }
    const InstanceIndex line = *message.Add("Prestatie"_class, client);
    const std::int64_t cents = row.volume * row.tariff;
    total += row.previous.empty() ? cents : -cents;
    message.Set(line, "ProductReferentie/ReferentieNummer"_field, row.reference);
    message.Set(line, "ProductReferentie/VorigReferentieNummer"_field, row.previous);
    message.Set(line, "ToewijzingNummer"_field, row.number);
    message.Set(line, "ProductCategorie"_field, row.category);
    message.Set(line, "ProductCode"_field, row.code);
    message.Set(line, "ProductPeriode/Begindatum"_field, row.start);
    message.Set(line, "ProductPeriode/Einddatum"_field, row.end);
    message.Set(line, "GeleverdVolume"_field, std::to_string(row.volume));
    message.Set(line, "Eenheid"_field, row.unit);
    message.Set(line, "ProductTarief"_field, std::to_string(row.tariff));
    message.Set(line, "IngediendBedrag/Bedrag"_field, std::to_string(cents));
    message.Set(line, "IngediendBedrag/DebetCredit"_field, row.previous.empty() ? "D" : "C");
  }
  message.Set(claim, "TotaalIngediendBedrag/TotaalBedrag"_field, std::to_string(std::abs(total)));
  message.Set(claim, "TotaalIngediendBedrag/DebetCredit"_field, total < 0 ? "C" : "D");
  return Finish(message);
}

std::string WriteReturn(std::string_view forward, const std::vector<ClassVerdict>& verdicts,
                        std::string_view identification, std::string_view signed_on) {
  const ParseOutcome read = ParseMessage(forward);
  if (!read.ok()) Stop("the forward message is none");
  const ReturnOutcome made =
      MakeReturnMessage(*read.message, verdicts, {std::string(identification), std::string(signed_on), ""});
  if (!made.ok()) Stop(made.error);
  return Finish(*made.message);
}

std::string Replaced(std::string bytes, std::string_view from, std::string_view to) {
  const std::size_t place = bytes.find(from);
  if (place == std::string::npos) Stop(from);
  return bytes.replace(place, from.size(), to);
}

}  // namespace clientroute::messaging::testing
