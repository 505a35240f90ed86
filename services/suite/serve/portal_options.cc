#include "services/suite/serve/portal_options.h"

#include <algorithm>
#include <array>
#include <string>

#include "services/platform/status/status.h"
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

}  // namespace

portal::PortalOptions PortalOptionsOf(const v1::SuiteConfig& config, const RegionFiles& region,
                                      const std::shared_ptr<grpc::Channel>& services) {
  portal::PortalOptions options;
  options.http.address = config.portal_address();
  options.pages_folder = config.portal_pages_folder();
  options.version = std::string(kVersion);
  for (const char* name : kServices) options.services.push_back({name, services});
  options.cast = CastOf(region);
  return options;
}

}  // namespace clientroute::suite
