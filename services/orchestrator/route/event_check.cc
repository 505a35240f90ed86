#include "services/orchestrator/route/event_check.h"

#include <string>
#include <utility>

namespace clientroute::orchestrator {
namespace {

std::optional<Refusal> CheckAttributes(const std::vector<Attribute>& declared, const Attributes& attributes,
                                       const std::vector<Fact>& facts, const std::string& where) {
  for (const Attribute& attribute : declared) {
    const auto found = attributes.find(attribute.name);
    if (found == attributes.end()) {
      if (!attribute.required) continue;
      return Refusal{RefusalReason::kMissingAttribute, where + " comes without '" + attribute.name + "'"};
    }
    if (!attribute.fact || ParseFact(facts[attribute.fact->index], found->second)) continue;
    // The value is not repeated: it came from outside.
    const std::string type(ToString(facts[attribute.fact->index].type));
    return Refusal{RefusalReason::kBadAttribute, where + ": '" + attribute.name + "' is no " + type};
  }
  return std::nullopt;
}

std::optional<Refusal> CheckLines(const Chart& chart, const Route& route, const Announced& announced) {
  // What changes running care may bring no new line; what starts care must.
  if ((announced.lines.empty() && route.parts.empty()) || route.parts.size() + announced.lines.size() > kPartsMax) {
    return Refusal{RefusalReason::kBadAttribute,
                   announced.type + " carries " + std::to_string(announced.lines.size()) + " lines"};
  }
  for (const EventLine& line : announced.lines) {
    if (line.key.empty()) {
      return Refusal{RefusalReason::kMissingAttribute, announced.type + " carries a line without a key"};
    }
    const std::string where = announced.type + ", line '" + line.key + "'";
    if (auto refusal = CheckAttributes(chart.line_attributes, line.attributes, chart.facts, where)) return refusal;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> CheckEvent(const Definition& definition, const Route& route, const Announced& announced,
                                  EventId id) {
  const EventDeclaration& event = definition[id];
  const std::vector<Fact>& facts = event.of_part ? definition[*event.of_part].facts : definition.facts;
  if (auto refusal = CheckAttributes(event.attributes, announced.attributes, facts, announced.type)) return refusal;
  for (const ChartId parts : event.starts) {
    if (auto refusal = CheckLines(definition[parts], route, announced)) return refusal;
  }
  return std::nullopt;
}

}  // namespace clientroute::orchestrator
