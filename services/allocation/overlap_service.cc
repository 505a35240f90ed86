#include "services/allocation/overlap_service.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "services/allocation/allocation_codec.h"
#include "services/allocation/names.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::allocation {
namespace {

// Herbeoordeling verkorting toewijzing (JZ002, WMO002).
constexpr std::string_view kShortened = "05";

std::string InDutch(const Period& period) {
  std::string text = "van " + period.start().ToDutch();
  return period.end() ? text + " tot en met " + period.end()->ToDutch() : text + " zonder einddatum";
}

std::string Provider(const CareLine& line) { return line.provider ? line.provider->ToString() : std::string(); }

// The last day of care that has ended; nullopt while it has not.
std::optional<Date> LastDayOfCare(const AllocationRecord& allocation) {
  if (allocation.state != AllocationState::kEnded) return std::nullopt;
  const auto held = HeldDays(allocation.line.period, allocation.deliveries);
  return held ? held->end() : std::optional(allocation.line.period.start());
}

LineRefusal Refuse(const CareLine& line, const std::string& other, const Period& period) {
  return {line.line, RefusalReason::kAllocationOverlaps,
          line.product.ToDutch() + " bij " + Provider(line) + " overlapt met " + other + " " + InDutch(period) +
              " voor dezelfde cliënt."};
}

// What stands in the way of one line; allocations that only outlived their care are added to `outlived`.
std::optional<LineRefusal> Obstacle(const OverlapQuestion& question, std::size_t index,
                                    const std::vector<AllocationRecord>& others,
                                    std::map<std::int64_t, AllocationRecord>* outlived) {
  const CareLine& line = question.lines[index];
  for (const AllocationRecord& other : others) {
    if (question.except.contains(other.row) || !Overlap(line, other.line)) continue;
    if (const auto last = LastDayOfCare(other); last && *last < line.period.start()) {
      outlived->emplace(other.row, other);
      continue;
    }
    return Refuse(line, "toewijzing " + std::to_string(other.number), other.line.period);
  }
  for (std::size_t i = 0; i < index; ++i) {
    const CareLine& other = question.lines[i];
    if (other.provider != line.provider || !Overlap(line, other)) continue;
    return Refuse(line, "een andere regel van dezelfde route", other.period);
  }
  return std::nullopt;
}

}  // namespace

absl::StatusOr<OverlapsFound> FindOverlaps(Connection& connection, const OverlapQuestion& question) {
  OverlapsFound found;
  std::map<std::int64_t, AllocationRecord> outlived;
  AllocationStore store(&connection);
  for (std::size_t i = 0; i < question.lines.size(); ++i) {
    const CareLine& line = question.lines[i];
    if (!line.provider) continue;
    CLIENTROUTE_ASSIGN(const auto others,
                       store.AtProvider(question.client, question.municipality, line.law, *line.provider));
    if (auto refusal = Obstacle(question, i, others, &outlived)) found.refusals.push_back(*std::move(refusal));
  }
  for (auto& entry : outlived) found.outlived.push_back(std::move(entry.second));
  return found;
}

absl::Status EndWithCare(UnitOfWork& unit, std::vector<AllocationRecord>& outlived) {
  for (AllocationRecord& allocation : outlived) {
    const Date start = allocation.line.period.start();
    const Date last = std::max(start, LastDayOfCare(allocation).value_or(start));
    allocation.line.period = Period::Of(start, last).value_or(allocation.line.period);
    allocation.change_reason = kShortened;
    CLIENTROUTE_RETURN_IF_ERROR(AllocationStore(&unit.db()).Change(&allocation, unit.now()));
  }
  return absl::OkStatus();
}

void AddEnded(const std::vector<AllocationRecord>& outlived,
              google::protobuf::RepeatedPtrField<v1::EndedWithCare>* told) {
  for (const AllocationRecord& allocation : outlived) {
    v1::EndedWithCare& ended = *told->Add();
    ended.set_allocation(NameOf(kAllocations, allocation.id));
    *ended.mutable_last_date() =
        clientroute::ToProto(allocation.line.period.end().value_or(allocation.line.period.start()));
  }
}

absl::Status AnnounceRefused(UnitOfWork& unit, const std::string& route, const std::vector<LineRefusal>& refusals,
                             const std::string& change_request) {
  v1::AllocationsRefused event;
  event.set_route(route);
  event.set_reason(std::string(ToString(refusals.front().reason)));
  std::string explanation;
  for (const LineRefusal& refusal : refusals) {
    *event.add_refusals() = ToProto(refusal);
    explanation += (explanation.empty() ? "" : " ") + refusal.explanation;
  }
  event.set_explanation(explanation);
  event.set_change_request(change_request);
  return unit.Announce(route, event);
}

}  // namespace clientroute::allocation
