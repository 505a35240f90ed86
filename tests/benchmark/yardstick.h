#ifndef CLIENTROUTE_TESTS_BENCHMARK_YARDSTICK_H_
#define CLIENTROUTE_TESTS_BENCHMARK_YARDSTICK_H_

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/platform/v1/event_sink.grpc.pb.h"
#include "services/platform/store/database.h"

namespace clientroute::benchmark {

/// What a transition leaves in the record, on average: rows of so many bytes, so many a transition.
struct RowProfile {
  std::string table;
  double rows = 0;
  std::int64_t bytes = 0;  // of one row
};

/// What so many transitions on so many routes left in the record: of every table its rows and their bytes. The row of
/// a route counts as written by each.
absl::StatusOr<std::vector<RowProfile>> ProfileOf(Database& database, std::int64_t transitions);

/// The same rows in group commit behind the same gRPC call, and nothing else: no request is looked at, no answer kept
/// by its id but as a row of bytes. Thread-safe.
class Yardstick final : public platform::v1::EventSink::Service {
 public:
  /// A file of its own. Errors: those of OpenSqlite.
  static absl::StatusOr<std::unique_ptr<Yardstick>> Open(const std::string& database_file,
                                                         std::vector<RowProfile> profile);

  grpc::Status Deliver(grpc::ServerContext* context, const platform::v1::DeliverRequest* request,
                       platform::v1::DeliverResponse* response) override;

 private:
  struct Waiting {
    absl::Status result;
    bool done = false;
  };

  Yardstick(std::unique_ptr<Database> database, std::vector<RowProfile> profile)
      : database_(std::move(database)), profile_(std::move(profile)), owed_(profile_.size(), 0) {}
  absl::Status Commit();
  absl::Status WriteRows(Connection& connection);

  std::unique_ptr<Database> database_;
  const std::vector<RowProfile> profile_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting*> queue_;
  bool writing_ = false;
  // Of the one who writes.
  std::vector<double> owed_;
  std::int64_t keys_ = 0;
};

}  // namespace clientroute::benchmark

#endif  // CLIENTROUTE_TESTS_BENCHMARK_YARDSTICK_H_
