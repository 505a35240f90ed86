#ifndef CLIENTROUTE_SERVICES_MONITORING_FACT_STORE_H_
#define CLIENTROUTE_SERVICES_MONITORING_FACT_STORE_H_

#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/monitoring/fact.h"
#include "services/platform/store/database.h"

namespace clientroute::monitoring {

/// What can change (the numbers are those of the column).
enum class Changed : std::uint8_t { kRoute = 1, kClaim = 2, kMessage = 3, kContract = 4 };

/// The tables that figures are counted from. Facts of one aggregate come in their order; a fact of another service may
/// come before or after. Lives for one transaction; one thread. Errors of all: those of Connection.
class FactStore {
 public:
  /// Outlives it.
  explicit FactStore(Connection* connection) : connection_(*connection) {}

  /// Marks this event of the aggregate as counted; false when it, or a later one, was counted already.
  absl::StatusOr<bool> MarkCounted(std::string_view source, std::string_view aggregate, std::int64_t sequence);

  /// Keeps what an event said. What is taken back goes; what is said again about the same thing stands instead.
  absl::Status Keep(const Fact& fact);

  /// Notes that what is known of a route or claim is to be read again by who keeps figures in memory. Keep does so for
  /// a claim, and for a route that an event of another one changed; of its own route the caller does.
  absl::Status MarkChanged(Changed kind, const Uuid& id);

  /// Throws everything away.
  absl::Status Clear();

 private:
  absl::Status Put(const ReferralTaken& fact);
  absl::Status Put(const ReferralLost& fact);
  absl::Status Put(const RouteEnded& fact);
  absl::Status Put(const PlacesHeld& fact);
  absl::Status Put(const PlaceLacking& fact);
  absl::Status Put(const LinesAllocated& fact);
  absl::Status Put(const LinesWithdrawn& fact);
  absl::Status Put(const StartReported& fact);
  absl::Status Put(const StartTakenBack& fact);
  absl::Status Put(const StopReported& fact);
  absl::Status Put(const StopTakenBack& fact);
  absl::Status Put(const ChangeAsked& fact);
  absl::Status Put(const ChangeApplied& fact);
  absl::Status Put(const DecisionMade& fact);
  absl::Status Put(const TriageMade& fact);
  absl::Status Put(const LeftCare& fact);
  absl::Status Put(const LeavingUndone& fact);
  absl::Status Put(const CameBack& fact);
  absl::Status Put(const InvolvementKnown& fact);
  absl::Status Put(const ClaimCounted& fact);
  absl::Status Put(const ProductPlaced& fact);
  absl::Status Put(const ContractKnown& fact);
  absl::Status Put(const MessageOverdue& fact);
  absl::Status BeginEra();
  absl::Status PutUrgency(const Uuid& route, const std::optional<int>& urgency);
  absl::Status PutAllocated(const LinesAllocated& fact, std::int64_t second_best);
  absl::Status PutEnded(const std::vector<EndedLine>& lines);

  Connection& connection_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_FACT_STORE_H_
