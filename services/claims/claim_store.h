#ifndef CLIENTROUTE_SERVICES_CLAIMS_CLAIM_STORE_H_
#define CLIENTROUTE_SERVICES_CLAIMS_CLAIM_STORE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/claims/claim_record.h"
#include "services/claims/visible_claims_store.h"
#include "services/platform/store/database.h"

namespace clientroute::claims {

/// Claims and their lines. Lives inside a transaction; one thread. Errors of all methods: those of Connection, among
/// them AlreadyExists STORE_DUPLICATE and FailedPrecondition STORE_CONSTRAINT where a claim, line or credit would count
/// twice.
class ClaimStore {
 public:
  /// Which claims; unset fields let everything through.
  struct Filter {
    std::optional<std::string> municipality;
    std::optional<std::string> provider;
    /// First day of the month.
    std::optional<Date> month;
  };

  /// The numbers are those of v1::ListClaimsRequest::Order: newest first, oldest first, most claimed first, most
  /// refused lines first.
  enum class Order : std::uint8_t { kNewest, kOldest, kLargest, kMostRefused };
  /// The numbers are those of v1::ListClaimLinesRequest::Order: as in the message, most claimed first, least first.
  enum class LineOrder : std::uint8_t { kMessage, kLargest, kSmallest };
  /// Where a list goes on: behind the row with this value of what it is ordered by, and with this number.
  struct Position {
    std::int64_t value = 0;
    std::int64_t number = 0;
  };
  static Position PositionOf(const ClaimRecord& claim, Order order);
  static Position PositionOf(const LineRecord& line, LineOrder order);

  /// A verdict on a line with its place: that of its line in the message, then its own on the line.
  struct LineVerdict {
    std::int64_t line = 0;
    std::int64_t number = 0;
    Verdict verdict;
    /// It stands at the client, so that each of his lines has it.
    bool of_client = false;
  };

  explicit ClaimStore(Connection* connection) : connection_(*connection) {}

  /// Adds a judged claim: its row, which is set in `record`, and when it is not refused as a whole the snapshots of the
  /// allocations that its lines name, the lines and their verdicts. Returns the rows of the lines, in their order.
  absl::StatusOr<std::vector<std::int64_t>> Add(const ClaimJudgement& judgement, const Knowledge& known,
                                                ClaimRecord* record);

  /// A claim that may be seen, without lines; nullopt when there is none.
  absl::StatusOr<std::optional<ClaimRecord>> Find(const Uuid& id, const VisibleClaims& visible);
  /// Claims that may be seen after the position (nullopt: from the first), at most `limit`; without lines. Cost: each
  /// order has its index.
  absl::StatusOr<std::vector<ClaimRecord>> List(const Filter& filter, const VisibleClaims& visible, Order order,
                                                const std::optional<Position>& after, int limit);
  /// Lines of a claim after the position (nullopt: from the first), at most `limit`. Cost: by another order than that
  /// of the message, all lines of the claim.
  absl::StatusOr<std::vector<LineRecord>> Lines(const ClaimRecord& claim, bool refused_only, LineOrder order,
                                                const std::optional<Position>& after, int limit);
  /// Verdicts on the lines of a claim after the place of `after`, by place, at most `limit`.
  absl::StatusOr<std::vector<LineVerdict>> LineVerdicts(const Uuid& claim, const LineVerdict& after, int limit);

  /// The lines of a client name nobody from then on; all else of them stays.
  absl::Status EraseClient(const Uuid& client);

 private:
  absl::Status AddClaim(const ClaimJudgement& judgement, ClaimRecord* record);
  absl::Status AddSnapshots(const ClaimRecord& record, const Knowledge& known);
  absl::StatusOr<std::vector<std::int64_t>> AddLines(const ClaimJudgement& judgement, const Knowledge& known,
                                                     const ClaimRecord& record);
  absl::Status AddVerdicts(const std::vector<LineJudgement>& lines, const std::vector<std::int64_t>& rows);
  absl::Status FillClaimVerdicts(std::vector<ClaimRecord>* claims);
  absl::Status FillLineVerdicts(std::vector<LineRecord>* lines);

  Connection& connection_;
};

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_CLAIM_STORE_H_
