#include "services/orchestrator/route/route_mapping_codec.h"

#include <string>
#include <vector>

#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"

namespace clientroute::orchestrator {
namespace {

using google::protobuf::RepeatedPtrField;
using google::protobuf::TextFormat;
using Tree = TextFormat::ParseInfoTree;

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

/// Where the `index`-th message of a repeated field stands; nothing without a tree.
template <typename Parent>
Place PlaceIn(const Tree* tree, const char* field, int index) {
  if (tree == nullptr) return {};
  const TextFormat::ParseLocation location = tree->GetLocation(Parent::descriptor()->FindFieldByName(field), index);
  return location.line < 0 ? Place() : Place{location.line + 1, location.column + 1};
}

template <typename Parent>
std::vector<NameMappingSource> NamesOf(const RepeatedPtrField<v1::NameMapping>& from, const Tree* tree,
                                       const char* field) {
  std::vector<NameMappingSource> names;
  for (int i = 0; i < from.size(); ++i) {
    names.push_back({PlaceIn<Parent>(tree, field, i), from[i].from(), from[i].drop() ? std::string() : from[i].to()});
  }
  return names;
}

MappingSource Convert(const v1::RouteMapping& record, const Tree* tree) {
  MappingSource source;
  source.definition = record.definition();
  source.from_version = record.from_version();
  source.to_version = record.to_version();
  source.explanation = record.explanation();
  source.facts = NamesOf<v1::RouteMapping>(record.facts(), tree, "facts");
  source.references = NamesOf<v1::RouteMapping>(record.references(), tree, "references");
  for (int i = 0; i < record.charts_size(); ++i) {
    const v1::ChartMapping& from = record.charts(i);
    const Tree* inside = tree == nullptr
                             ? nullptr
                             : tree->GetTreeForNested(v1::RouteMapping::descriptor()->FindFieldByName("charts"), i);
    ChartMappingSource& chart = source.charts.emplace_back();
    chart.place = PlaceIn<v1::RouteMapping>(tree, "charts", i);
    chart.chart = from.chart();
    chart.to = from.to();
    chart.states = NamesOf<v1::ChartMapping>(from.states(), inside, "states");
    chart.timers = NamesOf<v1::ChartMapping>(from.timers(), inside, "timers");
    chart.tasks = NamesOf<v1::ChartMapping>(from.tasks(), inside, "tasks");
    chart.facts = NamesOf<v1::ChartMapping>(from.facts(), inside, "facts");
  }
  return source;
}

/// What says nothing of where it goes is neither a new name nor a dropped one.
void CheckNames(const RepeatedPtrField<v1::NameMapping>& names, const std::vector<NameMappingSource>& places,
                const std::string& what, Problems* problems) {
  for (int i = 0; i < names.size(); ++i) {
    const v1::NameMapping& name = names[i];
    const std::string where = what + " " + name.from();
    const Place& place = places[static_cast<std::size_t>(i)].place;
    if (name.from().empty()) problems->push_back({ProblemKind::kBadName, place, what, "it says not of what: from"});
    if (name.drop() == !name.to().empty()) {
      problems->push_back(
          {ProblemKind::kMissingPart, place, where,
           name.drop() ? "it cannot be dropped and go somewhere" : "it says not where it goes: to, or drop"});
    }
  }
}

void CheckHead(const MappingSource& source, Problems* problems) {
  if (source.definition.empty()) {
    problems->push_back({ProblemKind::kMissingPart, {}, {}, "it does not say of which definition: definition"});
  }
  if (source.from_version < 1 || source.to_version < 1) {
    problems->push_back(
        {ProblemKind::kBadVersion, {}, {}, "it does not say from which version to which: from_version, to_version"});
  } else if (source.from_version == source.to_version) {
    problems->push_back({ProblemKind::kBadVersion, {}, {}, "both versions are the same"});
  }
}

}  // namespace

ParsedMapping ParseMapping(std::string_view text) {
  ParsedMapping parsed;
  if (text.size() > kMappingBytesMax) {
    parsed.problems.push_back(
        {ProblemKind::kTooMany, {}, {}, "it holds more than " + std::to_string(kMappingBytesMax) + " bytes"});
    return parsed;
  }
  SyntaxErrors errors(&parsed.problems);
  Tree tree;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  parser.WriteLocationsTo(&tree);
  parser.ParseFromString(std::string(text), &parsed.record);
  if (!parsed.problems.empty()) return parsed;
  parsed.source = Convert(parsed.record, &tree);
  CheckHead(parsed.source, &parsed.problems);
  CheckNames(parsed.record.facts(), parsed.source.facts, "fact", &parsed.problems);
  CheckNames(parsed.record.references(), parsed.source.references, "reference", &parsed.problems);
  for (int i = 0; i < parsed.record.charts_size(); ++i) {
    const v1::ChartMapping& chart = parsed.record.charts(i);
    const ChartMappingSource& source = parsed.source.charts[static_cast<std::size_t>(i)];
    const std::string where = "chart " + chart.chart() + ", ";
    CheckNames(chart.states(), source.states, where + "state", &parsed.problems);
    CheckNames(chart.timers(), source.timers, where + "timer", &parsed.problems);
    CheckNames(chart.tasks(), source.tasks, where + "task", &parsed.problems);
    CheckNames(chart.facts(), source.facts, where + "fact", &parsed.problems);
  }
  return parsed;
}

MappingSource SourceOf(const v1::RouteMapping& record) { return Convert(record, nullptr); }

}  // namespace clientroute::orchestrator
