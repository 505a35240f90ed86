#ifndef CLIENTROUTE_SERVICES_PORTAL_HTTP_EXCHANGE_H_
#define CLIENTROUTE_SERVICES_PORTAL_HTTP_EXCHANGE_H_

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "services/portal/http/message.h"

namespace clientroute::portal {

/// One request and its answer, whatever carries them. Every method may be called from any thread and none of them
/// waits. What is sent after the client went, or after the answer ended, is dropped in silence. An exchange that
/// everybody lets go of without an answer is answered 500: that is a defect of ours.
class Exchange {
 public:
  virtual ~Exchange() = default;

  virtual const HttpRequest& request() const = 0;

  /// The whole answer at once; or else Begin, any number of Write, each after the one before is done, and End.
  virtual void Answer(HttpAnswer answer) = 0;
  virtual void Begin(HttpAnswer head) = 0;
  /// `done` says whether the client's side took it; false when the client is gone or too slow, and then nothing more is
  /// sent. Runs on a thread of the server and may not wait.
  virtual void Write(std::string bytes, std::function<void(bool)> done) = 0;
  virtual void End() = 0;

  /// `gone` is called once when the client goes before the answer has ended; at once when it went already.
  virtual void OnGone(std::function<void()> gone) = 0;
  virtual bool gone() const = 0;

  /// Calls `work` once after the span, on a thread of the server; not when the exchange has ended before. A new one
  /// takes the place of one that waits.
  virtual void After(std::chrono::milliseconds span, std::function<void()> work) = 0;
};

using SharedExchange = std::shared_ptr<Exchange>;

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_HTTP_EXCHANGE_H_
