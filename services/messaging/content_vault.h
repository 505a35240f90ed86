#ifndef CLIENTROUTE_SERVICES_MESSAGING_CONTENT_VAULT_H_
#define CLIENTROUTE_SERVICES_MESSAGING_CONTENT_VAULT_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/messaging/message_store.h"
#include "services/platform/ids/random.h"
#include "services/platform/privacy/cipher.h"

namespace clientroute::messaging {

/// A client with the key that intake gives for his messages; never stored.
struct ClientKey {
  std::string client;  // `clients/…`
  SecretKey key;
};

/// Seals the bytes of messages (PRI-2): with the key of the client, so that they can never be read again when intake
/// destroys it (PRI-3); with the exchange's own key, derived from the suite's master key, where no client is known (a
/// file that is no message, a number that is not known), a message is about many (a claim and its answer), or nobody is
/// named (a return message of a header alone), and for what waits to be written to a folder. What is sealed is bound to
/// the digest of its bytes. Thread-safe.
class ContentVault {
 public:
  /// `random` outlives it.
  ContentVault(const SecretKey& master_key, Random* random);

  SealedContent SealMessage(std::string_view bytes, const std::optional<ClientKey>& client) const;
  /// Opens what SealMessage sealed, and checks that the bytes have this digest. `client` is needed when the content
  /// names one. DataLoss SEALED_TEXT_DAMAGED; FailedPrecondition KEY_MISSING.
  absl::StatusOr<std::string> OpenMessage(const SealedContent& content, std::string_view digest,
                                          const std::optional<ClientKey>& client) const;
  /// Content that can never be opened: of a message that came about a client who was erased meanwhile.
  SealedContent Shred(std::string_view bytes, const std::string& client) const;

  /// For a file that waits to be written.
  std::string SealFile(std::string_view bytes, std::string_view name) const;
  absl::StatusOr<std::string> OpenFile(std::string_view sealed, std::string_view name) const;

  /// A keyed hash of sender and citizen number, to keep their messages in order; 32 bytes that tell nothing.
  std::string QueueOf(std::string_view provider, std::string_view citizen_number) const;

 private:
  SecretKey message_key_;
  SecretKey file_key_;
  SecretKey queue_key_;
  Random* random_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_CONTENT_VAULT_H_
