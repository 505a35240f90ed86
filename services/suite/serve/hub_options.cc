#include "services/suite/serve/hub_options.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/status/status.h"
#include "services/suite/cli/arguments.h"

namespace clientroute::suite {
namespace {

constexpr int kTimeoutSeconds = 30;
constexpr int kTimeoutSecondsMax = 600;
constexpr int kRetryFirstMs = 1'000;
constexpr int kRetryMostMs = 300'000;
constexpr int kRetryMsMax = 86'400'000;
constexpr int kAttemptsMax = 300;
constexpr int kAttemptsMaxMax = 1'000'000;
constexpr std::size_t kApplicationMin = 3;
constexpr std::size_t kApplicationMax = 50;

std::string HostIn(const std::string& address) { return address.substr(0, address.rfind(':')); }

/// -1 when there is none.
int PortIn(const std::string& address) {
  constexpr int kPortMax = 65'535;
  const std::size_t colon = address.rfind(':');
  if (colon == std::string::npos) return -1;
  int port = -1;
  const char* const end = address.data() + address.size();
  const auto [at, error] = std::from_chars(address.data() + colon + 1, end, port);
  return error == std::errc() && at == end && port <= kPortMax ? port : -1;
}

/// Of an address as https://hub.example:8443/ggk; an IPv6 address with its brackets.
std::string HostOfUrl(std::string_view url) {
  url.remove_prefix(url.find("//") + 2);
  url = url.substr(0, url.find('/'));
  const std::size_t colon = url.rfind(':');
  const bool has_port = colon != std::string_view::npos && url.find(']', colon) == std::string_view::npos;
  return std::string(has_port ? url.substr(0, colon) : url);
}

/// Of names with commas between them; one that is empty where there is none.
std::vector<std::string> NamesIn(std::string_view text) {
  std::vector<std::string> names;
  for (;;) {
    const std::size_t comma = text.find(',');
    std::string_view name = text.substr(0, comma);
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    names.emplace_back(name);
    if (comma == std::string_view::npos) return names;
    text.remove_prefix(comma + 1);
  }
}

/// A certificate names hosts and addresses alone.
bool IsName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == ':';
  });
}

bool IsLoopback(std::string_view host) { return host == "127.0.0.1" || host == "localhost" || host == "[::1]"; }

absl::Status CheckNumber(std::string_view field, int value, int most) {
  if (value >= 1 && value <= most) return absl::OkStatus();
  return WrongUse(Cat(field, ": ", value, " is niet van 1 tot en met ", most));
}

}  // namespace

void SetHubDefaults(v1::SuiteConfig& config) {
  if (config.hub_url().empty()) return;
  if (config.hub_listen_address().empty()) config.set_hub_listen_address("127.0.0.1:7423");
  if (config.hub_names().empty()) {
    const std::string host = HostOfUrl(config.hub_url());
    config.set_hub_names(host.starts_with('[') ? host.substr(1, host.size() - 2) : host);
  }
  if (config.hub_application().empty()) config.set_hub_application("Clientroute");
  if (config.hub_timeout_seconds() == 0) config.set_hub_timeout_seconds(kTimeoutSeconds);
  if (config.hub_retry_first_ms() == 0) config.set_hub_retry_first_ms(kRetryFirstMs);
  if (config.hub_retry_most_ms() == 0) config.set_hub_retry_most_ms(kRetryMostMs);
  if (config.hub_attempts_max() == 0) config.set_hub_attempts_max(kAttemptsMax);
}

absl::Status CheckHub(const v1::SuiteConfig& config) {
  if (config.hub_url().empty()) {
    if (config.hub_listen_address().empty()) return absl::OkStatus();
    return WrongUse("--hub-listen (hub_listen_address): zonder --hub (hub_url) is er geen hub die iets brengt");
  }
  if (!config.hub_url().starts_with("http://") && !config.hub_url().starts_with("https://")) {
    return WrongUse(Cat("--hub (hub_url): '", config.hub_url(), "' is geen adres als https://hub.example/ggk"));
  }
  if (config.hub_url().starts_with("http://") && !IsLoopback(HostOfUrl(config.hub_url()))) {
    return WrongUse(Cat("--hub (hub_url): '", config.hub_url(),
                        "' is niet versleuteld; buiten deze machine gaat een bericht alleen over https"));
  }
  const std::string& listen = config.hub_listen_address();
  if (PortIn(listen) < 0 || HostIn(listen).empty()) {
    return WrongUse(Cat("--hub-listen (hub_listen_address): '", listen, "' is geen adres als 127.0.0.1:7423"));
  }
  if (config.hub_certificate_file().empty() != config.hub_key_file().empty()) {
    return WrongUse("hub_certificate_file en hub_key_file horen bij elkaar");
  }
  if (!IsLoopback(HostIn(listen)) && (config.hub_certificate_file().empty() || config.hub_ca_file().empty())) {
    return WrongUse(Cat("--hub-listen (hub_listen_address): '", listen,
                        "' is van buiten bereikbaar; dat kan alleen met hub_certificate_file en hub_ca_file"));
  }
  for (const std::string& name : NamesIn(config.hub_names())) {
    if (IsName(name)) continue;
    return WrongUse(Cat("hub_names: '", name, "' is geen naam of adres als hub.example"));
  }
  const std::size_t length = config.hub_application().size();
  if (length < kApplicationMin || length > kApplicationMax) {
    return WrongUse("hub_application: een naam heeft 3 tot 50 tekens");
  }
  CLIENTROUTE_RETURN_IF_ERROR(CheckNumber("hub_timeout_seconds", config.hub_timeout_seconds(), kTimeoutSecondsMax));
  CLIENTROUTE_RETURN_IF_ERROR(CheckNumber("hub_retry_first_ms", config.hub_retry_first_ms(), kRetryMsMax));
  CLIENTROUTE_RETURN_IF_ERROR(CheckNumber("hub_retry_most_ms", config.hub_retry_most_ms(), kRetryMsMax));
  return CheckNumber("hub_attempts_max", config.hub_attempts_max(), kAttemptsMaxMax);
}

messaging::HttpHubOptions HubOptionsOf(const v1::SuiteConfig& config) {
  const messaging::TlsFiles tls{config.hub_ca_file(), config.hub_certificate_file(), config.hub_key_file(),
                                NamesIn(config.hub_names())};
  messaging::HttpHubOptions options;
  options.client = {config.hub_url(), tls, std::chrono::seconds(config.hub_timeout_seconds())};
  options.door.host = HostIn(config.hub_listen_address());
  options.door.port = PortIn(config.hub_listen_address());
  options.door.tls = tls;
  options.application = config.hub_application();
  options.retry = {std::chrono::milliseconds(config.hub_retry_first_ms()),
                   std::chrono::milliseconds(config.hub_retry_most_ms()), config.hub_attempts_max()};
  return options;
}

}  // namespace clientroute::suite
