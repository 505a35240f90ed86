#include <fstream>
#include <iterator>

#include "clientroute/suite/v1/views.pb.h"
#include "services/orchestrator/definition/definition_checker.h"
#include "services/orchestrator/definition/definition_loader.h"
#include "services/orchestrator/definition/definition_text_codec.h"
#include "services/orchestrator/definition/event_catalogue_codec.h"
#include "services/orchestrator/definition/route_commands.h"
#include "services/orchestrator/definition/work_catalogue_codec.h"
#include "services/orchestrator/route/route_diagram.h"
#include "services/orchestrator/route/route_mermaid.h"
#include "services/orchestrator/route/route_scxml.h"
#include "services/platform/status/status.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/graphviz.h"

namespace clientroute::suite {
namespace {

struct ReadDefinition {
  std::string name;
  int version = 0;
  orchestrator::CheckedDefinition checked;
};

absl::StatusOr<ReadDefinition> Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return WrongUse(Cat("kan '", path, "' niet lezen"));
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  orchestrator::ParsedDefinition parsed =
      orchestrator::ParseDefinition(path, text, orchestrator::IncludedBeside(path), orchestrator::VariedFrom(path));
  ReadDefinition read{parsed.source.name, parsed.source.version, {}};
  if (parsed.problems.empty()) {
    read.checked = orchestrator::CheckDefinition(parsed.source, orchestrator::BuildEventCatalogue(),
                                                 orchestrator::RouteCommands(), orchestrator::BuildWorkCatalogue());
  } else {
    read.checked.problems = std::move(parsed.problems);
  }
  return read;
}

absl::Status Refused(const ReadDefinition& read) {
  return Error(absl::StatusCode::kFailedPrecondition, "DEFINITION_REFUSED",
               Cat(read.checked.problems.size(), " fout(en) in de definitie"));
}

absl::Status Check(Invocation& call) {
  CLIENTROUTE_ASSIGN(ReadDefinition read, Read(call.word(0)));
  if (call.out().json()) {
    v1::DefinitionReport report;
    report.set_file(call.word(0));
    report.set_name(read.name);
    report.set_version(read.version);
    for (const auto& problem : read.checked.problems) {
      v1::DefinitionProblem* shown = report.add_problems();
      shown->set_file(problem.place.file.empty() ? call.word(0) : problem.place.file);
      shown->set_line(problem.place.line);
      shown->set_column(problem.place.column);
      shown->set_kind(std::string(orchestrator::ToString(problem.kind)));
      shown->set_where(problem.where);
      shown->set_message(problem.message);
    }
    call.out().Json(report);
  } else {
    for (const auto& problem : read.checked.problems) call.out().Line(orchestrator::Describe(call.word(0), problem));
    if (read.checked.definition)
      call.out().Line(Cat(call.word(0), ": ", read.name, " versie ", read.version, " is in orde."));
  }
  return read.checked.definition ? absl::OkStatus() : Refused(read);
}

/// The definition in the file that the command names, once it is in order; what is wrong with it is shown.
absl::StatusOr<orchestrator::Definition> ReadWhole(Invocation& call) {
  CLIENTROUTE_ASSIGN(ReadDefinition read, Read(call.word(0)));
  if (read.checked.definition) return *std::move(read.checked.definition);
  for (const auto& problem : read.checked.problems) call.out().Line(orchestrator::Describe(call.word(0), problem));
  return Refused(read);
}

absl::Status Put(Invocation& call, const std::string& drawing) {
  std::string to = call.arguments().Text("out");
  if (to.empty()) {
    call.out().stream() << drawing;
    return absl::OkStatus();
  }
  std::ofstream file(to, std::ios::binary | std::ios::trunc);
  file << drawing;
  file.close();
  return file ? absl::OkStatus() : WrongUse(Cat("kan '", to, "' niet schrijven"));
}

absl::Status Draw(Invocation& call) {
  CLIENTROUTE_ASSIGN(const orchestrator::Definition definition, ReadWhole(call));
  std::string drawing = orchestrator::DrawDefinition(definition, {.all_transitions = call.arguments().Has("all")});
  if (call.arguments().Has("svg")) {
    CLIENTROUTE_ASSIGN(drawing, DrawSvg(drawing));
  }
  return Put(call, drawing);
}

absl::Status Export(Invocation& call) {
  const std::string format = call.arguments().Text("format");
  if (format != "svg" && format != "scxml" && format != "mermaid") {
    return WrongUse(Cat("onbekende vorm '", format, "'; kies svg, scxml of mermaid"));
  }
  CLIENTROUTE_ASSIGN(const orchestrator::Definition definition, ReadWhole(call));
  const std::string wanted = call.arguments().Text("chart");
  if (!wanted.empty() && format != "scxml") return WrongUse("--chart hoort bij --format scxml");
  if (format == "mermaid") return Put(call, orchestrator::WriteMermaid(definition));
  if (format == "svg") {
    CLIENTROUTE_ASSIGN(const std::string drawing, DrawSvg(orchestrator::DrawDefinition(definition)));
    return Put(call, drawing);
  }
  const auto chart = wanted.empty() ? std::optional(definition.main) : definition.FindChart(wanted);
  if (!chart || chart == definition.interrupting) {
    return WrongUse(
        Cat("de definitie heeft geen onderdeel '", wanted, "'; kies de hoofdkaart of een kaart per product"));
  }
  return Put(call, orchestrator::WriteScxml(definition, *chart));
}

}  // namespace

std::vector<Command> DefinitionCommands() {
  return {
      {.words = "definition check",
       .arguments = "BESTAND",
       .summary = "Keur een routedefinitie; elke fout met regel en plaats.",
       .kind = CommandKind::kLocal,
       .run = Check},
      {.words = "definition draw",
       .arguments = "BESTAND",
       .summary = "Teken een routedefinitie, als Graphviz-tekst of als SVG.",
       .kind = CommandKind::kLocal,
       .flags = {{"svg", "", "als SVG; hiervoor is Graphviz nodig"},
                 {"all", "", "ook de overgangen die in hun stand blijven"},
                 {"out", "BESTAND", "schrijf hierheen in plaats van naar het scherm"}},
       .run = Draw},
      {.words = "definition export",
       .arguments = "BESTAND",
       .summary = "Geef een routedefinitie door aan andere programma's: als SVG, SCXML of Mermaid.",
       .kind = CommandKind::kLocal,
       .flags = {{"format", "VORM", "svg, scxml of mermaid"},
                 {"chart", "NAAM", "bij scxml: de kaart per product in plaats van de hoofdkaart"},
                 {"out", "BESTAND", "schrijf hierheen in plaats van naar het scherm"}},
       .run = Export},
  };
}

}  // namespace clientroute::suite
