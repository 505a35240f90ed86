// The rules of a request for change (317).
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "services/allocation/message_rules.h"
#include "services/allocation/overlap.h"

namespace clientroute::allocation {
namespace {

// TR375 and TR412 hold for what ends after this day, or not at all.
const Date kVolumeRulesAfter = Date::Parse("2020-12-31").value_or(Date());

const ChangedProduct* Changed(const RuleInput& input) { return std::get_if<ChangedProduct>(&input.line.content); }

bool IsCurrent(const KnownAllocation& allocation, Date today) {
  return !allocation.withdrawn && (!allocation.line.period.end() || *allocation.line.period.end() >= today);
}

std::string Number(const RuleInput& input) { return std::to_string(input.line.number().value_or(0)); }

// All current allocations of the client stand in the request.
Broken Tr349(const RuleInput& input) {
  std::set<std::int64_t> named;
  for (const MessageLine& line : input.message.lines) {
    if (line.client == input.line.client) named.insert(line.number().value_or(0));
  }
  std::string missing;
  for (const auto& [number, allocation] : input.known.allocations) {
    if (allocation.client != input.line.client || allocation.provider != input.message.provider) continue;
    if (!IsCurrent(allocation, input.known.today) || named.contains(number)) continue;
    missing += (missing.empty() ? "" : ", ") + std::to_string(number);
  }
  if (missing.empty()) return std::nullopt;
  return "Het verzoek noemt niet alle actuele toewijzingen van deze cliënt; er ontbreekt: " + missing + ".";
}

Broken NotCurrent(const RuleInput& input) {
  if (CurrentAllocationOf(input) != nullptr) return std::nullopt;
  return "Toewijzing " + Number(input) + " is er niet, of is niet meer actueel, voor deze aanbieder en deze cliënt.";
}

// OngewijzigdProduct belongs to a current allocation.
Broken Tr350(const RuleInput& input) {
  return std::holds_alternative<ContinuedProduct>(input.line.content) ? NotCurrent(input) : std::nullopt;
}

// TeWijzigenProduct belongs to a current allocation.
Broken Tr351(const RuleInput& input) { return Changed(input) == nullptr ? std::nullopt : NotCurrent(input); }

// What does not begin in the future is for the whole duration.
Broken Tr357(const RuleInput& input) {
  const ChangedProduct* changed = Changed(input);
  const KnownAllocation* allocation = CurrentAllocationOf(input);
  if (changed == nullptr || allocation == nullptr) return std::nullopt;
  const Date from = changed->wanted.period.start();
  const Date start = allocation->line.period.start();
  if (from > input.message.date || from == start) return std::nullopt;
  return "De gewenste ingangsdatum ligt niet in de toekomst en is niet de ingangsdatum van toewijzing " +
         Number(input) + " (" + start.ToDutch() + ").";
}

// What a line asks for, from its first day to its last; nullopt where its allocation is not known.
std::optional<CareLine> Asked(const RuleInput& input) {
  if (const auto* added = std::get_if<NewProduct>(&input.line.content)) return added->line;
  const KnownAllocation* allocation = CurrentAllocationOf(input);
  if (allocation == nullptr) return std::nullopt;
  CareLine line = allocation->line;
  if (const ChangedProduct* changed = Changed(input)) {
    const Period& wanted = changed->wanted.period;
    const auto whole = Period::Of(std::min(line.period.start(), wanted.start()), wanted.end());
    line.period = whole.value_or(line.period);
  }
  return line;
}

// A product comes more than once only for other days.
Broken Tr361(const RuleInput& input) {
  const auto asked = Asked(input);
  if (!asked) return std::nullopt;
  for (const MessageLine& other : input.message.lines) {
    if (&other == &input.line) break;
    if (other.client != input.line.client) continue;
    const auto earlier = Asked({input.message, other, input.known});
    if (earlier && Overlap(*asked, *earlier)) {
      return asked->product.ToDutch() + " komt vaker voor met overlappende perioden.";
    }
  }
  return std::nullopt;
}

bool IsTotal(const std::optional<Volume>& volume) { return volume && volume->frequency == Frequency::kTotal; }

// What makes another budget or total, or is instead of one, is for the whole duration: from a day on it would be given
// beside what is used of the one before.
Broken Tr373(const RuleInput& input) {
  const ChangedProduct* changed = Changed(input);
  const KnownAllocation* allocation = CurrentAllocationOf(input);
  if (changed == nullptr || allocation == nullptr) return std::nullopt;
  const CareLine& line = allocation->line;
  const WantedChange& wanted = changed->wanted;
  const bool touches = line.budget || wanted.budget || IsTotal(line.volume) || IsTotal(wanted.volume);
  if (!touches || !ChangesAmount(line, wanted) || wanted.period.start() == line.period.start()) return std::nullopt;
  return "Een ander budget of totaal geldt voor de hele looptijd van toewijzing " + Number(input) + ", vanaf " +
         line.period.start().ToDutch() + ".";
}

bool VolumeMustBeEmpty(const ChangedProduct& changed) {
  const std::optional<Date>& end = changed.wanted.period.end();
  return changed.wanted.volume && (!end || *end > kVolumeRulesAfter);
}

// No volume on an allocation without a product.
Broken Tr375(const RuleInput& input) {
  const ChangedProduct* changed = Changed(input);
  const KnownAllocation* allocation = CurrentAllocationOf(input);
  if (changed == nullptr || allocation == nullptr || !allocation->line.product.category.empty()) return std::nullopt;
  if (!VolumeMustBeEmpty(*changed)) return std::nullopt;
  return "Toewijzing " + Number(input) + " heeft geen product; daarbij hoort geen omvang.";
}

// A volume on an allocation of a product code.
Broken Tr411(const RuleInput& input) {
  const ChangedProduct* changed = Changed(input);
  const KnownAllocation* allocation = CurrentAllocationOf(input);
  if (changed == nullptr || allocation == nullptr || allocation->line.product.code.empty()) return std::nullopt;
  if (changed->wanted.volume) return std::nullopt;
  return "Toewijzing " + Number(input) + " heeft een productcode; dan is een omvang verplicht.";
}

// No volume on an allocation of a whole category.
Broken Tr412(const RuleInput& input) {
  const ChangedProduct* changed = Changed(input);
  const KnownAllocation* allocation = CurrentAllocationOf(input);
  if (changed == nullptr || allocation == nullptr) return std::nullopt;
  const Product& product = allocation->line.product;
  if (product.category.empty() || !product.code.empty() || !VolumeMustBeEmpty(*changed)) return std::nullopt;
  return "Toewijzing " + Number(input) + " heeft geen productcode; daarbij hoort geen omvang.";
}

}  // namespace

const KnownAllocation* CurrentAllocationOf(const RuleInput& input) {
  const auto number = input.line.number();
  if (!number) return nullptr;
  const auto found = input.known.allocations.find(*number);
  if (found == input.known.allocations.end()) return nullptr;
  const KnownAllocation& allocation = found->second;
  const bool related = allocation.provider == input.message.provider && input.line.client == allocation.client &&
                       IsCurrent(allocation, input.known.today);
  return related ? &allocation : nullptr;
}

std::vector<MessageRule> ChangeRules() {
  using At = MessageRule::At;
  constexpr auto k317 = MessageKind::kChange;
  return {
      {"TR349", 3, "9349", {k317}, true, false, At::kRequest, Tr349},
      {"TR350", 3, "9350", {k317}, true, false, At::kLine, Tr350},
      {"TR351", 3, "9351", {k317}, true, false, At::kLine, Tr351},
      {"TR357", 3, "9357", {k317}, true, false, At::kLine, Tr357},
      {"TR361", 3, "9361", {k317}, true, false, At::kLine, Tr361},
      {"TR373", 3, "9373", {k317}, true, false, At::kLine, Tr373},
      {"TR375", 3, "9375", {k317}, true, false, At::kLine, Tr375},
      {"TR411", 3, "9411", {k317}, true, false, At::kLine, Tr411},
      {"TR412", 3, "9412", {k317}, true, false, At::kLine, Tr412},
  };
}

}  // namespace clientroute::allocation
