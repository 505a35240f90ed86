#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_DOOR_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_DOOR_H_

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <semaphore>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "services/messaging/hub/hub_client.h"

namespace httplib {
class Server;
}

namespace clientroute::messaging {

struct HubDoorOptions {
  std::string host = "127.0.0.1";
  int port = 0;  // 0 picks one
  /// With a certificate the door speaks TLS; with authorities too it asks the other side for its own.
  TlsFiles tls;
};

/// Where the HTTP hub brings letters: POST on kPath. Reads at most kLetterBytesMax and one byte of each, whatever their
/// headers say, so that the one who takes them can tell what is too large. Thread-safe.
class HubDoor {
 public:
  static constexpr char kPath[] = "/ggk";
  /// So many connections at once, so that some that say nothing do not shut the door.
  static constexpr std::size_t kThreads = 64;
  /// So many letters at once, of all connections; each may hold its bytes twice.
  static constexpr std::ptrdiff_t kLettersMost = 4;

  /// `take` is called for every letter, on several threads. Errors: Unavailable ADDRESS_IN_USE; InvalidArgument
  /// HUB_CERTIFICATE_INVALID.
  static absl::StatusOr<std::unique_ptr<HubDoor>> Open(HubDoorOptions options,
                                                       std::function<HttpAnswer(const std::string& body)> take);
  /// Lets the letters that are being taken finish.
  ~HubDoor();
  HubDoor(const HubDoor&) = delete;
  HubDoor& operator=(const HubDoor&) = delete;

  /// `http://127.0.0.1:7423/ggk`.
  std::string url() const;

 private:
  HubDoor(HubDoorOptions options, std::function<HttpAnswer(const std::string&)> take);

  const HubDoorOptions options_;
  const std::function<HttpAnswer(const std::string&)> take_;
  int port_ = 0;
  std::counting_semaphore<kLettersMost> letters_{kLettersMost};
  std::unique_ptr<httplib::Server> server_;
  std::atomic<bool> ended_ = false;
  std::thread listener_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_DOOR_H_
