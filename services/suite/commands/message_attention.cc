#include "services/suite/commands/message_attention.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

using messaging::v1::ListMessagesResponse;
using messaging::v1::Message;

/// A term runs in these states alone: of ours until it is returned, of a provider's until it is answered, and of a
/// request until what it asks for is.
constexpr Message::State kAnswerable[] = {Message::SENT, Message::RECEIVED, Message::WAITING, Message::FAILED,
                                          Message::ACCEPTED};

constexpr std::int64_t kSearched = 100'000;

bool IsLate(const Message& message, Date today) {
  const std::optional<Date> due = message.has_answer_due_date() ? FromProto(message.answer_due_date()) : std::nullopt;
  return due && *due < today;
}

}  // namespace

absl::StatusOr<ListMessagesResponse> MessagesIn(const Session& session, Message::State state) {
  messaging::v1::ListMessagesRequest request;
  request.set_state(state);
  return AskPages(session, &messaging::v1::Messaging::Stub::ListMessages, request, kSearched);
}

absl::StatusOr<ListMessagesResponse> MessagesLeftToPerson(const Session& session) {
  messaging::v1::ListMessagesRequest request;
  request.set_left_to_person(true);
  return AskPages(session, &messaging::v1::Messaging::Stub::ListMessages, request, kSearched);
}

absl::StatusOr<ListMessagesResponse> LateMessages(const Session& session, Date today) {
  std::vector<Message> late;
  for (const Message::State state : kAnswerable) {
    CLIENTROUTE_ASSIGN(ListMessagesResponse found, MessagesIn(session, state));
    for (Message& message : *found.mutable_messages()) {
      if (IsLate(message, today)) late.push_back(std::move(message));
    }
  }
  std::ranges::stable_sort(late, std::ranges::greater(), [](const Message& message) {
    return std::make_tuple(message.create_time().seconds(), message.create_time().nanos());
  });
  ListMessagesResponse all;
  for (Message& message : late) *all.add_messages() = std::move(message);
  return all;
}

}  // namespace clientroute::suite
