#include "services/suite/serve/past_year.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "services/platform/clock/clock.h"
#include "services/platform/status/status.h"
#include "services/platform/store/database.h"
#include "services/provider/migrations.h"
#include "services/suite/cli/session.h"
#include "services/suite/year/region_year.h"

namespace clientroute::suite {
namespace {

// Courses of care that start in an average region in a year: of youth 287,870 in 42 regions (CBS 85096NED), and of
// social support half of the 1,284,680 who have it in a year (CBS 86050NED).
constexpr int kClientsAYear = 287'870 / 42 + 1'284'680 / 42 / 2;
// Test numbers are few: what there is of them for made-up persons.
constexpr int kClientsMost = 8'500;
constexpr int kHundred = 100;
// What the files of a region are shaped for.
constexpr int kPercentOfFiles = 10;
constexpr auto kMorning = std::chrono::hours(8);

int Uncapped(int percent) { return static_cast<int>(std::int64_t{kClientsAYear} * percent / kHundred); }

}  // namespace

int ClientsOfRegion(int percent) { return std::min(Uncapped(percent), kClientsMost); }

bool IsShortOfNumbers(int percent) { return Uncapped(percent) > kClientsMost; }

Instant BeginOfPastYear(Instant now) { return LocalMidnight(LocalDate(now).AddYears(-1)) + kMorning; }

void ScaleRegion(int percent, RegionFiles* files) {
  const std::int64_t asked = ClientsOfRegion(percent);
  const std::int64_t shaped = ClientsOfRegion(kPercentOfFiles);
  if (asked <= shaped) return;
  for (auto& location : *files->locations.mutable_locations()) {
    for (auto& capacity : *location.mutable_capacities()) {
      capacity.set_places(static_cast<int>(capacity.places() * asked / shaped));
    }
  }
  for (auto& contract : *files->catalogue.mutable_contracts()) {
    if (!contract.has_yearly_ceiling()) continue;
    contract.mutable_yearly_ceiling()->set_cents(contract.yearly_ceiling().cents() * asked / shaped);
  }
}

PastYearPlay::PastYearPlay(Options options) : options_(std::move(options)), thread_([this] { Run(); }) {}

PastYearPlay::~PastYearPlay() {
  Stop();
  thread_.join();
}

void PastYearPlay::Run() {
  const absl::Status status = Play();
  // What a stop of the suite cut off is done by the next one.
  if (status.ok() || stopping_) return;
  Tell(Cat("Het naspelen van het afgelopen jaar hield op: ", std::string(status.message()),
           ". Een volgende start gaat verder waar het bleef."));
}

void PastYearPlay::TellMonth(Date day) {
  if (told_ == day.FirstOfMonth()) return;
  told_ = day.FirstOfMonth();
  const Date today = LocalDate(SystemClock().Now());
  const Date begin = today.AddYears(-1);
  const int whole = std::max(1, today.DaysSince(begin));
  const int done = std::clamp(day.DaysSince(begin), 0, whole);
  Tell(Cat("Het afgelopen jaar wordt nagespeeld: ", day.ToDutch(), " (", done * kHundred / whole, "%)."));
}

absl::Status PastYearPlay::Play() {
  CLIENTROUTE_ASSIGN(const std::unique_ptr<Database> books,
                     OpenSqlite({Cat(options_.data_folder, "/provider.db")}, provider::ProviderMigrations()));
  RegionYear::Options options;
  options.exchange_folder = options_.running.exchange_folder();
  options.municipalities.insert(options_.running.municipalities().begin(), options_.running.municipalities().end());
  options.files = options_.files;
  options.seed = options_.past.seed();
  options.clients_a_year = ClientsOfRegion(options_.past.percent());
  options.until = [] { return LastDayBehind(SystemClock().Now()); };
  options.stop = [this] { return stopping_.load(); };
  options.tell = [this](Date day, const std::string&) { TellMonth(day); };
  RegionYear year(ClientChannel(options_.running.grpc_address()), books.get(), std::move(options));
  CLIENTROUTE_ASSIGN(const RegionYear::Report report, year.Play());
  if (report.stopped) return absl::OkStatus();
  CLIENTROUTE_RETURN_IF_ERROR(year.ReleaseClock());
  if (options_.released) options_.released();
  Tell("Het afgelopen jaar is nagespeeld; de klok loopt voortaan met die van de machine mee.");
  return absl::OkStatus();
}

}  // namespace clientroute::suite
