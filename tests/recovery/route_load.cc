#include "tests/recovery/route_load.h"

#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/codes.h"
#include "services/suite/demo/stage.h"
#include "tests/programs/opened_record.h"
#include "tests/recovery/referral_maker.h"

namespace clientroute::suite {
namespace {

using Access = access::v1::Access;
using Orchestrator = orchestrator::v1::Orchestrator;
using Operations = platform::v1::Operations;

constexpr const char* kServices[] = {"intake", "access",    "contracting",  "allocation",
                                     "claims", "messaging", "orchestrator", "monitoring"};
constexpr int kFirstCitizenNumber = 999'900'006;
/// Long enough for the terms of messages and of what is late.
constexpr int kDaysOfCrisis = 3;
constexpr int kDaysAfter = 60;
/// Tables whose rows say how often someone looked or called (each start takes the region in under a request id of its
/// own), and not what came of it; and how far the relays have noted that they came, which over events that nobody wants
/// is a matter of time.
const std::set<std::string>& CountsOfCalls() {
  static const std::set<std::string> tables = {"look", "look_client", "relay_cursor", "request_answer"};
  return tables;
}

std::vector<std::string> CitizenNumbers(int count) {
  std::vector<std::string> numbers;
  for (int number = kFirstCitizenNumber; static_cast<int>(numbers.size()) < count; ++number) {
    if (CitizenNumber::Parse(std::to_string(number))) numbers.push_back(std::to_string(number));
  }
  return numbers;
}

/// What happened and what followed, without what is numbered or chosen by who came first.
std::string HistoryOf(const orchestrator::v1::Route& route) {
  std::string history = Cat(route.state(), " ", route.interrupt_state(), "\n");
  for (const auto& entry : route.timeline()) {
    history += Cat(entry.sequence(), " ", ToIso(FromProto(entry.time()).value_or(Instant())), " ", entry.event(), " ",
                   entry.part(), " ", entry.from_state(), ">", entry.to_state(), entry.unexpected() ? " ?" : "");
    for (const std::string& command : entry.commands()) history += Cat(" ", command);
    for (const std::string& timer : entry.timers()) history += Cat(" ", timer);
    for (const std::string& task : entry.tasks()) history += Cat(" ", task);
    history += "\n";
  }
  for (const auto& timer : route.timers()) {
    history += Cat("timer ", timer.name(), " ", ToIso(FromProto(timer.due_time()).value_or(Instant())), "\n");
  }
  for (const auto& task : route.open_tasks()) history += Cat("task ", task.kind(), "\n");
  for (const auto& command : route.pending_commands()) history += Cat("command ", command.command(), "\n");
  return history;
}

/// The files in the exchange's out/ folders, by the kind that their names (`JW301_…`) begin with.
std::map<std::string, int> MessagesOut(const std::string& folder) {
  std::map<std::string, int> kinds;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().parent_path().filename() != "out") continue;
    const std::string name = entry.path().filename().string();
    ++kinds[name.substr(0, name.find('_'))];
  }
  return kinds;
}

}  // namespace

RouteLoad::RouteLoad(OwnSuite* suite)
    : suite_(suite), citizen_numbers_(CitizenNumbers(kRoutes)), routes_(static_cast<std::size_t>(kRoutes)) {}

std::string RouteLoad::RequestId(std::string_view step, int route) const { return Cat("load/", step, "/", route); }

absl::Status RouteLoad::InAllRoutes(const Step& step) {
  std::mutex mutex;
  absl::Status first;
  std::vector<std::thread> callers;
  for (int caller = 0; caller < kCallers; ++caller) {
    callers.emplace_back([&, caller] {
      SuiteLink access = suite_->As("access-professional");
      for (int route = caller; route < kRoutes; route += kCallers) {
        const absl::Status status = step(access, route);
        const std::lock_guard lock(mutex);
        if (first.ok()) first = status;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  CLIENTROUTE_RETURN_IF_ERROR(first);
  return Settle();
}

absl::Status RouteLoad::Settle() {
  return suite_->As("operator").Ask(&Operations::Stub::AdvanceTime, platform::v1::AdvanceTimeRequest()).status();
}

absl::Status RouteLoad::LetTimePass(int days) {
  platform::v1::AdvanceTimeRequest request;
  SuiteLink as_operator = suite_->As("operator");
  CLIENTROUTE_ASSIGN(const auto time, as_operator.Ask(&Operations::Stub::GetTime, platform::v1::GetTimeRequest()));
  *request.mutable_to() = ToProto(FromProto(time.now()).value_or(Instant()) + std::chrono::hours(24) * days);
  return as_operator.Ask(&Operations::Stub::AdvanceTime, request).status();
}

absl::Status RouteLoad::Refer(SuiteLink& access, int route) {
  const auto place = static_cast<std::size_t>(route);
  CLIENTROUTE_ASSIGN(const auto referral,
                     access.Ask(&intake::v1::Intake::Stub::CreateReferral,
                                MakeReferral(RequestId("refer", route), citizen_numbers_[place], "45A04")));
  routes_[place] = referral.route();
  return absl::OkStatus();
}

absl::Status RouteLoad::Analyse(SuiteLink& access, int route) {
  access::v1::RecordProblemAnalysisRequest request;
  request.set_request_id(RequestId("analyse", route));
  request.set_route(routes_[static_cast<std::size_t>(route)]);
  for (const std::string& criterion : criteria_) {
    request.mutable_analysis()->add_findings()->set_criterion(criterion);
  }
  request.mutable_analysis()->set_narrative("Moeite met slapen en met school.");
  request.mutable_analysis()->set_lighter_help_considered("De schoolcoach ziet het niet beter worden.");
  return access.Ask(&Access::Stub::RecordProblemAnalysis, request).status();
}

absl::Status RouteLoad::Plan(SuiteLink& access, int route) {
  access::v1::RecordPlanRequest request;
  request.set_request_id(RequestId("plan", route));
  request.set_route(routes_[static_cast<std::size_t>(route)]);
  access::v1::PerspectivePlan& plan = *request.mutable_plan();
  auto* goal = plan.add_goals();
  goal->set_code("goal-1");
  goal->set_description("Weer elke dag naar school.");
  goal->add_lines("line-1");
  plan.set_perspective("Opgroeien thuis.");
  plan.set_orientation(access::v1::RESOLUTION_ORIENTED);
  *plan.mutable_result_expected_date() = ToProto(StoryDay(9, 1));
  return access.Ask(&Access::Stub::RecordPlan, request).status();
}

absl::Status RouteLoad::Grant(SuiteLink& access, int route) {
  access::v1::TakeDecisionRequest request;
  request.set_request_id(RequestId("grant", route));
  request.set_route(routes_[static_cast<std::size_t>(route)]);
  request.set_outcome(access::v1::Decision::GRANT);
  request.set_motivation("Wat gevraagd is past.");
  return access.Ask(&Access::Stub::TakeDecision, request).status();
}

absl::Status RouteLoad::Report(SuiteLink& access, int route, std::string_view event) {
  orchestrator::v1::SignalRouteRequest request;
  request.set_request_id(RequestId(event, route));
  request.set_name(routes_[static_cast<std::size_t>(route)]);
  request.set_event(std::string(event));
  return access.Ask(&Orchestrator::Stub::SignalRoute, request).status();
}

absl::Status RouteLoad::Play(Killer* killer) {
  if (criteria_.empty()) {
    access::v1::GetTriageTableRequest wanted;
    wanted.set_law(type::v1::JEUGDWET);
    CLIENTROUTE_ASSIGN(const auto table, suite_->As("access-professional").Ask(&Access::Stub::GetTriageTable, wanted));
    for (const auto& criterion : table.criteria()) criteria_.push_back(criterion.code());
  }
  if (killer != nullptr) killer->Start();
  const auto step = [this](absl::Status (RouteLoad::*method)(SuiteLink&, int)) {
    return InAllRoutes([&](SuiteLink& access, int route) { return (this->*method)(access, route); });
  };
  CLIENTROUTE_RETURN_IF_ERROR(step(&RouteLoad::Refer));
  CLIENTROUTE_RETURN_IF_ERROR(step(&RouteLoad::Analyse));
  CLIENTROUTE_RETURN_IF_ERROR(step(&RouteLoad::Plan));
  CLIENTROUTE_RETURN_IF_ERROR(step(&RouteLoad::Grant));
  const auto report = [this](std::string_view event) {
    return InAllRoutes([&, event](SuiteLink& access, int route) { return Report(access, route, event); });
  };
  CLIENTROUTE_RETURN_IF_ERROR(report("CrisisReported"));
  CLIENTROUTE_RETURN_IF_ERROR(LetTimePass(kDaysOfCrisis));
  CLIENTROUTE_RETURN_IF_ERROR(report("CrisisResolved"));
  CLIENTROUTE_RETURN_IF_ERROR(LetTimePass(kDaysAfter));
  if (killer != nullptr) CLIENTROUTE_RETURN_IF_ERROR(killer->Finish());
  return Settle();
}

absl::StatusOr<RouteLoad::Outcome> RouteLoad::Conclude() {
  Outcome outcome;
  SuiteLink as_operator = suite_->As("operator");
  for (const std::string& name : routes_) {
    orchestrator::v1::GetRouteRequest wanted;
    wanted.set_name(name);
    CLIENTROUTE_ASSIGN(const auto route, as_operator.Ask(&Orchestrator::Stub::GetRoute, wanted));
    outcome.histories.push_back(HistoryOf(route));
  }
  CLIENTROUTE_ASSIGN(const SuiteProcess::Link link, suite_->process().Reach());
  outcome.messages = MessagesOut(link.running.exchange_folder());
  CLIENTROUTE_RETURN_IF_ERROR(suite_->process().Stop());
  for (const char* service : kServices) {
    OpenedRecord record(suite_->folder(), service);
    for (auto& [table, rows] : record.RowCounts()) {
      if (!CountsOfCalls().contains(table)) outcome.rows[Cat(service, ".", table)] = rows;
    }
  }
  return outcome;
}

}  // namespace clientroute::suite
