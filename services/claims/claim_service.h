#ifndef CLIENTROUTE_SERVICES_CLAIMS_CLAIM_SERVICE_H_
#define CLIENTROUTE_SERVICES_CLAIMS_CLAIM_SERVICE_H_

#include <functional>

#include "absl/status/status.h"
#include "clientroute/claims/v1/claims.pb.h"
#include "services/claims/claim.h"
#include "services/platform/calls/context.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/store/database.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::claims {

/// Most that a message may have, all chunks together: a file of 25 MB holds less.
inline constexpr int kMessageLinesMax = 100'000;
inline constexpr int kChunkLinesMax = 1'000;
inline constexpr std::size_t kMessageBytesMax = 64'000'000;
/// Most that a chunk of an answer may have: so many verdicts, and no further one beyond so many bytes of them.
inline constexpr int kChunkVerdictsMax = 1'000;
inline constexpr std::size_t kChunkBytesMax = 1'000'000;

/// Adds a chunk to the message. InvalidArgument REQUEST_INVALID: the first chunk has no header, a later one has one or
/// another request id, or there are too many lines in the chunk or the message.
absl::Status AddChunk(const v1::SubmitMessageRequest& chunk, bool first, v1::SubmitMessageRequest* message);

/// Judging claims and showing them. Errors of all methods beside their own: those of Connection. Thread-safe.
class ClaimMethods {
 public:
  /// The database outlives it.
  explicit ClaimMethods(Database* database) : database_(*database) {}

  /// Takes a chunk of an answer; false when the caller reads no further.
  using Send = std::function<bool(const v1::SubmitMessageResponse&)>;

  /// Judges a claim by what the peers said and what was claimed before, keeps it, posts what was accepted and announces
  /// it. The answer has no verdicts on lines: there may be more than an answer holds; Tell adds them. Errors:
  /// AlreadyExists STORE_DUPLICATE for a message that was judged under another request id.
  absl::Status Submit(UnitOfWork& unit, const Claim& claim, Knowledge known, v1::SubmitMessageResponse* answer) const;

  /// Tells the outcome that Submit answered, now or before, in chunks with the verdicts that were kept. Errors:
  /// Cancelled CALLER_GONE; Internal ANSWER_WITHOUT_CLAIM.
  absl::Status Tell(const v1::SubmitMessageResponse& outcome, const Send& send) const;

  /// Errors: InvalidArgument REQUEST_INVALID; NotFound CLAIM_NOT_FOUND, also for what may not be seen.
  absl::Status Get(const CallContext& call, const v1::GetClaimRequest& request, v1::Claim* answer) const;
  /// Errors: InvalidArgument REQUEST_INVALID, PAGE_SIZE, PAGE_TOKEN.
  absl::Status List(const CallContext& call, const v1::ListClaimsRequest& request,
                    v1::ListClaimsResponse* answer) const;
  /// Errors: those of Get and List.
  absl::Status ListLines(const CallContext& call, const v1::ListClaimLinesRequest& request,
                         v1::ListClaimLinesResponse* answer, Look* look) const;

 private:
  Database& database_;
};

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_CLAIM_SERVICE_H_
