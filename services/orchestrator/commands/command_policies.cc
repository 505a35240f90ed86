#include "services/orchestrator/commands/command_policies.h"

#include <algorithm>

namespace clientroute::orchestrator {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// The first nine attempts take under a minute, each further one half a minute: an owner that is down for an hour makes
// no work for people.
constexpr int kAnHour = 130;
// Nobody waits for the outcome, and what is not let go costs places: people are asked after three hours.
constexpr int kThreeHours = 370;
// A message has a legal term of its own, and a person must know in time.
constexpr int kHalfAnHour = 70;

constexpr milliseconds kSoon{100};
constexpr milliseconds kHalfAMinute{30'000};

constexpr CommandPolicy kCommands[] = {
    // command, service, deadline, attempts, first pause, longest pause
    {"OpenCase", "access", seconds(10), kAnHour, kSoon, kHalfAMinute},
    {"DecideTriage", "access", seconds(10), kAnHour, kSoon, kHalfAMinute},
    {"ConfirmContracts", "contracting", seconds(10), kAnHour, kSoon, kHalfAMinute},
    // Matching looks at every location.
    {"ProposePlacement", "allocation", seconds(20), kAnHour, kSoon, kHalfAMinute},
    {"MakeAllocations", "allocation", seconds(10), kAnHour, kSoon, kHalfAMinute},
    {"ApplyChange", "allocation", seconds(10), kAnHour, kSoon, kHalfAMinute},
    {"ReleasePlaces", "allocation", seconds(10), kThreeHours, milliseconds(500), kHalfAMinute},
    {"UndoOutflow", "access", seconds(10), kThreeHours, milliseconds(500), kHalfAMinute},
    {"SendAllocationMessage", "messaging", seconds(15), kHalfAnHour, kSoon, kHalfAMinute},
    {"AnswerUnderInvestigation", "messaging", seconds(15), kHalfAnHour, kSoon, kHalfAMinute},
    {"AnswerRefused", "messaging", seconds(15), kHalfAnHour, kSoon, kHalfAMinute},
    {"AnswerRestRefused", "messaging", seconds(15), kHalfAnHour, kSoon, kHalfAMinute},
    {"AnswerChangeUnderInvestigation", "messaging", seconds(15), kHalfAnHour, kSoon, kHalfAMinute},
    {"AnswerChangeRefused", "messaging", seconds(15), kHalfAnHour, kSoon, kHalfAMinute},
};

constexpr ServicePolicy kServices[] = {
    // service, retries at once, retries a second
    {"access", 100, 20},
    {"contracting", 100, 20},
    // Its answers cost most.
    {"allocation", 50, 10},
    {"messaging", 50, 10},
};

constexpr CommandPolicy kUnknown{{}, {}, seconds(1), 1, kSoon, kSoon};

}  // namespace

std::span<const CommandPolicy> CommandPolicies() { return kCommands; }
std::span<const ServicePolicy> ServicePolicies() { return kServices; }

const CommandPolicy& PolicyOfCommand(std::string_view command) {
  const auto* found = std::find_if(std::begin(kCommands), std::end(kCommands),
                                   [&](const CommandPolicy& policy) { return policy.command == command; });
  return found == std::end(kCommands) ? kUnknown : *found;
}

}  // namespace clientroute::orchestrator
