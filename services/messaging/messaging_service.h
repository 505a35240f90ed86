#ifndef CLIENTROUTE_SERVICES_MESSAGING_MESSAGING_SERVICE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_MESSAGING_SERVICE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "grpcpp/channel.h"
#include "services/messaging/allocation_message.h"
#include "services/messaging/allocation_sender.h"
#include "services/messaging/answer_sender.h"
#include "services/messaging/exchange_file_work.h"
#include "services/messaging/hub.h"
#include "services/messaging/inbound_work.h"
#include "services/messaging/listener_service.h"
#include "services/messaging/messaging_parts.h"
#include "services/platform/calls/server_call.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/ids/random.h"
#include "services/platform/privacy/cipher.h"

namespace clientroute::messaging {

/// What the service stands on besides its call stack; all outlive it.
struct MessagingDeps {
  /// Opened with MessagingMigrations(); the stack's database.
  Database* database = nullptr;
  Random* random = nullptr;
  /// Where files come from and go to: a DirectoryExchange or an HttpHub.
  Hub* hub = nullptr;
  /// The suite's; read at construction only. The service derives keys of its own from it.
  const SecretKey* master_key = nullptr;
  std::shared_ptr<grpc::Channel> intake;
  std::shared_ptr<grpc::Channel> allocation;
  std::shared_ptr<grpc::Channel> claims;
};

struct MessagingOptions {
  /// By CBS code, where a municipality can be written to. An allocation message must give an address (TR006, TR061),
  /// and a request for allocation brings none: a client whose address intake does not know is addressed by way of his
  /// municipality. Without an entry SendAllocationMessage answers CLIENT_ADDRESS_UNKNOWN for such a client.
  std::map<std::string, MunicipalityContact> contacts;
  /// Stops the background work after a step, as a kill would, by throwing; for tests.
  std::function<void(std::string_view)> after_step;
};

/// National messages in and out. It stores no client's key: when intake destroys one, what is sealed with it can no
/// longer be read here (PRI-3). Thread-safe; its works run on one thread each.
class MessagingService final : public v1::Messaging::Service {
 public:
  MessagingService(CallStack stack, MessagingDeps deps, MessagingOptions options = {});

  /// The background work: what comes in, what goes out, and the terms of answers. Owned by the service. Wake them on
  /// each commit of its database and each move of a driven clock; they poll besides.
  std::vector<Work*> works();
  /// The one of them that takes what comes in: wake it when something came.
  Work* arrivals() { return &inbound_; }
  /// What it hears of other services.
  const MessagingListener& listener() const { return listener_; }

  grpc::Status SendAllocationMessage(grpc::ServerContext* context, const v1::SendAllocationMessageRequest* request,
                                     v1::SendAllocationMessageResponse* response) override;
  grpc::Status SendAnswerMessage(grpc::ServerContext* context, const v1::SendAnswerMessageRequest* request,
                                 v1::SendAnswerMessageResponse* response) override;
  grpc::Status AnswerRequest(grpc::ServerContext* context, const v1::AnswerRequestRequest* request,
                             v1::Message* response) override;
  grpc::Status GetMessage(grpc::ServerContext* context, const v1::GetMessageRequest* request,
                          v1::Message* response) override;
  grpc::Status GetMessageContent(grpc::ServerContext* context, const v1::GetMessageContentRequest* request,
                                 v1::MessageContent* response) override;
  grpc::Status ListMessages(grpc::ServerContext* context, const v1::ListMessagesRequest* request,
                            v1::ListMessagesResponse* response) override;
  grpc::Status ResendMessage(grpc::ServerContext* context, const v1::ResendMessageRequest* request,
                             v1::Message* response) override;
  grpc::Status ListDeadLetters(grpc::ServerContext* context, const v1::ListDeadLettersRequest* request,
                               v1::ListDeadLettersResponse* response) override;
  grpc::Status ListHubErrors(grpc::ServerContext* context, const v1::ListHubErrorsRequest* request,
                             v1::ListHubErrorsResponse* response) override;
  grpc::Status CloseHubError(grpc::ServerContext* context, const v1::CloseHubErrorRequest* request,
                             v1::HubError* response) override;
  grpc::Status GetExchangeQueue(grpc::ServerContext* context, const v1::GetExchangeQueueRequest* request,
                                v1::ExchangeQueue* response) override;
  grpc::Status RetryMessage(grpc::ServerContext* context, const v1::RetryMessageRequest* request,
                            v1::Message* response) override;

 private:
  absl::StatusOr<MessageRecord> LoadFor(const CallContext& call, const std::string& name) const;
  absl::StatusOr<std::string> ContentOf(const CallContext& call, const MessageRecord& record) const;

  const ServerCalls calls_;
  const PeerCalls peers_;
  const ContentVault vault_;
  const MessagingOptions options_;
  const MessagingParts parts_;
  const AllocationSender sender_;
  const AnswerSender answers_;
  const MessagingListener listener_;
  InboundWork inbound_;
  ExchangeFileWork files_;
  const std::unique_ptr<Work> terms_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_MESSAGING_SERVICE_H_
