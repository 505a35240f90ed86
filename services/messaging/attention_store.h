#ifndef CLIENTROUTE_SERVICES_MESSAGING_ATTENTION_STORE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_ATTENTION_STORE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "services/platform/store/database.h"
#include "services/platform/values/uuid.h"

// Which messages ask for a person, and on which route of their own. Free functions inside a transaction of the caller.
// Errors of all: those of Connection.

namespace clientroute::messaging {

/// Why a message asks for a person. The numbers are stored, and are those of the wire.
enum class AttentionReason : std::uint8_t {
  kOurAnswerLate = 1,  // of a provider, and not answered within its term
  kReturnLate = 2,     // ours, not returned within its term, and no client's route waits for that
  kUndelivered = 3,    // ours, and a dead letter
  kFailed = 4,         // of a provider, and cannot be handled
};

/// The message runs on this route for this reason; one that it ran on before is forgotten.
absl::Status SaveAttention(Connection& connection, std::int64_t message, AttentionReason reason, const Uuid& route);
/// Forgets for what the message asked for a person, all of it without a reason, and gives the routes, in the order of
/// the reasons.
absl::StatusOr<std::vector<Uuid>> TakeAttention(Connection& connection, std::int64_t message,
                                                std::optional<AttentionReason> reason);
absl::StatusOr<bool> HasAttention(Connection& connection, std::int64_t message, AttentionReason reason);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_ATTENTION_STORE_H_
