#include "services/orchestrator/definition/definition_codec.h"

#include <utility>

namespace clientroute::orchestrator {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::RepeatedPtrField;
using google::protobuf::TextFormat;

/// Where the fields of one message stand in the file.
class Places {
 public:
  Places(const Descriptor* descriptor, const TextFormat::ParseInfoTree* tree, Place self)
      : descriptor_(descriptor), tree_(tree), self_(self) {}

  Place self() const { return self_; }
  /// The place of one value of a field that is no message.
  Place Of(const char* field, int index) const { return In(field, index, nullptr).self_; }
  /// The message in a field; `index` is -1 for one that is not repeated.
  Places In(const char* field, int index, const Descriptor* descriptor) const {
    const auto* found = descriptor_->FindFieldByName(field);
    if (tree_ == nullptr || found == nullptr) return {descriptor, nullptr, self_};
    const TextFormat::ParseLocation location = tree_->GetLocation(found, index);
    const Place place = location.line < 0 ? self_ : Place{location.line + 1, location.column + 1, self_.file};
    return {descriptor, descriptor == nullptr ? nullptr : tree_->GetTreeForNested(found, index), place};
  }

 private:
  const Descriptor* descriptor_;
  const TextFormat::ParseInfoTree* tree_;
  Place self_;
};

std::vector<std::string> ToVector(const RepeatedPtrField<std::string>& from) { return {from.begin(), from.end()}; }

std::vector<NameSource> ToNames(const RepeatedPtrField<std::string>& from, const char* field, const Places& places) {
  std::vector<NameSource> names;
  for (int i = 0; i < from.size(); ++i) names.push_back({places.Of(field, i), from[i]});
  return names;
}

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
          ToVector(from.about()),
          from.title_after_end(),
          from.noted_after_end()};
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
    case v1::TermDeclaration::kWeeks:
      to.unit = TermUnit::kWeeks;
      to.count = from.weeks();
      break;
    case v1::TermDeclaration::kBirthday:
      to.unit = TermUnit::kBirthday;
      to.count = from.birthday();
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
  to.title_reference = from.title_reference();
  return to;
}

template <typename Declaration>
TriggerSource ToTrigger(const Declaration& from) {
  switch (from.trigger_case()) {
    case Declaration::kEvent:
      return {TriggerSource::Kind::kEvent, from.event(), {}};
    case Declaration::kTimer:
      return {TriggerSource::Kind::kTimer, from.timer(), {}};
    case Declaration::kTask:
      return {TriggerSource::Kind::kTask, from.task().name(), from.task().outcome()};
    case Declaration::kAutomatic:
      // `automatic: false` sets nothing off.
      if (from.automatic()) return {TriggerSource::Kind::kAutomatic, {}, {}};
      break;
    case Declaration::TRIGGER_NOT_SET:
      break;
  }
  return {};
}

TransitionSource Convert(const v1::TransitionDeclaration& from, const Places& places) {
  TransitionSource to;
  to.place = places.self();
  to.trigger = ToTrigger(from);
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
  to.commands = ToNames(from.commands(), "commands", places);
  to.timers = ToNames(from.timers(), "timers", places);
  to.tasks = ToNames(from.tasks(), "tasks", places);
  to.transitions = ConvertAll<TransitionSource>(from.on(), "on", places, &Convert);
  to.changes = from.changes();
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
  to.start = {places.Of("start", -1), from.start()};
  to.interrupts_on = {places.Of("interrupts_on", -1), from.interrupts_on()};
  to.facts = ConvertAll<FactSource>(from.facts(), "facts", places, &Convert);
  to.events = ConvertAll<EventSource>(from.events(), "events", places, &Convert);
  to.line_attributes = ToNames(from.line_attributes(), "line_attributes", places);
  to.optional_line_attributes = ToNames(from.optional_line_attributes(), "optional_line_attributes", places);
  to.timers = ConvertAll<TimerSource>(from.timers(), "timers", places, &Convert);
  to.tasks = ConvertAll<TaskSource>(from.tasks(), "tasks", places, &Convert);
  to.everywhere = ConvertAll<TransitionSource>(from.everywhere(), "everywhere", places, &Convert);
  to.states = ConvertAll<StateSource>(from.states(), "states", places, &Convert);
  to.defers = ToNames(from.defers(), "defers", places);
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

VariantSource Convert(const v1::VariantDeclaration& from, const Places& places) {
  return {places.self(), from.name(), from.version(), ToNames(from.municipalities(), "municipalities", places)};
}

WithoutSource Convert(const v1::WithoutDeclaration& from, const Places& places) {
  WithoutSource to{places.self(), from.chart(), WithoutSource::Kind::kNothing, {}, {}};
  const auto named = [&](WithoutSource::Kind kind, const std::string& name) {
    to.kind = kind;
    to.name = name;
  };
  switch (from.what_case()) {
    case v1::WithoutDeclaration::kReference:
      named(WithoutSource::Kind::kReference, from.reference());
      break;
    case v1::WithoutDeclaration::kFact:
      named(WithoutSource::Kind::kFact, from.fact());
      break;
    case v1::WithoutDeclaration::kEvent:
      named(WithoutSource::Kind::kEvent, from.event());
      break;
    case v1::WithoutDeclaration::kTimer:
      named(WithoutSource::Kind::kTimer, from.timer());
      break;
    case v1::WithoutDeclaration::kTask:
      named(WithoutSource::Kind::kTask, from.task());
      break;
    case v1::WithoutDeclaration::kState:
      named(WithoutSource::Kind::kState, from.state());
      break;
    case v1::WithoutDeclaration::kTransitions:
      named(WithoutSource::Kind::kTransitions, from.transitions().state());
      to.trigger = ToTrigger(from.transitions());
      break;
    case v1::WithoutDeclaration::WHAT_NOT_SET:
      break;
  }
  return to;
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
  to.references = ToNames(from.references(), "references", places);
  to.facts = ConvertAll<FactSource>(from.facts(), "facts", places, &Convert);
  to.events = ConvertAll<EventSource>(from.events(), "events", places, &Convert);
  to.charts = ConvertAll<ChartSource>(from.charts(), "charts", places, &Convert);
  const auto attention = [&](const char* field, const v1::AttentionDeclaration& one) {
    return Convert(one, places.In(field, -1, v1::AttentionDeclaration::descriptor()));
  };
  if (from.has_unexpected_event()) to.unexpected_event = attention("unexpected_event", from.unexpected_event());
  if (from.has_failed_command()) to.failed_command = attention("failed_command", from.failed_command());
  to.includes = ToNames(from.includes(), "includes", places);
  if (from.has_variant_of()) {
    to.variant_of = Convert(from.variant_of(), places.In("variant_of", -1, v1::VariantDeclaration::descriptor()));
  }
  to.without = ConvertAll<WithoutSource>(from.without(), "without", places, &Convert);
  to.without_client = from.without_client();
  return to;
}

}  // namespace

DefinitionSource ToSource(const v1::RouteDefinition& message, const TextFormat::ParseInfoTree& tree,
                          const Place& start) {
  return Convert(message, Places(v1::RouteDefinition::descriptor(), &tree, start));
}

}  // namespace clientroute::orchestrator
