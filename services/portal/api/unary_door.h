#ifndef CLIENTROUTE_SERVICES_PORTAL_API_UNARY_DOOR_H_
#define CLIENTROUTE_SERVICES_PORTAL_API_UNARY_DOOR_H_

#include "services/portal/api/api_methods.h"
#include "services/portal/api/json_codec.h"
#include "services/portal/api/running_calls.h"
#include "services/portal/http/exchange.h"
#include "services/portal/sign_in/session.h"

namespace clientroute::portal {

/// `POST /api/<service>/<Method>`: one request, one answer, by the Connect unary protocol with JSON. The call goes on
/// as whom is signed in, with the purpose in `Clientroute-Purpose` and the deadline in `Connect-Timeout-Ms`; it is
/// cancelled when the client goes. No thread waits for it. Thread-safe; outlives its calls.
class UnaryDoor {
 public:
  explicit UnaryDoor(const JsonCodec* codec) : codec_(codec) {}
  /// Waits for the calls that run; end their exchanges first.
  ~UnaryDoor() { running_.Wait(); }
  UnaryDoor(const UnaryDoor&) = delete;
  UnaryDoor& operator=(const UnaryDoor&) = delete;

  /// Answers in every case. Errors, as Connect writes them: InvalidArgument CONTENT_TYPE, CONNECT_VERSION,
  /// PURPOSE_INVALID, TIMEOUT_INVALID, JSON_INVALID; and what the method says.
  void Call(const SharedExchange& exchange, const Session& session, const ApiMethod& method);

 private:
  const JsonCodec* const codec_;
  RunningCalls running_;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_API_UNARY_DOOR_H_
