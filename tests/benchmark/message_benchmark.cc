#include <libxml/xmlreader.h>
#include <malloc.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "services/messaging/control/level2.h"
#include "services/platform/status/status.h"
#include "tests/benchmark/benchmarks.h"
#include "tests/conformance/generated_schemas.h"
#include "tests/conformance/random_message.h"
#include "tests/conformance/reference_schemas.h"

// The control of messages at levels 1 and 2, from bytes to findings. Small files drawn from the schemas, beside
// libxml2's parser into a tree and its validator on the same files in the same process; a claim of the largest size,
// beside its streaming reader with the schema (what `xmllint --stream --noout --schema` runs, without the start of a
// process and the reading of the schema), which does level 1 alone. The schemas are the given ones, or those of the
// project's own tables.
namespace clientroute::benchmark {
namespace {

using namespace messaging::literals;  // NOLINT(google-build-using-namespace)

constexpr int kFilesAKind = 40;
constexpr std::uint64_t kSeed = 7;
constexpr int kLargeLines = 24'000;  // a file of nearly 25 MB
constexpr int kSmokeLines = 200;
constexpr double kMegabyte = 1'000'000;

absl::StatusOr<std::vector<std::string>> MakeFiles(const char* kind) {
  std::vector<std::string> files;
  conformance::Choices choices(kSeed);
  const messaging::MessageSchema* schema = messaging::Catalogue::Default().FindByName(kind);
  if (schema == nullptr) return absl::InternalError(Cat("there is no ", kind));
  for (int i = 0; i < kFilesAKind; ++i) {
    messaging::WriteOutcome written = messaging::WriteMessage(conformance::RandomMessage(*schema, choices));
    if (!written.ok()) return absl::InternalError(Cat("a ", kind, " cannot be written"));
    files.push_back(std::move(written.bytes));
  }
  return files;
}

struct Field {
  messaging::FieldId field;
  std::string value;
};

messaging::InstanceIndex Put(messaging::Message& message, messaging::ClassId id, messaging::InstanceIndex parent,
                             const std::vector<Field>& fields) {
  const messaging::InstanceIndex index = message.Add(id, parent).value_or(0);
  for (const Field& one : fields) message.Set(index, one.field, one.value);
  return index;
}

/// A claim without a fault, of so many lines, ten a client.
absl::StatusOr<std::string> MakeClaim(int lines) {
  constexpr int kLinesAClient = 10;
  constexpr int kCents = 30'000;
  constexpr int kWeights[] = {9, 8, 7, 6, 5, 4, 3, 2, -1};
  messaging::Message message(*messaging::Catalogue::Default().FindByName("JW323"));
  for (const Field& one : std::vector<Field>{{"Afzender"_field, "99999999"},
                                             {"Ontvanger"_field, "0361"},
                                             {"BerichtIdentificatie/Identificatie"_field, "1"},
                                             {"BerichtIdentificatie/Dagtekening"_field, "2026-05-01"},
                                             {"XsdVersie/BasisschemaXsdVersie"_field, "1.0.0"},
                                             {"XsdVersie/BerichtXsdVersie"_field, "1.0.0"}}) {
    message.Set(0, one.field, one.value);
  }
  const auto claim = Put(message, "Declaratie"_class, messaging::kNoInstance,
                         {{"DeclaratieNummer"_field, "D1"},
                          {"DeclaratiePeriode/Begindatum"_field, "2026-04-01"},
                          {"DeclaratiePeriode/Einddatum"_field, "2026-04-30"},
                          {"DeclaratieDagtekening"_field, "2026-05-01"},
                          {"TotaalIngediendBedrag/TotaalBedrag"_field, std::to_string(std::int64_t{lines} * kCents)},
                          {"TotaalIngediendBedrag/DebetCredit"_field, "D"}});
  messaging::InstanceIndex client = 0;
  int citizen = 999'900'005;
  for (int i = 0; i < lines; ++i) {
    if (i % kLinesAClient == 0) {
      for (int sum = 1; sum % 11 != 0;) {  // CS002
        ++citizen;
        sum = 0;
        const std::string digits = std::to_string(citizen);
        for (std::size_t at = 0; at < digits.size(); ++at) sum += kWeights[at] * (digits[at] - '0');
      }
      client = Put(message, "Client"_class, claim, {{"Bsn"_field, std::to_string(citizen)}});
    }
    Put(message, "Prestatie"_class, client,
        {{"ProductReferentie/ReferentieNummer"_field, Cat("R-", i)},
         {"ToewijzingNummer"_field, std::to_string(1000 + i)},
         {"ProductCategorie"_field, "45"},
         {"ProductCode"_field, "45A04"},
         {"ProductPeriode/Begindatum"_field, "2026-04-01"},
         {"ProductPeriode/Einddatum"_field, "2026-04-30"},
         {"GeleverdVolume"_field, "4"},
         {"Eenheid"_field, "04"},
         {"ProductTarief"_field, "7500"},
         {"IngediendBedrag/Bedrag"_field, std::to_string(kCents)},
         {"IngediendBedrag/DebetCredit"_field, "D"}});
  }
  messaging::WriteOutcome written = messaging::WriteMessage(message);
  if (!written.ok()) return absl::InternalError("the claim cannot be written: " + written.errors.front().reason);
  return std::move(written.bytes);
}

/// Levels 1 and 2; whether the message is valid.
bool Control(const std::string& file) {
  const messaging::ParseOutcome read = messaging::ParseMessage(file);
  if (read.ok()) messaging::VisitFindings(*read.message, [](const messaging::Finding&) { return true; });
  return read.ok();
}

/// libxml2's streaming reader with the schema.
bool Streams(const std::string& file, xmlSchema* schema) {
  xmlTextReader* const reader =
      xmlReaderForMemory(file.data(), static_cast<int>(file.size()), nullptr, nullptr, XML_PARSE_NONET);
  xmlTextReaderSetSchema(reader, schema);
  while (xmlTextReaderRead(reader) == 1) {
  }
  const bool valid = xmlTextReaderIsValid(reader) == 1;
  xmlFreeTextReader(reader);
  return valid;
}

absl::StatusOr<Figure> MeasureSmall(const Effort& effort, const char* kind,
                                    const conformance::ReferenceSchemas& schemas) {
  CLIENTROUTE_ASSIGN(const std::vector<std::string> files, MakeFiles(kind));
  std::size_t bytes = 0;
  for (const std::string& file : files) {
    bytes += file.size();
    if (!Control(file) || !schemas.Accepts(file)) return absl::InternalError(Cat("a ", kind, " is not valid"));
  }
  const auto count = static_cast<double>(files.size());
  Figure figure;
  figure.what = Cat("message control, levels 1 and 2, ", kind);
  figure.per_second = PerSecond(
      effort,
      [&] {
        for (const std::string& file : files) Keep(Control(file));
      },
      count);
  figure.yardstick_per_second = PerSecond(
      effort,
      [&] {
        for (const std::string& file : files) Keep(schemas.Accepts(file));
      },
      count);
  figure.note = Cat(files.size(), " files of ", bytes / files.size(),
                    " bytes on average; yardstick: libxml2's parser and schema validator, level 1 alone");
  return figure;
}

/// Mebibytes that one control of the file takes at most, beside those of the process with the file.
double MemoryBeyond(const std::string& file) {
  malloc_trim(0);                                 // what was freed before is not there already
  std::ofstream("/proc/self/clear_refs") << "5";  // the most is counted anew
  const double before = ResidentMiB();
  Keep(Control(file));
  return ResidentMostMiB() - before;
}

absl::StatusOr<Figure> MeasureLarge(const Effort& effort, const conformance::ReferenceSchemas& schemas) {
  CLIENTROUTE_ASSIGN(const std::string file, MakeClaim(effort.rounds > 1 ? kLargeLines : kSmokeLines));
  xmlSchema* const schema = schemas.Find(messaging::Catalogue::Default().FindByName("JW323")->message_namespace());
  if (!Control(file) || schema == nullptr || !Streams(file, schema))
    return absl::InternalError("the claim is not valid");
  const auto memory = static_cast<std::int64_t>(MemoryBeyond(file));
  const double megabytes = static_cast<double>(file.size()) / kMegabyte;
  Figure figure;
  figure.what = Cat("message control, levels 1 and 2, a JW323 of ", static_cast<std::int64_t>(megabytes), " MB, in MB");
  figure.per_second = PerSecond(
      effort, [&] { Keep(Control(file)); }, megabytes);
  figure.yardstick_per_second = PerSecond(
      effort, [&] { Keep(Streams(file, schema)); }, megabytes);
  figure.note = Cat("at most ", memory,
                    " MiB beyond the file; yardstick: libxml2's streaming reader with the schema, level 1 alone");
  return figure;
}

}  // namespace

absl::StatusOr<std::vector<Figure>> MeasureMessageControl(const Effort& effort, const std::string& xsd_folder) {
  const std::string generated = Cat(std::filesystem::temp_directory_path().string(), "/clientroute-xsd-", getpid());
  if (xsd_folder.empty() && !conformance::WriteGeneratedSchemas(generated)) {
    return absl::InternalError("the schemas of the tables cannot be written");
  }
  const auto schemas =
      conformance::ReferenceSchemas::Load(xsd_folder.empty() ? generated + "/xsd/ijw-3.2" : xsd_folder);
  std::filesystem::remove_all(generated);
  if (schemas == nullptr) return absl::InvalidArgumentError(Cat("the schemas in ", xsd_folder, " cannot be read"));
  std::vector<Figure> figures;
  for (const char* kind : {"JW301", "JW305", "JW307", "JW315", "JW317", "JW323"}) {
    CLIENTROUTE_ASSIGN(Figure small, MeasureSmall(effort, kind, *schemas));
    figures.push_back(std::move(small));
  }
  CLIENTROUTE_ASSIGN(Figure large, MeasureLarge(effort, *schemas));
  figures.push_back(std::move(large));
  return figures;
}

}  // namespace clientroute::benchmark
