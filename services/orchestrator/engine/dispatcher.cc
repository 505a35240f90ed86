#include "services/orchestrator/engine/dispatcher.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "services/orchestrator/commands/command_policies.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/clock/backoff.h"
#include "services/platform/clock/clock.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

using std::chrono::milliseconds;

constexpr int kRoutesAtATime = 64;
constexpr std::size_t kErrorBytesMost = 1'024;

std::set<std::string> CommandsOf(std::string_view service) {
  std::set<std::string> names;
  for (const CommandPolicy& policy : CommandPolicies()) {
    if (policy.service == service) names.insert(std::string(policy.command));
  }
  return names;
}

class Dispatcher final : public Work {
 public:
  Dispatcher(const DispatcherStack& stack, std::string_view service, int shard)
      : stack_(stack), service_(service), share_{CommandsOf(service), shard, kDispatchersOfService} {}

  std::string name() const override { return Cat("orchestrator.dispatcher-", service_, "-", share_.shard); }

  std::optional<milliseconds> Run() override {
    std::vector<CommandRow> commands;
    const absl::Status status = stack_.database->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(commands, FirstCommands(connection, share_, after_, kRoutesAtATime));
      return absl::OkStatus();
    });
    if (!status.ok()) return Backoff::kFirst;
    for (const CommandRow& command : commands) {
      const milliseconds left = Attempt(command);
      if (!pause_ || left < *pause_) pause_ = left;
    }
    // One walk goes over all routes, page by page, before those that wait for their backoff are looked at again.
    if (commands.size() == static_cast<std::size_t>(kRoutesAtATime)) {
      after_ = commands.back().route;
      return milliseconds(0);
    }
    if (after_ == 0 && commands.empty()) waiting_.clear();
    after_ = 0;
    return std::exchange(pause_, std::nullopt);
  }

  std::optional<std::vector<std::string>> follows() const override { return {{"command"}}; }

  bool Idle() override {
    bool has = true;
    const absl::Status status = stack_.database->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(has, HasCommands(connection, share_));
      return absl::OkStatus();
    });
    return status.ok() && !has;
  }

 private:
  /// Delivers the command when its pause is over and the service is given another retry; returns when to come back for
  /// it.
  milliseconds Attempt(const CommandRow& command) {
    const std::pair key(command.route, command.number);
    if (const auto waits = waiting_.find(key); waits != waiting_.end() && !waits->second.Due()) {
      return waits->second.Left();
    }
    if (command.attempts > 0 && !stack_.budget->Take(service_, Elapsed())) {
      return stack_.budget->UntilNext(service_, Elapsed());
    }
    const CommandPolicy& policy = PolicyOfCommand(command.name);
    const absl::Status delivered = Deliver(command, policy);
    Count(command, delivered);
    if (delivered.ok()) {
      const bool noted = stack_.engine->NoteDelivered(command).ok();
      waiting_.erase(key);
      return noted ? milliseconds(0) : Backoff::kFirst;
    }
    const std::string error = Cat(absl::StatusCodeToString(delivered.code()), " ", ReasonOf(delivered), ": ",
                                  std::string(delivered.message()))
                                  .substr(0, kErrorBytesMost);
    Backoff& backoff = waiting_.try_emplace(key, policy.pause_first, policy.pause_most).first->second;
    backoff.Fail(stack_.random);
    if (IsTransient(delivered) && command.attempts + 1 < policy.attempts_most) {
      stack_.engine->NoteFailedAttempt(command, error, backoff.Left()).IgnoreError();
      return backoff.Left();
    }
    if (!stack_.engine->GiveUp(command, error).ok()) return backoff.Left();
    waiting_.erase(key);
    return milliseconds(0);
  }

  absl::Status Deliver(const CommandRow& command, const CommandPolicy& policy) {
    const CommandKind* kind = FindCommandKind(command.name);
    if (kind == nullptr) {
      return Error(absl::StatusCode::kInternal, "COMMAND_UNKNOWN", Cat("nobody delivers ", command.name));
    }
    Caller caller = ServiceCaller("orchestrator", kPurposeCareAllocation);
    caller.cause = CommandRequestId(command.route_uid, command.number);
    caller.deadline = policy.deadline;
    return kind->deliver(*stack_.targets, caller, command.request);
  }

  void Count(const CommandRow& command, const absl::Status& delivered) {
    stack_.metrics->Count("clientroute_commands_total",
                          {{"command", command.name}, {"code", absl::StatusCodeToString(delivered.code())}});
    if (delivered.ok()) return;
    const std::string route = RouteName(command.route_uid);
    const std::string reason = ReasonOf(delivered);
    stack_.logger->Write(LogLevel::kWarning, "orchestrator", "command not delivered",
                         {{"route", std::string_view(route)},
                          {"command", std::string_view(command.name)},
                          {"service", std::string_view(service_)},
                          {"attempts", std::int64_t{command.attempts} + 1},
                          {"reason", std::string_view(reason)}});
  }

  DispatcherStack stack_;
  std::string service_;
  CommandShare share_;
  /// Where the walk over the routes is, and the shortest pause that it met.
  std::int64_t after_ = 0;
  std::optional<milliseconds> pause_;
  std::map<std::pair<std::int64_t, std::int64_t>, Backoff> waiting_;
};

}  // namespace

std::vector<std::unique_ptr<Work>> MakeDispatchers(const DispatcherStack& stack) {
  std::vector<std::unique_ptr<Work>> works;
  for (const ServicePolicy& policy : ServicePolicies()) {
    for (int shard = 0; shard < kDispatchersOfService; ++shard) {
      works.push_back(std::make_unique<Dispatcher>(stack, policy.service, shard));
    }
  }
  return works;
}

}  // namespace clientroute::orchestrator
