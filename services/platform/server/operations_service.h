#ifndef CLIENTROUTE_SERVICES_PLATFORM_SERVER_OPERATIONS_SERVICE_H_
#define CLIENTROUTE_SERVICES_PLATFORM_SERVER_OPERATIONS_SERVICE_H_

#include <mutex>

#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/calls/server_call.h"
#include "services/platform/server/advance_time.h"

namespace clientroute {

/// What an operator asks of a process (proto platform/v1/operations.proto): time, events, dead letters, looks.
/// Thread-safe. A list's cost is its page's, but ListLooks checks every chain of hashes whole.
class OperationsService final : public platform::v1::Operations::Service {
 public:
  OperationsService(CallStack stack, ProcessParts parts);

  grpc::Status GetTime(grpc::ServerContext* context, const platform::v1::GetTimeRequest* request,
                       platform::v1::GetTimeResponse* response) override;
  grpc::Status AdvanceTime(grpc::ServerContext* context, const platform::v1::AdvanceTimeRequest* request,
                           platform::v1::AdvanceTimeResponse* response) override;
  grpc::Status ListEvents(grpc::ServerContext* context, const platform::v1::ListEventsRequest* request,
                          platform::v1::ListEventsResponse* response) override;
  grpc::Status ListDeadLetters(grpc::ServerContext* context, const platform::v1::ListDeadLettersRequest* request,
                               platform::v1::ListDeadLettersResponse* response) override;
  grpc::Status ResendDeadLetters(grpc::ServerContext* context, const platform::v1::ResendDeadLettersRequest* request,
                                 platform::v1::ResendDeadLettersResponse* response) override;
  grpc::Status GetBacklog(grpc::ServerContext* context, const platform::v1::GetBacklogRequest* request,
                          platform::v1::Backlog* response) override;
  grpc::Status ListLooks(grpc::ServerContext* context, const platform::v1::ListLooksRequest* request,
                         platform::v1::ListLooksResponse* response) override;

 private:
  absl::StatusOr<Database*> DatabaseOf(const std::string& service) const;
  /// One service's, or every service's when `service` is empty.
  absl::StatusOr<std::map<std::string, Database*>> DatabasesOf(const std::string& service) const;

  ServerCalls calls_;
  ProcessParts parts_;
  std::mutex advancing_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_SERVER_OPERATIONS_SERVICE_H_
