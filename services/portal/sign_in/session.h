#ifndef CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SESSION_H_
#define CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SESSION_H_

#include <memory>
#include <string>

#include "services/platform/calls/context.h"
#include "services/platform/values/calendar.h"

namespace clientroute::portal {

/// Who is signed in. A value.
struct SignedIn {
  Identity identity;
  std::string name;  // for people: `Medewerker van de toegang`
};

/// A browser that is signed in: what the door knows of it. The browser has a secret of 32 random bytes in a cookie;
/// here stands its SHA-256 alone, so that whoever reads the record can be nobody.
struct Session {
  std::string digest;  // 32 bytes
  SignedIn who;
  Instant begun;
  Instant last_used;  // to the minute
  Instant expires;    // when it ends if it is not used again; never after its longest life
};

using SharedSession = std::shared_ptr<const Session>;

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_SIGN_IN_SESSION_H_
