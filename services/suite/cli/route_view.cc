#include "services/suite/cli/route_view.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/cli/route_names.h"

namespace clientroute::suite {
namespace {

namespace orchestrator = clientroute::orchestrator::v1;

/// Explanations are wrapped here, wide enough for a sentence and narrow enough for a terminal.
constexpr std::size_t kTextWidth = 100;
constexpr std::size_t kLabelWidth = 13;

void Field(Output& out, std::string_view label, std::string_view text) {
  if (!text.empty()) out.Line(Cat("  ", out.Styled(Style::kFaint, Padded(label, kLabelWidth)), text));
}

void Heading(Output& out, std::string_view text) {
  out.Line();
  out.Line(out.Styled(Style::kBold, text));
}

std::string Condition(const orchestrator::Route& route, Output& out) {
  std::string text = Cat(route.state_title().empty() ? route.state() : route.state_title());
  if (!route.interrupt_state().empty()) text += Cat(", onderbroken door een crisis (", route.interrupt_state(), ")");
  Style style = route.closed() ? Style::kFaint : Style::kGood;
  if (route.paused()) {
    text += ", stilgezet";
    style = Style::kBad;
  }
  return out.Styled(style, text);
}

void PrintHead(const v1::RouteView& view, Output& out) {
  const orchestrator::Route& route = view.route();
  out.Line(Cat(out.Styled(Style::kBold, Cat("Route ", ShortId(route.name()))), "  ", Condition(route, out)));
  Field(out, "naam", route.name());
  Field(out, "stilgezet", route.pause_reason());
  Field(out, "definitie", Cat(route.definition(), " versie ", route.definition_version()));
  Field(out, "geopend", DutchTime(route.create_time()));
  Field(out, "gemeente", route.municipality());
  Field(out, "cliënt", route.client());
  Field(out, "huishouden", route.household());
  Field(out, "casus", route.case_());
  Field(out, "verwijzing", route.referral());
  for (const auto& command : route.pending_commands()) {
    Field(out, "onderweg",
          Cat(command.command(), ", ", command.attempts(), " keer geprobeerd", command.last_error().empty() ? "" : ": ",
              command.last_error()));
  }
}

void PrintParts(const v1::RouteView& view, Output& out) {
  const orchestrator::Route& route = view.route();
  if (route.lines().empty() && route.parts().empty()) return;
  Heading(out, "Onderdelen");
  for (const auto& line : route.lines()) {
    std::string state = "nog niet begonnen";
    for (const auto& part : route.parts()) {
      if (part.key() == line.line()) state = part.state_title().empty() ? part.state() : part.state_title();
    }
    out.Line(Cat("  ", out.Styled(Style::kAccent, Padded(line.line(), 8)), ProductName(line.product()), "  ",
                 DutchExtent(line), "  ", DutchPeriod(line.period()), "  aanbieder ", line.provider()));
    std::string known = state;
    if (line.has_tariff()) known += Cat(" · tarief ", DutchMoney(line.tariff()), " (", line.contract(), ")");
    if (!line.location().empty()) known += Cat(" · ", line.location());
    if (line.allocation_number() > 0) known += Cat(" · toewijzing ", line.allocation_number());
    out.Line(Cat("          ", known));
  }
}

void PrintOpen(const v1::RouteView& view, Output& out) {
  const orchestrator::Route& route = view.route();
  if (!route.open_tasks().empty()) Heading(out, "Aan zet");
  for (const auto& task : route.open_tasks()) {
    std::string due = task.has_due_time() ? Cat(", uiterlijk ", DutchDue(task.due_time())) : "";
    out.Line(Cat("  ", out.Styled(Style::kWarning, task.title()), "  ", task.role(), due, "  ",
                 out.Styled(Style::kFaint, Cat("taak ", ShortId(task.name())))));
  }
  if (!route.waits_for().empty()) Heading(out, "Wacht op");
  for (const std::string& waits : route.waits_for()) out.Line(Cat("  ", waits));
}

void PrintDecided(const v1::RouteView& view, Output& out) {
  const auto& route = view.case_route();
  if (!route.has_triage() && route.decisions().empty()) return;
  Heading(out, "Beslissingen");
  if (route.has_triage()) {
    const auto& triage = route.triage();
    out.Line(Cat("  ", DutchDay(triage.decide_time()), "  triage: ", DutchComplexity(triage.complexity()), " volgens ",
                 triage.table(), " versie ", triage.table_version()));
    for (const std::string& line : Wrapped(triage.explanation(), kTextWidth)) out.Line(Cat("      ", line));
  }
  for (const auto& decision : route.decisions()) {
    out.Line(Cat("  ", DutchDate(decision.decide_date()), "  besluit ", decision.number(), ": ", DutchVerdict(decision),
                 decision.crisis() ? " als spoedbesluit" : "", " door ", DutchActor(decision.author()),
                 "; bezwaar tot en met ", DutchDate(decision.objection_until())));
    if (decision.refusal_reason() != access::v1::REFUSAL_REASON_UNSPECIFIED)
      out.Line(Cat("      reden van afwijzing: ", DutchRefusal(decision.refusal_reason())));
    for (const std::string& line : Wrapped(decision.motivation(), kTextWidth)) out.Line(Cat("      ", line));
  }
}

void PrintMessages(const v1::RouteView& view, Output& out) {
  if (view.messages().empty()) return;
  Heading(out, "Berichten");
  TextTable table({"  WANNEER", "SOORT", "RICHTING", "IDENTIFICATIE", "STAAT", "BESTAND"});
  for (const auto& message : view.messages()) {
    table.Add({Cat("  ", DutchTime(message.create_time())), message.kind(),
               message.direction() == messaging::v1::Message::IN ? "in" : "uit", message.identification(),
               std::string(DutchState(message.state())), message.file_name()});
  }
  table.Print(out);
}

std::string JoinedWith(std::string_view separator, const google::protobuf::RepeatedPtrField<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += Cat(text.empty() ? "" : separator, word);
  return text;
}

/// What the person said, for who may read it; otherwise that it stands in the case.
void PrintNote(const orchestrator::TimelineEntry& entry, const v1::RouteView& view, Output& out) {
  if (entry.note().empty()) return;
  const auto& notes = view.case_route().notes();
  const auto found = std::ranges::find(notes, entry.note(), &access::v1::Note::name);
  const bool readable = found != notes.end() && !found->text().empty();
  const std::string text = readable ? Cat("\"", found->text(), "\"") : "toelichting in de casus";
  for (const std::string& line : Wrapped(text, kTextWidth)) out.Line(Cat("            ", line));
}

void PrintFollowed(const orchestrator::TimelineEntry& entry, const v1::RouteView& view, Output& out) {
  auto follow = [&](std::string_view mark, std::string_view text) {
    std::string before = Cat(mark, " ");
    for (const std::string& line : Wrapped(text, kTextWidth - Width(before))) {
      out.Line(Cat("            ", out.Styled(Style::kFaint, Cat(before, line))));
      before = std::string(Width(before), ' ');
    }
  };
  if (entry.from_state() != entry.to_state()) {
    follow("→", Cat(entry.from_state().empty() ? "begin" : entry.from_state(), " → ", entry.to_state()));
  }
  PrintNote(entry, view, out);
  for (const std::string& line : Wrapped(entry.explanation(), kTextWidth)) out.Line(Cat("            ", line));
  std::string attributes;
  for (const auto& fact : entry.attributes())
    attributes += Cat(attributes.empty() ? "" : ", ", fact.name(), " ", fact.value());
  follow("·", attributes);
  follow("opdracht", JoinedWith(", ", entry.commands()));
  follow("termijn", JoinedWith(", ", entry.timers()));
  follow("taak", JoinedWith(", ", entry.tasks()));
  follow("bericht", entry.message());
  follow("door", entry.cause());
}

}  // namespace

void PrintTimeline(const v1::RouteView& view, Output& out) {
  std::string day;
  for (const auto& entry : view.route().timeline()) {
    if (std::string its_day = DutchDay(entry.time()); its_day != day) {
      out.Line(Cat("  ", out.Styled(Style::kAccent, its_day)));
      day = its_day;
    }
    std::string title = entry.title().empty() ? entry.event() : entry.title();
    if (!entry.part().empty()) title += Cat(" (", entry.part(), ")");
    if (entry.unexpected()) title += " - past niet bij de stand van de route";
    Style style = entry.unexpected() ? Style::kBad : Style::kBold;
    constexpr std::size_t kMinutes = 5;
    out.Line(Cat("    ", DutchClock(entry.time()).substr(0, kMinutes), "   ", out.Styled(style, title), "  ",
                 out.Styled(Style::kFaint, Cat(entry.event(), ", ", DutchActor(entry.actor())))));
    PrintFollowed(entry, view, out);
  }
}

void PrintRoute(const v1::RouteView& view, Output& out) {
  PrintHead(view, out);
  PrintParts(view, out);
  PrintOpen(view, out);
  PrintDecided(view, out);
  PrintMessages(view, out);
  Heading(out, "Tijdlijn");
  PrintTimeline(view, out);
}

}  // namespace clientroute::suite
