#ifndef CLIENTROUTE_SERVICES_SUITE_YEAR_REGION_YEAR_H_
#define CLIENTROUTE_SERVICES_SUITE_YEAR_REGION_YEAR_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/store/database.h"
#include "services/platform/values/calendar.h"
#include "services/provider/profile.h"
#include "services/provider/provider_box.h"
#include "services/suite/serve/region.h"
#include "services/suite/year/access_desk.h"
#include "services/suite/year/contract_desk.h"
#include "services/suite/year/crew.h"
#include "services/suite/year/inflow.h"

namespace clientroute::suite {

/// The last day whose morning, on which a day is played, is behind the machine's clock: until then a clock can be
/// driven and then be let go. Pure.
Date LastDayBehind(Instant now);

/// A time in which a region works as it does, made by its own services: providers in a box ask, start, stop and claim,
/// a crew does what people must, contracts are managed, and the driven clock of the suite goes from day to day. Seeded;
/// killed anywhere it goes on at the day on which the clock stands. One thread, beside those of the crew.
class RegionYear {
 public:
  struct Options {
    std::string exchange_folder;
    std::set<std::string> municipalities;
    RegionFiles files;
    std::uint64_t seed = 1;
    /// For how many clients help is asked in a year of 250 working days.
    int clients_a_year = 0;
    /// The last day that is played. Asked anew each day: the day of the machine may end while it plays.
    std::function<Date()> until;
    /// Whether to stop as soon as that leaves everything whole. May be empty.
    std::function<bool()> stop;
    /// Told of each day, in Dutch and without persons. May be empty.
    std::function<void(Date day, const std::string&)> tell;
  };
  /// `books` is the record of the providers, opened with ProviderMigrations(), and outlives this; `channel` leads to a
  /// suite with a driven clock.
  RegionYear(std::shared_ptr<grpc::Channel> channel, Database* books, Options options);

  struct Report {
    int days = 0;
    std::int64_t messages = 0;  // read and sent by providers
    std::int64_t tasks = 0;
    std::int64_t refused = 0;  // tasks that the suite did not let end so
    bool stopped = false;      // because it was asked
  };
  /// Plays every day from the one on which the clock stands, and leaves the clock on the morning of `until`. Errors:
  /// FailedPrecondition CLOCK_NOT_DRIVEN; those of ProviderBox::Round, Crew::Work, AccessDesk::Refer and
  /// ContractDesk::Work.
  absl::StatusOr<Report> Play();
  /// Lets the clock of the suite go: from then on it is the machine's. Errors: FailedPrecondition CLOCK_AHEAD,
  /// CLOCK_NOT_DRIVEN.
  absl::Status ReleaseClock();

 private:
  absl::Status PlayDay(Date day, Report* report);
  /// Those who come that day go to their providers, or to the desk of their municipality.
  absl::Status ReceiveNewcomers(Date day, std::vector<provider::NewClient>* asked);
  absl::StatusOr<int> ProvidersAct(const std::vector<provider::NewClient>& asked, Instant now);
  bool Stopping() const { return options_.stop && options_.stop(); }
  /// Moves the clock, or with nullopt waits until all is quiet; the time.
  absl::StatusOr<Instant> Advance(std::optional<Instant> to, bool release = false);

  const std::shared_ptr<grpc::Channel> channel_;
  Database* books_;
  const Options options_;
  const std::vector<provider::Profile> profiles_;
  const Inflow inflow_;
  Caller operator_;
  AccessDesk desk_;
  Crew crew_;
  ContractDesk contract_desk_;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_YEAR_REGION_YEAR_H_
