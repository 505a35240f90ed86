#ifndef CLIENTROUTE_SERVICES_SUITE_SERVE_PAST_YEAR_H_
#define CLIENTROUTE_SERVICES_SUITE_SERVE_PAST_YEAR_H_

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "clientroute/suite/v1/past_year.pb.h"
#include "clientroute/suite/v1/running_suite.pb.h"
#include "services/platform/values/calendar.h"
#include "services/suite/serve/region.h"

namespace clientroute::suite {

/// For how many clients help is asked in a year in a region so large, in hundredths of an average one; at most as many
/// as there are citizen numbers for made-up persons. Pure.
int ClientsOfRegion(int percent);
/// Whether there are fewer of those numbers than that many clients. Pure.
bool IsShortOfNumbers(int percent);

/// Where a clock that is driven through the year before `now` begins.
Instant BeginOfPastYear(Instant now);

/// The files hold the places and ceilings of a tenth of a region; makes them those of a region so large.
void ScaleRegion(int percent, RegionFiles* files);

/// Plays the past that a data folder began with, beside the suite that runs on it, in a thread of its own: from the day
/// on which the clock stands until today, and then lets the clock go. A stop leaves everything whole; the next one goes
/// on where it stopped.
class PastYearPlay {
 public:
  struct Options {
    v1::PastYear past;
    v1::RunningSuite running;
    std::string data_folder;
    RegionFiles files;
    /// Told in Dutch of how far it is, a line each, from the thread of the play. May be empty.
    std::function<void(const std::string&)> tell;
    /// Called when the clock was let go, from that thread. May be empty.
    std::function<void()> released;
  };
  explicit PastYearPlay(Options options);
  /// Stop, and waits for the step that is under way: as long as the suite takes for it, or its end when it drains.
  ~PastYearPlay();
  PastYearPlay(const PastYearPlay&) = delete;
  PastYearPlay& operator=(const PastYearPlay&) = delete;

  void Stop() { stopping_ = true; }

 private:
  void Run();
  absl::Status Play();
  void Tell(const std::string& line) const {
    if (options_.tell) options_.tell(line);
  }
  void TellMonth(Date day);

  const Options options_;
  std::atomic<bool> stopping_ = false;
  std::optional<Date> told_;  // the month
  std::thread thread_;        // last: it uses the others
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_SERVE_PAST_YEAR_H_
