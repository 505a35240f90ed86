#ifndef CLIENTROUTE_SERVICES_ORCHESTRATOR_COMMANDS_COMMAND_INPUT_CODEC_H_
#define CLIENTROUTE_SERVICES_ORCHESTRATOR_COMMANDS_COMMAND_INPUT_CODEC_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/orchestrator/commands/command_builders.h"
#include "services/orchestrator/definition/definition.h"
#include "services/orchestrator/route/route.h"

namespace clientroute::orchestrator {

/// The facts of a definition by which help starts again on what was granted (ROU-4): while `restarting` is true, the
/// lines whose parts have ended are asked for anew, from `contact_date` on, or from `decide_date` where a decision came
/// after it.
inline constexpr std::string_view kRestartingFact = "restarting";
inline constexpr std::string_view kContactDateFact = "contact_date";
inline constexpr std::string_view kDecideDateFact = "decide_date";

/// What of a route goes into its commands. DataLoss LINE_DAMAGED when a line cannot be read. Pure, thread-safe.
absl::StatusOr<CommandInput> CommandInputOf(const Definition& definition, const Route& route);

/// The name of a line that is asked for anew: `line-1` gives `line-1-again-1`, that gives `line-1-again-2`. Allocations
/// keep the old name.
std::string NameOfLineAgain(std::string_view line);

}  // namespace clientroute::orchestrator

#endif  // CLIENTROUTE_SERVICES_ORCHESTRATOR_COMMANDS_COMMAND_INPUT_CODEC_H_
