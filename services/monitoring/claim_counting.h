#ifndef CLIENTROUTE_SERVICES_MONITORING_CLAIM_COUNTING_H_
#define CLIENTROUTE_SERVICES_MONITORING_CLAIM_COUNTING_H_

#include "services/monitoring/fact.h"
#include "services/monitoring/figure_definition.h"

/// What the lines of a claim add to each figure of claims, and which late messages count; amounts in cents, what goes
/// back negative. Pure, thread-safe.
namespace clientroute::monitoring {

inline void SumAccepted(const ClaimedAmount& amount, ClaimedSums* out) { (*out)[""] += amount.accepted_cents; }
inline void SumRefused(const ClaimedAmount& amount, ClaimedSums* out) { (*out)[""] += amount.refused_cents; }
inline void SumSubmitted(const ClaimedAmount& amount, ClaimedSums* out) {
  (*out)[""] += amount.accepted_cents + amount.refused_cents;
}
inline bool IsOurs(const MessageOverdue& message) { return message.ours; }
inline bool IsTheirs(const MessageOverdue& message) { return !message.ours; }
inline void SumLinesAccepted(const ClaimedAmount& amount, ClaimedSums* out) { (*out)[""] += amount.lines_accepted; }
inline void SumLinesRefused(const ClaimedAmount& amount, ClaimedSums* out) { (*out)[""] += amount.lines_refused; }
inline void SumRefusedByCode(const ClaimedAmount& amount, ClaimedSums* out) {
  for (const auto& [code, lines] : amount.refused_by_code) (*out)[code] += lines;
}

inline void SumRefusedCentsByCode(const ClaimedAmount& amount, ClaimedSums* out) {
  for (const auto& [code, cents] : amount.refused_cents_by_code) (*out)[code] += cents;
}

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_CLAIM_COUNTING_H_
