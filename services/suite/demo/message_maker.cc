#include "services/suite/demo/message_maker.h"

#include <optional>
#include <utility>

#include "services/messaging/codec/message_writer.h"
#include "services/messaging/control/return_message.h"
#include "services/messaging/exchange_name.h"
#include "services/messaging/standard/catalogue.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/message_fields.h"
#include "services/suite/demo/message_reading.h"

namespace clientroute::suite {
namespace {

using messaging::InstanceIndex;
using messaging::Message;
using namespace messaging::literals;  // NOLINT(google-build-using-namespace): names of fields and classes

constexpr int kRequest = 315;
constexpr int kStart = 305;
constexpr int kStop = 307;

/// The client as 305, 307 and 315 want him.
std::optional<InstanceIndex> AddClient(Message& message, const StoryClient& client) {
  std::optional<InstanceIndex> added = message.Add("Client"_class, messaging::kNoInstance);
  if (!added) return std::nullopt;
  bool set = Fields(message, *added)
                 .Set("Bsn"_field, client.citizen_number)
                 .Set("Geboortedatum/Datum"_field, client.birth_date.ToString())
                 .Set("Geslacht"_field, client.sex)
                 .Set("Naam/Geslachtsnaam/Achternaam"_field, client.family_name)
                 .Set("Naam/Voorletters"_field, client.initials)
                 .ok();
  return set ? added : std::nullopt;
}

}  // namespace

std::string MessageMaker::NextIdentification() { return messaging::IdentificationOf(number_++); }

absl::StatusOr<Message> MessageMaker::Begin(int kind, Date signed_on) {
  const std::string name = standard_ + std::to_string(kind);
  const messaging::MessageSchema* schema = messaging::Catalogue::Default().FindByName(name);
  if (schema == nullptr) return MakingFailed(Cat("geen bericht heet ", name));
  Message message(*schema);
  identification_ = NextIdentification();
  bool set = Fields(message, message.header().index())
                 .Set("Afzender"_field, code_)
                 .Set("Ontvanger"_field, municipality_)
                 .Set("BerichtIdentificatie/Identificatie"_field, identification_)
                 .Set("BerichtIdentificatie/Dagtekening"_field, signed_on.ToString())
                 .Set("XsdVersie/BasisschemaXsdVersie"_field, schema->release().basis_xsd_version)
                 .Set("XsdVersie/BerichtXsdVersie"_field, schema->release().message_xsd_version)
                 .ok();
  if (!set) return MakingFailed(Cat(name, " heeft een andere kop"));
  return message;
}

absl::StatusOr<StoryFile> MessageMaker::Finish(const Message& message) const {
  const std::string kind(message.schema().name());
  messaging::WriteOutcome written = messaging::WriteMessage(message);
  if (!written.ok())
    return MakingFailed(Cat(kind, ": ", written.errors.front().path, ": ", written.errors.front().reason));
  return StoryFile{kind, true, Cat(kind, "_", code_, "_", municipality_, "_", identification_, ".xml"),
                   std::move(written.bytes)};
}

absl::StatusOr<StoryFile> MessageMaker::Request(Date signed_on, const StoryClient& client,
                                                const std::vector<StoryProduct>& products) {
  CLIENTROUTE_ASSIGN(Message message, Begin(kRequest, signed_on));
  std::optional<InstanceIndex> about = AddClient(message, client);
  if (!about) return MakingFailed("een 315 wil een andere cliënt");
  for (const StoryProduct& product : products) {
    std::optional<InstanceIndex> added = message.Add("AangevraagdProduct"_class, *about);
    if (!added || !Fields(message, *added)
                       .Set("ReferentieAanbieder"_field, product.reference)
                       .Set("Product/Categorie"_field, product.category)
                       .Set("Product/Code"_field, product.code)
                       .Set("ToewijzingIngangsdatum"_field, product.from.ToString())
                       .Set("ToewijzingEinddatum"_field, product.until.ToString())
                       .Set("Omvang/Volume"_field, std::to_string(product.volume))
                       .Set("Omvang/Eenheid"_field, product.unit)
                       .Set("Omvang/Frequentie"_field, product.frequency)
                       .Set("Verwijzer/Type"_field, "02")
                       .Set("Verwijzer/ZorgverlenerCode"_field, "01420001")
                       .Set("Raamcontract"_field, "1")
                       .ok()) {
      return MakingFailed("een 315 wil een ander product");
    }
  }
  return Finish(message);
}

absl::StatusOr<StoryFile> MessageMaker::Start(Date signed_on, const StoryClient& client,
                                              const AllocatedProduct& product, Date start) {
  CLIENTROUTE_ASSIGN(Message message, Begin(kStart, signed_on));
  std::optional<InstanceIndex> about = AddClient(message, client);
  std::optional<InstanceIndex> added = about ? message.Add("StartProduct"_class, *about) : std::nullopt;
  if (!added || !Fields(message, *added)
                     .Set("ToewijzingNummer"_field, product.number)
                     .Set("Product/Categorie"_field, product.category)
                     .Set("Product/Code"_field, product.code)
                     .Set("ToewijzingIngangsdatum"_field, product.from.ToString())
                     .Set("Begindatum"_field, start.ToString())
                     .Set("StatusAanlevering"_field, "1")
                     .ok()) {
    return MakingFailed("een 305 wil een andere start");
  }
  return Finish(message);
}

absl::StatusOr<StoryFile> MessageMaker::Stop(Date signed_on, const StoryClient& client, const AllocatedProduct& product,
                                             Date start, Date end, std::string_view reason) {
  CLIENTROUTE_ASSIGN(Message message, Begin(kStop, signed_on));
  std::optional<InstanceIndex> about = AddClient(message, client);
  std::optional<InstanceIndex> added = about ? message.Add("StopProduct"_class, *about) : std::nullopt;
  if (!added || !Fields(message, *added)
                     .Set("ToewijzingNummer"_field, product.number)
                     .Set("Product/Categorie"_field, product.category)
                     .Set("Product/Code"_field, product.code)
                     .Set("ToewijzingIngangsdatum"_field, product.from.ToString())
                     .Set("Begindatum"_field, start.ToString())
                     .Set("RedenBeeindiging"_field, reason)
                     .Set("Einddatum"_field, end.ToString())
                     .Set("StatusAanlevering"_field, "1")
                     .ok()) {
    return MakingFailed("een 307 wil een andere stop");
  }
  return Finish(message);
}

absl::StatusOr<StoryFile> MessageMaker::Approval(Date signed_on, const StoryFile& forward) {
  return Return(signed_on, forward, {});
}

absl::StatusOr<StoryFile> MessageMaker::Remark(Date signed_on, const StoryFile& forward, std::string_view class_path,
                                               std::string_view code) {
  const messaging::ClassVerdict verdict{std::string(class_path), std::string(code)};
  return Return(signed_on, forward, std::span(&verdict, 1));
}

absl::StatusOr<StoryFile> MessageMaker::Return(Date signed_on, const StoryFile& forward,
                                               std::span<const messaging::ClassVerdict> verdicts) {
  CLIENTROUTE_ASSIGN(Message message, ParseFile(forward));
  identification_ = NextIdentification();
  messaging::ReturnHeader header;
  header.identification = identification_;
  header.signed_on = signed_on.ToString();
  messaging::ReturnOutcome made = messaging::MakeReturnMessage(message, verdicts, header);
  if (!made.ok()) return MakingFailed(made.error);
  return Finish(*made.message);
}

}  // namespace clientroute::suite
