#include <algorithm>
#include <set>
#include <utility>

#include "services/orchestrator/definition/definition_linker.h"

namespace clientroute::orchestrator {
namespace {

bool IsEventName(std::string_view name) {
  if (name.empty() || name.size() > Linker::kNameLengthMax || name[0] < 'A' || name[0] > 'Z') return false;
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

std::string Quoted(std::string_view name) { return "'" + std::string(name) + "'"; }

bool Fits(FactType fact, AttributeType attribute) {
  switch (attribute) {
    case AttributeType::kBoolean:
      return fact == FactType::kBoolean;
    case AttributeType::kInteger:
      return fact == FactType::kInteger;
    case AttributeType::kDate:
      return fact == FactType::kDate;
    case AttributeType::kSymbol:
      return fact == FactType::kSymbol;
    case AttributeType::kText:
      break;
  }
  return false;
}

}  // namespace

void Linker::LinkEvent(const EventSource& source, std::optional<ChartId> chart, const std::string& where) {
  const std::string at = where + ", event " + source.name;
  EventDeclaration event;
  event.name = source.name;
  event.title = source.title;
  event.signal = source.signal;
  event.of_part = chart;
  event.leaves_lines = source.leaves_lines;
  event.title_after_end = source.title_after_end;
  event.noted_after_end = source.noted_after_end;
  event.place = source.place;
  CheckText(source.title, "title", source.place, at);
  if (!source.title_after_end.empty()) CheckText(source.title_after_end, "title_after_end", source.place, at);
  if (out_.FindEvent(source.name)) {
    Report(ProblemKind::kDuplicateName, source.place, at, "another event is called " + Quoted(source.name));
  }
  const CatalogueEvent* announced = catalogue_.Find(source.name);
  if (source.signal && announced != nullptr) {
    Report(ProblemKind::kReservedName, source.place, at, "a service announces it, so no person can tell it");
  } else if (!source.signal && announced == nullptr) {
    Report(ProblemKind::kUnknownEvent, source.place, at, "no service announces " + Quoted(source.name));
  } else if (source.signal && !IsEventName(source.name)) {
    Report(ProblemKind::kBadName, source.place, at,
           Quoted(source.name) + " is no name of an event: letters and digits, a capital first");
  } else {
    LinkAttributes(source, announced, at, event);
  }
  if (chart && out_.charts[Index(*chart)].kind != ChartKind::kPart) {
    Report(ProblemKind::kOutOfScope, source.place, at, "only a part chart has events of its own");
  } else if (chart && announced != nullptr && !announced->of_part) {
    Report(ProblemKind::kOutOfScope, source.place, at, "the event never names a part");
  }
  for (const CatalogueCommand& command : commands_.commands) {
    if (std::find(command.outcomes.begin(), command.outcomes.end(), source.name) != command.outcomes.end()) {
      event.answers.push_back(command.name);
    }
  }
  out_.events.push_back(std::move(event));
}

void Linker::LinkAttributes(const EventSource& source, const CatalogueEvent* announced, const std::string& where,
                            EventDeclaration& event) {
  std::set<std::string> seen;
  const auto link = [&](const std::string& name, const std::string& as, bool required, const Place& place) {
    if (!seen.insert(name).second) {
      Report(ProblemKind::kDuplicateName, place, where, "attribute " + Quoted(name) + " stands there twice");
    }
    const auto* carried = announced == nullptr ? nullptr : &announced->attributes;
    auto attribute = LinkAttribute(name, as, required, event.of_part, carried, place, where);
    if (attribute) event.attributes.push_back(std::move(*attribute));
  };
  for (const std::string& name : source.attributes) link(name, name, true, source.place);
  for (const std::string& name : source.optional_attributes) link(name, name, false, source.place);
  for (const RenamedSource& one : source.renamed) {
    if (source.signal) {
      Report(ProblemKind::kOutOfScope, one.place, where, "what a person tells has the names of the facts");
    }
    link(one.attribute, one.as, !one.optional, one.place);
  }
  for (const std::string& name : source.about) {
    if (std::find(out_.references.begin(), out_.references.end(), name) == out_.references.end()) {
      Report(ProblemKind::kUnknownName, source.place, where, "no reference is called " + Quoted(name));
    } else if (source.signal) {
      Report(ProblemKind::kOutOfScope, source.place, where, "what a person tells carries no references");
    } else if (auto about =
                   LinkAttribute(name, name, false, event.of_part, &announced->attributes, source.place, where)) {
      event.about.push_back(std::move(*about));
    }
  }
}

std::optional<Attribute> Linker::LinkAttribute(const std::string& name, const std::string& as, bool required,
                                               std::optional<ChartId> chart,
                                               const std::vector<CatalogueAttribute>* carried, const Place& place,
                                               const std::string& where) {
  const std::string at = where + ", attribute " + name;
  const CatalogueAttribute* found = nullptr;
  if (carried != nullptr) {
    const auto one =
        std::find_if(carried->begin(), carried->end(), [&](const auto& each) { return each.name == name; });
    if (one == carried->end()) {
      Report(ProblemKind::kNotAnnounced, place, at, "it carries no attribute " + Quoted(name));
      return std::nullopt;
    }
    found = &*one;
    if (required && found->optional) {
      Report(ProblemKind::kNotAnnounced, place, at, "it can come without; it belongs among the optional attributes");
    }
  }
  Attribute attribute;
  attribute.name = name;
  attribute.required = required;
  const auto reference = std::find(out_.references.begin(), out_.references.end(), as);
  if (reference != out_.references.end()) {
    if (chart) {
      Report(ProblemKind::kOutOfScope, place, at, "a part keeps no references");
    } else if (found == nullptr || found->type != AttributeType::kText) {
      Report(ProblemKind::kTypeMismatch, place, at, "only text that a service announces can be kept as a reference");
    }
    attribute.reference = static_cast<std::uint16_t>(reference - out_.references.begin());
    return attribute;
  }
  const std::vector<Fact>& facts = chart ? out_.charts[Index(*chart)].facts : out_.facts;
  const auto fact = std::find_if(facts.begin(), facts.end(), [&](const Fact& one) { return one.name == as; });
  if (fact == facts.end()) {
    Report(ProblemKind::kUnknownName, place, at, "no fact or reference is called " + Quoted(as));
    return std::nullopt;
  }
  if (found != nullptr) CheckAttributeType(*fact, *found, place, at);
  attribute.fact = FactRef{chart.has_value(), static_cast<std::uint16_t>(fact - facts.begin())};
  return attribute;
}

void Linker::CheckAttributeType(const Fact& fact, const CatalogueAttribute& carried, const Place& place,
                                const std::string& where) {
  if (!Fits(fact.type, carried.type)) {
    Report(ProblemKind::kTypeMismatch, place, where,
           "the event carries another type than the fact, which is a " + std::string(ToString(fact.type)));
    return;
  }
  for (const std::string& symbol : carried.symbols) {
    if (std::find(fact.symbols.begin(), fact.symbols.end(), symbol) == fact.symbols.end()) {
      Report(ProblemKind::kTypeMismatch, place, where,
             "the event can carry " + Quoted(symbol) + ", which the fact does not know");
    }
  }
}

}  // namespace clientroute::orchestrator
