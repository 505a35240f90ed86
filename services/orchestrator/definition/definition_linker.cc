#include "services/orchestrator/definition/definition_linker.h"

#include <algorithm>
#include <set>
#include <utility>

#include "services/orchestrator/definition/definition_checker.h"

namespace clientroute::orchestrator {
namespace {

bool IsName(std::string_view name) {
  if (name.empty() || name.size() > Linker::kNameLengthMax || name[0] < 'a' || name[0] > 'z') return false;
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

bool IsSymbol(std::string_view name) {
  if (name.empty() || name.size() > Linker::kNameLengthMax || name[0] < 'A' || name[0] > 'Z') return false;
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string Quoted(std::string_view name) { return "'" + std::string(name) + "'"; }

Fact BuiltIn(std::string_view name, std::string_view title) {
  Fact fact;
  fact.name = name;
  fact.type = FactType::kInteger;
  fact.initial = 0;
  fact.title = title;
  return fact;
}

}  // namespace

LinkedDefinition LinkDefinition(const DefinitionSource& source, const EventCatalogue& events,
                                const CommandCatalogue& commands, const WorkCatalogue& work) {
  return Linker(source, events, commands, work).Run();
}

LinkedDefinition Linker::Run() {
  LinkHeader();
  LinkReferences();
  out_.facts = LinkFacts(source_.facts, "definition");
  out_.facts.insert(out_.facts.begin(),
                    {BuiltIn(kPartsOpenName, "lopende onderdelen"), BuiltIn(kPartsTotalName, "onderdelen")});
  for (const ChartSource& chart : source_.charts) DeclareChart(chart);
  for (const EventSource& event : source_.events) LinkEvent(event, std::nullopt, "definition");
  for (std::size_t i = 0; i < source_.charts.size() && i < out_.charts.size(); ++i) {
    const std::string where = "chart " + source_.charts[i].name;
    for (const EventSource& event : source_.charts[i].events) LinkEvent(event, static_cast<ChartId>(i), where);
  }
  CheckCount(out_.events.size(), DefinitionLimits::kEvents, "events", source_.place, "definition");
  for (std::size_t i = 0; i < source_.charts.size() && i < out_.charts.size(); ++i) {
    LinkChart(source_.charts[i], static_cast<ChartId>(i));
  }
  LinkStartedParts();
  LinkOpening();
  CheckRequiredReferences();
  out_.unexpected_event = LinkAttention(source_.unexpected_event, "unexpected_event");
  out_.failed_command = LinkAttention(source_.failed_command, "failed_command");
  return {std::move(out_), std::move(problems_)};
}

// Known once, because every event is asked it.
void Linker::LinkStartedParts() {
  if (Index(out_.main) >= out_.charts.size()) return;
  for (const State& state : out_.main_chart().states) {
    for (const Rule& rule : state.rules) {
      if (!rule.actions.start_parts || rule.trigger.kind != Trigger::Kind::kEvent) continue;
      std::vector<ChartId>& starts = out_.events[rule.trigger.index].starts;
      if (std::find(starts.begin(), starts.end(), *rule.actions.start_parts) == starts.end()) {
        starts.push_back(*rule.actions.start_parts);
      }
    }
  }
}

void Linker::LinkHeader() {
  out_.file = source_.file;
  out_.name = source_.name;
  out_.version = source_.version;
  out_.title = source_.title;
  out_.explanation = source_.explanation;
  out_.without_client = source_.without_client;
  CheckName(source_.name, source_.place, "definition");
  CheckText(source_.title, "title", source_.place, "definition");
  CheckText(source_.explanation, "explanation", source_.place, "definition");
  if (source_.version < 1) {
    Report(ProblemKind::kBadVersion, source_.place, "definition", "the version must be 1 or more");
  }
  CheckCount(source_.charts.size(), DefinitionLimits::kCharts, "charts", source_.place, "definition");
  const auto count = [&](ChartKind kind) {
    return std::count_if(source_.charts.begin(), source_.charts.end(),
                         [&](const auto& chart) { return chart.kind == kind; });
  };
  if (count(ChartKind::kMain) != 1) {
    Report(ProblemKind::kMissingPart, source_.place, "definition",
           "there must be one main chart; there are " + std::to_string(count(ChartKind::kMain)));
  }
  if (count(ChartKind::kInterrupting) > 1) {
    Report(ProblemKind::kTooMany, source_.place, "definition", "there can be one interrupting chart at most");
  }
  LinkVariant();
}

void Linker::LinkVariant() {
  if (!source_.variant_of) return;
  const VariantSource& source = *source_.variant_of;
  const std::string where = "definition, variant_of";
  VariantOf variant{source.name, source.version, {}, source.place};
  if (source.name == source_.name) {
    Report(ProblemKind::kDuplicateName, source.place, where, "a variant has a name of its own");
  }
  CheckOnce(source.municipalities, "municipality", where);
  for (const auto& [place, code] : source.municipalities) {
    const bool digits = std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (code.size() != kMunicipalityDigits || !digits) {
      Report(ProblemKind::kBadName, place, where, Quoted(code) + " is no CBS code of a municipality");
    }
    variant.municipalities.push_back(code);
  }
  out_.variant_of = std::move(variant);
}

void Linker::LinkReferences() {
  const std::string where = "definition, references";
  CheckOnce(source_.references, "reference", where);
  for (const NameSource& reference : source_.references) {
    CheckName(reference.name, reference.place, where);
    out_.references.push_back(reference.name);
    out_.reference_places.push_back(reference.place);
  }
}

std::vector<Fact> Linker::LinkFacts(const std::vector<FactSource>& sources, const std::string& where) {
  CheckCount(sources.size(), DefinitionLimits::kFacts, "facts", source_.place, where);
  std::vector<Fact> facts;
  std::set<std::string> names;
  for (const FactSource& source : sources) {
    const std::string at = where + ", fact " + source.name;
    CheckName(source.name, source.place, at);
    if (source.name == kPartsOpenName || source.name == kPartsTotalName) {
      Report(ProblemKind::kReservedName, source.place, at, "every route has a fact of this name already");
    }
    const bool of_route =
        &sources != &source_.facts &&
        std::any_of(source_.facts.begin(), source_.facts.end(), [&](const auto& f) { return f.name == source.name; });
    const bool reference =
        std::find(out_.references.begin(), out_.references.end(), source.name) != out_.references.end();
    if (!names.insert(source.name).second || of_route || reference) {
      Report(ProblemKind::kDuplicateName, source.place, at,
             "another fact or reference that can be seen from here is called " + Quoted(source.name));
    }
    facts.push_back(LinkFact(source, at));
  }
  return facts;
}

Fact Linker::LinkFact(const FactSource& source, const std::string& where) {
  Fact fact;
  fact.name = source.name;
  fact.title = source.title;
  fact.symbols = source.symbols;
  CheckText(source.title, "title", source.place, where);
  if (!source.type) {
    Report(ProblemKind::kBadFact, source.place, where, "the type is missing");
    return fact;
  }
  fact.type = *source.type;
  if ((fact.type == FactType::kSymbol) == source.symbols.empty()) {
    Report(ProblemKind::kBadFact, source.place, where,
           fact.type == FactType::kSymbol ? "a symbol fact must list its symbols" : "only a symbol fact has symbols");
  }
  for (const std::string& symbol : source.symbols) {
    CheckSymbol(symbol, source.place, where);
    if (std::count(source.symbols.begin(), source.symbols.end(), symbol) > 1) {
      Report(ProblemKind::kDuplicateName, source.place, where, "symbol " + Quoted(symbol) + " stands there twice");
    }
  }
  if (source.initial) {
    fact.initial = ParseFact(fact, *source.initial);
    if (!fact.initial) {
      Report(ProblemKind::kTypeMismatch, source.place, where,
             "the initial value " + Quoted(*source.initial) + " is no " + std::string(ToString(fact.type)));
    }
  }
  return fact;
}

void Linker::DeclareChart(const ChartSource& source) {
  if (out_.charts.size() == DefinitionLimits::kCharts) return;
  const std::string where = "chart " + source.name;
  const auto id = static_cast<ChartId>(out_.charts.size());
  CheckName(source.name, source.place, where);
  CheckText(source.title, "title", source.place, where);
  if (out_.FindChart(source.name)) {
    Report(ProblemKind::kDuplicateName, source.place, where, "another chart is called " + Quoted(source.name));
  }
  Chart chart;
  chart.name = source.name;
  chart.title = source.title;
  chart.place = source.place;
  if (!source.kind) Report(ProblemKind::kMissingPart, source.place, where, "the kind is missing");
  chart.kind = source.kind.value_or(ChartKind::kMain);
  if (chart.kind == ChartKind::kMain) out_.main = id;
  if (chart.kind == ChartKind::kInterrupting) out_.interrupting = id;
  if (chart.kind != ChartKind::kPart &&
      (!source.facts.empty() || !source.line_attributes.empty() || !source.optional_line_attributes.empty())) {
    Report(ProblemKind::kOutOfScope, source.place, where, "only a part chart has facts of its own");
  }
  chart.facts = LinkFacts(source.facts, where);
  out_.charts.push_back(std::move(chart));
  DeclareLineAttributes(source, id);
}

void Linker::DeclareLineAttributes(const ChartSource& source, ChartId id) {
  if (source.line_attributes.empty() && source.optional_line_attributes.empty()) return;
  const std::string where = "chart " + source.name + ", line";
  const auto with_lines = std::find_if(catalogue_.events.begin(), catalogue_.events.end(),
                                       [](const auto& event) { return !event.line_attributes.empty(); });
  if (with_lines == catalogue_.events.end()) {
    Report(ProblemKind::kNotAnnounced, source.place, where, "no event carries care lines");
    return;
  }
  CheckOnce(source.line_attributes, "attribute", where);
  CheckOnce(source.optional_line_attributes, "attribute", where);
  std::vector<Attribute> attributes;
  const auto link_all = [&](const std::vector<NameSource>& names, bool required) {
    for (const auto& [place, name] : names) {
      auto attribute = LinkAttribute(name, name, required, id, &with_lines->line_attributes, place, where);
      if (attribute) attributes.push_back(std::move(*attribute));
    }
  };
  link_all(source.line_attributes, true);
  link_all(source.optional_line_attributes, false);
  out_.charts[Index(id)].line_attributes = std::move(attributes);
}

void Linker::LinkOpening() {
  const std::string where = "definition, opens";
  if (!source_.opens) {
    Report(ProblemKind::kMissingPart, source_.place, where, "it is not said which event opens a route");
    return;
  }
  const auto event = out_.FindEvent(source_.opens->event);
  if (!event || out_[*event].of_part) {
    Report(ProblemKind::kUnknownName, source_.opens->place, where,
           "no event of the route is called " + Quoted(source_.opens->event));
    return;
  }
  if (out_[*event].signal) {
    Report(ProblemKind::kOutOfScope, source_.opens->place, where,
           "a route is opened by what a service announces, not by a person");
  }
  out_.opens_on = *event;
  out_.opening_place = source_.opens->place;
  out_.opens_when = LinkGuard(source_.opens->when, std::nullopt, where);
  for (const Condition& condition : out_.opens_when) {
    const std::vector<Attribute>& carried = out_[*event].attributes;
    const bool said =
        std::any_of(carried.begin(), carried.end(), [&](const Attribute& one) { return one.fact == condition.fact; });
    if (said || condition.op == Operator::kUnknown) continue;
    Report(ProblemKind::kNeverHolds, source_.opens->place, where,
           "the event does not say '" + out_.facts[condition.fact.index].name + "', so no route would open");
  }
}

void Linker::CheckRequiredReferences() {
  const std::string where = "definition, references";
  for (const std::string_view name : kRequiredReferences) {
    const auto found = std::find(out_.references.begin(), out_.references.end(), name);
    if (out_.without_client && name == kClientReference) {
      if (found == out_.references.end()) continue;
      Report(ProblemKind::kMissingPart, source_.place, where, "it is without client, and keeps one: one of the two");
    }
    if (found == out_.references.end()) {
      Report(ProblemKind::kMissingPart, source_.place, where,
             "every route keeps " + Quoted(name) + ": who may see it is decided by it");
      continue;
    }
    if (!source_.opens || Index(out_.opens_on) >= out_.events.size()) continue;
    const std::vector<Attribute>& carried = out_[out_.opens_on].attributes;
    const bool said = std::any_of(carried.begin(), carried.end(),
                                  [&](const Attribute& one) { return one.required && one.name == name; });
    if (!said) {
      Report(ProblemKind::kUnknownReference, source_.opens->place, where,
             "the event that opens a route must carry " + Quoted(name));
    }
  }
}

Attention Linker::LinkAttention(const std::optional<AttentionSource>& source, std::string_view name) {
  const std::string where = "definition, " + std::string(name);
  if (!source) {
    Report(ProblemKind::kMissingPart, source_.place, where, "the task is missing");
    return {};
  }
  Attention attention;
  attention.title = source->title;
  attention.explanation = source->explanation;
  attention.role = source->role;
  attention.place = source->place;
  CheckText(source->title, "title", source->place, where);
  CheckText(source->explanation, "explanation", source->place, where);
  CheckRole(source->role, source->place, where);
  if (source->due) attention.due = LinkTerm(source->due, std::nullopt, source->place, where);
  return attention;
}

void Linker::CheckName(const std::string& name, const Place& place, const std::string& where) {
  if (IsName(name)) return;
  Report(ProblemKind::kBadName, place, where,
         Quoted(name) + " is no name: lower-case letters, digits and _, at most " + std::to_string(kNameLengthMax) +
             ", a letter first");
}

void Linker::CheckSymbol(const std::string& name, const Place& place, const std::string& where) {
  if (IsSymbol(name)) return;
  Report(ProblemKind::kBadName, place, where,
         Quoted(name) + " is no symbol: capitals, digits and _, at most " + std::to_string(kNameLengthMax) +
             ", a capital first");
}

void Linker::CheckText(const std::string& text, std::string_view what, const Place& place, const std::string& where) {
  if (text.empty()) {
    Report(ProblemKind::kMissingText, place, where, "the " + std::string(what) + " is missing: people read it");
  }
}

void Linker::CheckRole(const std::string& role, const Place& place, const std::string& where) {
  if (role.empty()) {
    Report(ProblemKind::kMissingRole, place, where, "the role is missing");
  } else if (work_.roles.count(role) == 0) {
    Report(ProblemKind::kUnknownRole, place, where, "nobody sees tasks as " + Quoted(role));
  }
}

void Linker::CheckOnce(const std::vector<std::string>& names, std::string_view what, const Place& place,
                       const std::string& where) {
  std::set<std::string> seen;
  for (const std::string& name : names) {
    if (seen.insert(name).second) continue;
    Report(ProblemKind::kDuplicateName, place, where, std::string(what) + " " + Quoted(name) + " stands there twice");
  }
}

void Linker::CheckOnce(const std::vector<NameSource>& names, std::string_view what, const std::string& where) {
  std::set<std::string> seen;
  for (const auto& [place, name] : names) {
    if (seen.insert(name).second) continue;
    Report(ProblemKind::kDuplicateName, place, where, std::string(what) + " " + Quoted(name) + " stands there twice");
  }
}

void Linker::CheckCount(std::size_t count, std::size_t limit, std::string_view what, const Place& place,
                        const std::string& where) {
  if (count <= limit) return;
  Report(ProblemKind::kTooMany, place, where,
         std::to_string(count) + " " + std::string(what) + "; " + std::to_string(limit) + " at most");
}

void Linker::Report(ProblemKind kind, const Place& place, const std::string& where, std::string message) {
  problems_.push_back({kind, place, where, std::move(message)});
}

}  // namespace clientroute::orchestrator
