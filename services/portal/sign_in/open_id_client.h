#ifndef CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_OPEN_ID_CLIENT_H_
#define CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_OPEN_ID_CLIENT_H_

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/clock/clock.h"
#include "services/portal/sign_in/session.h"
#include "services/portal/sign_in/sign_in_ticket.h"

namespace clientroute::portal {

struct OpenIdOptions {
  std::string issuer;         // `https://login.example`, as it stands in its tokens
  std::string client_id;      // what the issuer calls us
  std::string redirect_uri;   // where its answer comes: the door's /sign-in/callback
  std::string client_secret;  // that the issuer gave us; empty for a client without one
};

/// The door as a client of an OpenID Connect provider: code flow with PKCE, nothing else. Where it has a secret that
/// goes in the header (client_secret_basic), or in the form to a provider that takes it there alone. The provider's
/// tokens stay in this process, and not longer than they are read. Its calls wait for the provider: not for the threads
/// of the door. Thread-safe.
class OpenIdClient {
 public:
  /// For an answer of the provider.
  static constexpr std::chrono::seconds kPatience{10};
  /// How long what the provider says of itself is believed.
  static constexpr std::chrono::minutes kDiscoveryKept{10};

  OpenIdClient(OpenIdOptions options, const Clock* clock) : options_(std::move(options)), clock_(clock) {}

  /// Where the browser goes to sign in. Errors: Unavailable PROVIDER_UNREACHABLE, PROVIDER_WRONG.
  absl::StatusOr<std::string> AuthorizeUrl(const SignInTicket& ticket);
  /// Who signed in, for the code that came back. Errors: those; Unauthenticated CODE_REFUSED, TOKEN_INVALID,
  /// CLAIMS_INVALID.
  absl::StatusOr<SignedIn> Redeem(const std::string& code, const SignInTicket& ticket);

 private:
  struct Provider {
    std::string authorize;
    std::string token;
    std::string keys;
    bool secret_in_form = false;
    Instant until;
  };
  absl::StatusOr<Provider> Discover();
  /// The header that proves who we are; empty without a secret.
  std::string Basic() const;

  const OpenIdOptions options_;
  const Clock* const clock_;
  std::mutex mutex_;
  std::optional<Provider> provider_;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_OPEN_ID_CLIENT_H_
