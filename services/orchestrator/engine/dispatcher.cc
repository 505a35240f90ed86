#include "services/orchestrator/engine/dispatcher.h"

#include <map>
#include <optional>
#include <utility>

#include "services/platform/authorisation/authorise.h"
#include "services/platform/clock/backoff.h"
#include "services/platform/status/status.h"

namespace clientroute::orchestrator {
namespace {

using std::chrono::milliseconds;

constexpr int kRoutesAtATime = 64;
constexpr std::size_t kErrorBytesMost = 1'024;

class Dispatcher final : public Work {
 public:
  Dispatcher(const DispatcherStack& stack, int shard) : stack_(stack), shard_(shard) {}

  std::string name() const override { return Cat("orchestrator.dispatcher-", shard_); }

  std::optional<milliseconds> Run() override {
    std::vector<CommandRow> commands;
    const absl::Status status = stack_.database->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(commands, FirstCommands(connection, shard_, kDispatchers, after_, kRoutesAtATime));
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

  bool Idle() override {
    bool has = true;
    const absl::Status status = stack_.database->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(has, HasCommands(connection, shard_, kDispatchers));
      return absl::OkStatus();
    });
    return status.ok() && !has;
  }

 private:
  /// Delivers the command when its pause is over; returns when to come back for it.
  milliseconds Attempt(const CommandRow& command) {
    const std::pair key(command.route, command.number);
    if (const auto waits = waiting_.find(key); waits != waiting_.end() && !waits->second.Due()) {
      return waits->second.Left();
    }
    const absl::Status delivered = Deliver(command);
    Count(command, delivered);
    const absl::Status noted = Note(command, delivered);
    const bool again =
        !noted.ok() || (!delivered.ok() && IsTransient(delivered) && command.attempts + 1 < kAttemptsMost);
    if (!again) {
      waiting_.erase(key);
      return milliseconds(0);
    }
    Backoff& backoff = waiting_[key];
    backoff.Fail(stack_.random);
    return backoff.Left();
  }

  absl::Status Deliver(const CommandRow& command) {
    const CommandKind* kind = FindCommandKind(command.name);
    if (kind == nullptr) {
      return Error(absl::StatusCode::kInternal, "COMMAND_UNKNOWN", Cat("nobody delivers ", command.name));
    }
    Caller caller = ServiceCaller("orchestrator", kPurposeCareAllocation);
    caller.cause = CommandRequestId(command.route_uid, command.number);
    caller.deadline = kDeliveryDeadline;
    return kind->deliver(*stack_.targets, caller, command.request);
  }

  absl::Status Note(const CommandRow& command, const absl::Status& delivered) {
    if (delivered.ok()) return stack_.engine->NoteDelivered(command);
    const std::string error = Cat(absl::StatusCodeToString(delivered.code()), " ", ReasonOf(delivered), ": ",
                                  std::string(delivered.message()))
                                  .substr(0, kErrorBytesMost);
    if (IsTransient(delivered) && command.attempts + 1 < kAttemptsMost) {
      return stack_.engine->NoteFailedAttempt(command, error);
    }
    return stack_.engine->GiveUp(command, error);
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
                          {"attempts", std::int64_t{command.attempts} + 1},
                          {"reason", std::string_view(reason)}});
  }

  DispatcherStack stack_;
  int shard_;
  /// Where the walk over the routes is, and the shortest pause that it met.
  std::int64_t after_ = 0;
  std::optional<milliseconds> pause_;
  std::map<std::pair<std::int64_t, std::int64_t>, Backoff> waiting_;
};

}  // namespace

std::vector<std::unique_ptr<Work>> MakeDispatchers(const DispatcherStack& stack) {
  std::vector<std::unique_ptr<Work>> works;
  for (int shard = 0; shard < kDispatchers; ++shard) works.push_back(std::make_unique<Dispatcher>(stack, shard));
  return works;
}

}  // namespace clientroute::orchestrator
