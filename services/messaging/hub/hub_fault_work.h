#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_FAULT_WORK_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_FAULT_WORK_H_

#include <string>

#include "services/messaging/hub/http_hub.h"
#include "services/platform/clock/backoff.h"
#include "services/platform/clock/scheduler.h"

namespace clientroute::messaging {

/// Tells the hub what is wrong with letters that it brought (Fo01), oldest first, each until it has it or the policy's
/// attempts are over; then the log says so. Waits while the hub cannot be reached.
class HubFaultWork final : public Work {
 public:
  static constexpr std::chrono::milliseconds kPause{200};
  /// Errors a step.
  static constexpr int kFaultsMax = 50;

  /// All outlive this.
  HubFaultWork(const HttpHubOptions* options, const HttpHubDeps* deps, HubClient* client)
      : options_(options), deps_(deps), client_(client), pause_(options->retry.first, options->retry.most) {}

  std::string name() const override { return "messaging.hub-faults"; }
  std::optional<std::chrono::milliseconds> Run() override;
  bool Idle() override;

 private:
  absl::Status Tell(const UntoldFault& fault) const;
  void Log(std::string_view what, const UntoldFault& fault, const absl::Status& status) const;

  const HttpHubOptions* options_;
  const HttpHubDeps* deps_;
  HubClient* client_;
  Backoff pause_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_FAULT_WORK_H_
