#include "services/suite/serve/serve_config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <string_view>

#include "services/platform/config/text_config.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/suite/serve/hub_options.h"
#include "services/suite/serve/portal_options.h"

namespace clientroute::suite {
namespace {

constexpr Flag kServeFlags[] = {
    {"data", "MAP", "gegevensmap; wordt gemaakt als zij er niet is (standaard: data)"},
    {"workflows", "MAP", "routes en regio's (standaard: workflows)"},
    {"region", "NAAM", "de regio die geladen wordt (standaard: reference)"},
    {"config", "BESTAND", "instellingen als textproto; omgeving (CLIENTROUTE_…) en vlaggen gaan voor"},
    {"listen", "ADRES", "waar gRPC luistert (standaard: 127.0.0.1:7420; poort 0 kiest er een)"},
    {"metrics", "ADRES", "waar de meetwaarden te lezen zijn (standaard: 127.0.0.1:7421)"},
    {"hub", "URL", "de berichten gaan over deze HTTP-hub (GGK) in plaats van over gedeelde mappen"},
    {"hub-listen", "ADRES", "waar die hub berichten brengt (standaard: 127.0.0.1:7423; poort 0 kiest er een)"},
    {"portal-listen", "ADRES", "waar het portaal te vinden is (standaard: 127.0.0.1:7480; poort 0 kiest er een)"},
    {"portal-pages", "MAP", "de gebouwde pagina's van het portaal (standaard: die bij het programma)"},
    {"driven-clock", "TIJD", "een klok die alleen loopt als zij gestuurd wordt, vanaf deze tijd: 2026-03-02T08:00:00Z"},
    {"past-year", "PROCENT", "een nieuwe gegevensmap begint met een nagespeeld jaar: zoveel van een gemiddelde regio"},
    {"past-year-seed", "N", "bepaalt alles wat daarin toeval is (standaard: 1)"},
    {"log-level", "NIVEAU", "debug, info, warning of error (standaard: info)"},
    {"stop-with-stdin", "", "stop als de standaardinvoer eindigt; voor wie de suite als kind start"},
};

constexpr int kDrainSeconds = 10;
constexpr int kDrainSecondsMax = 3'600;
constexpr int kPastYearPercentMax = 100;
constexpr int kDatabasePatienceMs = 5'000;
constexpr int kDatabasePatienceMsMax = 600'000;

std::string OneLine(const absl::Status& status) {
  std::string text(status.message());
  for (char& c : text) c = c == '\n' ? ' ' : c;
  return text;
}

/// The built pages in the source that the program was built of, or installed beside it; empty where there are none.
std::string FindPages() {
  std::error_code ignored;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const char* beside : {"../../../services/portal/web/dist", "../share/clientroute/pages"}) {
    const std::filesystem::path folder = (program / beside).lexically_normal();
    if (std::filesystem::is_regular_file(folder / "index.html", ignored)) return folder.string();
  }
  return "";
}

void SetDefaults(v1::SuiteConfig& config) {
  if (config.data_folder().empty()) config.set_data_folder("data");
  if (config.workflows_folder().empty()) config.set_workflows_folder(FindWorkflows());
  if (config.region().empty()) config.set_region("reference");
  if (config.grpc_address().empty()) config.set_grpc_address("127.0.0.1:7420");
  if (config.metrics_address().empty()) config.set_metrics_address("127.0.0.1:7421");
  if (config.portal_address().empty()) config.set_portal_address("127.0.0.1:7480");
  if (config.portal_pages_folder().empty()) config.set_portal_pages_folder(FindPages());
  if (config.log_level().empty()) config.set_log_level("info");
  if (!config.has_development_identity()) config.set_development_identity(true);
  if (config.past_year_seed() == 0) config.set_past_year_seed(1);
  if (config.drain_seconds() == 0) config.set_drain_seconds(kDrainSeconds);
  SetHubDefaults(config);
  if (config.database_patience_ms() == 0) config.set_database_patience_ms(kDatabasePatienceMs);
}

/// `host:port`, with a host on this machine: the development identity believes what it is told.
absl::Status CheckAddress(std::string_view what, const std::string& address) {
  std::size_t colon = address.rfind(':');
  int port = -1;
  if (colon != std::string::npos) {
    const char* end = address.data() + address.size();
    auto [at, error] = std::from_chars(address.data() + colon + 1, end, port);
    if (error != std::errc() || at != end) port = -1;
  }
  constexpr int kPortMax = 65'535;
  if (port < 0 || port > kPortMax) return WrongUse(Cat(what, ": '", address, "' is geen adres als 127.0.0.1:7420"));
  std::string host = address.substr(0, colon);
  constexpr std::array kLoopback = {"127.0.0.1", "localhost", "[::1]"};
  if (std::find(kLoopback.begin(), kLoopback.end(), host) == kLoopback.end()) {
    return WrongUse(Cat(what, ": '", address,
                        "' is van buiten bereikbaar; zonder aanmelding luistert de suite alleen op 127.0.0.1"));
  }
  return absl::OkStatus();
}

absl::Status CheckPastYear(const v1::SuiteConfig& config) {
  if (config.past_year_percent() == 0) return absl::OkStatus();
  if (config.past_year_percent() < 0 || config.past_year_percent() > kPastYearPercentMax) {
    return WrongUse(Cat("--past-year (past_year_percent): ", config.past_year_percent(), " is niet van 1 tot en met ",
                        kPastYearPercentMax));
  }
  if (!config.driven_clock().empty()) {
    return WrongUse("--past-year (past_year_percent): met --driven-clock stuurt een ander de klok");
  }
  if (!config.hub_url().empty()) {
    return WrongUse("--past-year (past_year_percent): met --hub gaan de berichten naar echte aanbieders");
  }
  return absl::OkStatus();
}

absl::Status Check(const v1::SuiteConfig& config) {
  CLIENTROUTE_RETURN_IF_ERROR(CheckAddress("--listen (grpc_address)", config.grpc_address()));
  CLIENTROUTE_RETURN_IF_ERROR(CheckAddress("--metrics (metrics_address)", config.metrics_address()));
  CLIENTROUTE_RETURN_IF_ERROR(CheckAddress("--portal-listen (portal_address)", config.portal_address()));
  CLIENTROUTE_RETURN_IF_ERROR(CheckHub(config));
  if (!config.driven_clock().empty() && !ParseIso(config.driven_clock())) {
    return WrongUse(
        Cat("--driven-clock (driven_clock): '", config.driven_clock(), "' is geen tijd als 2026-03-02T08:00:00Z"));
  }
  CLIENTROUTE_RETURN_IF_ERROR(CheckPastYear(config));
  constexpr std::array kLevels = {"debug", "info", "warning", "error"};
  if (std::find(kLevels.begin(), kLevels.end(), config.log_level()) == kLevels.end()) {
    return WrongUse(Cat("--log-level (log_level): '", config.log_level(), "' is geen van debug, info, warning, error"));
  }
  if (config.drain_seconds() < 0 || config.drain_seconds() > kDrainSecondsMax) {
    return WrongUse(Cat("drain_seconds: ", config.drain_seconds(), " is niet van 1 tot en met ", kDrainSecondsMax));
  }
  if (config.database_patience_ms() < 0 || config.database_patience_ms() > kDatabasePatienceMsMax) {
    return WrongUse(Cat("database_patience_ms: ", config.database_patience_ms(), " is niet van 1 tot en met ",
                        kDatabasePatienceMsMax));
  }
  if (config.region().find('/') != std::string::npos || config.region().starts_with('.')) {
    return WrongUse(Cat("--region (region): '", config.region(), "' is geen naam van een map in regions/"));
  }
  std::error_code ignored;
  if (!std::filesystem::is_directory(config.workflows_folder(), ignored)) {
    return WrongUse(Cat("--workflows (workflows_folder): er is geen map '", config.workflows_folder(), "'"));
  }
  return CheckPortal(config);
}

}  // namespace

std::span<const Flag> ServeFlags() { return kServeFlags; }

std::string FindWorkflows() {
  std::error_code ignored;
  if (std::filesystem::is_directory("workflows", ignored)) return "workflows";
  std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const char* beside : {"../../../workflows", "../share/clientroute/workflows"}) {
    std::filesystem::path folder = (program / beside).lexically_normal();
    if (std::filesystem::is_directory(folder, ignored)) return folder.string();
  }
  return "workflows";
}

absl::StatusOr<v1::SuiteConfig> ReadServeConfig(const Arguments& arguments) {
  v1::SuiteConfig config;
  if (std::string file = arguments.Text("config"); !file.empty()) {
    if (absl::Status read = ReadTextProto(file, &config); !read.ok()) return WrongUse(Cat("--config: ", OneLine(read)));
  }
  if (absl::Status read = OverrideFromEnvironment(&config); !read.ok()) return WrongUse(OneLine(read));
  auto take = [&](std::string_view flag, std::string* field) {
    if (arguments.Has(flag)) *field = arguments.Text(flag);
  };
  take("data", config.mutable_data_folder());
  take("workflows", config.mutable_workflows_folder());
  take("region", config.mutable_region());
  take("listen", config.mutable_grpc_address());
  take("metrics", config.mutable_metrics_address());
  take("hub", config.mutable_hub_url());
  take("hub-listen", config.mutable_hub_listen_address());
  take("portal-listen", config.mutable_portal_address());
  take("portal-pages", config.mutable_portal_pages_folder());
  take("driven-clock", config.mutable_driven_clock());
  take("log-level", config.mutable_log_level());
  if (arguments.Has("past-year")) {
    CLIENTROUTE_ASSIGN(const std::int64_t percent, arguments.Number("past-year", 0, 1, kPastYearPercentMax));
    config.set_past_year_percent(static_cast<int>(percent));
  }
  if (arguments.Has("past-year-seed")) {
    CLIENTROUTE_ASSIGN(const std::int64_t seed, arguments.Number("past-year-seed", 1, 1, INT64_MAX));
    config.set_past_year_seed(static_cast<std::uint64_t>(seed));
  }
  SetDefaults(config);
  CLIENTROUTE_RETURN_IF_ERROR(Check(config));
  return config;
}

}  // namespace clientroute::suite
