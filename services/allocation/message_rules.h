#ifndef CLIENTROUTE_SERVICES_ALLOCATION_MESSAGE_RULES_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_MESSAGE_RULES_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/allocation/message.h"

namespace clientroute::allocation {

/// One line of a message before one rule.
struct RuleInput {
  const Message& message;
  const MessageLine& line;
  /// What is known, with the effects of the lines judged before this one.
  const Knowledge& known;
};

/// In Dutch why the rule is broken; nullopt when it is kept.
using Broken = std::optional<std::string>;

/// A rule of level 3 (against earlier messages and allocations) or 4 (against outside sources).
struct MessageRule {
  std::string_view id;
  int level = 3;
  /// WJ001.
  std::string_view return_code;
  /// The messages that it is for.
  std::vector<MessageKind> kinds;
  /// Whether it is asked of a first report (status 1), and of one that takes an earlier report back (status 3).
  bool of_first = true;
  bool of_removal = false;
  /// The class that a verdict stands at. What stands at the request or the client is asked of its first line alone.
  enum class At : std::uint8_t { kLine, kRequest, kClient, kHeader } at = At::kLine;
  Broken (*judge)(const RuleInput&) = nullptr;
};

/// The rules of a request for change alone (317), for MessageRules.
std::vector<MessageRule> ChangeRules();

/// All of them, in the order of their verdicts. Lives as long as the program. Thread-safe.
std::span<const MessageRule> MessageRules();

/// The allocation of the message's client and provider that a line of a request for change names, valid on the day of
/// judgement or later (TR350, TR351); null when there is none.
const KnownAllocation* CurrentAllocationOf(const RuleInput& input);

/// The allocation that a start or stop belongs to (TR019); null when there is none: the number is not known to the
/// municipality within the law, is of another provider or client, was withdrawn, or is of another product.
const KnownAllocation* AllocationOf(const RuleInput& input);

/// The report that a line takes back: of the same allocation with the same logical key (IV008), not taken back before.
/// Null when there is none.
const Delivery* Earlier(const KnownAllocation& allocation, const MessageLine& line);

/// The report that a start or stop of the allocation becomes.
Delivery DeliveryOf(const KnownAllocation& allocation, const MessageLine& line);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_MESSAGE_RULES_H_
