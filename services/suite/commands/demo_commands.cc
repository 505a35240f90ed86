#include <algorithm>
#include <cstdint>

#include "services/platform/status/status.h"
#include "services/suite/commands/commands.h"
#include "services/suite/demo/demo.h"
#include "services/suite/demo/stories.h"

namespace clientroute::suite {
namespace {

absl::Status List(Output& out) {
  v1::StoryList list;
  TextTable table({"VERHAAL", "WAARVAN"});
  for (const StoryEntry& story : Stories()) {
    v1::StoryTitle* title = list.add_stories();
    title->set_name(std::string(story.name));
    title->set_summary(std::string(story.summary));
    table.Add({std::string(story.name), std::string(story.summary)});
  }
  if (out.json()) {
    out.Json(list);
  } else {
    table.Print(out);
  }
  return absl::OkStatus();
}

absl::Status Run(Invocation& call) {
  if (call.arguments().Has("list")) return List(call.out());
  DemoOptions options;
  if (!call.arguments().positional().empty()) options.story = call.word(0);
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
           .arguments = "[VERHAAL]",
           .summary = "Speel een verhaal op echte berichten, in een eigen suite met een gestuurde klok.",
           .details =
               "Maanden in seconden, en een draaiende suite merkt er niets van. Zonder naam: 'standard', van een "
               "verzoek om toewijzing\n"
               "(JW315) tot het einde van de zorg (JW307). --list noemt de verhalen.",
           .kind = CommandKind::kLocal,
           .flags = {{"list", "", "noem de verhalen"},
                     {"kill", "", "stop de suite onderweg steeds met SIGKILL en start haar weer"},
                     {"seed", "N", "bepaalt de momenten van --kill (standaard: 1)"},
                     {"files", "", "toon elk bestand zoals het is"},
                     {"keep", "", "laat de gegevens staan"},
                     {"data", "MAP", "een nieuwe map voor de gegevens; die blijft staan"}},
           .run = Run}};
}

}  // namespace clientroute::suite
