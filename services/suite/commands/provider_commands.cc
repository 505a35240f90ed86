#include <algorithm>
#include <csignal>
#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "google/protobuf/struct.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/clock/clock.h"
#include "services/platform/status/status.h"
#include "services/platform/values/money.h"
#include "services/provider/migrations.h"
#include "services/provider/mistakes.h"
#include "services/provider/post_store.h"
#include "services/provider/provider_box.h"
#include "services/suite/commands/commands.h"
#include "services/suite/serve/provider_profiles.h"
#include "services/suite/serve/region.h"
#include "services/suite/serve/serve_config.h"

namespace clientroute::suite {
namespace {

constexpr std::int64_t kSecondsMax = 3'600;
constexpr std::int64_t kAsksMax = 1'000;
constexpr std::int64_t kRoundsMax = 1'000'000'000;

void SetNumber(google::protobuf::Struct& row, const std::string& name, std::int64_t value) {
  (*row.mutable_fields())[name].set_number_value(static_cast<double>(value));
}

void SetText(google::protobuf::Struct& row, const std::string& name, std::string_view value) {
  (*row.mutable_fields())[name].set_string_value(std::string(value));
}

absl::StatusOr<std::vector<provider::Profile>> Profiles(const Invocation& call) {
  const Arguments& arguments = call.arguments();
  CLIENTROUTE_ASSIGN(const RegionFiles files,
                     ReadRegion(arguments.Text("workflows", FindWorkflows()), arguments.Text("region", "reference")));
  return ProviderProfiles(files.catalogue);
}

/// Where its books are: of its own, or beside the suite's data.
absl::StatusOr<std::unique_ptr<Database>> OpenBooks(const Invocation& call) {
  const std::string data = call.arguments().Text("data", "data");
  return OpenSqlite({call.arguments().Text("books", Cat(data, "/provider.db"))}, provider::ProviderMigrations());
}

/// What time it is for a provider: as it was told, as the suite that it exchanges with says, or by this machine.
class Time {
 public:
  static absl::StatusOr<Time> Open(Invocation& call) {
    Time time;
    if (const std::string now = call.arguments().Text("now"); !now.empty()) {
      time.fixed_ = ParseIso(now);
      if (!time.fixed_) return WrongUse(Cat("--now: '", now, "' is geen tijd als 2026-03-02T08:00:00Z"));
      return time;
    }
    if (call.arguments().Has("dir")) return time;
    CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
    time.session_ = std::move(session);
    return time;
  }
  bool fixed() const { return fixed_.has_value(); }
  absl::StatusOr<Instant> Now() const {
    if (fixed_) return *fixed_;
    if (!session_) return SystemClock().Now();
    CLIENTROUTE_ASSIGN(const auto answer,
                       Ask(*session_, &platform::v1::Operations::Stub::GetTime, platform::v1::GetTimeRequest()));
    return FromProto(answer.now()).value_or(Instant());
  }

 private:
  std::optional<Instant> fixed_;
  std::optional<Session> session_;
};

absl::StatusOr<provider::ProviderBox::Options> ReadOptions(Invocation& call) {
  const Arguments& arguments = call.arguments();
  provider::ProviderBox::Options options;
  CLIENTROUTE_ASSIGN(const std::vector<provider::Profile> all, Profiles(call));
  std::vector<std::string> codes = arguments.List("agb");
  if (codes.empty()) return WrongUse("'provider run' wil --agb CODES, of --agb alle");
  CLIENTROUTE_ASSIGN(options.profiles, ChooseProfiles(all, codes));
  CLIENTROUTE_ASSIGN(const std::int64_t seed, arguments.Number("seed", 1, 0, INT64_MAX));
  options.seed = static_cast<std::uint64_t>(seed);
  CLIENTROUTE_ASSIGN(const std::int64_t asks, arguments.Number("ask", 0, 0, kAsksMax));
  options.asks_a_day = static_cast<int>(asks);
  options.asked_municipalities = arguments.List("in");
  std::string why;
  auto habits = provider::ParseHabits(arguments.Text("habits"), &why);
  if (!habits) return WrongUse(Cat("--habits: ", why));
  options.habits = *std::move(habits);
  auto mistakes = provider::ParseMistakes(arguments.Text("mistakes"), &why);
  if (!mistakes) return WrongUse(Cat("--mistakes: ", why));
  options.mistakes = *std::move(mistakes);
  options.exchange_folder = arguments.Text("dir");
  if (options.exchange_folder.empty()) {
    CLIENTROUTE_ASSIGN(const v1::RunningSuite running, ReadRunningSuite(arguments.Text("data", "data")));
    options.exchange_folder = running.exchange_folder();
  }
  if (!call.out().json()) {
    options.tell = [&call](const std::string& line) {
      call.out().Line(line);
      call.out().stream().flush();
    };
  }
  return options;
}

/// Waits; true when someone asked to stop.
bool StopAsked(std::int64_t seconds) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const timespec patience{static_cast<std::time_t>(seconds), 0};
  return sigtimedwait(&signals, nullptr, &patience) > 0;
}

absl::Status PrintMistakes(Output& out) {
  google::protobuf::ListValue list;
  TextTable table({"FOUT", "BERICHTEN", "REGEL", "CODE", "WAT"});
  for (const provider::Mistake& mistake : provider::Mistakes()) {
    std::string kinds;
    for (const int kind : mistake.kinds) kinds += Cat(kinds.empty() ? "" : ",", kind);
    google::protobuf::Struct& row = *list.add_values()->mutable_struct_value();
    SetText(row, "name", mistake.name);
    SetText(row, "messages", kinds);
    SetText(row, "rule", mistake.rule);
    SetText(row, "return_code", mistake.return_code);
    table.Add({std::string(mistake.name), kinds, std::string(mistake.rule), std::string(mistake.return_code),
               std::string(mistake.says)});
  }
  if (out.json()) {
    out.Json(list);
  } else {
    table.Print(out);
  }
  return absl::OkStatus();
}

absl::Status PrintHabits(Output& out) {
  google::protobuf::ListValue list;
  TextTable table({"GEWOONTE", "HOE VAAK", "WAT"});
  for (const provider::BehaviourRow& row : provider::Behaviour()) {
    google::protobuf::Struct& shown = *list.add_values()->mutable_struct_value();
    SetText(shown, "name", row.name);
    SetNumber(shown, "percent", row.percent);
    table.Add({std::string(row.name), Cat(row.percent, "%"), std::string(row.says)});
  }
  if (out.json()) {
    out.Json(list);
  } else {
    table.Print(out);
  }
  return absl::OkStatus();
}

absl::Status Run(Invocation& call) {
  if (call.arguments().Has("list-mistakes")) return PrintMistakes(call.out());
  if (call.arguments().Has("list-habits")) return PrintHabits(call.out());
  CLIENTROUTE_ASSIGN(provider::ProviderBox::Options options, ReadOptions(call));
  CLIENTROUTE_ASSIGN(const std::int64_t every, call.arguments().Number("every", 1, 1, kSecondsMax));
  CLIENTROUTE_ASSIGN(std::int64_t rounds, call.arguments().Number("rounds", kRoundsMax, 1, kRoundsMax));
  CLIENTROUTE_ASSIGN(const Time time, Time::Open(call));
  if (time.fixed()) rounds = std::min<std::int64_t>(rounds, 1);
  CLIENTROUTE_ASSIGN(const std::unique_ptr<Database> books, OpenBooks(call));
  provider::ProviderBox box(books.get(), std::move(options));
  CLIENTROUTE_RETURN_IF_ERROR(box.Open());
  provider::ProviderBox::Report all;
  for (std::int64_t round = 0; round < rounds; ++round) {
    if (round > 0 && StopAsked(every)) break;
    const absl::StatusOr<Instant> now = time.Now();
    // A suite that is away comes back; the exchange keeps what is for us.
    if (!now.ok() && IsTransient(now.status())) continue;
    if (!now.ok()) return now.status();
    CLIENTROUTE_ASSIGN(const provider::ProviderBox::Report report, box.Round(*now));
    all.came += report.came;
    all.sent += report.sent;
  }
  if (call.out().json()) {
    google::protobuf::Struct shown;
    SetNumber(shown, "came", all.came);
    SetNumber(shown, "sent", all.sent);
    call.out().Json(shown);
  } else {
    call.out().Line(Cat(all.came, " bericht(en) gelezen, ", all.sent, " verzonden."));
  }
  return absl::OkStatus();
}

absl::Status Status(Invocation& call) {
  CLIENTROUTE_ASSIGN(const std::unique_ptr<Database> books, OpenBooks(call));
  std::vector<provider::Standing> standings;
  CLIENTROUTE_RETURN_IF_ERROR(books->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(standings, provider::ListStandings(connection));
    return absl::OkStatus();
  }));
  google::protobuf::ListValue list;
  TextTable table({"AANBIEDER", "CLIËNTEN", "IN ZORG", "VERZONDEN", "ONBEANTWOORD", "MET CODES", "FOUTEN", "ONTVANGEN",
                   "GEDECLAREERD", "TOEGEKEND", "TE DOEN"});
  for (const provider::Standing& one : standings) {
    google::protobuf::Struct& row = *list.add_values()->mutable_struct_value();
    SetText(row, "provider", one.provider);
    const std::pair<const char*, std::int64_t> numbers[] = {{"clients", one.clients},
                                                            {"in_care", one.in_care},
                                                            {"sent", one.sent},
                                                            {"unanswered", one.unanswered},
                                                            {"with_codes", one.with_codes},
                                                            {"mistakes", one.mistakes},
                                                            {"came", one.came},
                                                            {"repeats", one.repeats},
                                                            {"to_do", one.to_do},
                                                            {"claimed_cents", one.claimed_cents},
                                                            {"granted_cents", one.granted_cents}};
    for (const auto& [name, number] : numbers) SetNumber(row, name, number);
    table.Add({one.provider, std::to_string(one.clients), std::to_string(one.in_care), std::to_string(one.sent),
               std::to_string(one.unanswered), std::to_string(one.with_codes), std::to_string(one.mistakes),
               std::to_string(one.came), Money::Cents(one.claimed_cents).ToDutch(),
               Money::Cents(one.granted_cents).ToDutch(), std::to_string(one.to_do)});
  }
  if (call.out().json()) {
    call.out().Json(list);
  } else if (table.empty()) {
    call.out().Line("Nog niets gedaan.");
  } else {
    table.Print(call.out());
  }
  return absl::OkStatus();
}

constexpr Flag kBooks = {"books", "BESTAND", "de eigen administratie (standaard: provider.db in de gegevensmap)"};
constexpr Flag kData = {"data", "MAP", "gegevensmap van de suite: haar uitwisseling en haar klok (standaard: data)"};

}  // namespace

std::vector<Command> ProviderCommands() {
  return {
      {.words = "provider run",
       .summary = "Speel een of meer aanbieders aan de andere kant van de uitwisseling.",
       .details =
           "Leest toewijzingen, antwoorden en retourberichten, en stuurt retourberichten, starts, stops, verzoeken en\n"
           "declaraties, elk binnen zijn termijn. Hetzelfde zaad en dezelfde dagen geven dezelfde berichten. Wat "
           "gedaan\n"
           "is staat in een eigen administratie: gestopt (ook met SIGKILL) gaat hij verder, zonder iets tweemaal te\n"
           "sturen. --list-habits toont wat hij wanneer doet, --list-mistakes welke fouten hij kan maken.\n"
           "Alleen voor verzonnen personen: die administratie is niet versleuteld.",
       .kind = CommandKind::kLocal,
       .persona = "operator",
       .flags = {{"agb", "CODES", "als deze aanbieders, of 'alle' van de regio"},
                 {"dir", "MAP", "de uitwisseling, als die niet bij --data hoort; dan met de klok van deze machine"},
                 kData,
                 kBooks,
                 {"seed", "N", "bepaalt alles wat toeval is (standaard: 1)"},
                 {"ask", "N", "vraag per aanbieder en werkdag voor N nieuwe cliënten een toewijzing (standaard: 0)"},
                 {"in", "CODES", "bij deze gemeenten (standaard: alle van de uitwisseling)"},
                 {"habits", "LIJST", "hoe vaak iets gebeurt, in procenten: pause=0,correct-start=10%"},
                 {"mistakes", "LIJST", "fouten die gemaakt worden: wrong-product=3%,wrong-total"},
                 {"list-habits", "", "toon wat een aanbieder wanneer doet"},
                 {"list-mistakes", "", "toon de fouten, met de regel en de retourcode die erop volgt"},
                 {"now", "TIJD", "één ronde op dit moment: 2026-03-02T08:00:00Z"},
                 {"rounds", "N", "stop na zoveel ronden (standaard: bij Ctrl-C)"},
                 {"every", "SECONDEN", "tussen twee ronden (standaard: 1)"},
                 {"workflows", "MAP", "routes en regio's (standaard: workflows)"},
                 {"region", "NAAM", "waarvan de contracten gelden (standaard: reference)"}},
       .run = Run},
      {.words = "provider status",
       .summary = "Hoe de gespeelde aanbieders ervoor staan: cliënten, berichten, fouten en geld.",
       .kind = CommandKind::kLocal,
       .flags = {kData, kBooks},
       .run = Status},
  };
}

}  // namespace clientroute::suite
