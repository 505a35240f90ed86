#include "services/suite/demo/provider.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "services/messaging/control/return_message.h"
#include "services/messaging/exchange_name.h"
#include "services/messaging/standard/catalogue.h"
#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

using messaging::InstanceIndex;
using messaging::Message;
using namespace messaging::literals;  // NOLINT(google-build-using-namespace): names of fields and classes

absl::Status Failed(std::string_view what) { return Error(absl::StatusCode::kInternal, "PROVIDER", what); }

absl::Status FileFailed(std::string_view what, const std::string& path) {
  return Error(absl::StatusCode::kUnavailable, "PROVIDER_FILE",
               Cat("kan niet ", what, ": ", path, ": ", std::strerror(errno)));
}

absl::StatusOr<Message> Parse(const StoryFile& file) {
  messaging::ParseOutcome parsed = messaging::ParseMessage(file.content);
  if (!parsed.ok()) return Failed(Cat(file.file_name, " is geen geldig bericht: ", parsed.errors.front().reason));
  return std::move(*parsed.message);
}

/// Sets values one after another and remembers whether all went well.
class Fields {
 public:
  Fields(Message& message, InstanceIndex instance) : message_(message), instance_(instance) {}
  Fields& Set(messaging::FieldId field, std::string_view value) {
    ok_ = message_.Set(instance_, field, value) && ok_;
    return *this;
  }
  bool ok() const { return ok_; }

 private:
  Message& message_;
  InstanceIndex instance_;
  bool ok_ = true;
};

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

std::string Identification(int number) { return messaging::IdentificationOf(number); }

}  // namespace

absl::StatusOr<Message> Provider::Begin(std::string_view kind, int number, Date signed_on) const {
  const messaging::MessageSchema* schema = messaging::Catalogue::Default().FindByName(kind);
  if (schema == nullptr) return Failed(Cat("geen bericht heet ", kind));
  Message message(*schema);
  bool set = Fields(message, message.header().index())
                 .Set("Afzender"_field, code_)
                 .Set("Ontvanger"_field, municipality_)
                 .Set("BerichtIdentificatie/Identificatie"_field, Identification(number))
                 .Set("BerichtIdentificatie/Dagtekening"_field, signed_on.ToString())
                 .Set("XsdVersie/BasisschemaXsdVersie"_field, schema->release().basis_xsd_version)
                 .Set("XsdVersie/BerichtXsdVersie"_field, schema->release().message_xsd_version)
                 .ok();
  if (!set) return Failed(Cat(kind, " heeft een andere kop"));
  return message;
}

absl::StatusOr<StoryFile> Provider::Finish(const Message& message, std::string_view kind, int number) const {
  messaging::WriteOutcome written = messaging::WriteMessage(message);
  if (!written.ok()) return Failed(Cat(kind, ": ", written.errors.front().path, ": ", written.errors.front().reason));
  return StoryFile{std::string(kind), true,
                   Cat(kind, "_", code_, "_", municipality_, "_", Identification(number), ".xml"),
                   std::move(written.bytes)};
}

absl::StatusOr<StoryFile> Provider::WriteRequest(int number, Date signed_on, const StoryClient& client,
                                                 const std::vector<StoryProduct>& products) const {
  CLIENTROUTE_ASSIGN(Message message, Begin("JW315", number, signed_on));
  std::optional<InstanceIndex> about = AddClient(message, client);
  if (!about) return Failed("JW315 wil een andere cliënt");
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
      return Failed("JW315 wil een ander product");
    }
  }
  return Finish(message, "JW315", number);
}

absl::StatusOr<StoryFile> Provider::WriteStart(int number, Date signed_on, const StoryClient& client,
                                               const AllocatedProduct& product, Date start) const {
  CLIENTROUTE_ASSIGN(Message message, Begin("JW305", number, signed_on));
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
    return Failed("JW305 wil een andere start");
  }
  return Finish(message, "JW305", number);
}

absl::StatusOr<StoryFile> Provider::WriteStop(int number, Date signed_on, const StoryClient& client,
                                              const AllocatedProduct& product, Date start, Date end,
                                              std::string_view reason) const {
  CLIENTROUTE_ASSIGN(Message message, Begin("JW307", number, signed_on));
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
    return Failed("JW307 wil een andere stop");
  }
  return Finish(message, "JW307", number);
}

absl::StatusOr<StoryFile> Provider::WriteApproval(int number, Date signed_on, const StoryFile& forward) const {
  CLIENTROUTE_ASSIGN(Message message, Parse(forward));
  messaging::ReturnHeader header;
  header.identification = Identification(number);
  header.signed_on = signed_on.ToString();
  messaging::ReturnOutcome made = messaging::MakeReturnMessage(message, {}, header);
  if (!made.ok()) return Failed(made.error);
  return Finish(*made.message, made.message->schema().name(), number);
}

std::string Provider::Folder(std::string_view box) const { return Cat(exchange_, "/", municipality_, "/", box); }

absl::Status Provider::Send(const StoryFile& file) {
  std::string path = Cat(Folder("in"), "/", file.file_name);
  std::string temporary = Cat(Folder("in"), "/.", file.file_name, ".part");
  constexpr mode_t kEveryoneReads = 0644;
  int descriptor = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kEveryoneReads);
  if (descriptor < 0) return FileFailed("schrijven", temporary);
  bool written =
      write(descriptor, file.content.data(), file.content.size()) == static_cast<ssize_t>(file.content.size()) &&
      fsync(descriptor) == 0;
  absl::Status status = written ? absl::OkStatus() : FileFailed("schrijven", temporary);
  close(descriptor);
  if (!status.ok()) return status;
  if (rename(temporary.c_str(), path.c_str()) != 0) return FileFailed("hernoemen", path);
  files_.push_back(file);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<StoryFile>> Provider::Receive() {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(Folder("out"), error)) {
    std::string name = entry.path().filename().string();
    if (messaging::IsReadyName(name)) names.push_back(std::move(name));
  }
  if (error)
    return Error(absl::StatusCode::kUnavailable, "PROVIDER_FILE",
                 Cat("kan niet lezen: ", Folder("out"), ": ", error.message()));
  std::ranges::sort(names);
  std::vector<StoryFile> fresh;
  for (const std::string& name : names) {
    std::ifstream stream(Cat(Folder("out"), "/", name), std::ios::binary);
    StoryFile file{"", false, name,
                   std::string((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>())};
    auto [seen, is_new] = seen_.emplace(name, file.content);
    if (!is_new) {
      if (seen->second == file.content) continue;
      return Error(absl::StatusCode::kFailedPrecondition, "FILE_CHANGED",
                   Cat(name, " staat er nu met een andere inhoud"));
    }
    CLIENTROUTE_ASSIGN(Message message, Parse(file));
    // A return message carries the header of what it answers: there the provider is the sender.
    if (message.receiver() != code_ && message.sender() != code_)
      return Failed(Cat(name, " is niet voor aanbieder ", code_));
    file.kind = message.schema().name();
    files_.push_back(file);
    fresh.push_back(std::move(file));
  }
  return fresh;
}

absl::StatusOr<bool> Approves(const StoryFile& file) {
  CLIENTROUTE_ASSIGN(Message message, Parse(file));
  if (!message.schema().is_return()) return Failed(Cat(file.file_name, " is geen retourbericht"));
  return messaging::ReadReturnMessage(message).approved;
}

absl::StatusOr<std::vector<AllocatedProduct>> ReadAllocations(const StoryFile& file) {
  CLIENTROUTE_ASSIGN(Message message, Parse(file));
  std::vector<AllocatedProduct> products;
  for (const messaging::InstanceView& product : message.All("ToegewezenProduct"_class)) {
    std::optional<Date> from = Date::Parse(product.Get("Ingangsdatum"_field));
    if (!from) return Failed(Cat(file.file_name, ": ", product.path(), " heeft geen ingangsdatum"));
    products.push_back(
        {std::string(product.Get("ReferentieAanbieder"_field)), std::string(product.Get("ToewijzingNummer"_field)),
         std::string(product.Get("Product/Categorie"_field)), std::string(product.Get("Product/Code"_field)), *from});
  }
  return products;
}

absl::StatusOr<std::vector<std::string>> Describe(const StoryFile& file) {
  CLIENTROUTE_ASSIGN(Message message, Parse(file));
  std::vector<std::string> lines;
  for (InstanceIndex index = 0; index < message.size(); ++index) {
    messaging::InstanceView instance = message.at(index);
    std::string line = instance.path() + ":";
    for (std::size_t row = 0; row < std::size(messaging::kFieldPaths); ++row) {
      std::string_view value = instance.Get(static_cast<messaging::FieldId>(row));
      if (!value.empty()) line += Cat(line.ends_with(':') ? " " : ", ", messaging::kFieldPaths[row], " ", value);
    }
    for (std::string_view code : instance.return_codes()) line += Cat(", RetourCode ", code);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace clientroute::suite
