#ifndef CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SIGN_IN_TICKET_H_
#define CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SIGN_IN_TICKET_H_

#include <chrono>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/ids/random.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/values/calendar.h"

namespace clientroute::portal {

/// What a browser carries while it is away to the identity provider, sealed: so that the door keeps nothing for those
/// who never come back, and the answer is good only in the browser that asked.
struct SignInTicket {
  std::string state;      // comes back with the answer
  std::string nonce;      // stands in the token
  std::string verifier;   // of PKCE (RFC 7636)
  std::string return_to;  // a path here
  Instant until;
};

/// For somebody to find his password.
inline constexpr std::chrono::minutes kSignInPatience{10};

/// A new one, with a state, nonce and verifier of 32 random bytes each.
SignInTicket MakeTicket(std::string return_to, Instant now, Random& random);
/// BASE64URL(SHA-256(verifier)): what the identity provider is shown of the verifier. Pure.
std::string ChallengeOf(std::string_view verifier);

/// For a cookie: characters of base64url.
std::string SealTicket(const SecretKey& key, const SignInTicket& ticket, Random& random);
/// Errors: Unauthenticated SIGN_IN_UNKNOWN for what was not sealed here, SIGN_IN_LATE when its time has passed.
absl::StatusOr<SignInTicket> OpenTicket(const SecretKey& key, std::string_view sealed, Instant now);

/// The path if it is one of this site (`/taken?wie=ik`), otherwise `/`: nobody is sent elsewhere by a link. Pure.
std::string SafeReturn(std::string_view path);

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SIGN_IN_TICKET_H_
