#include "services/orchestrator/definition/definition_text_codec.h"

#include <iterator>
#include <utility>
#include <vector>

#include "clientroute/orchestrator/v1/definition.pb.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "services/orchestrator/definition/definition_codec.h"
#include "services/orchestrator/definition/definition_overlay.h"
#include "services/platform/privacy/cipher.h"

namespace clientroute::orchestrator {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using google::protobuf::TextFormat;

class SyntaxErrors : public google::protobuf::io::ErrorCollector {
 public:
  explicit SyntaxErrors(Problems* problems) : problems_(problems) {}
  void AddError(int line, int column, const std::string& message) override {
    problems_->push_back({ProblemKind::kSyntax, {line + 1, column + 1}, {}, message});
  }
  void AddWarning(int, int, const std::string&) override {}

 private:
  Problems* problems_;
};

/// Takes away what only people read.
void ClearTexts(Message* message) {
  const google::protobuf::Reflection* reflection = message->GetReflection();
  const Descriptor* descriptor = message->GetDescriptor();
  for (const char* name : {"title", "explanation"}) {
    const google::protobuf::FieldDescriptor* field = descriptor->FindFieldByName(name);
    if (field != nullptr) reflection->ClearField(message, field);
  }
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const google::protobuf::FieldDescriptor* field = descriptor->field(i);
    if (field->message_type() == nullptr) continue;
    if (!field->is_repeated()) {
      if (reflection->HasField(*message, field)) ClearTexts(reflection->MutableMessage(message, field));
      continue;
    }
    for (int k = 0; k < reflection->FieldSize(*message, field); ++k) {
      ClearTexts(reflection->MutableRepeatedMessage(message, field, k));
    }
  }
}

bool Parse(std::string_view text, TextFormat::ParseInfoTree* tree, v1::RouteDefinition* message, Problems* problems) {
  SyntaxErrors errors(problems);
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  parser.WriteLocationsTo(tree);
  return parser.ParseFromString(std::string(text), message);
}

/// One text: what it holds, and what it means in bytes, without its texts for people.
struct ReadFile {
  DefinitionSource source;
  Problems problems;
  std::string meant;
};

ReadFile ParseFile(std::string_view text, const Place& start) {
  ReadFile file;
  if (text.size() > kDefinitionBytesMax) {
    file.problems.push_back({ProblemKind::kTooMany,
                             {0, 0, start.file},
                             {},
                             "the file is larger than " + std::to_string(kDefinitionBytesMax) + " bytes"});
    return file;
  }
  v1::RouteDefinition message;
  TextFormat::ParseInfoTree tree;
  const bool read = Parse(text, &tree, &message, &file.problems);
  if (!read && file.problems.empty()) file.problems.push_back({ProblemKind::kSyntax, {}, {}, "it cannot be read"});
  for (Problem& problem : file.problems) problem.place.file = start.file;
  if (!file.problems.empty()) return file;
  file.source = ToSource(message, tree, start);
  message.clear_includes();
  ClearTexts(&message);
  file.meant = message.SerializeAsString();
  return file;
}

void Append(Problems& to, Problems&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// Adds what an included file holds, its problems, and what it means.
void Include(const NameSource& include, const IncludedText& read, DefinitionSource& included, ParsedDefinition& whole) {
  const std::optional<std::string> text = read ? read(include.name) : std::nullopt;
  if (!text) {
    whole.problems.push_back(
        {ProblemKind::kUnknownName, include.place, "definition, includes", "'" + include.name + "' cannot be read"});
    return;
  }
  const Place start{1, 1, include.name};
  ReadFile file = ParseFile(*text, start);
  Append(whole.problems, std::move(file.problems));
  const DefinitionSource& part = file.source;
  if (!part.name.empty() || part.version != 0 || part.opens || !part.includes.empty() || part.variant_of ||
      !part.without.empty()) {
    whole.problems.push_back(
        {ProblemKind::kOutOfScope, start, "definition",
         "an included file has no name, version, opening, includes, variant or things taken away of its own"});
  }
  included = Join(std::move(included), std::move(file.source));
  whole.fingerprint += Hex(Digest(file.meant));
}

/// A definition with what it includes and what it varies, but not checked as a whole.
ParsedDefinition ParseWhole(std::string_view text, const Place& start, const IncludedText& read,
                            const VariedText& varied, int depth) {
  ReadFile own = ParseFile(text, start);
  ParsedDefinition whole{{}, std::move(own.problems), std::move(own.meant)};
  const std::vector<NameSource> includes = std::exchange(own.source.includes, {});
  DefinitionSource below;
  if (const std::optional<VariantSource>& variant = own.source.variant_of) {
    const auto found = varied && depth > 0 ? varied(variant->name, variant->version) : std::nullopt;
    if (!found) {
      const std::string label = "'" + variant->name + "@" + std::to_string(variant->version) + "'";
      whole.problems.push_back({ProblemKind::kUnknownName, variant->place, "definition, variant_of",
                                depth > 0 ? "no definition " + label + " is there to vary"
                                          : label + " is a variant of a variant too many times over"});
    } else {
      ParsedDefinition base = ParseWhole(found->text, {1, 1, found->file}, found->read, varied, depth - 1);
      Append(whole.problems, std::move(base.problems));
      whole.fingerprint += base.fingerprint;
      below = std::move(base.source);
    }
  }
  for (const NameSource& name : includes) Include(name, read, below, whole);
  if (!whole.problems.empty()) {
    whole.fingerprint.clear();
    return whole;
  }
  whole.fingerprint = Hex(Digest(whole.fingerprint));
  const bool alone = includes.empty() && !own.source.variant_of && own.source.without.empty();
  whole.source = alone ? std::move(own.source) : Overlay(std::move(below), std::move(own.source), whole.problems);
  return whole;
}

}  // namespace

std::string FingerprintOf(std::string_view text, const IncludedText& read) {
  return ParseWhole(text, Place{1, 1}, read, nullptr, 0).fingerprint;
}

std::optional<std::pair<std::string, int>> LabelOf(std::string_view text) {
  v1::RouteDefinition message;
  Problems ignored;
  TextFormat::ParseInfoTree tree;
  if (text.size() > kDefinitionBytesMax || !Parse(text, &tree, &message, &ignored)) return std::nullopt;
  return std::pair(message.name(), message.version());
}

ParsedDefinition ParseDefinition(std::string_view file, std::string_view text, const IncludedText& read,
                                 const VariedText& varied) {
  ParsedDefinition parsed = ParseWhole(text, Place{1, 1}, read, varied, kVariantDepthMax);
  if (parsed.problems.empty()) CheckChanges(parsed.source, parsed.problems);
  if (!parsed.problems.empty()) parsed.fingerprint.clear();
  parsed.source.file = file;
  return parsed;
}

}  // namespace clientroute::orchestrator
