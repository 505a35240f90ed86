#ifndef CLIENTROUTE_SERVICES_PLATFORM_TESTING_PLAN_RECORDER_H_
#define CLIENTROUTE_SERVICES_PLATFORM_TESTING_PLAN_RECORDER_H_

#include <string>
#include <vector>

#include "services/platform/store/database.h"

namespace clientroute {

/// A connection that notes how SQLite goes about each SELECT that is asked through it, and how many rows it gave: for
/// tests that a list walks an index from its place, in order, as far as its page. For one transaction; one thread.
class PlanRecorder final : public Connection {
 public:
  struct Asked {
    std::string sql;
    /// A line a step.
    std::string plan;
    std::int64_t rows = 0;
  };

  /// `connection` outlives it, and is SQLite's.
  explicit PlanRecorder(Connection& connection) : connection_(connection) {}

  using Connection::Execute;
  using Connection::Query;
  absl::StatusOr<std::int64_t> Execute(std::string_view sql, Parameters parameters) override {
    return connection_.Execute(sql, parameters);
  }
  absl::Status ExecuteMany(std::string_view sql, std::span<const std::vector<Parameter>> sets) override {
    return connection_.ExecuteMany(sql, sets);
  }
  absl::Status Query(std::string_view sql, Parameters parameters,
                     const std::function<absl::Status(const Row&)>& each) override;
  std::int64_t LastInsertedRow() const override { return connection_.LastInsertedRow(); }

  const std::vector<Asked>& asked() const { return asked_; }
  /// Every row that was given.
  std::int64_t rows() const;

 private:
  Connection& connection_;
  std::vector<Asked> asked_;
};

}  // namespace clientroute

#endif  // CLIENTROUTE_SERVICES_PLATFORM_TESTING_PLAN_RECORDER_H_
