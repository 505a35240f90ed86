#include "tests/simulation/random_definition.h"

#include <cstddef>
#include <random>
#include <vector>

namespace clientroute::orchestrator {
namespace {

constexpr const char* kHead = R"(name: "drawn"
version: 1
title: "Getrokken"
explanation: "Om mee te proberen."
opens { event: "Asked" }
references: "client" references: "municipality" references: "who"
facts { name: "kind" type: SYMBOL symbols: "EASY" symbols: "HARD" title: "soort" }
facts { name: "asked_on" type: DATE title: "gevraagd op" }
facts { name: "size" type: INTEGER title: "grootte" }
facts { name: "good" type: BOOLEAN initial: "false" title: "goed" }
facts { name: "rounds" type: INTEGER initial: "0" title: "rondes" }
facts { name: "pushed" type: BOOLEAN title: "aangespoord" }
facts { name: "pushed_on" type: DATE title: "aangespoord op" }
events { name: "Asked" title: "Gevraagd" attributes: "client" attributes: "municipality" attributes: "who" attributes: "kind" attributes: "asked_on" attributes: "size" }
events { name: "Looked" title: "Bekeken" attributes: "good"@ABOUT@ }
events { name: "Nudged" title: "Aangespoord" renamed { attribute: "hard" as: "pushed" } renamed { attribute: "since" as: "pushed_on" optional: true } leaves_lines: true }
unexpected_event { title: "Onverwacht" explanation: "Kijk." role: "watcher" due { working_days: 1 } }
failed_command { title: "Mislukt" explanation: "Herstel." role: "operator" }
)";

constexpr const char* kSay = " explanation: \"x\" ";

class Drawer {
 public:
  explicit Drawer(std::uint64_t seed) : random_(seed) {}

  std::string Draw() {
    states_ = 3 + Below(4);
    parts_ = Chance(2);
    interrupted_ = Chance(2);
    patience_ = Chance(2);
    hurry_ = Chance(2);
    forever_ = Chance(3);
    text_ = kHead;
    const std::string about = "@ABOUT@";
    text_.replace(text_.find(about), about.size(), Chance(3) ? " about: \"who\"" : "");
    if (parts_) text_ += "events { name: \"Split\" title: \"Verdeeld\" }\n";
    if (interrupted_) {
      for (const char* name : {"Alarm", "Quiet", "Fire"})
        text_ += "events { name: \"" + std::string(name) + "\" title: \"Signaal\" signal: true }\n";
    }
    Main();
    if (parts_) Part();
    if (interrupted_) Interruption();
    return std::move(text_);
  }

 private:
  std::size_t Below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_); }
  bool Chance(std::size_t one_in) { return Below(one_in) == 0; }
  static std::string S(std::size_t i) { return "s" + std::to_string(i); }

  std::string Term(bool after_a_day) {
    // A birthday is one of a day that is known.
    static const std::vector<const char*> kUnits = {"hours", "days", "working_days", "weeks", "months", "birthday"};
    const std::size_t unit = after_a_day ? 1 + Below(5) : Below(5);
    std::string term = std::string(kUnits[unit]) + ": " + std::to_string(1 + Below(9));
    if (after_a_day) term += " after: \"asked_on\"";
    return "term { " + term + " }";
  }

  // Where a transition leads: on, back, to an end, or nowhere.
  std::string Target(std::size_t from) {
    switch (Below(4)) {
      case 0:
        return " go_to: \"" + S(1 + Below(states_ - 1)) + "\" ";
      case 1:
        return " go_to: \"" + S(from + 1 < states_ ? from + 1 : from) + "\" ";
      case 2:
        return Chance(3) ? " go_to: \"end\" " : " ";
      default:
        return " ";
    }
  }

  std::string Actions() {
    std::string actions;
    if (Chance(4)) actions += " set { fact: \"rounds\" to: \"" + std::to_string(Below(15)) + "\" }";
    if (Chance(5)) actions += " commands: \"Forget\"";
    if (patience_ && Chance(3)) actions += Chance(3) ? " cancel_timers: \"patience\"" : " start_timers: \"patience\"";
    if (hurry_ && Chance(3)) actions += Chance(3) ? " close_tasks: \"hurry\"" : " open_tasks: \"hurry\"";
    return actions + kSay;
  }

  // One or two rows on a trigger, together for every value.
  void Rows(const std::string& trigger, std::size_t from, const char* first_target) {
    static const std::vector<std::pair<const char*, const char*>> kHalves = {
        {"when { fact: \"kind\" op: EQ to: \"EASY\" }", "when { fact: \"kind\" op: NE to: \"EASY\" }"},
        {"when { fact: \"size\" op: LE to: \"6\" }", "when { fact: \"size\" op: GT to: \"6\" }"},
        {"when { fact: \"good\" op: EQ to: \"true\" }", "when { fact: \"good\" op: EQ to: \"false\" }"},
        {"when { fact: \"rounds\" op: LT to: \"7\" }", "when { fact: \"rounds\" op: GE to: \"7\" }"},
        {"when { fact: \"kind\" op: IN to: \"EASY\" }", "when { fact: \"kind\" op: IN to: \"HARD\" }"},
        {"when { fact: \"asked_on\" op: LT to: \"2026-09-01\" }",
         "when { fact: \"asked_on\" op: GE to: \"2026-09-01\" }"},
        {"when { fact: \"pushed_on\" op: KNOWN }", "when { fact: \"pushed_on\" op: UNKNOWN }"},
    };
    const std::string on = "    on { " + trigger + " ";
    const std::string first = *first_target != '\0' ? " go_to: \"" + std::string(first_target) + "\" " : Target(from);
    if (Chance(2)) {
      text_ += on + first + Actions() + "}\n";
      return;
    }
    const auto& [one, other] = kHalves[Below(kHalves.size())];
    text_ += on + one + first + Actions() + "}\n";
    text_ += on + other + Target(from) + Actions() + "}\n";
  }

  void Main() {
    text_ += "charts { kind: MAIN name: \"main\" title: \"Hoofd\" start: \"s0\"";
    if (Chance(3)) text_ += " defers: \"Nudged\"";
    text_ += "\n";
    for (std::size_t i = 1; i < states_; ++i) {
      timer_.push_back(Chance(2));
      task_.push_back(Chance(2));
      if (timer_.back())
        text_ += "  timers { name: \"t" + std::to_string(i) + "\" title: \"t\" " + Term(Chance(2)) + " }\n";
      if (!task_.back()) continue;
      text_ += "  tasks { name: \"k" + std::to_string(i) + "\" title: \"k\"" + kSay + "role: \"judge\"";
      if (Chance(2)) text_ += " due { working_days: " + std::to_string(1 + Below(5)) + " }";
      text_ += " outcomes { name: \"yes\" title: \"Ja\" } outcomes { name: \"no\" title: \"Nee\" } }\n";
    }
    if (patience_) {
      text_ += "  timers { name: \"patience\" title: \"Geduld\" " + Term(false) + " }\n";
      text_ += "  everywhere { timer: \"patience\"" + std::string(Chance(3) ? " go_to: \"end\"" : "") + kSay + "}\n";
    }
    if (hurry_) {
      text_ += "  tasks { name: \"hurry\" title: \"Haast\"" + std::string(kSay) +
               "role: \"judge\" outcomes { name: \"ok\" title: \"Gedaan\" } }\n";
      text_ += "  everywhere { task { name: \"hurry\" outcome: \"ok\" }" + std::string(kSay) + "}\n";
    }
    if (forever_) text_ += "  everywhere { event: \"Looked\"" + std::string(kSay) + "}\n";
    text_ += "  states { name: \"s0\" title: \"s\"" + std::string(kSay) + "\n";
    text_ += "    on { event: \"Asked\" go_to: \"s1\"" + std::string(patience_ ? " start_timers: \"patience\"" : "") +
             (hurry_ ? " open_tasks: \"hurry\"" : "") + kSay + "}\n  }\n";
    for (std::size_t i = 1; i < states_; ++i) MainState(i);
    if (parts_) {
      text_ += "  states { name: \"working\" title: \"w\"" + std::string(kSay) + "\n";
      text_ += "    on { automatic: true when { fact: \"parts_open\" op: EQ to: \"0\" } go_to: \"end\"" +
               std::string(kSay) + "}\n";
      if (Chance(2)) text_ += "    on { event: \"Split\" start_parts: \"piece\"" + std::string(kSay) + "}\n";
      text_ += "  }\n";
    }
    text_ += "  states { name: \"end\" title: \"e\"" + std::string(kSay) + "final: true commands: \"Forget\" }\n}\n";
  }

  void MainState(std::size_t i) {
    const std::string n = std::to_string(i);
    text_ += "  states { name: \"" + S(i) + "\" title: \"s\"" + kSay;
    if (Chance(4)) text_ += " commands: \"Forget\"";
    if (forever_ && Chance(3)) text_ += " commands: \"Look\"";
    if (timer_[i - 1]) text_ += " timers: \"t" + n + "\"";
    if (task_[i - 1]) text_ += " tasks: \"k" + n + "\"";
    text_ += "\n";
    // The first leads on, so that there is a way from the first to the last and to an end.
    const std::string next = i + 1 < states_ ? S(i + 1) : "end";
    Rows("event: \"Asked\"", i, next.c_str());
    if (timer_[i - 1]) Rows("timer: \"t" + n + "\"", i, "");
    if (task_[i - 1]) {
      Rows("task { name: \"k" + n + "\" outcome: \"yes\" }", i, "");
      Rows("task { name: \"k" + n + "\" outcome: \"no\" }", i, "");
    }
    if (i == 1 || Chance(2)) Rows("event: \"Looked\"", i, "");
    if (i == 2 || Chance(3)) Rows("event: \"Nudged\"", i, "");
    if (parts_ && (i == 1 || Chance(3))) {
      text_ += "    on { event: \"Split\" go_to: \"working\" start_parts: \"piece\"" + std::string(kSay) + "}\n";
    }
    text_ += "  }\n";
  }

  void Part() {
    text_ += R"(charts { kind: PART name: "piece" title: "Stuk" start: "busy"
  line_attributes: "weight" optional_line_attributes: "from"
  facts { name: "weight" type: INTEGER title: "gewicht" }
  facts { name: "from" type: DATE title: "vanaf" }
  facts { name: "clean" type: BOOLEAN title: "schoon" }
  events { name: "PieceDone" title: "Stuk klaar" attributes: "clean" }
  timers { name: "piece_term" title: "Stuktermijn" term { days: 5 after: "from" only_when_known: true } }
  tasks { name: "check" title: "Controleer" explanation: "x" role: "checker" outcomes { name: "fine" title: "In orde" } }
  states { name: "busy" title: "b" explanation: "x" timers: "piece_term"
)";
    const char* targets[] = {"ready", "checking"};
    text_ += "    on { event: \"PieceDone\" when { fact: \"clean\" op: EQ to: \"true\" } go_to: \"" +
             std::string(targets[Below(2)]) + "\"" + kSay + "}\n";
    text_ += "    on { event: \"PieceDone\" when { fact: \"clean\" op: EQ to: \"false\" } go_to: \"checking\"" +
             std::string(Chance(2) ? " set { fact: \"rounds\" to: \"9\" }" : "") + kSay + "}\n";
    text_ +=
        "    on { timer: \"piece_term\"" + std::string(Chance(2) ? " go_to: \"checking\"" : "") + kSay + "}\n  }\n";
    text_ += "  states { name: \"checking\" title: \"c\"" + std::string(kSay) + "tasks: \"check\"\n";
    text_ += "    on { task { name: \"check\" outcome: \"fine\" } go_to: \"" +
             std::string(Chance(4) ? "busy" : "ready") + "\"" + kSay + "}\n";
    text_ += "    on { event: \"PieceDone\" go_to: \"ready\"" + std::string(kSay) + "}\n  }\n";
    text_ += "  states { name: \"ready\" title: \"r\"" + std::string(kSay) + "final: true\n";
    if (Chance(2)) {
      // It begins again, or hears of it once more.
      text_ += "    on { event: \"PieceDone\" when { fact: \"clean\" op: EQ to: \"false\" } go_to: \"" +
               std::string(Chance(2) ? "busy" : "checking") + "\"" + (Chance(2) ? " commands: \"Forget\"" : "") + kSay +
               "}\n    on { event: \"PieceDone\" when { fact: \"clean\" op: EQ to: \"true\" }" + kSay + "}\n";
    }
    text_ += "  }\n}\n";
  }

  void Interruption() {
    text_ += R"(charts { kind: INTERRUPTING name: "alarm" title: "Alarm" start: "loud" interrupts_on: "Alarm"
  tasks { name: "calm" title: "Kalmeer" explanation: "x" role: "guard" outcomes { name: "calmed" title: "Rustig" } }
  states { name: "loud" title: "l" explanation: "x" tasks: "calm"
    on { event: "Quiet" go_to: "over" explanation: "x" }
    on { event: "Fire" go_to: "burnt" explanation: "x" }
)";
    if (Chance(2)) text_ += "    on { event: \"Nudged\" go_to: \"over\"" + std::string(kSay) + "}\n";
    text_ += R"(    on { task { name: "calm" outcome: "calmed" } )";
    text_ += std::string(Chance(3) ? "go_to: \"loud\"" : "go_to: \"over\"") + kSay + "}\n  }\n";
    text_ += "  states { name: \"over\" title: \"o\"" + std::string(kSay) + "final: true }\n";
    text_ += "  states { name: \"burnt\" title: \"b\"" + std::string(kSay) + "final: true continue_in: \"" +
             (Chance(2) ? std::string("end") : S(1)) + "\" }\n}\n";
  }

  std::mt19937_64 random_;
  std::size_t states_ = 0;
  bool parts_ = false;
  bool interrupted_ = false;
  bool patience_ = false;
  bool hurry_ = false;
  bool forever_ = false;
  std::vector<bool> timer_;
  std::vector<bool> task_;
  std::string text_;
};

}  // namespace

std::string DrawDefinitionText(std::uint64_t seed) { return Drawer(seed).Draw(); }

}  // namespace clientroute::orchestrator
