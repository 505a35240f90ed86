#ifndef CLIENTROUTE_SERVICES_CLAIMS_LINE_RULES_H_
#define CLIENTROUTE_SERVICES_CLAIMS_LINE_RULES_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "services/claims/claim.h"
#include "services/claims/claim_rules.h"

namespace clientroute::claims {

/// One line of a claim before one rule.
struct LineInput {
  const Claim& claim;
  const ClaimLine& line;
  /// What is known, with the effects of the lines judged before this one.
  const Knowledge& known;
};

/// A rule about one line; both standards have it alike (323), and where they differ (TR321) it looks at the law.
struct LineRule {
  std::string_view id;
  /// 3 against earlier messages and allocations, 4 against outside sources.
  int level = 3;
  /// WJ001.
  std::string_view return_code;
  /// Which lines it is asked of. What only takes back money that was paid is not held against the allocation again.
  bool of_debit = true;
  bool of_credit = false;
  /// The class that a verdict stands at; at the client it refuses all lines of that client.
  enum class At : std::uint8_t { kLine, kClient } at = At::kLine;
  Broken (*judge)(const LineInput&) = nullptr;
};

/// All of them, in the order of their verdicts. Start and stop reports are in none of them: they are no condition for a
/// claim (OP364; see RemarksOn). Lives as long as the program. Thread-safe.
std::span<const LineRule> LineRules();

/// The allocation that the line is delivered on; null when its number is not known, or it is of another client or was
/// withdrawn: then no other rule may tell what it says.
const KnownAllocation* AllocationOf(const LineInput& input);
/// The contract's tariff for the line; null when there is none.
const KnownTariff* TariffOf(const LineInput& input);
/// The debit that a credit line takes back by its key (TR323): the same client, allocation, product, period, volume and
/// amount. Null when there is none.
const KnownDebit* DebitOf(const LineInput& input);
DebitKey KeyOf(const ClaimLine& line);

/// The tariff per unit of the line: that of the contract, or a sixtieth of its hour, rounded, for minutes (IV081);
/// nullopt when the contract pays by another unit.
std::optional<Money> TariffPer(Unit unit, const KnownTariff& tariff);
/// Tariff × volume, rounded once; an hour's tariff × minutes / 60 (TR346). nullopt when the contract pays by another
/// unit, or beyond 64 bits.
std::optional<Money> AmountOf(const DeliveredVolume& volume, const KnownTariff& tariff);

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_LINE_RULES_H_
