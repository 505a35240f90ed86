#ifndef CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_RECORD_H_
#define CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_RECORD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/values/calendar.h"
#include "services/platform/values/date.h"
#include "services/platform/values/uuid.h"

// What is kept of a message beside its bytes. Values; thread-safe. No identifying data: persons are named by ClientId.

namespace clientroute::messaging {

/// The numbers of these three are stored, and those of the first two are the ones of the wire.
enum class MessageWay : std::uint8_t { kIn = 1, kOut = 2 };
enum class MessageState : std::uint8_t {
  kReceived = 1,
  kRefused = 2,
  kAccepted = 3,
  kRejected = 4,
  kSent = 5,
  kAnswered = 6,
  kAnsweredWithErrors = 7,
  kWaiting = 8,
  kFailed = 9,
};
/// How far an inbound message came: stored; judged by itself, so that kind, parties and identification are known; done.
enum class MessageStage : std::uint8_t { kStored = 1, kJudged = 2, kFinished = 3 };

/// Something that is wrong in a message.
struct MessageFinding {
  std::string class_path;   // the class, the element for a schema error, `Header` for the whole message
  std::string rule;         // `TR019`; kSchemaRule or kExchangeRule
  std::string return_code;  // of the return message; empty where there is none
  std::int64_t line = 0;    // in the file; 0 when not known
  std::string explanation;  // in Dutch, without citizen numbers

  friend bool operator==(const MessageFinding&, const MessageFinding&) = default;
};
/// The rule of a finding at level 1.
inline constexpr std::string_view kSchemaRule = "XSD";
/// The rule of a finding about the exchange itself: a wrong door, a kind that is never received, an answer to nothing.
inline constexpr std::string_view kExchangeRule = "UITWISSELING";

struct MessageRecord {
  std::int64_t number = 0;  // in the order of receipt and writing
  Uuid id;
  MessageWay way = MessageWay::kIn;
  MessageState state = MessageState::kReceived;
  MessageStage stage = MessageStage::kStored;
  std::string kind;            // `JW315`; empty while or where it cannot be told
  std::string municipality;    // CBS code
  std::string provider;        // AGB code; empty while or where it cannot be told
  std::string identification;  // of the message, or IdentificatieRetour of a return message
  std::optional<Date> signed_on;
  std::string file_name;
  std::string digest;  // SHA-256, 32 bytes
  Instant created_at;
  std::optional<Date> answer_due;           // the last day of the term for its answer
  std::string route;                        // `routes/…` on whose behalf it was sent, or that it opened
  std::optional<std::int64_t> counterpart;  // number of the answer to it, or of what it answers
  std::optional<std::int64_t> repeats;      // number of the message whose bytes came again
  std::optional<Uuid> counterpart_id;       // of that message
  std::string failure;                      // while it is FAILED: what stopped it, `REASON: text`
  std::int64_t failures = 0;                // how often it was
  bool left_to_person = false;              // a person answers it: its route has ended, and care goes on
  std::vector<std::string> routes;          // `routes/…`
  std::vector<std::string> clients;         // `clients/…`
  std::vector<MessageFinding> findings;
};

/// `messages/<uuid>`.
std::string NameOfMessage(const Uuid& id);
/// The name of the timer that watches the term of an answer; its owner is the message.
inline constexpr std::string_view kAnswerTimer = "answer_term";

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_MESSAGE_RECORD_H_
