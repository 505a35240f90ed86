#ifndef CLIENTROUTE_SERVICES_CLAIMS_CLAIM_RECORD_H_
#define CLIENTROUTE_SERVICES_CLAIMS_CLAIM_RECORD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/claims/claim.h"
#include "services/claims/claim_judgement.h"
#include "services/claims/ledger.h"
#include "services/platform/values/calendar.h"

namespace clientroute::claims {

/// A claim as it is kept; `claim.lines` stand in rows of their own.
struct ClaimRecord {
  std::int64_t row = 0;
  Uuid id;
  /// Refused as a whole, or judged line by line.
  bool refused = false;
  Claim claim;
  Money accepted;
  std::int64_t lines_accepted = 0;
  std::int64_t lines_refused = 0;
  Instant created;
  /// Why it was refused as a whole.
  std::vector<Verdict> verdicts;
};

/// What was known of an allocation when a claim was judged: deliveries are not kept, they refuse nothing.
struct AllocationSnapshot {
  std::int64_t number = 0;
  KnownAllocation allocation;
};

/// A line as it is kept, with what it was decided on.
struct LineRecord {
  std::int64_t row = 0;
  /// Its place in the message, from 1.
  std::int64_t number = 0;
  ClaimLine line;
  LineJudgement judgement;
  std::optional<AllocationSnapshot> allocation;
  std::optional<KnownTariff> tariff;
};

/// An entry of the ledger with its posting.
struct EntryRecord {
  std::int64_t posting = 0;
  std::int64_t number = 0;
  PostingKind kind = PostingKind::kAcceptedLine;
  Uuid claim;
  /// Place of the line in its message; nullopt for a payment order.
  std::optional<std::int64_t> line;
  Entry entry;
  Instant created;
};

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_CLAIM_RECORD_H_
