#include "services/messaging/hub/hub_door.h"

#include <httplib.h>
#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include "services/messaging/hub/letter_reader.h"
#include "services/messaging/hub/letter_writer.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

constexpr std::chrono::seconds kPatience{30};

/// A place for a letter's bytes, until it goes.
class Place {
 public:
  explicit Place(std::counting_semaphore<HubDoor::kLettersMost>* places) : places_(places) { places_->acquire(); }
  ~Place() { places_->release(); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  std::counting_semaphore<HubDoor::kLettersMost>* const places_;
};

/// What is left of a body that was not read to its end would be read as the next request: each has its own connection.
constexpr std::size_t kLettersPerConnection = 1;
/// A connection holds a thread, and a stop waits for it.
constexpr time_t kIdleSeconds = 1;
constexpr int kBadRequest = 400;
constexpr int kNotFound = 404;

/// With the threads' number fixed, whatever the machine has.
httplib::TaskQueue* MakeThreads() { return new httplib::ThreadPool(HubDoor::kThreads); }

/// Two suites on one address would each get half of the letters: the second is refused it.
void OneListener(int socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
}

}  // namespace

HubDoor::HubDoor(HubDoorOptions options, std::function<HttpAnswer(const std::string&)> take)
    : options_(std::move(options)), take_(std::move(take)) {}

absl::StatusOr<std::unique_ptr<HubDoor>> HubDoor::Open(HubDoorOptions options,
                                                       std::function<HttpAnswer(const std::string&)> take) {
  std::unique_ptr<HubDoor> door(new HubDoor(std::move(options), std::move(take)));
  const TlsFiles& tls = door->options_.tls;
  if (tls.certificate.empty()) {
    door->server_ = std::make_unique<httplib::Server>();
  } else {
    door->server_ = std::make_unique<httplib::SSLServer>(tls.certificate.c_str(), tls.key.c_str(),
                                                         tls.authorities.empty() ? nullptr : tls.authorities.c_str());
  }
  httplib::Server& server = *door->server_;
  if (!server.is_valid()) {
    return Error(absl::StatusCode::kInvalidArgument, "HUB_CERTIFICATE_INVALID",
                 Cat("cannot use the certificate in ", tls.certificate, " with its key and authorities"));
  }
  server.new_task_queue = &MakeThreads;
  server.set_socket_options(&OneListener);
  server.set_tcp_nodelay(true);
  server.set_read_timeout(kPatience);
  server.set_write_timeout(kPatience);
  server.set_keep_alive_max_count(kLettersPerConnection);
  server.set_keep_alive_timeout(kIdleSeconds);
  // Nothing else is here, and its content is not even read: it might have no end.
  server.set_pre_routing_handler([](const httplib::Request& request, httplib::Response& response) {
    if (request.method == "POST" && request.path == kPath) return httplib::Server::HandlerResponse::Unhandled;
    response.status = kNotFound;
    return httplib::Server::HandlerResponse::Handled;
  });
  // By content, not by header: what comes in chunks, or packed, has no length that says how large it is.
  server.Post(kPath, [made = door.get()](const httplib::Request&, httplib::Response& response,
                                         const httplib::ContentReader& read) {
    const Place place(&made->letters_);
    std::string body;
    const bool whole = read([&](const char* data, std::size_t size) {
      const std::size_t room = kLetterBytesMax + 1 - body.size();
      body.append(data, std::min(size, room));
      return size < room;
    });
    if (!whole && body.size() <= kLetterBytesMax) {
      response.status = kBadRequest;
      return;
    }
    HttpAnswer answer = made->take_(body);
    response.status = answer.status;
    response.set_content(answer.body, kLetterContentType);
  });
  std::string host = door->options_.host;
  if (host.front() == '[') host = host.substr(1, host.size() - 2);
  door->port_ = door->options_.port == 0                         ? server.bind_to_any_port(host)
                : server.bind_to_port(host, door->options_.port) ? door->options_.port
                                                                 : -1;
  if (door->port_ <= 0) {
    return Error(absl::StatusCode::kUnavailable, "ADDRESS_IN_USE",
                 Cat("het adres voor de hub is bezet: ", host, ":", door->options_.port));
  }
  door->listener_ = std::thread([made = door.get()] {
    made->server_->listen_after_bind();
    made->ended_ = true;
  });
  return door;
}

HubDoor::~HubDoor() {
  if (!listener_.joinable()) return;
  // A server can be stopped only once it runs.
  while (!server_->is_running() && !ended_) std::this_thread::yield();
  server_->stop();
  listener_.join();
}

std::string HubDoor::url() const {
  return Cat(options_.tls.certificate.empty() ? "http" : "https", "://", options_.host, ":", port_, kPath);
}

}  // namespace clientroute::messaging
