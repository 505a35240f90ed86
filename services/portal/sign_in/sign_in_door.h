#ifndef CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SIGN_IN_DOOR_H_
#define CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SIGN_IN_DOOR_H_

#include <string>

#include "services/platform/logging/logger.h"
#include "services/platform/privacy/cipher.h"
#include "services/portal/sign_in/guard.h"
#include "services/portal/sign_in/open_id_client.h"

namespace clientroute::portal {

/// What signing in stands on; all outlive it, and are thread-safe.
struct SignInDeps {
  SessionKeeper* keeper = nullptr;
  OpenIdClient* provider = nullptr;
  Guard* guard = nullptr;
  Workers* workers = nullptr;
  const DoorAddress* address = nullptr;
  const Clock* clock = nullptr;  // the real one
  Random* random = nullptr;
  const SecretKey* ticket_key = nullptr;
  Logger* logger = nullptr;
  std::string release;  // of program and pages together
};

/// `GET /session`, `GET /sign-in`, `GET /sign-in/callback`, `POST /sign-out`. Thread-safe.
class SignInDoor {
 public:
  explicit SignInDoor(SignInDeps deps) : deps_(std::move(deps)) {}

  static bool Knows(const HttpRequest& request);
  /// Answers in every case.
  void Handle(const SharedExchange& exchange);

 private:
  void Tell(const SharedExchange& exchange);
  /// Does it on a worker, since it waits.
  void Later(const SharedExchange& exchange, HttpAnswer (SignInDoor::*work)(const HttpRequest&));
  HttpAnswer Depart(const HttpRequest& request);
  HttpAnswer Admit(const HttpRequest& request);
  absl::StatusOr<HttpAnswer> TryAdmit(const HttpRequest& request);
  absl::StatusOr<SignedIn> WhoCameBack(const HttpRequest& request, const SignInTicket& ticket);
  HttpAnswer Forget(const HttpRequest& request);

  const SignInDeps deps_;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SIGN_IN_DOOR_H_
