#ifndef CLIENTROUTE_SERVICES_MESSAGING_IDENTIFICATION_STORE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_IDENTIFICATION_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/messaging/message_record.h"
#include "services/platform/store/database.h"

// What must be unique for ever: identifications of senders (TR056), our own, and which allocations were sent (TR379).
// Free functions inside a transaction of the caller. Errors of all: those of Connection.

namespace clientroute::messaging {

/// How an inbound message stands to the earlier ones of its sender, kind and identification.
struct Standing {
  enum class Kind {
    kNew,     // the identification is its own
    kRepeat,  // the same bytes came before, in message `earlier`
    kReused,  // other bytes hold the identification: 9056
  };
  Kind kind = Kind::kNew;
  std::int64_t earlier = 0;
};

/// Judges TR056. `counts` is false for a message that level 2 refuses: it counts as not sent (OP286), so that a better
/// one may come under its identification.
absl::StatusOr<Standing> FindStanding(Connection& connection, const MessageRecord& message, bool counts);
/// The same, and takes the identification for the message when it is free; from then on FindStanding says the same.
absl::StatusOr<Standing> TakeIdentification(Connection& connection, const MessageRecord& message, bool counts);

/// The next number of the municipality's own messages and return messages; 1 is the first. Two calls never get the
/// same. Errors besides: OutOfRange IDENTIFICATIONS_USED_UP beyond twelve digits.
absl::StatusOr<std::int64_t> NextIdentification(Connection& connection, std::string_view municipality);

/// An allocation of a municipality under a law.
struct AllocationKey {
  std::string_view municipality;
  int law = 0;
  std::int64_t number = 0;
};
/// Whether an allocation ever left.
absl::StatusOr<bool> WasAllocationSent(Connection& connection, const AllocationKey& allocation);
/// Whether it ever left under this reference of the provider; under an empty one: whether it ever left.
absl::StatusOr<bool> WasReferenceSent(Connection& connection, const AllocationKey& allocation,
                                      std::string_view reference);
/// Records that an allocation leaves in `message`, and under which reference; the first one counts.
absl::Status RecordSentAllocation(Connection& connection, const AllocationKey& allocation, std::string_view reference,
                                  std::int64_t message);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_IDENTIFICATION_STORE_H_
