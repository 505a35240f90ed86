#include "services/orchestrator/definition_codec.h"

#include <utility>

#include "clientroute/orchestrator/v1/definition.pb.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
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
    const Place place = location.line < 0 ? self_ : Place{location.line + 1, location.column + 1};
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

EventSource Convert(const v1::EventDeclaration& from, const Places& places) {
  return {places.self(),
          from.name(),
          from.title(),
          from.signal(),
          ToVector(from.attributes()),
          ToVector(from.optional_attributes())};
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

}  // namespace

std::string FingerprintOf(std::string_view text) {
  v1::RouteDefinition message;
  Problems ignored;
  SyntaxErrors errors(&ignored);
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  if (!parser.ParseFromString(std::string(text), &message)) return {};
  ClearTexts(&message);
  return Hex(Digest(message.SerializeAsString()));
}

ParsedDefinition ParseDefinition(std::string_view file, std::string_view text) {
  ParsedDefinition parsed;
  parsed.source.file = file;
  if (text.size() > kDefinitionBytesMax) {
    parsed.problems.push_back(
        {ProblemKind::kTooMany, {}, {}, "the file is larger than " + std::to_string(kDefinitionBytesMax) + " bytes"});
    return parsed;
  }
  v1::RouteDefinition message;
  SyntaxErrors errors(&parsed.problems);
  TextFormat::ParseInfoTree tree;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  parser.WriteLocationsTo(&tree);
  const bool read = parser.ParseFromString(std::string(text), &message);
  if (!read && parsed.problems.empty()) parsed.problems.push_back({ProblemKind::kSyntax, {}, {}, "it cannot be read"});
  if (!parsed.problems.empty()) return parsed;
  parsed.source = Convert(message, Places(v1::RouteDefinition::descriptor(), &tree, Place{1, 1}));
  parsed.source.file = file;
  return parsed;
}

}  // namespace clientroute::orchestrator
