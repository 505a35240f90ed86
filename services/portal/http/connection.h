#ifndef CLIENTROUTE_SERVICES_PORTAL_HTTP_CONNECTION_H_
#define CLIENTROUTE_SERVICES_PORTAL_HTTP_CONNECTION_H_

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "services/portal/http/exchange.h"
#include "services/portal/http/http_server.h"

namespace clientroute::portal {

/// What the connections of a server share; the connections keep it alive.
struct ConnectionShare {
  HttpLimits limits;
  HttpService service;
  std::function<void(std::uint64_t)> closed;  // by its number, once a connection
};

/// One client's connection: reads a request, hands it on, writes the answer, and so on until one side ends it. While an
/// answer is awaited it looks whether the client is still there. Runs on a strand of its own; the public methods may be
/// called from any thread and do not wait.
class Connection final : public std::enable_shared_from_this<Connection> {
 public:
  using Strand = boost::asio::strand<boost::asio::io_context::executor_type>;
  using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Strand>;
  using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                  boost::asio::wait_traits<std::chrono::steady_clock>, Strand>;

  Connection(Socket socket, std::uint64_t number, std::shared_ptr<const ConnectionShare> share);

  void Start();
  /// Ends when what is under way has been answered, or at once.
  void Drain();
  void Close();
  /// What the exchange `turn` of this connection asks; see Exchange. Dropped when it is not its turn any more.
  void Send(std::uint64_t turn, HttpAnswer answer, bool whole);
  void SendPiece(std::uint64_t turn, std::string bytes, std::function<void(bool)> done);
  void EndAnswer(std::uint64_t turn);
  void OnGone(std::uint64_t turn, std::function<void()> gone);
  void After(std::uint64_t turn, std::chrono::milliseconds span, std::function<void()> work);
  bool closed() const { return closed_; }

 private:
  /// Something to be written, in order.
  struct Piece {
    std::string bytes;
    std::shared_ptr<const std::string> body;  // after the bytes; may be null
    std::function<void(bool)> done;           // may be null
    bool last = false;                        // of the answer
  };

  template <typename Work>
  void OnStrand(Work work);
  bool IsTurn(std::uint64_t turn) const { return turn == turn_ && busy_ && !closed_; }
  void AwaitRequest();
  void Watch();
  void ReadHeader();
  void ReadBody();
  void HandOver();
  void Refuse(int status, std::string_view detail);
  void RefuseBroken(const boost::system::error_code& error);
  void Enqueue(Piece piece);
  void WriteNext();
  void Written(const boost::system::error_code& error);
  void AnswerEnded();
  void Linger();
  void Discard(std::size_t left);
  void Patience(std::chrono::milliseconds span);
  void CloseHere();
  std::string HeadOf(const HttpAnswer& answer, bool whole) const;
  void Told(int status) const;

  const std::shared_ptr<const ConnectionShare> share_;
  const std::uint64_t number_;
  Socket socket_;
  Timer patience_;  // how long what is awaited now may take
  Timer later_;     // Exchange::After
  boost::beast::flat_buffer buffer_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
  std::uint64_t turn_ = 0;  // counts the requests
  std::string path_;        // of the one that is being answered
  std::chrono::microseconds asked_{};
  bool busy_ = false;      // a request is being answered
  bool waiting_ = false;   // for the first byte of a request
  bool watching_ = false;  // a read is under way, of that byte or of the end of the client
  bool writing_ = false;
  bool keep_alive_ = true;
  bool chunked_ = true;
  bool head_only_ = false;  // HEAD
  bool draining_ = false;
  std::atomic<bool> closed_ = false;
  std::deque<Piece> pieces_;
  std::function<void()> gone_;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_HTTP_CONNECTION_H_
