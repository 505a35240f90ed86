#ifndef CLIENTROUTE_SERVICES_MESSAGING_ALLOCATION_SENDER_H_
#define CLIENTROUTE_SERVICES_MESSAGING_ALLOCATION_SENDER_H_

#include <map>
#include <string>
#include <vector>

#include "clientroute/allocation/v1/allocation.pb.h"
#include "clientroute/messaging/v1/messaging.pb.h"
#include "services/messaging/allocation_message.h"
#include "services/messaging/messaging_parts.h"

namespace clientroute::messaging {

/// Writes allocation messages (301) and sends them: one a provider, with everything that is allocated to client and
/// provider and valid on or after today (OP087). Thread-safe.
class AllocationSender {
 public:
  /// `contacts` by CBS code: where a municipality can be written to, for clients whose address is not known.
  AllocationSender(const MessagingParts* parts, const std::map<std::string, MunicipalityContact>* contacts)
      : parts_(parts), contacts_(contacts) {}

  /// What was asked of intake and allocation for a request.
  struct Gathered {
    AddressedClient client;
    ClientKey key;
    std::map<std::string, std::vector<allocation::v1::CareAllocation>> by_provider;  // AGB code
  };
  /// Errors: InvalidArgument REQUEST_INVALID names the wrong fields; FailedPrecondition NOTHING_TO_SEND (no line under
  /// a law with messages), LAW_WITHOUT_MESSAGES, ALLOCATION_UNKNOWN, CLIENT_ERASED, CLIENT_DATA_MISSING,
  /// CLIENT_ADDRESS_UNKNOWN; those of PeerCalls.
  absl::StatusOr<Gathered> Gather(const CallContext& call, const v1::SendAllocationMessageRequest& request) const;

  /// Writes, checks, seals and announces the messages; their files follow. Internal OWN_MESSAGE_INVALID when one breaks
  /// a rule of levels 1 or 2: nothing is sent then; those of Connection.
  absl::Status Send(UnitOfWork& unit, const v1::SendAllocationMessageRequest& request, const Gathered& gathered,
                    v1::SendAllocationMessageResponse* response) const;

 private:
  absl::StatusOr<MessageRecord> SendOne(UnitOfWork& unit, const v1::SendAllocationMessageRequest& request,
                                        const Gathered& gathered, const std::string& provider) const;
  absl::StatusOr<AddressedClient> AddressOf(const intake::v1::Client& client, const std::string& municipality) const;

  const MessagingParts* parts_;
  const std::map<std::string, MunicipalityContact>* contacts_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_ALLOCATION_SENDER_H_
