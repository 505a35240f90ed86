#include "services/provider/claim_mistakes.h"

#include <cstdint>
#include <cstdlib>

#include "services/platform/values/date.h"

namespace clientroute::provider {
namespace {

using messaging::FieldId;
using messaging::InstanceIndex;
using messaging::InstanceView;
using messaging::Message;
using namespace messaging::literals;  // NOLINT(google-build-using-namespace): names of fields and classes

std::optional<InstanceIndex> DebitLine(const Message& message) {
  for (const InstanceView& line : message.All("Prestatie"_class)) {
    if (line.Get("IngediendBedrag/DebetCredit"_field) == "D") return line.index();
  }
  return std::nullopt;
}

std::int64_t NumberIn(const Message& message, InstanceIndex at, FieldId field) {
  return std::strtoll(std::string(message.at(at).Get(field)).c_str(), nullptr, 10);
}

/// Makes the total that of the lines again, so that nothing else is wrong.
bool Recount(Message& message) {
  std::int64_t total = 0;
  for (const InstanceView& line : message.All("Prestatie"_class)) {
    const std::int64_t cents = NumberIn(message, line.index(), "IngediendBedrag/Bedrag"_field);
    total += line.Get("IngediendBedrag/DebetCredit"_field) == "D" ? cents : -cents;
  }
  const InstanceIndex claim = message.body()->index();
  message.Set(claim, "TotaalIngediendBedrag/TotaalBedrag"_field, std::to_string(std::abs(total)));
  message.Set(claim, "TotaalIngediendBedrag/DebetCredit"_field, total < 0 ? "C" : "D");
  return true;
}

bool SetInLine(Message& message, FieldId field, std::string_view value) {
  const auto line = DebitLine(message);
  return line && message.Set(*line, field, value);
}

bool WrongTotal(Message& message, const Earlier&) {
  const InstanceIndex claim = message.body()->index();
  return message.Set(claim, "TotaalIngediendBedrag/TotaalBedrag"_field,
                     std::to_string(NumberIn(message, claim, "TotaalIngediendBedrag/TotaalBedrag"_field) + 1));
}

bool HalfMonth(Message& message, const Earlier&) {
  const InstanceIndex claim = message.body()->index();
  const auto last = Date::Parse(message.at(claim).Get("DeclaratiePeriode/Einddatum"_field));
  return last && message.Set(claim, "DeclaratiePeriode/Einddatum"_field, last->AddDays(-1).ToString());
}

bool UsedClaimNumber(Message& message, const Earlier& earlier) {
  return !earlier.claim_number.empty() &&
         message.Set(message.body()->index(), "DeclaratieNummer"_field, earlier.claim_number);
}

bool UsedLineReference(Message& message, const Earlier& earlier) {
  return !earlier.reference.empty() &&
         SetInLine(message, "ProductReferentie/ReferentieNummer"_field, earlier.reference);
}

bool UnknownAllocation(Message& message, const Earlier&) {
  return SetInLine(message, "ToewijzingNummer"_field, "999999999");
}

bool OtherClient(Message& message, const Earlier& earlier) {
  const auto clients = message.All("Client"_class);
  return !earlier.other_bsn.empty() && clients.size() == 1 &&
         message.Set(clients.front().index(), "Bsn"_field, earlier.other_bsn);
}

bool WrongCategory(Message& message, const Earlier&) {
  const auto line = DebitLine(message);
  if (!line) return false;
  // Codes of the same standard: those of youth begin with a 4.
  const std::string category(message.at(*line).Get("ProductCategorie"_field));
  const std::string_view other =
      category.starts_with('4') ? (category == "45" ? "41" : "45") : (category == "02" ? "07" : "02");
  return message.Set(*line, "ProductCategorie"_field, other);
}

bool WrongProduct(Message& message, const Earlier&) {
  const auto line = DebitLine(message);
  return line && message.Set(*line, "ProductCode"_field, OtherCode(message.at(*line).Get("ProductCode"_field)));
}

bool WrongUnit(Message& message, const Earlier&) {
  const auto line = DebitLine(message);
  if (!line || message.at(*line).Get("Eenheid"_field) == "83") return false;
  const bool is_day = message.at(*line).Get("Eenheid"_field) == "14";
  return message.Set(*line, "Eenheid"_field, is_day ? "16" : "14");
}

bool LateBegin(Message& message, const Earlier&) {
  const auto line = DebitLine(message);
  if (!line) return false;
  const auto first = Date::Parse(message.at(*line).Get("ProductPeriode/Begindatum"_field));
  const auto last = Date::Parse(message.at(*line).Get("ProductPeriode/Einddatum"_field));
  if (!first || !last || *first >= *last) return false;
  return message.Set(*line, "ProductPeriode/Begindatum"_field, first->AddDays(1).ToString());
}

bool TooMuch(Message& message, const Earlier&) {
  const auto line = DebitLine(message);
  if (!line || !message.at(*line).Has("ProductTarief"_field)) return false;
  constexpr std::int64_t kTimes = 40;
  const std::int64_t volume = kTimes * NumberIn(message, *line, "GeleverdVolume"_field);
  message.Set(*line, "GeleverdVolume"_field, std::to_string(volume));
  message.Set(*line, "IngediendBedrag/Bedrag"_field,
              std::to_string(kTimes * NumberIn(message, *line, "IngediendBedrag/Bedrag"_field)));
  return Recount(message);
}

bool WrongTariff(Message& message, const Earlier&) {
  const auto line = DebitLine(message);
  if (!line || !message.at(*line).Has("ProductTarief"_field)) return false;
  const std::int64_t tariff = NumberIn(message, *line, "ProductTarief"_field) + 1;
  message.Set(*line, "ProductTarief"_field, std::to_string(tariff));
  message.Set(*line, "IngediendBedrag/Bedrag"_field,
              std::to_string(tariff * NumberIn(message, *line, "GeleverdVolume"_field)));
  return Recount(message);
}

bool WrongAmount(Message& message, const Earlier&) {
  const auto line = DebitLine(message);
  if (!line || !message.at(*line).Has("ProductTarief"_field)) return false;
  message.Set(*line, "IngediendBedrag/Bedrag"_field,
              std::to_string(NumberIn(message, *line, "IngediendBedrag/Bedrag"_field) + 1));
  return Recount(message);
}

bool UnknownCredit(Message& message, const Earlier&) {
  const auto line = DebitLine(message);
  if (!line) return false;
  message.Set(*line, "ProductReferentie/VorigReferentieNummer"_field, "ONBEKEND");
  message.Set(*line, "IngediendBedrag/DebetCredit"_field, "C");
  return Recount(message);
}

// clang-format off
const std::vector<Mistake>& Table() {
  static const std::vector<int> kClaim = {323};
  static const std::vector<Mistake> table = {
      {"wrong-total",         kClaim, "TR358", "0001", "Het totaal is niet de som van de prestaties.", WrongTotal},
      {"half-month",          kClaim, "CS340", "0001", "De declaratieperiode is geen hele kalendermaand.", HalfMonth},
      {"used-claim-number",   kClaim, "TR333", "9333", "Het declaratienummer is dat van een eerdere declaratie.", UsedClaimNumber},
      {"used-line-reference", kClaim, "TR314", "8021", "Het referentienummer is dat van een eerdere prestatie.", UsedLineReference},
      {"claim-unknown",       kClaim, "TR338", "9338", "Gedeclareerd wordt op een toewijzing die niet bestaat.", UnknownAllocation},
      {"other-client",        kClaim, "TR304", "8187", "De prestatie staat bij een andere cliënt.", OtherClient},
      {"wrong-category",      kClaim, "TR339", "9339", "De productcategorie is niet die van de toewijzing.", WrongCategory},
      {"wrong-product",       kClaim, "TR340", "9340", "De productcode is niet die van de toewijzing.", WrongProduct},
      {"wrong-unit",          kClaim, "TR341", "9341", "De eenheid is niet die van de toewijzing.", WrongUnit},
      {"late-begin",          kClaim, "TR387", "9387", "De productperiode begint een dag te laat.", LateBegin},
      {"too-much",            kClaim, "TR321", "9321", "Er wordt veertig keer zo veel gedeclareerd.", TooMuch},
      {"wrong-tariff",        kClaim, "TR418", "0611", "Het tarief is een cent te hoog.", WrongTariff},
      {"wrong-amount",        kClaim, "TR346", "9346", "Het bedrag is een cent te hoog.", WrongAmount},
      {"unknown-credit",      kClaim, "TR323", "8017", "Gecrediteerd wordt een regel die er niet is.", UnknownCredit},
  };
  return table;
}
// clang-format on

}  // namespace

std::span<const Mistake> ClaimMistakes() { return Table(); }

std::string OtherCode(std::string_view code) {
  std::string other(code);
  if (!other.empty()) other.back() = other.back() == '9' ? '1' : static_cast<char>(other.back() + 1);
  return other;
}

}  // namespace clientroute::provider
