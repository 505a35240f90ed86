#ifndef CLIENTROUTE_SERVICES_CLAIMS_LEDGER_H_
#define CLIENTROUTE_SERVICES_CLAIMS_LEDGER_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/claims/claim.h"
#include "services/claims/claim_judgement.h"

namespace clientroute::claims {

/// Kinds of accounts; the numbers are those of the wire.
enum class AccountKind : std::uint8_t {
  kCareCosts = 1,      // what care costs the municipality, by contract
  kOwed = 2,           // what the municipality owes the provider
  kPaymentOrders = 3,  // what was ordered to be paid to the provider
};

/// An account of a municipality with a provider.
struct Account {
  AccountKind kind = AccountKind::kCareCosts;
  std::string municipality;
  std::string provider;
  /// `contracts/…` of care costs; empty otherwise, and where no contract was found.
  std::string contract;
  friend auto operator<=>(const Account&, const Account&) = default;
};

/// One entry: debit is positive, credit negative.
struct Entry {
  Account account;
  Money amount;
};

/// Kinds of postings; the numbers are those of the wire.
enum class PostingKind : std::uint8_t { kAcceptedLine = 1, kPaymentOrder = 2 };

/// Entries that belong together and sum to zero.
struct Posting {
  PostingKind kind = PostingKind::kAcceptedLine;
  /// Index of the claim's line; nullopt for a payment order.
  std::optional<std::size_t> line;
  std::vector<Entry> entries;
};

/// The sum of a posting's entries. Pure.
Money SumOf(const Posting& posting);

/// What a judgement posts, in the order of the lines: every accepted line from care costs to owed, also when its amount
/// is nothing, and then one payment order for the claim's sum from owed to payment orders, none when that is nothing.
/// So after every claim nothing is owed, and what is ordered to be paid is what was accepted (CLM-4). A credit turns
/// the amounts round. Nothing for a refused claim. Pure, thread-safe.
std::vector<Posting> PostingsOf(const Claim& claim, const ClaimJudgement& judgement);

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_LEDGER_H_
