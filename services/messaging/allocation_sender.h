#ifndef CLIENTROUTE_SERVICES_MESSAGING_ALLOCATION_SENDER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_ALLOCATION_SENDER_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "clientroute/allocation/v1/care_allocation.pb.h"
#include "clientroute/messaging/v1/messaging.pb.h"
#include "services/messaging/allocation_codec.h"
#include "services/messaging/allocation_message.h"
#include "services/messaging/messaging_parts.h"

namespace clientroute::messaging {

/// Writes allocation messages (301) and sends them: one a provider and law, with everything that is allocated to client
/// and provider and valid on or after today (OP087), and what the request names besides: ended, changed, or withdrawn
/// since the provider was told of it. Thread-safe.
class AllocationSender {
 public:
  /// `contacts` by CBS code: where a municipality can be written to, for clients whose address is not known.
  AllocationSender(const MessagingParts* parts, const std::map<std::string, MunicipalityContact>* contacts)
      : parts_(parts), contacts_(contacts) {}

  /// What was asked of intake and allocation for a request.
  struct Gathered {
    bool withheld = false;  // the client has no number: nothing else is gathered
    AddressedClient client;
    std::optional<ClientKey> key;
    std::map<Recipient, std::vector<allocation::v1::CareAllocation>> by_recipient;
  };
  /// Errors: InvalidArgument REQUEST_INVALID names the wrong fields; FailedPrecondition NOTHING_TO_SEND (no line under
  /// a law with messages), ALLOCATION_UNKNOWN, CLIENT_ERASED, CLIENT_DATA_MISSING,
  /// CLIENT_ADDRESS_UNKNOWN; those of PeerCalls.
  absl::StatusOr<Gathered> Gather(const CallContext& call, const v1::SendAllocationMessageRequest& request) const;

  /// Writes, checks, seals and announces the messages; their files follow. For a client without a number nothing is
  /// sent, and AllocationMessageWithheld is announced. Errors: FailedPrecondition NOTHING_TO_SEND when all that is left
  /// was withdrawn before its provider was told of it; Internal OWN_MESSAGE_INVALID when a message breaks a rule of
  /// levels 1 or 2; those of Connection. Nothing is sent then.
  absl::Status Send(UnitOfWork& unit, const v1::SendAllocationMessageRequest& request, const Gathered& gathered,
                    v1::SendAllocationMessageResponse* response) const;

 private:
  /// A message with what it tells for the first time.
  struct Sent {
    MessageRecord record;
    Recipient recipient;
    std::set<std::string> references;    // of requests that it grants (TR379)
    std::set<std::int64_t> allocations;  // all in it
  };
  /// nullopt when there is nothing to tell.
  absl::StatusOr<std::optional<Sent>> SendOne(UnitOfWork& unit, const v1::SendAllocationMessageRequest& request,
                                              const Gathered& gathered, const Recipient& recipient) const;
  absl::StatusOr<AllocationMessage> ContentFor(UnitOfWork& unit, const v1::SendAllocationMessageRequest& request,
                                               const Gathered& gathered, const Recipient& recipient, Sent* sent) const;
  absl::StatusOr<AddressedClient> AddressOf(const intake::v1::Client& client, const std::string& municipality) const;

  const MessagingParts* parts_;
  const std::map<std::string, MunicipalityContact>* contacts_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_ALLOCATION_SENDER_H_
