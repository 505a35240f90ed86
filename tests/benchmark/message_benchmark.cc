#include <libxml/parser.h>
#include <libxml/tree.h>

#include <string>
#include <vector>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "services/messaging/control/level2.h"
#include "services/platform/status/status.h"
#include "tests/benchmark/benchmarks.h"
#include "tests/conformance/random_message.h"
#include "tests/conformance/reference_schemas.h"

// The control of messages at levels 1 and 2 on files drawn from the schemas, from bytes to findings. The yardsticks are
// libxml2's parser into a tree, and where the schemas are at hand its parser and validator, on the same files.
namespace clientroute::benchmark {
namespace {

constexpr int kFilesAKind = 40;
constexpr std::uint64_t kSeed = 7;

absl::StatusOr<std::vector<std::string>> MakeFiles() {
  std::vector<std::string> files;
  conformance::Choices choices(kSeed);
  for (const char* kind : {"JW301", "JW305", "JW307", "JW315", "JW317", "JW323"}) {
    const messaging::MessageSchema* schema = messaging::Catalogue::Default().FindByName(kind);
    if (schema == nullptr) return absl::InternalError(Cat("there is no ", kind));
    for (int i = 0; i < kFilesAKind; ++i) {
      messaging::WriteOutcome written = messaging::WriteMessage(conformance::RandomMessage(*schema, choices));
      if (!written.ok()) return absl::InternalError(Cat("a ", kind, " cannot be written"));
      files.push_back(std::move(written.bytes));
    }
  }
  return files;
}

bool Parses(const std::string& file) {
  xmlDoc* document = xmlReadMemory(file.data(), static_cast<int>(file.size()), nullptr, nullptr, XML_PARSE_NONET);
  const bool parsed = document != nullptr;
  xmlFreeDoc(document);
  return parsed;
}

Figure Compare(const Effort& effort, const std::vector<std::string>& files, const std::string& what,
               const std::string& yardstick_name, const std::function<bool(const std::string&)>& yardstick) {
  std::size_t bytes = 0;
  for (const std::string& file : files) bytes += file.size();
  const auto count = static_cast<double>(files.size());
  Figure figure;
  figure.what = what;
  figure.per_second = PerSecond(
      effort,
      [&] {
        for (const std::string& file : files) {
          const messaging::ParseOutcome read = messaging::ParseMessage(file);
          if (read.ok()) Keep(messaging::CheckContent(*read.message));
        }
      },
      count);
  figure.yardstick_per_second = PerSecond(
      effort,
      [&] {
        for (const std::string& file : files) Keep(yardstick(file));
      },
      count);
  const auto megabytes = static_cast<std::int64_t>(figure.per_second * static_cast<double>(bytes) / count / 1'000'000);
  figure.note = Cat(files.size(), " files of ", bytes / files.size(), " bytes on average, ", megabytes,
                    " MB/s; yardstick: ", yardstick_name);
  return figure;
}

}  // namespace

absl::StatusOr<std::vector<Figure>> MeasureMessageControl(const Effort& effort, const std::string& xsd_folder) {
  CLIENTROUTE_ASSIGN(const std::vector<std::string> files, MakeFiles());
  for (const std::string& file : files) {
    if (!messaging::ParseMessage(file).ok() || !Parses(file)) return absl::InternalError("a file is not valid");
  }
  std::vector<Figure> figures = {
      Compare(effort, files, "message control, levels 1 and 2", "libxml2's parser into a tree, no schema", Parses)};
  if (xsd_folder.empty()) return figures;
  const auto schemas = conformance::ReferenceSchemas::Load(xsd_folder);
  if (schemas == nullptr) return absl::InvalidArgumentError(Cat("the schemas in ", xsd_folder, " cannot be read"));
  for (const std::string& file : files) {
    if (!schemas->Accepts(file)) return absl::InternalError("a file is not valid against its schema");
  }
  figures.push_back(Compare(effort, files, "message control, levels 1 and 2", "libxml2's parser and schema validator",
                            [&](const std::string& file) { return schemas->Accepts(file); }));
  return figures;
}

}  // namespace clientroute::benchmark
