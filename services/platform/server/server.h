#ifndef CLIENTROUTE_SERVICES_PLATFORM_SERVER_SERVER_H_
#define CLIENTROUTE_SERVICES_PLATFORM_SERVER_SERVER_H_

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "grpcpp/impl/codegen/service_type.h"

namespace clientroute {

/// A gRPC server with health, reflection and drain. Services outlive it. Thread-safe.
class Server {
 public:
  virtual ~Server() = default;
  /// The port that it listens on.
  virtual int port() const = 0;
  /// A channel to this server that never leaves the process.
  virtual std::shared_ptr<grpc::Channel> InProcess() = 0;
  /// Says "not serving", lets running calls finish within `grace`, cancels the rest. Idempotent.
  virtual void Drain(std::chrono::milliseconds grace) = 0;
};

/// Listens on `address` (`127.0.0.1:0` picks a port; empty listens nowhere, for a server that only this process calls).
/// Unavailable ADDRESS_IN_USE when it is taken.
absl::StatusOr<std::unique_ptr<Server>> StartServer(const std::string& address,
                                                    const std::vector<grpc::Service*>& services);

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_SERVER_SERVER_H_
