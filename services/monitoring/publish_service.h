#ifndef CLIENTROUTE_SERVICES_MONITORING_PUBLISH_SERVICE_H_
#define CLIENTROUTE_SERVICES_MONITORING_PUBLISH_SERVICE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "services/monitoring/book_keeper_service.h"
#include "services/platform/clock/clock.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/logging/logger.h"
#include "services/platform/store/database.h"

namespace clientroute::monitoring {

/// Publishes months: each figure that can be published, as a cube, some days after its month has ended, because reports
/// come late. When a month is published those of the year before are looked at again: one that was corrected since is
/// published beside what was said of it, once a month and not at each correction, so that the difference tells of
/// nobody. One figure of one month a run. Thread-safe.
class PublishWork final : public Work {
 public:
  struct Options {
    /// Clients that a cell is of at least: the region's choice.
    std::int64_t least = kClientsLeast;
    /// Days after the end of a month on which it is published.
    int days_after = 10;
  };
  /// All outlive it.
  PublishWork(Database* database, BookKeeper* books, Clock* clock, Logger* logger, Options options)
      : database_(*database), books_(*books), clock_(*clock), logger_(*logger), options_(options) {}

  std::string name() const override { return "monitoring.publish"; }
  std::optional<std::chrono::milliseconds> Run() override;
  bool Idle() override;

 private:
  struct Due {
    const FigureDefinition* figure = nullptr;
    Month month;
  };
  Month LastDue() const;
  absl::StatusOr<std::optional<Due>> Next();
  absl::Status Publish(const Due& due);
  absl::Status PublishCells(const Due& due, const std::vector<CubeThing>& things);

  Database& database_;
  BookKeeper& books_;
  Clock& clock_;
  Logger& logger_;
  Options options_;
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_PUBLISH_SERVICE_H_
