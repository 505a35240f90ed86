#include "services/platform/server/server.h"

#include <grpc/support/time.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>

#include <mutex>
#include <utility>

#include "absl/synchronization/mutex.h"
#include "services/platform/status/status.h"

namespace clientroute {
namespace {

// One message at most, both ways: a file of the message traffic fits, in the chunks in which it is sent.
constexpr int kMessageBytesMost = 16 * 1024 * 1024;
// Metadata of a call at most: identity with every municipality, and an error's details.
constexpr int kMetadataBytesMost = 32 * 1024;

// Calls at a time at most, each a thread; a call that asks others in this process holds several. What is over is
// refused with ResourceExhausted, to be tried again. Half of them for those who follow routes live, each with one.
constexpr int kThreadsMost = 1'024;
// Of those, how many wait for the next call instead of ending with theirs: a thread that is made for every call costs
// more than most calls.
constexpr int kThreadsKept = 64;

class GrpcServer final : public Server {
 public:
  GrpcServer(std::unique_ptr<grpc::Server> server, int port) : server_(std::move(server)), port_(port) {}
  ~GrpcServer() override { Drain(std::chrono::milliseconds(0)); }

  int port() const override { return port_; }

  std::shared_ptr<grpc::Channel> InProcess() override {
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(kMessageBytesMost);
    arguments.SetMaxSendMessageSize(kMessageBytesMost);
    arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytesMost);
    return server_->InProcessChannel(arguments);
  }

  void Drain(std::chrono::milliseconds grace) override {
    std::lock_guard lock(mutex_);
    if (drained_) return;
    drained_ = true;
    if (auto* health = server_->GetHealthCheckService()) health->SetServingStatus(false);
    server_->Shutdown(gpr_time_from_millis(grace.count(), GPR_TIMESPAN));
    server_->Wait();
  }

 private:
  std::unique_ptr<grpc::Server> server_;
  const int port_;
  std::mutex mutex_;
  bool drained_ = false;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> StartServer(const std::string& address,
                                                    const std::vector<grpc::Service*>& services) {
  static std::once_flag plugins;
  std::call_once(plugins, [] {
    // The distribution's Abseil watches every lock that gRPC takes for the order of a deadlock, a debugging aid.
    absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  });
  grpc::ServerBuilder builder;
  int port = 0;
  if (!address.empty()) builder.AddListeningPort(address, grpc::InsecureServerCredentials(), &port);
  // Without this a second server would share the port in silence.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytesMost);
  builder.SetMaxReceiveMessageSize(kMessageBytesMost);
  builder.SetMaxSendMessageSize(kMessageBytesMost);
  grpc::ResourceQuota quota("clientroute");
  quota.SetMaxThreads(kThreadsMost);
  builder.SetResourceQuota(quota);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MAX_POLLERS, kThreadsKept);
  for (grpc::Service* service : services) builder.RegisterService(service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) {
    return Error(absl::StatusCode::kUnavailable, "ADDRESS_IN_USE",
                 Cat("cannot listen on ", address, ": it is taken or no address of this machine"),
                 {{"address", address}});
  }
  return std::make_unique<GrpcServer>(std::move(server), port);
}

}  // namespace clientroute
