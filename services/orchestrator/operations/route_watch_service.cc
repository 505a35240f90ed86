#include <optional>
#include <set>
#include <utility>

#include "services/orchestrator/engine/route_codec.h"
#include "services/orchestrator/engine/route_writer.h"
#include "services/orchestrator/operations/route_finder.h"
#include "services/orchestrator/operations/route_operations_service.h"
#include "services/orchestrator/store/history_store.h"
#include "services/platform/privacy/look_log.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"

// The live timeline of RouteOperationsService.
namespace clientroute::orchestrator {
namespace {

constexpr std::string_view kMethod = "clientroute.orchestrator.v1.RouteOperations/WatchRoute";
/// Entries in one answer at most.
constexpr int kEntriesMost = 100;
/// How often a caller that went away is looked for while nothing happens.
constexpr std::chrono::milliseconds kPause{500};

}  // namespace

/// Where a watcher is.
struct RouteOperationsService::Watching {
  std::string route;
  std::int64_t sequence = 0;
  /// The local day of the last look that was written: what is shown on another day is another look.
  std::optional<Date> looked;
};

absl::Status RouteOperationsService::ReadNext(Connection& connection, const CallContext& call, Watching* watching,
                                              v1::WatchRouteResponse* next) const {
  // Anew each time: who is no longer involved sees no more.
  CLIENTROUTE_ASSIGN(const RouteRow row, FindVisibleRoute(connection, call, watching->route));
  if (watching->sequence > row.sequence) {
    return Error(absl::StatusCode::kInvalidArgument, "SEQUENCE_AHEAD",
                 Cat("the route has come to ", row.sequence, ", not to ", watching->sequence),
                 {{"field", "after_sequence"}});
  }
  watching->route = RouteName(row.uid);
  const Definition* definition = definitions().Find(row.definition, row.version);
  CLIENTROUTE_ASSIGN(const std::vector<v1::JournalRecord> records,
                     ReadJournalAfter(connection, row.id, watching->sequence, kEntriesMost));
  v1::Route route = ToProto(row, definition);
  AddTimeline(definition, records, &route);
  for (v1::TimelineEntry& entry : *route.mutable_timeline()) {
    entry.set_sequence(++watching->sequence);
    *next->add_entries() = std::move(entry);
  }
  next->set_route(route.name());
  next->set_state(route.state());
  next->set_state_title(route.state_title());
  next->set_closed(route.closed() && watching->sequence == row.sequence);
  return absl::OkStatus();
}

absl::Status RouteOperationsService::Watch(const CallContext& call, const v1::WatchRouteRequest& request,
                                           grpc::ServerContext* context,
                                           grpc::ServerWriter<v1::WatchRouteResponse>* writer) const {
  if (request.after_sequence() < 0) {
    return Error(absl::StatusCode::kInvalidArgument, "SEQUENCE_INVALID", "a sequence counts from 1",
                 {{"field", "after_sequence"}});
  }
  CLIENTROUTE_ASSIGN(const std::unique_ptr<WatchHub::Watcher> watcher,
                     hub_->Enter([context] { context->TryCancel(); }));
  Database* database = calls_.stack().database;
  Watching watching{request.name(), request.after_sequence(), std::nullopt};
  while (!context->IsCancelled()) {
    const std::uint64_t seen = watcher->Seen();
    v1::WatchRouteResponse next;
    std::string client;
    std::string municipality;
    const Date today = LocalDate(calls_.stack().clock->Now());
    bool look_now = false;
    CLIENTROUTE_RETURN_IF_ERROR(database->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_RETURN_IF_ERROR(ReadNext(connection, call, &watching, &next));
      const bool shows = next.entries_size() > 0 || next.closed();
      look_now = !watching.looked || (shows && *watching.looked != today);
      if (!look_now) return absl::OkStatus();
      CLIENTROUTE_ASSIGN(const RouteRow row, FindVisibleRoute(connection, call, watching.route));
      client = row.client;
      municipality = row.municipality;
      return absl::OkStatus();
    }));
    if (look_now) {
      clientroute::Look look;
      Show(client, municipality, look);
      CLIENTROUTE_RETURN_IF_ERROR(
          database->Write([&](Connection& connection) { return AppendLook(connection, call, look); }));
      watching.looked = today;
    }
    if (next.entries_size() > 0 || next.closed()) {
      watcher->BeginSending();
      const bool sent = writer->Write(next);
      watcher->EndSending();
      if (!sent) break;
      if (next.closed()) return absl::OkStatus();
    }
    if (watcher->HasLasted()) {
      return Error(absl::StatusCode::kDeadlineExceeded, "WATCH_OVER",
                   Cat("a call lasts no longer; go on after ", watching.sequence));
    }
    if (next.entries_size() == 0) watcher->Wait(seen, kPause);
  }
  if (watcher->WasCutOff()) {
    return Error(absl::StatusCode::kCancelled, "WATCHER_TOO_SLOW",
                 Cat("an answer was not read; go on after ", watching.sequence));
  }
  return Error(absl::StatusCode::kCancelled, "WATCHER_GONE", "the caller went away");
}

grpc::Status RouteOperationsService::WatchRoute(grpc::ServerContext* context, const v1::WatchRouteRequest* request,
                                                grpc::ServerWriter<v1::WatchRouteResponse>* writer) {
  // The look is written before the first answer leaves, not after the last.
  return calls_.Look(context, kMethod, *request, [&](const CallContext& call, clientroute::Look&) {
    return Watch(call, *request, context, writer);
  });
}

}  // namespace clientroute::orchestrator
