#ifndef CLIENTROUTE_SERVICES_CLAIMS_CLAIM_JUDGEMENT_H_
#define CLIENTROUTE_SERVICES_CLAIMS_CLAIM_JUDGEMENT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/claims/claim.h"

namespace clientroute::claims {

/// A broken rule.
struct Verdict {
  /// `Header`, `Declaratie`, the path of a client or that of a line.
  std::string class_path;
  /// `TR321`.
  std::string rule;
  /// WJ001.
  std::string return_code;
  /// In Dutch; never decided on.
  std::string explanation;
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// What is worth knowing of a line and refuses nothing; the numbers are those of the wire.
enum class Remark : std::uint8_t { kNotStarted = 1, kStopped = 2 };

/// The judgement on one line: wholly accepted or wholly refused.
struct LineJudgement {
  bool accepted = false;
  /// Why not, in the order of the rules; what stands at its client is among them.
  std::vector<Verdict> verdicts;
  std::vector<Remark> remarks;
  /// What is paid: negative for what goes back, nothing when refused.
  Money paid;
  /// `contracts/…`: that of the tariff, of the allocation where there is none, of the debit that a credit takes back;
  /// empty without any.
  std::string contract;
  /// The row of the debit that an accepted credit takes back.
  std::optional<std::int64_t> credits;
  /// In Dutch: the verdicts, or what was accepted, and the remarks.
  std::string explanation;
};

/// The judgement on a whole claim.
struct ClaimJudgement {
  /// Why the claim itself is refused, at `Header` or `Declaratie`: then nothing of it is processed, and `lines` is
  /// empty.
  std::vector<Verdict> verdicts;
  /// One per line, in the order of the claim.
  std::vector<LineJudgement> lines;
  /// Sum of what is paid.
  Money accepted;

  bool refused() const { return !verdicts.empty(); }
};

/// Judges a claim by ClaimRules, and when it keeps them its lines by LineRules; each level only when the one before is
/// kept. The lines are judged credits first (they take back debits of earlier messages only, TR316), then debits; among
/// those by product period, then reference, then the rest of what they say; each with the effects of those accepted
/// before it. So their order in the file changes nothing. Pure, deterministic, thread-safe.
ClaimJudgement JudgeClaim(const Claim& claim, Knowledge known);

/// What the start and stop reports say about a line: they refuse nothing (OP364), but material control wants to know.
std::vector<Remark> RemarksOn(const ClaimLine& line, const KnownAllocation& allocation);

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_CLAIM_JUDGEMENT_H_
