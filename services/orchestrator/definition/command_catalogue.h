#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_COMMAND_CATALOGUE_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_COMMAND_CATALOGUE_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace clientroute::orchestrator {

/// A command that a definition may name, and the events of which one comes back once the other service has done it.
struct CatalogueCommand {
  /// `ProposePlacement`.
  std::string name;
  /// Short names of events; empty when nothing comes back.
  std::vector<std::string> outcomes;
  /// References and facts that the route must know for the request to be built: `referral`, `law`.
  std::vector<std::string> needs;
};

/// Every command for which there is a function that builds its request. A value, thread-safe.
struct CommandCatalogue {
  std::vector<CatalogueCommand> commands;

  const CatalogueCommand* Find(std::string_view name) const {
    const auto found =
        std::find_if(commands.begin(), commands.end(), [&](const auto& command) { return command.name == name; });
    return found == commands.end() ? nullptr : &*found;
  }
};

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_DEFINITION_COMMAND_CATALOGUE_H_
