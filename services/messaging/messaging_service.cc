#include "services/messaging/messaging_service.h"

#include <optional>
#include <set>
#include <utility>

#include "services/messaging/exchange_store.h"
#include "services/messaging/hub/delivery_codec.h"
#include "services/messaging/message_attention.h"
#include "services/messaging/message_codec.h"
#include "services/messaging/message_store.h"
#include "services/messaging/message_term.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/page_token.h"
#include "services/platform/status/status.h"
#include "services/platform/timers/timers.h"

namespace clientroute::messaging {
namespace {

constexpr std::string_view kSend = "clientroute.messaging.v1.Messaging/SendAllocationMessage";
constexpr std::string_view kAnswer = "clientroute.messaging.v1.Messaging/SendAnswerMessage";
constexpr std::string_view kAnswerRequest = "clientroute.messaging.v1.Messaging/AnswerRequest";
constexpr std::string_view kGet = "clientroute.messaging.v1.Messaging/GetMessage";
constexpr std::string_view kGetContent = "clientroute.messaging.v1.Messaging/GetMessageContent";
constexpr std::string_view kList = "clientroute.messaging.v1.Messaging/ListMessages";
constexpr std::string_view kResend = "clientroute.messaging.v1.Messaging/ResendMessage";
constexpr std::string_view kListDead = "clientroute.messaging.v1.Messaging/ListDeadLetters";
constexpr std::string_view kListErrors = "clientroute.messaging.v1.Messaging/ListHubErrors";
constexpr std::string_view kCloseError = "clientroute.messaging.v1.Messaging/CloseHubError";
constexpr std::string_view kGetQueue = "clientroute.messaging.v1.Messaging/GetExchangeQueue";
constexpr std::string_view kRetry = "clientroute.messaging.v1.Messaging/RetryMessage";

/// What an answer can carry, below the bound of the server on a message.
constexpr std::size_t kShownBytesMax = 15'000'000;

MessagingParts PartsOf(const CallStack& stack, const MessagingDeps& deps, const MessagingOptions& options,
                       const PeerCalls* peers, const ContentVault* vault) {
  return {deps.database, stack.clock, deps.random, stack.logger,      stack.metrics,
          deps.hub,      peers,       vault,       options.after_step};
}

/// A page of rows that have numbers: asks `list` for one more than fits, hands those that do to `show`, and says where
/// the next page begins.
template <typename Request, typename Response, typename List, typename Show>
absl::Status AnswerPage(const Request& request, Response* response, const List& list, const Show& show) {
  CLIENTROUTE_ASSIGN(const int rows, PageRows(request.page_size()));
  CLIENTROUTE_ASSIGN(const auto key, ReadPageToken(request, 1));
  const std::int64_t from = key.empty() ? 0 : NumberIn(key.front());
  CLIENTROUTE_ASSIGN(auto found, list(from, rows + 1));
  const bool more = static_cast<int>(found.size()) > rows;
  if (more) found.pop_back();
  for (const auto& one : found) CLIENTROUTE_RETURN_IF_ERROR(show(one));
  if (more) response->set_next_page_token(MakePageToken(request, {KeyPart(found.back().number)}));
  return absl::OkStatus();
}

/// What stopped a message inside the house is for those who see to it there, not for the provider whose message it is.
v1::Message Shown(const CallContext& call, const MessageRecord& record) {
  v1::Message message = ToProto(record);
  const Visibility visible = Visible(call.identity, call.purpose, AccessQuestion::Subject::kMessage);
  if (visible.provider) message.clear_failure();
  return message;
}

absl::Status Check(const CallContext& call, AccessQuestion::Subject subject, const MessageRecord& record) {
  const auto denied =
      Denied(call.identity, call.purpose, {subject, record.municipality, record.provider, /*involved=*/{}});
  if (!denied) return absl::OkStatus();
  return Error(absl::StatusCode::kPermissionDenied, Cat("DENIED_BY_", ToString(*denied)), "this message is not shown");
}

}  // namespace

MessagingService::MessagingService(CallStack stack, MessagingDeps deps, MessagingOptions options)
    : calls_(stack),
      peers_({deps.intake, deps.allocation, deps.claims}),
      vault_(*deps.master_key, deps.random),
      options_(std::move(options)),
      parts_(PartsOf(stack, deps, options_, &peers_, &vault_)),
      sender_(&parts_, &options_.contacts),
      answers_(&parts_),
      listener_(&answers_),
      inbound_(&parts_),
      files_(&parts_),
      terms_(MakeTimerWork(
          "messaging.terms", deps.database, stack.clock, [this](const Timer& timer) { return FireTerm(parts_, timer); },
          stack.logger)) {}

std::vector<Work*> MessagingService::works() { return {&inbound_, &files_, terms_.get()}; }

grpc::Status MessagingService::SendAllocationMessage(grpc::ServerContext* context,
                                                     const v1::SendAllocationMessageRequest* request,
                                                     v1::SendAllocationMessageResponse* response) {
  AllocationSender::Gathered gathered;
  return calls_.Write(
      context, kSend, *request, response,
      [&](UnitOfWork& unit) { return sender_.Send(unit, *request, gathered, response); },
      [&](const CallContext& call) -> absl::Status {
        CLIENTROUTE_ASSIGN(gathered, sender_.Gather(call, *request));
        return absl::OkStatus();
      });
}

grpc::Status MessagingService::SendAnswerMessage(grpc::ServerContext* context,
                                                 const v1::SendAnswerMessageRequest* request,
                                                 v1::SendAnswerMessageResponse* response) {
  return calls_.Write(context, kAnswer, *request, response,
                      [&](UnitOfWork& unit) { return answers_.Send(unit, *request, response); });
}

grpc::Status MessagingService::AnswerRequest(grpc::ServerContext* context, const v1::AnswerRequestRequest* request,
                                             v1::Message* response) {
  MessageRecord asked;
  return calls_.Write(
      context, kAnswerRequest, *request, response,
      [&](UnitOfWork& unit) -> absl::Status {
        CLIENTROUTE_RETURN_IF_ERROR(answers_.AnswerLeftOpen(unit, asked, *request));
        CLIENTROUTE_ASSIGN(const MessageRecord answered, LoadMessage(unit.db(), asked.number));
        *response = ToProto(answered);
        return absl::OkStatus();
      },
      [&](const CallContext& call) -> absl::Status {
        CLIENTROUTE_ASSIGN(asked, LoadFor(call, request->name()));
        return absl::OkStatus();
      });
}

grpc::Status MessagingService::GetMessage(grpc::ServerContext* context, const v1::GetMessageRequest* request,
                                          v1::Message* response) {
  return calls_.Read(context, kGet, *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_ASSIGN(const MessageRecord record, LoadFor(call, request->name()));
    *response = Shown(call, record);
    return absl::OkStatus();
  });
}

grpc::Status MessagingService::GetMessageContent(grpc::ServerContext* context,
                                                 const v1::GetMessageContentRequest* request,
                                                 v1::MessageContent* response) {
  return calls_.Look(context, kGetContent, *request, [&](const CallContext& call, Look& look) -> absl::Status {
    CLIENTROUTE_ASSIGN(const MessageRecord record, LoadFor(call, request->name()));
    // The bytes name the client, whoever may see that there is a message.
    CLIENTROUTE_RETURN_IF_ERROR(Check(call, AccessQuestion::Subject::kClientData, record));
    CLIENTROUTE_ASSIGN(std::string content, ContentOf(call, record));
    if (content.size() > kShownBytesMax) {
      return Error(absl::StatusCode::kFailedPrecondition, "CONTENT_TOO_LARGE",
                   "the content is larger than a call carries");
    }
    for (const std::string& client : record.clients) look.Saw(client, record.municipality);
    response->set_content(std::move(content));
    return absl::OkStatus();
  });
}

grpc::Status MessagingService::ListMessages(grpc::ServerContext* context, const v1::ListMessagesRequest* request,
                                            v1::ListMessagesResponse* response) {
  return calls_.Read(context, kList, *request, [&](const CallContext& call) -> absl::Status {
    CLIENTROUTE_ASSIGN(MessageFilter filter, ToFilter(*request));
    filter.visible = VisibleMunicipalities(call.identity, call.purpose, AccessQuestion::Subject::kMessage);
    filter.own_provider = Visible(call.identity, call.purpose, AccessQuestion::Subject::kMessage).provider;
    if (request->late_only()) filter.due_before = LocalDate(call.now);
    CLIENTROUTE_ASSIGN(const int rows, PageRows(request->page_size()));
    CLIENTROUTE_ASSIGN(const auto key, ReadPageToken(*request, 2));
    std::optional<MessagePosition> after;
    if (!key.empty()) after = {NumberIn(key[0]), key[1]};
    const auto order = static_cast<MessageOrder>(request->order());
    return parts_.database->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(auto found, messaging::ListMessages(connection, filter, order, after, rows + 1));
      if (static_cast<int>(found.size()) > rows) {
        found.pop_back();
        const MessagePosition last = PositionOf(found.back());
        response->set_next_page_token(MakePageToken(*request, {KeyPart(last.number), last.due}));
      }
      for (const MessageRecord& record : found) *response->add_messages() = Shown(call, record);
      return absl::OkStatus();
    });
  });
}

grpc::Status MessagingService::ResendMessage(grpc::ServerContext* context, const v1::ResendMessageRequest* request,
                                             v1::Message* response) {
  MessageRecord record;
  std::string content;
  return calls_.Write(
      context, kResend, *request, response,
      [&](UnitOfWork& unit) -> absl::Status {
        *response = ToProto(record);
        Connection& connection = unit.db();
        const std::string sealed = vault_.SealFile(content, record.file_name);
        CLIENTROUTE_ASSIGN(const bool revived, ReviveFile(connection, record.number, sealed, unit.now()));
        CLIENTROUTE_ASSIGN(const bool coming, IsOnItsWay(connection, record.number));
        if (revived || coming) return absl::OkStatus();
        return AddFile(connection, {0, record.number, Box::kOut, record.municipality, record.file_name, sealed},
                       unit.now());
      },
      [&](const CallContext& call) -> absl::Status {
        CLIENTROUTE_ASSIGN(record, LoadFor(call, request->name()));
        if (record.way != MessageWay::kOut) {
          return Error(absl::StatusCode::kFailedPrecondition, "MESSAGE_NOT_SENT", "only what was sent is sent again");
        }
        CLIENTROUTE_ASSIGN(content, ContentOf(call, record));
        return absl::OkStatus();
      });
}

grpc::Status MessagingService::ListDeadLetters(grpc::ServerContext* context, const v1::ListDeadLettersRequest* request,
                                               v1::ListDeadLettersResponse* response) {
  return calls_.Read(context, kListDead, *request, [&](const CallContext& call) -> absl::Status {
    const auto visible = VisibleMunicipalities(call.identity, call.purpose, AccessQuestion::Subject::kMessage);
    return parts_.database->Read([&](Connection& connection) {
      return AnswerPage(
          *request, response,
          [&](std::int64_t from, int limit) {
            const bool oldest = request->order() == v1::ListDeadLettersRequest::OLDEST;
            return ListDeadFiles(connection, visible, request->municipality(), oldest, from, limit);
          },
          [&](const DeadFile& file) -> absl::Status {
            CLIENTROUTE_ASSIGN(const MessageRecord record, LoadMessage(connection, file.message));
            *response->add_dead_letters() = ToProto(file, record);
            return absl::OkStatus();
          });
    });
  });
}

grpc::Status MessagingService::ListHubErrors(grpc::ServerContext* context, const v1::ListHubErrorsRequest* request,
                                             v1::ListHubErrorsResponse* response) {
  return calls_.Read(context, kListErrors, *request, [&](const CallContext& call) -> absl::Status {
    const auto visible = VisibleMunicipalities(call.identity, call.purpose, AccessQuestion::Subject::kMessage);
    return parts_.database->Read([&](Connection& connection) {
      return AnswerPage(
          *request, response,
          [&](std::int64_t from, int limit) {
            const bool oldest = request->order() == v1::ListHubErrorsRequest::OLDEST;
            return messaging::ListHubErrors(connection, visible, request->municipality(), oldest, from, limit);
          },
          [&](const HubError& error) {
            *response->add_hub_errors() = ToProto(error);
            return absl::OkStatus();
          });
    });
  });
}

grpc::Status MessagingService::CloseHubError(grpc::ServerContext* context, const v1::CloseHubErrorRequest* request,
                                             v1::HubError* response) {
  std::optional<std::set<std::string>> visible;
  return calls_.Write(
      context, kCloseError, *request, response,
      [&](UnitOfWork& unit) -> absl::Status {
        CLIENTROUTE_RETURN_IF_ERROR(SettleHubError(unit, request->reference()));
        CLIENTROUTE_ASSIGN(const auto error, FindHubError(unit.db(), request->reference()));
        const bool shown = error && (!visible || visible->contains(error->municipality) ||
                                     (error->municipality.empty() && !visible->empty()));
        if (!shown) {
          return Error(absl::StatusCode::kNotFound, "HUB_ERROR_NOT_FOUND", "there is no such error of the hub");
        }
        *response = ToProto(*error);
        return absl::OkStatus();
      },
      [&](const CallContext& call) -> absl::Status {
        visible = VisibleMunicipalities(call.identity, call.purpose, AccessQuestion::Subject::kMessage);
        return absl::OkStatus();
      });
}

grpc::Status MessagingService::GetExchangeQueue(grpc::ServerContext* context,
                                                const v1::GetExchangeQueueRequest* request,
                                                v1::ExchangeQueue* response) {
  return calls_.Read(context, kGetQueue, *request, [&](const CallContext& call) -> absl::Status {
    return parts_.database->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(const QueueFigures figures, CountQueue(connection));
      *response = ToProto(figures, parts_.hub->retry().attempts_max > 0, call.now);
      return absl::OkStatus();
    });
  });
}

grpc::Status MessagingService::RetryMessage(grpc::ServerContext* context, const v1::RetryMessageRequest* request,
                                            v1::Message* response) {
  MessageRecord record;
  return calls_.Write(
      context, kRetry, *request, response,
      [&](UnitOfWork& unit) -> absl::Status {
        CLIENTROUTE_ASSIGN(const bool taken, TakeUpAgain(unit.db(), record.number));
        if (!taken) {
          return Error(absl::StatusCode::kFailedPrecondition, "MESSAGE_NOT_FAILED",
                       "only what failed and waits for a person is tried again");
        }
        CLIENTROUTE_ASSIGN(record, LoadMessage(unit.db(), record.number));
        *response = ToProto(record);
        return absl::OkStatus();
      },
      [&](const CallContext& call) -> absl::Status {
        CLIENTROUTE_ASSIGN(record, LoadFor(call, request->name()));
        return absl::OkStatus();
      });
}

absl::StatusOr<MessageRecord> MessagingService::LoadFor(const CallContext& call, const std::string& name) const {
  CLIENTROUTE_ASSIGN(const Uuid id, ToMessageId(name));
  MessageRecord record;
  CLIENTROUTE_RETURN_IF_ERROR(parts_.database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(record, FindMessage(connection, id));
    return absl::OkStatus();
  }));
  CLIENTROUTE_RETURN_IF_ERROR(Check(call, AccessQuestion::Subject::kMessage, record));
  return record;
}

absl::StatusOr<std::string> MessagingService::ContentOf(const CallContext& call, const MessageRecord& record) const {
  SealedContent content;
  CLIENTROUTE_RETURN_IF_ERROR(parts_.database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(content, LoadContent(connection, record.number));
    return absl::OkStatus();
  }));
  std::optional<ClientKey> key;
  if (!content.client.empty()) {
    CLIENTROUTE_ASSIGN(key, peers_.GetKey(PeerCalls::ForCall(call), content.client));
  }
  return vault_.OpenMessage(content, record.digest, key);
}

}  // namespace clientroute::messaging
