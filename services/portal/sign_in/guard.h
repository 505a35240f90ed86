#ifndef CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_GUARD_H_
#define CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_GUARD_H_

#include <functional>

#include "services/portal/http/exchange.h"
#include "services/portal/http/workers.h"
#include "services/portal/sign_in/door_address.h"
#include "services/portal/sign_in/session_keeper.h"

namespace clientroute::portal {

inline constexpr std::string_view kSessionCookie = "clientroute-session";

/// Finds who asks. Thread-safe.
class Guard {
 public:
  Guard(SessionKeeper* keeper, Workers* workers, const DoorAddress* address)
      : keeper_(keeper), workers_(workers), address_(address) {}

  /// Calls `then` with the session of the request, or null where there is none; at once when it is remembered, else
  /// from a worker, after a look in the record. Answers 503 itself when that cannot be done.
  void WithSession(const SharedExchange& exchange, std::function<void(SharedSession)> then);

  /// The secret that the request shows; empty when it shows none.
  std::string_view SecretIn(const HttpRequest& request) const {
    return request.Cookie(address_->CookieName(kSessionCookie));
  }

 private:
  SessionKeeper* const keeper_;
  Workers* const workers_;
  const DoorAddress* const address_;
};

/// "Too busy, try again": where work cannot be taken on.
HttpAnswer Busy();

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_GUARD_H_
