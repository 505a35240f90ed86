#ifndef CLIENTROUTE_SERVICES_PROVIDER_ACT_WORK_H_
#define CLIENTROUTE_SERVICES_PROVIDER_ACT_WORK_H_

#include <string>

#include "services/messaging/codec/message.h"
#include "services/platform/store/database.h"
#include "services/provider/book.h"
#include "services/provider/desk.h"

namespace clientroute::provider {

/// Does what stands in the agenda: writes its letter and changes the books accordingly; what no longer fits them (an
/// allocation that was taken back, care that ended) is left. The entry goes. Inside a transaction of the caller.
/// Errors: those of Connection; Internal PROVIDER_LETTER when the letter does not fit the standard.
absl::Status Perform(Desk& desk, Connection& connection, const Entry& entry);

/// What is said, and known, about a letter beside its message.
struct Occasion {
  const Entry* entry = nullptr;
  std::string number;  // its own, under which its file stands
  std::string detail;
  std::int64_t subject = 0;
  std::string says;  // in Dutch
};
/// The next number of a provider's letters, in twelve positions.
absl::StatusOr<std::string> NextLetterNumber(Connection& connection, std::string_view provider);
/// The next number of its requests (315), in a row of their own beside those: what comes of a request is named after
/// it, and so does not hang on what else was written that day.
absl::StatusOr<std::string> NextRequestNumber(Connection& connection, std::string_view provider);
/// Writes the message, spoiled where chance says so (at a first attempt alone), to be sent; whether it was spoiled so
/// that no answer will come. Errors as above.
absl::StatusOr<bool> AddMessage(Desk& desk, Connection& connection, messaging::Message message,
                                const Occasion& occasion);

/// 323. Errors as above.
absl::Status PerformClaim(Desk& desk, Connection& connection, const Entry& entry);
/// Puts the claims of the months that have ended since in the agenda. Errors: those of Connection.
absl::Status PlanClaims(Desk& desk, Connection& connection);

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_ACT_WORK_H_
