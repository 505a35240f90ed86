#ifndef CLIENTROUTE_SERVICES_MONITORING_BOOK_KEEPER_SERVICE_H_
#define CLIENTROUTE_SERVICES_MONITORING_BOOK_KEEPER_SERVICE_H_

#include <functional>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>

#include "absl/status/statusor.h"
#include "services/monitoring/figure_book.h"
#include "services/monitoring/kept_answers.h"
#include "services/monitoring/route_record_store.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/logging/logger.h"
#include "services/platform/store/database.h"

namespace clientroute::monitoring {

/// Keeps the figures in memory as the record has them. A question first brings in what was committed before it, so that
/// figures are never behind what monitoring was told; the work does the same whenever something is committed, so that a
/// question finds little to do. Several processes over one database each keep their own. Thread-safe.
class BookKeeper final : public Work {
 public:
  /// Both outlive it.
  BookKeeper(Database* database, Logger* logger) : database_(*database), logger_(*logger) {}

  /// Calls `read` with the figures as of now. Not within a Read or Write of the database. Errors: those of Connection,
  /// and what `read` returns.
  absl::Status Read(const std::function<absl::Status(const FigureBook&)>& read);

  /// The numbers of a figure as of now: counted once for one state of the figures. Not within a Read or Write of the
  /// database. Errors: those of Connection.
  absl::StatusOr<FigureNumbers> Count(const FigureQuestion& question);

  std::string name() const override { return "monitoring.figures"; }
  std::optional<std::chrono::milliseconds> Run() override;
  bool Idle() override;

 private:
  absl::Status CatchUp();
  absl::Status BringIn(Connection& connection);

  Database& database_;
  Logger& logger_;
  std::shared_mutex mutex_;
  KeptAnswers kept_;  // forgotten while mutex_ is held alone
  // Guarded by mutex_.
  std::unique_ptr<FigureBook> book_ = std::make_unique<FigureBook>();
  ChangeState known_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_BOOK_KEEPER_SERVICE_H_
