#include "services/claims/line_rules.h"

#include <algorithm>
#include <array>
#include <vector>

namespace clientroute::claims {
namespace {

constexpr std::string_view kDeletedReason = "13";
constexpr std::int64_t kMinutesInAnHour = 60;

std::string NumberOf(const LineInput& input) { return std::to_string(input.line.allocation_number); }

std::string Spoken(const Period& period) {
  return period.start().ToDutch() + " tot en met " + period.end().value_or(period.start()).ToDutch();
}

// The allocation with the line's number, whosever it is.
const KnownAllocation* NumberedOf(const LineInput& input) {
  const auto found = input.known.allocations.find(input.line.allocation_number);
  return found == input.known.allocations.end() ? nullptr : &found->second;
}

bool IsDeleted(const KnownAllocation& allocation) {
  return allocation.withdrawn || allocation.change_reason == kDeletedReason;
}

bool UnitFits(Unit claimed, Unit agreed) {
  return claimed == agreed || (claimed == Unit::kMinute && agreed == Unit::kHour);
}

AllocatedVolume AllocatedOf(const LineInput& input, const KnownAllocation& allocation) {
  return {*allocation.volume, allocation.period, input.claim.law, allocation.product};
}

// The allocation, when it has a volume in which the line can be counted.
const KnownAllocation* CountedAllocationOf(const LineInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr || !allocation->volume) return nullptr;
  return UnitFits(input.line.volume.unit, allocation->volume->unit) ? allocation : nullptr;
}

Used UsedOn(const LineInput& input) {
  const auto used = input.known.used.find(input.line.allocation_number);
  return used == input.known.used.end() ? Used() : used->second;
}

// The number of the client is known here.
Broken Tr304OfClient(const LineInput& input) {
  if (input.line.client) return std::nullopt;
  return "De cliënt is hier niet bekend.";
}

// ReferentieNummer is unique for the provider within the law; one that comes twice in a claim makes both lines unclear.
Broken Tr314(const LineInput& input) {
  const std::string& reference = input.line.reference;
  if (!input.known.used_references.contains(reference)) return std::nullopt;
  return "Referentienummer " + reference + " is al door deze aanbieder gebruikt.";
}

// A line belongs to an allocation of the provider by its number.
Broken Tr338(const LineInput& input) {
  if (NumberedOf(input) != nullptr) return std::nullopt;
  return "Toewijzing " + NumberOf(input) + " is er niet voor deze aanbieder.";
}

// The allocation is the client's.
Broken Tr304OfLine(const LineInput& input) {
  const KnownAllocation* allocation = NumberedOf(input);
  if (allocation == nullptr || allocation->client == input.line.client) return std::nullopt;
  return "Toewijzing " + NumberOf(input) + " is niet van deze cliënt.";
}

// Nothing on an allocation that was deleted (OP276).
Broken Tr384(const LineInput& input) {
  const KnownAllocation* allocation = NumberedOf(input);
  if (allocation == nullptr || allocation->client != input.line.client || !IsDeleted(*allocation)) return std::nullopt;
  return "Toewijzing " + NumberOf(input) + " is verwijderd.";
}

// The category that was allocated, if one was.
Broken Tr339(const LineInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr || allocation->product.category.empty()) return std::nullopt;
  if (allocation->product.category == input.line.product.category) return std::nullopt;
  return "Categorie " + input.line.product.category + " is niet de toegewezen categorie " +
         allocation->product.category + ".";
}

// The product that was allocated, if one was; within a category or budget the actual mix is free (CLM-3).
Broken Tr340(const LineInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr || allocation->product.code.empty()) return std::nullopt;
  if (allocation->product.code == input.line.product.code) return std::nullopt;
  return "Product " + input.line.product.code + " is niet het toegewezen product " + allocation->product.code + ".";
}

// The unit of the allocation, or of the contract where no volume was allocated; hours may be claimed in minutes. Euros
// must be the contract's unit too: nothing else holds an amount in euros against what was agreed for the product.
Broken Tr341(const LineInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr) return std::nullopt;
  const KnownTariff* tariff = TariffOf(input);
  const Unit claimed = input.line.volume.unit;
  std::vector<Unit> agreed;
  if (allocation->volume) agreed.push_back(allocation->volume->unit);
  if (tariff != nullptr && (!allocation->volume || claimed == Unit::kEuro)) agreed.push_back(tariff->unit);
  const auto other = std::find_if(agreed.begin(), agreed.end(), [&](Unit unit) { return !UnitFits(claimed, unit); });
  if (other == agreed.end()) return std::nullopt;
  return "Gedeclareerd is per " + std::string(ToDutch(claimed)) + ", afgesproken per " + std::string(ToDutch(*other)) +
         ".";
}

// Not before the allocation begins.
Broken Tr307(const LineInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr || input.line.period.start() >= allocation->period.start()) return std::nullopt;
  return "De periode begint op " + input.line.period.start().ToDutch() + ", de toewijzing pas op " +
         allocation->period.start().ToDutch() + ".";
}

// Not beyond its end.
Broken Tr308(const LineInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr || !allocation->period.end() || input.line.LastDay() <= *allocation->period.end()) {
    return std::nullopt;
  }
  return "De periode eindigt op " + input.line.LastDay().ToDutch() + ", de toewijzing al op " +
         allocation->period.end()->ToDutch() + ".";
}

// From the first of the month, or from the first day of the allocation in it (IV089).
Broken Tr387(const LineInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr || Tr307(input)) return std::nullopt;
  const Date expected = std::max(input.line.Month(), allocation->period.start());
  if (input.line.period.start() == expected) return std::nullopt;
  return "De periode begint op " + input.line.period.start().ToDutch() + " in plaats van op " + expected.ToDutch() +
         ".";
}

// To the last of the month, or the last day of the allocation in it (IV089).
Broken Tr388(const LineInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr || Tr308(input)) return std::nullopt;
  const Date month_end = input.line.LastDay().LastOfMonth();
  const Date expected = std::min(month_end, allocation->period.end().value_or(month_end));
  if (input.line.LastDay() == expected) return std::nullopt;
  return "De periode eindigt op " + input.line.LastDay().ToDutch() + " in plaats van op " + expected.ToDutch() + ".";
}

// Nothing beyond the month of the claim.
Broken Tr319(const LineInput& input) {
  if (input.line.LastDay() <= input.claim.LastDay()) return std::nullopt;
  return "De periode " + Spoken(input.line.period) + " ligt na de declaratieperiode, die eindigt op " +
         input.claim.LastDay().ToDutch() + ".";
}

// The volume fits what was allocated for the period.
Broken Tr321(const LineInput& input) {
  const KnownAllocation* allocation = CountedAllocationOf(input);
  if (allocation == nullptr) return std::nullopt;
  const Unit unit = allocation->volume->unit;
  const std::int64_t claimed = Counted(input.line.volume);
  const std::int64_t most = MostInPeriod(AllocatedOf(input, *allocation), input.line.period);
  if (claimed <= most) return std::nullopt;
  return "Gedeclareerd is " + SpokenVolume(claimed, unit) + " van " + Spoken(input.line.period) + "; toegewezen is " +
         allocation->volume->ToDutch() + ", in die periode ten hoogste " + SpokenVolume(most, unit) + ".";
}

// All that was accepted and this together fit the whole allocation.
Broken Tr322(const LineInput& input) {
  const KnownAllocation* allocation = CountedAllocationOf(input);
  if (allocation == nullptr) return std::nullopt;
  const Unit unit = allocation->volume->unit;
  const std::int64_t used = UsedOn(input).volume;
  const std::int64_t claimed = Counted(input.line.volume);
  const std::int64_t most = MostInAll(AllocatedOf(input, *allocation), input.claim.LastDay());
  if (used <= most && claimed <= most - used) return std::nullopt;
  return "Over de hele toewijzing (" + allocation->volume->ToDutch() + ") kan ten hoogste " + SpokenVolume(most, unit) +
         "; toegekend is al " + SpokenVolume(used, unit) + ", gedeclareerd nu " + SpokenVolume(claimed, unit) + ".";
}

// All that was accepted and this together fit the budget.
Broken Tr369(const LineInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr || !allocation->budget) return std::nullopt;
  const Money used = UsedOn(input).amount;
  const auto sum = Money::CheckedAdd(used, input.line.amount);
  if (sum && *sum <= *allocation->budget) return std::nullopt;
  return "Het budget is " + allocation->budget->ToDutch() + "; toegekend is al " + used.ToDutch() +
         ", gedeclareerd nu " + input.line.amount.ToDutch() + ".";
}

// One debit line per product and month of an allocation, unless it was taken back (OP366). The whole month, as every
// product period is the allocation's part of its month: a stretched allocation would otherwise be paid twice.
Broken Tr389(const LineInput& input) {
  if (!input.known.open_debits.contains(KeyOf(input.line))) return std::nullopt;
  return "Voor product " + input.line.product.code + " op toewijzing " + NumberOf(input) + " is de maand van " +
         input.line.Month().ToDutch() + " al toegekend en niet gecrediteerd.";
}

// Without a tariff euros are paid on a budget or a volume in euros alone, for what the provider may give here.
Broken WithoutTariffInEuros(const LineInput& input) {
  const KnownAllocation* allocation = AllocationOf(input);
  if (allocation == nullptr) return std::nullopt;  // refused as such; what it says is not told
  const Date day = input.line.period.start();
  const std::string product = "Product " + input.line.product.code;
  if (const auto found = input.known.uncontracted.find({input.line.product, day});
      found != input.known.uncontracted.end()) {
    return product + " is op " + day.ToDutch() + " niet gecontracteerd: " + found->second;
  }
  if (allocation->budget || (allocation->volume && allocation->volume->unit == Unit::kEuro)) return std::nullopt;
  return product + " is gedeclareerd in euro's, maar daarvoor is op " + day.ToDutch() +
         " geen tarief afgesproken en op toewijzing " + NumberOf(input) +
         " geen budget of volume in euro's toegewezen.";
}

// The tariff of the contract on the first day of the period. A line in euros has none; what unit its contract pays by
// is the concern of TR341.
Broken Tr418(const LineInput& input) {
  if (input.known.misfits.contains({input.line.product, input.line.period.start()})) return std::nullopt;  // TR381
  if (input.line.volume.unit == Unit::kEuro) {
    return TariffOf(input) == nullptr ? WithoutTariffInEuros(input) : std::nullopt;
  }
  const KnownTariff* tariff = TariffOf(input);
  if (tariff == nullptr) {
    return "Voor product " + input.line.product.code + " is op " + input.line.period.start().ToDutch() +
           " geen tarief met deze aanbieder afgesproken.";
  }
  const auto agreed = TariffPer(input.line.volume.unit, *tariff);
  if (agreed && input.line.tariff == agreed) return std::nullopt;
  const std::string contracted = agreed ? agreed->ToDutch() + " per " + std::string(ToDutch(input.line.volume.unit))
                                        : tariff->amount.ToDutch() + " per " + std::string(ToDutch(tariff->unit));
  return (input.line.tariff ? "Het tarief " + input.line.tariff->ToDutch() : std::string("Een tarief ontbreekt; dat")) +
         " is niet dat van het contract op " + input.line.period.start().ToDutch() + ": " + contracted + ".";
}

// A credit takes back an accepted debit of an earlier message, wholly (OP366, IV085).
Broken Tr323(const LineInput& input) {
  if (DebitOf(input) != nullptr) return std::nullopt;
  const auto named = input.known.debits.find(input.line.previous_reference);
  if (named == input.known.debits.end()) {
    return "Er is geen toegekende debetprestatie met referentienummer " + input.line.previous_reference + ".";
  }
  return "De debetprestatie " + input.line.previous_reference +
         " heeft een andere cliënt, toewijzing, product, periode, volume of bedrag; een prestatie wordt in haar geheel "
         "gecrediteerd.";
}

// No debit is taken back twice (OP360).
Broken Tr390(const LineInput& input) {
  const KnownDebit* debit = DebitOf(input);
  if (debit == nullptr || !debit->credited) return std::nullopt;
  return "De prestatie " + input.line.previous_reference + " is al gecrediteerd.";
}

// The amount is volume × tariff; minutes go by the hour's tariff, rounded once.
Broken Tr346(const LineInput& input) {
  const KnownTariff* tariff = TariffOf(input);
  if (tariff == nullptr || input.line.volume.unit == Unit::kEuro) return std::nullopt;
  const auto expected = AmountOf(input.line.volume, *tariff);
  if (expected && input.line.amount == *expected) return std::nullopt;
  return "Het bedrag " + input.line.amount.ToDutch() + " is niet " +
         SpokenVolume(input.line.volume.amount, input.line.volume.unit) + " tegen " + tariff->amount.ToDutch() +
         " per " + std::string(ToDutch(tariff->unit)) + (expected ? ": " + expected->ToDutch() : std::string()) + ".";
}

// The product code belongs to its category, by the product list of the region.
Broken Tr381(const LineInput& input) {
  const ClaimLine& line = input.line;
  if (!input.known.misfits.contains({line.product, line.period.start()})) return std::nullopt;
  return "Productcode " + line.product.code + " past op " + line.period.start().ToDutch() + " niet bij categorie " +
         line.product.category + ".";
}

}  // namespace

const KnownAllocation* AllocationOf(const LineInput& input) {
  const KnownAllocation* allocation = NumberedOf(input);
  if (allocation == nullptr || allocation->client != input.line.client || IsDeleted(*allocation)) return nullptr;
  return allocation;
}

const KnownTariff* TariffOf(const LineInput& input) {
  const auto found = input.known.tariffs.find(TariffKeyOf(input.line));
  return found == input.known.tariffs.end() ? nullptr : &found->second;
}

const KnownDebit* DebitOf(const LineInput& input) {
  const ClaimLine& line = input.line;
  const auto found = input.known.debits.find(line.previous_reference);
  if (found == input.known.debits.end()) return nullptr;
  const KnownDebit& debit = found->second;
  const bool same = debit.client == line.client && debit.allocation_number == line.allocation_number &&
                    debit.product == line.product && debit.period == line.period && debit.volume == line.volume &&
                    debit.amount == line.amount;
  return same ? &debit : nullptr;
}

DebitKey KeyOf(const ClaimLine& line) { return {line.allocation_number, line.product, line.Month()}; }

std::optional<Money> TariffPer(Unit unit, const KnownTariff& tariff) {
  if (unit == tariff.unit) return tariff.amount;
  if (unit != Unit::kMinute || tariff.unit != Unit::kHour) return std::nullopt;
  return Money::CheckedScale(tariff.amount, 1, kMinutesInAnHour);
}

std::optional<Money> AmountOf(const DeliveredVolume& volume, const KnownTariff& tariff) {
  if (volume.unit == tariff.unit) return Money::CheckedScale(tariff.amount, volume.amount, 1);
  if (volume.unit != Unit::kMinute || tariff.unit != Unit::kHour) return std::nullopt;
  return Money::CheckedScale(tariff.amount, volume.amount, kMinutesInAnHour);
}

std::span<const LineRule> LineRules() {
  using At = LineRule::At;
  // id, level, return code, of debit, of credit, class, function
  static constexpr std::array kRules = {
      LineRule{"TR304", 3, "8187", true, true, At::kClient, Tr304OfClient},
      LineRule{"TR314", 3, "8021", true, true, At::kLine, Tr314},
      LineRule{"TR338", 3, "9338", true, true, At::kLine, Tr338},
      LineRule{"TR304", 3, "8187", true, true, At::kLine, Tr304OfLine},
      LineRule{"TR384", 3, "9384", true, false, At::kLine, Tr384},
      LineRule{"TR339", 3, "9339", true, false, At::kLine, Tr339},
      LineRule{"TR340", 3, "9340", true, false, At::kLine, Tr340},
      LineRule{"TR341", 3, "9341", true, false, At::kLine, Tr341},
      LineRule{"TR307", 3, "9307", true, false, At::kLine, Tr307},
      LineRule{"TR308", 3, "9308", true, false, At::kLine, Tr308},
      LineRule{"TR387", 3, "9387", true, false, At::kLine, Tr387},
      LineRule{"TR388", 3, "9388", true, false, At::kLine, Tr388},
      LineRule{"TR319", 3, "9319", true, true, At::kLine, Tr319},
      LineRule{"TR321", 3, "9321", true, false, At::kLine, Tr321},
      LineRule{"TR322", 3, "9322", true, false, At::kLine, Tr322},
      LineRule{"TR369", 3, "9369", true, false, At::kLine, Tr369},
      LineRule{"TR389", 3, "9389", true, false, At::kLine, Tr389},
      LineRule{"TR418", 3, "0611", true, false, At::kLine, Tr418},
      LineRule{"TR323", 3, "8017", false, true, At::kLine, Tr323},
      LineRule{"TR390", 3, "9390", false, true, At::kLine, Tr390},
      LineRule{"TR346", 4, "9346", true, false, At::kLine, Tr346},
      LineRule{"TR381", 4, "S329", true, false, At::kLine, Tr381},
  };
  return kRules;
}

}  // namespace clientroute::claims
