#include "services/messaging/inbound_work.h"

#include <algorithm>
#include <set>
#include <utility>

#include "services/messaging/exchange_name.h"
#include "services/messaging/inbound_outcome.h"
#include "services/messaging/message_store.h"
#include "services/messaging/retry_log.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {

std::optional<std::chrono::milliseconds> InboundWork::Run() {
  const bool more_arrivals = TakeArrivals();
  const bool more_messages = AdvanceMessages();
  return more_arrivals || more_messages ? std::chrono::milliseconds(0) : kPause;
}

bool InboundWork::Idle() {
  bool done = false;
  const absl::Status status = parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(done, IsInboundDone(connection));
    return absl::OkStatus();
  });
  if (!status.ok() || !done) return false;
  const Arrivals arrivals = parts_->hub->List();
  const std::lock_guard lock(mutex_);
  const auto is_stuck = [&](const ArrivedFile& file) {
    const auto fault = faults_.find(DoorOf(file));
    return fault != faults_.end() && !fault->second.mends;
  };
  const auto is_lasting = [](const ArrivalFault& fault) { return !IsTransient(fault.status); };
  return std::all_of(arrivals.files.begin(), arrivals.files.end(), is_stuck) &&
         std::all_of(arrivals.faults.begin(), arrivals.faults.end(), is_lasting);
}

bool InboundWork::TakeArrivals() {
  const Arrivals arrivals = parts_->hub->List();
  KeepFaultsOf(arrivals);
  std::map<ArrivalKey, std::int64_t> stored;
  const absl::Status status = parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(stored, ListStoredArrivals(connection));
    return absl::OkStatus();
  });
  if (!status.ok()) {
    store_.Fail(parts_->random);
    LogRetry(*parts_, "arrivals cannot be read from the record", "", store_.failures(), status);
    return false;
  }
  ForgetGone(arrivals, stored);
  Unstored unstored;
  Taken taken;
  int read = 0;
  bool more = false;
  for (const ArrivedFile& file : arrivals.files) {
    if (const auto known = stored.find({file.municipality, file.mark}); known != stored.end()) {
      if (!IsPausing(DoorOf(file))) taken.Add(file, known->second);
      continue;
    }
    if (IsPausing(DoorOf(file))) continue;
    more = read == kArrivalsMax;
    if (more || !TakeArrival(file, &unstored, &taken)) break;
    ++read;
  }
  StoreAll(&unstored, &taken);
  RemoveArrivals(taken);
  return more;
}

void InboundWork::Taken::Add(const ArrivedFile& file, std::int64_t message) {
  files.push_back(file);
  messages.push_back(message);
}

/// False when nothing can be stored at present.
bool InboundWork::TakeArrival(const ArrivedFile& file, Unstored* unstored, Taken* taken) {
  if (!store_.Due()) return false;
  absl::StatusOr<std::string> bytes = parts_->hub->Read(file);
  if (ReasonOf(bytes.status()) == "ARRIVAL_TOO_LARGE") {
    // In the order of arrival.
    return StoreAll(unstored, taken) && RefuseTooLarge(file, taken);
  }
  if (!bytes.ok()) {
    NoteUnread(file, bytes.status());
    return true;
  }
  unstored->bytes += bytes->size();
  unstored->arrivals.push_back({file, *std::move(bytes)});
  return unstored->bytes < kBytesTogether || StoreAll(unstored, taken);
}

/// What went or changed meanwhile is seen by the next list.
void InboundWork::NoteUnread(const ArrivedFile& file, const absl::Status& status) {
  if (!absl::IsNotFound(status) && !absl::IsAborted(status)) Fault(DoorOf(file), status);
}

bool InboundWork::RefuseTooLarge(const ArrivedFile& file, Taken* taken) {
  const absl::StatusOr<std::string> beginning = parts_->hub->ReadBeginning(file, kBeginningBytes);
  if (!beginning.ok()) {
    NoteUnread(file, beginning.status());
    return true;
  }
  const absl::StatusOr<std::int64_t> number = pipeline_.RefuseTooLarge(file, *beginning);
  if (!IsStored(file, number.status())) return false;
  TakeStored(file, *number, taken);
  return true;
}

bool InboundWork::StoreAll(Unstored* unstored, Taken* taken) {
  const Unstored stored = std::exchange(*unstored, {});
  if (stored.arrivals.empty()) return true;
  const std::span<const ReadArrival> all = stored.arrivals;
  if (const auto numbers = pipeline_.Receive(all); numbers.ok() && IsStored(all.front().file, numbers.status())) {
    for (std::size_t i = 0; i < all.size(); ++i) TakeStored(all[i].file, (*numbers)[i], taken);
    return true;
  }
  // One that cannot be stored does not hold up those before it.
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto number = pipeline_.Receive(all.subspan(i, 1));
    if (!IsStored(all[i].file, number.status())) return false;
    TakeStored(all[i].file, number->front(), taken);
  }
  return true;
}

void InboundWork::TakeStored(const ArrivedFile& file, std::int64_t message, Taken* taken) {
  {
    const std::lock_guard lock(mutex_);
    faults_.erase(DoorOf(file));
  }
  taken->Add(file, message);
}

bool InboundWork::IsStored(const ArrivedFile& first, const absl::Status& status) {
  if (status.ok()) {
    store_ = Backoff();
    return true;
  }
  store_.Fail(parts_->random);
  LogRetry(*parts_, "a file cannot be stored", KnownName(first.name), store_.failures(), status);
  return false;
}

void InboundWork::RemoveArrivals(const Taken& taken) {
  if (taken.files.empty()) return;
  const std::vector<absl::Status> removed = parts_->hub->RemoveAll(taken.files);
  parts_->Stepped("removed");
  const absl::Status forgotten = parts_->database->Write([&](Connection& connection) -> absl::Status {
    for (std::size_t i = 0; i < removed.size(); ++i) {
      if (removed[i].ok()) CLIENTROUTE_RETURN_IF_ERROR(ForgetArrival(connection, taken.messages[i]));
    }
    return absl::OkStatus();
  });
  for (std::size_t i = 0; i < removed.size(); ++i) {
    const absl::Status& status = removed[i].ok() ? forgotten : removed[i];
    if (!status.ok()) Fault(DoorOf(taken.files[i]), status);
  }
  if (forgotten.ok()) parts_->Stepped("forgotten");
}

/// Files that were taken away before it could be noted.
void InboundWork::ForgetGone(const Arrivals& arrivals, const std::map<ArrivalKey, std::int64_t>& stored) {
  std::set<ArrivalKey> here;
  for (const ArrivedFile& file : arrivals.files) here.emplace(file.municipality, file.mark);
  std::set<std::string> unseen;  // folders that could not be listed
  for (const ArrivalFault& fault : arrivals.faults) {
    if (fault.name.empty()) unseen.insert(fault.municipality);
  }
  for (const auto& [key, message] : stored) {
    if (here.contains(key) || unseen.contains(key.first)) continue;
    const std::int64_t number = message;
    const absl::Status status =
        parts_->database->Write([&](Connection& connection) { return ForgetArrival(connection, number); });
    if (!status.ok()) LogRetry(*parts_, "an arrival cannot be forgotten", "", 1, status);
  }
}

/// Notes what cannot be taken, and forgets the faults of what is no longer there.
void InboundWork::KeepFaultsOf(const Arrivals& arrivals) {
  std::set<Door> here;
  for (const ArrivedFile& file : arrivals.files) here.insert(DoorOf(file));
  for (const ArrivalFault& fault : arrivals.faults) {
    here.insert(DoorOf(fault));
    if (!IsPausing(DoorOf(fault))) Fault(DoorOf(fault), fault.status);
  }
  const std::lock_guard lock(mutex_);
  std::erase_if(faults_, [&](const auto& fault) { return !here.contains(fault.first); });
}

void InboundWork::Fault(const Door& door, const absl::Status& status) {
  int failures = 0;
  {
    const std::lock_guard lock(mutex_);
    DoorFault& fault = faults_[door];
    fault.backoff.Fail(parts_->random);
    fault.mends = IsTransient(status);
    failures = fault.backoff.failures();
  }
  LogRetry(*parts_, "a file cannot be taken",
           Cat(door.municipality, "/in/", door.name.empty() ? std::string() : KnownName(door.name)), failures, status);
}

bool InboundWork::IsPausing(const Door& door) const {
  const std::lock_guard lock(mutex_);
  const auto fault = faults_.find(door);
  return fault != faults_.end() && !fault->second.backoff.Due();
}

bool InboundWork::AdvanceMessages() {
  std::vector<std::int64_t> open;
  const absl::Status status = parts_->database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(open, ListOpenMessages(connection));
    return absl::OkStatus();
  });
  if (!status.ok()) {
    LogRetry(*parts_, "messages cannot be read from the record", "", 1, status);
    return false;
  }
  std::erase_if(held_, [&](const auto& held) { return !std::binary_search(open.begin(), open.end(), held.first); });
  int advanced = 0;
  int failed = 0;
  for (const std::int64_t number : open) {
    const auto held = held_.find(number);
    if (held != held_.end() && (!held->second.Due() || failed > 0)) continue;
    if (failed == kFailuresMax) break;
    if (advanced == kMessagesMax) return true;
    const absl::StatusOr<InboundPipeline::Progress> progress = pipeline_.Advance(number);
    if (!progress.ok() && IsTransient(progress.status())) {
      ++failed;
      Hold(number, progress.status());
    } else if (!progress.ok()) {
      Fail(number, progress.status());
    } else if (*progress == InboundPipeline::Progress::kFinished) {
      ++advanced;
      held_.erase(number);
    }
  }
  return false;
}

/// Notes that a message waits, and when it is tried again.
void InboundWork::Hold(std::int64_t number, const absl::Status& status) {
  Backoff& backoff = held_[number];
  backoff.Fail(parts_->random);
  LogRetry(*parts_, "a message waits", Cat("message ", number), backoff.failures(), status);
  if (backoff.failures() > 1) return;
  const absl::Status saved = parts_->database->Write(
      [&](Connection& connection) { return SaveState(connection, number, MessageState::kWaiting); });
  if (!saved.ok()) LogRetry(*parts_, "a message's state cannot be stored", Cat("message ", number), 1, saved);
}

/// What does not mend by itself waits for a person, and for nobody else.
void InboundWork::Fail(std::int64_t number, const absl::Status& status) {
  const absl::Status saved = FailInbound(*parts_, number, status);
  if (!saved.ok()) return Hold(number, saved);
  held_.erase(number);
}

}  // namespace clientroute::messaging
