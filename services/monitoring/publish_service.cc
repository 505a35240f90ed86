#include "services/monitoring/publish_service.h"

#include <algorithm>
#include <vector>

#include "services/monitoring/publication_store.h"
#include "services/monitoring/rebuild_store.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"

namespace clientroute::monitoring {
namespace {

constexpr std::chrono::hours kUntilNextLook(1);
constexpr std::chrono::seconds kAfterError(1);
constexpr int kMonthsCorrected = 12;

bool SameCells(const std::vector<PublishedCell>& one, const std::vector<PublishedCell>& other) {
  return std::ranges::equal(one, other, [](const PublishedCell& a, const PublishedCell& b) {
    return a.key == b.key && a.routes == b.routes;
  });
}

}  // namespace

Month PublishWork::LastDue() const {
  const Date today = LocalDate(clock_.Now());
  return Month::At(std::int64_t{Month::Of(today.AddDays(-options_.days_after)).index()} - 1);
}

absl::StatusOr<std::optional<PublishWork::Due>> PublishWork::Next() {
  const Month last = LastDue();
  std::optional<Due> due;
  std::optional<Month> first;
  CLIENTROUTE_RETURN_IF_ERROR(books_.Read([&](const FigureBook& book) {
    first = book.FirstMonth();
    return absl::OkStatus();
  }));
  if (!first || *first > last) return due;
  CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const bool rebuilding, RebuildStore(&connection).Running());
    if (rebuilding) return absl::OkStatus();
    for (const FigureDefinition& figure : FigureDefinitions()) {
      if (!figure.published) continue;
      CLIENTROUTE_ASSIGN(const std::vector<Month> published,
                         PublicationStore(&connection).Published(std::string(figure.code)));
      // In order, so that the last one that is there tells how far it is.
      const Month next = published.empty() ? *first : published.back().Next();
      if (next <= last && (!due || next < due->month)) due = Due{&figure, next};
    }
    return absl::OkStatus();
  }));
  return due;
}

absl::Status PublishWork::Publish(const Due& due) {
  // Earlier months as they are now, and the new one; the cubes are made without holding anything.
  std::vector<Due> looked_at;
  CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const std::vector<Month> published,
                       PublicationStore(&connection).Published(std::string(due.figure->code)));
    // Not while months of long ago are being published one after the other.
    if (due.month != LastDue()) return absl::OkStatus();
    for (const Month month : published) {
      if (due.month.index() - month.index() <= kMonthsCorrected) looked_at.push_back({due.figure, month});
    }
    return absl::OkStatus();
  }));
  // The new one last: how far it is shows that the earlier ones were looked at.
  looked_at.push_back(due);
  for (const Due& one : looked_at) {
    std::vector<CubeThing> things;
    CLIENTROUTE_RETURN_IF_ERROR(books_.Read([&](const FigureBook& book) {
      things = book.Things(*one.figure, one.month);
      return absl::OkStatus();
    }));
    CLIENTROUTE_RETURN_IF_ERROR(PublishCells(one, things));
  }
  return absl::OkStatus();
}

absl::Status PublishWork::PublishCells(const Due& due, const std::vector<CubeThing>& things) {
  const std::string figure(due.figure->code);
  std::vector<Month> published;
  std::vector<PublishedCell> before;
  CLIENTROUTE_RETURN_IF_ERROR(database_.Read([&](Connection& connection) -> absl::Status {
    PublicationStore store(&connection);
    CLIENTROUTE_ASSIGN(published, store.Published(figure));
    CLIENTROUTE_ASSIGN(before, store.Current(figure, due.month));
    return absl::OkStatus();
  }));
  // It takes long, and this work alone publishes: nothing is held meanwhile.
  const std::vector<PublishedCell> cells = MakeCube(things, options_.least, before);
  if (std::ranges::find(published, due.month) != published.end() && SameCells(before, cells)) return absl::OkStatus();
  return database_.Write([&](Connection& connection) {
    return PublicationStore(&connection).Publish(figure, due.month, cells, options_.least, clock_.Now());
  });
}

std::optional<std::chrono::milliseconds> PublishWork::Run() {
  absl::StatusOr<std::optional<Due>> due = Next();
  absl::Status status = due.status();
  if (status.ok() && !due->has_value()) return kUntilNextLook;
  if (status.ok()) status = Publish(**due);
  if (status.ok()) return std::chrono::milliseconds(0);
  const std::string reason = ReasonOf(status);
  logger_.Write(LogLevel::kWarning, "monitoring", "figures are published later",
                {{"reason", std::string_view(reason)}});
  return kAfterError;
}

bool PublishWork::Idle() {
  const absl::StatusOr<std::optional<Due>> due = Next();
  return due.ok() && !due->has_value();
}

}  // namespace clientroute::monitoring
