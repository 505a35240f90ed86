#ifndef CLIENTROUTE_SERVICES_MESSAGING_EXCHANGE_FILE_WORK_H_
#define CLIENTROUTE_SERVICES_MESSAGING_EXCHANGE_FILE_WORK_H_

#include <map>
#include <set>
#include <string>

#include "services/messaging/exchange_store.h"
#include "services/messaging/hub/receipt_store.h"
#include "services/messaging/messaging_parts.h"
#include "services/platform/clock/backoff.h"
#include "services/platform/clock/scheduler.h"

namespace clientroute::messaging {

/// Puts the files that wait into the exchange, oldest first: messages to providers, sealed originals, reports. Messages
/// to one provider about one client arrive in order: the next waits until the one before it has arrived or was given
/// up. Stopped between putting one and noting it, it puts the same bytes under the same name, or reference, again. What
/// cannot be written is tried again with the hub's backoff; the others go on, unless the hub takes nothing at all. What
/// the hub refuses for good, or does not take after its last attempt, is a dead letter: MessageUndelivered is
/// announced, and it waits for a person. Errors (Fo01) of the hub take effect on the messages that they are about, each
/// by itself; one that names none of ours, or cannot take effect, is left to a person (hub_error_store.h).
class ExchangeFileWork final : public Work {
 public:
  static constexpr std::chrono::milliseconds kPause{200};
  /// Files a step.
  static constexpr int kFilesMax = 100;
  /// Errors of the hub a step.
  static constexpr int kErrorsMax = 100;

  explicit ExchangeFileWork(const MessagingParts* parts) : parts_(parts) {}

  std::string name() const override { return "messaging.files"; }
  std::optional<std::chrono::milliseconds> Run() override;
  bool Idle() override;

 private:
  absl::StatusOr<std::vector<WaitingFile>> ListWaiting();
  bool MayGo(const WaitingFile& file, const std::set<std::string>& behind) const;
  absl::Status Write(const WaitingFile& file);
  absl::Status SendToProvider(const ExchangeFile& file, std::string_view bytes);
  void NoteFailure(const WaitingFile& file, const absl::Status& status);
  absl::StatusOr<std::string> BytesOf(const ExchangeFile& file) const;
  void TakeErrors();
  absl::Status TakeError(const HubReceipt& error);
  absl::Status LeaveToPerson(const HubReceipt& error, std::string_view failure);
  void Count(std::string_view outcome) const;

  const MessagingParts* parts_;
  std::map<std::int64_t, Backoff> held_;    // by number of the file
  std::map<std::int64_t, Backoff> errors_;  // of the hub that could not take effect yet, by number
  Backoff record_;                          // while the record cannot be read
  Backoff hub_;                             // while the hub takes nothing
  int silent_ = 0;                          // messages in a row that it took and did not answer
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_EXCHANGE_FILE_WORK_H_
