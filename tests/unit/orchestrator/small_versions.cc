#include "tests/unit/orchestrator/small_versions.h"

#include <cstdio>
#include <cstdlib>
#include <variant>

#include "services/orchestrator/route/route_mapping_codec.h"
#include "tests/unit/orchestrator/definitions.h"

namespace clientroute::orchestrator {
namespace {

[[noreturn]] void Stop(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::abort();
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  std::size_t at = text.find(from);
  if (at == std::string::npos) Stop("nothing to replace: " + from);
  for (; at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

}  // namespace

Definition SmallVersion4(const Replacements& replacements) {
  std::string text = Replaced(SmallDefinitionText(), "version: 3", "version: 4");
  for (const auto& [from, to] : replacements) text = Replaced(std::move(text), from, to);
  CheckedDefinition checked = LoadText("small_4.textproto", text, SmallEvents(), SmallCommands(), SmallWork());
  std::string problems;
  for (const Problem& problem : checked.problems) problems += Describe("small_4.textproto", problem) + "\n";
  if (!checked.definition) Stop(problems);
  return *std::move(checked.definition);
}

const Definition& RenamedVersion4() {
  static const Definition kDefinition = SmallVersion4({{"\"judging\"", "\"weighing\""},
                                                       {"\"judge\"", "\"weigh\""},
                                                       {"\"look_term\"", "\"look_limit\""},
                                                       {"role: \"weigh\"", "role: \"judge\""}});
  return kDefinition;
}

std::string RenamingText() {
  return R"(definition: "small"
from_version: 3
to_version: 4
explanation: "De nieuwe namen."
charts {
  chart: "main"
  states { from: "judging" to: "weighing" }
  timers { from: "look_term" to: "look_limit" }
  tasks { from: "judge" to: "weigh" }
}
)";
}

std::string FaultsOf(const std::string& text, const Definition& from, const Definition& to) {
  const ParsedMapping parsed = ParseMapping(text);
  Problems problems = parsed.problems;
  if (problems.empty()) {
    auto linked = LinkMapping(parsed.source, from, to);
    if (const auto* found = std::get_if<Problems>(&linked)) problems = *found;
  }
  std::string faults;
  for (const Problem& problem : problems) {
    faults += (faults.empty() ? "" : "\n") + Describe("mapping.textproto", problem);
  }
  return faults;
}

RouteMapping MappingOrStop(const std::string& text, const Definition& from, const Definition& to) {
  const ParsedMapping parsed = ParseMapping(text);
  auto linked = LinkMapping(parsed.source, from, to);
  if (!parsed.problems.empty() || !std::holds_alternative<RouteMapping>(linked)) Stop(FaultsOf(text, from, to));
  return std::get<RouteMapping>(std::move(linked));
}

RouteMapping SameNames(const Definition& to) {
  return MappingOrStop("definition: 'small' from_version: 3 to_version: 4", SmallDefinition(), to);
}

}  // namespace clientroute::orchestrator
