#include "services/portal/http/connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/status.hpp>
#include <charconv>
#include <exception>
#include <utility>

#include "services/platform/clock/clock.h"
#include "services/portal/http/problem.h"

namespace clientroute::portal {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

// Read at a time while nothing is known of what comes.
constexpr std::size_t kReadBytes = 8 * 1024;
// A client that is refused while it still sends is heard out so far, so that it can read the refusal.
constexpr std::size_t kDiscardBytesMost = 4 * 1024 * 1024;
constexpr std::chrono::milliseconds kLingerPatience{2'000};

/// An exchange as a connection carries it.
class ConnectionExchange final : public Exchange {
 public:
  ConnectionExchange(std::shared_ptr<Connection> connection, std::uint64_t turn, HttpRequest request)
      : connection_(std::move(connection)), turn_(turn), request_(std::move(request)) {}
  ~ConnectionExchange() override {
    if (!begun_) {
      connection_->Send(turn_, Problem(500, "Er ging hier iets mis", "Probeer het opnieuw."), true);
    } else if (!ended_) {
      connection_->Close();
    }
  }

  const HttpRequest& request() const override { return request_; }
  void Answer(HttpAnswer answer) override {
    begun_ = ended_ = true;
    connection_->Send(turn_, std::move(answer), true);
  }
  void Begin(HttpAnswer head) override {
    begun_ = true;
    connection_->Send(turn_, std::move(head), false);
  }
  void Write(std::string bytes, std::function<void(bool)> done) override {
    connection_->SendPiece(turn_, std::move(bytes), std::move(done));
  }
  void End() override {
    ended_ = true;
    connection_->EndAnswer(turn_);
  }
  void OnGone(std::function<void()> gone) override { connection_->OnGone(turn_, std::move(gone)); }
  bool gone() const override { return connection_->closed(); }
  void After(std::chrono::milliseconds span, std::function<void()> work) override {
    connection_->After(turn_, span, std::move(work));
  }

 private:
  const std::shared_ptr<Connection> connection_;
  const std::uint64_t turn_;
  const HttpRequest request_;
  std::atomic<bool> begun_ = false;
  std::atomic<bool> ended_ = false;
};

std::string Lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

HttpRequest RequestOf(http::request<http::string_body> message) {
  HttpRequest request;
  request.method = std::string(message.method_string());
  const std::string_view target(message.target().data(), message.target().size());
  const std::size_t question = target.find('?');
  request.path = std::string(target.substr(0, question));
  if (question != std::string_view::npos) request.query = std::string(target.substr(question + 1));
  for (const auto& field : message) {
    request.headers.emplace_back(Lower({field.name_string().data(), field.name_string().size()}),
                                 std::string(field.value()));
  }
  request.body = std::move(message.body());
  return request;
}

// A line break in a value would begin a header of somebody else's.
bool IsOneLine(std::string_view value) { return value.find_first_of(std::string_view("\r\n\0", 3)) == value.npos; }

std::string Hexadecimal(std::size_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr;
  return {digits.data(), end};
}

}  // namespace

Connection::Connection(Socket socket, std::uint64_t number, std::shared_ptr<const ConnectionShare> share)
    : share_(std::move(share)),
      number_(number),
      socket_(std::move(socket)),
      patience_(socket_.get_executor()),
      later_(socket_.get_executor()) {
  error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

template <typename Work>
void Connection::OnStrand(Work work) {
  asio::dispatch(socket_.get_executor(), std::move(work));
}

void Connection::Start() {
  OnStrand([self = shared_from_this()] { self->AwaitRequest(); });
}

void Connection::Drain() {
  OnStrand([self = shared_from_this()] {
    self->draining_ = true;
    if (!self->busy_ && self->pieces_.empty()) self->CloseHere();
  });
}

void Connection::Close() {
  OnStrand([self = shared_from_this()] { self->CloseHere(); });
}

void Connection::AwaitRequest() {
  if (closed_) return;
  if (draining_) return CloseHere();
  if (buffer_.size() > 0) return ReadHeader();
  waiting_ = true;
  Patience(share_->limits.idle);
  if (!watching_) Watch();
}

void Connection::Watch() {
  watching_ = true;
  socket_.async_read_some(buffer_.prepare(kReadBytes),
                          [self = shared_from_this()](const error_code& error, std::size_t bytes) {
                            self->watching_ = false;
                            if (error) return self->CloseHere();
                            self->buffer_.commit(bytes);
                            // What comes before the answer waits for its turn.
                            if (self->waiting_) self->ReadHeader();
                          });
}

void Connection::ReadHeader() {
  waiting_ = false;
  const HttpLimits& limits = share_->limits;
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(limits.header_bytes));
  parser_->body_limit(limits.body_bytes);
  Patience(limits.header_patience);
  http::async_read_header(socket_, buffer_, *parser_,
                          [self = shared_from_this()](const error_code& error, std::size_t /*bytes*/) {
                            if (error) return self->RefuseBroken(error);
                            self->ReadBody();
                          });
}

void Connection::ReadBody() {
  Patience(share_->limits.body_patience);
  http::async_read(socket_, buffer_, *parser_,
                   [self = shared_from_this()](const error_code& error, std::size_t /*bytes*/) {
                     if (error) return self->RefuseBroken(error);
                     self->HandOver();
                   });
}

void Connection::HandOver() {
  patience_.cancel();
  http::request<http::string_body> message = parser_->release();
  keep_alive_ = message.keep_alive();
  chunked_ = message.version() >= 11;
  head_only_ = message.method() == http::verb::head;
  busy_ = true;
  ++turn_;
  HttpRequest request = RequestOf(std::move(message));
  path_ = request.path;
  asked_ = Elapsed();
  auto exchange = std::make_shared<ConnectionExchange>(shared_from_this(), turn_, std::move(request));
  parser_.reset();
  if (buffer_.size() == 0) Watch();
  try {
    share_->service.handle(exchange);
  } catch (const std::exception&) {
    // A fault of ours costs this answer, not those of everybody: whoever lets go of the exchange answers 500.
  }
}

void Connection::RefuseBroken(const error_code& error) {
  if (closed_) return;
  if (error == http::error::header_limit) return Refuse(431, "De kop van het verzoek is te lang.");
  if (error == http::error::body_limit) return Refuse(413, "Het verzoek is te groot.");
  // The connection ended, or between two requests, or in the middle of one: nobody is there to be told.
  if (error == http::error::end_of_stream || error == http::error::partial_message ||
      error.category() != make_error_code(http::error::bad_method).category()) {
    return CloseHere();
  }
  Refuse(400, "Dit is geen verzoek volgens HTTP.");
}

void Connection::Refuse(int status, std::string_view detail) {
  busy_ = true;
  keep_alive_ = false;
  head_only_ = false;
  ++turn_;
  path_.clear();
  asked_ = Elapsed();
  Told(status);
  HttpAnswer answer = Problem(status, "Dit verzoek is geweigerd", detail);
  std::string head = HeadOf(answer, true);
  Enqueue({std::move(head), std::move(answer.body), [self = shared_from_this()](bool) { self->Linger(); }, false});
}

void Connection::Send(std::uint64_t turn, HttpAnswer answer, bool whole) {
  OnStrand([self = shared_from_this(), turn, answer = std::move(answer), whole]() mutable {
    if (!self->IsTurn(turn)) return;
    self->Told(answer.status);
    std::string head = self->HeadOf(answer, whole);
    const bool with_body = whole && !self->head_only_;
    self->Enqueue({std::move(head), with_body ? std::move(answer.body) : nullptr, nullptr, whole});
  });
}

void Connection::SendPiece(std::uint64_t turn, std::string bytes, std::function<void(bool)> done) {
  OnStrand([self = shared_from_this(), turn, bytes = std::move(bytes), done = std::move(done)]() mutable {
    if (!self->IsTurn(turn)) return done(false);
    // An empty piece would say that the answer ends.
    if (self->chunked_ && !bytes.empty()) bytes = Hexadecimal(bytes.size()) + "\r\n" + bytes + "\r\n";
    self->Enqueue({std::move(bytes), nullptr, std::move(done), false});
  });
}

void Connection::EndAnswer(std::uint64_t turn) {
  OnStrand([self = shared_from_this(), turn] {
    if (!self->IsTurn(turn)) return;
    self->Enqueue({self->chunked_ ? "0\r\n\r\n" : "", nullptr, nullptr, true});
  });
}

void Connection::OnGone(std::uint64_t turn, std::function<void()> gone) {
  OnStrand([self = shared_from_this(), turn, gone = std::move(gone)]() mutable {
    if (self->closed_) return gone();
    if (self->IsTurn(turn)) self->gone_ = std::move(gone);
  });
}

void Connection::After(std::uint64_t turn, std::chrono::milliseconds span, std::function<void()> work) {
  OnStrand([self = shared_from_this(), turn, span, work = std::move(work)]() mutable {
    if (!self->IsTurn(turn)) return;
    self->later_.expires_after(span);
    self->later_.async_wait([self, turn, work = std::move(work)](const error_code& error) {
      if (!error && self->IsTurn(turn)) work();
    });
  });
}

void Connection::Enqueue(Piece piece) {
  pieces_.push_back(std::move(piece));
  if (!writing_) WriteNext();
}

void Connection::WriteNext() {
  writing_ = true;
  Patience(share_->limits.answer_patience);
  const Piece& piece = pieces_.front();
  const std::array<asio::const_buffer, 2> buffers = {asio::buffer(piece.bytes),
                                                     piece.body ? asio::buffer(*piece.body) : asio::const_buffer()};
  asio::async_write(socket_, buffers, [self = shared_from_this()](const error_code& error, std::size_t /*bytes*/) {
    self->Written(error);
  });
}

void Connection::Written(const error_code& error) {
  if (error || closed_) return CloseHere();
  writing_ = false;
  patience_.cancel();
  const Piece piece = std::move(pieces_.front());
  pieces_.pop_front();
  if (!pieces_.empty()) WriteNext();
  if (piece.last) AnswerEnded();
  if (piece.done) piece.done(true);
}

void Connection::AnswerEnded() {
  busy_ = false;
  gone_ = nullptr;
  later_.cancel();
  if (!keep_alive_) return CloseHere();
  AwaitRequest();
}

void Connection::Linger() {
  if (closed_) return;
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  Patience(kLingerPatience);
  Discard(kDiscardBytesMost);
}

void Connection::Discard(std::size_t left) {
  buffer_.clear();
  socket_.async_read_some(buffer_.prepare(kReadBytes),
                          [self = shared_from_this(), left](const error_code& error, std::size_t bytes) {
                            if (error || bytes >= left) return self->CloseHere();
                            self->Discard(left - bytes);
                          });
}

void Connection::Patience(std::chrono::milliseconds span) {
  patience_.expires_after(span);
  patience_.async_wait([self = shared_from_this()](const error_code& error) {
    // One that was put off meanwhile has expired no more.
    if (!error && self->patience_.expiry() <= std::chrono::steady_clock::now()) self->CloseHere();
  });
}

void Connection::CloseHere() {
  if (closed_.exchange(true)) return;
  error_code ignored;
  socket_.shutdown(Socket::shutdown_both, ignored);
  socket_.close(ignored);
  patience_.cancel();
  later_.cancel();
  // What is being written stays until the write has ended, which it does with an error.
  std::vector<std::function<void(bool)>> undone;
  for (Piece& piece : pieces_) {
    if (piece.done) undone.push_back(std::move(piece.done));
  }
  std::function<void()> gone = std::exchange(gone_, nullptr);
  share_->closed(number_);
  for (const auto& done : undone) done(false);
  if (busy_ && gone) gone();
}

void Connection::Told(int status) const {
  if (share_->service.answered) share_->service.answered(path_, status, Elapsed() - asked_);
}

std::string Connection::HeadOf(const HttpAnswer& answer, bool whole) const {
  const auto reason = http::obsolete_reason(static_cast<http::status>(answer.status));
  std::string head = "HTTP/1.1 " + std::to_string(answer.status) + " " + std::string(reason) + "\r\n";
  const auto add = [&](std::string_view name, std::string_view value) {
    if (IsOneLine(value)) head.append(name).append(": ").append(value).append("\r\n");
  };
  for (const auto& [name, value] : answer.headers) add(name, value);
  for (const auto& [name, value] : share_->service.headers) add(name, value);
  const bool has_no_body = answer.status == 204 || answer.status == 304;
  if (whole && !has_no_body) add("Content-Length", std::to_string(answer.body ? answer.body->size() : 0));
  if (!whole && chunked_) add("Transfer-Encoding", "chunked");
  if (!keep_alive_ || draining_ || (!whole && !chunked_)) add("Connection", "close");
  return head + "\r\n";
}

}  // namespace clientroute::portal
