#include "services/suite/year/crew.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>

#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/suite/cli/persona.h"
#include "services/suite/year/choices.h"

namespace clientroute::suite {
namespace {

using Orchestrator = orchestrator::v1::Orchestrator;

constexpr int kPageSize = 1'000;
// Newest first: those of today are on the first page.
constexpr int kReferralsAPage = 100;
constexpr auto kCallPatience = std::chrono::seconds(60);
constexpr std::string_view kRoles[] = {"access-professional", "back-office", "contract-manager"};

std::string IdOf(const orchestrator::v1::Task& task) { return task.name().substr(task.name().find('/') + 1); }

Date DayOf(const google::protobuf::Timestamp& time) { return LocalDate(FromProto(time).value_or(Instant())); }

/// The call got no answer: the suite is away, and what comes of it is not known.
bool Unanswered(const absl::Status& status) { return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status); }

/// What another answered, or a message that came, ended the task before he got to it.
bool WentMeanwhile(const absl::Status& status) { return ReasonOf(status) == "TASK_CLOSED"; }

}  // namespace

Crew::Crew(std::shared_ptr<grpc::Channel> channel, Options options)
    : channel_(std::move(channel)), options_(std::move(options)) {}

Caller Crew::CallerOf(std::string_view role) const {
  Caller caller;
  caller.deadline = kCallPatience;
  if (const absl::StatusOr<Persona> persona = FindPersona(role); persona.ok()) {
    caller.identity = IdentityOf(*persona, options_.municipalities);
    caller.purpose = persona->purpose;
  }
  return caller;
}

absl::Status Crew::ListOpen(std::string_view role, std::vector<Task>* open) {
  orchestrator::v1::ListTasksRequest request;
  request.set_role(std::string(role));
  request.set_page_size(kPageSize);
  const Caller caller = CallerOf(role);
  for (;;) {
    CLIENTROUTE_ASSIGN(const auto page, Ask(caller, &Orchestrator::Stub::ListTasks, request));
    open->insert(open->end(), page.tasks().begin(), page.tasks().end());
    if (page.next_page_token().empty()) return absl::OkStatus();
    request.set_page_token(page.next_page_token());
  }
}

absl::Status Crew::LearnOrigins(const std::vector<Task>& tasks) {
  std::set<std::string> unknown;
  for (const Task& task : tasks) {
    if (!origins_.contains(task.route())) unknown.insert(task.route());
  }
  const Caller caller = CallerOf("back-office");  // who sees all that came to its municipalities
  intake::v1::ListReferralsRequest request;
  request.set_page_size(kReferralsAPage);
  while (!unknown.empty()) {
    CLIENTROUTE_ASSIGN(const auto page, Ask(caller, &intake::v1::Intake::Stub::ListReferrals, request));
    for (const auto& referral : page.referrals()) {
      if (unknown.erase(referral.route()) == 0) continue;
      origins_.emplace(referral.route(), Cat(referral.source().sender(), "/", referral.source().reference()));
    }
    request.set_page_token(page.next_page_token());
    if (!page.next_page_token().empty()) continue;
    // A route about a message came from nobody.
    for (const std::string& route : unknown) origins_.emplace(route, route);
    break;
  }
  return absl::OkStatus();
}

std::string Crew::KeyOf(const Task& task) const {
  return Cat(OriginOf(task), "/", task.part(), "/", task.kind(), "/", DayOf(task.create_time()).ToString());
}

bool Crew::GetsTo(const Task& task, Date today) const {
  const Date opened = DayOf(task.create_time());
  const Date due = task.has_due_time() ? DayOf(task.due_time()) : opened;
  return DayOfWork(options_.chance, KeyOf(task), task.kind(), opened, due) <= today;
}

absl::StatusOr<Crew::Report> Crew::Work(Date today) {
  std::vector<Task> open;
  for (const std::string_view role : kRoles) CLIENTROUTE_RETURN_IF_ERROR(ListOpen(role, &open));
  CLIENTROUTE_RETURN_IF_ERROR(LearnOrigins(open));
  Report report;
  const auto later = std::partition(open.begin(), open.end(), [&](const Task& task) { return GetsTo(task, today); });
  report.left = static_cast<int>(open.end() - later);
  open.erase(later, open.end());

  std::atomic<std::size_t> next = 0;
  std::mutex reporting;
  absl::Status broken;
  const auto work = [&] {
    for (std::size_t at = next++; at < open.size(); at = next++) {
      const absl::Status status = Do(open[at], today);
      const std::lock_guard lock(reporting);
      if (Unanswered(status)) broken = status;
      if (!broken.ok()) return;
      const bool done = status.ok() || WentMeanwhile(status);
      report.done += done ? 1 : 0;
      report.refused += done ? 0 : 1;
      if (!done) report.refusal = Cat(open[at].kind(), " ", open[at].name(), ": ", status.ToString());
    }
  };
  std::vector<std::thread> hands;
  for (int i = 0; i < options_.hands; ++i) hands.emplace_back(work);
  for (std::thread& hand : hands) hand.join();
  if (!broken.ok()) return broken;
  return report;
}

absl::Status Crew::Do(const Task& task, Date today) {
  const Caller caller = CallerOf(task.role());
  if (task.state() == Task::OPEN) {
    orchestrator::v1::TakeTaskRequest take;
    take.set_request_id(Cat("year/", IdOf(task), "/take"));
    take.set_name(task.name());
    CLIENTROUTE_RETURN_IF_ERROR(Ask(caller, &Orchestrator::Stub::TakeTask, take).status());
  }
  if (task.answered_by().empty()) return Complete(caller, task);
  orchestrator::v1::GetRouteRequest wanted;
  wanted.set_name(task.route());
  wanted.set_without_timeline(true);
  CLIENTROUTE_ASSIGN(const Route route, Ask(caller, &Orchestrator::Stub::GetRoute, wanted));
  return Answer(caller, task, route, today);
}

absl::Status Crew::Complete(const Caller& caller, const Task& task) {
  if (task.outcomes().empty()) return absl::OkStatus();
  const std::vector<std::string_view> outcomes(task.outcomes().begin(), task.outcomes().end());
  orchestrator::v1::CompleteTaskRequest request;
  request.set_request_id(Cat("year/", IdOf(task), "/complete"));
  request.set_name(task.name());
  request.set_outcome(std::string(OutcomeOf(options_.chance, KeyOf(task), task.kind(), outcomes)));
  return Ask(caller, &Orchestrator::Stub::CompleteTask, request).status();
}

absl::Status Crew::Answer(const Caller& caller, const Task& task, const Route& route, Date today) {
  const std::string_view method = std::string_view(task.answered_by()).substr(task.answered_by().rfind('/') + 1);
  if (method == "RecordProblemAnalysis") return Analyse(caller, task, route);
  if (method == "RecordPlan") return Plan(caller, task, route, today);
  if (method == "TakeDecision") return Decide(caller, task, route);
  if (method == "HoldConference") return Confer(caller, task);
  if (method == "RecordExpertTeamOutcome") return AskExperts(caller, task);
  if (method == "RecordEvaluation") return Evaluate(caller, task);
  if (method == "RecordOutflow") return LeaveCare(caller, task, route, today);
  if (method == "RecordAftercareContact") return Contact(caller, task, today);
  if (method == "AssignRole") return NameCaseManager(caller, task, route);
  return Error(absl::StatusCode::kUnimplemented, "TASK_UNKNOWN", Cat("nobody knows how to do ", task.answered_by()));
}

}  // namespace clientroute::suite
