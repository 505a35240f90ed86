#include "services/claims/claim_rules.h"

#include <algorithm>
#include <array>

#include "services/platform/values/municipalities.h"

namespace clientroute::claims {
namespace {

std::string Spoken(const ClaimLine& line) { return "Prestatie " + line.reference; }

// A product period lies within one calendar month.
Broken Cs337(const Claim& claim, const Knowledge&) {
  for (const ClaimLine& line : claim.lines) {
    if (line.LastDay().FirstOfMonth() == line.Month()) continue;
    return Spoken(line) + " heeft een periode die niet binnen één kalendermaand ligt.";
  }
  return std::nullopt;
}

// In the unit euro the amount is the volume.
Broken Cs339(const Claim& claim, const Knowledge&) {
  for (const ClaimLine& line : claim.lines) {
    if (line.volume.unit != Unit::kEuro || line.amount == Money::Cents(line.volume.amount)) continue;
    return Spoken(line) + " is in euro's, maar het bedrag " + line.amount.ToDutch() + " is niet het volume " +
           Money::Cents(line.volume.amount).ToDutch() + ".";
  }
  return std::nullopt;
}

// A claim is about one whole calendar month (OP354, OP280).
Broken Cs340(const Claim& claim, const Knowledge&) {
  const Date first = claim.period.start();
  if (first == first.FirstOfMonth() && claim.LastDay() == first.LastOfMonth()) return std::nullopt;
  return "De declaratieperiode van " + first.ToDutch() + " tot en met " + claim.LastDay().ToDutch() +
         " is niet precies één kalendermaand.";
}

// The total is the sum of the lines: debits less credits.
Broken Tr358(const Claim& claim, const Knowledge&) {
  Money sum;
  for (const ClaimLine& line : claim.lines) sum += line.Signed();
  if (sum == claim.total) return std::nullopt;
  return "Het totaal " + claim.total.ToDutch() + " is niet de som van de prestaties: " + sum.ToDutch() + ".";
}

// DeclaratieNummer is unique for the provider within the law.
Broken Tr333(const Claim& claim, const Knowledge& known) {
  if (!known.claim_number_used) return std::nullopt;
  return "Declaratienummer " + claim.number + " is al eerder door deze aanbieder gebruikt.";
}

// Claims follow each other by month. The latest month may come again, for corrections (OP284); a month in which no care
// was given may be skipped, and that care was given in it shows from the claim itself: what else would show it the
// provider need not know (OP095).
Broken Tr318(const Claim& claim, const Knowledge& known) {
  if (!known.latest_month) return std::nullopt;
  const Date month = claim.period.start().FirstOfMonth();
  if (month < *known.latest_month) {
    return "De maand van " + month.ToDutch() + " ligt voor de laatst gedeclareerde maand, die van " +
           known.latest_month->ToDutch() + ".";
  }
  for (const ClaimLine& line : claim.lines) {
    if (line.credit || line.Month() <= *known.latest_month || line.Month() >= month) continue;
    return "De maand van " + line.Month().ToDutch() + " is overgeslagen, terwijl daarin zorg is geleverd (prestatie " +
           line.reference + ").";
  }
  return std::nullopt;
}

// The municipality exists in the month of the claim, or did on the first day of an allocation that is claimed on.
Broken Tr378(const Claim& claim, const Knowledge& known) {
  if (MunicipalityExistsOn(claim.municipality, claim.period.start())) return std::nullopt;
  const bool existed = std::any_of(known.allocations.begin(), known.allocations.end(), [&](const auto& allocation) {
    return MunicipalityExistsOn(claim.municipality, allocation.second.period.start());
  });
  if (existed) return std::nullopt;
  return "Gemeente " + claim.municipality.ToString() + " bestaat niet op " + claim.period.start().ToDutch() + ".";
}

}  // namespace

std::span<const ClaimRule> ClaimRules() {
  // id, level, return code, class, function
  static constexpr std::array kRules = {
      ClaimRule{"CS337", 2, "0001", kHeaderClass, Cs337}, ClaimRule{"CS339", 2, "0001", kHeaderClass, Cs339},
      ClaimRule{"CS340", 2, "0001", kHeaderClass, Cs340}, ClaimRule{"TR358", 2, "0001", kHeaderClass, Tr358},
      ClaimRule{"TR333", 3, "9333", kClaimClass, Tr333},  ClaimRule{"TR318", 3, "8214", kClaimClass, Tr318},
      ClaimRule{"TR378", 4, "S300", kHeaderClass, Tr378},
  };
  return kRules;
}

}  // namespace clientroute::claims
