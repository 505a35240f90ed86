#include <algorithm>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/demo/route_play.h"

namespace clientroute::suite {
namespace {

using Access = access::v1::Access;

}  // namespace

absl::Status RoutePlay::Analyse(const StoryAnalysis& found) {
  CLIENTROUTE_ASSIGN(auto task, TakeTaskFor("RecordProblemAnalysis"));
  stage_->tell().Say(
      Cat("De toegang neemt de taak '", task.title(), "' en legt vast wat er in het huishouden speelt."));
  CLIENTROUTE_ASSIGN(auto route, Look());
  access::v1::GetTriageTableRequest wanted;
  wanted.set_law(route.lines().empty() ? type::v1::JEUGDWET : route.lines(0).law());
  CLIENTROUTE_ASSIGN(auto table, stage_->access().Ask(&Access::Stub::GetTriageTable, wanted));
  access::v1::RecordProblemAnalysisRequest request;
  request.set_route(name_);
  auto& analysis = *request.mutable_analysis();
  for (const auto& criterion : table.criteria()) {
    auto* finding = analysis.add_findings();
    finding->set_criterion(criterion.code());
    finding->set_holds(std::ranges::find(found.held, criterion.code()) != found.held.end());
  }
  analysis.set_narrative(std::string(found.narrative));
  analysis.set_lighter_help_considered(std::string(found.lighter_help_considered));
  stage_->KeepSecret(found.narrative);
  stage_->KeepSecret(found.lighter_help_considered);
  CLIENTROUTE_RETURN_IF_ERROR(stage_->Do(stage_->access(), &Access::Stub::RecordProblemAnalysis, request).status());
  CLIENTROUTE_ASSIGN(auto known, LookInCase());
  stage_->tell().Triage(table, known.triage());
  return stage_->Expect(known.triage().complexity() == found.complexity, "de triage hoort anders uit te komen");
}

absl::Status RoutePlay::OverrideTriage(access::v1::Complexity complexity, std::string_view reason) {
  access::v1::OverrideTriageRequest request;
  request.set_route(name_);
  request.set_complexity(complexity);
  request.set_reason(std::string(reason));
  stage_->KeepSecret(reason);
  stage_->tell().Say(Cat("De toegang besluit anders dan de tabel: ", reason));
  return stage_->Do(stage_->access(), &Access::Stub::OverrideTriage, request).status();
}

absl::Status RoutePlay::RecordPlan(const StoryPlan& plan) {
  CLIENTROUTE_RETURN_IF_ERROR(TakeTaskFor("RecordPlan").status());
  access::v1::RecordPlanRequest request;
  request.set_route(name_);
  for (const StoryPlan::Goal& wanted : plan.goals) {
    auto* goal = request.mutable_plan()->add_goals();
    goal->set_code(Cat("goal-", request.plan().goals_size()));
    goal->set_description(std::string(wanted.description));
    stage_->KeepSecret(wanted.description);
    std::string lines;
    for (std::string_view line : wanted.lines) {
      goal->add_lines(std::string(line));
      lines += Cat(lines.empty() ? "" : ", ", line);
    }
    stage_->tell().Detail(Cat("doel: ", wanted.description, " (", lines, ")"));
  }
  stage_->KeepSecret(plan.perspective);
  request.mutable_plan()->set_perspective(std::string(plan.perspective));
  request.mutable_plan()->set_orientation(plan.orientation);
  *request.mutable_plan()->mutable_result_expected_date() = ToProto(plan.result_expected);
  for (Date day : plan.evaluations) *request.mutable_plan()->add_evaluation_dates() = ToProto(day);
  request.mutable_plan()->set_coordinator_provider(std::string(plan.coordinator));
  CLIENTROUTE_RETURN_IF_ERROR(stage_->Do(stage_->access(), &Access::Stub::RecordPlan, request).status());
  stage_->tell().Say("Het perspectiefplan ligt vast.");
  return absl::OkStatus();
}

absl::Status RoutePlay::Decide(access::v1::TakeDecisionRequest request, std::string_view verdict) {
  CLIENTROUTE_RETURN_IF_ERROR(TakeTaskFor("TakeDecision").status());
  stage_->KeepSecret(request.motivation());
  request.set_route(name_);
  CLIENTROUTE_ASSIGN(auto decision, stage_->Do(stage_->access(), &Access::Stub::TakeDecision, request));
  stage_->tell().Say(Cat("De gemeente besluit (beschikking ", decision.number(), "): ", verdict,
                         "; bezwaar kan tot en met ", DutchDate(decision.objection_until()), "."));
  return absl::OkStatus();
}

absl::Status RoutePlay::Grant(std::string_view motivation) {
  access::v1::TakeDecisionRequest request;
  request.set_outcome(access::v1::Decision::GRANT);
  request.set_motivation(std::string(motivation));
  CLIENTROUTE_RETURN_IF_ERROR(Decide(std::move(request), "toegekend"));
  CLIENTROUTE_ASSIGN(auto route, Look());
  stage_->tell().Say("Contractering bevestigt dat de producten op die dag bij deze aanbieder gecontracteerd zijn:");
  stage_->tell().Tariffs(route);
  for (const auto& line : route.lines()) {
    CLIENTROUTE_RETURN_IF_ERROR(
        stage_->Expect(line.tariff().cents() > 0, Cat(line.line(), " hoort een tarief te hebben")));
  }
  return absl::OkStatus();
}

absl::Status RoutePlay::Refuse(std::string_view motivation) {
  access::v1::TakeDecisionRequest request;
  request.set_outcome(access::v1::Decision::REFUSE);
  request.set_refusal_reason(access::v1::CARE_NOT_SUITABLE);
  request.set_motivation(std::string(motivation));
  return Decide(std::move(request), "afgewezen");
}

absl::Status RoutePlay::DecideChange(access::v1::Decision::Outcome outcome, std::string_view motivation) {
  orchestrator::v1::GetRouteRequest wanted;
  wanted.set_name(name_);
  CLIENTROUTE_ASSIGN(auto route, stage_->access().Ask(&orchestrator::v1::Orchestrator::Stub::GetRoute, wanted));
  access::v1::TakeDecisionRequest request;
  for (const auto& entry : route.timeline()) {
    for (const auto& attribute : entry.attributes()) {
      if (attribute.name() == "change_request") request.set_change_request(attribute.value());
    }
  }
  CLIENTROUTE_RETURN_IF_ERROR(
      stage_->Expect(!request.change_request().empty(), "de route hoort een verzoek om wijziging te kennen"));
  request.set_outcome(outcome);
  if (outcome == access::v1::Decision::REFUSE) request.set_refusal_reason(access::v1::CARE_NOT_SUITABLE);
  request.set_motivation(std::string(motivation));
  return Decide(std::move(request), outcome == access::v1::Decision::GRANT ? "gewijzigd" : "niet gewijzigd");
}

}  // namespace clientroute::suite
