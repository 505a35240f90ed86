#ifndef CLIENTROUTE_SERVICES_MESSAGING_EXCHANGE_STORE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_EXCHANGE_STORE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/messaging/hub.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"

// What links messages to the files of the exchange: which stored arrivals still stand in in/, and which files must yet
// be written. Free functions inside a transaction of the caller. Errors of all: those of Connection.

namespace clientroute::messaging {

/// How often a known name arrived in the municipality's folder, this time included.
absl::StatusOr<std::int64_t> CountName(Connection& connection, std::string_view municipality,
                                       std::string_view known_name);

/// Remembers that the file with this mark is stored as `message` and still stands in in/, or which letter of an HTTP
/// hub it came in.
absl::Status AddArrival(Connection& connection, std::int64_t message, std::string_view municipality,
                        std::string_view mark);
/// Of all remembered arrivals: (municipality, mark) to message.
using ArrivalKey = std::pair<std::string, std::string>;
absl::StatusOr<std::map<ArrivalKey, std::int64_t>> ListStoredArrivals(Connection& connection);
/// Its file went.
absl::Status ForgetArrival(Connection& connection, std::int64_t message);

/// A file that the exchange must hold.
struct ExchangeFile {
  std::int64_t number = 0;  // in the order in which they are to be written
  std::int64_t message = 0;
  Box box = Box::kOut;
  std::string municipality;
  std::string name;
  /// Sealed by the exchange's key; nullopt for the message's sealed content as it is kept.
  std::optional<std::string> content;
  /// Of a file for out/: the message of a provider that it answers; nullopt for the counterpart of its own message.
  std::optional<std::int64_t> answers = std::nullopt;
  std::int64_t given_up = 0;  // how often it was
};
/// It waits from `since` on; nullopt for since its message was made.
absl::Status AddFile(Connection& connection, const ExchangeFile& file, std::optional<Instant> since = std::nullopt);
/// A file that waits to be written, and was not given up.
struct WaitingFile {
  std::int64_t number = 0;
  Box box = Box::kOut;
  /// What arrives in order: messages to one provider about one client. Empty for what is not sent to anyone.
  std::string conversation;
};
/// Oldest first.
absl::StatusOr<std::vector<WaitingFile>> ListWaitingFiles(Connection& connection);
/// nullopt when it was written or given up meanwhile.
absl::StatusOr<std::optional<ExchangeFile>> LoadWaitingFile(Connection& connection, std::int64_t number);
/// Its content goes with it.
absl::Status MarkFileWritten(Connection& connection, std::int64_t number, Instant now);

/// Whether nothing is open: no message unfinished that waits for no person and no start, no stored arrival in in/.
absl::StatusOr<bool> IsInboundDone(Connection& connection);
/// Whether no file waits to be written, and no error of an HTTP hub to take effect. What was given up waits for a
/// person.
absl::StatusOr<bool> AreFilesWritten(Connection& connection);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_EXCHANGE_STORE_H_
