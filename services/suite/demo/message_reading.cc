#include "services/suite/demo/message_reading.h"

#include <iterator>
#include <optional>
#include <utility>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/control/return_message.h"
#include "services/messaging/standard/catalogue.h"
#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

using messaging::InstanceIndex;
using messaging::Message;
using namespace messaging::literals;  // NOLINT(google-build-using-namespace): names of fields and classes

absl::Status Failed(std::string_view what) { return Error(absl::StatusCode::kInternal, "MESSAGE_READING", what); }

}  // namespace

absl::StatusOr<Message> ParseFile(const StoryFile& file) {
  messaging::ParseOutcome parsed = messaging::ParseMessage(file.content);
  if (!parsed.ok()) return Failed(Cat(file.file_name, " is geen geldig bericht: ", parsed.errors.front().reason));
  return std::move(*parsed.message);
}

std::string ReturnKindOf(std::string_view kind) {
  const messaging::Catalogue& catalogue = messaging::Catalogue::Default();
  const messaging::MessageSchema* forward = catalogue.FindByName(kind);
  const messaging::MessageSchema* answer = forward == nullptr ? nullptr : catalogue.ReturnOf(*forward);
  return answer == nullptr ? "" : std::string(answer->name());
}

absl::StatusOr<bool> Approves(const StoryFile& file) {
  CLIENTROUTE_ASSIGN(Message message, ParseFile(file));
  if (!message.schema().is_return()) return Failed(Cat(file.file_name, " is geen retourbericht"));
  return messaging::ReadReturnMessage(message).approved;
}

absl::StatusOr<std::vector<AllocatedProduct>> ReadAllocations(const StoryFile& file) {
  CLIENTROUTE_ASSIGN(Message message, ParseFile(file));
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
  CLIENTROUTE_ASSIGN(Message message, ParseFile(file));
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
