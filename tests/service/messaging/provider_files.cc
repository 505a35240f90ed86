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

Message Begin(std::string_view kind, const FileHeader& header) {
  const MessageSchema& schema = *Catalogue::Default().FindByName(kind);
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

std::string WriteDelivery(std::string_view kind, ClassId row_class, const FileHeader& header,
                          const std::vector<DeliveredRow>& rows) {
  Message message = Begin(kind, header);
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
  Message message = Begin("JW315", header);
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
  return WriteDelivery("JW305", "StartProduct"_class, header, rows);
}

std::string WriteStop(const FileHeader& header, const std::vector<DeliveredRow>& rows) {
  return WriteDelivery("JW307", "StopProduct"_class, header, rows);
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
