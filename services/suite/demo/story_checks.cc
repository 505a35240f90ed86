#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/story.h"

namespace clientroute::suite {
namespace {

using Orchestrator = orchestrator::v1::Orchestrator;
using Operations = platform::v1::Operations;

constexpr int kRowsMax = 1'000;

/// The events of the story in their order on the timeline; others may stand between.
constexpr std::string_view kToldInOrder[] = {"ReferralAccepted",
                                             "CaseOpened",
                                             "ProblemAnalysisRecorded",
                                             "TriageDecided",
                                             "PlanRecorded",
                                             "DecisionTaken",
                                             "ProductsConfirmed",
                                             "PlacesReserved",
                                             "AllocationsMade",
                                             "AllocationMessageSent",
                                             "AllocationMessageAnswered",
                                             "CareStarted",
                                             "CareStarted",
                                             "CareStopped",
                                             "CareStopped"};

/// How many of each kind of message there are, once each.
const std::map<std::string, int, std::less<>> kMessages = {{"JW301", 1}, {"JW302", 1}, {"JW305", 2}, {"JW306", 2},
                                                           {"JW307", 2}, {"JW308", 2}, {"JW315", 1}, {"JW316", 1}};

bool ToldInOrder(const orchestrator::v1::Route& route) {
  const auto* next = std::begin(kToldInOrder);
  for (const auto& entry : route.timeline()) {
    if (next != std::end(kToldInOrder) && entry.event() == *next) ++next;
  }
  return next == std::end(kToldInOrder);
}

bool Numbered(const orchestrator::v1::Route& route) {
  std::int64_t number = 0;
  return std::ranges::all_of(route.timeline(), [&](const auto& entry) { return entry.sequence() == ++number; });
}

bool EachOnce(const google::protobuf::RepeatedPtrField<messaging::v1::Message>& messages) {
  std::map<std::string, int, std::less<>> counted;
  std::set<std::pair<std::string, std::string>> identified;
  for (const auto& message : messages) {
    ++counted[message.kind()];
    bool answered = message.state() == messaging::v1::Message::ANSWERED ||
                    message.state() == messaging::v1::Message::ACCEPTED ||
                    message.state() == messaging::v1::Message::SENT;
    if (!answered || !identified.emplace(message.kind(), message.identification()).second) return false;
  }
  return counted == kMessages;
}

bool SameFiles(const std::vector<StoryFile>& files) {
  std::map<std::string, int, std::less<>> counted;
  for (const StoryFile& file : files) ++counted[file.kind];
  return counted == kMessages;
}

std::ptrdiff_t CountFiles(const std::string& folder) {
  std::error_code error;
  std::filesystem::directory_iterator files(folder, error);
  return error ? -1 : std::distance(begin(files), end(files));
}

bool StartedAndStopped(const allocation::v1::CareAllocation& made) {
  using allocation::v1::Delivery;
  return made.state() == allocation::v1::CareAllocation::ENDED && made.deliveries_size() == 2 &&
         made.deliveries(0).kind() == Delivery::START && made.deliveries(1).kind() == Delivery::STOP;
}

}  // namespace

absl::StatusOr<v1::RouteView> Story::LookAtRoute() {
  v1::RouteView view;
  orchestrator::v1::GetRouteRequest wanted;
  wanted.set_name(route_);
  CLIENTROUTE_ASSIGN(*view.mutable_route(), access_.Ask(&Orchestrator::Stub::GetRoute, wanted));
  if (!view.route().case_().empty()) {
    access::v1::GetCaseRequest file;
    file.set_name(view.route().case_());
    CLIENTROUTE_ASSIGN(auto known, access_.Ask(&access::v1::Access::Stub::GetCase, file));
    if (known.routes_size() == 1) *view.mutable_case_route() = known.routes(0);
  }
  allocation::v1::ListPlacementProposalsRequest proposals;
  proposals.set_route(route_);
  CLIENTROUTE_ASSIGN(auto proposed, access_.Ask(&allocation::v1::Allocation::Stub::ListPlacementProposals, proposals));
  *view.mutable_proposals() = std::move(*proposed.mutable_proposals());
  allocation::v1::ListAllocationsRequest allocations;
  allocations.set_route(route_);
  CLIENTROUTE_ASSIGN(auto made, access_.Ask(&allocation::v1::Allocation::Stub::ListAllocations, allocations));
  *view.mutable_allocations() = std::move(*made.mutable_allocations());
  messaging::v1::ListMessagesRequest messages;
  messages.set_page_size(kRowsMax);
  CLIENTROUTE_ASSIGN(auto listed, back_office_.Ask(&messaging::v1::Messaging::Stub::ListMessages, messages));
  *view.mutable_messages() = std::move(*listed.mutable_messages());
  std::reverse(view.mutable_messages()->begin(), view.mutable_messages()->end());
  return view;
}

absl::Status Story::AddChecks(v1::DemoReport& report) {
  auto check = [&](std::string_view description, bool passed) {
    v1::DemoCheck* added = report.add_checks();
    added->set_description(std::string(description));
    added->set_passed(passed);
    narrator_->Check(description, passed);
  };
  const orchestrator::v1::Route& route = report.view().route();
  check("de route is gesloten, met niets dat nog wacht",
        route.closed() && route.open_tasks().empty() && route.timers().empty() && route.pending_commands().empty());
  check("elk product liep als eigen onderdeel en is beëindigd",
        route.parts_size() == 2 && std::ranges::all_of(route.parts(), [](const auto& part) { return part.ended(); }));
  check("de tijdlijn is zonder gaten en vertelt alles in volgorde", Numbered(route) && ToldInOrder(route));
  check("niets op de tijdlijn kwam onverwacht",
        std::ranges::none_of(route.timeline(), [](const auto& entry) { return entry.unexpected(); }));
  check("beide toewijzingen begonnen en eindigden eenmaal",
        report.view().allocations_size() == 2 && std::ranges::all_of(report.view().allocations(), StartedAndStopped));
  check("elk bericht is er precies eenmaal, en is beantwoord", EachOnce(report.view().messages()));
  check("er gingen precies zoveel bestanden in en uit", SameFiles(provider_.files()));
  constexpr std::ptrdiff_t kInbound = 6;
  constexpr std::ptrdiff_t kOutbound = 6;
  check("de mappen zijn bij: in/ en refused/ leeg, done/ en out/ volledig",
        CountFiles(provider_.Folder("in")) == 0 && CountFiles(provider_.Folder("refused")) == 0 &&
            CountFiles(provider_.Folder("done")) == kInbound && CountFiles(provider_.Folder("out")) == kOutbound);

  CLIENTROUTE_ASSIGN(auto dead,
                     operator_.Ask(&Operations::Stub::ListDeadLetters, platform::v1::ListDeadLettersRequest()));
  orchestrator::v1::ListIncidentsRequest incidents;
  incidents.set_include_resolved(true);
  CLIENTROUTE_ASSIGN(auto broken, operator_.Ask(&Orchestrator::Stub::ListIncidents, incidents));
  check("geen incidenten en geen onbestelbare gebeurtenissen",
        dead.dead_letters().empty() && broken.incidents().empty());
  CLIENTROUTE_ASSIGN(auto looks, privacy_.Ask(&Operations::Stub::ListLooks, platform::v1::ListLooksRequest()));
  check("elke inzage staat in het logboek, en zijn keten is heel", looks.intact() && !looks.looks().empty());
  return absl::OkStatus();
}

absl::StatusOr<v1::DemoReport> Story::Conclude() {
  v1::DemoReport report;
  CLIENTROUTE_RETURN_IF_ERROR(Settle());
  CLIENTROUTE_ASSIGN(std::vector<StoryFile> late, provider_.Receive());
  CLIENTROUTE_RETURN_IF_ERROR(Expect(late.empty(), "er kwam nog een bestand dat niemand verwachtte"));
  CLIENTROUTE_ASSIGN(*report.mutable_view(), LookAtRoute());
  for (const StoryFile& file : provider_.files()) {
    v1::DemoFile* added = report.add_files();
    added->set_kind(file.kind);
    added->set_inbound(file.inbound);
    added->set_file_name(file.file_name);
    added->set_content(file.content);
  }
  narrator_->Chapter("Is alles er?");
  CLIENTROUTE_RETURN_IF_ERROR(AddChecks(report));
  return report;
}

}  // namespace clientroute::suite
