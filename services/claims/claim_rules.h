#ifndef CLIENTROUTE_SERVICES_CLAIMS_CLAIM_RULES_H_
#define CLIENTROUTE_SERVICES_CLAIMS_CLAIM_RULES_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "services/claims/claim.h"

namespace clientroute::claims {

/// In Dutch why a rule is broken; nullopt when it is kept.
using Broken = std::optional<std::string>;

/// The classes that a verdict on a whole claim stands at.
inline constexpr std::string_view kHeaderClass = "Header";
inline constexpr std::string_view kClaimClass = "Declaratie";

/// A rule about the claim as a whole; both standards have it alike (323).
struct ClaimRule {
  std::string_view id;
  /// 2 the message itself, 3 against earlier messages, 4 against outside sources.
  int level = 3;
  /// WJ001.
  std::string_view return_code;
  /// kHeaderClass or kClaimClass.
  std::string_view at;
  Broken (*judge)(const Claim&, const Knowledge&) = nullptr;
};

/// All of them, in the order of their verdicts: TR333, TR318, TR378, and those of level 2 that money hangs on (CS337,
/// CS339, CS340, TR358), which the control of the message asks before; here they hold even where it did not. Lives as
/// long as the program. Thread-safe.
std::span<const ClaimRule> ClaimRules();

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_CLAIM_RULES_H_
