#include "services/portal/http/http_server.h"

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <charconv>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "services/platform/status/status.h"
#include "services/portal/http/connection.h"

namespace clientroute::portal {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// The queue of connections that the kernel keeps until they are taken.
constexpr int kBacklog = 512;
// Without descriptors, or without memory for one: after a while there may be some.
constexpr std::chrono::milliseconds kAcceptPause{100};

constexpr std::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n";

absl::StatusOr<tcp::endpoint> EndpointOf(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  int port = -1;
  if (colon != std::string::npos) {
    const char* end = address.data() + address.size();
    const auto [at, error] = std::from_chars(address.data() + colon + 1, end, port);
    if (error != std::errc() || at != end) port = -1;
  }
  std::string host = address.substr(0, colon);
  if (host == "localhost") host = "127.0.0.1";
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  error_code error;
  const auto ip = asio::ip::make_address(host, error);
  constexpr int kPortMost = 65'535;
  if (error || port < 0 || port > kPortMost) {
    return Error(absl::StatusCode::kInvalidArgument, "ADDRESS_INVALID", Cat("'", address, "' is no host:port"));
  }
  return tcp::endpoint(ip, static_cast<std::uint16_t>(port));
}

class BeastServer final : public HttpServer {
 public:
  explicit BeastServer(HttpServerOptions options)
      : options_(std::move(options)),
        context_(std::max(options_.threads, 1)),
        guard_(asio::make_work_guard(context_)),
        acceptor_(asio::make_strand(context_)),
        pause_(acceptor_.get_executor()) {}
  ~BeastServer() override {
    Stop(std::chrono::milliseconds(0));
    // Until here the threads ran on for whoever still held an exchange.
    guard_.reset();
    for (std::thread& thread : threads_) thread.join();
  }

  absl::Status Open() {
    CLIENTROUTE_ASSIGN(const tcp::endpoint endpoint, EndpointOf(options_.address));
    error_code error;
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(kBacklog, error);
    if (error) {
      return Error(absl::StatusCode::kUnavailable, "ADDRESS_IN_USE",
                   Cat("cannot listen on ", options_.address, ": it is taken or no address of this machine"),
                   {{"address", options_.address}});
    }
    port_ = acceptor_.local_endpoint().port();
    return absl::OkStatus();
  }

  int port() const override { return port_; }

  void Serve(HttpService service) override {
    auto share = std::make_shared<ConnectionShare>();
    share->limits = options_.limits;
    share->service = std::move(service);
    share->closed = [this](std::uint64_t number) { Forget(number); };
    share_ = std::move(share);
    asio::post(acceptor_.get_executor(), [this] { Accept(); });
    for (int i = 0; i < std::max(options_.threads, 1); ++i) {
      threads_.emplace_back([this] { context_.run(); });
    }
  }

  int connections() const override {
    const std::lock_guard lock(mutex_);
    return static_cast<int>(connections_.size());
  }

  void Stop(std::chrono::milliseconds grace) override {
    if (threads_.empty()) return;
    {
      const std::lock_guard lock(mutex_);
      if (stopped_) return;
      stopped_ = true;
    }
    asio::post(acceptor_.get_executor(), [this] {
      error_code ignored;
      acceptor_.close(ignored);
      pause_.cancel();
    });
    for (const auto& connection : All()) connection->Drain();
    {
      std::unique_lock lock(mutex_);
      none_left_.wait_for(lock, grace, [this] { return connections_.empty(); });
    }
    for (const auto& connection : All()) connection->Close();
    std::unique_lock lock(mutex_);
    none_left_.wait(lock, [this] { return connections_.empty(); });
  }

 private:
  void Accept() {
    acceptor_.async_accept(asio::make_strand(context_), [this](const error_code& error, Connection::Socket socket) {
      if (!acceptor_.is_open()) return;
      if (error) {
        pause_.expires_after(kAcceptPause);
        pause_.async_wait([this](const error_code& stopped) {
          if (!stopped) Accept();
        });
        return;
      }
      Take(std::move(socket));
      Accept();
    });
  }

  void Take(Connection::Socket socket) {
    std::shared_ptr<Connection> connection;
    {
      const std::lock_guard lock(mutex_);
      if (stopped_) return;
      if (static_cast<int>(connections_.size()) < options_.limits.connections) {
        connection = std::make_shared<Connection>(std::move(socket), ++number_, share_);
        connections_[number_] = connection;
      }
    }
    if (connection) return connection->Start();
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(kFull.data(), kFull.size()), ignored);
    socket.shutdown(Connection::Socket::shutdown_send, ignored);
  }

  void Forget(std::uint64_t number) {
    const std::lock_guard lock(mutex_);
    connections_.erase(number);
    if (connections_.empty()) none_left_.notify_all();
  }

  std::vector<std::shared_ptr<Connection>> All() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::shared_ptr<Connection>> all;
    for (const auto& [number, weak] : connections_) {
      if (auto connection = weak.lock()) all.push_back(std::move(connection));
    }
    return all;
  }

  const HttpServerOptions options_;
  asio::io_context context_;
  asio::executor_work_guard<asio::io_context::executor_type> guard_;
  asio::basic_socket_acceptor<tcp, Connection::Strand> acceptor_;
  Connection::Timer pause_;
  int port_ = 0;
  std::shared_ptr<const ConnectionShare> share_;
  std::vector<std::thread> threads_;
  mutable std::mutex mutex_;
  std::condition_variable none_left_;
  std::map<std::uint64_t, std::weak_ptr<Connection>> connections_;
  std::uint64_t number_ = 0;
  bool stopped_ = false;
};

}  // namespace

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Listen(HttpServerOptions options) {
  auto server = std::make_unique<BeastServer>(std::move(options));
  CLIENTROUTE_RETURN_IF_ERROR(server->Open());
  return server;
}

}  // namespace clientroute::portal
