#include <map>
#include <unordered_set>
#include <utility>

#include "services/orchestrator/engine/route_codec.h"
#include "services/orchestrator/engine/route_writer.h"
#include "services/orchestrator/operations/route_filter_codec.h"
#include "services/orchestrator/operations/route_finder.h"
#include "services/orchestrator/operations/route_operations_service.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"

// The live timeline of all routes, of RouteOperationsService.
namespace clientroute::orchestrator {
namespace {

constexpr std::string_view kMethod = "clientroute.orchestrator.v1.RouteOperations/WatchRoutes";
/// Happenings in one answer, and records that are looked at for it, at most.
constexpr int kHappeningsMost = 200;
constexpr std::int64_t kRecordsMost = 2'000;
/// Between two looks of one watcher at the record, so that those who watch take no more than a small share of it,
/// however much happens.
constexpr std::chrono::milliseconds kBeat{100};
/// How often a caller that went away is looked for while nothing happens.
constexpr std::chrono::milliseconds kPause{500};
/// Clients that are remembered as written to the look-log, for the day; beyond it they are written anew.
constexpr std::size_t kClientsMost = 10'000;

}  // namespace

/// Where a watcher is.
struct RouteOperationsService::WatchingAll {
  v1::RouteFilter filter;
  std::int64_t position = 0;
  /// The end of the record when it was last read.
  std::int64_t last = 0;
  /// The local day, and who was written to the look-log on it already: what is shown on another day is another look.
  Date day;
  std::unordered_set<std::string> looked;
  /// To be written before the next answer leaves: clients, each with his municipality.
  std::map<std::string, std::string> seen;
};

absl::Status RouteOperationsService::Begin(const v1::WatchRoutesRequest& request, WatchingAll* watching) const {
  if (request.after_position() < 0) {
    return Error(absl::StatusCode::kInvalidArgument, "POSITION_INVALID", "a position counts from 1",
                 {{"field", "after_position"}});
  }
  watching->filter = request.filter();
  CLIENTROUTE_RETURN_IF_ERROR(calls_.stack().database->Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(watching->last, LastPosition(connection));
    return absl::OkStatus();
  }));
  watching->position = request.after_position() == 0 ? watching->last : request.after_position();
  if (watching->position <= watching->last) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, "POSITION_AHEAD",
               Cat("the record has come to ", watching->last, ", not to ", watching->position),
               {{"field", "after_position"}});
}

absl::Status RouteOperationsService::ReadNext(Connection& connection, const CallContext& call, WatchingAll* watching,
                                              v1::WatchRoutesResponse* next) const {
  if (const Date today = LocalDate(calls_.stack().clock->Now()); today != watching->day) {
    watching->day = today;
    watching->looked.clear();
  }
  CLIENTROUTE_ASSIGN(watching->last, LastPosition(connection));
  const std::int64_t behind = watching->last - watching->position;
  if (behind > hub_->limits().behind_most) {
    next->set_skipped(behind - hub_->limits().behind_most);
    watching->position += next->skipped();
  }
  const std::int64_t through = std::min(watching->last, watching->position + kRecordsMost);
  // Anew each time: who is no longer involved sees no more.
  CLIENTROUTE_ASSIGN(const RouteQuery query, QueryOf(watching->filter, call));
  CLIENTROUTE_ASSIGN(std::vector<HappeningRow> found,
                     FindHappenings(connection, query, watching->position, through, kHappeningsMost));
  for (HappeningRow& row : found) {
    const Definition* definition = definitions().Find(row.definition, row.version);
    v1::Route told;
    AddTimeline(definition, {std::move(row.record)}, &told);
    v1::RouteHappening* happening = next->add_happenings();
    happening->set_route(RouteName(row.route));
    *happening->mutable_entry() = std::move(*told.mutable_timeline(0));
    happening->mutable_entry()->set_sequence(row.sequence);
    happening->set_municipality(row.municipality);
    happening->set_state(row.state);
    const auto state = definition == nullptr ? std::nullopt : definition->main_chart().FindState(row.state);
    if (state) happening->set_state_title(definition->main_chart()[*state].title);
    happening->set_closed(row.closed);
    if (!watching->looked.contains(row.client)) watching->seen.emplace(std::move(row.client), row.municipality);
  }
  const bool full = found.size() == static_cast<std::size_t>(kHappeningsMost);
  watching->position = full ? found.back().position : through;
  next->set_position(watching->position);
  return absl::OkStatus();
}

absl::Status RouteOperationsService::WatchAll(const CallContext& call, const v1::WatchRoutesRequest& request,
                                              grpc::ServerContext* context,
                                              grpc::ServerWriter<v1::WatchRoutesResponse>* writer) const {
  // A filter that cannot be read is refused before anything is waited for.
  CLIENTROUTE_RETURN_IF_ERROR(QueryOf(request.filter(), call).status());
  CLIENTROUTE_ASSIGN(const std::unique_ptr<WatchHub::Watcher> watcher,
                     hub_->Enter([context] { context->TryCancel(); }));
  WatchingAll watching;
  CLIENTROUTE_RETURN_IF_ERROR(Begin(request, &watching));
  Database* database = calls_.stack().database;
  for (bool first = true; !context->IsCancelled(); first = false) {
    const std::uint64_t seen = watcher->Seen();
    v1::WatchRoutesResponse next;
    CLIENTROUTE_RETURN_IF_ERROR(
        database->Read([&](Connection& connection) { return ReadNext(connection, call, &watching, &next); }));
    if (!watching.seen.empty()) {
      clientroute::Look look;
      for (const auto& [client, municipality] : watching.seen) Show(client, municipality, look);
      CLIENTROUTE_RETURN_IF_ERROR(
          database->Write([&](Connection& connection) { return AppendLook(connection, call, look); }));
      if (watching.looked.size() > kClientsMost) watching.looked.clear();
      for (const auto& [client, municipality] : watching.seen) watching.looked.insert(client);
      watching.seen.clear();
    }
    // The first answer leaves in any case: it says from where the caller hears what happens.
    if (first || next.happenings_size() > 0 || next.skipped() > 0) {
      watcher->BeginSending();
      const bool sent = writer->Write(next);
      watcher->EndSending();
      if (!sent) break;
    }
    if (watcher->HasLasted()) {
      return Error(absl::StatusCode::kDeadlineExceeded, "WATCH_OVER",
                   Cat("a call lasts no longer; go on after ", watching.position));
    }
    if (watching.position == watching.last) watcher->Wait(seen, kPause);
    watcher->Rest(kBeat);
  }
  if (watcher->WasCutOff()) {
    return Error(absl::StatusCode::kCancelled, "WATCHER_TOO_SLOW",
                 Cat("an answer was not read; go on after ", watching.position));
  }
  return Error(absl::StatusCode::kCancelled, "WATCHER_GONE", "the caller went away");
}

grpc::Status RouteOperationsService::WatchRoutes(grpc::ServerContext* context, const v1::WatchRoutesRequest* request,
                                                 grpc::ServerWriter<v1::WatchRoutesResponse>* writer) {
  // The looks are written before the answers leave that show them, not after the last.
  return calls_.Look(context, kMethod, *request, [&](const CallContext& call, clientroute::Look&) {
    return WatchAll(call, *request, context, writer);
  });
}

}  // namespace clientroute::orchestrator
