#ifndef CLIENTROUTE_TESTS_SERVICE_ORCHESTRATOR_NEIGHBOURS_H_
#define CLIENTROUTE_TESTS_SERVICE_ORCHESTRATOR_NEIGHBOURS_H_

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "grpcpp/impl/codegen/service_type.h"
#include "services/orchestrator/commands/command_builders.h"
#include "services/platform/server/server.h"
#include "services/platform/testing/test_world.h"

namespace clientroute::orchestrator {

/// The services that carry commands out, as the orchestrator sees them: real gRPC doors behind which every call is
/// written down and answered as the test says. Thread-safe.
class Neighbours {
 public:
  struct Received {
    /// Short name of the method: `OpenCase`.
    std::string method;
    std::string request_id;
    std::string route;
    /// The request's bytes.
    std::string request;
  };

  explicit Neighbours(TestWorld& world);

  const CommandTargets& targets() const { return targets_; }
  /// Every call, refused ones too, in the order of arrival.
  std::vector<Received> received() const;
  /// Their methods, joined by a space.
  std::string methods() const;
  /// From now on `answer` decides for each call; unset says yes to all.
  void AnswerBy(std::function<absl::Status(const Received&)> answer);

  /// Called by the doors.
  grpc::Status Take(Received received);

 private:
  mutable std::mutex mutex_;
  std::function<absl::Status(const Received&)> answer_;
  std::vector<Received> received_;
  std::vector<std::unique_ptr<grpc::Service>> doors_;
  std::unique_ptr<Server> server_;
  CommandTargets targets_;
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_TESTS_SERVICE_ORCHESTRATOR_NEIGHBOURS_H_
