#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_COMMANDS_COMMAND_BUILDERS_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_COMMANDS_COMMAND_BUILDERS_H_

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/access/v1/access.grpc.pb.h"
#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "clientroute/contracting/v1/contracting.grpc.pb.h"
#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "clientroute/type/v1/care.pb.h"
#include "services/platform/calls/client_call.h"

namespace clientroute::orchestrator {

/// The services that carry commands out; they outlive what uses them. Thread-safe.
struct CommandTargets {
  std::unique_ptr<access::v1::Access::Stub> access;
  std::unique_ptr<contracting::v1::Contracting::Stub> contracting;
  std::unique_ptr<allocation::v1::Allocation::Stub> allocation;
  std::unique_ptr<messaging::v1::Messaging::Stub> messaging;
};
/// All of them over one channel, as in the embedded profile.
CommandTargets TargetsOver(const std::shared_ptr<grpc::Channel>& channel);

/// What of a route goes into a request.
struct CommandInput {
  /// `routes/…`.
  std::string route;
  /// By name, as the definition declares them; those that are not known are not there.
  std::map<std::string, std::string> references;
  /// What it knows, by name, as text: `JEUGDWET`, `2026-04-01`; those that are unknown are not there.
  std::map<std::string, std::string> facts;
  /// The lines that are to be arranged: those of no part yet; and on a restart those of parts that ended, as new lines.
  std::vector<type::v1::CareLine> lines;
  /// Those of parts that run: what the client has already.
  std::vector<type::v1::CareLine> running_lines;
  /// Those that have an allocation, of parts that ended too.
  std::vector<type::v1::CareLine> allocated_lines;
};

/// One kind of command. `build` makes the request's bytes when the command is decided on, so that every attempt carries
/// the same; `deliver` sends them under the request id and gives the called method's status.
struct CommandKind {
  std::string_view name;
  /// FailedPrecondition REFERENCE_MISSING when the route lacks something that the request needs.
  absl::StatusOr<std::string> (*build)(const CommandInput& input, const std::string& request_id);
  absl::Status (*deliver)(const CommandTargets& targets, const Caller& caller, const std::string& request);
};

/// Every command of route_commands.h, one kind each.
std::span<const CommandKind> CommandKinds();
/// nullptr for a name that is none.
const CommandKind* FindCommandKind(std::string_view name);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_COMMANDS_COMMAND_BUILDERS_H_
