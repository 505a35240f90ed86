#include "services/claims/ledger.h"

namespace clientroute::claims {
namespace {

Account AccountOf(const Claim& claim, AccountKind kind, std::string contract = {}) {
  return {kind, claim.municipality.ToString(), claim.provider.ToString(), std::move(contract)};
}

}  // namespace

Money SumOf(const Posting& posting) {
  Money sum;
  for (const Entry& entry : posting.entries) sum += entry.amount;
  return sum;
}

std::vector<Posting> PostingsOf(const Claim& claim, const ClaimJudgement& judgement) {
  std::vector<Posting> postings;
  const Account owed = AccountOf(claim, AccountKind::kOwed);
  Money total;
  for (std::size_t i = 0; i < judgement.lines.size(); ++i) {
    const LineJudgement& line = judgement.lines[i];
    if (!line.accepted) continue;
    const Account costs = AccountOf(claim, AccountKind::kCareCosts, line.contract);
    postings.push_back({PostingKind::kAcceptedLine, i, {{costs, line.paid}, {owed, -line.paid}}});
    total += line.paid;
  }
  if (total != Money()) {
    const Account orders = AccountOf(claim, AccountKind::kPaymentOrders);
    postings.push_back({PostingKind::kPaymentOrder, std::nullopt, {{owed, total}, {orders, -total}}});
  }
  return postings;
}

}  // namespace clientroute::claims
