#ifndef CLIENTROUTE_SERVICES_MESSAGING_EXCHANGE_FILE_WORK_H_
#define CLIENTROUTE_SERVICES_MESSAGING_EXCHANGE_FILE_WORK_H_

#include <map>
#include <string>

#include "services/messaging/exchange_store.h"
#include "services/messaging/messaging_parts.h"
#include "services/platform/clock/backoff.h"
#include "services/platform/clock/scheduler.h"

namespace clientroute::messaging {

/// Puts the files that wait into the exchange, oldest first: messages to providers, sealed originals, reports. Stopped
/// between putting one and noting it, it puts the same bytes under the same name again. What cannot be written is tried
/// again with backoff; the others go on.
class ExchangeFileWork final : public Work {
 public:
  static constexpr std::chrono::milliseconds kPause{200};
  /// Files a step.
  static constexpr int kFilesMax = 100;

  explicit ExchangeFileWork(const MessagingParts* parts) : parts_(parts) {}

  std::string name() const override { return "messaging.files"; }
  std::optional<std::chrono::milliseconds> Run() override;
  bool Idle() override;

 private:
  absl::Status Write(std::int64_t number) const;
  absl::StatusOr<std::string> BytesOf(const ExchangeFile& file) const;

  const MessagingParts* parts_;
  std::map<std::int64_t, Backoff> held_;  // by number of the file
  Backoff record_;                        // while the record cannot be read
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_EXCHANGE_FILE_WORK_H_
