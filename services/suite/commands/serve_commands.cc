#include "services/suite/commands/commands.h"
#include "services/suite/serve/serve.h"
#include "services/suite/serve/serve_config.h"

namespace clientroute::suite {
namespace {

absl::Status Run(Invocation& call) {
  absl::StatusOr<v1::SuiteConfig> config = ReadServeConfig(call.arguments());
  if (!config.ok()) return config.status();
  return Serve(*config, call.arguments().Has("stop-with-stdin"), call.out());
}

}  // namespace

std::vector<Command> ServeCommands() {
  std::span<const Flag> flags = ServeFlags();
  return {{.words = "serve",
           .summary = "Start de hele suite in één proces, op SQLite.",
           .details = "Ctrl-C of SIGTERM laat lopende aanroepen eindigen en sluit de gegevens heel af.",
           .kind = CommandKind::kLocal,
           .flags = {flags.begin(), flags.end()},
           .run = Run}};
}

}  // namespace clientroute::suite
