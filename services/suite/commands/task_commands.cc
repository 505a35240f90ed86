#include <algorithm>

#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/cli/persona.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"
#include "services/suite/commands/notes.h"

namespace clientroute::suite {
namespace {

namespace orchestrator = clientroute::orchestrator::v1;
using Stub = orchestrator::Orchestrator::Stub;

std::string_view DutchState(orchestrator::Task::State state) {
  switch (state) {
    case orchestrator::Task::OPEN:
      return "open";
    case orchestrator::Task::TAKEN:
      return "in behandeling";
    case orchestrator::Task::COMPLETED:
      return "afgerond";
    case orchestrator::Task::CANCELLED:
      return "vervallen";
    default:
      return "-";
  }
}

/// The command that does what a task asks for: the method that answers it, and the words.
struct Answering {
  std::string_view method;
  std::string_view words;
};
constexpr Answering kAnswering[] = {
    {"RecordProblemAnalysis", "triage record"},
    {"HoldConference", "conference record"},
    {"RecordExpertTeamOutcome", "expert-team record"},
    {"RecordPlan", "plan record"},
    {"TakeDecision", "decision take"},
    {"RecordEvaluation", "evaluation record"},
    {"RecordOutflow", "outflow record"},
    {"RecordAftercareContact", "aftercare record"},
};

std::string DutchAnswer(const orchestrator::Task& task) {
  if (!task.answered_by().empty()) {
    const std::string method = task.answered_by().substr(task.answered_by().rfind('/') + 1);
    const auto* found = std::ranges::find(kAnswering, method, &Answering::method);
    if (found == std::end(kAnswering)) return Cat("wordt beantwoord met ", task.answered_by());
    return Cat("eindigt met: clientroute ", found->words, " ", ShortId(task.route()));
  }
  std::string outcomes;
  for (const std::string& outcome : task.outcomes()) outcomes += Cat(outcomes.empty() ? "" : ", ", outcome);
  return outcomes;
}

/// `medewerker van de toegang (access-professional)`.
std::string DutchRoleOf(const std::string& role) {
  const auto found = std::ranges::find(Personas(), role, &Persona::name);
  return found == Personas().end() ? role : Cat(found->help, " (", role, ")");
}

void PrintTask(Output& out, const orchestrator::Task& task) {
  if (out.json()) return out.Json(task);
  out.Line(out.Styled(Style::kBold, task.title()));
  out.Line(Cat("  taak        ", task.name()));
  out.Line(Cat("  soort       ", task.kind()));
  out.Line(Cat("  staat       ", DutchState(task.state()), task.assignee().empty() ? "" : " bij ",
               DutchActor(task.assignee())));
  out.Line(Cat("  route       ", task.route(), task.part().empty() ? "" : ", onderdeel ", task.part()));
  out.Line(Cat("  voor        ", DutchRoleOf(task.role()), ", gemeente ", task.municipality()));
  out.Line(Cat("  geopend     ", DutchTime(task.create_time())));
  out.Line(Cat("  uiterlijk   ", task.has_due_time() ? DutchDue(task.due_time()) : "-"));
  if (std::string answer = DutchAnswer(task); !answer.empty()) out.Line(Cat("  uitkomsten  ", answer));
  if (!task.outcome().empty()) {
    out.Line(Cat("  uitkomst    ", task.outcome(), " door ", DutchActor(task.completer()), ", ",
                 DutchTime(task.end_time())));
  }
}

absl::Status List(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  CLIENTROUTE_ASSIGN(std::int64_t limit, call.Limit());
  orchestrator::ListTasksRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_route(), RouteName(session, call.arguments().Text("route")));
  request.set_role(call.arguments().Text("role"));
  request.set_include_ended(call.arguments().Has("all"));
  CLIENTROUTE_ASSIGN(auto answer, AskPages(session, &Stub::ListTasks, request, limit));
  if (call.out().json()) {
    call.out().Json(answer);
    return absl::OkStatus();
  }
  TextTable table({"TAAK", "UITERLIJK", "STAAT", "ROL", "ROUTE", "WAT"});
  for (const auto& task : answer.tasks()) {
    table.Add({std::string(ShortId(task.name())), task.has_due_time() ? DutchDue(task.due_time()) : "-",
               std::string(DutchState(task.state())), task.role(), ShortId(task.route()), task.title()});
  }
  PrintRows(table, "Geen taken.", answer, call.out());
  return absl::OkStatus();
}

absl::Status Show(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  orchestrator::GetTaskRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_name(), TaskName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto task, Ask(session, &Stub::GetTask, request));
  PrintTask(call.out(), task);
  return absl::OkStatus();
}

absl::Status Take(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  orchestrator::TakeTaskRequest request;
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_name(), TaskName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto task, Ask(session, &Stub::TakeTask, request));
  PrintTask(call.out(), task);
  return absl::OkStatus();
}

absl::Status Complete(Invocation& call) {
  if (!call.arguments().Has("outcome"))
    return WrongUse("'task complete' wil ook --outcome; 'task show' noemt de uitkomsten");
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  orchestrator::CompleteTaskRequest request;
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_name(), TaskName(session, call.word(0)));
  request.set_outcome(call.arguments().Text("outcome"));
  if (const std::string note = call.arguments().Text("note"); !note.empty()) {
    orchestrator::GetTaskRequest wanted;
    wanted.set_name(request.name());
    CLIENTROUTE_ASSIGN(const auto about, Ask(session, &Stub::GetTask, wanted));
    CLIENTROUTE_ASSIGN(*request.mutable_note(), RecordNote(session, about.route(), note));
  }
  CLIENTROUTE_ASSIGN(auto task, Ask(session, &Stub::CompleteTask, request));
  PrintTask(call.out(), task);
  return absl::OkStatus();
}

absl::Status HandOver(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  orchestrator::HandOverTaskRequest request;
  request.set_request_id(session.NewRequestId());
  CLIENTROUTE_ASSIGN(*request.mutable_name(), TaskName(session, call.word(0)));
  if (std::string to = call.arguments().Text("to"); !to.empty()) request.set_to(ResourceName("persons", to));
  CLIENTROUTE_ASSIGN(auto task, Ask(session, &Stub::HandOverTask, request));
  PrintTask(call.out(), task);
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> TaskCommands() {
  return {
      {.words = "task list",
       .summary = "De taken die u mag doen, op uiterste datum.",
       .kind = CommandKind::kLists,
       .persona = "access-professional",
       .flags = {{"route", "ROUTE", "alleen van deze route"},
                 {"role", "ROL", "alleen voor deze rol"},
                 {"all", "", "ook die zijn afgerond of vervallen"}},
       .run = List},
      {.words = "task show",
       .arguments = "TAAK",
       .summary = "Een taak: wat, voor wie, uiterlijk wanneer en waarmee zij afgerond wordt.",
       .persona = "access-professional",
       .run = Show},
      {.words = "task take",
       .arguments = "TAAK",
       .summary = "Neem een taak in behandeling.",
       .kind = CommandKind::kWrites,
       .persona = "access-professional",
       .run = Take},
      {.words = "task hand-over",
       .arguments = "TAAK",
       .summary = "Geef een taak aan een ander, of terug aan allen die haar mogen doen.",
       .kind = CommandKind::kWrites,
       .persona = "access-professional",
       .flags = {{"to", "PERSOON", "aan wie: persons/toegang-leiding; zonder gaat zij terug"}},
       .run = HandOver},
      {.words = "task complete",
       .arguments = "TAAK",
       .summary = "Rond een taak af met een van haar uitkomsten; de route gaat verder.",
       .details =
           "Een taak die vraagt om iets vast te leggen (probleemanalyse, casusgesprek, plan, besluit) eindigt als "
           "u dat doet;\n"
           "'task show' zegt met welke opdracht.",
       .kind = CommandKind::kWrites,
       .persona = "access-professional",
       .flags = {{"outcome", "UITKOMST", "hoe zij eindigt"},
                 {"note", "TEKST", "toelichting; zij staat versleuteld in de casus"}},
       .run = Complete},
  };
}

}  // namespace clientroute::suite
