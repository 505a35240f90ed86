#include "services/suite/demo/conclusion.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "clientroute/access/v1/access.grpc.pb.h"
#include "clientroute/allocation/v1/allocation.grpc.pb.h"
#include "clientroute/claims/v1/claims.grpc.pb.h"
#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "clientroute/monitoring/v1/monitoring.grpc.pb.h"
#include "clientroute/orchestrator/v1/orchestrator.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/suite/demo/request_answers.h"

namespace clientroute::suite {
namespace {

using Messages = google::protobuf::RepeatedPtrField<messaging::v1::Message>;
using Operations = platform::v1::Operations;
using Orchestrator = orchestrator::v1::Orchestrator;

/// A story has some dozens of messages.
constexpr int kMessagesMax = 1'000;

bool Numbered(const orchestrator::v1::Route& route) {
  std::int64_t number = 0;
  return std::ranges::all_of(route.timeline(), [&](const auto& entry) { return entry.sequence() == ++number; });
}

bool NothingUnexpected(const orchestrator::v1::Route& route) {
  return std::ranges::none_of(route.timeline(), [](const auto& entry) { return entry.unexpected(); });
}

/// How many of each kind went through the exchange.
std::map<std::string, int, std::less<>> CountKinds(const std::vector<StoryFile>& files) {
  std::map<std::string, int, std::less<>> counted;
  for (const StoryFile& file : files) ++counted[file.kind];
  return counted;
}

/// Each message once, no longer waiting, and as many of each kind as there are files.
bool EachOnce(const Messages& messages, const std::vector<StoryFile>& files) {
  std::map<std::string, int, std::less<>> counted;
  std::set<std::pair<std::string, std::string>> identified;
  for (const auto& message : messages) {
    using messaging::v1::Message;
    ++counted[message.kind()];
    bool handled = message.state() != Message::RECEIVED && message.state() != Message::WAITING;
    const std::string sender = message.direction() == Message::IN ? message.provider() : "";
    if (!handled || !identified.emplace(message.kind() + sender, message.identification()).second) return false;
  }
  return counted == CountKinds(files);
}

std::ptrdiff_t CountFiles(const std::string& folder) {
  std::error_code error;
  std::filesystem::directory_iterator files(folder, error);
  return error ? -1 : std::distance(begin(files), end(files));
}

/// in/ and refused/ are empty, and what went through stands in done/ and out/.
bool FoldersInOrder(const Stage& stage) {
  std::ptrdiff_t waiting = 0;
  std::ptrdiff_t done = 0;
  std::ptrdiff_t sent = 0;
  std::set<std::string> seen;  // providers may share a municipality
  for (const auto& provider : stage.providers()) {
    if (!seen.insert(provider->Folder("in")).second) continue;
    waiting += CountFiles(provider->Folder("in")) + CountFiles(provider->Folder("refused"));
    done += CountFiles(provider->Folder("done"));
    sent += CountFiles(provider->Folder("out"));
  }
  auto inbound = std::ranges::count_if(stage.files(), &StoryFile::inbound);
  return waiting == 0 && done == inbound && sent == std::ssize(stage.files()) - inbound;
}

absl::StatusOr<v1::RouteView> LookAtRoute(Stage& stage, const std::string& name) {
  v1::RouteView view;
  orchestrator::v1::GetRouteRequest wanted;
  wanted.set_name(name);
  CLIENTROUTE_ASSIGN(*view.mutable_route(), stage.access().Ask(&Orchestrator::Stub::GetRoute, wanted));
  if (!view.route().case_().empty()) {
    access::v1::GetCaseRequest file;
    file.set_name(view.route().case_());
    CLIENTROUTE_ASSIGN(auto known, stage.access().Ask(&access::v1::Access::Stub::GetCase, file));
    for (auto& route : *known.mutable_routes()) {
      if (route.route() == name) *view.mutable_case_route() = std::move(route);
    }
  }
  using Allocation = allocation::v1::Allocation;
  allocation::v1::ListPlacementProposalsRequest proposals;
  proposals.set_route(name);
  CLIENTROUTE_ASSIGN(auto proposed, stage.access().Ask(&Allocation::Stub::ListPlacementProposals, proposals));
  *view.mutable_proposals() = std::move(*proposed.mutable_proposals());
  allocation::v1::ListAllocationsRequest allocations;
  allocations.set_route(name);
  CLIENTROUTE_ASSIGN(auto made, stage.access().Ask(&Allocation::Stub::ListAllocations, allocations));
  *view.mutable_allocations() = std::move(*made.mutable_allocations());
  messaging::v1::ListMessagesRequest messages;
  messages.set_route(name);
  messages.set_page_size(kMessagesMax);
  CLIENTROUTE_ASSIGN(auto listed, stage.back_office().Ask(&messaging::v1::Messaging::Stub::ListMessages, messages));
  *view.mutable_messages() = std::move(*listed.mutable_messages());
  std::reverse(view.mutable_messages()->begin(), view.mutable_messages()->end());
  return view;
}

/// The claims with their lines, the ledger, and what monitoring counted of them.
absl::Status AddMoney(Stage& stage, v1::DemoReport& report) {
  using Claims = claims::v1::Claims;
  claims::v1::ListClaimsRequest wanted;
  wanted.set_page_size(kMessagesMax);
  CLIENTROUTE_ASSIGN(auto claims, stage.back_office().Ask(&Claims::Stub::ListClaims, wanted));
  std::reverse(claims.mutable_claims()->begin(), claims.mutable_claims()->end());
  for (auto& claim : *claims.mutable_claims()) {
    claims::v1::ListClaimLinesRequest request;
    request.set_claim(claim.name());
    request.set_page_size(kMessagesMax);
    CLIENTROUTE_ASSIGN(auto lines, stage.back_office().Ask(&Claims::Stub::ListClaimLines, request));
    v1::ClaimView* view = report.add_claims();
    *view->mutable_claim() = std::move(claim);
    *view->mutable_lines() = std::move(*lines.mutable_lines());
  }
  claims::v1::ListLedgerEntriesRequest all;
  all.set_page_size(kMessagesMax);
  CLIENTROUTE_ASSIGN(auto entries, stage.contracts().Ask(&Claims::Stub::ListLedgerEntries, all));
  *report.mutable_ledger()->mutable_entries() = std::move(*entries.mutable_entries());
  CLIENTROUTE_ASSIGN(*report.mutable_ledger()->mutable_balance(),
                     stage.contracts().Ask(&Claims::Stub::GetLedgerBalance, claims::v1::GetLedgerBalanceRequest()));
  monitoring::v1::GetSpendRequest spend;
  *spend.mutable_from() = ToProto(LocalDate(ParseIso(kStoryBegins).value_or(Instant())));
  *spend.mutable_until() = ToProto(stage.Today());
  spend.set_page_size(kMessagesMax);
  CLIENTROUTE_ASSIGN(*report.mutable_spend(),
                     stage.contracts().Ask(&monitoring::v1::Monitoring::Stub::GetSpend, spend));
  return absl::OkStatus();
}

bool InBalance(const v1::LedgerView& ledger) {
  std::int64_t sum = 0;
  for (const auto& entry : ledger.entries()) sum += entry.amount().cents();
  return sum == 0 && ledger.balance().total().cents() == 0 &&
         ledger.balance().accepted().cents() == ledger.balance().paid().cents();
}

/// What must hold at the end of every story.
absl::Status AddCommonChecks(Stage& stage, Checks& checks) {
  const auto& views = checks.report().views();
  checks.Add("de tijdlijn van elke route is zonder gaten",
             std::ranges::all_of(views, [](const auto& view) { return Numbered(view.route()); }));
  checks.Add("niets op een tijdlijn kwam onverwacht",
             std::ranges::all_of(views, [](const auto& view) { return NothingUnexpected(view.route()); }));
  checks.Add("geen opdracht wacht nog op een andere dienst",
             std::ranges::all_of(views, [](const auto& view) { return view.route().pending_commands().empty(); }));
  messaging::v1::ListMessagesRequest all;
  all.set_page_size(kMessagesMax);
  CLIENTROUTE_ASSIGN(auto messages, stage.back_office().Ask(&messaging::v1::Messaging::Stub::ListMessages, all));
  checks.Add("elk bericht is er precies eenmaal, met zijn bestand, en is behandeld",
             EachOnce(messages.messages(), stage.files()));
  std::vector<const messaging::v1::Message*> known;
  for (const auto& message : messages.messages()) known.push_back(&message);
  CLIENTROUTE_ASSIGN(const auto faults, WronglyAnswered(stage.files(), known, /*all_answered=*/false));
  checks.Add("geen verzoek van een aanbieder is dubbel beantwoord, en de termijn loopt tot het antwoord",
             faults.empty());
  for (const std::string& fault : faults) stage.tell().Detail(fault);
  checks.Add("het grootboek is in evenwicht, en betaalbaar gesteld is wat is toegekend",
             InBalance(checks.report().ledger()));
  checks.Add("de mappen zijn bij: in/ en refused/ leeg, done/ en out/ volledig", FoldersInOrder(stage));
  CLIENTROUTE_ASSIGN(const std::vector<std::string> leaks, stage.FindLeaks());
  checks.Add(kNothingOpen, leaks.empty());
  for (const std::string& leak : leaks) stage.tell().Detail(leak);
  CLIENTROUTE_ASSIGN(auto dead,
                     stage.operators().Ask(&Operations::Stub::ListDeadLetters, platform::v1::ListDeadLettersRequest()));
  orchestrator::v1::ListIncidentsRequest incidents;
  incidents.set_include_resolved(true);
  CLIENTROUTE_ASSIGN(auto broken, stage.operators().Ask(&Orchestrator::Stub::ListIncidents, incidents));
  checks.Add("geen incidenten en geen onbestelbare gebeurtenissen",
             dead.dead_letters().empty() && broken.incidents().empty());
  CLIENTROUTE_ASSIGN(const Stage::LookCheck looks, stage.CompareLooks());
  checks.Add("elke inzage staat in het logboek en niets anders, en zijn keten is heel",
             looks.intact && looks.logged > 0 && looks.differences.empty());
  for (const std::string& difference : looks.differences) stage.tell().Detail(difference);
  return absl::OkStatus();
}

}  // namespace

bool ToldInOrder(const orchestrator::v1::Route& route, std::span<const std::string_view> events) {
  auto next = events.begin();
  for (const auto& entry : route.timeline()) {
    if (next != events.end() && entry.event() == *next) ++next;
  }
  return next == events.end();
}

absl::StatusOr<v1::DemoReport> Conclude(Stage& stage, Story& story) {
  v1::DemoReport report;
  CLIENTROUTE_RETURN_IF_ERROR(stage.Settle());
  for (const auto& provider : stage.providers()) {
    CLIENTROUTE_RETURN_IF_ERROR(stage.Receive(provider.get(), {}, "onverwacht").status());
  }
  for (const std::string& route : stage.routes()) {
    CLIENTROUTE_ASSIGN(*report.add_views(), LookAtRoute(stage, route));
  }
  for (const StoryFile& file : stage.files()) {
    v1::DemoFile* added = report.add_files();
    added->set_kind(file.kind);
    added->set_inbound(file.inbound);
    added->set_file_name(file.file_name);
    added->set_content(file.content);
  }
  CLIENTROUTE_RETURN_IF_ERROR(AddMoney(stage, report));
  stage.tell().Chapter("Is alles er?");
  Checks checks(&report, &stage.tell());
  CLIENTROUTE_RETURN_IF_ERROR(story.Check(checks));
  CLIENTROUTE_RETURN_IF_ERROR(AddCommonChecks(stage, checks));
  return report;
}

}  // namespace clientroute::suite
