#include "services/messaging/hub/delivery_codec.h"

#include <algorithm>

#include "services/messaging/message_codec.h"
#include "services/messaging/message_store.h"
#include "services/platform/calls/proto_values.h"

namespace clientroute::messaging {

v1::DeadLetter ToProto(const DeadFile& file, const MessageRecord& record) {
  MessageRecord shown = record;
  shown.findings.resize(std::min<std::size_t>(shown.findings.size(), kListedFindingsMax));
  shown.clients.resize(std::min<std::size_t>(shown.clients.size(), kListedClientsMax));
  v1::DeadLetter letter;
  *letter.mutable_message() = ToProto(shown);
  letter.set_reference(file.reference);
  letter.set_attempts(file.attempts);
  letter.set_code(file.code);
  letter.set_failure(file.failure);
  *letter.mutable_give_up_time() = clientroute::ToProto(file.dead_at);
  return letter;
}

v1::HubError ToProto(const HubError& error) {
  v1::HubError shown;
  shown.set_reference(error.reference);
  shown.set_way(error.way == HubErrorWay::kOurs ? v1::HubError::OURS : v1::HubError::OF_HUB);
  shown.set_cross_reference(error.cross_reference);
  shown.set_municipality(error.municipality);
  shown.set_party(error.party);
  shown.set_code(error.code);
  shown.set_explanation(error.explanation);
  shown.set_failure(error.failure);
  shown.set_attempts(error.attempts);
  *shown.mutable_note_time() = clientroute::ToProto(error.noted_at);
  if (error.closed_at) *shown.mutable_close_time() = clientroute::ToProto(*error.closed_at);
  return shown;
}

v1::ExchangeQueue ToProto(const QueueFigures& figures, bool by_http, Instant now) {
  v1::ExchangeQueue queue;
  queue.set_hub(by_http ? v1::ExchangeQueue::HTTP : v1::ExchangeQueue::DIRECTORY);
  queue.set_waiting(static_cast<std::int32_t>(figures.waiting));
  queue.set_retrying(static_cast<std::int32_t>(figures.retrying));
  if (figures.oldest) *queue.mutable_oldest_time() = clientroute::ToProto(*figures.oldest);
  queue.set_dead_letters(static_cast<std::int32_t>(figures.dead));
  queue.set_hub_errors(static_cast<std::int32_t>(figures.errors));
  *queue.mutable_time() = clientroute::ToProto(now);
  return queue;
}

}  // namespace clientroute::messaging
