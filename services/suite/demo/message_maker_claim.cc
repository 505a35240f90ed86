#include <cstdlib>
#include <optional>

#include "services/suite/demo/message_fields.h"
#include "services/suite/demo/message_maker.h"

namespace clientroute::suite {
namespace {

using messaging::InstanceIndex;
using messaging::Message;
using namespace messaging::literals;  // NOLINT(google-build-using-namespace): names of fields and classes

constexpr int kClaim = 323;
/// DebetCredit.
constexpr std::string_view kDebit = "D";
constexpr std::string_view kCredit = "C";

bool AddLine(Message& message, InstanceIndex client, const StoryClaimLine& line) {
  std::optional<InstanceIndex> added = message.Add("Prestatie"_class, client);
  if (!added) return false;
  Fields fields(message, *added);
  fields.Set("ProductReferentie/ReferentieNummer"_field, line.reference);
  if (!line.credits.empty()) fields.Set("ProductReferentie/VorigReferentieNummer"_field, line.credits);
  return fields.Set("ToewijzingNummer"_field, line.product.number)
      .Set("ProductCategorie"_field, line.product.category)
      .Set("ProductCode"_field, line.product.code)
      .Set("ProductPeriode/Begindatum"_field, line.from.ToString())
      .Set("ProductPeriode/Einddatum"_field, line.until.ToString())
      .Set("GeleverdVolume"_field, std::to_string(line.volume))
      .Set("Eenheid"_field, line.unit)
      .Set("ProductTarief"_field, std::to_string(line.tariff_cents))
      .Set("IngediendBedrag/Bedrag"_field, std::to_string(line.amount_cents()))
      .Set("IngediendBedrag/DebetCredit"_field, line.credits.empty() ? kDebit : kCredit)
      .ok();
}

}  // namespace

absl::StatusOr<StoryFile> MessageMaker::Claim(Date signed_on, const StoryClaim& claim) {
  CLIENTROUTE_ASSIGN(Message message, Begin(kClaim, signed_on));
  std::int64_t total = 0;
  for (const StoryClaimLine& line : claim.lines)
    total += line.credits.empty() ? line.amount_cents() : -line.amount_cents();
  std::optional<InstanceIndex> body = message.Add("Declaratie"_class, messaging::kNoInstance);
  std::optional<InstanceIndex> client = body ? message.Add("Client"_class, *body) : std::nullopt;
  bool set = client &&
             Fields(message, *body)
                 .Set("DeclaratieNummer"_field, claim.number)
                 .Set("DeclaratiePeriode/Begindatum"_field, claim.from.ToString())
                 .Set("DeclaratiePeriode/Einddatum"_field, claim.until.ToString())
                 .Set("DeclaratieDagtekening"_field, signed_on.ToString())
                 .Set("TotaalIngediendBedrag/TotaalBedrag"_field, std::to_string(std::abs(total)))
                 .Set("TotaalIngediendBedrag/DebetCredit"_field, total < 0 ? kCredit : kDebit)
                 .ok() &&
             Fields(message, *client).Set("Bsn"_field, claim.client.citizen_number).ok();
  for (const StoryClaimLine& line : claim.lines) set = set && AddLine(message, *client, line);
  if (!set) return MakingFailed("een 323 wil een andere declaratie");
  return Finish(message);
}

}  // namespace clientroute::suite
