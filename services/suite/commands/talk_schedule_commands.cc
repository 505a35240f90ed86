#include <string>

#include "clientroute/contracting/v1/supplier_management.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/talk_input.h"

namespace clientroute::suite {
namespace {

namespace contracting = clientroute::contracting::v1;
using Stub = contracting::SupplierManagement::Stub;

std::string DutchChoice(const contracting::TalkSchedule& schedule) {
  if (!schedule.has_intensity()) return "-";
  return Cat(schedule.intensity().display_name(), " (", schedule.intensity().talks_per_year(), " per jaar)");
}

std::string DutchLateness(const contracting::TalkSchedule& schedule) {
  if (!schedule.late()) return "";
  return schedule.days_late() == 1 ? "1 dag te laat" : Cat(schedule.days_late(), " dagen te laat");
}

std::string MaybeDate(bool has, const type::v1::Date& date) { return has ? DutchDate(date) : "-"; }

absl::Status ShowSchedule(Invocation& call, const Session& session) {
  contracting::GetTalkScheduleRequest request;
  request.set_contract(ResourceName("contracts", call.word(0)));
  CLIENTROUTE_ASSIGN(const auto schedule, Ask(session, &Stub::GetTalkSchedule, request));
  Output& out = call.out();
  if (out.json()) {
    out.Json(schedule);
    return absl::OkStatus();
  }
  out.Line(
      out.Styled(Style::kBold, Cat("Gesprekken met aanbieder ", schedule.provider(), " over ", schedule.contract())));
  out.Line(Cat("  laatste     ", MaybeDate(schedule.has_last_talk_date(), schedule.last_talk_date())));
  out.Line(Cat("  gepland     ", MaybeDate(schedule.has_planned_date(), schedule.planned_date())));
  out.Line(Cat("  uiterlijk   ", MaybeDate(schedule.has_due_date(), schedule.due_date()),
               schedule.late() ? Cat(", ", DutchLateness(schedule)) : ""));
  out.Line(schedule.explanation());
  return absl::OkStatus();
}

absl::Status Due(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  if (!call.arguments().positional().empty()) return ShowSchedule(call, session);
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  contracting::ListTalkSchedulesRequest request;
  request.set_provider(call.arguments().Text("provider"));
  request.set_municipality(call.arguments().Text("in"));
  request.set_lot(call.arguments().Text("lot"));
  request.set_segment(call.arguments().Text("segment"));
  request.set_late(call.arguments().Has("late"));
  request.set_unplanned(call.arguments().Has("unplanned"));
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListTalkSchedules, request, limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"UITERLIJK", "CONTRACT", "AANBIEDER", "HOE VAAK", "LAATSTE", "GEPLAND", ""});
  for (const auto& schedule : answer.schedules()) {
    table.Add({MaybeDate(schedule.has_due_date(), schedule.due_date()), schedule.contract(), schedule.provider(),
               DutchChoice(schedule), MaybeDate(schedule.has_last_talk_date(), schedule.last_talk_date()),
               MaybeDate(schedule.has_planned_date(), schedule.planned_date()), DutchLateness(schedule)});
  }
  PrintRows(table, "Geen contracten.", answer, call.out());
  return absl::OkStatus();
}

std::string_view DutchSource(contracting::PerformanceMeasure::Source source) {
  switch (source) {
    case contracting::PerformanceMeasure::AGREEMENTS_KEPT:
      return "geteld uit de afspraken";
    case contracting::PerformanceMeasure::FIGURE:
      return "cijfer";
    case contracting::PerformanceMeasure::OBSERVED:
      return "eigen waarneming";
    default:
      return "-";
  }
}

absl::Status ListChoices(Invocation& call) {
  contracting::ListSupplierChoicesRequest request;
  if (call.arguments().Has("on")) {
    CLIENTROUTE_ASSIGN(*request.mutable_date(), ReadDay("on", call.arguments().Text("on")));
  }
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(const auto choices, Ask(session, &Stub::ListSupplierChoices, request));
  Output& out = call.out();
  if (out.json()) {
    out.Json(choices);
    return absl::OkStatus();
  }
  TextTable talks({"PERCEEL", "SEGMENT", "PER JAAR", "NAAM"});
  for (const auto& one : choices.intensities()) {
    talks.Add({one.lot().empty() ? "alle" : one.lot(), one.segment().empty() ? "alle" : one.segment(),
               std::to_string(one.talks_per_year()), one.display_name()});
  }
  PrintRows(talks, "De regio koos niet hoe vaak er gesprekken zijn.", choices, out);
  out.Line();
  TextTable measures({"ONDERDEEL", "GEWICHT", "WAARUIT", "CIJFER", "NAAM"});
  for (const auto& one : choices.measures()) {
    measures.Add({one.code(), std::to_string(one.weight()), std::string(DutchSource(one.source())), one.figure(),
                  one.display_name()});
  }
  PrintRows(measures, "De regio koos niet hoe prestaties worden gewogen.", choices, out);
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> TalkScheduleCommands() {
  return {
      {.words = "talk due",
       .arguments = "[CONTRACT]",
       .summary = "Wanneer het volgende gesprek over elk contract er moet zijn, wat het eerst moet eerst; van een "
                  "contract ook hoe die dag is gevonden.",
       .kind = CommandKind::kLists,
       .persona = "contract-manager",
       .flags = {{"late", "", "alleen contracten waarvan het gesprek te laat is"},
                 {"unplanned", "", "alleen waarvoor niets gepland staat"},
                 {"provider", "AGB", "alleen van deze aanbieder"},
                 {"in", "CBS", "alleen voor deze gemeente"},
                 {"lot", "PERCEEL", "alleen van dit perceel"},
                 {"segment", "PAD", "alleen met een product in dit segment of eronder"}},
       .run = Due},
      {.words = "talk choices",
       .summary = "Wat de regio koos: hoe vaak er gesprekken zijn, en hoe prestaties worden gewogen.",
       .persona = "contract-manager",
       .flags = {{"on", "DAG", "zoals dan van kracht (standaard: vandaag)"}},
       .run = ListChoices},
  };
}

}  // namespace clientroute::suite
