#ifndef CLIENTROUTE_SERVICES_PORTAL_HTTP_HTTP_SERVER_H_
#define CLIENTROUTE_SERVICES_PORTAL_HTTP_HTTP_SERVER_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/portal/http/exchange.h"

namespace clientroute::portal {

/// What one client may ask of the door: so that none of them, slow or large, takes it from the others.
struct HttpLimits {
  std::size_t header_bytes = 16 * 1024;  // over it: 431
  std::size_t body_bytes = 1024 * 1024;  // over it: 413
  int connections = 2'048;               // over it: 503, and the connection is closed
  /// A connection on which nothing is asked. Browsers open some in advance.
  std::chrono::milliseconds idle = std::chrono::seconds(60);
  /// From the first byte of a request to its last: over it the connection is closed.
  std::chrono::milliseconds header_patience = std::chrono::seconds(10);
  std::chrono::milliseconds body_patience = std::chrono::seconds(20);
  /// For a client to take an answer, or a piece of one that is streamed.
  std::chrono::milliseconds answer_patience = std::chrono::seconds(30);
};

struct HttpServerOptions {
  std::string address = "127.0.0.1:0";  // port 0 picks one
  int threads = 2;                      // none of them ever waits, so that a few carry every connection
  HttpLimits limits;
};

/// What every answer has, and who is told of it.
struct HttpService {
  HttpHeaders headers;  // of every answer, also of those that the server makes itself
  std::function<void(const SharedExchange&)> handle;
  /// The path that was asked for (empty for what was no request), the status, and how long it took until the answer
  /// began. May be null; may not wait.
  std::function<void(std::string_view, int, std::chrono::microseconds)> answered;
};

/// HTTP/1.1 on TCP, without TLS: that is the work of what stands before it. Thread-safe.
class HttpServer {
 public:
  /// Listens. Errors: Unavailable ADDRESS_IN_USE; InvalidArgument ADDRESS_INVALID.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Listen(HttpServerOptions options);
  virtual ~HttpServer() = default;

  virtual int port() const = 0;
  /// Begins to take what comes; once. `handle` gets every request that keeps the limits, on a thread of the server, and
  /// may not wait. Between Listen and Serve connections wait.
  virtual void Serve(HttpService service) = 0;
  /// How many connections there are.
  virtual int connections() const = 0;
  /// Takes no more connections, lets answers that are under way end within `grace`, closes the rest and returns when
  /// there is no connection any more. Exchanges that somebody still holds are dead but may be held until the server is
  /// destroyed; not longer. Idempotent.
  virtual void Stop(std::chrono::milliseconds grace) = 0;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_HTTP_HTTP_SERVER_H_
