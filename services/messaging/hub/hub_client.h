#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_CLIENT_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_CLIENT_H_

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/messaging/hub/tls.h"

namespace httplib {
class Client;
}

namespace clientroute::messaging {

struct HubClientOptions {
  std::string url;  // `https://hub.example/ggk`
  /// Where it names nobody, the other side's certificate must carry the host of the address; it must do so anyhow.
  TlsFiles tls;
  std::chrono::seconds timeout{30};  // for the connection, and for the answer
};

/// What an HTTP server answered.
struct HttpAnswer {
  int status = 0;
  std::string body;
};

/// Brings letters to an HTTP server, over TLS where the address says so. Keeps a connection. Thread-safe; one letter at
/// a time. Of an answer the body is bounded and its headers are not, as the library has it: they come of a side that we
/// called ourselves and know by its certificate.
class HubClient {
 public:
  /// InvalidArgument HUB_ADDRESS_INVALID for what is no address; HUB_CERTIFICATE_INVALID for files that cannot be used.
  static absl::StatusOr<std::unique_ptr<HubClient>> Open(HubClientOptions options);
  ~HubClient();
  HubClient(const HubClient&) = delete;
  HubClient& operator=(const HubClient&) = delete;

  /// Unavailable HUB_UNREACHABLE when no connection comes about, or the other side is not who it should be: then it
  /// says whose certificate it showed; Unavailable HUB_NO_ANSWER when the connection ended or the time was over before
  /// an answer of at most 1 MB came: then the letter may have been taken.
  absl::StatusOr<HttpAnswer> Post(std::string_view soap_action, const std::string& body);

  static constexpr std::size_t kAnswerBytesMax = 1'000'000;

 private:
  explicit HubClient(HubClientOptions options);

  const HubClientOptions options_;
  std::string path_;
  std::mutex mutex_;
  std::string stranger_;  // who showed himself last in the hub's place; guarded by mutex_
  std::unique_ptr<PeerNames> names_;
  std::unique_ptr<httplib::Client> client_;  // last: it asks the names
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_CLIENT_H_
