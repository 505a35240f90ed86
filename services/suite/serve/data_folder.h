#ifndef CLIENTROUTE_SERVICES_SUITE_SERVE_DATA_FOLDER_H_
#define CLIENTROUTE_SERVICES_SUITE_SERVE_DATA_FOLDER_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "clientroute/suite/v1/past_year.pb.h"
#include "clientroute/suite/v1/running_suite.pb.h"
#include "services/platform/ids/random.h"
#include "services/platform/privacy/cipher.h"

namespace clientroute::suite {

/// The folder in which a suite keeps its record, held by one process at a time:
///   <service>.db     a database per service       clock.db     the driven clock, where there is one
///   master.key       the key over all keys, 0600  suite.json   where the running suite is found
///   exchange/        the folders of messages      suite.lock   held while a suite runs
///   provider.db      books of simulated providers year.json    the simulated past that it began with, where it did
/// Not thread-safe.
class DataFolder {
 public:
  /// Makes the folder when it is missing and holds it until the object goes. Errors: FailedPrecondition
  /// DATA_FOLDER_IN_USE with the number of the process that holds it; Unavailable DATA_FOLDER when it cannot be made or
  /// written.
  static absl::StatusOr<std::unique_ptr<DataFolder>> Hold(const std::string& path);
  ~DataFolder();
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;

  std::string DatabaseFile(std::string_view service) const;
  /// Absolute.
  std::string ExchangeFolder() const;
  bool Has(std::string_view file_name) const;

  /// The master key; made at the first start and synced to disk before it is used. Errors: DataLoss MASTER_KEY_DAMAGED
  /// when the file is not 32 bytes; FailedPrecondition MASTER_KEY_MISSING when the key is gone while there is a record
  /// that needs it; Unavailable DATA_FOLDER.
  absl::StatusOr<SecretKey> MasterKey(Random& random);

  /// The simulated past that the folder began with; nullopt for none. Errors: DataLoss PAST_YEAR_DAMAGED.
  absl::StatusOr<std::optional<v1::PastYear>> ReadPastYear() const;
  /// Writes `year.json`, whole or not at all. Errors: Unavailable DATA_FOLDER.
  absl::Status KeepPastYear(const v1::PastYear& past);

  /// Writes `suite.json`, whole or not at all. Errors: Unavailable DATA_FOLDER.
  absl::Status Announce(const v1::RunningSuite& running);
  /// Takes `suite.json` away.
  void Withdraw();

 private:
  DataFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}
  std::string path_;
  int lock_;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_SERVE_DATA_FOLDER_H_
