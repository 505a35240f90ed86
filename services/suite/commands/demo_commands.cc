#include <algorithm>
#include <cstdint>

#include "services/platform/status/status.h"
#include "services/suite/commands/commands.h"
#include "services/suite/demo/demo.h"

namespace clientroute::suite {
namespace {

absl::Status Run(Invocation& call) {
  DemoOptions options;
  options.kill = call.arguments().Has("kill");
  options.keep = call.arguments().Has("keep");
  options.whole_files = call.arguments().Has("files");
  options.data_folder = call.arguments().Text("data");
  CLIENTROUTE_ASSIGN(std::int64_t seed, call.arguments().Number("seed", 1, 0, INT64_MAX));
  options.seed = static_cast<std::uint64_t>(seed);
  CLIENTROUTE_ASSIGN(v1::DemoReport report, RunDemo(options, call.out()));
  if (call.out().json()) call.out().Json(report);
  auto failed = std::ranges::count_if(report.checks(), [](const auto& check) { return !check.passed(); });
  if (failed == 0) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "DEMO_CHECK_FAILED",
               Cat(failed, " controle(s) van de demo kloppen niet"));
}

}  // namespace

std::vector<Command> DemoCommands() {
  return {{.words = "demo",
           .summary = "Speel een hele route op echte berichten, in een eigen suite met een gestuurde klok.",
           .details = "Van een verzoek om toewijzing (JW315) tot het einde van de zorg (JW307), maanden in seconden. "
                      "Een draaiende suite\n"
                      "merkt er niets van.",
           .kind = CommandKind::kLocal,
           .flags = {{"kill", "", "stop de suite onderweg steeds met SIGKILL en start haar weer"},
                     {"seed", "N", "bepaalt de momenten van --kill (standaard: 1)"},
                     {"files", "", "toon elk bestand zoals het is"},
                     {"keep", "", "laat de gegevens staan"},
                     {"data", "MAP", "een nieuwe map voor de gegevens; die blijft staan"}},
           .run = Run}};
}

}  // namespace clientroute::suite
