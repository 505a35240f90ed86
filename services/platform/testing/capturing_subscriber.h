#ifndef CLIENTROUTE_SERVICES_PLATFORM_TESTING_CAPTURING_SUBSCRIBER_H_
#define CLIENTROUTE_SERVICES_PLATFORM_TESTING_CAPTURING_SUBSCRIBER_H_

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "services/platform/events/relay.h"

namespace clientroute {

/// A subscriber of a test: keeps what it took, and refuses what it is told to. Outlives the relay. Thread-safe.
class CapturingSubscriber {
 public:
  /// A subscription that delivers here.
  Subscription Subscribe(std::string subscriber, std::set<std::string> types = {});
  /// From now on `answer` decides for each event; an event that it gives an error for is not kept. Unset takes all.
  void AnswerBy(std::function<absl::Status(const type::v1::Event&)> answer);

  /// What was taken, in the order of arrival.
  std::vector<type::v1::Event> events() const;
  /// The full names of their types.
  std::vector<std::string> types() const;
  /// How often something was offered, taken or not.
  int offers() const;

 private:
  absl::Status Take(const type::v1::Event& event);

  mutable std::mutex mutex_;
  std::function<absl::Status(const type::v1::Event&)> answer_;
  std::vector<type::v1::Event> events_;
  int offers_ = 0;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_TESTING_CAPTURING_SUBSCRIBER_H_
