#include "services/suite/demo/route_play.h"

#include <algorithm>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"

namespace clientroute::suite {
namespace {

using Access = access::v1::Access;
using Intake = intake::v1::Intake;
using Messaging = messaging::v1::Messaging;
using Orchestrator = orchestrator::v1::Orchestrator;

}  // namespace

absl::StatusOr<orchestrator::v1::Route> RoutePlay::Look() {
  orchestrator::v1::GetRouteRequest request;
  request.set_name(name_);
  request.set_without_timeline(true);
  return stage_->operators().Ask(&Orchestrator::Stub::GetRoute, request);
}

absl::Status RoutePlay::ExpectState(std::string_view state) {
  CLIENTROUTE_ASSIGN(auto route, Look());
  return stage_->Expect(route.state() == state, Cat("de route hoort op ", state, " te staan, niet op ", route.state()));
}

absl::StatusOr<access::v1::CaseRoute> RoutePlay::LookInCase() {
  CLIENTROUTE_ASSIGN(auto route, Look());
  access::v1::GetCaseRequest request;
  request.set_name(route.case_());
  CLIENTROUTE_ASSIGN(auto file, stage_->access().Ask(&Access::Stub::GetCase, request));
  auto found = std::ranges::find_if(file.routes(), [&](const auto& known) { return known.route() == name_; });
  CLIENTROUTE_RETURN_IF_ERROR(stage_->Expect(found != file.routes().end(), "de route hoort in de casus te staan"));
  return *found;
}

absl::StatusOr<orchestrator::v1::Task> RoutePlay::TakeTaskIf(bool (*wanted)(const orchestrator::v1::Task&,
                                                                            std::string_view),
                                                             std::string_view what) {
  orchestrator::v1::ListTasksRequest request;
  request.set_route(name_);
  for (SuiteLink* link : {&stage_->access(), &stage_->back_office(), &stage_->manager()}) {
    CLIENTROUTE_ASSIGN(auto list, link->Ask(&Orchestrator::Stub::ListTasks, request));
    auto found = std::ranges::find_if(list.tasks(), [&](const auto& task) { return wanted(task, what); });
    if (found == list.tasks().end()) continue;
    orchestrator::v1::TakeTaskRequest take;
    take.set_name(found->name());
    worker_ = link;
    return stage_->Do(*link, &Orchestrator::Stub::TakeTask, take);
  }
  CLIENTROUTE_ASSIGN(auto route, Look());
  std::string open;
  for (const auto& task : route.open_tasks()) open += Cat(open.empty() ? "" : ", ", task.kind());
  return Error(absl::StatusCode::kInternal, "STORY",
               Cat("er is geen open taak ", what, "; wel ", open.empty() ? "geen enkele" : open, "; de route staat op ",
                   route.state()));
}

absl::StatusOr<orchestrator::v1::Task> RoutePlay::TakeTask(std::string_view kind) {
  return TakeTaskIf([](const orchestrator::v1::Task& task, std::string_view what) { return task.kind() == what; },
                    kind);
}

absl::StatusOr<orchestrator::v1::Task> RoutePlay::TakeTaskFor(std::string_view method) {
  return TakeTaskIf([](const orchestrator::v1::Task& task,
                       std::string_view what) { return task.answered_by().ends_with(Cat("/", what)); },
                    method);
}

absl::Status RoutePlay::AnswerTask(std::string_view kind, std::string_view outcome, std::string_view note) {
  CLIENTROUTE_ASSIGN(auto task, TakeTask(kind));
  orchestrator::v1::CompleteTaskRequest complete;
  complete.set_name(task.name());
  complete.set_outcome(std::string(outcome));
  CLIENTROUTE_ASSIGN(*complete.mutable_note(), Note(*worker_, note));
  stage_->tell().Say(Cat("De taak '", task.title(), "' wordt gedaan: ", note));
  return stage_->Do(*worker_, &Orchestrator::Stub::CompleteTask, complete).status();
}

absl::StatusOr<AllocatedProduct> RoutePlay::Allocated(std::string_view reference) const {
  auto found = std::ranges::find(allocated_, reference, &AllocatedProduct::reference);
  if (found != allocated_.end()) return *found;
  return Error(absl::StatusCode::kInternal, "STORY", Cat("de referentie ", reference, " hoort terug te komen"));
}

absl::Status RoutePlay::RequestAllocation(const std::vector<StoryProduct>& products) {
  CLIENTROUTE_ASSIGN(StoryFile request, provider_->maker().Request(stage_->Today(), client_, products));
  CLIENTROUTE_RETURN_IF_ERROR(stage_->SendApproved(provider_, request, "verzoek om toewijzing").status());
  messaging::v1::ListMessagesRequest wanted;
  wanted.set_kind(request.kind);
  CLIENTROUTE_ASSIGN(auto messages, stage_->back_office().Ask(&Messaging::Stub::ListMessages, wanted));
  CLIENTROUTE_RETURN_IF_ERROR(stage_->Expect(messages.messages_size() > 0 && messages.messages(0).routes_size() == 1,
                                             Cat("het ", request.kind, " hoort een bericht met een route te zijn")));
  name_ = messages.messages(0).routes(0);
  stage_->Follow(name_);
  CLIENTROUTE_ASSIGN(auto route, Look());
  stage_->tell().Say("Het bericht is gecontroleerd, beantwoord en een verwijzing geworden; de route is open.");
  stage_->tell().Detail(Cat("route ", route.name(), " (", route.definition(), " versie ", route.definition_version(),
                            "): ", route.state_title()));
  return TellReferral();
}

absl::Status RoutePlay::Refer(const intake::v1::CreateReferralRequest& wanted) {
  CLIENTROUTE_ASSIGN(auto referral, stage_->Do(stage_->access(), &Intake::Stub::CreateReferral, wanted));
  name_ = referral.route();
  stage_->Follow(name_);
  CLIENTROUTE_ASSIGN(auto route, Look());
  stage_->tell().Say("De verwijzing is aangenomen; de route is open.");
  stage_->tell().Detail(Cat("route ", route.name(), " (", route.definition(), " versie ", route.definition_version(),
                            "): ", route.state_title()));
  return absl::OkStatus();
}

absl::Status RoutePlay::RequestChange(const StoryChange& change) {
  CLIENTROUTE_ASSIGN(StoryFile request, provider_->maker().Change(stage_->Today(), client_, change));
  CLIENTROUTE_RETURN_IF_ERROR(stage_->SendApproved(provider_, request, "verzoek om wijziging").status());
  CLIENTROUTE_ASSIGN(auto route, Look());
  stage_->tell().Say(Cat("De route staat nu op '", route.state_title(), "'; de lopende zorg gaat door."));
  return absl::OkStatus();
}

absl::StatusOr<std::string> RoutePlay::Note(SuiteLink& link, std::string_view text) {
  stage_->KeepSecret(text);
  access::v1::RecordNoteRequest request;
  request.set_route(name_);
  request.set_text(std::string(text));
  CLIENTROUTE_ASSIGN(auto note, stage_->Do(link, &Access::Stub::RecordNote, request));
  return note.name();
}

absl::Status RoutePlay::Report(std::string_view event, std::string_view said) {
  orchestrator::v1::SignalRouteRequest request;
  request.set_name(name_);
  request.set_event(std::string(event));
  stage_->tell().Say(said);
  CLIENTROUTE_ASSIGN(*request.mutable_note(), Note(stage_->access(), said));
  return stage_->Do(stage_->access(), &Orchestrator::Stub::SignalRoute, request).status();
}

absl::Status RoutePlay::TellReferral() {
  CLIENTROUTE_ASSIGN(auto route, Look());
  intake::v1::GetReferralRequest wanted;
  wanted.set_name(route.referral());
  CLIENTROUTE_ASSIGN(auto referral, stage_->back_office().Ask(&Intake::Stub::GetReferral, wanted));
  intake::v1::GetClientRequest who;
  who.set_name(route.client());
  CLIENTROUTE_ASSIGN(auto client, stage_->back_office().Ask(&Intake::Stub::GetClient, who));
  Narrator& tell = stage_->tell();
  tell.Detail(Cat("cliënt ", client.person().initials(), " ", client.person().family_name(), ", geboren ",
                  DutchDate(client.person().birth_date()), " (", route.client(), ")"));
  tell.Detail(Cat("huishouden ", referral.household()));
  tell.Detail(Cat("casus ", route.case_()));
  tell.Detail(Cat("verwezen door ", DutchReferrer(referral.referrer().type()), " ",
                  referral.referrer().practitioner_code(), ", ",
                  referral.legal_frame() == intake::v1::VOLUNTARY ? "vrijwillig" : "gedwongen", ", ",
                  DutchLaw(referral.law()), " (", route.referral(), ")"));
  return stage_->Expect(referral.route() == name_ && referral.lines_size() == route.lines_size(),
                        "de verwijzing hoort bij deze route");
}

}  // namespace clientroute::suite
