#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_FAULT_WORK_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_FAULT_WORK_H_

#include <cstdint>
#include <map>
#include <string>

#include "services/messaging/hub/http_hub.h"
#include "services/platform/clock/backoff.h"
#include "services/platform/clock/scheduler.h"

namespace clientroute::messaging {

/// Tells the hub what is wrong with letters that it brought (Fo01), each until it has it, or refuses it, or the
/// policy's attempts are over; then it is left to a person (hub_error_store.h). Each is tried again with a backoff of
/// its own and holds no other; all wait while the hub cannot be reached.
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
  absl::Status Close(const UntoldFault& fault, const absl::Status& told) const;
  void LogLeft(const UntoldFault& fault, const absl::Status& status) const;

  const HttpHubOptions* options_;
  const HttpHubDeps* deps_;
  HubClient* client_;
  std::map<std::int64_t, Backoff> held_;  // by number of the error
  Backoff pause_;                         // while the hub, or the record, cannot be reached
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_HUB_FAULT_WORK_H_
