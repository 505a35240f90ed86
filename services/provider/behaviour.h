#ifndef CLIENTROUTE_SERVICES_PROVIDER_BEHAVIOUR_H_
#define CLIENTROUTE_SERVICES_PROVIDER_BEHAVIOUR_H_

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/values/date.h"
#include "services/provider/chance.h"
#include "services/provider/percentages.h"

// What a provider in a box does when: one table, read from top to bottom. Pure; thread-safe.

namespace clientroute::provider {

/// What happens to it.
enum class Happening : std::uint8_t {
  kForwardCame,      // a 301 or 319 came
  kAllocated,        // a product in a 301 was not known yet, or ends on another day
  kStartApproved,    // 306 on a start: care runs
  kStartCorrected,   // 306 on the deletion of a start of the wrong day
  kStartTakenBack,   // 306 on the deletion of a start that never was
  kPauseApproved,    // 308 on a temporary stop
  kStopApproved,     // 308 on a definitive stop
  kStopTakenBack,    // 308 on the deletion of a stop
  kLineGranted,      // 325: a line was granted
  kClaimRefused,     // 325: a line or the claim as a whole was refused
  kMonthEnded,       // a month in which care was given
  kReturnedWithCode  // 306, 308, 316 or 318 with a code
};

/// What it then does; the numbers are stored.
enum class Act : std::uint8_t {
  kReturn = 1,       // 302 or 320
  kAsk = 2,          // 315
  kStart = 3,        // 305
  kStop = 4,         // 307
  kPause = 5,        // 307, temporary
  kRemoveStart = 6,  // 305 with status 3
  kRemoveStop = 7,   // 307 with status 3
  kAskChange = 8,    // 317
  kClaim = 9,        // 323
  kCredit = 10,      // a credit and its correction in the next 323
};

/// One row of the table. Of the rows of a happening the first counts whose chance hits, and each that stands `beside`.
struct BehaviourRow {
  std::string_view name;  // by which its chance is set
  Happening when;
  Act act;
  int percent;     // of the times
  bool beside;     // whether the rows below it count as well
  int fact_least;  // days between what happens and the fact that is told of: the care that starts, the stop
  int fact_most;   // kAtTheEnd: the fact is the last day of the allocation
  int tell_least;  // working days between the fact (or today, when it lies behind) and the message
  int tell_most;
  std::string_view says;  // in Dutch
};
inline constexpr int kAtTheEnd = -1;

/// All rows. Every message comes within its term (OP271, OP272, OP090).
std::span<const BehaviourRow> Behaviour();

/// A chance in the table that was set otherwise, by the name of its row.
using Habits = Percentages;
/// Reads `pause=0,correct-start=100%`. nullopt with why, in Dutch, when it names no row or no percentage.
std::optional<Habits> ParseHabits(std::string_view text, std::string* why);

/// What is to be done, of what kind and when.
struct Plan {
  Act act;
  std::string_view habit;  // name of the row
  Date fact;
  Date due;  // when the message goes
};

/// What the table says to a happening. `about` names what it happened to, for chance; `from` is the day on which it
/// happened or from which days count; `last` that after which no fact may lie (the end of the allocation; nullopt for
/// none). Nothing is due before `today`.
std::vector<Plan> WhatToDo(Happening happening, std::string_view about, Date from, std::optional<Date> last, Date today,
                           const Chance& chance, const Habits& habits);

}  // namespace clientroute::provider

#endif  // CLIENTROUTE_SERVICES_PROVIDER_BEHAVIOUR_H_
