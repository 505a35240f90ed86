#include "services/messaging/hub/hub_door.h"

#include <httplib.h>
#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include "services/messaging/hub/door_stream.h"
#include "services/messaging/hub/letter_writer.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

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

constexpr int kBadRequest = 400;
constexpr int kNotFound = 404;
constexpr std::string_view kHeadTooLarge =
    "HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/// With the threads' number fixed, whatever the machine has.
httplib::TaskQueue* MakeThreads() { return new httplib::ThreadPool(HubDoor::kThreads); }

/// Two suites on one address would each get half of the letters: the second is refused it.
void OneListener(int socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
}

/// The library's server, on connections with bounds. What is left of a body that was not read to its end would be read
/// as the next request: each has its own connection.
class LetterServer final : public httplib::Server {
 public:
  LetterServer(TlsContext tls, const DoorLimits* limits) : tls_(std::move(tls)), limits_(limits) {}

 private:
  bool process_and_close_socket(int socket) override {
    DoorStream stream(socket, tls_.get(), limits_);
    bool connection_closed = false;
    switch (stream.ReadHead()) {
      case DoorStream::Head::kNone:
        return false;
      case DoorStream::Head::kTooLarge:
        stream.write(kHeadTooLarge.data(), kHeadTooLarge.size());
        break;
      case DoorStream::Head::kWhole:
        process_request(stream, /*close_connection=*/true, connection_closed, nullptr);
        break;
    }
    stream.Finish();
    return true;
  }

  const TlsContext tls_;
  const DoorLimits* const limits_;
};

}  // namespace

HubDoor::HubDoor(HubDoorOptions options, Logger* logger, std::function<HttpAnswer(const std::string&)> take)
    : options_(std::move(options)),
      take_(std::move(take)),
      names_(options_.tls.names, [this, logger](const std::string& has) {
        const std::string wanted = names_.text();
        logger->Write(LogLevel::kWarning, "messaging", "a stranger at the hub's door is refused",
                      {{"certificate_of", std::string_view(has)}, {"wanted", std::string_view(wanted)}});
      }) {}

absl::StatusOr<std::unique_ptr<HubDoor>> HubDoor::Open(HubDoorOptions options, Logger* logger,
                                                       std::function<HttpAnswer(const std::string&)> take) {
  std::unique_ptr<HubDoor> door(new HubDoor(std::move(options), logger, std::move(take)));
  const TlsFiles& tls = door->options_.tls;
  TlsContext context;
  if (!tls.certificate.empty()) {
    CLIENTROUTE_ASSIGN(context, MakeServerContext(tls, door->names_));
  }
  door->server_ = std::make_unique<LetterServer>(std::move(context), &door->options_.limits);
  httplib::Server& server = *door->server_;
  door->SetUp(&server);
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

void HubDoor::SetUp(httplib::Server* server) {
  server->new_task_queue = &MakeThreads;
  server->set_socket_options(&OneListener);
  server->set_tcp_nodelay(true);
  // Nothing else is here, and its content is not even read: it might have no end.
  server->set_pre_routing_handler([](const httplib::Request& request, httplib::Response& response) {
    if (request.method == "POST" && request.path == kPath) return httplib::Server::HandlerResponse::Unhandled;
    response.status = kNotFound;
    return httplib::Server::HandlerResponse::Handled;
  });
  // By content, not by header: what comes in chunks, or packed, has no length that says how large it is.
  server->Post(kPath, [this](const httplib::Request&, httplib::Response& response, const httplib::ContentReader& read) {
    const Place place(&letters_);
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
    HttpAnswer answer = take_(body);
    response.status = answer.status;
    response.set_content(answer.body, kLetterContentType);
  });
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
