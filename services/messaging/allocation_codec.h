#ifndef CLIENTROUTE_SERVICES_MESSAGING_ALLOCATION_CODEC_H_
#define CLIENTROUTE_SERVICES_MESSAGING_ALLOCATION_CODEC_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "clientroute/allocation/v1/care_allocation.pb.h"
#include "clientroute/intake/v1/intake.pb.h"
#include "clientroute/messaging/v1/messaging.pb.h"
#include "services/messaging/allocation_message.h"

// What is asked for and what other services say, as the values of an allocation message. Pure, thread-safe.

namespace clientroute::messaging {

/// Whom a message goes to, and under which law.
struct Recipient {
  Law law = Law::kJeugdwet;
  std::string provider;  // AGB code
  friend auto operator<=>(const Recipient&, const Recipient&) = default;
};

/// The allocation numbers of the request's lines that are sent by message, by recipient. Lines under the
/// Participatiewet have no messages and are left out. Errors: InvalidArgument REQUEST_INVALID with every wrong field.
absl::StatusOr<std::map<Recipient, std::set<std::int64_t>>> AllocationsByRecipient(
    const v1::SendAllocationMessageRequest& request);

/// FailedPrecondition CLIENT_DATA_MISSING for a client known by number alone, or not born yet.
absl::StatusOr<AddressedClient> ToAddressedClient(const intake::v1::Client& client);

/// Internal ALLOCATION_INVALID when the owner's answer is none.
absl::StatusOr<AllocatedProduct> ToAllocatedProduct(const allocation::v1::CareAllocation& allocation);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_ALLOCATION_CODEC_H_
