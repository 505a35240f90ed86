#include "services/suite/demo/stage.h"

#include <utility>

#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "google/protobuf/text_format.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/cast.h"
#include "services/suite/demo/message_reading.h"
#include "services/suite/demo/secrecy.h"

namespace clientroute::suite {
namespace {

using Operations = platform::v1::Operations;

constexpr int kStoryYear = 2026;
constexpr int kLooksAtATime = 1'000;
/// Those that have a look-log.
constexpr std::string_view kLookingServices[] = {"intake", "access",       "contracting", "allocation",
                                                 "claims", "orchestrator", "messaging",   "monitoring"};
constexpr std::chrono::minutes kMorning = std::chrono::hours(9);

}  // namespace

Date StoryDay(int year, unsigned month, unsigned day) { return Date::Of(year, month, day).value_or(Date()); }
Date StoryDay(unsigned month, unsigned day) { return StoryDay(kStoryYear, month, day); }

Stage::Stage(SuiteProcess* process, Killer* killer, Narrator* narrator, const v1::RunningSuite& running)
    : process_(process),
      killer_(killer),
      narrator_(narrator),
      access_(process, PersonaCaller("access-professional", running)),
      manager_(process, PersonaCaller("access-manager", running)),
      back_office_(process, PersonaCaller("back-office", running)),
      contracts_(process, PersonaCaller("contract-manager", running)),
      operator_(process, PersonaCaller("operator", running)),
      privacy_(process, PersonaCaller("privacy-officer", running)),
      exchange_(running.exchange_folder()),
      now_(ParseIso(kStoryBegins).value_or(Instant())) {
  for (const StoryClient& client : Everyone()) {
    for (std::string& one : IdentifyingDataOf(client)) secrets_.push_back(std::move(one));
  }
}

absl::StatusOr<std::vector<std::string>> Stage::FindLeaks() {
  CLIENTROUTE_ASSIGN(const SuiteProcess::Link link, process_->Reach());
  CLIENTROUTE_ASSIGN(std::vector<std::string> leaks, FoundInData(process_->data_folder(), secrets_));
  CLIENTROUTE_ASSIGN(const std::string metrics, ReadMetrics(link.running.metrics_address()));
  for (const std::string& secret : FoundIn(metrics, secrets_)) leaks.push_back(Cat(secret, " (meetwaarden)"));
  for (const std::string& name : routes_) {
    orchestrator::v1::GetRouteRequest wanted;
    wanted.set_name(name);
    CLIENTROUTE_ASSIGN(const auto route, operator_.Ask(&orchestrator::v1::Orchestrator::Stub::GetRoute, wanted));
    // As a person reads it: what is not ASCII is not escaped.
    std::string told;
    google::protobuf::TextFormat::Printer printer;
    printer.SetUseUtf8StringEscaping(true);
    printer.PrintToString(route, &told);
    for (const std::string& secret : FoundIn(told, secrets_)) leaks.push_back(Cat(secret, " (tijdlijn)"));
  }
  return leaks;
}

absl::StatusOr<Stage::LookCheck> Stage::CompareLooks() {
  // Of services and not of people: their own names, by which they call each other.
  constexpr std::string_view kServices = "services/";
  // Taken first: reading the log is no look.
  const WitnessedLooks witnessed = process_->witness().Told();
  std::vector<WitnessedLook> logged;
  LookCheck check;
  check.intact = true;
  for (const std::string_view service : kLookingServices) {
    platform::v1::ListLooksRequest request;
    request.set_service(std::string(service));
    request.set_page_size(kLooksAtATime);
    for (;;) {
      CLIENTROUTE_ASSIGN(const auto page, privacy_.Ask(&Operations::Stub::ListLooks, request));
      check.intact = check.intact && page.intact();
      check.logged += static_cast<std::size_t>(page.looks_size());
      for (const auto& look : page.looks()) {
        if (look.subject().starts_with(kServices)) continue;
        logged.push_back({look.method(), look.subject(), {look.clients().begin(), look.clients().end()}});
      }
      if (page.looks_size() < kLooksAtATime) break;
      request.set_after_number(page.looks(page.looks_size() - 1).number());
    }
  }
  check.differences = LookDifferences(witnessed, logged);
  return check;
}

std::string Stage::NextRequestId() { return Cat("demo/", ++writes_); }

Provider* Stage::AddProvider(std::string_view code, std::string_view municipality, std::string_view standard) {
  providers_.push_back(std::make_unique<Provider>(std::string(code), std::string(municipality), exchange_, standard));
  return providers_.back().get();
}

absl::Status Stage::MoveTo(Date day) {
  now_ = LocalMidnight(day) + kMorning;
  platform::v1::AdvanceTimeRequest request;
  *request.mutable_to() = ToProto(now_);
  killer_->Point();
  CLIENTROUTE_ASSIGN(auto reached, operator_.Ask(&Operations::Stub::AdvanceTime, request));
  narrator_->Moment(reached.now());
  return Expect(FromProto(reached.now()) == now_, "de klok staat anders");
}

absl::Status Stage::Settle() {
  return operator_.Ask(&Operations::Stub::AdvanceTime, platform::v1::AdvanceTimeRequest()).status();
}

absl::Status Stage::Send(Provider* from, const StoryFile& file, std::string_view meaning) {
  CLIENTROUTE_RETURN_IF_ERROR(from->Send(file));
  files_.push_back(file);
  narrator_->File(file, meaning);
  killer_->Point();
  return Settle();
}

absl::StatusOr<std::vector<StoryFile>> Stage::Receive(Provider* to, const std::vector<std::string>& kinds,
                                                      std::string_view meaning) {
  killer_->Point();
  CLIENTROUTE_ASSIGN(std::vector<StoryFile> files, to->Receive());
  std::string came;
  for (const StoryFile& file : files) {
    came += Cat(came.empty() ? "" : ", ", file.kind);
    files_.push_back(file);
    narrator_->File(file, meaning);
  }
  std::string wanted;
  for (const std::string& kind : kinds) wanted += Cat(wanted.empty() ? "" : ", ", kind);
  CLIENTROUTE_RETURN_IF_ERROR(Expect(came == wanted, Cat("voor aanbieder ", to->code(), " hoort nu in out/: ", wanted,
                                                         "; er staat: ", came.empty() ? "niets" : came)));
  return files;
}

absl::StatusOr<StoryFile> Stage::SendApproved(Provider* from, const StoryFile& file, std::string_view meaning) {
  CLIENTROUTE_RETURN_IF_ERROR(Send(from, file, meaning));
  CLIENTROUTE_ASSIGN(std::vector<StoryFile> files, Receive(from, {ReturnKindOf(file.kind)}, "retourbericht"));
  CLIENTROUTE_ASSIGN(bool approved, Approves(files.front()));
  CLIENTROUTE_RETURN_IF_ERROR(Expect(approved, Cat(files.front().file_name, " keurt af")));
  return std::move(files.front());
}

absl::Status Stage::Expect(bool holds, std::string_view what) const {
  return holds ? absl::OkStatus() : Error(absl::StatusCode::kInternal, "STORY", what);
}

}  // namespace clientroute::suite
