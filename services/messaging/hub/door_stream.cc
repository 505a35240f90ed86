#include "services/messaging/hub/door_stream.h"

#include <fcntl.h>
#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>

namespace clientroute::messaging {
namespace {

using std::chrono::steady_clock;

/// As the library reads it: a line that is empty, after one that ends anyhow.
constexpr std::string_view kEndOfHead = "\n\r\n";
constexpr std::size_t kBlockBytes = 16'384;
/// What still comes after our answer is let go for so long, and so much of it.
constexpr std::chrono::milliseconds kFarewell{1'000};
constexpr std::size_t kFarewellBytes = 1'000'000;

int AsInt(std::size_t size) { return static_cast<int>(std::min<std::size_t>(size, std::numeric_limits<int>::max())); }

}  // namespace

DoorStream::DoorStream(int socket, SSL_CTX* tls, const DoorLimits* limits)
    : socket_(socket),
      limits_(limits),
      ssl_(tls == nullptr ? nullptr : SSL_new(tls), &SSL_free),
      bytes_left_(limits->body_bytes),
      until_(steady_clock::now() + limits->head),
      silence_(limits->head) {
  ::fcntl(socket_.get(), F_SETFL, ::fcntl(socket_.get(), F_GETFL) | O_NONBLOCK);
  if (ssl_ != nullptr) SSL_set_fd(ssl_.get(), socket_.get());
}

DoorStream::Head DoorStream::ReadHead() {
  if (ssl_ != nullptr && !Accept()) {
    Finish();  // so that the other side hears why
    return Head::kNone;
  }
  silence_ = limits_->idle;
  for (;;) {
    const std::size_t before = buffer_.size();
    if (before == limits_->head_bytes) return Head::kTooLarge;
    buffer_.resize(limits_->head_bytes);
    const ssize_t count = ReadWire(buffer_.data() + before, buffer_.size() - before);
    buffer_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count <= 0) return Head::kNone;
    silence_ = limits_->head;
    const std::size_t from = before - std::min(before, kEndOfHead.size() - 1);
    if (buffer_.find(kEndOfHead, from) != std::string::npos) break;
  }
  silence_ = limits_->silence;
  return Head::kWhole;
}

void DoorStream::Finish() {
  if (ssl_ != nullptr && SSL_is_init_finished(ssl_.get()) == 1) {
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
  }
  ::shutdown(socket_.get(), SHUT_WR);
  silence_ = kFarewell;
  const Time until = steady_clock::now() + kFarewell;
  std::array<char, kBlockBytes> unread{};
  for (std::size_t all = 0; all < kFarewellBytes;) {
    const ssize_t count = ::recv(socket_.get(), unread.data(), unread.size(), 0);
    if (count == 0) return;
    if (count > 0) {
      all += static_cast<std::size_t>(count);
    } else if (errno != EINTR && (errno != EAGAIN || !Await(POLLIN, until))) {
      return;
    }
  }
}

bool DoorStream::is_readable() const { return given_ < buffer_.size() || Await(POLLIN, until_); }

bool DoorStream::is_writable() const { return Await(POLLOUT, steady_clock::now() + limits_->silence); }

ssize_t DoorStream::read(char* to, std::size_t size) {
  if (given_ == buffer_.size()) {
    const ssize_t count = Refill();
    if (count <= 0) return count;
  }
  const std::size_t count = buffer_.copy(to, size, given_);
  given_ += count;
  return static_cast<ssize_t>(count);
}

/// What comes behind the head: the library asks for its lines byte by byte.
ssize_t DoorStream::Refill() {
  // From here on, and not before: a letter may have waited for its place.
  if (!body_begun_) until_ = steady_clock::now() + limits_->body;
  body_begun_ = true;
  if (bytes_left_ == 0) return -1;
  buffer_.resize(std::min(kBlockBytes, bytes_left_));
  const ssize_t count = ReadWire(buffer_.data(), buffer_.size());
  const auto taken = static_cast<std::size_t>(std::max<ssize_t>(count, 0));
  buffer_.resize(taken);
  given_ = 0;
  bytes_left_ -= taken;
  return count;
}

ssize_t DoorStream::write(const char* bytes, std::size_t size) {
  const Time until = steady_clock::now() + limits_->silence;
  for (;;) {
    short wanted = POLLOUT;
    if (ssl_ != nullptr) {
      ERR_clear_error();
      const int count = SSL_write(ssl_.get(), bytes, AsInt(size));
      if (count > 0) return count;
      wanted = Wanted(count);
      if (wanted == 0) return -1;
    } else {
      const ssize_t count = ::send(socket_.get(), bytes, size, MSG_NOSIGNAL);
      if (count >= 0) return count;
      if (errno == EINTR) continue;
      if (errno != EAGAIN) return -1;
    }
    if (!Await(wanted, until)) return -1;
  }
}

/// The handshake.
bool DoorStream::Accept() {
  for (;;) {
    ERR_clear_error();
    const int result = SSL_accept(ssl_.get());
    if (result == 1) return true;
    const short wanted = Wanted(result);
    if (wanted == 0 || !Await(wanted, until_)) return false;
  }
}

/// 0 when the other side has ended, -1 when nothing comes any more.
ssize_t DoorStream::ReadWire(char* to, std::size_t size) {
  for (;;) {
    short wanted = POLLIN;
    if (ssl_ != nullptr) {
      ERR_clear_error();
      const int count = SSL_read(ssl_.get(), to, AsInt(size));
      if (count > 0) return count;
      if (SSL_get_error(ssl_.get(), count) == SSL_ERROR_ZERO_RETURN) return 0;
      wanted = Wanted(count);
      if (wanted == 0) return -1;
    } else {
      const ssize_t count = ::recv(socket_.get(), to, size, 0);
      if (count >= 0) return count;
      if (errno == EINTR) continue;
      if (errno != EAGAIN) return -1;
    }
    if (!Await(wanted, until_)) return -1;
  }
}

/// What a call of TLS waits for; 0 when it failed.
short DoorStream::Wanted(int result) const {
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return POLLIN;
    case SSL_ERROR_WANT_WRITE:
      return POLLOUT;
    default:
      return 0;
  }
}

bool DoorStream::Await(short events, Time until) const {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - steady_clock::now());
    const auto wait = std::min(left, silence_);
    if (wait.count() <= 0) return false;
    pollfd one{socket_.get(), events, 0};
    const int ready = ::poll(&one, 1, static_cast<int>(wait.count()));
    if (ready >= 0) return ready > 0;
    if (errno != EINTR) return false;
  }
}

}  // namespace clientroute::messaging
