#include "services/monitoring/rebuild_service.h"

#include <set>
#include <utility>

#include "services/monitoring/fact_codec.h"
#include "services/monitoring/fact_store.h"
#include "services/monitoring/listener_service.h"
#include "services/platform/authorisation/authorise.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/events/outbox.h"
#include "services/platform/status/status.h"

namespace clientroute::monitoring {
namespace {

constexpr int kEventsAPage = 500;  // a short transaction: deliveries of others wait for it
constexpr std::chrono::seconds kAfterError(1);

}  // namespace

RebuildWork::RebuildWork(Database* database, Clock* clock, Logger* logger, const EventSources& sources)
    : database_(*database), clock_(*clock), logger_(*logger) {
  for (const auto& [service, channel] : sources) {
    stubs_.emplace(service, platform::v1::Operations::NewStub(channel));
  }
}

absl::Status RebuildWork::Begin(UnitOfWork& unit) const {
  CLIENTROUTE_RETURN_IF_ERROR(FactStore(&unit.db()).Clear());
  std::vector<std::string> services;
  for (const auto& [service, stub] : stubs_) services.push_back(service);
  RebuildStore store(&unit.db());
  CLIENTROUTE_RETURN_IF_ERROR(store.Begin(services, unit.now()));
  return store.EndWhenDone(unit.now());
}

std::optional<std::chrono::milliseconds> RebuildWork::Run() {
  const absl::StatusOr<RebuildProgress> progress = Load();
  absl::Status status = progress.status();
  if (status.ok()) {
    if (!progress->running()) return std::nullopt;
    for (const RebuildProgress::Source& source : progress->sources) {
      if (source.done) continue;
      status = ReadPage(*progress, source);
      break;
    }
  }
  if (status.ok()) return std::chrono::milliseconds(0);
  const std::string reason = ReasonOf(status);
  logger_.Write(LogLevel::kWarning, "monitoring", "a rebuild goes on later", {{"reason", std::string_view(reason)}});
  return kAfterError;
}

bool RebuildWork::Idle() {
  const absl::StatusOr<RebuildProgress> progress = Load();
  return progress.ok() && !progress->running();
}

absl::StatusOr<RebuildProgress> RebuildWork::Load() {
  RebuildProgress progress;
  CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(progress, RebuildStore(&connection).Load());
    return absl::OkStatus();
  }));
  return progress;
}

absl::Status RebuildWork::ReadPage(const RebuildProgress& progress, const RebuildProgress::Source& source) {
  platform::v1::ListEventsResponse page;
  // A service that is heard no longer has nothing to tell.
  if (const auto stub = stubs_.find(source.service); stub != stubs_.end()) {
    platform::v1::ListEventsRequest request;
    request.set_service(source.service);
    request.set_after_position(source.position);
    request.set_page_size(kEventsAPage);
    CLIENTROUTE_ASSIGN(page, Call(ServiceCaller("monitoring", kPurposeOperation), stub->second.get(),
                                  &platform::v1::Operations::Stub::ListEvents, request));
  }
  return database_.Write([&](Connection& connection) -> absl::Status {
    RebuildStore store(&connection);
    CLIENTROUTE_ASSIGN(const RebuildProgress now, store.Load());
    if (now.run != progress.run) return absl::OkStatus();  // it was begun again meanwhile
    CLIENTROUTE_RETURN_IF_ERROR(CountPage(connection, page));
    const bool done = page.events().empty();
    const std::int64_t position = done ? source.position : page.events().rbegin()->position();
    CLIENTROUTE_RETURN_IF_ERROR(store.Reach(source.service, position, done));
    return store.EndWhenDone(clock_.Now());
  });
}

absl::Status RebuildWork::CountPage(Connection& connection, const platform::v1::ListEventsResponse& page) {
  const std::set<std::string> types = CountedTypes();
  for (const type::v1::Event& event : page.events()) {
    if (!types.contains(std::string(TypeOf(event)))) continue;
    const absl::Status counted = Count(connection, event);
    if (counted.code() == absl::StatusCode::kInvalidArgument) {
      logger_.Write(LogLevel::kError, "monitoring", "an event cannot be counted",
                    {{"event", std::string_view(event.id())}});
      continue;
    }
    CLIENTROUTE_RETURN_IF_ERROR(counted);
  }
  return absl::OkStatus();
}

}  // namespace clientroute::monitoring
