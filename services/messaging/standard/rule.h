#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_RULE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_RULE_H_

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

#include "services/messaging/standard/structure.h"

namespace clientroute::messaging {

/// The four levels of control, each judged only when the one before passed.
enum class ControlLevel : std::uint8_t {
  kSchema = 1,          // the reader; a report, no return message
  kContent = 2,         // the message by itself; header with 0001
  kAcrossMessages = 3,  // against earlier messages and allocations; the rule's own code
  kOutside = 4,         // against lists, contracts and the clock; the rule's own code
};

enum class RuleKind : std::uint8_t { kTechnical, kCondition, kConstraint, kRestriction };  // TR, CD, CS, RS

/// The messages that a rule applies to: a small set of message numbers.
class MessageSet {
 public:
  constexpr MessageSet(std::initializer_list<MessageNumber> numbers) {
    for (const MessageNumber number : numbers) bits_ |= Bit(number);
  }
  constexpr bool Has(MessageNumber number) const { return (bits_ & Bit(number)) != 0; }

 private:
  static constexpr std::uint32_t Bit(MessageNumber number) {
    return number < 300 || number > 331 ? 0U : 1U << (number - 300);
  }
  std::uint32_t bits_ = 0;
};

/// A rule of the standard, whoever judges it.
struct Rule {
  std::string_view id;  // "TR101"
  ControlLevel level;
  std::string_view return_code;  // "" where the standard has none
  MessageSet messages;
  std::string_view text;                        // in Dutch, in our own words, for people
  std::optional<Standard> only = std::nullopt;  // where the other standard does not have it
};

/// Whether the rule is judged in message `number` of that standard.
bool AppliesTo(const Rule& rule, Standard standard, MessageNumber number);

/// TR, CD, CS or RS, from the id.
RuleKind KindOf(const Rule& rule);

/// All rules of iJw and iWmo, by id.
std::span<const Rule> Rules();

/// The rule with that id, or null. Cost: a binary search.
const Rule* FindRule(std::string_view id);

/// The meaning of a return code (WJ001) in Dutch, or "" when it is not one.
std::string_view ReturnCodeMeaning(std::string_view code);

/// The return codes with a meaning of their own in every message.
inline constexpr std::string_view kRefusedTechnically = "0001";
inline constexpr std::string_view kNoRemark = "0200";
inline constexpr std::string_view kNotJudged = "0233";

/// True for a code that refuses: every return code except 0200, 0233 and 8001.
bool Refuses(std::string_view return_code);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_RULE_H_
