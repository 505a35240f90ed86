#ifndef CLIENTROUTE_SERVICES_MESSAGING_INBOUND_PIPELINE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_INBOUND_PIPELINE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/messaging/identification_store.h"
#include "services/messaging/inbound_judgement.h"
#include "services/messaging/inbound_outcome.h"
#include "services/messaging/messaging_parts.h"
#include "services/messaging/overtaken_store.h"

namespace clientroute::messaging {

/// A file at the door with its bytes.
struct ReadArrival {
  ArrivedFile file;
  std::string bytes;
};

/// Brings a file that came in to its end: refused with a report, or controlled and answered by a return message.
/// Every step is one transaction or a call with a request id that follows from the message, so that it can be stopped
/// between any two and go on later with the same effects, once. One thread at a time: files are handled one by one, in
/// the order in which they came.
class InboundPipeline {
 public:
  explicit InboundPipeline(const MessagingParts* parts) : parts_(parts) {}

  /// Stores arrivals, sealed, in one transaction; from then on they are safe. Returns the numbers of the messages, in
  /// the order of the files. Errors: those of Connection; then nothing is stored.
  absl::StatusOr<std::vector<std::int64_t>> Receive(std::span<const ReadArrival> arrivals) const;

  /// An arrival that is too large to be read (kArrivalBytesMax): stores its beginning and refuses it with a report, in
  /// one transaction. Returns the number of the message. Errors: those of Connection; then nothing is stored.
  absl::StatusOr<std::int64_t> RefuseTooLarge(const ArrivedFile& file, std::string_view beginning) const;

  enum class Progress { kFinished, kBehindOlder, kWaitsForStart };
  /// Brings the message to its end, or says that an older one of the same sender about the same client must be finished
  /// first (MSG-4), or that it is a stop that waits for its start (overtaken_store.h). Errors: transient ones
  /// (IsTransient) of the owners, and those of Connection: call again later; any other is a refusal for good or a
  /// defect of ours or theirs, and calling again serves when that is mended; FailedPrecondition EARLIER_MESSAGE_FAILED
  /// for the same bytes as a message that FAILED.
  absl::StatusOr<Progress> Advance(std::int64_t number) const;

 private:
  struct Opened {
    MessageRecord record;
    std::string bytes;
    bool sealed_by_client = false;
  };
  absl::StatusOr<Opened> Open(std::int64_t number) const;
  absl::StatusOr<Progress> AdvanceForward(Opened& opened, const InboundJudgement& judgement) const;
  absl::StatusOr<Progress> WaitWith(const MessageRecord& record, const MessageRecord& earlier) const;
  absl::StatusOr<Standing> SaveJudgement(const InboundJudgement& judgement, MessageRecord* record) const;
  absl::StatusOr<std::optional<ClientKey>> Resolve(const Opened& opened, const Message& message,
                                                   bool register_unknown) const;
  absl::StatusOr<std::vector<MessageFinding>> Submit(const MessageRecord& record, const Message& message,
                                                     const std::string& client, std::int64_t tries) const;
  absl::StatusOr<Progress> JudgeByOwner(const Opened& opened, const Message& message, InboundVerdict* verdict) const;
  absl::StatusOr<bool> WaitsForStart(const MessageRecord& record, const Message& message, const InboundVerdict& verdict,
                                     const Overtaken& overtaken) const;
  absl::Status JudgeClaim(const MessageRecord& record, const Message& message, InboundVerdict* verdict) const;
  absl::StatusOr<Progress> Answer(const Opened& opened, const InboundJudgement& judgement, bool reused) const;

  const MessagingParts* parts_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_INBOUND_PIPELINE_H_
