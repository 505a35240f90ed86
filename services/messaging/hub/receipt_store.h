#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_RECEIPT_STORE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_RECEIPT_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/hub/letter.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"

// What an HTTP hub brought, by reference, and what it must be told about that. Free functions inside a transaction of
// the caller. Errors of all: those of Connection.

namespace clientroute::messaging {

/// A letter that was taken.
struct HubReceipt {
  std::int64_t number = 0;
  std::string reference;
  std::string cross_reference;
  LetterKind kind = LetterKind::kForward;
  LetterParty sender;        // organisation and application
  std::string municipality;  // CBS code; empty where the letter does not name one of ours
  std::string name;          // of the file that it is; empty for an error
  std::string digest;        // SHA-256 of all that it says
  Instant received_at;
  LetterFault fault;  // of a kFault
  bool open = true;   // until it is stored as a message, or the error took effect
};
/// nullopt when no letter of this reference was taken.
absl::StatusOr<std::optional<HubReceipt>> FindReceipt(Connection& connection, std::string_view reference);
/// Fills the number. `sealed` is the message, sealed by the exchange's key; empty where there is none.
absl::Status InsertReceipt(Connection& connection, std::string_view sealed, HubReceipt* receipt);
/// Letters with a message that is not stored as one, oldest first.
absl::StatusOr<std::vector<HubReceipt>> ListOpenLetters(Connection& connection, int limit);
/// Errors that did not take effect yet, oldest first.
absl::StatusOr<std::vector<HubReceipt>> ListOpenErrors(Connection& connection, int limit);
/// nullopt when it was closed meanwhile.
absl::StatusOr<std::optional<std::string>> LoadLetterContent(Connection& connection, std::string_view reference);
/// Its content goes; what it said is kept by its digest.
absl::Status CloseReceipt(Connection& connection, std::string_view reference);
/// The letter that a message came in; nullopt when it came otherwise.
absl::StatusOr<std::optional<HubReceipt>> FindReceiptOf(Connection& connection, std::int64_t message);

/// An error that the hub must be told about a letter of its own.
struct UntoldFault {
  std::int64_t number = 0;
  std::int64_t receipt = 0;
  LetterParty receiver;  // who sent the letter
  std::string reference;
  std::string cross_reference;  // of the letter
  std::string municipality;
  LetterFault fault;
  Instant made_at;
  int attempts = 0;
};
/// Once a receipt.
absl::Status AddFault(Connection& connection, const UntoldFault& fault);
/// Those that were tried least first: what is never taken holds no other.
absl::StatusOr<std::vector<UntoldFault>> ListUntoldFaults(Connection& connection, int limit);
absl::Status CountFaultAttempt(Connection& connection, std::int64_t number);
/// It was told, or given up.
absl::Status CloseFault(Connection& connection, std::int64_t number, Instant now);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_RECEIPT_STORE_H_
