#include "services/allocation/change_planning_service.h"

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "services/platform/status/status.h"

namespace clientroute::allocation {
namespace {

constexpr std::size_t kNamePartOfId = 8;

std::string FollowerName(const ChangeRecord& change, const AllocationRecord& allocation, std::size_t part) {
  if (allocation.route_row == change.route_row) return Cat("change-", change.ordinal, "-", part);
  return Cat("change-", change.id.ToString().substr(0, kNamePartOfId), "-", part);
}

}  // namespace

bool Alteration::Widens() const {
  if (!Alters() || plan.follower) return false;
  const CareLine& before = allocation.line;
  const std::optional<Date>& end = plan.kept.period.end();
  const bool longer = before.period.end() && (!end || *end > *before.period.end());
  return longer || plan.kept.volume != before.volume || plan.kept.budget != before.budget;
}

absl::StatusOr<ChangeRecord> FindChange(Connection& connection, const Uuid& id, const std::string& name) {
  CLIENTROUTE_ASSIGN(auto change, ChangeStore(&connection).Find(id));
  if (!change) {
    return Error(absl::StatusCode::kNotFound, "CHANGE_REQUEST_NOT_FOUND",
                 "there is no such change request, or it may not be seen", {{"change_request", name}});
  }
  return *std::move(change);
}

absl::StatusOr<std::vector<Alteration>> PlanAll(Connection& connection, const ChangeRecord& change, Date today) {
  std::set<std::int64_t> numbers;
  for (const ChangedAllocation& one : change.changed) numbers.insert(one.number);
  CLIENTROUTE_ASSIGN(const auto allocations,
                     AllocationStore(&connection).ByNumber(change.municipality, change.law, numbers));
  std::vector<Alteration> alterations;
  std::size_t part = change.added.size();
  for (const ChangedAllocation& one : change.changed) {
    for (const AllocationRecord& allocation : allocations) {
      if (allocation.row != one.row) continue;
      Alteration alteration{allocation, PlanChange(allocation.line, one.wanted, today)};
      if (alteration.plan.follower) {
        alteration.plan.follower->line = FollowerName(change, allocation, ++part);
        alteration.plan.follower->provider_reference = change.reference;
      }
      // Also where all is as it was asked for: the provider is told that it is.
      if (alteration.Alters() || !alteration.plan.follower) {
        alteration.plan.kept.provider_reference = change.reference;
      }
      alterations.push_back(std::move(alteration));
    }
  }
  return alterations;
}

std::vector<LineRefusal> FindUntimely(const ChangeRecord& change, const std::vector<Alteration>& alterations,
                                      Date today) {
  std::vector<LineRefusal> refusals;
  for (const Alteration& one : alterations) {
    const std::string what = Cat("toewijzing ", one.allocation.number);
    if (one.plan.too_late) {
      refusals.push_back({one.allocation.line.line, RefusalReason::kTooLate,
                          Cat("De wijziging van ", what, " gaat alleen over dagen die voorbij zijn.")});
    }
    if (one.plan.before_start) {
      refusals.push_back(
          {one.allocation.line.line, RefusalReason::kBeforeAllocation,
           Cat("De wijziging is gewenst vanaf een eerdere dag, maar ", what, " begint pas op ",
               one.allocation.line.period.start().ToDutch(), "; eerdere dagen vragen een nieuw product.")});
    }
    if (one.plan.below_delivered) {
      refusals.push_back({one.allocation.line.line, RefusalReason::kBelowDelivered,
                          Cat("Er wordt in totaal minder gevraagd dan ", what,
                              " heeft, terwijl die al loopt: wat is geleverd kan meer zijn.")});
    }
    if (one.allocation.state == AllocationState::kWithdrawn) {
      refusals.push_back(
          {one.allocation.line.line, RefusalReason::kTooLate, Cat("Intussen is ", what, " teruggenomen.")});
    }
    for (const CareLine& added : change.added) {
      if (!GivesAgain(added, one.allocation.line, one.plan, today)) continue;
      refusals.push_back({added.line, RefusalReason::kTooLate,
                          Cat(added.product.ToDutch(),
                              " zou nog eens worden toegewezen voor dagen die voorbij zijn en in ", what, " zaten.")});
    }
  }
  return refusals;
}

std::vector<CareLine> LinesOf(const ChangeRecord& change, const std::vector<Alteration>& alterations) {
  std::vector<CareLine> lines = change.added;
  for (const Alteration& one : alterations) {
    if (one.plan.follower) lines.push_back(*one.plan.follower);
    if (one.Widens()) lines.push_back(one.plan.kept);
  }
  return lines;
}

}  // namespace clientroute::allocation
