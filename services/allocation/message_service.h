#ifndef CLIENTROUTE_SERVICES_ALLOCATION_MESSAGE_SERVICE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_MESSAGE_SERVICE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "absl/status/statusor.h"
#include "clientroute/allocation/v1/submitted_message.pb.h"
#include "clientroute/contracting/v1/contracting.grpc.pb.h"
#include "services/allocation/change_service.h"
#include "services/allocation/message.h"
#include "services/allocation/message_judgement.h"
#include "services/allocation/queue_service.h"
#include "services/platform/calls/context.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::allocation {

/// Most that a message may have, all chunks together: a file of 25 MB holds less.
inline constexpr int kMessageLinesMax = 100'000;
inline constexpr int kChunkLinesMax = 1'000;
inline constexpr std::size_t kMessageBytesMax = 64'000'000;

/// Adds a chunk to the message. InvalidArgument REQUEST_INVALID: the first chunk has no request id or header, a later
/// one has another, or there are too many lines or bytes in the chunk or the message.
absl::Status AddChunk(const v1::SubmitMessageRequest& chunk, bool first, v1::SubmitMessageRequest* message);

/// Judging messages and taking their effect. Errors of all methods beside their own: those of Connection. Thread-safe.
class MessageMethods {
 public:
  using Misfits = std::set<std::pair<Product, Date>>;

  /// All outlive it.
  MessageMethods(contracting::v1::Contracting::StubInterface* contracting, const QueueMethods* queue,
                 const ChangeMethods* changes)
      : contracting_(*contracting), queue_(*queue), changes_(*changes) {}

  /// Asks contracting which products of the message do not fit the product list on their day (TR381), each once. Before
  /// the transaction. Errors: InvalidArgument REQUEST_INVALID; those of CheckContracts.
  absl::StatusOr<Misfits> FindMisfits(const CallContext& call, const v1::SubmitMessageRequest& request) const;

  /// Judges the message and, when no rule is broken, takes its effect. Errors: InvalidArgument REQUEST_INVALID.
  absl::Status Submit(UnitOfWork& unit, const v1::SubmitMessageRequest& request, const Misfits& misfits,
                      v1::SubmitMessageResponse* answer) const;

 private:
  absl::Status Take(UnitOfWork& unit, const Message& message, const Effect& effect,
                    std::map<std::int64_t, AllocationRecord>& allocations, std::set<std::int64_t>* freed) const;

  contracting::v1::Contracting::StubInterface& contracting_;
  const QueueMethods& queue_;
  const ChangeMethods& changes_;
};

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_MESSAGE_SERVICE_H_
