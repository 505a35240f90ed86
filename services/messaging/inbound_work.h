#ifndef CLIENTROUTE_SERVICES_MESSAGING_INBOUND_WORK_H_
#define CLIENTROUTE_SERVICES_MESSAGING_INBOUND_WORK_H_

#include <compare>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "services/messaging/exchange_store.h"
#include "services/messaging/inbound_pipeline.h"
#include "services/messaging/messaging_parts.h"
#include "services/platform/clock/backoff.h"
#include "services/platform/clock/scheduler.h"

namespace clientroute::messaging {

/// Watches the doors of the municipalities: stores what arrived, takes it away from in/, and brings every stored
/// message to its end. What cannot be read, and what waits for a service that is down, is tried again with backoff,
/// logged at the first failure and then ever more seldom; a message that cannot be handled for another reason becomes
/// FAILED and waits for a person; the others go on. Looks now and then, also when nobody wakes it: a shared folder
/// tells nothing of what another machine put there.
class InboundWork final : public Work {
 public:
  static constexpr std::chrono::milliseconds kPause{200};
  /// A step stores so many files at most before it brings messages on, and brings so many on before it looks again.
  static constexpr int kArrivalsMax = 50;
  /// They are stored together, as long as they are no larger than this.
  static constexpr std::size_t kBytesTogether = 4'000'000;
  static constexpr int kMessagesMax = 200;
  /// After so many calls in one step that found nobody home, the others wait for the next: each may have cost a
  /// deadline.
  static constexpr int kFailuresMax = 3;

  explicit InboundWork(const MessagingParts* parts) : parts_(parts), pipeline_(parts) {}

  std::string name() const override { return "messaging.inbound"; }
  std::optional<std::chrono::milliseconds> Run() override;
  /// No file that can be taken, now or when a fault that mends by itself is over, is left in any in/, and no message is
  /// RECEIVED or WAITING.
  bool Idle() override;

 private:
  /// A file at a municipality's door, or (without a mark) what is there and is no file.
  struct Door {
    std::string municipality;
    std::string name;
    std::string mark;
    friend auto operator<=>(const Door&, const Door&) = default;
  };
  struct DoorFault {
    Backoff backoff;
    bool mends = false;  // by itself: the file will be taken then
  };
  static Door DoorOf(const ArrivedFile& file) { return {file.municipality, file.name, file.mark}; }
  static Door DoorOf(const ArrivalFault& fault) { return {fault.municipality, fault.name, ""}; }

  bool TakeArrivals();
  // Files that are stored, and the messages that they are.
  struct Taken {
    std::vector<ArrivedFile> files;
    std::vector<std::int64_t> messages;
    void Add(const ArrivedFile& file, std::int64_t message);
  };
  // Files that were read and are not stored yet.
  struct Unstored {
    std::vector<ReadArrival> arrivals;
    std::size_t bytes = 0;
  };
  bool TakeArrival(const ArrivedFile& file, Unstored* unstored, Taken* taken);
  void NoteUnread(const ArrivedFile& file, const absl::Status& status);
  bool RefuseTooLarge(const ArrivedFile& file, Taken* taken);
  bool StoreAll(Unstored* unstored, Taken* taken);
  void TakeStored(const ArrivedFile& file, std::int64_t message, Taken* taken);
  bool IsStored(const ArrivedFile& first, const absl::Status& status);
  void RemoveArrivals(const Taken& taken);
  void ForgetGone(const Arrivals& arrivals, const std::map<ArrivalKey, std::int64_t>& stored);
  void KeepFaultsOf(const Arrivals& arrivals);
  void Fault(const Door& door, const absl::Status& status);
  bool IsPausing(const Door& door) const;
  bool AdvanceMessages();
  void Hold(std::int64_t number, const absl::Status& status);
  void Fail(std::int64_t number, const absl::Status& status);

  const MessagingParts* parts_;
  const InboundPipeline pipeline_;
  std::map<std::int64_t, Backoff> held_;  // by number of the message
  Backoff store_;                         // while nothing can be stored
  mutable std::mutex mutex_;
  std::map<Door, DoorFault> faults_;  // guarded by mutex_: Idle reads it from other threads
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_INBOUND_WORK_H_
