#ifndef CLIENTROUTE_SERVICES_PROVIDER_MAILBOX_EXCHANGE_H_
#define CLIENTROUTE_SERVICES_PROVIDER_MAILBOX_EXCHANGE_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace clientroute::provider {

/// A file that waits for a provider.
struct WaitingFile {
  std::string municipality;
  std::string name;  // `JW316_42420001_000000000017.xml`
  std::string provider;
};

/// The other side of a directory exchange: `<root>/<CBS code>/in` for what goes to a municipality, `out` for what comes
/// from it. A file goes whole and once: it is first put beside its name (Prepare), and then given its name (Release);
/// whoever stops in between sees by the file beside it whether that was done. What of either is on disk for good is so
/// after SyncIn: many go by one. One thread.
/// Errors: Unavailable PROVIDER_FILE, with the folder.
class MailboxExchange {
 public:
  explicit MailboxExchange(std::string root) : root_(std::move(root)) {}

  /// The municipalities that have folders there, in order.
  absl::StatusOr<std::vector<std::string>> Municipalities() const;
  /// What waits for these providers, in the order in which each municipality wrote it (its identification).
  absl::StatusOr<std::vector<WaitingFile>> List(const std::set<std::string, std::less<>>& providers) const;
  absl::StatusOr<std::string> Read(const WaitingFile& file) const;
  /// Takes it away; OK when it is gone.
  absl::Status Remove(const WaitingFile& file) const;

  /// Puts the bytes beside the name, and waits until the disk has them.
  absl::Status Prepare(std::string_view municipality, std::string_view name, std::string_view bytes) const;
  /// Gives what was prepared its name; a repeat changes nothing.
  absl::Status Release(std::string_view municipality, std::string_view name) const;
  /// Waits until the disk has the names at the doors of these municipalities.
  absl::Status SyncIn(const std::set<std::string, std::less<>>& municipalities) const;

 private:
  std::string Folder(std::string_view municipality, std::string_view box) const;

  const std::string root_;
};

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_MAILBOX_EXCHANGE_H_
