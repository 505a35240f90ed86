#ifndef CLIENTROUTE_TESTS_BENCHMARK_YARDSTICK_H_
#define CLIENTROUTE_TESTS_BENCHMARK_YARDSTICK_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/platform/v1/event_sink.grpc.pb.h"
#include "services/orchestrator/engine/group_commit.h"
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

/// The same rows in the same group commit behind the same gRPC calls, and nothing else: no request is looked at, no
/// answer kept by its id but as a row of bytes. Thread-safe.
class Yardstick final : public platform::v1::EventSink::CallbackService {
 public:
  /// A file of its own. Errors: those of OpenSqlite.
  static absl::StatusOr<std::unique_ptr<Yardstick>> Open(const std::string& database_file,
                                                         const std::vector<RowProfile>& profile);

  grpc::ServerUnaryReactor* Deliver(grpc::CallbackServerContext* context, const platform::v1::DeliverRequest* request,
                                    platform::v1::DeliverResponse* response) override;
  /// For a stream.
  void Later(std::function<void(absl::Status)> done);

 private:
  struct Table {
    std::string insert;
    std::string body;
    bool is_state = false;
    double rows = 0;
    double owed = 0;
  };

  Yardstick(std::unique_ptr<Database> database, std::vector<Table> tables)
      : database_(std::move(database)), tables_(std::move(tables)), commits_(database_.get()) {}
  absl::Status WriteRows(Connection& connection);

  std::unique_ptr<Database> database_;
  // Of the one who writes.
  std::vector<Table> tables_;
  std::int64_t keys_ = 0;
  // Last, so that nobody writes to what is gone.
  orchestrator::GroupCommit commits_;
};

}  // namespace clientroute::benchmark

#endif  // CLIENTROUTE_TESTS_BENCHMARK_YARDSTICK_H_
