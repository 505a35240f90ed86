#ifndef CLIENTROUTE_SERVICES_CLAIMS_CLAIM_CODEC_H_
#define CLIENTROUTE_SERVICES_CLAIMS_CLAIM_CODEC_H_

#include "clientroute/claims/v1/claims.pb.h"
#include "clientroute/claims/v1/events.pb.h"
#include "services/claims/claim_record.h"
#include "services/platform/status/status.h"

namespace clientroute::claims {

/// What a message may hold of an amount, tariff or volume (LDT_Bedrag, LDT_Volume: eight digits).
inline constexpr std::int64_t kAmountMax = 99'999'999;

/// Reads a claim that was put together from its chunks. What a provider wrote is taken as it is, however odd: that is
/// for the rules; what messaging adds, and what the schema of the message keeps, must be right. InvalidArgument
/// REQUEST_INVALID with the wrong fields: a header that is not whole, a kind that is not of its law, a period without
/// end, an unknown unit, an amount or volume below 0 or over kAmountMax, a class path that comes twice, a client's name
/// that is none, a credit line without the reference of the line before it, no line at all.
absl::StatusOr<Claim> ReadClaim(const v1::SubmitMessageRequest& request);

v1::ClassVerdict ToProto(const Verdict& verdict);
v1::SignedAmount ToSignedAmount(Money amount);
v1::Claim ToProto(const ClaimRecord& record);
/// A line of the claim; its client only where it may be shown.
v1::ClaimLine ToProto(const ClaimRecord& claim, const LineRecord& record, bool show_client);
v1::LedgerEntry ToProto(const EntryRecord& record);
v1::LedgerAccount::Kind ToProto(AccountKind kind);

/// What is announced: the lines by contract, product and month of care.
v1::ClaimJudged JudgedEvent(const ClaimRecord& record, const ClaimJudgement& judgement);

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_CLAIM_CODEC_H_
