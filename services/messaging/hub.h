#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/messaging/hub/delivery_store.h"
#include "services/platform/clock/backoff.h"

namespace clientroute::messaging {

/// Where the exchange puts a file: what goes to providers, what was received and handled, what was refused. The numbers
/// are stored.
enum class Box { kOut = 1, kDone = 2, kRefused = 3 };

/// A file that came in and was not taken away yet.
struct ArrivedFile {
  std::string municipality;  // CBS code of the municipality at whose door it was put
  std::string name;          // as its sender called it; may hold anything: log and store only KnownName of it
  std::string mark;          // tells this file from any other that had or gets the same name; no identifying data
  std::int64_t modified_ns = 0;
  std::string place;  // where the hub finds it
};

/// Something at a municipality's door that cannot be taken: no regular file, or a folder that cannot be listed.
struct ArrivalFault {
  std::string municipality;
  std::string name;  // as its sender called it; empty for the folder itself
  absl::Status status;
};

struct Arrivals {
  std::vector<ArrivedFile> files;    // in order of modification time, then of name
  std::vector<ArrivalFault> faults;  // the others go on
};

/// A message on its way to a provider.
struct OutgoingMessage {
  std::string_view municipality;
  std::string_view name;  // of its file; safe: see OutgoingName
  std::string_view kind;  // `JW301`
  std::string_view provider;
  std::string_view bytes;
  Offer offer;  // empty for a hub that counts no attempts
};

/// How a hub is tried again.
struct RetryPolicy {
  std::chrono::milliseconds first = Backoff::kFirst;
  std::chrono::milliseconds most = Backoff::kMost;
  /// After so many attempts a message is given up; 0: never, and attempts are not counted.
  int attempts_max = 0;
};

/// How files come from and go to providers: a directory exchange or an HTTP hub. Thread-safe.
/// Errors of all methods: NotFound (the file went), PermissionDenied, ResourceExhausted (disk full, or a file above the
/// limit), Aborted (the file changed meanwhile; list again), Unavailable for all else. No status holds a file's own
/// name.
class Hub {
 public:
  virtual ~Hub() = default;
  /// What is ready to be taken, of all municipalities.
  virtual Arrivals List() = 0;
  /// The bytes of an arrival. Larger ones than kArrivalBytesMax are not read: ResourceExhausted ARRIVAL_TOO_LARGE.
  virtual absl::StatusOr<std::string> Read(const ArrivedFile& file) = 0;
  /// The first `bytes` bytes of an arrival of any size, or all when it has fewer.
  virtual absl::StatusOr<std::string> ReadBeginning(const ArrivedFile& file, std::size_t bytes) = 0;
  /// Takes an arrival away, once it is stored. Another file that got its name meanwhile stays. OK when it is gone.
  virtual absl::Status Remove(const ArrivedFile& file) = 0;
  /// Likewise of many, in order, with what they share paid for once. A status for each.
  virtual std::vector<absl::Status> RemoveAll(std::span<const ArrivedFile> files) {
    std::vector<absl::Status> statuses;
    for (const ArrivedFile& file : files) statuses.push_back(Remove(file));
    return statuses;
  }
  /// Makes sure that the box holds a file of this name with these bytes, whole or not at all, also when the machine
  /// stops; a repeat changes nothing. `name` is safe: see KnownName and OutgoingName.
  virtual absl::Status Put(Box box, std::string_view municipality, std::string_view name, std::string_view bytes) = 0;
  /// Brings a message to its provider; OK once the hub has it. A repeat under the same reference changes nothing.
  /// Errors besides: Unavailable HUB_UNREACHABLE when the hub takes nothing at all at present; FailedPrecondition
  /// HUB_REFUSED, with the hub's `code` in its metadata, for what a repeat cannot mend.
  virtual absl::Status Send(const OutgoingMessage& message) {
    return Put(Box::kOut, message.municipality, message.name, message.bytes);
  }
  virtual RetryPolicy retry() const { return {}; }
  /// The folders in which arrivals come to stand, for one who watches them; empty where they come otherwise.
  virtual std::vector<std::string> arrival_folders() const { return {}; }
  /// CBS code of the municipality whose desk sees to what is about none of ours; empty where such a thing cannot come.
  virtual std::string home() const { return {}; }
};

/// A file above the 25 MB of the standard (OP179) is refused with a report and kept, so that its sender can be helped.
/// Nothing beyond this is a message: it is refused with a report too, and only its beginning is kept.
inline constexpr std::int64_t kArrivalBytesMax = 100'000'000;
/// So much of it: enough to see what it is.
inline constexpr std::size_t kBeginningBytes = 1'000'000;

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_H_
