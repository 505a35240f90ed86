#include "services/platform/testing/capturing_subscriber.h"

#include <utility>

#include "services/platform/events/outbox.h"
#include "services/platform/status/status.h"

namespace clientroute {

Subscription CapturingSubscriber::Subscribe(std::string subscriber, std::set<std::string> types) {
  return {std::move(subscriber), std::move(types), [this](const type::v1::Event& event) { return Take(event); }};
}

void CapturingSubscriber::AnswerBy(std::function<absl::Status(const type::v1::Event&)> answer) {
  std::lock_guard lock(mutex_);
  answer_ = std::move(answer);
}

absl::Status CapturingSubscriber::Take(const type::v1::Event& event) {
  std::lock_guard lock(mutex_);
  ++offers_;
  if (answer_) CLIENTROUTE_RETURN_IF_ERROR(answer_(event));
  events_.push_back(event);
  return absl::OkStatus();
}

std::vector<type::v1::Event> CapturingSubscriber::events() const {
  std::lock_guard lock(mutex_);
  return events_;
}

std::vector<std::string> CapturingSubscriber::types() const {
  std::vector<std::string> types;
  for (const auto& event : events()) types.emplace_back(TypeOf(event));
  return types;
}

int CapturingSubscriber::offers() const {
  std::lock_guard lock(mutex_);
  return offers_;
}

}  // namespace clientroute
