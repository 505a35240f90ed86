#ifndef CLIENTROUTE_SERVICES_PORTAL_IDENTITY_EMBEDDED_PROVIDER_H_
#define CLIENTROUTE_SERVICES_PORTAL_IDENTITY_EMBEDDED_PROVIDER_H_

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "services/platform/clock/clock.h"
#include "services/platform/ids/random.h"
#include "services/portal/http/message.h"
#include "services/portal/identity/persona.h"
#include "services/portal/sign_in/door_address.h"
#include "services/portal/sign_in/open_id_client.h"
#include "services/portal/sign_in/signed_token.h"

namespace clientroute::portal {

/// An OpenID Connect provider for one process on one machine, under `/identiteit/`: whoever opens its page chooses who
/// he is. It proves nothing and says so, large. So that trying out goes by the same way as the real thing; never beside
/// a real one. Keeps codes in memory alone: a stop ends attempts that are under way. Answers at once. Thread-safe.
class EmbeddedProvider {
 public:
  static constexpr std::string_view kPath = "/identiteit";
  /// Between the choice and the door's question for the token, which follows at once.
  static constexpr std::chrono::seconds kCodeLife{60};
  static constexpr std::chrono::minutes kTokenLife{5};

  /// `client` is the one client that it serves; its issuer is this. All outlive it.
  EmbeddedProvider(OpenIdOptions client, Cast cast, const DoorAddress* address, const Clock* clock, Random* random);

  static bool Knows(const HttpRequest& request) { return request.path.starts_with("/identiteit/"); }
  HttpAnswer Answer(const HttpRequest& request);

 private:
  struct Code {
    std::string challenge;
    JsonObject claims;
    Instant until;
  };
  using Fields = std::map<std::string, std::string>;

  HttpAnswer Discovery() const;
  HttpAnswer AskWho(const HttpRequest& request) const;
  HttpAnswer TakeChoice(const HttpRequest& request);
  HttpAnswer GiveToken(const HttpRequest& request);
  /// What is wrong with a request to sign in; empty when nothing is.
  std::string FaultOf(Fields& fields) const;
  JsonObject ClaimsOf(const Persona& persona, const std::string& municipality, const std::string& nonce) const;

  const OpenIdOptions client_;
  const Cast cast_;
  const DoorAddress* const address_;
  const Clock* const clock_;
  Random* const random_;
  const SigningKey key_;
  std::mutex mutex_;
  std::map<std::string, Code> codes_;  // each good once
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_IDENTITY_EMBEDDED_PROVIDER_H_
