#include <iostream>
#include <string>
#include <vector>

#include "services/platform/status/status.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/message_file.h"
#include "services/suite/commands/message_verdict.h"

namespace clientroute::suite {
namespace {

absl::StatusOr<std::vector<std::string>> WantedFiles(const Invocation& call) {
  std::vector<std::string> files = call.arguments().positional();
  if (call.arguments().Has("files-from")) {
    CLIENTROUTE_ASSIGN(const std::vector<std::string> more, ReadFileNames(call.arguments().Text("files-from")));
    files.insert(files.end(), more.begin(), more.end());
  } else if (files.empty()) {
    return WrongUse("'message check' wil een BESTAND, of --files-from; zie clientroute message check --help");
  }
  return files;
}

/// A file that cannot be read is wrong use, and keeps the others from nothing.
absl::Status Check(Invocation& call) {
  CLIENTROUTE_ASSIGN(const std::vector<std::string> files, WantedFiles(call));
  const auto write = call.arguments().Has("readable") ? WriteReadableVerdict : WriteVerdict;
  std::size_t refused = 0;
  absl::Status unreadable = absl::OkStatus();
  for (const std::string& file : files) {
    absl::StatusOr<std::string> bytes = ReadMessageFile(file);
    if (!bytes.ok()) {
      if (unreadable.ok()) unreadable = bytes.status();
      continue;
    }
    if (!write(file, *std::move(bytes), call.out().stream())) ++refused;
  }
  if (!call.out().stream().flush()) {
    return Error(absl::StatusCode::kDataLoss, "VERDICTS_NOT_WRITTEN", "de uitvoer kan niet worden geschreven");
  }
  if (!unreadable.ok()) return unreadable;
  if (refused == 0) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, "MESSAGES_REFUSED",
               Cat(refused, " van ", files.size(), " bericht(en) geweigerd"));
}

}  // namespace

std::vector<Command> MessageCheckCommands() {
  return {
      {.words = "message check",
       .arguments = "[BESTAND]...",
       .summary = "Beoordeel berichten op schema en inhoud (niveau 1 en 2), zonder draaiende suite.",
       .details =
           "Eén regel JSON per bestand: bestand, bericht, niveau (0 als er niets aan mankeert) en wat er mankeert.\n"
           "Van het schema (niveau 1) wordt alleen de eerste fout genoemd, ook met --readable; van de inhoud alle.\n"
           "'-' leest de standaardinvoer. Eindigt met 0 als alles goed is, 1 als er iets wordt geweigerd, 2 bij\n"
           "verkeerd gebruik of een bestand dat niet te lezen is.",
       .kind = CommandKind::kLocal,
       .flags = {{"files-from", "LIJST", "ook de bestanden uit deze lijst, één naam per regel"},
                 {"readable", "", "een verslag voor mensen in plaats van JSON"}},
       .run = Check},
  };
}

}  // namespace clientroute::suite
