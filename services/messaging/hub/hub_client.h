#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_CLIENT_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_CLIENT_H_

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace httplib {
class Client;
}

namespace clientroute::messaging {

/// Files (PEM) by which two sides know each other; each may be empty.
struct TlsFiles {
  std::string authorities;  // certificates that the other side's is checked against
  std::string certificate;  // our own
  std::string key;          // of our own
};

struct HubClientOptions {
  std::string url;  // `https://hub.example/ggk`
  TlsFiles tls;
  std::chrono::seconds timeout{30};  // for the connection, and for the answer
};

/// What an HTTP server answered.
struct HttpAnswer {
  int status = 0;
  std::string body;
};

/// Brings letters to an HTTP server, over TLS where the address says so. Keeps a connection. Thread-safe; one letter at
/// a time.
class HubClient {
 public:
  /// InvalidArgument HUB_ADDRESS_INVALID for what is no address; HUB_CERTIFICATE_INVALID for files that cannot be used.
  static absl::StatusOr<std::unique_ptr<HubClient>> Open(HubClientOptions options);
  ~HubClient();
  HubClient(const HubClient&) = delete;
  HubClient& operator=(const HubClient&) = delete;

  /// Unavailable HUB_UNREACHABLE when no connection comes about, or the other side is not who it should be; Unavailable
  /// HUB_NO_ANSWER when the connection ended or the time was over before an answer of at most 1 MB came: then the
  /// letter may have been taken.
  absl::StatusOr<HttpAnswer> Post(std::string_view soap_action, const std::string& body);

  static constexpr std::size_t kAnswerBytesMax = 1'000'000;

 private:
  explicit HubClient(HubClientOptions options);

  const HubClientOptions options_;
  std::string path_;
  std::unique_ptr<httplib::Client> client_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_CLIENT_H_
