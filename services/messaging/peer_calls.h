#ifndef CLIENTROUTE_SERVICES_MESSAGING_PEER_CALLS_H_
#define CLIENTROUTE_SERVICES_MESSAGING_PEER_CALLS_H_

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "clientroute/claims/v1/claims.grpc.pb.h"
#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "grpcpp/channel.h"
#include "services/messaging/content_vault.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/values/codes.h"

namespace clientroute::messaging {

/// What messaging asks of intake, allocation and claims. Errors of all methods: what the method's proto says,
/// Unavailable and DeadlineExceeded, besides what is named. Thread-safe.
class PeerCalls {
 public:
  /// Where the owners are. Without claims, a claim waits: SubmitClaim is Unavailable CLAIMS_NOT_CONNECTED.
  struct Channels {
    std::shared_ptr<grpc::Channel> intake;
    std::shared_ptr<grpc::Channel> allocation;
    std::shared_ptr<grpc::Channel> claims;
  };
  explicit PeerCalls(const Channels& channels);

  /// A caller for what follows from a message; the cause is the message.
  static Caller ForMessage(std::string_view message_name);
  /// A caller for what serves a call: on behalf of who called, for the exchange of messages.
  static Caller ForCall(const CallContext& call);

  /// The client with this number; nullopt when it is not known and not registered. FailedPrecondition CLIENT_ERASED
  /// with the client in its metadata when he was erased since; Internal CLIENT_KEY_INVALID.
  absl::StatusOr<std::optional<ClientKey>> ResolveClient(const Caller& caller, const CitizenNumber& number,
                                                         bool register_unknown, std::string_view request_id) const;
  /// The known ones of many numbers: `clients/…` by number. Asks for kNumbersMax a call; none is registered. The
  /// request ids are derived from `request_prefix`.
  absl::StatusOr<std::map<std::string, std::string>> ResolveKnown(const Caller& caller,
                                                                  std::span<const std::string> numbers,
                                                                  std::string_view request_prefix) const;
  absl::StatusOr<intake::v1::Client> GetClient(const Caller& caller, const std::string& client) const;
  /// FailedPrecondition CLIENT_ERASED when it was destroyed; Internal CLIENT_KEY_INVALID.
  absl::StatusOr<ClientKey> GetKey(const Caller& caller, const std::string& client) const;
  absl::StatusOr<intake::v1::Referral> CreateReferral(const Caller& caller,
                                                      const intake::v1::CreateReferralRequest& request) const;

  absl::StatusOr<allocation::v1::SubmitMessageResponse> SubmitMessage(
      const Caller& caller, std::span<const allocation::v1::SubmitMessageRequest> chunks) const;
  /// The judgement put together from its chunks. Waits for kClaimDeadline, whatever the caller's own is.
  absl::StatusOr<claims::v1::SubmitMessageResponse> SubmitClaim(
      const Caller& caller, std::span<const claims::v1::SubmitMessageRequest> chunks) const;
  /// All pages. ResourceExhausted TOO_MANY_ALLOCATIONS beyond kAllocationsMax.
  absl::StatusOr<std::vector<allocation::v1::CareAllocation>> ListAllocations(
      const Caller& caller, allocation::v1::ListAllocationsRequest request) const;

  /// The largest file has tens of thousands of lines to judge and to keep.
  static constexpr std::chrono::minutes kClaimDeadline{5};
  /// Nobody has more allocations at one provider.
  static constexpr std::size_t kAllocationsMax = 10'000;
  /// What intake resolves in one call.
  static constexpr std::size_t kNumbersMax = 10'000;

 private:
  std::unique_ptr<intake::v1::Intake::Stub> intake_;
  std::unique_ptr<allocation::v1::Allocation::Stub> allocation_;
  std::unique_ptr<claims::v1::Claims::Stub> claims_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_PEER_CALLS_H_
