#ifndef CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_H_
#define CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "services/platform/values/care_line.h"
#include "services/platform/values/period.h"

namespace clientroute::allocation {

/// What a provider asks to change about an allocation (TeWijzigenProduct).
struct WantedChange {
  /// From GewensteIngangsdatum until Einddatum.
  Period period;
  /// Neither: as much as before.
  std::optional<Volume> volume;
  std::optional<Money> budget;
};

/// What becomes of the allocation.
struct ChangePlan {
  /// The allocation as it stands under its own number.
  CareLine kept;
  /// The one that follows it under a new number, without line name; nullopt when it changes as a whole.
  std::optional<CareLine> follower;
  /// Nothing is left of what is wanted: it would be of days that have passed alone. Then `kept` is the allocation as it
  /// is.
  bool too_late = false;
  /// Less in all (a total or a budget) is wanted of what has begun: what was delivered may be more (OP345). Then `kept`
  /// is the allocation as it is.
  bool below_delivered = false;
  /// It is wanted from a day before the allocation begins. Then `kept` is the allocation as it is.
  bool before_start = false;
};

/// Whether more help is asked for or less; the numbers are those of the wire.
enum class Direction : std::uint8_t { kUp = 1, kDown = 2, kSame = 3 };

/// How an allocation takes a change in. It keeps its number when it changes for its whole duration (the wish begins on
/// its first day: TR357, TR373; a wish for earlier days is none for this allocation), or when nothing but its last day
/// changes: an extension stretches what there is (OP380). Otherwise it ends the day before, and another one follows
/// with what is wanted. Days up to `today`, on which the change takes effect, that were allocated stand under their
/// number: they may have been claimed on it, so the other one begins after them, also when it was wanted earlier; and
/// so it does where less is wanted for the whole duration, or what cannot be compared: those days keep what they had
/// (OP345). Pure.
ChangePlan PlanChange(const CareLine& allocated, const WantedChange& wanted, Date today);

/// Whether a product that is new would be given again for days up to `today` of which the change takes the allocation
/// away: they may have been claimed on it (OP345). Pure.
bool GivesAgain(const CareLine& added, const CareLine& allocated, const ChangePlan& plan, Date today);

/// Whether the volume or budget that is wanted is another than what is allocated. Pure.
bool ChangesAmount(const CareLine& allocated, const WantedChange& wanted);

/// Whether a change is for more or less a day; kSame also for what cannot be compared: another unit (minutes and hours
/// are one), or a total over a period without an end. A budget is compared as it is. Pure.
Direction DirectionOf(const CareLine& allocated, const WantedChange& wanted);

/// The direction of a request as a whole: up when something is new or one change goes up, else down when one goes down.
Direction Together(const std::vector<Direction>& changes, bool something_new);

}  // namespace clientroute::allocation

#endif  // CLIENTROUTE_SERVICES_ALLOCATION_CHANGE_H_
