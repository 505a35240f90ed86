#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_DOOR_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_DOOR_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <semaphore>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "services/messaging/hub/hub_client.h"
#include "services/messaging/hub/letter_reader.h"
#include "services/messaging/hub/tls.h"
#include "services/platform/logging/logger.h"

namespace httplib {
class Server;
}

namespace clientroute::messaging {

/// What the door reads of anyone: bytes as they come, packed and in chunks, without those of TLS.
struct DoorLimits {
  std::size_t head_bytes = 16'384;               // the request's line and headers: how long and how many together
  std::size_t body_bytes = 2 * kLetterBytesMax;  // a largest letter in chunks of eight bytes comes through
  std::chrono::milliseconds idle{1'000};         // until the first byte: a connection holds a thread, and a stop waits
  std::chrono::milliseconds head{10'000};        // for the handshake, line and headers together
  std::chrono::milliseconds body{300'000};       // for what follows
  std::chrono::milliseconds silence{30'000};     // in it, or until our answer goes
};

struct HubDoorOptions {
  std::string host = "127.0.0.1";
  int port = 0;  // 0 picks one
  /// With a certificate the door speaks TLS; with authorities too it asks the other side for its own, which must carry
  /// one of the names.
  TlsFiles tls;
  DoorLimits limits = {};
};

/// Where the HTTP hub brings letters: POST on kPath. Reads at most kLetterBytesMax and one byte of each, whatever their
/// headers say, so that the one who takes them can tell what is too large; and no more of anything than its limits say.
/// A head that is too large is answered 431; whoever is not the hub is refused in the handshake, and the log says who
/// it was. Thread-safe.
class HubDoor {
 public:
  static constexpr char kPath[] = "/ggk";
  /// So many connections at once, so that some that say nothing do not shut the door.
  static constexpr std::size_t kThreads = 64;
  /// So many letters at once, of all connections; each may hold its bytes twice.
  static constexpr std::ptrdiff_t kLettersMost = 4;

  /// `take` is called for every letter, on several threads; the logger outlives the door. Errors: Unavailable
  /// ADDRESS_IN_USE; those of MakeServerContext.
  static absl::StatusOr<std::unique_ptr<HubDoor>> Open(HubDoorOptions options, Logger* logger,
                                                       std::function<HttpAnswer(const std::string& body)> take);
  /// Lets the letters that are being taken finish.
  ~HubDoor();
  HubDoor(const HubDoor&) = delete;
  HubDoor& operator=(const HubDoor&) = delete;

  /// `http://127.0.0.1:7423/ggk`.
  std::string url() const;

 private:
  HubDoor(HubDoorOptions options, Logger* logger, std::function<HttpAnswer(const std::string&)> take);

  void SetUp(httplib::Server* server);

  const HubDoorOptions options_;
  const std::function<HttpAnswer(const std::string&)> take_;
  int port_ = 0;
  const PeerNames names_;  // of the hub
  std::counting_semaphore<kLettersMost> letters_{kLettersMost};
  std::unique_ptr<httplib::Server> server_;
  std::atomic<bool> ended_ = false;
  std::thread listener_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_DOOR_H_
