#include <memory>
#include <string>

#include "google/protobuf/struct.pb.h"
#include "services/platform/clock/clock.h"
#include "services/platform/status/status.h"
#include "services/provider/migrations.h"
#include "services/suite/commands/commands.h"
#include "services/suite/serve/past_year.h"
#include "services/suite/serve/region.h"
#include "services/suite/serve/serve_config.h"
#include "services/suite/year/region_year.h"

namespace clientroute::suite {
namespace {

constexpr int kHundred = 100;
// What the places of the reference region are shaped for, with a waiting list here and there.
constexpr int kShare = 10;

void SetNumber(google::protobuf::Struct& row, const std::string& name, std::int64_t value) {
  (*row.mutable_fields())[name].set_number_value(static_cast<double>(value));
}

absl::StatusOr<RegionYear::Options> ReadOptions(Invocation& call, const v1::RunningSuite& running) {
  const Arguments& arguments = call.arguments();
  RegionYear::Options options;
  CLIENTROUTE_ASSIGN(const RegionFiles files,
                     ReadRegion(arguments.Text("workflows", FindWorkflows()), arguments.Text("region", "reference")));
  options.files = files;
  options.municipalities.insert(running.municipalities().begin(), running.municipalities().end());
  options.exchange_folder = running.exchange_folder();
  CLIENTROUTE_ASSIGN(const std::int64_t seed, arguments.Number("seed", 1, 0, INT64_MAX));
  options.seed = static_cast<std::uint64_t>(seed);
  CLIENTROUTE_ASSIGN(const std::int64_t share, arguments.Number("share", kShare, 1, kHundred));
  options.clients_a_year = ClientsOfRegion(static_cast<int>(share));
  options.until = [] { return LastDayBehind(SystemClock().Now()); };
  if (const std::string until = arguments.Text("until"); !until.empty()) {
    const std::optional<Date> day = Date::Parse(until);
    if (!day) return WrongUse(Cat("--until: '", until, "' is geen datum als 2026-03-02"));
    if (arguments.Has("release-clock") && *day > options.until()) {
      return WrongUse(Cat("--until: ", day->ToDutch(),
                          " is nog niet begonnen; daarna kan de klok niet worden losgelaten (--release-clock)"));
    }
    options.until = [last = *day] { return last; };
  }
  if (!call.out().json()) {
    options.tell = [&call](Date day, const std::string& line) {
      call.out().Line(Cat(day.ToDutch(), "  ", line));
      call.out().stream().flush();
    };
  }
  return options;
}

absl::Status Play(Invocation& call) {
  CLIENTROUTE_ASSIGN(const Session session, call.OpenSession());
  const std::string data = call.arguments().Text("data", "data");
  CLIENTROUTE_ASSIGN(const v1::RunningSuite running, ReadRunningSuite(data));
  CLIENTROUTE_ASSIGN(RegionYear::Options options, ReadOptions(call, running));
  CLIENTROUTE_ASSIGN(const std::unique_ptr<Database> books,
                     OpenSqlite({Cat(data, "/provider.db")}, provider::ProviderMigrations()));
  RegionYear year(session.channel(), books.get(), std::move(options));
  CLIENTROUTE_ASSIGN(const RegionYear::Report report, year.Play());
  if (call.arguments().Has("release-clock")) CLIENTROUTE_RETURN_IF_ERROR(year.ReleaseClock());
  if (call.out().json()) {
    google::protobuf::Struct shown;
    SetNumber(shown, "days", report.days);
    SetNumber(shown, "messages", report.messages);
    SetNumber(shown, "tasks", report.tasks);
    SetNumber(shown, "refused", report.refused);
    call.out().Json(shown);
  } else {
    call.out().Line(Cat(report.days, " dagen gespeeld: ", report.messages, " berichten, ", report.tasks,
                        " taken gedaan, ", report.refused, " niet gelukt."));
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> YearCommands() {
  return {
      {.words = "region play",
       .summary = "Speel een tijd van de hele regio: aanbieders en medewerkers, dag na dag, op een gestuurde klok.",
       .details = "Aanbieders vragen, starten, stoppen en declareren; medewerkers doen hun taken; alles door de "
                  "diensten zelf.\n"
                  "Begint op de dag waarop de klok van de suite staat. Hetzelfde zaad geeft dezelfde regio. "
                  "Onderbroken gaat het\n"
                  "verder waar de klok staat. De personen zijn verzonnen.",
       .kind = CommandKind::kAsks,
       .persona = "operator",
       .flags = {{"share", "PROCENT", "hoe groot, van een gemiddelde regio (standaard: 10)"},
                 {"until", "DATUM", "tot en met die dag (standaard: vandaag, en vóór 9 uur gisteren)"},
                 {"release-clock", "", "laat de klok daarna los: zij loopt voortaan met die van de machine mee"},
                 {"seed", "N", "bepaalt alles wat toeval is (standaard: 1)"},
                 {"workflows", "MAP", "routes en regio's (standaard: workflows)"},
                 {"region", "NAAM", "de regio die geladen is (standaard: reference)"}},
       .run = Play},
  };
}

}  // namespace clientroute::suite
