#ifndef CLIENTROUTE_SERVICES_MESSAGING_LISTENER_SERVICE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_LISTENER_SERVICE_H_

#include <set>
#include <string>

#include "absl/status/status.h"
#include "clientroute/type/v1/event.pb.h"
#include "services/messaging/answer_sender.h"
#include "services/platform/store/unit_of_work.h"

namespace clientroute::messaging {

/// What messaging hears of other services (subscriber `messaging`), so that every accepted request is answered (OP344):
///   allocation    ChangeRequested  on which route a request for change (317) is considered
///   orchestrator  RouteClosed      what the route left open is refused; what is asked later of care that goes on is
///   not:
///                                  a person answers that
/// They come in any order, also before the message that they are about is finished. No state of its own; thread-safe.
class MessagingListener {
 public:
  /// Outlives it.
  explicit MessagingListener(const AnswerSender* answers) : answers_(*answers) {}

  /// Full names of the events, for the subscriptions.
  static std::set<std::string> Types();
  /// Takes one event in, within the delivery's transaction. Errors: InvalidArgument EVENT_TYPE_UNKNOWN, EVENT_DAMAGED;
  /// those of AnswerSender::RefuseLeftOpen.
  absl::Status Take(UnitOfWork& unit, const type::v1::Event& event) const;

 private:
  const AnswerSender& answers_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_LISTENER_SERVICE_H_
