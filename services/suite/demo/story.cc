#include "services/suite/demo/story.h"

#include <utility>

#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/story_parts.h"

namespace clientroute::suite {
namespace {

using Operations = platform::v1::Operations;
using Orchestrator = orchestrator::v1::Orchestrator;

}  // namespace

Story::Story(SuiteProcess* process, Killer* killer, Narrator* narrator, const v1::RunningSuite& running)
    : process_(process),
      killer_(killer),
      narrator_(narrator),
      access_(process, PersonaCaller("access-professional", running)),
      back_office_(process, PersonaCaller("back-office", running)),
      operator_(process, PersonaCaller("operator", running)),
      privacy_(process, PersonaCaller("privacy-officer", running)),
      provider_(std::string(kStoryProvider), std::string(kStoryMunicipality), running.exchange_folder()),
      now_(ParseIso(kStoryBegins).value_or(Instant())) {}

absl::Status Story::Play() {
  using Step = absl::Status (Story::*)();
  constexpr Step kSteps[] = {&Story::RequestAllocation, &Story::Analyse,   &Story::Decide,   &Story::Place,
                             &Story::Allocate,          &Story::StartCare, &Story::Evaluate, &Story::StopCare};
  for (Step step : kSteps) CLIENTROUTE_RETURN_IF_ERROR((this->*step)());
  return absl::OkStatus();
}

absl::Status Story::MoveTo(Date day, std::chrono::minutes time_of_day) {
  now_ = LocalMidnight(day) + time_of_day;
  platform::v1::AdvanceTimeRequest request;
  *request.mutable_to() = ToProto(now_);
  killer_->Point();
  CLIENTROUTE_ASSIGN(auto reached, operator_.Ask(&Operations::Stub::AdvanceTime, request));
  narrator_->Moment(reached.now());
  return Expect(FromProto(reached.now()) == now_, "de klok staat anders");
}

absl::Status Story::Settle() {
  return operator_.Ask(&Operations::Stub::AdvanceTime, platform::v1::AdvanceTimeRequest()).status();
}

absl::Status Story::Send(const StoryFile& file, std::string_view meaning) {
  CLIENTROUTE_RETURN_IF_ERROR(provider_.Send(file));
  narrator_->File(file, meaning);
  killer_->Point();
  return Settle();
}

absl::StatusOr<StoryFile> Story::ReceiveOne(std::string_view kind, std::string_view meaning) {
  killer_->Point();
  CLIENTROUTE_ASSIGN(std::vector<StoryFile> files, provider_.Receive());
  std::string kinds;
  for (const StoryFile& file : files) {
    kinds += Cat(kinds.empty() ? "" : ", ", file.kind);
    narrator_->File(file, meaning);
  }
  CLIENTROUTE_RETURN_IF_ERROR(
      Expect(kinds == kind, Cat("in out/ hoort nu een ", kind, " te staan, niet: ", kinds.empty() ? "niets" : kinds)));
  return files.front();
}

absl::Status Story::SendApproved(const StoryFile& file, std::string_view meaning, std::string_view return_kind) {
  CLIENTROUTE_RETURN_IF_ERROR(Send(file, meaning));
  CLIENTROUTE_ASSIGN(StoryFile answer, ReceiveOne(return_kind, "retourbericht, zonder opmerkingen"));
  CLIENTROUTE_ASSIGN(bool approved, Approves(answer));
  return Expect(approved, Cat(answer.file_name, " keurt af"));
}

absl::StatusOr<orchestrator::v1::Route> Story::GetRoute() {
  orchestrator::v1::GetRouteRequest request;
  request.set_name(route_);
  request.set_without_timeline(true);
  return operator_.Ask(&Orchestrator::Stub::GetRoute, request);
}

absl::StatusOr<orchestrator::v1::Task> Story::TakeTask(std::string_view kind) {
  orchestrator::v1::ListTasksRequest request;
  request.set_route(route_);
  CLIENTROUTE_ASSIGN(auto list, access_.Ask(&Orchestrator::Stub::ListTasks, request));
  for (const auto& task : list.tasks()) {
    if (task.kind() != kind) continue;
    killer_->Point();
    orchestrator::v1::TakeTaskRequest take;
    take.set_request_id(Cat("demo/take/", kind));
    take.set_name(task.name());
    CLIENTROUTE_ASSIGN(auto taken, access_.Ask(&Orchestrator::Stub::TakeTask, take));
    CLIENTROUTE_RETURN_IF_ERROR(Settle());
    return taken;
  }
  return Error(absl::StatusCode::kInternal, "STORY", Cat("er is geen open taak ", kind));
}

absl::Status Story::Expect(bool holds, std::string_view what) const {
  return holds ? absl::OkStatus() : Error(absl::StatusCode::kInternal, "STORY", what);
}

}  // namespace clientroute::suite
