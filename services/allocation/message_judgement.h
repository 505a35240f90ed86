#ifndef CLIENTROUTE_SERVICES_ALLOCATION_MESSAGE_JUDGEMENT_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_MESSAGE_JUDGEMENT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "services/allocation/message.h"

namespace clientroute::allocation {

/// A broken rule.
struct Verdict {
  /// The class that it stands at; `Header` for the whole message.
  std::string class_path;
  /// `TR019`.
  std::string rule;
  /// WJ001.
  std::string return_code;
  /// In Dutch; never decided on.
  std::string explanation;
};

/// What a line of an approved message does.
struct Effect {
  enum class Kind : std::uint8_t {
    kRegisterRequest,  // the reference is used, and the request open
    kAddDelivery,      // `delivery` is reported
    kRemoveDelivery,   // `delivery`, which stands already, is taken back
    kRequestChange,    // the message as a whole asks for change; the reference is used, and the request open
  };
  Kind kind = Kind::kRegisterRequest;
  /// Index in the message.
  std::size_t line = 0;
  /// ToewijzingNummer.
  std::int64_t number = 0;
  Delivery delivery;
};

/// The judgement on a whole message: verdicts, or effects in the order in which they are taken. Never both.
struct Judgement {
  /// In the order of the lines, then of the rules; one class has one verdict a rule.
  std::vector<Verdict> verdicts;
  std::vector<Effect> effects;
};

/// Judges a message by the rules of levels 3 and 4 (see MessageRules); level 4 only when level 3 is kept by all lines.
/// Lines that take a report back are judged before the others, so that a correction may stand in one message in any
/// order; each line is judged with the effects of those before it. Pure, deterministic, thread-safe.
Judgement JudgeMessage(const Message& message, Knowledge known);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_MESSAGE_JUDGEMENT_H_
