#include <algorithm>
#include <array>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/demo/story.h"
#include "services/suite/demo/story_parts.h"

namespace clientroute::suite {
namespace {

using Access = access::v1::Access;
using Intake = intake::v1::Intake;
using Messaging = messaging::v1::Messaging;
using Orchestrator = orchestrator::v1::Orchestrator;

/// What the professional finds: trouble at home and at school, but no household that has lost its grip. Mono, by the
/// region's table.
constexpr std::array kHeld = {"several_life_areas"};

constexpr int kRequestNumber = 101;

}  // namespace

absl::Status Story::RequestAllocation() {
  narrator_->Chapter("Stap 1: een aanbieder vraagt om toewijzing");
  narrator_->Say(
      "De Zeewering Jeugdhulp legt een verzoek om toewijzing (JW315) met twee producten in de map van de gemeente "
      "Alkmaar.");
  narrator_->Moment(ToProto(now_));
  CLIENTROUTE_ASSIGN(StoryFile request, provider_.WriteRequest(kRequestNumber, Today(), TheClient(), TheProducts()));
  CLIENTROUTE_RETURN_IF_ERROR(SendApproved(request, "verzoek om toewijzing", "JW316"));

  messaging::v1::ListMessagesRequest wanted;
  wanted.set_kind("JW315");
  CLIENTROUTE_ASSIGN(auto messages, back_office_.Ask(&Messaging::Stub::ListMessages, wanted));
  CLIENTROUTE_RETURN_IF_ERROR(Expect(messages.messages_size() == 1 && messages.messages(0).routes_size() == 1,
                                     "het JW315 hoort een bericht met een route te zijn"));
  route_ = messages.messages(0).routes(0);
  CLIENTROUTE_ASSIGN(auto route, GetRoute());
  narrator_->Say("Het bericht is gecontroleerd, beantwoord en een verwijzing geworden; de route is open.");
  narrator_->Detail(Cat("route ", route.name(), " (", route.definition(), " versie ", route.definition_version(),
                        "): ", route.state_title()));
  CLIENTROUTE_RETURN_IF_ERROR(TellReferral(route));
  return Expect(route.open_tasks_size() == 1 && route.open_tasks(0).kind() == "problem_analysis",
                "er hoort een taak te zijn: de probleemanalyse");
}

absl::Status Story::TellReferral(const orchestrator::v1::Route& route) {
  intake::v1::GetReferralRequest wanted;
  wanted.set_name(route.referral());
  CLIENTROUTE_ASSIGN(auto referral, back_office_.Ask(&Intake::Stub::GetReferral, wanted));
  intake::v1::GetClientRequest who;
  who.set_name(route.client());
  CLIENTROUTE_ASSIGN(auto client, back_office_.Ask(&Intake::Stub::GetClient, who));
  narrator_->Detail(Cat("cliënt ", client.person().initials(), " ", client.person().family_name(), ", geboren ",
                        DutchDate(client.person().birth_date()), " (", route.client(), ")"));
  narrator_->Detail(Cat("huishouden ", referral.household()));
  narrator_->Detail(Cat("casus ", route.case_()));
  narrator_->Detail(Cat("verwezen door ", DutchReferrer(referral.referrer().type()), " ",
                        referral.referrer().practitioner_code(), ", ",
                        referral.legal_frame() == intake::v1::VOLUNTARY ? "vrijwillig" : "gedwongen", ", ",
                        DutchLaw(referral.law()), " (", route.referral(), ")"));
  return Expect(referral.route() == route_ && referral.lines_size() == route.lines_size(),
                "de verwijzing hoort bij deze route");
}

absl::Status Story::Analyse() {
  narrator_->Chapter("Stap 2: probleemanalyse en triage");
  CLIENTROUTE_RETURN_IF_ERROR(MoveTo(StoryDay(3, 3), kMorning));
  CLIENTROUTE_ASSIGN(auto task, TakeTask("problem_analysis"));
  narrator_->Say(Cat("De toegang neemt de taak '", task.title(), "' en legt vast wat er in het huishouden speelt."));
  access::v1::GetTriageTableRequest wanted;
  wanted.set_law(type::v1::JEUGDWET);
  CLIENTROUTE_ASSIGN(auto table, access_.Ask(&Access::Stub::GetTriageTable, wanted));
  access::v1::RecordProblemAnalysisRequest request;
  request.set_request_id("demo/problem-analysis");
  request.set_route(route_);
  auto& analysis = *request.mutable_analysis();
  for (const auto& criterion : table.criteria()) {
    auto* finding = analysis.add_findings();
    finding->set_criterion(criterion.code());
    finding->set_holds(std::ranges::find(kHeld, criterion.code()) != kHeld.end());
  }
  analysis.set_narrative(
      "Gaat sinds de herfst weinig naar school en raakt thuis snel overprikkeld. Ouders trekken samen op.");
  analysis.set_lighter_help_considered(
      "De schoolmaatschappelijk werker en de jeugdverpleegkundige hielpen een half jaar; het was niet genoeg.");
  killer_->Point();
  CLIENTROUTE_RETURN_IF_ERROR(access_.Ask(&Access::Stub::RecordProblemAnalysis, request).status());
  CLIENTROUTE_RETURN_IF_ERROR(Settle());
  CLIENTROUTE_ASSIGN(v1::RouteView view, LookAtRoute());
  narrator_->Triage(table, view.case_route().triage());
  return Expect(view.case_route().triage().complexity() == access::v1::MONO, "de triage hoort mono te zijn");
}

absl::Status Story::Decide() {
  narrator_->Chapter("Stap 3: plan, besluit en contract");
  CLIENTROUTE_RETURN_IF_ERROR(MoveTo(StoryDay(3, 4), kMorning));
  CLIENTROUTE_RETURN_IF_ERROR(TakeTask("perspective_plan").status());
  access::v1::RecordPlanRequest plan;
  plan.set_request_id("demo/plan");
  plan.set_route(route_);
  constexpr std::pair<const char*, const char*> kGoals[] = {{"Gaat weer elke dag naar school", "line-2"},
                                                            {"Thuis is er rust en weten ouders wat helpt", "line-1"}};
  for (const auto& [description, line] : kGoals) {
    auto* goal = plan.mutable_plan()->add_goals();
    goal->set_code(Cat("goal-", plan.plan().goals_size()));
    goal->set_description(description);
    goal->add_lines(line);
    narrator_->Detail(Cat("doel: ", description, " (", line, ")"));
  }
  plan.mutable_plan()->set_perspective("Opgroeien thuis, naar de eigen school.");
  plan.mutable_plan()->set_orientation(access::v1::RESOLUTION_ORIENTED);
  *plan.mutable_plan()->mutable_result_expected_date() = ToProto(StoryDay(12, 31));
  killer_->Point();
  CLIENTROUTE_RETURN_IF_ERROR(access_.Ask(&Access::Stub::RecordPlan, plan).status());
  CLIENTROUTE_RETURN_IF_ERROR(Settle());
  narrator_->Say("Het perspectiefplan ligt vast.");

  CLIENTROUTE_RETURN_IF_ERROR(MoveTo(StoryDay(3, 5), kMorning));
  CLIENTROUTE_RETURN_IF_ERROR(TakeTask("decision").status());
  access::v1::TakeDecisionRequest decide;
  decide.set_request_id("demo/decision");
  decide.set_route(route_);
  decide.set_outcome(access::v1::Decision::GRANT);
  decide.set_motivation(
      "Lichtere hulp was niet genoeg; begeleiding thuis en dagbehandeling passen bij de doelen van het plan.");
  killer_->Point();
  CLIENTROUTE_ASSIGN(auto decision, access_.Ask(&Access::Stub::TakeDecision, decide));
  CLIENTROUTE_RETURN_IF_ERROR(Settle());
  narrator_->Say(Cat("De gemeente besluit (beschikking ", decision.number(), "): toegekend; bezwaar kan tot en met ",
                     DutchDate(decision.objection_until()), "."));
  CLIENTROUTE_ASSIGN(auto route, GetRoute());
  narrator_->Say("Contractering bevestigt dat de producten op die dag bij deze aanbieder gecontracteerd zijn:");
  narrator_->Tariffs(route);
  for (const auto& line : route.lines()) {
    CLIENTROUTE_RETURN_IF_ERROR(Expect(line.tariff().cents() > 0, Cat(line.line(), " hoort een tarief te hebben")));
  }
  return absl::OkStatus();
}

absl::Status Story::Evaluate() {
  constexpr unsigned kSeptember = 9;
  CLIENTROUTE_RETURN_IF_ERROR(MoveTo(StoryDay(kSeptember, 14), kMorning));
  CLIENTROUTE_ASSIGN(auto task, TakeTask("evaluate"));
  narrator_->Say(Cat("De zorg loopt een half jaar; de termijn maakte een taak: '", task.title(),
                     "'. De toegang besluit: zo door."));
  orchestrator::v1::CompleteTaskRequest complete;
  complete.set_request_id("demo/complete/evaluate");
  complete.set_name(task.name());
  complete.set_outcome("as_it_is");
  complete.set_note("Het gaat beter op school; de dagbehandeling loopt volgens plan af.");
  killer_->Point();
  CLIENTROUTE_RETURN_IF_ERROR(access_.Ask(&Orchestrator::Stub::CompleteTask, complete).status());
  return Settle();
}

}  // namespace clientroute::suite
