#ifndef CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_STORE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_STORE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/message_record.h"
#include "services/platform/store/database.h"

// The rows of messages: what they are, whom they are about, what is wrong in them, and their sealed bytes. Free
// functions inside a transaction of the caller. Errors of all: those of Connection; and what is said with each.

namespace clientroute::messaging {

/// Adds a message with its routes, clients and findings; `record.number` is filled, and the id too when it is nil (then
/// derived from the number and what it holds). AlreadyExists: a file of this name and way is there already.
absl::Status InsertMessage(Connection& connection, MessageRecord* record);

/// How an inbound message turned out, or how an outbound one was answered. The stage becomes finished; its term ends.
struct MessageOutcome {
  std::int64_t number = 0;
  MessageState state = MessageState::kAccepted;
  std::string route;
  std::optional<std::int64_t> counterpart;
  std::optional<std::int64_t> repeats;
  std::vector<std::string> routes;
  std::vector<std::string> clients;
  std::vector<MessageFinding> findings;
};
absl::Status FinishMessage(Connection& connection, const MessageOutcome& outcome);

/// What judging an inbound message by itself told: kind, provider, identification, signed_on, answer_due.
/// `queue` is the keyed hash of sender and client; empty when its order matters to no other message.
absl::Status SaveJudged(Connection& connection, const MessageRecord& record, std::string_view queue);
absl::Status SaveState(Connection& connection, std::int64_t number, MessageState state);
/// The message waits for a person; it holds no other message any more. Its queue stays, for when it is tried again.
absl::Status SaveFailure(Connection& connection, std::int64_t number, std::string_view failure);
/// Back into the work. False when it is not FAILED; then nothing changes.
absl::StatusOr<bool> TakeUpAgain(Connection& connection, std::int64_t number);
absl::Status SaveClients(Connection& connection, std::int64_t number, const std::vector<std::string>& clients);

/// With routes, clients and findings. NotFound MESSAGE_NOT_FOUND.
absl::StatusOr<MessageRecord> LoadMessage(Connection& connection, std::int64_t number);
absl::StatusOr<MessageRecord> FindMessage(Connection& connection, const Uuid& id);

/// Inbound messages that are not finished and wait for no person and no start (overtaken_store.h), oldest first.
absl::StatusOr<std::vector<std::int64_t>> ListOpenMessages(Connection& connection);
/// Whether an older message of the same queue is not finished (MSG-4: order is kept per sender and client). One that
/// FAILED, or waits for its start, holds nobody.
absl::StatusOr<bool> HasOlderInQueue(Connection& connection, std::int64_t number);
/// The forward message that we sent and that a return message with this header answers; nullopt when there is none.
absl::StatusOr<std::optional<std::int64_t>> FindSent(Connection& connection, std::string_view municipality,
                                                     std::string_view provider, std::string_view kind,
                                                     std::string_view identification);
/// How many allocation messages (301) that were sent for the route wait for their return message.
absl::StatusOr<std::int64_t> CountUnanswered(Connection& connection, std::string_view route);

/// Which messages to list; what is empty does not narrow.
struct MessageFilter {
  std::optional<std::set<std::string>> visible;  // municipalities that the caller may see; nullopt: all
  std::string municipality;
  std::string provider;
  std::string kind;
  std::string route;
  /// In one of these; in any when there are none.
  std::set<MessageState> states;
  bool left_to_person = false;
  /// Only those whose answer was due before this day.
  std::optional<Date> due_before;
  /// Only those from and to this provider, instead of those of the municipalities: who is shown his own.
  std::optional<std::string> own_provider;
};
/// The numbers are those of v1::ListMessagesRequest::Order: newest first, oldest first, by the day on which the answer
/// is due, without which they are not listed.
enum class MessageOrder : std::uint8_t { kNewest, kOldest, kDue };
/// Where a list of messages goes on: behind this one.
struct MessagePosition {
  std::int64_t number = 0;
  /// YYYY-MM-DD.
  std::string due;
};
MessagePosition PositionOf(const MessageRecord& record);
/// In a list a message shows its first findings only: one can have a thousand, and a page a thousand messages.
inline constexpr int kListedFindingsMax = 5;
/// And its first clients only: a claim can be about thousands.
inline constexpr int kListedClientsMax = 20;
/// Those after the position (nullopt: from the first), at most `limit`, each with at most kListedFindingsMax findings
/// and kListedClientsMax clients. Cost: each order has its index.
absl::StatusOr<std::vector<MessageRecord>> ListMessages(Connection& connection, const MessageFilter& filter,
                                                        MessageOrder order, const std::optional<MessagePosition>& after,
                                                        int limit);

/// The bytes of a message as they are kept.
struct SealedContent {
  std::string client;  // `clients/…` whose key opens it; empty for the exchange's own
  std::string sealed;
};
absl::Status SaveContent(Connection& connection, std::int64_t number, const SealedContent& content);
/// Of a message, or of the one that it repeats. NotFound CONTENT_NOT_FOUND.
absl::StatusOr<SealedContent> LoadContent(Connection& connection, std::int64_t number);
/// For a message that repeats another's bytes.
absl::Status DropContent(Connection& connection, std::int64_t number);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_STORE_H_
