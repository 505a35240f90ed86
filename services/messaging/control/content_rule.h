#ifndef CLIENTROUTE_SERVICES_MESSAGING_CONTROL_CONTENT_RULE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CONTROL_CONTENT_RULE_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/codec/message.h"
#include "services/platform/values/date.h"

// How the rules of level 2 are written down: one small function a rule, in a table with the class and element that it
// judges. Level, return code and messages are those of the rule's row in the catalogue.

namespace clientroute::messaging {

/// What every rule may know beside the message.
struct ContentFacts {
  Date signed_on;  // Dagtekening
};

/// What is wrong, in Dutch; nothing when the rule holds.
using Violation = std::optional<std::string>;

/// A rule that one class instance keeps or breaks by itself.
struct InstanceRule {
  std::string_view rule;
  ClassId class_id;
  std::string_view element;  // path in the class of the value or group that the finding names
  FieldId anchor;            // the value whose line the finding gives
  Violation (*check)(const InstanceView& instance, const ContentFacts& facts);
};

/// A rule that compares instances. All of its findings name the same element and say the same.
struct MessageRule {
  std::string_view rule;
  std::string_view element;       // as of an InstanceRule; "" for the class as a whole
  std::optional<FieldId> anchor;  // without one the finding gives the line of the class
  std::string_view explanation;   // in Dutch
  /// The instances that break it, in any order.
  std::vector<InstanceIndex> (*check)(const Message& message);
};

// The tables, by subject.
std::span<const InstanceRule> PersonRules();  // client_rules: client and relations
std::span<const InstanceRule> ContactRules();
std::span<const InstanceRule> ProductRules();   // allocated, requested and changed products
std::span<const InstanceRule> DeliveryRules();  // starts and stops
std::span<const InstanceRule> RequestRules();   // change requests and answers to requests
std::span<const InstanceRule> ClaimRules();     // claims and their lines
std::span<const InstanceRule> TotalRules();     // totals beside the lines, and which lines an answer has
std::span<const MessageRule> MessageRules();
std::span<const MessageRule> KeyRules();        // logical keys
std::span<const MessageRule> ClaimLineRules();  // claim lines beside each other

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CONTROL_CONTENT_RULE_H_
