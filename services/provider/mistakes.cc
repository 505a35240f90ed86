#include "services/provider/mistakes.h"

#include <algorithm>

#include "services/platform/values/date.h"
#include "services/provider/claim_mistakes.h"

namespace clientroute::provider {
namespace {

using messaging::FieldId;
using messaging::InstanceIndex;
using messaging::InstanceView;
using messaging::Message;
using namespace messaging::literals;  // NOLINT(google-build-using-namespace): names of fields and classes

/// The class that says what a 305 or 307 is about; nullopt in another message.
std::optional<InstanceView> DeliveryIn(const Message& message) {
  for (const messaging::ClassId id : {"StartProduct"_class, "StopProduct"_class}) {
    if (const auto all = message.All(id); !all.empty()) return all.front();
  }
  return std::nullopt;
}

bool MoveDate(Message& message, InstanceIndex at, FieldId field, int days) {
  const auto day = Date::Parse(message.at(at).Get(field));
  return day && message.Set(at, field, day->AddDays(days).ToString());
}

bool WrongCitizenNumber(Message& message, const Earlier&) {
  const auto clients = message.All("Client"_class);
  if (clients.empty()) return false;
  std::string bsn(clients.front().Get("Bsn"_field));
  bsn.back() = bsn.back() == '9' ? '0' : static_cast<char>(bsn.back() + 1);
  return message.Set(clients.front().index(), "Bsn"_field, bsn);
}

bool OldBirthDate(Message& message, const Earlier&) {
  return message.Set(message.body()->index(), "Geboortedatum/Datum"_field, "1890-01-01");
}

bool UsedIdentification(Message& message, const Earlier& earlier) {
  return !earlier.identification.empty() &&
         message.Set(0, "BerichtIdentificatie/Identificatie"_field, earlier.identification);
}

bool FutureSignature(Message& message, const Earlier&) {
  constexpr int kDays = 3;
  return MoveDate(message, 0, "BerichtIdentificatie/Dagtekening"_field, kDays);
}

bool DoubleLine(Message& message, const Earlier&) {
  const auto delivery = DeliveryIn(message);
  if (!delivery) return false;
  std::vector<std::pair<FieldId, std::string>> values;
  for (const auto& [field, value] : delivery->values()) values.emplace_back(field, value);
  const auto added = message.Add(delivery->class_id(), delivery->parent().index());
  for (const auto& [field, value] : values) message.Set(*added, field, value);
  return true;
}

bool UnknownAllocation(Message& message, const Earlier&) {
  const auto delivery = DeliveryIn(message);
  return delivery && message.Set(delivery->index(), "ToewijzingNummer"_field, "999999999");
}

bool WrongProduct(Message& message, const Earlier&) {
  const auto delivery = DeliveryIn(message);
  if (!delivery || !delivery->Has("Product/Code"_field)) return false;
  return message.Set(delivery->index(), "Product/Code"_field, OtherCode(delivery->Get("Product/Code"_field)));
}

/// A first delivery becomes the deletion of one that never was.
bool RemoveUnknown(Message& message, const Earlier&) {
  const auto delivery = DeliveryIn(message);
  if (!delivery || delivery->Get("StatusAanlevering"_field) != "1") return false;
  return message.Set(delivery->index(), "StatusAanlevering"_field, "3");
}

bool OtherStart(Message& message, const Earlier&) {
  const auto stops = message.All("StopProduct"_class);
  if (stops.empty() || stops.front().Get("StatusAanlevering"_field) != "1") return false;
  return MoveDate(message, stops.front().index(), "Begindatum"_field, -1);
}

bool EndBeforeBegin(Message& message, const Earlier&) {
  const auto stops = message.All("StopProduct"_class);
  if (stops.empty()) return false;
  const auto began = Date::Parse(stops.front().Get("Begindatum"_field));
  return began && message.Set(stops.front().index(), "Einddatum"_field, began->AddDays(-1).ToString());
}

bool UsedReference(Message& message, const Earlier& earlier) {
  if (earlier.reference.empty()) return false;
  for (const messaging::ClassId id : {"AangevraagdProduct"_class, "Verzoek"_class}) {
    for (const InstanceView& asked : message.All(id)) {
      return message.Set(asked.index(), "ReferentieAanbieder"_field, earlier.reference);
    }
  }
  return false;
}

bool AskedTwice(Message& message, const Earlier&) {
  const auto asked = message.All("AangevraagdProduct"_class);
  if (asked.empty()) return false;
  std::vector<std::pair<FieldId, std::string>> values;
  for (const auto& [field, value] : asked.front().values()) values.emplace_back(field, value);
  const std::string reference(asked.front().Get("ReferentieAanbieder"_field));
  const auto added = message.Add("AangevraagdProduct"_class, asked.front().parent().index());
  for (const auto& [field, value] : values) message.Set(*added, field, value);
  return message.Set(*added, "ReferentieAanbieder"_field, reference + "b");
}

bool UnknownChanged(Message& message, const Earlier&) {
  const auto changed = message.All("TeWijzigenProduct"_class);
  return !changed.empty() && message.Set(changed.front().index(), "ToewijzingNummer"_field, "999999999");
}

bool UnknownKept(Message& message, const Earlier&) {
  const auto kept = message.All("OngewijzigdProduct"_class);
  return !kept.empty() && message.Set(kept.front().index(), "ToewijzingNummer"_field, "999999999");
}

const std::vector<int> kAll = {305, 307, 315, 317, 323};
const std::vector<int> kDeliveries = {305, 307};

// name, kinds, rule, return code, says, how
// clang-format off
const std::vector<Mistake>& Table() {
  static const std::vector<Mistake> table = [] {
    std::vector<Mistake> rows = {
        {"broken-file",         kAll,            "schema", "",     "Het bestand mist een verplicht element; er komt geen retourbericht.", nullptr},
        {"wrong-bsn",           kAll,            "CS002",  "0001", "Het burgerservicenummer voldoet niet aan de 11-proef.", WrongCitizenNumber},
        {"old-birth-date",      {305, 307, 315}, "TR002",  "0001", "De geboortedatum ligt meer dan 120 jaar terug.", OldBirthDate},
        {"used-identification", kAll,            "TR056",  "9056", "De identificatie is die van een eerder bericht.", UsedIdentification},
        {"future-signature",    kAll,            "TR135",  "8848", "De dagtekening ligt in de toekomst.", FutureSignature},
        {"double-line",         kDeliveries,     "TR101",  "0001", "Dezelfde start of stop staat er tweemaal in.", DoubleLine},
        {"unknown-allocation",  kDeliveries,     "TR019",  "9019", "Het toewijzingnummer bestaat niet.", UnknownAllocation},
        {"wrong-product",       kDeliveries,     "TR019",  "9019", "Het product is niet dat van de toewijzing.", WrongProduct},
        {"remove-unknown",      kDeliveries,     "TR063",  "9063", "Verwijderd wordt wat nooit is gemeld.", RemoveUnknown},
        {"other-start",         {307},           "TR382",  "9069", "De stop noemt een andere begindatum dan de start.", OtherStart},
        {"end-before-begin",    {307},           "TR018",  "0001", "De einddatum ligt voor de begindatum.", EndBeforeBegin},
        {"used-reference",      {315, 317},      "TR347",  "9347", "De referentie is die van een eerder verzoek.", UsedReference},
        {"asked-twice",         {315},           "TR386",  "0001", "Hetzelfde product wordt tweemaal voor dezelfde tijd gevraagd.", AskedTwice},
        {"unknown-changed",     {317},           "TR351",  "9351", "Te wijzigen is een toewijzing die niet bestaat.", UnknownChanged},
        {"unknown-kept",        {317},           "TR350",  "9350", "Ongewijzigd blijft een toewijzing die niet bestaat.", UnknownKept},
    };
    for (const Mistake& row : ClaimMistakes()) rows.push_back(row);
    return rows;
  }();
  return table;
}
// clang-format on

}  // namespace

std::span<const Mistake> Mistakes() { return Table(); }

std::string BreakFile(std::string_view file) {
  // Every message has it, and nothing in it.
  constexpr std::string_view kElement = "BerichtSubversie>";
  const std::size_t begin = file.rfind('<', file.find(kElement));
  const std::size_t end = file.find('\n', begin);
  if (begin == std::string_view::npos || end == std::string_view::npos)
    return std::string(file.substr(0, file.size() / 2));
  return std::string(file.substr(0, begin)).append(file.substr(end + 1));
}

std::optional<MistakeRates> ParseMistakes(std::string_view text, std::string* why) {
  constexpr int kAlways = 100;
  const auto knows = [](std::string_view name) {
    const auto known = Mistakes();
    return std::any_of(known.begin(), known.end(), [&](const Mistake& mistake) { return mistake.name == name; });
  };
  return ParsePercentages(text, {knows, "is geen fout die gemaakt kan worden; zie --list-mistakes", "3%", kAlways},
                          why);
}

const Mistake* MistakeFor(int kind, std::string_view about, const MistakeRates& rates, const Chance& chance) {
  for (const Mistake& mistake : Mistakes()) {
    const auto rate = rates.find(mistake.name);
    if (rate == rates.end()) continue;
    if (std::find(mistake.kinds.begin(), mistake.kinds.end(), kind) == mistake.kinds.end()) continue;
    const std::string what = std::string("mistake/").append(mistake.name).append("/").append(about);
    if (chance.Hits(what, rate->second)) return &mistake;
  }
  return nullptr;
}

}  // namespace clientroute::provider
