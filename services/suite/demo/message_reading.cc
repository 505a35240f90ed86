#include "services/suite/demo/message_reading.h"

#include <cstdlib>
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

/// Return codes (WJ001) that refuse nothing.
constexpr std::string_view kNoRemark = "0200";
constexpr std::string_view kNotJudged = "0233";
constexpr std::string_view kAllAccepted = "8001";

absl::Status Failed(std::string_view what) { return Error(absl::StatusCode::kInternal, "MESSAGE_READING", what); }

}  // namespace

absl::StatusOr<Message> ParseFile(const StoryFile& file) {
  messaging::ParseOutcome parsed = messaging::ParseMessage(file.content);
  if (!parsed.ok()) return Failed(Cat(file.file_name, " is geen geldig bericht: ", parsed.errors.front().reason));
  return std::move(*parsed.message);
}

std::string ReturnKindOf(std::string_view kind) {
  constexpr std::string_view kClaim = "323";
  if (kind.ends_with(kClaim)) return Cat(kind.substr(0, kind.size() - kClaim.size()), "325");
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
    Date until = Date::Parse(product.Get("Einddatum"_field)).value_or(Date());
    products.push_back({std::string(product.Get("ReferentieAanbieder"_field)),
                        std::string(product.Get("ToewijzingNummer"_field)),
                        std::string(product.Get("Product/Categorie"_field)),
                        std::string(product.Get("Product/Code"_field)), *from, until});
  }
  return products;
}

absl::StatusOr<ClaimAnswer> ReadClaimAnswer(const StoryFile& file) {
  CLIENTROUTE_ASSIGN(Message message, ParseFile(file));
  ClaimAnswer answer;
  for (InstanceIndex index = 0; index < message.size(); ++index) {
    messaging::InstanceView instance = message.at(index);
    auto amount = [&](messaging::FieldId cents, messaging::FieldId direction) {
      std::int64_t value = std::strtoll(std::string(instance.Get(cents)).c_str(), nullptr, 10);
      return instance.Get(direction) == "C" ? -value : value;
    };
    if (!instance.Get("TotaalToegekendBedrag/TotaalBedrag"_field).empty()) {
      answer.submitted_cents =
          amount("TotaalIngediendBedrag/TotaalBedrag"_field, "TotaalIngediendBedrag/DebetCredit"_field);
      answer.accepted_cents =
          amount("TotaalToegekendBedrag/TotaalBedrag"_field, "TotaalToegekendBedrag/DebetCredit"_field);
    }
    ClaimAnswer::Refused refused;
    for (std::string_view code : instance.return_codes()) {
      if (code != kNoRemark && code != kNotJudged && code != kAllAccepted) refused.return_codes.emplace_back(code);
    }
    if (refused.return_codes.empty()) continue;
    refused.reference = instance.Get("ProductReferentie/ReferentieNummer"_field);
    if (refused.reference.empty()) refused.reference = instance.Get("DeclaratieNummer"_field);
    if (refused.reference.empty()) refused.reference = instance.path();
    answer.refused.push_back(std::move(refused));
  }
  return answer;
}

absl::StatusOr<RequestAnswer> ReadRequestAnswer(const StoryFile& file) {
  CLIENTROUTE_ASSIGN(Message message, ParseFile(file));
  for (const messaging::InstanceView& answer : message.All("Antwoord"_class)) {
    return RequestAnswer{std::string(answer.Get("ReferentieAanbieder"_field)),
                         std::string(answer.Get("VerzoekAntwoord"_field)),
                         std::string(answer.Get("RedenAfwijzingVerzoek"_field))};
  }
  return Failed(Cat(file.file_name, " is geen antwoord"));
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
