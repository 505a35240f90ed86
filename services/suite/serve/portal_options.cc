#include "services/suite/serve/portal_options.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "services/platform/status/status.h"
#include "services/suite/cli/arguments.h"
#include "services/suite/cli/persona.h"
#include "services/suite/version.h"

namespace clientroute::suite {
namespace {

// Those that have a method for people.
constexpr std::array kServices = {
    "clientroute.access.v1.Access",
    "clientroute.allocation.v1.Allocation",
    "clientroute.claims.v1.Claims",
    "clientroute.contracting.v1.Contracting",
    "clientroute.contracting.v1.SupplierManagement",
    "clientroute.intake.v1.Intake",
    "clientroute.messaging.v1.Messaging",
    "clientroute.monitoring.v1.Monitoring",
    "clientroute.orchestrator.v1.Orchestrator",
    "clientroute.orchestrator.v1.RouteOperations",
    "clientroute.platform.v1.Operations",
};

// Enough to see that one does not see the other's.
constexpr int kProvidersMost = 2;

/// `Medewerker van de toegang`.
std::string Capitalised(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

portal::Cast CastOf(const RegionFiles& region) {
  portal::Cast cast;
  for (const Persona& persona : Personas()) {
    const std::string_view subject = persona.subject.substr(persona.subject.find('/') + 1);
    cast.personas.push_back({std::string(persona.name), std::string(subject), Capitalised(persona.help),
                             std::string(persona.help), std::string(persona.name), ""});
  }
  const auto& providers = region.catalogue.providers();
  for (int i = 0; i < std::min(providers.size(), kProvidersMost); ++i) {
    const std::string& code = providers[i].code();
    cast.personas.push_back({Cat("provider-", code), code, Cat("Backoffice van ", providers[i].display_name()),
                             Cat("aanbieder ", code, ": ziet alleen wat van hem is"), "provider-back-office", code});
  }
  for (const auto& municipality : region.catalogue.municipalities()) {
    const auto& own = region.region.municipalities();
    if (std::find(own.begin(), own.end(), municipality.code()) == own.end()) continue;
    cast.municipalities[municipality.code()] = municipality.display_name();
  }
  return cast;
}

/// Of `https://host:port/path` what stands behind the scheme; empty for another scheme.
std::string_view BehindScheme(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (url.starts_with(scheme)) return url.substr(scheme.size());
  }
  return "";
}

/// With its port: `portaal.example:8443`.
std::string_view AuthorityOf(std::string_view url) {
  const std::string_view behind = BehindScheme(url);
  return behind.substr(0, behind.find('/'));
}

std::string_view HostOf(std::string_view url) {
  const std::string_view authority = AuthorityOf(url);
  const std::size_t colon = authority.rfind(':');
  const bool has_port = colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
  return has_port ? authority.substr(0, colon) : authority;
}

bool IsLoopback(std::string_view host) { return host == "127.0.0.1" || host == "localhost" || host == "[::1]"; }

/// Whether nobody between can read what goes there.
bool IsSecret(std::string_view url) { return url.starts_with("https://") || IsLoopback(HostOf(url)); }

/// As a browser writes it: in lower case, without a path or an ending slash.
bool IsOrigin(std::string_view url) {
  constexpr std::string_view kOfHosts = "abcdefghijklmnopqrstuvwxyz0123456789.-:[]";
  const std::string_view authority = BehindScheme(url);
  return !HostOf(url).empty() && authority.find_first_not_of(kOfHosts) == std::string_view::npos;
}

/// An address without query or fragment (OpenID Connect Discovery 2), behind which `/.well-known/…` fits.
bool IsIssuer(std::string_view url) {
  return !HostOf(url).empty() && !url.ends_with('/') && std::none_of(url.begin(), url.end(), [](unsigned char c) {
    return c <= 0x20 || c >= 0x7F || c == '?' || c == '#' || c == '@' || c == '"' || c == '<' || c == '>';
  });
}

absl::Status CheckPages(const v1::SuiteConfig& config) {
  std::error_code ignored;
  const std::string& pages = config.portal_pages_folder();
  if (pages.empty() || std::filesystem::is_regular_file(std::filesystem::path(pages) / "index.html", ignored)) {
    return absl::OkStatus();
  }
  return WrongUse(Cat("--portal-pages (portal_pages_folder): er is geen index.html in '", pages, "'"));
}

/// The one line that the file holds; empty without a file. It stands nowhere else, and in no error.
absl::StatusOr<std::string> ReadSecret(const std::string& path) {
  if (path.empty()) return std::string();
  struct stat info {};
  if (stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) {
    return WrongUse(Cat("sign_in_client_secret_file: er is geen bestand '", path, "'"));
  }
  if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return WrongUse(Cat("sign_in_client_secret_file: anderen kunnen bij '", path, "'; chmod 600 houdt het geheim"));
  }
  std::ifstream file(path, std::ios::binary);
  std::string secret;
  constexpr std::size_t kBytesMost = 4'096;
  if (static_cast<std::size_t>(info.st_size) <= kBytesMost) {
    secret.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  while (secret.ends_with('\n') || secret.ends_with('\r')) secret.pop_back();
  const bool one_line = std::none_of(secret.begin(), secret.end(), [](unsigned char c) { return c < 0x20; });
  if (!file || secret.empty() || !one_line) {
    return WrongUse(Cat("sign_in_client_secret_file: in '", path, "' staat geen geheim van één regel"));
  }
  return secret;
}

}  // namespace

absl::Status CheckPortal(const v1::SuiteConfig& config) {
  CLIENTROUTE_RETURN_IF_ERROR(CheckPages(config));
  const std::string& origin = config.portal_origin();
  if (!origin.empty() && !IsOrigin(origin)) {
    return WrongUse(Cat("portal_origin: '", origin, "' is geen adres als https://portaal.example, zonder pad"));
  }
  if (!origin.empty() && !IsSecret(origin)) {
    return WrongUse(Cat("portal_origin: '", origin, "' is niet versleuteld; buiten deze machine alleen over https"));
  }
  const std::string& issuer = config.sign_in_issuer();
  if (issuer.empty()) {
    if (!config.sign_in_client_id().empty() || !config.sign_in_client_secret_file().empty()) {
      return WrongUse("sign_in_client_id en sign_in_client_secret_file horen bij sign_in_issuer");
    }
    if (origin.empty() || IsLoopback(HostOf(origin))) return absl::OkStatus();
    return WrongUse(
        Cat("portal_origin: op '", origin, "' kan iedereen zijn wie hij wil; dat kan alleen met sign_in_issuer"));
  }
  if (!IsIssuer(issuer)) {
    return WrongUse(Cat("sign_in_issuer: '", issuer, "' is geen adres als https://login.example"));
  }
  if (!IsSecret(issuer)) {
    return WrongUse(Cat("sign_in_issuer: '", issuer, "' is niet versleuteld; buiten deze machine alleen over https"));
  }
  if (config.sign_in_client_id().empty()) {
    return WrongUse("sign_in_client_id ontbreekt: hoe noemt sign_in_issuer dit portaal?");
  }
  return ReadSecret(config.sign_in_client_secret_file()).status();
}

absl::StatusOr<portal::PortalOptions> PortalOptionsOf(const v1::SuiteConfig& config, const RegionFiles& region,
                                                      const std::shared_ptr<grpc::Channel>& services) {
  portal::PortalOptions options;
  options.http.address = config.portal_address();
  options.pages_folder = config.portal_pages_folder();
  options.version = std::string(kVersion);
  for (const char* name : kServices) options.services.push_back({name, services});
  options.cast = CastOf(region);
  options.origin = config.portal_origin();
  if (config.sign_in_issuer().empty()) return options;
  CLIENTROUTE_ASSIGN(std::string secret, ReadSecret(config.sign_in_client_secret_file()));
  options.sign_in.emplace(
      portal::OutsideProvider{config.sign_in_issuer(), config.sign_in_client_id(), std::move(secret)});
  return options;
}

}  // namespace clientroute::suite
