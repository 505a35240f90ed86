#ifndef CLIENTROUTE_SERVICES_PORTAL_PORTAL_H_
#define CLIENTROUTE_SERVICES_PORTAL_PORTAL_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/clock/clock.h"
#include "services/platform/ids/random.h"
#include "services/platform/logging/logger.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/privacy/cipher.h"
#include "services/platform/store/database.h"
#include "services/portal/api/api_methods.h"
#include "services/portal/http/http_server.h"
#include "services/portal/identity/persona.h"

namespace clientroute::portal {

/// An OpenID Connect provider that knows this door as a client.
struct OutsideProvider {
  std::string issuer;
  std::string client_id;
  std::string client_secret;  // empty for a client without one
};

struct PortalOptions {
  HttpServerOptions http;
  /// How browsers write the address: `https://portaal.example`. Empty: `http://` and where it listens.
  std::string origin;
  /// Who says who somebody is; the embedded identity provider when there is none, which is there only then.
  std::optional<OutsideProvider> sign_in;
  /// Of the built pages; empty or without an index.html: the door works without pages, and says so.
  std::string pages_folder;
  std::string version;
  std::vector<ServiceBehind> services;
  /// Who one can be at the embedded identity provider.
  Cast cast;
  /// Between two signs of life on an event stream on which nothing happens.
  std::chrono::milliseconds sign_of_life = std::chrono::seconds(15);
};

/// What the door stands on; all outlive it, and are thread-safe.
struct PortalDeps {
  Database* database = nullptr;  // its own: sessions
  const Clock* clock = nullptr;  // the real one, whatever the suite runs on
  Random* random = nullptr;
  Logger* logger = nullptr;
  Metrics* metrics = nullptr;
  const SecretKey* master_key = nullptr;
};

/// The one HTTP door: pages, and every method that is for people as JSON, as events and as a file, for whoever signed
/// in. It knows no method by name and decides nothing about what may be seen: the call goes on as whom is signed in,
/// and the service answers or refuses. Thread-safe.
class Portal {
 public:
  /// Listens and serves. Errors: those of HttpServer::Listen, ApiMethods::Of and PageFiles::Read.
  static absl::StatusOr<std::unique_ptr<Portal>> Start(PortalOptions options, PortalDeps deps);
  /// Stop, without grace.
  virtual ~Portal() = default;

  /// Where browsers find it: `http://127.0.0.1:7480`.
  virtual const std::string& origin() const = 0;
  /// Takes nothing new, ends event streams, lets what is being answered end within `grace`. Idempotent.
  virtual void Stop(std::chrono::milliseconds grace) = 0;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_PORTAL_H_
