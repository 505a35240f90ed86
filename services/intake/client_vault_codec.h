#ifndef CLIENTROUTE_SERVICES_INTAKE_CLIENT_VAULT_CODEC_H_
#define CLIENTROUTE_SERVICES_INTAKE_CLIENT_VAULT_CODEC_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "services/intake/person.h"
#include "services/platform/ids/random.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/uuid.h"

namespace clientroute::intake {

/// Between what intake knows of a client and what it may keep: bytes that say nothing without the master key, and
/// nothing at all once the client's own key is gone (PRI-2, PRI-3).
///   master key ── derived ──> key of the hashes of citizen numbers, of contents, of requests; key that wraps
///   client key (random) ── derived ──> person, text; for other services: `<service>/<use>` (`messaging/raw`)
/// Sealed bytes are bound to the client and to what they are, so that a value moved to another row does not open.
/// Holds derived keys alone. Thread-safe when `random` is.
class ClientVault {
 public:
  /// `random` outlives the vault; `master` need not.
  ClientVault(const SecretKey& master, Random* random);

  /// How a client is found: the same for the same number, and of no use without the master key. 32 bytes.
  std::string HashOf(const CitizenNumber& number) const;
  /// Tells two contents of a referral apart (ContentOf). 32 bytes.
  std::string HashOfContent(std::string_view content) const;
  /// Tells two requests apart where answers are kept. 32 bytes.
  std::string HashOfRequest(const google::protobuf::Message& request) const;

  SecretKey NewKey() const;
  std::string Wrap(const SecretKey& key, const Uuid& client) const;
  /// DataLoss when it was changed, belongs to another client, or was wrapped by another master key.
  absl::StatusOr<SecretKey> Unwrap(std::string_view wrapped, const Uuid& client) const;

  std::string SealPerson(const SecretKey& key, const Uuid& client, const Person& person) const;
  /// DataLoss when it was changed or moved.
  absl::StatusOr<Person> OpenPerson(const SecretKey& key, const Uuid& client, std::string_view sealed) const;
  /// A text about the client, bound to the resource `owner` that it belongs to (`referrals/…`).
  std::string SealText(const SecretKey& key, std::string_view owner, std::string_view text) const;
  absl::StatusOr<std::string> OpenText(const SecretKey& key, std::string_view owner, std::string_view sealed) const;

  /// The key for `use` of a service (`messaging`, `raw`).
  static SecretKey KeyFor(const SecretKey& key, std::string_view service, std::string_view use);

 private:
  Random* random_;
  SecretKey number_key_;
  SecretKey content_key_;
  SecretKey request_key_;
  SecretKey wrapping_key_;
};

}  // namespace clientroute::intake

#endif  // CLIENTROUTE_SERVICES_INTAKE_CLIENT_VAULT_CODEC_H_
