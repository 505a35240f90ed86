#include "services/orchestrator/definition/definition_codec.h"

#include <utility>

#include "clientroute/orchestrator/v1/definition.pb.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "services/orchestrator/definition/definition_overlay.h"
#include "services/platform/privacy/cipher.h"

namespace clientroute::orchestrator {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using google::protobuf::RepeatedPtrField;
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

/// Where the fields of one message stand in the file.
class Places {
 public:
  Places(const Descriptor* descriptor, const TextFormat::ParseInfoTree* tree, Place self)
      : descriptor_(descriptor), tree_(tree), self_(self) {}

  Place self() const { return self_; }
  /// The message in a field; `index` is -1 for one that is not repeated.
  Places In(const char* field, int index, const Descriptor* descriptor) const {
    const auto* found = descriptor_->FindFieldByName(field);
    if (tree_ == nullptr || found == nullptr) return {descriptor, nullptr, self_};
    const TextFormat::ParseLocation location = tree_->GetLocation(found, index);
    const Place place = location.line < 0 ? self_ : Place{location.line + 1, location.column + 1, self_.file};
    return {descriptor, tree_->GetTreeForNested(found, index), place};
  }

 private:
  const Descriptor* descriptor_;
  const TextFormat::ParseInfoTree* tree_;
  Place self_;
};

std::vector<std::string> ToVector(const RepeatedPtrField<std::string>& from) { return {from.begin(), from.end()}; }

/// Converts every message of a repeated field, each with its places.
template <typename To, typename From>
std::vector<To> ConvertAll(const RepeatedPtrField<From>& from, const char* field, const Places& places,
                           To (*convert)(const From&, const Places&)) {
  std::vector<To> to;
  to.reserve(static_cast<std::size_t>(from.size()));
  for (int i = 0; i < from.size(); ++i) to.push_back(convert(from[i], places.In(field, i, From::descriptor())));
  return to;
}

ConditionSource Convert(const v1::ConditionDeclaration& from, const Places& places) {
  ConditionSource to;
  to.place = places.self();
  to.fact = from.fact();
  to.constants = ToVector(from.to());
  switch (from.op()) {
    case v1::ConditionDeclaration::EQ:
      to.op = Operator::kEqual;
      break;
    case v1::ConditionDeclaration::NE:
      to.op = Operator::kNotEqual;
      break;
    case v1::ConditionDeclaration::LT:
      to.op = Operator::kLess;
      break;
    case v1::ConditionDeclaration::LE:
      to.op = Operator::kAtMost;
      break;
    case v1::ConditionDeclaration::GT:
      to.op = Operator::kMore;
      break;
    case v1::ConditionDeclaration::GE:
      to.op = Operator::kAtLeast;
      break;
    case v1::ConditionDeclaration::IN:
      to.op = Operator::kIn;
      break;
    case v1::ConditionDeclaration::KNOWN:
      to.op = Operator::kKnown;
      break;
    case v1::ConditionDeclaration::UNKNOWN:
      to.op = Operator::kUnknown;
      break;
    default:
      break;
  }
  return to;
}

AssignmentSource Convert(const v1::AssignmentDeclaration& from, const Places& places) {
  return {places.self(), from.fact(), from.to()};
}

FactSource Convert(const v1::FactDeclaration& from, const Places& places) {
  FactSource to;
  to.place = places.self();
  to.name = from.name();
  to.symbols = ToVector(from.symbols());
  if (from.has_initial()) to.initial = from.initial();
  to.title = from.title();
  switch (from.type()) {
    case v1::FactDeclaration::BOOLEAN:
      to.type = FactType::kBoolean;
      break;
    case v1::FactDeclaration::INTEGER:
      to.type = FactType::kInteger;
      break;
    case v1::FactDeclaration::DATE:
      to.type = FactType::kDate;
      break;
    case v1::FactDeclaration::SYMBOL:
      to.type = FactType::kSymbol;
      break;
    default:
      break;
  }
  return to;
}

RenamedSource Convert(const v1::RenamedAttribute& from, const Places& places) {
  return {places.self(), from.attribute(), from.as(), from.optional()};
}

EventSource Convert(const v1::EventDeclaration& from, const Places& places) {
  return {places.self(),
          from.name(),
          from.title(),
          from.signal(),
          ToVector(from.attributes()),
          ToVector(from.optional_attributes()),
          ConvertAll<RenamedSource>(from.renamed(), "renamed", places, &Convert),
          from.leaves_lines(),
          ToVector(from.about())};
}

TermSource Convert(const v1::TermDeclaration& from, const Places& places) {
  TermSource to;
  to.place = places.self();
  to.after = from.after();
  to.only_when_known = from.only_when_known();
  switch (from.length_case()) {
    case v1::TermDeclaration::kHours:
      to.unit = TermUnit::kHours;
      to.count = from.hours();
      break;
    case v1::TermDeclaration::kDays:
      to.unit = TermUnit::kDays;
      to.count = from.days();
      break;
    case v1::TermDeclaration::kWorkingDays:
      to.unit = TermUnit::kWorkingDays;
      to.count = from.working_days();
      break;
    case v1::TermDeclaration::kMonths:
      to.unit = TermUnit::kMonths;
      to.count = from.months();
      break;
    case v1::TermDeclaration::LENGTH_NOT_SET:
      break;
  }
  return to;
}

TimerSource Convert(const v1::TimerDeclaration& from, const Places& places) {
  TimerSource to{places.self(), from.name(), from.title(), std::nullopt};
  if (from.has_term()) to.term = Convert(from.term(), places.In("term", -1, v1::TermDeclaration::descriptor()));
  return to;
}

OutcomeSource Convert(const v1::OutcomeDeclaration& from, const Places& places) {
  return {places.self(), from.name(), from.title()};
}

TaskSource Convert(const v1::TaskDeclaration& from, const Places& places) {
  TaskSource to;
  to.place = places.self();
  to.name = from.name();
  to.title = from.title();
  to.explanation = from.explanation();
  to.role = from.role();
  if (from.has_due()) to.due = Convert(from.due(), places.In("due", -1, v1::TermDeclaration::descriptor()));
  to.outcomes = ConvertAll<OutcomeSource>(from.outcomes(), "outcomes", places, &Convert);
  to.answered_by_method = from.answered_by().method();
  to.answered_by_event = from.answered_by().event();
  return to;
}

TransitionSource Convert(const v1::TransitionDeclaration& from, const Places& places) {
  TransitionSource to;
  to.place = places.self();
  switch (from.trigger_case()) {
    case v1::TransitionDeclaration::kEvent:
      to.trigger = {TriggerSource::Kind::kEvent, from.event(), {}};
      break;
    case v1::TransitionDeclaration::kTimer:
      to.trigger = {TriggerSource::Kind::kTimer, from.timer(), {}};
      break;
    case v1::TransitionDeclaration::kTask:
      to.trigger = {TriggerSource::Kind::kTask, from.task().name(), from.task().outcome()};
      break;
    case v1::TransitionDeclaration::kAutomatic:
      // `automatic: false` sets nothing off.
      if (from.automatic()) to.trigger.kind = TriggerSource::Kind::kAutomatic;
      break;
    case v1::TransitionDeclaration::TRIGGER_NOT_SET:
      break;
  }
  to.when = ConvertAll<ConditionSource>(from.when(), "when", places, &Convert);
  to.go_to = from.go_to();
  to.actions.set = ConvertAll<AssignmentSource>(from.set(), "set", places, &Convert);
  to.actions.commands = ToVector(from.commands());
  to.actions.start_timers = ToVector(from.start_timers());
  to.actions.cancel_timers = ToVector(from.cancel_timers());
  to.actions.open_tasks = ToVector(from.open_tasks());
  to.actions.close_tasks = ToVector(from.close_tasks());
  to.actions.start_parts = from.start_parts();
  to.explanation = from.explanation();
  return to;
}

StateSource Convert(const v1::StateDeclaration& from, const Places& places) {
  StateSource to;
  to.place = places.self();
  to.name = from.name();
  to.title = from.title();
  to.explanation = from.explanation();
  to.final = from.final();
  to.continue_in = from.continue_in();
  to.commands = ToVector(from.commands());
  to.timers = ToVector(from.timers());
  to.tasks = ToVector(from.tasks());
  to.transitions = ConvertAll<TransitionSource>(from.on(), "on", places, &Convert);
  return to;
}

ChartSource Convert(const v1::ChartDeclaration& from, const Places& places) {
  ChartSource to;
  to.place = places.self();
  if (from.kind() == v1::ChartDeclaration::MAIN) to.kind = ChartKind::kMain;
  if (from.kind() == v1::ChartDeclaration::PART) to.kind = ChartKind::kPart;
  if (from.kind() == v1::ChartDeclaration::INTERRUPTING) to.kind = ChartKind::kInterrupting;
  to.name = from.name();
  to.title = from.title();
  to.start = from.start();
  to.interrupts_on = from.interrupts_on();
  to.facts = ConvertAll<FactSource>(from.facts(), "facts", places, &Convert);
  to.events = ConvertAll<EventSource>(from.events(), "events", places, &Convert);
  to.line_attributes = ToVector(from.line_attributes());
  to.optional_line_attributes = ToVector(from.optional_line_attributes());
  to.timers = ConvertAll<TimerSource>(from.timers(), "timers", places, &Convert);
  to.tasks = ConvertAll<TaskSource>(from.tasks(), "tasks", places, &Convert);
  to.everywhere = ConvertAll<TransitionSource>(from.everywhere(), "everywhere", places, &Convert);
  to.states = ConvertAll<StateSource>(from.states(), "states", places, &Convert);
  to.defers = ToVector(from.defers());
  return to;
}

AttentionSource Convert(const v1::AttentionDeclaration& from, const Places& places) {
  AttentionSource to{places.self(), from.title(), from.explanation(), from.role(), std::nullopt};
  if (from.has_due()) to.due = Convert(from.due(), places.In("due", -1, v1::TermDeclaration::descriptor()));
  return to;
}

OpeningSource Convert(const v1::OpeningDeclaration& from, const Places& places) {
  return {places.self(), from.event(), ConvertAll<ConditionSource>(from.when(), "when", places, &Convert)};
}

DefinitionSource Convert(const v1::RouteDefinition& from, const Places& places) {
  DefinitionSource to;
  to.place = places.self();
  to.name = from.name();
  to.version = from.version();
  to.title = from.title();
  to.explanation = from.explanation();
  if (from.has_opens()) {
    to.opens = Convert(from.opens(), places.In("opens", -1, v1::OpeningDeclaration::descriptor()));
  }
  to.references = ToVector(from.references());
  to.facts = ConvertAll<FactSource>(from.facts(), "facts", places, &Convert);
  to.events = ConvertAll<EventSource>(from.events(), "events", places, &Convert);
  to.charts = ConvertAll<ChartSource>(from.charts(), "charts", places, &Convert);
  const auto attention = [&](const char* field, const v1::AttentionDeclaration& one) {
    return Convert(one, places.In(field, -1, v1::AttentionDeclaration::descriptor()));
  };
  if (from.has_unexpected_event()) to.unexpected_event = attention("unexpected_event", from.unexpected_event());
  if (from.has_failed_command()) to.failed_command = attention("failed_command", from.failed_command());
  to.includes = ToVector(from.includes());
  return to;
}

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

ParsedDefinition ParseFile(std::string_view text, const Place& start) {
  ParsedDefinition parsed;
  if (text.size() > kDefinitionBytesMax) {
    parsed.problems.push_back({ProblemKind::kTooMany,
                               {0, 0, start.file},
                               {},
                               "the file is larger than " + std::to_string(kDefinitionBytesMax) + " bytes"});
    return parsed;
  }
  v1::RouteDefinition message;
  TextFormat::ParseInfoTree tree;
  const bool read = Parse(text, &tree, &message, &parsed.problems);
  if (!read && parsed.problems.empty()) parsed.problems.push_back({ProblemKind::kSyntax, {}, {}, "it cannot be read"});
  for (Problem& problem : parsed.problems) problem.place.file = start.file;
  if (parsed.problems.empty()) {
    parsed.source = Convert(message, Places(v1::RouteDefinition::descriptor(), &tree, start));
  }
  return parsed;
}

/// Adds the problems of an included file, and what it holds.
void Include(const std::string& name, const IncludedText& read, DefinitionSource& included, Problems& problems) {
  const Place start{1, 1, name};
  const std::optional<std::string> text = read ? read(name) : std::nullopt;
  if (!text) {
    problems.push_back({ProblemKind::kUnknownName, {1, 1}, "definition, includes", "'" + name + "' cannot be read"});
    return;
  }
  ParsedDefinition one = ParseFile(*text, start);
  problems.insert(problems.end(), one.problems.begin(), one.problems.end());
  const DefinitionSource& part = one.source;
  if (!part.name.empty() || part.version != 0 || part.opens || !part.includes.empty()) {
    problems.push_back({ProblemKind::kOutOfScope, start, "definition",
                        "an included file has no name, version, opening or includes of its own"});
  }
  included = Join(std::move(included), std::move(one.source));
}

}  // namespace

std::string FingerprintOf(std::string_view text, const IncludedText& read) {
  v1::RouteDefinition message;
  Problems ignored;
  TextFormat::ParseInfoTree tree;
  if (!Parse(text, &tree, &message, &ignored)) return {};
  const std::vector<std::string> includes = ToVector(message.includes());
  message.clear_includes();
  ClearTexts(&message);
  std::string meant = message.SerializeAsString();
  for (const std::string& name : includes) {
    const std::optional<std::string> included = read ? read(name) : std::nullopt;
    const std::string inner = included ? FingerprintOf(*included, nullptr) : std::string();
    if (inner.empty()) return {};
    meant += inner;
  }
  return Hex(Digest(meant));
}

ParsedDefinition ParseDefinition(std::string_view file, std::string_view text, const IncludedText& read) {
  ParsedDefinition parsed = ParseFile(text, Place{1, 1});
  const std::vector<std::string> includes = std::move(parsed.source.includes);
  parsed.source.includes.clear();
  DefinitionSource included;
  for (const std::string& name : includes) Include(name, read, included, parsed.problems);
  if (!includes.empty()) parsed.source = Overlay(std::move(included), std::move(parsed.source));
  parsed.source.file = file;
  return parsed;
}

}  // namespace clientroute::orchestrator
