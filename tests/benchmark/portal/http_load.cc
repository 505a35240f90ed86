#include "tests/benchmark/portal/http_load.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <string_view>
#include <thread>

#include "services/platform/files/file_descriptor.h"
#include "services/platform/status/status.h"

namespace clientroute::benchmark {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::size_t kReadBytes = 64 * 1024;

absl::Status Wrong(std::string_view what) { return Error(absl::StatusCode::kInternal, "LOAD_WRONG", what); }

FileDescriptor Connect(int port) {
  FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    return FileDescriptor(-1);
  }
  return socket;
}

void Watch(int epoll, int socket, std::uint64_t index) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = index;
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
}

/// One connection and the answer that it waits for.
struct Line {
  FileDescriptor socket;
  std::string read;
  SteadyTime sent;

  bool Send(const std::string& request) {
    sent = std::chrono::steady_clock::now();
    return ::send(socket.get(), request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size());
  }

  /// Whether the answer is whole now; an error when it is none.
  absl::StatusOr<bool> Take() {
    std::array<char, kReadBytes> piece{};
    const ssize_t got = ::recv(socket.get(), piece.data(), piece.size(), 0);
    if (got <= 0) return Wrong("a connection ended");
    read.append(piece.data(), static_cast<std::size_t>(got));
    const std::size_t end = read.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    constexpr std::string_view kLength = "Content-Length: ";
    const std::size_t length = read.find(kLength);
    if (!read.starts_with("HTTP/1.1 200 ") || length > end) return Wrong("an answer is not 200: " + read.substr(0, 40));
    const std::size_t whole = end + 4 + std::stoul(read.substr(length + kLength.size(), 12));
    if (read.size() < whole) return false;
    read.clear();
    return true;
  }
};

class HeldStreams final : public OpenStreams {
 public:
  ~HeldStreams() override {
    ending_ = true;
    if (thread_.joinable()) thread_.join();
  }

  absl::Status Begin(int port, const std::vector<std::string>& requests) {
    for (const std::string& request : requests) {
      FileDescriptor socket = Connect(port);
      if (!socket.ok()) return Wrong("no connection");
      if (::send(socket.get(), request.data(), request.size(), MSG_NOSIGNAL) <= 0)
        return Wrong("a request was not taken");
      Watch(epoll_.get(), socket.get(), sockets_.size());
      sockets_.push_back(std::move(socket));
    }
    open_ = static_cast<int>(sockets_.size());
    thread_ = std::thread([this] { Run(); });
    return absl::OkStatus();
  }

  std::int64_t events() const override { return events_; }
  int open() const override { return open_; }

 private:
  void Run() {
    std::array<epoll_event, 64> ready{};
    std::array<char, kReadBytes> piece{};
    constexpr int kLookMs = 50;
    while (!ending_) {
      const int count = ::epoll_wait(epoll_.get(), ready.data(), ready.size(), kLookMs);
      for (int i = 0; i < count; ++i) {
        const int socket = sockets_[ready[static_cast<std::size_t>(i)].data.u64].get();
        const ssize_t got = ::recv(socket, piece.data(), piece.size(), 0);
        if (got <= 0) {
          ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, socket, nullptr);
          --open_;
          continue;
        }
        const std::string_view text(piece.data(), static_cast<std::size_t>(got));
        for (std::size_t at = text.find("data: "); at != text.npos; at = text.find("data: ", at + 1)) ++events_;
      }
    }
  }

  FileDescriptor epoll_{::epoll_create1(EPOLL_CLOEXEC)};
  std::vector<FileDescriptor> sockets_;
  std::atomic<bool> ending_ = false;
  std::atomic<int> open_ = 0;
  std::atomic<std::int64_t> events_ = 0;
  std::thread thread_;
};

}  // namespace

absl::StatusOr<LoadResult> Load(int port, const std::string& request, int connections, std::chrono::milliseconds span) {
  const FileDescriptor epoll(::epoll_create1(EPOLL_CLOEXEC));
  std::vector<Line> lines;
  for (int i = 0; i < connections; ++i) {
    lines.push_back({Connect(port), "", {}});
    if (!lines.back().socket.ok()) return Wrong("no connection");
    Watch(epoll.get(), lines.back().socket.get(), static_cast<std::uint64_t>(i));
  }
  std::vector<double> took;
  const SteadyTime begin = std::chrono::steady_clock::now();
  for (Line& line : lines) {
    if (!line.Send(request)) return Wrong("a request was not taken");
  }
  std::array<epoll_event, 64> ready{};
  SteadyTime now = begin;
  while (now - begin < span) {
    const int count = ::epoll_wait(epoll.get(), ready.data(), ready.size(), 1'000);
    for (int i = 0; i < count; ++i) {
      Line& line = lines[ready[static_cast<std::size_t>(i)].data.u64];
      CLIENTROUTE_ASSIGN(const bool whole, line.Take());
      if (!whole) continue;
      now = std::chrono::steady_clock::now();
      took.push_back(std::chrono::duration<double, std::micro>(now - line.sent).count());
      if (!line.Send(request)) return Wrong("a request was not taken");
    }
    now = std::chrono::steady_clock::now();
  }
  if (took.empty()) return Wrong("nothing was answered");
  std::ranges::sort(took);
  const double seconds = std::chrono::duration<double>(now - begin).count();
  return LoadResult{static_cast<double>(took.size()) / seconds, took[took.size() / 2], took[took.size() * 99 / 100]};
}

absl::StatusOr<std::unique_ptr<OpenStreams>> OpenStreams::Open(int port, const std::vector<std::string>& requests) {
  auto streams = std::make_unique<HeldStreams>();
  CLIENTROUTE_RETURN_IF_ERROR(streams->Begin(port, requests));
  return streams;
}

}  // namespace clientroute::benchmark
