#include "services/platform/timers/timer_work.h"

#include <compare>
#include <limits>

#include "services/platform/store/columns.h"
#include "services/platform/timers/timers.h"

namespace clientroute {
namespace {

/// Timers by the names of their owners and their own, in their rows.
class NamedTimers {
 public:
  using Timer = clientroute::Timer;
  struct Place {
    std::int64_t due_at = std::numeric_limits<std::int64_t>::min();
    std::int64_t set_order = 0;
    friend auto operator<=>(const Place&, const Place&) = default;
  };
  using Owner = std::string;
  using Due = std::vector<std::pair<Timer, Place>>;

  static constexpr std::string_view kTable = "timer";

  explicit NamedTimers(Database* database) : database_(database) {}

  static const Owner& OwnerOf(const Timer& timer) { return timer.owner; }

  // They are few, and set by whoever has a transaction: each look sees them all.
  static Place GoOnFrom(const Place&) { return {}; }

  // Read anew each time, because firing one may take others of its owner away.
  absl::StatusOr<Due> Next(Instant now, const Place& place, int limit) const {
    Due due;
    CLIENTROUTE_RETURN_IF_ERROR(database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(
          due,
          connection.QueryAll("SELECT owner, name, due_at, generation, set_order FROM timer WHERE due_at IS NOT "
                              "NULL AND due_at <= $1 AND (due_at, set_order) > ($2, $3) "
                              "ORDER BY due_at, set_order LIMIT $4",
                              {ToMicros(now), place.due_at, place.set_order, std::int64_t{limit}}, [](const Row& row) {
                                return std::pair(Timer{std::string(row.Text(0)), std::string(row.Text(1)),
                                                       FromMicros(row.Int(2)), row.Int(3)},
                                                 Place{row.Int(2), row.Int(4)});
                              }));
      return absl::OkStatus();
    }));
    return due;
  }

  absl::StatusOr<std::optional<Instant>> NextDue(Instant now) const {
    const Place after_now{ToMicros(now), std::numeric_limits<std::int64_t>::max()};
    CLIENTROUTE_ASSIGN(const Due next, Next(Instant::max(), after_now, 1));
    return next.empty() ? std::optional<Instant>() : std::optional(next.front().first.due);
  }

  absl::StatusOr<bool> StillSet(const Timer& timer) const {
    bool set = false;
    CLIENTROUTE_RETURN_IF_ERROR(database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(
          const auto found,
          connection.QueryOne("SELECT 1 FROM timer WHERE owner = $1 AND name = $2 AND generation = $3 "
                              "AND due_at IS NOT NULL",
                              {timer.owner, timer.name, timer.generation}, [](const Row& row) { return row.Int(0); }));
      set = found.has_value();
      return absl::OkStatus();
    }));
    return set;
  }

  static std::string OwnerText(const Timer& timer) { return timer.owner; }
  static std::string NameText(const Timer& timer) { return timer.name; }

 private:
  Database* database_;
};

}  // namespace

std::unique_ptr<Work> MakeTimerWork(std::string name, Database* database, Clock* clock,
                                    std::function<absl::Status(const Timer&)> fire, Logger* logger) {
  auto one = [fire = std::move(fire)](std::span<const Timer> timers) {
    std::vector<absl::Status> answers;
    for (const Timer& timer : timers) answers.push_back(fire(timer));
    return answers;
  };
  return std::make_unique<TimerWork<NamedTimers>>(std::move(name), NamedTimers(database), clock, std::move(one), 1,
                                                  logger);
}

}  // namespace clientroute
