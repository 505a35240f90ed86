#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_CATALOGUE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_CATALOGUE_H_

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "services/messaging/standard/message_schema.h"

namespace clientroute::messaging {

/// Every message of every release that is understood. A new release is one more table in `Default()`; a test may make a
/// catalogue of its own. Immutable, safe from any thread.
class Catalogue {
 public:
  /// The releases must outlive the catalogue.
  explicit Catalogue(std::span<const Release* const> releases);

  /// The releases in force.
  static const Catalogue& Default();

  /// By the namespace of a message's root, or null.
  const MessageSchema* FindByNamespace(std::string_view message_namespace) const;

  /// By name ("JW315") in the newest release that has it, or null.
  const MessageSchema* FindByName(std::string_view name) const;

  /// The return message that answers `forward`, or null when it has none (or is itself one).
  const MessageSchema* ReturnOf(const MessageSchema& forward) const;

  /// The forward message that `answer` returns, or null.
  const MessageSchema* ForwardOf(const MessageSchema& answer) const;

  /// Message `number` of `release`, or null.
  const MessageSchema* Find(const Release& release, MessageNumber number) const;

  std::span<const std::unique_ptr<const MessageSchema>> messages() const { return messages_; }

 private:
  std::vector<std::unique_ptr<const MessageSchema>> messages_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_CATALOGUE_H_
