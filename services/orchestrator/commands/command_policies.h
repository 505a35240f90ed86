#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_COMMANDS_COMMAND_POLICIES_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_COMMANDS_COMMAND_POLICIES_H_

#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>

/// How each command is delivered, in one table. Pure, thread-safe.
namespace clientroute::orchestrator {

/// How one command is offered to its service, and when a person is asked instead.
struct CommandPolicy {
  /// Of route_commands.h.
  std::string_view command;
  /// The service that carries it out: `allocation`.
  std::string_view service;
  /// How long one delivery may take.
  std::chrono::seconds deadline;
  /// A transient error is repeated until so many attempts were made; any other error is final at once.
  int attempts_most;
  /// The pause after the first failure; it doubles, with jitter of up to a quarter, up to `pause_most`.
  std::chrono::milliseconds pause_first;
  std::chrono::milliseconds pause_most;
};

/// How many retries one service is given, whatever the number of routes that wait for it: a bucket that holds
/// `retries_most` and fills with `retries_a_second`. First attempts are never held back. So a service that comes back
/// is not run over by everything that waited for it.
struct ServicePolicy {
  std::string_view service;
  int retries_most;
  int retries_a_second;
};

std::span<const CommandPolicy> CommandPolicies();
std::span<const ServicePolicy> ServicePolicies();
/// That of a command; of a name that is none, a policy without a service, of one attempt.
const CommandPolicy& PolicyOfCommand(std::string_view command);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_COMMANDS_COMMAND_POLICIES_H_
