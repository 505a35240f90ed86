#include "services/allocation/message_rules.h"

#include <algorithm>
#include <utility>

#include "services/platform/values/municipalities.h"

namespace clientroute::allocation {
namespace {

std::string NumberOf(const RuleInput& input) { return std::to_string(input.line.started()->number); }

// A start or stop of a product belongs to an allocation of that product, of its whole category, or of no product.
bool FitsProduct(const Product& allocated, const Product& reported) {
  if (reported.category.empty() || allocated.category.empty()) return true;
  if (reported.category != allocated.category) return false;
  return reported.code.empty() || allocated.code.empty() || reported.code == allocated.code;
}

// The reports that still count and satisfy the test.
template <typename Test>
const Delivery* FindDelivery(const KnownAllocation& allocation, Test test) {
  const Delivery* found = nullptr;
  for (const Delivery& delivery : allocation.deliveries) {
    if (!delivery.removed && test(delivery)) found = &delivery;
  }
  return found;
}

// The last stop for the same allocation and first day of care, whatever the product (TR413, TR414, TR415).
template <typename Test>
const Delivery* FindStop(const RuleInput& input, const KnownAllocation& allocation, Test test) {
  const Date start = input.line.started()->start;
  return FindDelivery(allocation, [&](const Delivery& delivery) {
    return delivery.IsStop() && delivery.start == start && test(delivery);
  });
}

bool SameKey(const Delivery& a, const Delivery& b) {
  if (a.IsStop() != b.IsStop() || a.product != b.product || a.start != b.start) return false;
  return !a.IsStop() || (a.end == b.end && a.stop_reason == b.stop_reason);
}

// The citizen number belongs to a client.
Broken Tr304(const RuleInput& input) {
  if (input.line.client) return std::nullopt;
  return "Het burgerservicenummer hoort niet bij een cliënt van deze gemeente.";
}

// ReferentieAanbieder is unique for the provider within the law.
Broken Tr347(const RuleInput& input) {
  const auto* request = std::get_if<RequestedProduct>(&input.line.content);
  const std::string& reference = request == nullptr ? input.message.reference : request->reference;
  if (!input.known.used_references.contains(reference)) return std::nullopt;
  return "ReferentieAanbieder " + reference + " is al eerder door deze aanbieder gebruikt.";
}

// No request while an earlier one of the same client and provider is open.
Broken Tr374(const RuleInput& input) {
  if (!input.line.client || !input.known.clients_with_open_request.contains(*input.line.client)) return std::nullopt;
  return "Voor deze cliënt is een eerder verzoek van deze aanbieder nog niet afgehandeld.";
}

// A start or stop belongs to an allocation by its number.
Broken Tr019(const RuleInput& input) {
  if (AllocationOf(input) != nullptr) return std::nullopt;
  if (input.line.started()->number == 0) return "Er is geen toewijzingsnummer genoemd.";
  return "Toewijzing " + NumberOf(input) + " is er niet voor deze aanbieder, deze cliënt en dit product.";
}

// What is taken back was reported before with the same key.
Broken Tr063(const RuleInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr || Earlier(*allocation, input.line) != nullptr) return std::nullopt;
  return "Er is geen eerdere melding met dezelfde sleutel bij toewijzing " + NumberOf(input) +
         " die kan worden teruggenomen.";
}

// A start is not taken back once its stop was reported.
Broken Tr071(const RuleInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr) return std::nullopt;
  const Delivery* start = Earlier(*allocation, input.line);
  if (start == nullptr) return std::nullopt;
  const Delivery* stop = FindDelivery(*allocation, [&](const Delivery& other) { return other.Ends(*start); });
  if (stop == nullptr) return std::nullopt;
  return "De start van " + start->start.ToDutch() + " kan niet worden teruggenomen: de zorg is al gestopt per " +
         stop->end->ToDutch() + ".";
}

// The key of a first report is new.
Broken Tr074(const RuleInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr || Earlier(*allocation, input.line) == nullptr) return std::nullopt;
  return "Bij toewijzing " + NumberOf(input) + " is al een melding met dezelfde sleutel ontvangen.";
}

// No start while another one of the allocation has no stop.
Broken Tr326(const RuleInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr) return std::nullopt;
  const Delivery* running = FindDelivery(*allocation, [&](const Delivery& start) {
    return !start.IsStop() &&
           FindDelivery(*allocation, [&](const Delivery& other) { return other.Ends(start); }) == nullptr;
  });
  if (running == nullptr) return std::nullopt;
  return "De zorg op toewijzing " + NumberOf(input) + " loopt al sinds " + running->start.ToDutch() +
         " en is nog niet gestopt.";
}

// A stop repeats the key of a start (OP072: no stop without a start).
Broken Tr382(const RuleInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr) return std::nullopt;
  const Delivery stop = DeliveryOf(*allocation, input.line);
  const Delivery* start =
      FindDelivery(*allocation, [&](const Delivery& other) { return !other.IsStop() && stop.Ends(other); });
  if (start != nullptr) return std::nullopt;
  return "Er is bij toewijzing " + NumberOf(input) + " geen start van " + stop.start.ToDutch() + " ontvangen.";
}

// After a temporary stop only a definitive one.
Broken Tr413(const RuleInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr) return std::nullopt;
  if (std::get<StoppedProduct>(input.line.content).stop_reason != kTemporaryStopReason) return std::nullopt;
  const Delivery* stop =
      FindStop(input, *allocation, [](const Delivery& other) { return other.stop_reason == kTemporaryStopReason; });
  if (stop == nullptr) return std::nullopt;
  return "De zorg is al tijdelijk gestopt per " + stop->end->ToDutch() + "; daarna kan alleen een definitieve stop.";
}

// A later stop of the same start does not lie before the current one.
Broken Tr414(const RuleInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr) return std::nullopt;
  const Delivery* stop = FindStop(input, *allocation, [](const Delivery&) { return true; });
  if (stop == nullptr || std::get<StoppedProduct>(input.line.content).end >= *stop->end) return std::nullopt;
  return "De einddatum ligt voor die van de eerdere stop (" + stop->end->ToDutch() + ").";
}

// Nothing after a definitive stop.
Broken Tr415(const RuleInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr) return std::nullopt;
  const Delivery* stop =
      FindStop(input, *allocation, [](const Delivery& other) { return other.stop_reason != kTemporaryStopReason; });
  if (stop == nullptr) return std::nullopt;
  return "De zorg is al definitief gestopt per " + stop->end->ToDutch() + ".";
}

// The municipality exists on the first day of the allocation.
Broken Tr378(const RuleInput& input) {
  const Date day = input.line.SourceDay(input.message.date);
  if (MunicipalityExistsOn(input.message.municipality, day)) return std::nullopt;
  return "Gemeente " + input.message.municipality.ToString() + " bestaat niet op " + day.ToDutch() + ".";
}

// The product code belongs to its category, by the product list of the region.
Broken Tr381(const RuleInput& input) {
  const Product product = input.line.product();
  const Date day = input.line.SourceDay(input.message.date);
  if (!input.known.misfits.contains({product, day})) return std::nullopt;
  return "Productcode " + product.code + " past op " + day.ToDutch() + " niet bij categorie " + product.category + ".";
}

}  // namespace

const KnownAllocation* AllocationOf(const RuleInput& input) {
  const StartedProduct* started = input.line.started();
  if (started == nullptr) return nullptr;
  const auto found = input.known.allocations.find(started->number);
  if (found == input.known.allocations.end()) return nullptr;
  const KnownAllocation& allocation = found->second;
  const bool related = !allocation.withdrawn && allocation.provider == input.message.provider &&
                       input.line.client == allocation.client && FitsProduct(allocation.line.product, started->product);
  return related ? &allocation : nullptr;
}

const Delivery* Earlier(const KnownAllocation& allocation, const MessageLine& line) {
  const Delivery asked = DeliveryOf(allocation, line);
  return FindDelivery(allocation, [&](const Delivery& other) { return SameKey(asked, other); });
}

Delivery DeliveryOf(const KnownAllocation& allocation, const MessageLine& line) {
  const StartedProduct& started = *line.started();
  Delivery delivery;
  delivery.product = started.product.category.empty() ? allocation.line.product : started.product;
  delivery.start = started.start;
  if (const auto* stop = std::get_if<StoppedProduct>(&line.content)) {
    delivery.kind = stop->stop_reason == kTemporaryStopReason ? DeliveryKind::kTemporaryStop : DeliveryKind::kStop;
    delivery.end = stop->end;
    delivery.stop_reason = stop->stop_reason;
  }
  return delivery;
}

std::span<const MessageRule> MessageRules() {
  using At = MessageRule::At;
  constexpr auto k315 = MessageKind::kRequest;
  constexpr auto k305 = MessageKind::kStart;
  constexpr auto k307 = MessageKind::kStop;
  constexpr auto k317 = MessageKind::kChange;
  // id, level, return code, messages, of status 1, of status 3, class, function
  static const std::vector<MessageRule> first = {
      {"TR304", 3, "8187", {k317}, true, false, At::kClient, Tr304},
      {"TR347", 3, "9347", {k315}, true, false, At::kLine, Tr347},
      {"TR347", 3, "9347", {k317}, true, false, At::kRequest, Tr347},
      {"TR374", 3, "9374", {k315, k317}, true, false, At::kClient, Tr374},
      {"TR019", 3, "9019", {k305, k307}, true, true, At::kLine, Tr019},
      {"TR063", 3, "9063", {k305, k307}, false, true, At::kLine, Tr063},
      {"TR071", 3, "9071", {k305}, false, true, At::kLine, Tr071},
      {"TR074", 3, "9074", {k305, k307}, true, false, At::kLine, Tr074},
      {"TR326", 3, "9326", {k305}, true, false, At::kLine, Tr326},
      {"TR382", 3, "9069", {k307}, true, false, At::kLine, Tr382},
      {"TR413", 3, "9413", {k307}, true, false, At::kLine, Tr413},
      {"TR414", 3, "9414", {k307}, true, false, At::kLine, Tr414},
      {"TR415", 3, "9415", {k307}, true, false, At::kLine, Tr415},
      {"TR378", 4, "S300", {k315, k317, k305, k307}, true, false, At::kHeader, Tr378},
      {"TR381", 4, "S329", {k315, k317, k305, k307}, true, false, At::kLine, Tr381},
  };
  static const std::vector<MessageRule> rules = [] {
    std::vector<MessageRule> all = first;
    const std::vector<MessageRule> change = ChangeRules();
    all.insert(all.end(), change.begin(), change.end());
    return all;
  }();
  return rules;
}

}  // namespace clientroute::allocation
