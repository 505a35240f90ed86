#ifndef CLIENTROUTE_SERVICES_CLAIMS_PEER_CLIENT_H_
#define CLIENTROUTE_SERVICES_CLAIMS_PEER_CLIENT_H_

#include <set>

#include "absl/status/statusor.h"
#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "clientroute/contracting/v1/contracting.grpc.pb.h"
#include "services/claims/claim.h"
#include "services/platform/calls/context.h"

namespace clientroute::claims {

/// What claims asks other services: one batch call a file for the allocations that it names and one for the tariffs,
/// each split where there are more than 1,000; and, only for products without a tariff, whether they are in the product
/// list and contracted. Thread-safe.
class PeerClient {
 public:
  /// Both outlive it.
  PeerClient(allocation::v1::Allocation::StubInterface* allocation,
             contracting::v1::Contracting::StubInterface* contracting)
      : allocation_(*allocation), contracting_(*contracting) {}

  /// Allocations, tariffs, misfits and what is uncontracted of the claim; the rest of what is known is for the store.
  /// Before the transaction. Errors: Internal PEER_ANSWER_INVALID; those of LookUpAllocations, LookUpTariffs and
  /// CheckContracts.
  absl::StatusOr<Knowledge> Ask(const CallContext& call, const Claim& claim) const;

 private:
  absl::Status AskAllocations(const CallContext& call, const Claim& claim, Knowledge* known) const;
  absl::Status AskTariffs(const CallContext& call, const Claim& claim, Knowledge* known) const;
  absl::Status AskProductList(const CallContext& call, const Claim& claim, Knowledge* known) const;

  allocation::v1::Allocation::StubInterface& allocation_;
  contracting::v1::Contracting::StubInterface& contracting_;
};

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_PEER_CLIENT_H_
