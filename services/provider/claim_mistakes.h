#ifndef CLIENTROUTE_SERVICES_PROVIDER_CLAIM_MISTAKES_H_
#define CLIENTROUTE_SERVICES_PROVIDER_CLAIM_MISTAKES_H_

#include <span>
#include <string>
#include <string_view>

#include "services/provider/mistakes.h"

namespace clientroute::provider {

/// The rows of the table that spoil a claim (323): its first debit line, or the claim as a whole.
std::span<const Mistake> ClaimMistakes();

/// Another code of the same shape: `45A05` becomes `45A06`.
std::string OtherCode(std::string_view code);

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_CLAIM_MISTAKES_H_
