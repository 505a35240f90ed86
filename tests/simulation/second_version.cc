#include <random>
#include <utility>

#include "services/orchestrator/definition/definition_checker.h"
#include "services/orchestrator/definition/definition_text_codec.h"
#include "services/orchestrator/definition/event_catalogue_codec.h"
#include "services/orchestrator/definition/route_commands.h"
#include "tests/simulation/random_definition.h"
#include "tests/simulation/real_words.h"
#include "tests/unit/orchestrator/definitions.h"

/// Versions: a drawn definition, what is changed in it, and the mapping that says so.
namespace clientroute::orchestrator {
namespace {

std::string Quoted(const std::string& name) { return "\"" + name + "\""; }

bool ReplaceAll(std::string& text, const std::string& from, const std::string& to) {
  bool any = false;
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
    any = true;
  }
  return any;
}

class SecondVersion {
 public:
  SecondVersion(std::string first, std::uint64_t seed) : text_(std::move(first)), random_(seed) {}

  std::string Draw(PlainMapping& mapping) {
    while (text_.find("states { name: " + Quoted(State(states_ + 1))) != std::string::npos) ++states_;
    ReplaceAll(text_, "version: 1\n", "version: 2\n");
    if (Chance(2)) ReplaceAll(text_, "due { working_days: 1 }", "due { working_days: 2 }");
    // Most routes stand in one of the first.
    const std::size_t elsewhere = Chance(4) ? 0 : 1 + Below(2);
    for (std::size_t i = 1; i <= states_; ++i) {
      const std::string n = std::to_string(i);
      if (Chance(3)) Rename(State(i), "z" + n, mapping.states);
      if (Chance(3)) Rename("t" + n, "limit" + n, mapping.timers);
      if (Chance(3)) Rename("k" + n, "duty" + n, mapping.tasks);
    }
    if (Chance(3)) Rename("rounds", "turns", mapping.facts);
    if (elsewhere != 0) SendElsewhere(elsewhere, mapping);
    return std::move(text_);
  }

 private:
  std::size_t Below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_); }
  bool Chance(std::size_t one_in) { return Below(one_in) == 0; }
  static std::string State(std::size_t i) { return "s" + std::to_string(i); }

  void Rename(const std::string& from, const std::string& to, PlainMapping::Names& names) {
    if (ReplaceAll(text_, Quoted(from), Quoted(to))) names[from] = to;
  }

  // Who stands in this state goes on in another; mostly without what was listed here.
  void SendElsewhere(std::size_t from, PlainMapping& mapping) {
    const std::size_t place = 1 + Below(states_ - 1);
    const std::string to = State(place < from ? place : place + 1);
    const std::string n = std::to_string(from);
    const auto renamed = mapping.states.find(to);
    mapping.states[State(from)] = renamed == mapping.states.end() ? to : renamed->second;
    if (!Chance(3) && Knows("t" + n, mapping.timers)) mapping.timers["t" + n] = "";
    if (!Chance(3) && Knows("k" + n, mapping.tasks)) mapping.tasks["k" + n] = "";
  }

  bool Knows(const std::string& name, const PlainMapping::Names& names) const {
    return names.count(name) != 0 || text_.find("{ name: " + Quoted(name)) != std::string::npos;
  }

  std::string text_;
  std::mt19937_64 random_;
  std::size_t states_ = 0;
};

std::string NamesText(const char* field, const PlainMapping::Names& names) {
  std::string text;
  for (const auto& [from, to] : names) {
    text += std::string("  ") + field + " { from: " + Quoted(from) +
            (to.empty() ? std::string(" drop: true") : " to: " + Quoted(to)) + " }\n";
  }
  return text;
}

std::string TextOf(const PlainMapping& mapping) {
  return "definition: \"drawn\" from_version: 1 to_version: 2 explanation: \"Om mee te proberen.\"\n" +
         NamesText("facts", mapping.facts) + "charts { chart: \"main\"\n" + NamesText("states", mapping.states) +
         NamesText("timers", mapping.timers) + NamesText("tasks", mapping.tasks) + "}\n";
}

std::optional<Definition> Checked(const std::string& text, DefinitionSource& source, std::string& why) {
  ParsedDefinition parsed = ParseDefinition("drawn.textproto", text);
  if (!parsed.problems.empty()) {
    why = Describe("drawn.textproto", parsed.problems.front());
    return std::nullopt;
  }
  CheckedDefinition checked = CheckDefinition(parsed.source, BuildEventCatalogue(), RouteCommands(), SmallWork());
  if (!checked.definition) {
    why = Describe("drawn.textproto", checked.problems.front());
    return std::nullopt;
  }
  checked.definition->fingerprint = std::move(parsed.fingerprint);
  source = std::move(parsed.source);
  return std::move(checked.definition);
}

std::shared_ptr<const DefinitionLibrary> LibraryOf(std::vector<Definition> definitions, std::string& why) {
  auto library = DefinitionLibrary::Of(std::move(definitions));
  if (library.ok()) return *std::move(library);
  why = std::string(library.status().message());
  return nullptr;
}

}  // namespace

std::unique_ptr<Versions> DrawVersions(std::uint64_t seed, int& drawn, std::string& why) {
  for (std::uint64_t i = 0; i < 50; ++i) {
    ++drawn;
    auto versions = std::make_unique<Versions>();
    const std::string text = InRealWords(DrawDefinitionText(seed * 1'000 + i));
    const auto first = Checked(text, versions->first_source, why);
    if (!first) continue;
    const std::string second_text = SecondVersion(text, seed * 1'000 + i).Draw(versions->mapping);
    const auto second = Checked(second_text, versions->second_source, why);
    if (!second) continue;
    versions->mapping_text = TextOf(versions->mapping);
    versions->first = LibraryOf({*first}, why);
    versions->both = LibraryOf({*first, *second}, why);
    if (versions->first != nullptr && versions->both != nullptr) return versions;
  }
  return nullptr;
}

}  // namespace clientroute::orchestrator
