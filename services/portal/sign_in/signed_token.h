#ifndef CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SIGNED_TOKEN_H_
#define CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SIGNED_TOKEN_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/values/calendar.h"
#include "services/portal/sign_in/json_fields.h"

namespace clientroute::portal {

/// What an identity token must say of itself.
struct TokenRules {
  std::string issuer;
  std::string client_id;
  std::string nonce;
  Instant now;
};

/// The claims of an identity token (OpenID Connect Core 3.1.3.7): signed by one of the keys (a JWK set) with RS256 or
/// ES256, by this issuer, for this client, for this attempt, and not too old. Pure, thread-safe. Errors:
/// Unauthenticated TOKEN_INVALID, whose message says what is wrong and holds nothing of the token.
absl::StatusOr<JsonObject> VerifyToken(std::string_view token, std::string_view key_set, const TokenRules& rules);

/// A key to sign with: P-256, new with each object, known by nobody else. Thread-safe.
class SigningKey {
 public:
  explicit SigningKey(std::string key_id);
  ~SigningKey();
  /// The public half, as a JWK set.
  const std::string& key_set() const { return key_set_; }
  /// A token with these claims, by ES256.
  std::string Sign(const JsonObject& claims) const;

 private:
  struct Key;
  std::unique_ptr<Key> key_;
  std::string key_id_;
  std::string key_set_;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SIGNED_TOKEN_H_
