#include "tests/unit/orchestrator/definitions.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "services/orchestrator/definition/definition_loader.h"
#include "services/orchestrator/definition/definition_text_codec.h"

namespace clientroute::orchestrator {
namespace {

Definition LoadOrStop(const std::string& file, const std::string& text, const EventCatalogue& events,
                      const CommandCatalogue& commands, const WorkCatalogue& work) {
  CheckedDefinition checked = LoadText(file, text, events, commands, work);
  for (const Problem& problem : checked.problems) std::fprintf(stderr, "%s\n", Describe(file, problem).c_str());
  if (!checked.definition) std::abort();
  return *std::move(checked.definition);
}

}  // namespace

std::string ReadRepositoryFile(const std::string& path) {
  std::ifstream file(std::string(CLIENTROUTE_SOURCE_DIR) + "/" + path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file || text.str().empty()) {
    std::fprintf(stderr, "cannot read %s\n", path.c_str());
    std::abort();
  }
  return text.str();
}

CheckedDefinition LoadText(std::string_view file, std::string_view text, const EventCatalogue& events,
                           const CommandCatalogue& commands, const WorkCatalogue& work) {
  ParsedDefinition parsed = ParseDefinition(file, text);
  if (!parsed.problems.empty()) return {std::nullopt, std::move(parsed.problems)};
  return CheckDefinition(parsed.source, events, commands, work);
}

namespace {

Definition LoadRouteOrStop(const std::string& name) {
  auto definition = LoadDefinition(std::string(CLIENTROUTE_SOURCE_DIR) + "/workflows/routes/" + name);
  if (!definition.ok()) {
    std::fprintf(stderr, "%s\n", std::string(definition.status().message()).c_str());
    std::abort();
  }
  return *std::move(definition);
}

}  // namespace

const Definition& YouthStandard() {
  static const Definition kDefinition = LoadRouteOrStop("youth_standard.textproto");
  return kDefinition;
}

const Definition& WmoStandard() {
  static const Definition kDefinition = LoadRouteOrStop("wmo_standard.textproto");
  return kDefinition;
}

const Definition& MessageAttention() {
  static const Definition kDefinition = LoadRouteOrStop("message_attention.textproto");
  return kDefinition;
}

const EventCatalogue& SmallEvents() {
  static const EventCatalogue kEvents{{
      {"Asked",
       {{"client", AttributeType::kText, {}, false},
        {"municipality", AttributeType::kText, {}, false},
        {"who", AttributeType::kText, {}, false},
        {"kind", AttributeType::kSymbol, {"EASY", "HARD"}, false},
        {"asked_on", AttributeType::kDate, {}, false},
        {"size", AttributeType::kInteger, {}, false},
        {"remark", AttributeType::kText, {}, true},
        {"wanted_on", AttributeType::kDate, {}, true}},
       false,
       {}},
      {"AskedAgain",
       {{"client", AttributeType::kText, {}, false}, {"municipality", AttributeType::kText, {}, false}},
       false,
       {}},
      {"Looked", {{"good", AttributeType::kBoolean, {}, false}}, false, {}},
      {"Nudged",
       {{"hard", AttributeType::kBoolean, {}, false}, {"since", AttributeType::kDate, {}, true}},
       false,
       {{"from", AttributeType::kDate, {}, true}, {"weight", AttributeType::kInteger, {}, false}}},
      {"Split", {}, false, {{"from", AttributeType::kDate, {}, true}, {"weight", AttributeType::kInteger, {}, false}}},
      {"PieceDone", {{"clean", AttributeType::kBoolean, {}, false}}, true, {}},
      {"Unused", {}, false, {}},
  }};
  return kEvents;
}

const CommandCatalogue& SmallCommands() {
  static const CommandCatalogue kCommands{
      {{"Look", {"Looked"}, {"who"}}, {"Forget", {}, {}}, {"Split", {"Split"}, {}}}};
  return kCommands;
}

const WorkCatalogue& SmallWork() {
  static const WorkCatalogue kWork{{"watcher", "operator", "judge", "viewer", "checker", "guard"},
                                   {"clientroute.test.v1.Test/View"}};
  return kWork;
}

const Attributes& SmallAsked() {
  static const Attributes kAsked = {{"client", "clients/1"}, {"municipality", "0361"},   {"who", "persons/1"},
                                    {"kind", "EASY"},        {"asked_on", "2026-03-02"}, {"size", "3"}};
  return kAsked;
}

std::string SmallDefinitionText() {
  return R"(name: "small"
version: 3
title: "Klein"
explanation: "Om mee te proberen."
opens { event: "Asked" when { fact: "kind" op: IN to: "EASY" to: "HARD" } }
references: "client" references: "municipality" references: "who"
facts { name: "kind" type: SYMBOL symbols: "EASY" symbols: "HARD" title: "soort" }
facts { name: "asked_on" type: DATE title: "gevraagd op" }
facts { name: "size" type: INTEGER title: "grootte" }
facts { name: "good" type: BOOLEAN title: "goed" }
facts { name: "rounds" type: INTEGER initial: "0" title: "rondes" }
facts { name: "pushed" type: BOOLEAN title: "aangespoord" }
facts { name: "pushed_on" type: DATE title: "aangespoord op" }
events { name: "Asked" title: "Gevraagd" attributes: "client" attributes: "municipality" attributes: "who" attributes: "kind" attributes: "asked_on" attributes: "size" }
events { name: "Looked" title: "Bekeken" attributes: "good" }
events { name: "Nudged" title: "Aangespoord" renamed { attribute: "hard" as: "pushed" } renamed { attribute: "since" as: "pushed_on" optional: true } leaves_lines: true }
events { name: "Split" title: "Verdeeld" }
events { name: "Alarm" title: "Alarm" signal: true }
events { name: "Quiet" title: "Rust" signal: true }
events { name: "Fire" title: "Brand" signal: true }
unexpected_event { title: "Onverwacht" explanation: "Kijk." role: "watcher" due { working_days: 1 } }
failed_command { title: "Mislukt" explanation: "Herstel." role: "operator" }
charts { kind: MAIN name: "main" title: "Hoofd" start: "begin" defers: "Nudged"
  timers { name: "look_term" title: "Kijktermijn" term { working_days: 2 after: "asked_on" } }
  timers { name: "patience" title: "Geduld" term { days: 10 } }
  tasks { name: "judge" title: "Oordeel" explanation: "Kies." role: "judge" due { days: 3 }
    outcomes { name: "split" title: "Verdelen" } outcomes { name: "stop" title: "Stoppen" }
  }
  tasks { name: "view" title: "Bekijk" explanation: "Elders." role: "viewer"
    answered_by { method: "clientroute.test.v1.Test/View" event: "Looked" }
  }
  tasks { name: "hurry" title: "Haast" explanation: "Schiet op." role: "judge" outcomes { name: "ok" title: "Gedaan" } }
  everywhere { timer: "patience" open_tasks: "hurry" explanation: "Het duurt lang." }
  everywhere { task { name: "hurry" outcome: "ok" } explanation: "Er is haast gemaakt." }
  everywhere { event: "Asked" explanation: "Nog eens gevraagd." }
  states { name: "begin" title: "Begin" explanation: "Nog niets."
    on { event: "Asked" when { fact: "size" op: LE to: "10" } go_to: "looking" start_timers: "patience" explanation: "Bekijken." }
    on { event: "Asked" when { fact: "size" op: GT to: "10" } go_to: "judging" explanation: "Te groot om te bekijken." }
  }
  states { name: "looking" title: "Kijken" explanation: "Er wordt gekeken." commands: "Look" timers: "look_term" tasks: "view"
    on { event: "Looked" when { fact: "good" op: EQ to: "true" } go_to: "judging" explanation: "Goed." }
    on { event: "Looked" when { fact: "good" op: EQ to: "false" } go_to: "dropped" explanation: "Niet goed." }
    on { timer: "look_term" go_to: "judging" set { fact: "rounds" to: "1" } explanation: "Te laat." }
  }
  states { name: "judging" title: "Oordelen" explanation: "Iemand oordeelt." tasks: "judge"
    on { event: "Looked" explanation: "Alsnog bekeken." }
    on { task { name: "judge" outcome: "split" } go_to: "splitting" commands: "Split" explanation: "Verdelen." }
    on { task { name: "judge" outcome: "stop" } go_to: "dropped" explanation: "Stoppen." }
  }
  states { name: "splitting" title: "Verdelen" explanation: "Het wordt verdeeld."
    on { event: "Looked" explanation: "Alsnog bekeken." }
    on { event: "Split" go_to: "working" start_parts: "piece" cancel_timers: "patience" close_tasks: "hurry" explanation: "Verdeeld." }
  }
  states { name: "working" title: "Werken" explanation: "De stukken lopen."
    on { event: "Looked" explanation: "Alsnog bekeken." }
    on { event: "Nudged" when { fact: "pushed" op: EQ to: "true" } set { fact: "rounds" to: "7" } explanation: "Er is haast bij." }
    on { event: "Nudged" when { fact: "pushed" op: EQ to: "false" } explanation: "Er is geen haast bij." }
    on { automatic: true when { fact: "parts_open" op: EQ to: "0" } go_to: "done" explanation: "Alles is klaar." }
  }
  states { name: "done" title: "Klaar" explanation: "Alles is klaar." final: true commands: "Forget" }
  states { name: "dropped" title: "Gestopt" explanation: "Er gebeurt niets meer." final: true }
}
charts { kind: PART name: "piece" title: "Stuk" start: "busy"
  line_attributes: "weight" optional_line_attributes: "from"
  facts { name: "weight" type: INTEGER title: "gewicht" }
  facts { name: "from" type: DATE title: "vanaf" }
  facts { name: "clean" type: BOOLEAN title: "schoon" }
  events { name: "PieceDone" title: "Stuk klaar" attributes: "clean" }
  timers { name: "piece_term" title: "Stuktermijn" term { months: 1 after: "from" only_when_known: true } }
  tasks { name: "check" title: "Controleer" explanation: "Kijk na." role: "checker" outcomes { name: "fine" title: "In orde" } }
  states { name: "busy" title: "Bezig" explanation: "Er wordt gewerkt." timers: "piece_term"
    on { event: "PieceDone" when { fact: "clean" op: EQ to: "true" } go_to: "ready" explanation: "Schoon." }
    on { event: "PieceDone" when { fact: "clean" op: EQ to: "false" } go_to: "checking" explanation: "Nakijken." }
    on { timer: "piece_term" go_to: "checking" explanation: "Te laat." }
  }
  states { name: "checking" title: "Nakijken" explanation: "Iemand kijkt na." tasks: "check"
    on { task { name: "check" outcome: "fine" } go_to: "ready" explanation: "In orde." }
  }
  states { name: "ready" title: "Klaar" explanation: "Dit stuk is klaar." final: true }
}
charts { kind: INTERRUPTING name: "alarm" title: "Alarm" start: "loud" interrupts_on: "Alarm"
  tasks { name: "calm" title: "Kalmeer" explanation: "Zorg voor rust." role: "guard" outcomes { name: "calmed" title: "Rustig" } }
  states { name: "loud" title: "Luid" explanation: "Er is alarm." tasks: "calm"
    on { event: "Quiet" go_to: "over" explanation: "Het is rustig." }
    on { event: "Fire" go_to: "burnt" explanation: "Alles is weg." }
    on { task { name: "calm" outcome: "calmed" } go_to: "over" explanation: "Gekalmeerd." }
  }
  states { name: "over" title: "Voorbij" explanation: "Verder." final: true }
  states { name: "burnt" title: "Verbrand" explanation: "Niets over." final: true continue_in: "dropped" }
}
)";
}

const Definition& SmallDefinition() {
  static const Definition kDefinition =
      LoadOrStop("small.textproto", SmallDefinitionText(), SmallEvents(), SmallCommands(), SmallWork());
  return kDefinition;
}

}  // namespace clientroute::orchestrator
