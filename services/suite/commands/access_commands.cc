#include <algorithm>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/cli/route_names.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"
#include "services/suite/commands/refusal_reason.h"
#include "services/suite/commands/route_lookup.h"

namespace clientroute::suite {
namespace {

namespace access = clientroute::access::v1;
using Stub = access::Access::Stub;

constexpr std::size_t kTextWidth = 100;

std::string DutchLine(const type::v1::CareLine& line) {
  return Cat(line.line(), "  ", ProductName(line.product()), "  ", DutchExtent(line), "  ", DutchPeriod(line.period()));
}

void PrintDecision(Output& out, const access::Decision& decision) {
  out.Line(Cat("  besluit ", decision.number(), ": ", DutchVerdict(decision),
               decision.crisis() ? " als spoedbesluit" : "", " op ", DutchDate(decision.decide_date()), " door ",
               DutchActor(decision.author()), "; bezwaar tot en met ", DutchDate(decision.objection_until())));
  if (!decision.change_request().empty())
    out.Line(Cat("    over verzoek om wijziging ", ShortId(decision.change_request())));
  for (const auto& line : decision.lines()) out.Line(Cat("    toegekend  ", DutchLine(line)));
  for (const auto& line : decision.refused_lines()) out.Line(Cat("    afgewezen  ", DutchLine(line)));
  if (decision.refusal_reason() != access::REFUSAL_REASON_UNSPECIFIED) {
    out.Line(Cat("    reden van afwijzing: ", DutchRefusal(decision.refusal_reason()),
                 decision.responsible_municipality().empty()
                     ? ""
                     : Cat("; verantwoordelijk is gemeente ", decision.responsible_municipality())));
  }
  if (!decision.motivation().empty()) out.Line(Cat("    ", decision.motivation()));
}

void PrintCaseRoute(Output& out, const access::CaseRoute& route) {
  out.Line();
  out.Line(out.Styled(Style::kBold, Cat("Route ", route.route())));
  out.Line(Cat("  cliënt ", route.client(), ", verwijzing ", route.referral()));
  if (route.has_problem_analysis()) {
    const auto& analysis = route.problem_analysis();
    out.Line(Cat("  probleemanalyse door ", DutchActor(analysis.author()), ", ", DutchTime(analysis.create_time())));
    if (!analysis.narrative().empty()) out.Line(Cat("    ", analysis.narrative()));
    if (!analysis.lighter_help_considered().empty())
      out.Line(Cat("    lichtere hulp: ", analysis.lighter_help_considered()));
  }
  if (route.has_triage()) {
    const auto& triage = route.triage();
    out.Line(Cat("  triage: ", DutchComplexity(triage.complexity()),
                 triage.overridden() ? Cat(", anders dan de tabel, door ", DutchActor(triage.author())) : ""));
    for (const std::string& line : Wrapped(triage.explanation(), kTextWidth)) out.Line(Cat("    ", line));
    if (!triage.override_reason().empty()) out.Line(Cat("    anders besloten omdat: ", triage.override_reason()));
  }
  if (route.has_plan()) {
    const auto& plan = route.plan();
    out.Line(Cat(
        "  perspectiefplan door ", DutchActor(plan.author()),
        plan.has_result_expected_date() ? Cat(", resultaat verwacht ", DutchDate(plan.result_expected_date())) : ""));
    for (const auto& goal : plan.goals())
      out.Line(
          Cat("    ", goal.code(), "  ", goal.description().empty() ? "(voor wie betrokken is)" : goal.description()));
  }
  for (const auto& decision : route.decisions()) PrintDecision(out, decision);
}

void PrintRole(Output& out, const access::RoleHolding& role) {
  out.Line(Cat("  ", DutchRole(role.role()), ": ", DutchActor(role.holder()),
               role.provider().empty() ? "" : Cat(" (aanbieder ", role.provider(), ")"), ", sinds ",
               DutchDay(role.start_time()), role.has_end_time() ? Cat(" tot ", DutchDay(role.end_time())) : ""));
  for (const auto& absence : role.absences()) {
    std::string until = absence.has_last_date() ? Cat(" t/m ", DutchDate(absence.last_date()))
                        : absence.has_expected_last_date()
                            ? Cat(", verwacht t/m ", DutchDate(absence.expected_last_date()))
                            : std::string(", zonder bekend einde");
    out.Line(
        Cat("    afwezig vanaf ", DutchDate(absence.first_date()), until, "; ",
            absence.substitute().empty() ? "zonder vervanger" : Cat("vervanger ", DutchActor(absence.substitute()))));
  }
}

absl::Status ShowCase(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  access::GetCaseRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_name(), CaseName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto file, Ask(session, &Stub::GetCase, request));
  Output& out = call.out();
  if (out.json()) {
    out.Json(file);
    return absl::OkStatus();
  }
  out.Line(out.Styled(Style::kBold, Cat("Casus ", file.name())));
  out.Line(Cat("  huishouden ", file.household(), ", gemeente ", file.municipality(), ", geopend ",
               DutchTime(file.create_time())));
  out.Line(
      Cat("  casusregisseur ", file.case_director().empty() ? "nog niet benoemd" : DutchActor(file.case_director())));
  for (const auto& role : file.roles()) PrintRole(out, role);
  for (const auto& route : file.routes()) PrintCaseRoute(out, route);
  return absl::OkStatus();
}

/// The table with the questions of a route's law, in force today.
absl::StatusOr<access::TriageTable> AskTable(const Session& session, const orchestrator::v1::Route& route) {
  access::GetTriageTableRequest request;
  request.set_law(route.lines().empty() ? type::v1::JEUGDWET : route.lines(0).law());
  return Ask(session, &Stub::GetTriageTable, request);
}

absl::Status RecordTriage(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(auto route, LookUpRoute(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto table, AskTable(session, route));
  std::vector<std::string> held = call.arguments().List("held");
  access::RecordProblemAnalysisRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_route(route.name());
  for (const auto& criterion : table.criteria()) {
    auto* finding = request.mutable_analysis()->add_findings();
    finding->set_criterion(criterion.code());
    auto found = std::ranges::find(held, criterion.code());
    finding->set_holds(found != held.end());
    if (found != held.end()) held.erase(found);
  }
  if (!held.empty())
    return WrongUse(
        Cat("--held kent '", held.front(), "' niet; 'triage questions ", call.word(0), "' noemt de vragen"));
  request.mutable_analysis()->set_narrative(call.arguments().Text("narrative"));
  request.mutable_analysis()->set_lighter_help_considered(call.arguments().Text("lighter-help"));
  CLIENTROUTE_ASSIGN(auto analysis, Ask(session, &Stub::RecordProblemAnalysis, request));
  if (call.out().json()) {
    call.out().Json(analysis);
  } else {
    call.out().Line(
        Cat("Probleemanalyse vastgelegd, ", DutchTime(analysis.create_time()), ". De triage volgt vanzelf."));
  }
  return absl::OkStatus();
}

absl::Status ShowQuestions(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(auto route, LookUpRoute(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto table, AskTable(session, route));
  if (call.out().json()) {
    call.out().Json(table);
    return absl::OkStatus();
  }
  call.out().Line(
      Cat("Multi als alle vereiste vragen met ja zijn beantwoord",
          table.optional_needed() > 0 ? Cat(", en ten minste ", table.optional_needed(), " van de andere") : "", " (",
          table.name(), " versie ", table.version(), ", vanaf ", DutchDate(table.valid_from()), ")."));
  TextTable rows({"CODE", "VEREIST", "VRAAG"});
  for (const auto& criterion : table.criteria()) {
    rows.Add({criterion.code(), std::string(DutchYesNo(criterion.required())), criterion.question()});
  }
  rows.Print(call.out());
  return absl::OkStatus();
}

absl::Status RecordPlan(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  std::vector<std::string> goals = call.arguments().List("goals", ';');
  if (goals.empty()) return WrongUse("'plan record' wil ook --goals, gescheiden door puntkomma's");
  CLIENTROUTE_ASSIGN(auto route, LookUpRoute(session, call.word(0)));
  access::RecordPlanRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_route(route.name());
  access::PerspectivePlan& plan = *request.mutable_plan();
  for (std::size_t i = 0; i < goals.size(); ++i) {
    auto* goal = plan.add_goals();
    goal->set_code(Cat("goal-", i + 1));
    goal->set_description(goals[i]);
    for (const auto& line : route.lines()) goal->add_lines(line.line());
  }
  plan.set_perspective(call.arguments().Text("perspective"));
  plan.set_orientation(call.arguments().Has("support") ? access::SUPPORT_ORIENTED : access::RESOLUTION_ORIENTED);
  if (call.arguments().Has("result-by")) {
    std::optional<Date> day = Date::Parse(call.arguments().Text("result-by"));
    if (!day) return WrongUse("--result-by wil een dag als 2026-12-31");
    *plan.mutable_result_expected_date() = ToProto(*day);
  }
  CLIENTROUTE_ASSIGN(auto recorded, Ask(session, &Stub::RecordPlan, request));
  if (call.out().json()) {
    call.out().Json(recorded);
  } else {
    call.out().Line(Cat("Perspectiefplan met ", recorded.goals_size(), " doel(en) vastgelegd, ",
                        DutchTime(recorded.create_time()), "."));
  }
  return absl::OkStatus();
}

/// The change request of the route that has no decision yet; empty when there is none.
absl::StatusOr<std::string> ChangeInHand(const Session& session, const orchestrator::v1::Route& route) {
  if (route.change_request().empty()) return std::string();
  access::GetCaseRequest request;
  request.set_name(route.case_());
  CLIENTROUTE_ASSIGN(auto file, Ask(session, &Stub::GetCase, request));
  for (const auto& one : file.routes()) {
    if (one.route() != route.name()) continue;
    for (const auto& decision : one.decisions()) {
      if (decision.change_request() == route.change_request()) return std::string();
    }
  }
  return route.change_request();
}

/// `--lines line-1,line-2`: those lines as they were asked for.
absl::Status AddLines(const Arguments& arguments, const orchestrator::v1::Route& route,
                      access::TakeDecisionRequest& request) {
  for (const std::string& name : arguments.List("lines")) {
    auto found = std::ranges::find(route.lines(), name, [](const auto& line) { return line.line(); });
    if (found == route.lines().end())
      return WrongUse(Cat("--lines kent '", name, "' niet; 'route show' noemt de regels van de route"));
    *request.add_lines() = *found;
  }
  return absl::OkStatus();
}

absl::Status TakeDecision(Invocation& call) {
  const Arguments& arguments = call.arguments();
  bool grant = arguments.Has("grant");
  bool withdraw = arguments.Has("withdraw");
  if (int{grant} + int{withdraw} + int{arguments.Has("refuse")} != 1)
    return WrongUse("'decision take' wil een van --grant, --refuse en --withdraw");
  if (!arguments.Has("motivation")) return WrongUse("'decision take' wil ook --motivation: waarom");
  access::TakeDecisionRequest request;
  CLIENTROUTE_ASSIGN(auto reason, ParseRefusal(arguments));
  const bool part = grant && arguments.Has("lines");
  if ((arguments.Has("refuse") || part) && reason == access::REFUSAL_REASON_UNSPECIFIED)
    return WrongUse("afwijzen, ook van een deel, wil --reason: het antwoord aan de aanbieder noemt die reden");
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(auto route, LookUpRoute(session, call.word(0)));
  request.set_request_id(session.NewRequestId());
  request.set_route(route.name());
  request.set_outcome(grant ? access::Decision::GRANT : access::Decision::REFUSE);
  if (withdraw) request.set_kind(access::DECISION_WITHDRAW);
  request.set_crisis(arguments.Has("crisis"));
  request.set_motivation(arguments.Text("motivation"));
  request.set_refusal_reason(reason);
  request.set_responsible_municipality(arguments.Text("responsible"));
  CLIENTROUTE_RETURN_IF_ERROR(AddLines(arguments, route, request));
  if (arguments.Has("change-request")) {
    request.set_change_request(ResourceName("change_requests", arguments.Text("change-request")));
  } else if (!withdraw) {
    CLIENTROUTE_ASSIGN(*request.mutable_change_request(), ChangeInHand(session, route));
  }
  CLIENTROUTE_ASSIGN(auto decision, Ask(session, &Stub::TakeDecision, request));
  if (call.out().json()) {
    call.out().Json(decision);
  } else {
    PrintDecision(call.out(), decision);
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> AccessCommands() {
  return {
      {.words = "case show",
       .arguments = "CASUS",
       .summary = "Een casus met per route probleemanalyse, triage, plan en besluiten.",
       .persona = "access-professional",
       .run = ShowCase},
      {.words = "triage questions",
       .arguments = "ROUTE",
       .summary = "De vragen van de regio die over mono of multi beslissen.",
       .persona = "access-professional",
       .run = ShowQuestions},
      {.words = "triage record",
       .arguments = "ROUTE",
       .summary = "Leg de probleemanalyse vast; de triage volgt vanzelf.",
       .details = "Wat niet in --held staat, geldt niet. 'triage questions' noemt de vragen.",
       .kind = CommandKind::kWrites,
       .persona = "access-professional",
       .flags = {{"held", "CODES", "de vragen waarop het antwoord ja is, gescheiden door komma's"},
                 {"narrative", "TEKST", "wat er aan de hand is; wordt versleuteld bewaard"},
                 {"lighter-help", "TEKST", "waarom vrij toegankelijke hulp en eigen netwerk niet genoeg zijn"}},
       .run = RecordTriage},
      {.words = "plan record",
       .arguments = "ROUTE",
       .summary = "Leg het perspectiefplan vast met zijn doelen.",
       .kind = CommandKind::kWrites,
       .persona = "access-professional",
       .flags = {{"goals", "DOELEN", "wat bereikt moet worden, gescheiden door puntkomma's"},
                 {"perspective", "TEKST", "naar welk perspectief"},
                 {"result-by", "DAG", "wanneer resultaat verwacht mag worden: 2026-12-31"},
                 {"support", "", "ondersteuningsgericht in plaats van herstelgericht"}},
       .run = RecordPlan},
      {.words = "decision take",
       .arguments = "ROUTE",
       .summary = "Neem het besluit van de gemeente: toekennen, deels toekennen, afwijzen of intrekken.",
       .details = "Ligt er een verzoek om wijziging, dan gaat het besluit daarover. Afwijzen wil --reason: "
                  "geen-wijziging, budget,\n"
                  "geen-contract, buiten-contract, andere-gemeente, stapeling, zorginhoud, woonplaats of leeftijd.",
       .kind = CommandKind::kWrites,
       .persona = "access-professional",
       .flags = {{"grant", "", "toekennen wat gevraagd is"},
                 {"lines", "REGELS", "alleen deze toekennen, de andere afwijzen: line-1,line-2"},
                 {"refuse", "", "afwijzen"},
                 {"withdraw", "", "intrekken wat eerder is toegekend"},
                 {"crisis", "", "spoedbesluit in een crisis, ook voordat er een plan is"},
                 {"reason", "REDEN", "waarom er wordt afgewezen, zoals de aanbieder het hoort"},
                 {"responsible", "CBS", "bij reden woonplaats: de gemeente die wel verantwoordelijk is"},
                 {"change-request", "VERZOEK", "het verzoek om wijziging (standaard: dat van de route)"},
                 {"motivation", "TEKST", "waarom, zoals het in de brief staat"}},
       .run = TakeDecision},
  };
}

}  // namespace clientroute::suite
