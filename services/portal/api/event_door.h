#ifndef CLIENTROUTE_SERVICES_PORTAL_API_EVENT_DOOR_H_
#define CLIENTROUTE_SERVICES_PORTAL_API_EVENT_DOOR_H_

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "services/platform/clock/clock.h"
#include "services/portal/api/api_methods.h"
#include "services/portal/api/json_codec.h"
#include "services/portal/api/running_calls.h"
#include "services/portal/http/exchange.h"
#include "services/portal/http/workers.h"
#include "services/portal/sign_in/session_keeper.h"

namespace clientroute::portal {

struct EventDoorDeps {
  const JsonCodec* codec = nullptr;
  SessionKeeper* keeper = nullptr;
  Workers* workers = nullptr;
  const Clock* clock = nullptr;
  std::chrono::milliseconds sign_of_life = std::chrono::seconds(15);
};

/// `GET /events/<service>/<Method>?message=…&purpose=…`: a method that answers with a stream, as server-sent events. A
/// message is read from the service when the one before is with the client: a slow client slows its own stream alone.
/// The stream is cancelled when the client goes, and ends with the session. No thread waits for it. Thread-safe;
/// outlives its streams.
class EventDoor {
 public:
  /// At the same time. What is over is refused: 429.
  static constexpr int kStreamsMost = 1'000;
  static constexpr int kStreamsOfSessionMost = 32;

  explicit EventDoor(EventDoorDeps deps) : deps_(std::move(deps)) {}
  /// Waits for the streams that run; end their exchanges first.
  ~EventDoor() { running_.Wait(); }
  EventDoor(const EventDoor&) = delete;
  EventDoor& operator=(const EventDoor&) = delete;

  /// Answers in every case: with the stream, or before it began with an error as Connect writes them: InvalidArgument
  /// QUERY_INVALID, PURPOSE_INVALID, JSON_INVALID; ResourceExhausted STREAMS_MOST. `secret` is the session's. How a
  /// stream ended stands in its last event, `end`.
  void Open(const SharedExchange& exchange, const SharedSession& session, std::string secret, const ApiMethod& method);
  /// Ends all streams, so that the door can close: Unavailable DOOR_CLOSES, and their pages come back later.
  void EndAll();
  int streams() const { return running_.count(); }

 private:
  class Stream;
  bool Admit(Stream* stream);
  void Release(Stream* stream);

  const EventDoorDeps deps_;
  std::mutex mutex_;
  std::map<std::string, std::set<Stream*>> open_;  // by digest of the session
  bool closing_ = false;
  RunningCalls running_;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_API_EVENT_DOOR_H_
