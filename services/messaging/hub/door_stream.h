#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_DOOR_STREAM_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_DOOR_STREAM_H_

#include <httplib.h>
#include <openssl/ssl.h>

#include <chrono>
#include <memory>
#include <string>

#include "services/messaging/hub/hub_door.h"
#include "services/platform/files/file_descriptor.h"

namespace clientroute::messaging {

/// A connection at the hub's door, for one request, with bounds of its own: the HTTP library reads a line to its end
/// wherever that is, takes any number of headers, and waits anew for each byte. One thread.
class DoorStream final : public httplib::Stream {
 public:
  /// Takes the socket over and closes it at its end. `tls` is null for plain HTTP; it and the limits outlive this.
  DoorStream(int socket, SSL_CTX* tls, const DoorLimits* limits);
  DoorStream(const DoorStream&) = delete;
  DoorStream& operator=(const DoorStream&) = delete;

  enum class Head {
    kWhole,
    kTooLarge,
    kNone,  // the other side is not who it should be, went away, or was too slow
  };
  /// Comes to terms with the other side, and reads the request's line and headers, which `read` then gives. Once,
  /// before all else.
  Head ReadHead();
  /// Closes our side and lets go what still comes, for a moment: a socket that is closed with something unread takes
  /// the answer back.
  void Finish();

  bool is_readable() const override;
  bool is_writable() const override;
  /// -1 when a bound is reached.
  ssize_t read(char* to, std::size_t size) override;
  ssize_t write(const char* bytes, std::size_t size) override;
  /// Nobody is told apart by where he comes from.
  void get_remote_ip_and_port(std::string& ip, int& port) const override { Nowhere(ip, port); }
  void get_local_ip_and_port(std::string& ip, int& port) const override { Nowhere(ip, port); }
  int socket() const override { return socket_.get(); }

 private:
  using Time = std::chrono::steady_clock::time_point;

  static void Nowhere(std::string& ip, int& port) {
    ip.clear();
    port = 0;
  }
  bool Accept();
  ssize_t Refill();
  ssize_t ReadWire(char* to, std::size_t size);
  short Wanted(int result) const;
  bool Await(short events, Time until) const;

  const FileDescriptor socket_;
  const DoorLimits* const limits_;
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
  std::string buffer_;      // what came: first the head, with what came behind it
  std::size_t given_ = 0;   // of it
  std::size_t bytes_left_;  // that may come behind it
  bool body_begun_ = false;
  Time until_;  // by when what is being read must be here
  std::chrono::milliseconds silence_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_DOOR_STREAM_H_
